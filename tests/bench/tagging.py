"""Speed of tagging alone, and which component costs what: ``python -m tests.bench.tagging [--write]``.

Documents are read beforehand; one core, processor seconds (wall seconds beside them). Documents are tagged in turn, in
rounds; extractors remember the last four texts, fewer than there are of any kind, so that each is new to them. A
component's cost holds what it asked others for first, such as the names it shares with those after it.
``--write`` puts the table into docs/reports/tagging.md.
"""

from __future__ import annotations

import os

os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}

import platform
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.records import Document
from corpus.sample.sources import PDF_FOLDER
from ingest.reader import read_document
from nlp import tagger
from nlp.swedish import SwedishPipeline, load_swedish
from tests.bench.report_sections import put_section
from tests.conftest import shared_folder

REPORT = Path(__file__).resolve().parents[2] / "docs" / "reports" / "tagging.md"
HEADING = "## Speed"
LEAST = 40.0
ROUNDS = 20


@dataclass(frozen=True, slots=True)
class Measured:
    """How fast documents of one kind are tagged; components as (name, processor ms a document), dearest first."""

    kind: str
    documents: int
    letters: int
    processor: float
    wall: float
    components: tuple[tuple[str, float], ...]


def documents_in(paths: Sequence[Path]) -> list[Document]:
    """The documents, read."""
    return [read_document(path.name, path.read_bytes()) for path in paths]


def measured(kind: str, documents: Sequence[Document], swedish: SwedishPipeline, rounds: int) -> Measured:
    """Rounds of tagging, and then as many with a clock at every component."""
    for document in documents:  # what is loaded at the first use
        tagger.tag_document(document, swedish)
    spent = {"processor": 0.0, "wall": 0.0}
    for _ in range(rounds):
        started = time.process_time(), time.perf_counter()
        for document in documents:
            tagger.tag_document(document, swedish)
        spent["processor"] += time.process_time() - started[0]
        spent["wall"] += time.perf_counter() - started[1]
    costs = component_costs(documents, swedish, max(1, rounds // 2))
    tagged = rounds * len(documents)
    return Measured(
        kind=kind,
        documents=len(documents),
        letters=sum(len(document.text) for document in documents) // len(documents),
        processor=tagged / spent["processor"],
        wall=tagged / spent["wall"],
        components=costs,
    )


def component_costs(
    documents: Sequence[Document], swedish: SwedishPipeline, rounds: int
) -> tuple[tuple[str, float], ...]:
    """(module, processor ms a document) of every extractor, dearest first."""
    costs: Counter[str] = Counter()

    def clocked(extractor: tagger.Extractor) -> tagger.Extractor:
        name, fields = extractor.module.__name__.rpartition(".")[2], extractor.fields

        def timed(*arguments: object) -> tagger.Fields:
            started = time.process_time()
            found: tagger.Fields = fields(*arguments)  # type: ignore[arg-type]
            costs[name] += time.process_time() - started  # type: ignore[assignment]
            return found

        return replace(extractor, fields=timed)

    plain = tagger.IDENTITY, tagger.MATTER
    tagger.IDENTITY, tagger.MATTER = (tuple(map(clocked, extractors)) for extractors in plain)
    try:
        for _ in range(rounds):
            for document in documents:
                tagger.tag_document(document, swedish)
    finally:
        tagger.IDENTITY, tagger.MATTER = plain
    each = 1000 / (rounds * len(documents))
    return tuple((name, seconds * each) for name, seconds in costs.most_common())


def report(rows: Sequence[Measured]) -> str:
    """The section of the report, in Markdown."""
    lines = [
        HEADING,
        "",
        f"`python -m tests.bench.tagging --write`: one core, {platform.machine()}, Python {platform.python_version()}.",
        "Documents are already read; processor time counts (the machine had other work), the trained names included.",
        f"Target at the size of the seeds: {LEAST:.0f} documents/s.",
        "",
        "| documents | of them | letters each | documents/s of processor time | by the wall | met |",
        "|---|---|---|---|---|---|",
    ]
    for row in rows:
        met = "yes" if row.processor >= LEAST else "**no**"
        lines.append(
            f"| {row.kind} | {row.documents} | {row.letters:,} | {row.processor:.1f} | {row.wall:.1f} | {met} |"
        )
    lines += ["", "| component | " + " | ".join(f"{row.kind}, ms each" for row in rows) + " |"]
    lines.append("|---" * (len(rows) + 1) + "|")
    for name, _ in rows[0].components:
        lines.append(f"| {name} | " + " | ".join(f"{dict(row.components).get(name, 0.0):.2f}" for row in rows) + " |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure and print; ``--write`` keeps the table."""
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    swedish = load_swedish()
    rows = [measured(kind, documents_in(paths), swedish, ROUNDS if len(paths) < 20 else 3) for kind, paths in kinds()]
    section = report(rows)
    print(section)
    if "--write" in sys.argv[1:]:
        text = REPORT.read_text(encoding="utf-8") if REPORT.exists() else ""
        REPORT.write_text(put_section(text, HEADING, section), encoding="utf-8")


def kinds() -> list[tuple[str, list[Path]]]:
    """The five seeds as printed, where they are, and the demo archive."""
    found = []
    if shared := shared_folder():
        seeds = sorted((shared / "seeds").glob("*.pdf"))
        found.append(("seeds", [path for path in seeds if not path.stem.endswith(("_scan", "_rows"))]))
    return [*found, ("demo archive", sorted(PDF_FOLDER.glob("*.pdf")))]


if __name__ == "__main__":
    main()
