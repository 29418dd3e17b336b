"""Files for the volume bench: public-sector texts as .txt and PDF, tiny texts, copies of PDFs, one PDF of 1,000 pages.

Everything is drawn with a fixed seed and written as it is made; smaller volumes are the beginning of larger ones.
"""

from __future__ import annotations

import io
import json
import lzma
import random
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from corpus.sample.sources import PDF_FOLDER
from tests.conftest import shared_folder

SEED = 20260101
EVERY_PDF = 10  # every tenth text is rendered as PDF
IN_A_FOLDER = 500
MARGIN, LEADING, SIZE, COLUMNS = 64, 14, 11, 88
LINES = int((A4[1] - 2 * MARGIN) // LEADING)

# words of the tiny files, drawn at random: they need to be distinct and Swedish, not to make sense
WORDS = """nämnden förvaltningen ärendet beslutar yttrande remiss förskola skola bibliotek park lekplats cykelväg trafik
    buller boende omsorg äldre ungdom förening bidrag budget avgift taxa tillsyn detaljplan bygglov miljö vatten avfall
    energi upphandling avtal utredning rapport uppföljning kvalitet trygghet belysning snöröjning idrottshall simhall
    kultur integration arbete folkhälsa demokrati tillgänglighet medborgarförslag skrivelse protokoll sammanträde
""".split()


def pairs_file() -> Path:
    """The public-sector texts. Ends the bench with the reason when they are not here."""
    shared = shared_folder()
    file = shared / "data" / "pairs.jsonl.xz" if shared else None
    if file is None or not file.is_file():
        raise SystemExit("the folder of texts (BESLUT_SHARED or ../shared) with data/pairs.jsonl.xz is not here")
    return file


def texts(count: int) -> Iterator[str]:
    """``count`` of the texts, drawn from all of them, title first; the same ones first whatever the count."""
    with lzma.open(pairs_file(), "rt", encoding="utf-8") as lines:
        total = sum(1 for _ in lines)
    order = random.Random(SEED).sample(range(total), total)[:count]
    place = {line: number for number, line in enumerate(order)}
    waiting: dict[int, str] = {}
    with lzma.open(pairs_file(), "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number in place:
                pair = json.loads(line)
                waiting[place[number]] = f"{pair['title'] or ''}\n\n{pair['body'] or ''}\n"
    for number in range(count):
        yield waiting.pop(number)


def write_volume(folder: Path, count: int) -> None:
    """``count`` files under ``folder``, every tenth a PDF; a folder that is full already is left as it is."""
    finished = folder / ".finished"
    if finished.exists():
        return
    for number, text in enumerate(texts(count)):
        inside = folder / f"{number // IN_A_FOLDER:03d}"
        inside.mkdir(parents=True, exist_ok=True)
        if number % EVERY_PDF:
            (inside / f"{number:05d}.txt").write_text(text, "utf-8")
        else:
            (inside / f"{number:05d}.pdf").write_bytes(rendered(text))
    finished.touch()


def rendered(text: str) -> bytes:
    """The text as a PDF, paragraphs wrapped, pages numbered."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines += textwrap.wrap(paragraph, COLUMNS) or [""]
        lines.append("")
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    for page, start in enumerate(range(0, len(lines), LINES), 1):
        canvas.setFont("Helvetica", SIZE)
        drawn = canvas.beginText(MARGIN, A4[1] - MARGIN)
        drawn.setLeading(LEADING)
        drawn.textLines(lines[start : start + LINES], trim=0)
        canvas.drawText(drawn)
        canvas.drawRightString(A4[0] - MARGIN, MARGIN / 2, str(page))
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def write_tiny(folder: Path, count: int) -> None:
    """``count`` distinct texts of some forty words."""
    chosen = random.Random(SEED)
    for number in range(count):
        inside = folder / f"{number // IN_A_FOLDER:03d}"
        inside.mkdir(parents=True, exist_ok=True)
        body = " ".join(chosen.choices(WORDS, k=40)).capitalize()
        (inside / f"{number:06d}.txt").write_text(f"Ärende {number}\n\n{body}.\n", "utf-8")


def real_pdfs() -> list[bytes]:
    """The real documents with a text layer, without them the longest of the sample."""
    if shared := shared_folder():
        return [path.read_bytes() for path in sorted((shared / "seeds").glob("*.pdf")) if path.stem.count("_") == 1]
    return sorted((path.read_bytes() for path in PDF_FOLDER.glob("*.pdf")), key=len)[-5:]


def write_copies(folder: Path, count: int) -> None:
    """``count`` PDFs of the real documents' own size, each different in its last bytes only."""
    folder.mkdir(parents=True, exist_ok=True)
    originals = real_pdfs()
    for number in range(count):
        content = originals[number % len(originals)] + f"% {number}\n".encode()
        (folder / f"{number:04d}.pdf").write_bytes(content)


def write_long(file: Path, pages: int) -> None:
    """One PDF of so many pages, made of the real documents' pages over and over."""
    file.parent.mkdir(parents=True, exist_ok=True)
    sources = [pypdfium2.PdfDocument(content) for content in real_pdfs()]
    target = pypdfium2.PdfDocument.new()
    number = 0
    while len(target) < pages:
        source = sources[number % len(sources)]
        target.import_pages(source, list(range(min(len(source), pages - len(target)))))
        number += 1
    target.save(str(file))
