"""Laws of points, decisions, dissents and demands: how a paper is broken into lines and pages, and how its letters are
composed, changes nothing; every proposal's span gives its text back."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nlp.tags.context import TagContext
from nlp.tags.proposal import proposals_in
from tests.nlp.test_snippets import FIELDS, PAPERS

NARROWEST, WIDEST = 64, 104  # what the reader of plain text takes for a line broken by an editor

PAPER = st.sampled_from(PAPERS)


def tags(context_of: Callable[..., TagContext], paper: dict[str, Any], text: str) -> dict[str, Any]:
    context = context_of(text, type=paper["type"], body=paper.get("body"), date="2020-05-05")
    assert all(context.document.text[p.start : p.end] == p.text for p in proposals_in(context))
    return {name: field(context) for name, field in FIELDS.items()}


def unwrapped(text: str) -> list[str]:
    """The paragraphs of a paper, each on one line unless its lines are items or short."""
    paragraphs = []
    for paragraph in text.split("\n\n"):
        lines = paragraph.split("\n")
        joined = all(len(line) >= NARROWEST for line in lines[:-1]) and not any(
            line[:1] in " -123456789" for line in lines[1:]
        )
        paragraphs.append(" ".join(lines) if joined else paragraph)
    return paragraphs


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(paper=PAPER, width=st.integers(NARROWEST, WIDEST))
def test_wrapping(context_of: Callable[..., TagContext], paper: dict[str, Any], width: int) -> None:
    paragraphs = unwrapped(paper["text"])
    wrapped = [
        textwrap.fill(p, width, break_long_words=False, break_on_hyphens=False, subsequent_indent="  " * (p[0] in "-1"))
        if len(p) > WIDEST and "\n" not in p
        else p
        for p in paragraphs
    ]
    assert tags(context_of, paper, "\n\n".join(wrapped)) == tags(context_of, paper, paper["text"])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(paper=PAPER, data=st.data())
def test_page_breaks(context_of: Callable[..., TagContext], paper: dict[str, Any], data: st.DataObject) -> None:
    paragraphs = paper["text"].split("\n\n")
    place = data.draw(st.integers(1, len(paragraphs) - 1))
    broken = "\n\n".join(paragraphs[:place]) + "\n\f\n" + "\n\n".join(paragraphs[place:])
    assert tags(context_of, paper, broken) == tags(context_of, paper, paper["text"])


def breaks_in(text: str) -> list[int]:
    """Blanks at which a page may end in mid-sentence: within one-line paragraphs, before a small letter."""
    places, offset = [], 0
    for paragraph in text.split("\n\n"):
        if len(paragraph) > NARROWEST and "\n" not in paragraph and paragraph[:1] not in "#-123456789":
            words = re.finditer(r"(?<=[a-zåäö]) (?=[a-zåäö]+ )(?!att |samt |och )", paragraph)
            places += [offset + word.start() for word in words]
        offset += len(paragraph) + 2
    return places


BROKEN = [(paper, place) for paper in PAPERS for place in breaks_in(paper["text"])]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(BROKEN))
def test_pages_that_end_in_mid_sentence(
    context_of: Callable[..., TagContext], broken: tuple[dict[str, Any], int]
) -> None:
    paper, place = broken
    text = paper["text"]
    assert tags(context_of, paper, f"{text[:place]}\n\f\n{text[place + 1 :]}") == tags(context_of, paper, text)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(paper=PAPER)
def test_composed_letters(context_of: Callable[..., TagContext], paper: dict[str, Any]) -> None:
    taken_apart = unicodedata.normalize("NFD", paper["text"])
    assert tags(context_of, paper, taken_apart) == tags(context_of, paper, paper["text"])
