"""Passages: windows inside sections, points alone, spans that give their text back."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.records import Document, PageSpan, Proposal, Section, Source, TagRecord
from nlp.passages import passage_id, passages_of
from nlp.windows import WORDS_MOST, windows_of

SOURCE = Source("prov.pdf", "0" * 64, 1, "text", "application/pdf")
FRONT = "Ekköpings kommun\nSocialförvaltningen\nDnr 17-42-2011\n"
TITLE = "Fler platser på Björkgården\n"
PROPOSAL = "Förslag till beslut\nNämnden beslutar\n1. att hyra fyra platser\n2. att be om en rapport i maj\n"
BACKGROUND = "Bakgrund\n" + " ".join(f"Mening nummer {n} handlar om platserna på gården." for n in range(60)) + "\n"
SIGNED = "Vera Påhittad\nförvaltningschef\n"
TEXT = FRONT + TITLE + PROPOSAL + BACKGROUND + SIGNED


def document_with(*parts: tuple[str, str, str | None]) -> Document:
    """A document of one page from (kind, text, heading) parts; the heading stands first in its text."""
    sections, at, text = [], 0, ""
    for kind, body, heading in parts:
        start, at, text = at, at + len(body), text + body
        sections.append(Section(kind, heading, start, start + len(heading or ""), at, 1))  # type: ignore[arg-type]
    return Document(SOURCE, text, (PageSpan(1, 0, len(text)),), (), tuple(sections))


def proposals(text: str, *points: str) -> tuple[Proposal, ...]:
    """Proposal points with their spans in the text."""
    return tuple(
        Proposal(n, "Nämnden beslutar", point, None, None, 1, text.index(point), text.index(point) + len(point))
        for n, point in enumerate(points, start=1)
    )


@pytest.fixture
def document() -> Document:
    return document_with(
        ("front", FRONT, None),
        ("title", TITLE, None),
        ("proposal", PROPOSAL, "Förslag till beslut"),
        ("background", BACKGROUND, "Bakgrund"),
        ("signature", SIGNED, None),
    )


@pytest.fixture
def tags() -> TagRecord:
    points = proposals(TEXT, "att hyra fyra platser", "att be om en rapport i maj")
    return TagRecord(SOURCE, "tjänsteutlåtande", title=TITLE.strip(), proposals=points)


def test_spans_give_the_text_back(document: Document, tags: TagRecord) -> None:
    for passage in passages_of("d1", document, tags):
        assert document.text[passage.start : passage.end] == passage.text == passage.text.strip()


def test_no_passage_crosses_a_section(document: Document, tags: TagRecord) -> None:
    real = [section for section in document.sections if section.kind not in ("front", "title")]
    for passage in passages_of("d1", document, tags)[1:]:
        assert any(section.start <= passage.start and passage.end <= section.end for section in real)


def test_letterhead_and_title_are_one_passage(document: Document, tags: TagRecord) -> None:
    front = passages_of("d1", document, tags)[0]
    assert front.kind == "front"
    assert "17-42-2011" in front.text
    assert "Björkgården" in front.text


def test_each_point_is_a_passage_with_its_lead(document: Document, tags: TagRecord) -> None:
    points = [passage for passage in passages_of("d1", document, tags) if passage.kind == "proposal"]
    assert [passage.text for passage in points] == [
        "Nämnden beslutar\n1. att hyra fyra platser",
        "2. att be om en rapport i maj",
    ]
    assert {passage.heading for passage in points} == {"Förslag till beslut"}


def test_a_long_section_is_cut_and_overlaps_by_a_sentence(document: Document, tags: TagRecord) -> None:
    windows = [passage for passage in passages_of("d1", document, tags) if passage.kind == "background"]
    assert len(windows) > 2
    assert all(len(window.text.split()) <= WORDS_MOST for window in windows)
    for one, following in itertools.pairwise(windows):
        assert one.start < following.start < one.end < following.end


def test_signatures_are_no_passage(document: Document, tags: TagRecord) -> None:
    assert not [passage for passage in passages_of("d1", document, tags) if "Påhittad" in passage.text]


def test_a_document_of_signatures_only_is_still_found() -> None:
    only = document_with(("signature", SIGNED, None))
    assert [passage.text for passage in passages_of("d1", only, TagRecord(SOURCE, "övrigt"))] == [SIGNED.strip()]


def test_a_document_without_sections_or_text() -> None:
    tags = TagRecord(SOURCE, "övrigt")
    plain = Document(SOURCE, "Bara en rad.", (PageSpan(1, 0, 12),), (), ())
    assert [passage.text for passage in passages_of("d1", plain, tags)] == ["Bara en rad."]
    assert passages_of("d1", Document(SOURCE, " \n", (PageSpan(1, 0, 2),), (), ()), tags) == []


def test_ids_are_stable_and_fit_the_index(document: Document, tags: TagRecord) -> None:
    passages = passages_of("d1", document, tags)
    assert [passage.id for passage in passages] == [passage_id("d1", n) for n in range(len(passages))]
    assert all(0 <= passage.id < 2**63 for passage in passages)
    assert passage_id("d1", 0) == 5578212832288001043  # stored in every archive
    assert len({passage_id(document_id, n) for document_id in ("a", "b") for n in range(500)}) == 1000


@given(st.text(alphabet="aÅb .!?\n-1–", max_size=600))
def test_windows_cover_every_word_in_order(text: str) -> None:
    spans = list(windows_of(text))
    covered = {at for start, end in spans for at in range(start, end)}
    assert all(at in covered for at, char in enumerate(text) if not char.isspace())
    assert all(start < end for start, end in spans)
    assert all(one[0] < two[0] and one[1] < two[1] for one, two in itertools.pairwise(spans))


@given(st.lists(st.integers(1, 260), min_size=1, max_size=12))
def test_windows_are_never_longer_than_allowed(lengths: list[int]) -> None:
    text = " ".join("Ord " + "och " * (length - 1) + "slut." for length in lengths)
    assert all(len(text[start:end].split()) <= WORDS_MOST + 30 for start, end in windows_of(text))
