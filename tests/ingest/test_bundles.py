"""Which pages of a file begin a paper of its own, and that each is read as if it came alone."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import pytest

from ingest.bundles import first_pages
from ingest.pdf import pages_from_pdf
from ingest.reader import read_document
from nlp.parts import parts_of
from tests.commands import SAMPLE
from tests.ingest.papers import Run, column, pdf

TEXT = [
    "Nämnden fick i våras en fråga om bänkar utmed strandpromenaden.",
    "Förvaltningen har räknat bänkarna och funnit att de är elva.",
]


def paper(number: str | None, title: str, *, page: str = "1 (1)", label: str = "", text: Sequence[str] = TEXT) -> bytes:
    """A page with a letterhead."""
    fields = ["Handläggare: Tova Granlund", f"Dnr {number}" if number else "Datum 2014-03-02", "Telefon: 08-465 001 02"]
    runs = [
        Run(480, 40, page, 9),
        Run(90, 60, label or "Lundens stadsdelsförvaltning", 11, bold=bool(label)),
        *column(90, 90, fields),
        Run(90, 170, title, 15, bold=True),
        *column(90, 210, text),
    ]
    return pdf([runs])


def more(page: str, text: Sequence[str] = TEXT, *, heading: str | None = None) -> bytes:
    """A page that goes on."""
    runs = [Run(480, 40, page, 9), *column(90, 130, text)]
    return pdf([[*runs, Run(90, 100, heading, 13, bold=True)] if heading else runs])


def agenda(*rows: str) -> bytes:
    return pdf([[Run(90, 60, "Föredragningslista", 16, bold=True), *column(90, 120, rows)]])


def joined(files: Sequence[bytes]) -> bytes:
    import pypdfium2

    whole = pypdfium2.PdfDocument.new()
    for file in files:
        whole.import_pages(pypdfium2.PdfDocument(file))
    buffer = io.BytesIO()
    whole.save(buffer)
    return buffer.getvalue()


FIRST, SECOND = paper("1.1-101-2014", "Bänkar utmed stranden"), paper("1.1-102-2014", "Belysning i parken")
ROWS = [
    ([FIRST, SECOND], (0, 1), "two letterheads with two numbers"),
    ([paper("1.1-101-2014", "Bänkar", page="1 (2)"), more("2 (2)"), SECOND], (0, 2), "a page that goes on"),
    ([FIRST], (), "one paper"),
    ([FIRST, FIRST], (), "the same number: the same matter"),
    ([FIRST, paper(None, "Enkät om bänkar", page="")], (), "a letterhead without a number is enclosed"),
    (
        [FIRST, paper(None, "Taxa för lokaler", page="Sida 1 (3)"), more("Sida 2 (3)")],
        (0, 1),
        "a whole letterhead on a page that says it is the first",
    ),
    (
        [FIRST, paper("9.9-777-2013", "Avtal", label="Bilaga 1"), SECOND],
        (0, 2),
        "what is marked as bilaga stays, whatever its number",
    ),
    (
        [
            paper("1.1-101-2014", "Yttrande om bänkar", text=["Svar på remiss, dnr 9.9-777-2013.", *TEXT]),
            paper("9.9-777-2013", "Remiss om bänkar", page=""),
            SECOND,
        ],
        (0, 2),
        "an enclosed paper whose number is cited stays",
    ),
    (
        [paper("1.1-101-2014", "Bänkar", page="1 (2)"), paper("1.1-102-2014", "Lampor", page="2 (2)")],
        (),
        "a page that says it is the second begins nothing",
    ),
    (
        [agenda("1. Upprop", "2. Bänkar, dnr 1.1-101-2014", "3. Lampor, dnr 1.1-102-2014"), FIRST, SECOND],
        (1, 2),
        "the agenda is no paper",
    ),
    (
        [
            agenda("1. Bänkar, dnr 1.1-101-2014", "2. Lampor, dnr 1.1-102-2014"),
            FIRST,
            paper("9.9-777-2013", "Avtal med grannen"),
            SECOND,
        ],
        (1, 3),
        "what the agenda does not list is enclosed",
    ),
    (
        [paper("1.1-101-2014", "Protokoll", label="Sammanträdesprotokoll"), SECOND],
        (),
        "minutes are cut at their paragraphs",
    ),
]


@pytest.mark.parametrize(("files", "expected", "why"), ROWS, ids=[why for *_, why in ROWS])
def test_first_pages(files: list[bytes], expected: tuple[int, ...], why: str) -> None:
    assert first_pages(pages_from_pdf(joined(files))) == expected, why


@pytest.mark.parametrize("file", sorted((SAMPLE / "pdf").glob("*.pdf")), ids=lambda file: file.stem)
def test_no_paper_of_the_sample_is_taken_apart(file: Path) -> None:
    assert first_pages(pages_from_pdf(file.read_bytes())) == ()


@pytest.mark.shared
def test_no_real_paper_is_taken_apart(shared: Path) -> None:
    for file in sorted((shared / "seeds").glob("*.pdf")):
        assert read_document(file.name, file.read_bytes()).starts == (), file.name


def test_each_paper_of_a_bundle_is_read_as_if_it_came_alone() -> None:
    files = sorted((SAMPLE / "pdf").glob("*-tjanste*.pdf"))[:20]
    bundle = read_document("handlingar.pdf", joined([file.read_bytes() for file in files]))
    parts = parts_of(bundle)
    assert len(parts) == len(files)
    for file, part in zip(files, parts, strict=True):
        alone = read_document(file.name, file.read_bytes())
        assert part.document.text == alone.text
        assert bundle.text[part.start : part.end] == alone.text
        assert [(s.kind, s.heading, s.start, s.end) for s in part.document.sections] == [
            (s.kind, s.heading, s.start, s.end) for s in alone.sections
        ]
        assert len(part.document.pages) == len(alone.pages)
    assert [page.number for part in parts for page in part.document.pages] == [page.number for page in bundle.pages]
    assert [section.start for section in bundle.sections][1:] == [section.end for section in bundle.sections][:-1]
