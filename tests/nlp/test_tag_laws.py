"""What must not change the identity of a document: the form of its letters, where its lines and pages break."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import UnreadableError
from corpus.records import PageSpan, TagRecord
from ingest.reader import read_document
from nlp.swedish import SwedishPipeline
from nlp.tagger import tag_document
from tests.nlp.test_heads import Head, heads

IDENTITY_FIELDS = (
    "type", "title", "date", "date_kind", "municipality", "body", "addressee", "district", "districts_mentioned",
    "municipalities_mentioned", "references", "issue", "period",
)  # fmt: skip
HISTORY = (
    "Nämnden avslog år 2005 ett likadant förslag (dnr 511-118-2005) enligt socialtjänstlagen (2001:453) och prop. "
    "2008/09:1. Täby kommun och Hässelby-Vällingby stadsdelsnämnd har svarat på remissen från kommunstyrelsen, dnr "
    "316-259/2012, och Ärendenummer 12/2019 nämns i motion 2007:23 om ökad trygghet."
)


def identity(record: TagRecord) -> dict[str, object]:
    """The fields that say what, when, where and whose, without the places in the text."""
    fields: dict[str, object] = {name: getattr(record, name) for name in IDENTITY_FIELDS}
    numbers = [(number.canonical, number.code, number.role, number.where) for number in record.diarienummer]
    return fields | {"numbers": numbers}


def tags_of(text: str, swedish: SwedishPipeline) -> dict[str, object]:
    return identity(tag_document(read_document("a.txt", text.encode()), swedish))


@pytest.mark.parametrize("head", list(heads())[::4], ids=lambda head: head.why)
def test_composed_and_decomposed_letters_are_the_same(swedish: SwedishPipeline, head: Head) -> None:
    text = "\n".join((*head.header, head.text, HISTORY))
    composed, apart = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert tags_of(composed, swedish) == tags_of(apart, swedish)


@settings(max_examples=25, deadline=None)
@given(width=st.integers(60, 120))
def test_lines_of_a_paragraph_may_break_anywhere(swedish: SwedishPipeline, width: int) -> None:
    head = next(heads()).text
    assert tags_of(f"{head}\n{wrapped(HISTORY, width)}\n", swedish) == tags_of(f"{head}\n{HISTORY}\n", swedish)


def wrapped(text: str, width: int) -> str:
    """The paragraph with line breaks between words, none at a hyphen or a number's dash."""
    lines, line = [], ""
    for word in text.split(" "):
        if len(line) + len(word) + 1 > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return "\n".join((*lines, line))


@settings(max_examples=25, deadline=None)
@given(share=st.floats(0.05, 0.95))
def test_pages_may_break_anywhere(swedish: SwedishPipeline, share: float) -> None:
    document = read_document("a.txt", f"{next(heads()).text}\n{HISTORY}\n".encode())
    at = int(len(document.text) * share)
    pages = (PageSpan(1, 0, at), PageSpan(2, at, len(document.text)))
    broken = tag_document(replace(document, pages=pages), swedish)
    assert identity(broken) == identity(tag_document(document, swedish))


PIECES = st.sampled_from(
    [
        "Dnr ", "Diarienummer", "KS 2019/12", "2019/KS 0012 10", "0366/15", "511 - 206 - 2007", "N164-0218/22", "\n",
        "Vår beteckning Er beteckning\n", "Farsta sdn", "Tyresö kommun", "SFS 2001:453", "motioner 2012:6 och 2012:7",
        "§ 12 ", "Ds 2010:5", "(", ")", ".", " ", "Ordförandeförslag\n\n", "T J Ä N S T E\n", "e\u0301",
        "Hässe1by-Vällingby stadsdelsnämnd\n", "Rubrik: ", "2012-02-30", "Till\n", "19", "/", "-", ":", "\u00a0", "\t",
    ]
)  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(st.lists(PIECES, max_size=25).map("".join))
def test_no_text_raises_and_numbers_stand_where_they_say(swedish: SwedishPipeline, text: str) -> None:
    try:
        document = read_document("a.txt", text.encode())
    except UnreadableError:
        return
    for number in tag_document(document, swedish).diarienummer:
        assert number.where == "header" or document.text[number.start : number.end] == number.raw
