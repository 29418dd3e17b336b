"""Speed of reading PDFs beside pdfplumber and raw pypdfium2, in one process, on the same files.

    ours        text with positions, furniture taken out, blocks in reading order (``ingest.pdf`` to ``reading_order``)
    pdfplumber  ``Page.extract_text``
    pypdfium2   ``get_textpage().get_text_range()``: the engine's characters, without positions or order

Processor time of the process (``time.process_time``), since the machine may be shared; the readers take
turns file by file, and every file's best round counts. Files: the real documents when they are here, and the sample.
``--write`` also writes docs/reports/reading.md; ends with 1 when ours is below ten times pdfplumber.
"""

from __future__ import annotations

import importlib.metadata
import io
import platform
import sys
import time
from collections.abc import Callable, Sequence

import pdfplumber
import pypdfium2

from corpus.sample.sources import PDF_FOLDER
from ingest.furniture import without_furniture
from ingest.pdf import pages_from_pdf
from ingest.reading_order import text_of_pages
from tests.conftest import REPOSITORY, shared_folder

NEWLINE = "\n"
TARGET = 10.0  # times pdfplumber's pages per second
ROUNDS = 3


def read_by_us(content: bytes) -> int:
    """Pages read to text and blocks."""
    pages, _ = without_furniture(pages_from_pdf(content))
    return len(text_of_pages(pages).pages)


def read_by_pdfplumber(content: bytes) -> int:
    """Pages read to text."""
    with pdfplumber.open(io.BytesIO(content)) as document:
        for page in document.pages:
            page.extract_text()
            page.close()
        return len(document.pages)


def read_by_pypdfium2(content: bytes) -> int:
    """Pages read to text in the order it was drawn."""
    document = pypdfium2.PdfDocument(content)
    for page in document:
        textpage = page.get_textpage()
        textpage.get_text_range()
        textpage.close()
        page.close()
    pages = len(document)
    document.close()
    return pages


READERS: dict[str, Callable[[bytes], int]] = {
    "ours": read_by_us,
    "pypdfium2": read_by_pypdfium2,
    "pdfplumber": read_by_pdfplumber,
}


def file_sets() -> dict[str, list[bytes]]:
    """Bytes of the PDFs with a text layer, by where they come from."""
    sets = {"sample": [path.read_bytes() for path in sorted(PDF_FOLDER.glob("*.pdf"))]}
    if shared := shared_folder():
        seeds = sorted(path for path in (shared / "seeds").glob("*.pdf") if not path.stem.endswith("_scan"))
        sets["real documents"] = [path.read_bytes() for path in seeds]
    return sets


def speeds(files: Sequence[bytes]) -> tuple[int, dict[str, float]]:
    """Pages of all files, and each reader's pages per second of processor time.

    The readers take turns file by file, and every file's best round counts, so that a busy machine slows all alike.
    """
    seconds = dict.fromkeys(READERS, 0.0)
    pages = 0
    for content in files:
        best = dict.fromkeys(READERS, float("inf"))
        for _ in range(ROUNDS):
            for name, read in READERS.items():
                start = time.process_time()
                count = read(content)
                best[name] = min(best[name], time.process_time() - start)
        pages += count
        seconds = {name: seconds[name] + best[name] for name in READERS}
    return pages, {name: pages / total for name, total in seconds.items()}


def measured() -> tuple[list[str], bool]:
    """Rows of the report's table, and whether the target is met on every set of files."""
    rows, met = [], True
    for name, files in file_sets().items():
        pages, speed = speeds(files)
        ours, plumber, raw = speed["ours"], speed["pdfplumber"], speed["pypdfium2"]
        met = met and ours >= TARGET * plumber
        rows.append(
            f"| {name} | {len(files)} | {pages} | {ours:.0f} | {plumber:.1f} | {raw:.0f} "
            f"| {ours / plumber:.1f}x | {ours / raw:.0%} |"
        )
    return rows, met


def report(rows: Sequence[str]) -> str:
    """The report as Markdown."""
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in ("pypdfium2", "pdfplumber"))
    return f"""# Reading speed

    python -m tests.bench.reading --write

Pages per second of processor time, one process, the same files in turn, each file's best of
{ROUNDS} rounds. Ours: text with positions, furniture taken out, blocks in reading order.
pdfplumber: `Page.extract_text`. pypdfium2: `get_text_range`, without positions or order.
Target: {TARGET:.0f}x pdfplumber. Python {platform.python_version()}, {versions}.

| files | documents | pages | ours | pdfplumber | pypdfium2 | ours / pdfplumber | ours / pypdfium2 |
|---|---|---|---|---|---|---|---|
{NEWLINE.join(rows)}
"""


def main() -> int:
    """Exit code: 0 when the target is met."""
    rows, met = measured()
    text = report(rows)
    print(text)
    if "--write" in sys.argv:
        (REPOSITORY / "docs" / "reports" / "reading.md").write_text(text, encoding="utf-8")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
