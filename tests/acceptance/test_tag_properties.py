"""Laws of the whole tagger, over the seeds, the demo archive, the hand-labelled documents and generated texts.

Spans slice back to the text; tags do not change when a paragraph is wrapped anew, broken by a page, or written with
decomposed letters; and no text whatever raises.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from corpus.errors import UnreadableError
from corpus.records import Document, TagRecord
from corpus.sample.sources import PDF_FOLDER
from corpus.tag_json import tag_from_json, tag_to_json
from ingest.reader import read_document
from nlp.swedish import SwedishPipeline, load_swedish
from nlp.tagger import tag_document
from tests.conftest import shared_folder
from tests.golden.tagging.print_gold import BOTTOM, WIDTH, print_pdf, titles_of

GOLD = Path(__file__).resolve().parents[1] / "golden" / "tagging"
# where a text is and on which page depends on its lines; everything else must not
PLACES = frozenset({"start", "end", "page", "pages", "source", "where", "warnings"})
# a line so long that it is running text, and how short its pieces may become
LONG, SHORT = 110, 55


@cache
def pipeline() -> SwedishPipeline:
    return load_swedish()


def tagged(text: str) -> tuple[Document, TagRecord]:
    """A text as a file of its own, read and tagged."""
    document = read_document("text.txt", text.encode())
    return document, tag_document(document, pipeline())


def texts() -> dict[str, str]:
    """Whole documents as text: hand-labelled ones, and the seeds where they are."""
    paths = sorted((GOLD / "unseen").glob("*.txt"))
    if seeds := shared_folder():
        paths += sorted((seeds / "seeds").glob("*.txt"))
    return {path.stem: path.read_text(encoding="utf-8") for path in paths}


TEXTS = texts()


def printed() -> list[Path]:
    """Whole documents as PDF: demo archive, hand-labelled ones, seeds (scans apart: OCR has its own tests)."""
    paths = [*sorted(PDF_FOLDER.glob("*.pdf")), *sorted((GOLD / "printed").glob("*.pdf"))]
    if seeds := shared_folder():
        paths += [path for path in sorted((seeds / "seeds").glob("*.pdf")) if not path.stem.endswith("_scan")]
    return paths


def without_places(value: Any) -> Any:
    """A tag record as JSON without what depends on where lines and pages end."""
    if isinstance(value, dict):
        return {name: without_places(item) for name, item in value.items() if name not in PLACES}
    return [without_places(item) for item in value] if isinstance(value, list) else value


def tags_of(text: str) -> Any:
    """What a text says, wherever its lines end."""
    return without_places(tag_to_json(tagged(text)[1]))


def spans_of(record: TagRecord) -> Iterator[tuple[int, int, int, str]]:
    """(start, end, page, text) of every tag with a place, those of the parts too."""
    for number in record.diarienummer:
        if number.start is not None and number.end is not None:
            yield number.start, number.end, number.page, number.raw
    for proposal in record.proposals:
        yield proposal.start, proposal.end, proposal.page, proposal.text
    for part in record.parts:
        yield from spans_of(part)


def check_spans(document: Document, record: TagRecord) -> None:
    """Each span slices back to what the tag says, on the page the tag names; what is quoted stands in the text."""
    for start, end, page, text in spans_of(record):
        assert 0 <= start < end <= len(document.text)
        assert document.text[start:end] == text
        assert document.page_at(start) == page
    pages = {span.number for span in document.pages}
    for claim in (*record.proposals, *record.demands, *record.decisions, *record.dissents, *record.parties):
        assert claim.page in pages
    for quoted in (*record.demands, *record.decisions, *record.dissents):
        assert quoted.text in document.text
    assert tag_from_json(tag_to_json(record)) == record


@pytest.mark.parametrize("path", printed(), ids=lambda path: path.stem)
def test_spans_of_printed_documents_slice_back(path: Path) -> None:
    document = read_document(path.name, path.read_bytes())
    check_spans(document, tag_document(document, pipeline()))


@pytest.mark.parametrize("name", TEXTS)
def test_spans_of_texts_slice_back(name: str) -> None:
    check_spans(*tagged(TEXTS[name]))


def wrapped(text: str, widths: list[int], ending: str) -> str:
    """The text with its running lines broken at blanks into lines of the given widths, in turn."""
    lines = []
    for place, line in enumerate(text.split("\n")):
        width = widths[place % len(widths)]
        if len(line) < LONG or "\t" in line or "   " in line:
            lines.append(line)
            continue
        words, row = line.split(" "), ""
        for word in words:
            if row and len(row) + 1 + len(word) > width and len(row) >= SHORT:
                lines.append(row)
                row = word
            else:
                row = f"{row} {word}" if row else word
        lines.append(row)
    return ending.join(lines) if ending != "\n" else "\n".join(lines)


def broken_by_pages(text: str, places: list[int]) -> str:
    """The text with a page break instead of some blanks in the middle of its running lines."""
    lines = text.split("\n")
    for place in places:
        line = lines[place % len(lines)]
        if len(line) < LONG or "\t" in line or "   " in line or "\f" in line:
            continue
        middle = line.find(" ", len(line) // 2)
        if middle > 0:
            lines[place % len(lines)] = f"{line[:middle]}\n\f{line[middle + 1 :]}"
    return "\n".join(lines)


@settings(max_examples=120)
@given(st.sampled_from(sorted(TEXTS)), st.lists(st.integers(SHORT + 5, 105), min_size=1, max_size=3))
def test_wrapping_a_paragraph_anew_changes_no_tag(name: str, widths: list[int]) -> None:
    assert tags_of(wrapped(TEXTS[name], widths, "\n")) == tags_of(TEXTS[name])


@settings(max_examples=120)
@given(st.sampled_from(sorted(TEXTS)), st.lists(st.integers(0, 200), min_size=1, max_size=12))
def test_a_page_break_in_a_paragraph_changes_no_tag(name: str, places: list[int]) -> None:
    assert tags_of(broken_by_pages(TEXTS[name], places)) == tags_of(TEXTS[name])


def tags_as_printed(name: str, width: float, bottom: float) -> Any:
    """What a hand-labelled text says when it is printed with these margins."""
    path, page = GOLD / "unseen" / f"{name}.txt", BytesIO()
    print_pdf(path.read_text(encoding="utf-8"), titles_of(path), page, width=width, bottom=bottom)
    document = read_document(f"{name}.pdf", page.getvalue())
    said = without_places(tag_to_json(tag_document(document, pipeline())))
    # a letterhead that a second page repeats is furniture, and names nobody in the text
    for record in (said, *said["parts"]):
        record["municipalities_mentioned"] = [
            place for place in record["municipalities_mentioned"] if place != said["municipality"]
        ]
    return said


# a title is printed as one only where the labels say what it is
LABELLED = sorted(path.stem for path in (GOLD / "unseen").glob("*.txt") if titles_of(path))


@settings(max_examples=60)
@given(st.sampled_from(LABELLED), st.integers(380, 455), st.integers(60, 300))
def test_margins_of_the_printed_page_change_no_tag(name: str, width: int, bottom: int) -> None:
    assert tags_as_printed(name, width, bottom) == tags_as_printed(name, WIDTH, BOTTOM)


@pytest.mark.parametrize("name", TEXTS)
def test_decomposed_letters_change_no_tag(name: str) -> None:
    assert tags_of(unicodedata.normalize("NFD", TEXTS[name])) == tags_of(TEXTS[name])


@pytest.mark.parametrize("name", TEXTS)
def test_line_ends_of_other_systems_change_no_tag(name: str) -> None:
    assert tags_of(TEXTS[name].replace("\n", "\r\n")) == tags_of(TEXTS[name])


@pytest.mark.parametrize("name", TEXTS)
def test_tagging_twice_gives_the_same(name: str) -> None:
    document, record = tagged(TEXTS[name])
    assert tag_document(document, pipeline()) == record


# what official texts are made of, to be put together without sense
PIECES = (
    "Förslag till beslut",
    "Stadsdelsnämnden beslutar att",
    "att godkänna planen, samt",
    "- att avslå motionen i övrigt",
    "1.",
    "§ 12",
    "Sn § 3 Dnr",
    "Dnr 511 - 206 - 2007",
    "0366/15",
    "2018/KS 0290 10",
    "Leif Ek och Bo Al (v)",
    "(båda mp)",
    "m fl (s)",
    "S, MP och V reserverar sig",
    "Yrkanden",
    "Reservation",
    "Motion (2012:6) av",
    "Handläggare: Eva Ek",
    "Telefon: 08-465 004 12",
    "811218-9876",
    "den 30 februari 2011",
    "2007-13-45",
    "Nyhetsbrev nr 2/4",
    "Till",
    "Hässelby-Vällingby stadsdelsnämnd",
    "Stadsdelsnämnden",
    "PROTOKOLL",
    "Med 7 ja-röster mot",
    "\f",
    "\n\n",
    "\n",
    "\t",
    "\u00ad",
    "\u202e",
    "\x00",
    "¹",
    "“",
    "𝕊",
    "a\u0308",
)
sentences = st.lists(st.sampled_from(PIECES) | st.text(max_size=12), max_size=40).map(" ".join)


@settings(max_examples=400)
@given(sentences | st.text(max_size=400))
@example("§")
@example("Förslag till beslut\n\n1.\n\n2.\n")
@example("Dnr\nDnr\nDnr 1/1\n")
def test_no_text_raises(text: str) -> None:
    try:
        document = read_document("text.txt", text.encode("utf-8", "replace"))
    except UnreadableError:
        return  # nothing to read is said by name
    check_spans(document, tag_document(document, pipeline()))


@settings(max_examples=60)
@given(st.sampled_from(sorted(TEXTS)), st.data())
def test_no_mangled_document_raises(name: str, data: st.DataObject) -> None:
    lines = TEXTS[name].split("\n")
    order = data.draw(st.lists(st.integers(0, len(lines) - 1), min_size=1, max_size=len(lines)))
    check_spans(*tagged("x\n" + "\n".join(lines[place] for place in order)))
