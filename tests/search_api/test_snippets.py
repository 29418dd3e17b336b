"""Marked words and windows: spans of the passage that say what matched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_api.snippets import WINDOW, marks_in, query_terms, window_of

PASSAGE = "Nämnden beslutar att anlägga två lekplatser. Lekplatsen vid ån rustas, och parkleken får en gungställning."


def marked(passage: str, query: str, phrases: tuple[str, ...] = ()) -> list[str]:
    return [passage[start:end] for start, end in marks_in(passage, query_terms(query, phrases), phrases)]


MARKS = [
    ("lekplats", (), ["lekplatser", "Lekplatsen"], "inflections"),
    ("parklek", (), ["parkleken"], "definite form"),
    ("nämnden", (), ["Nämnden"], "case folded"),
    ("och att en", (), [], "stop words mark nothing"),
    ("", ("anlägga två lekplatser",), ["anlägga två lekplatser"], "a phrase as one mark"),
    ("ån", (), ["ån"], "å is a letter of its own, not an"),
]


@pytest.mark.parametrize(("query", "phrases", "expected", "why"), MARKS)
def test_marks(query: str, phrases: tuple[str, ...], expected: list[str], why: str) -> None:
    found = marked(PASSAGE, query, phrases)
    assert [one for one in found if one in expected] == expected, why
    if not expected:
        assert found == [], why


def test_compound_is_found_by_its_part() -> None:
    assert "Missbruksvården" in marked("Missbruksvården byggs ut.", "missbruk")


def test_window_holds_the_matches_and_begins_with_a_sentence() -> None:
    passage = "Inledande ord utan betydelse här. " * 20 + "Gungorna vid Storängen rustas i vår. " + "Mer text. " * 30
    marks = marks_in(passage, query_terms("gungor Storängen"))
    start, end = window_of(passage, marks)
    assert passage[start:end].startswith("Gungorna vid Storängen")


def test_short_passage_is_shown_whole() -> None:
    assert window_of(PASSAGE, ()) == (0, len(PASSAGE))


@given(st.text(max_size=900), st.text(max_size=40))
def test_marks_and_windows_are_spans_of_the_passage(passage: str, query: str) -> None:
    marks = marks_in(passage, query_terms(query), (query,))
    ends = 0
    for start, end in marks:
        assert ends <= start < end <= len(passage)
        ends = end
    start, end = window_of(passage, marks)
    assert 0 <= start <= end <= len(passage)
    assert end - start <= WINDOW + 1 or end - start == len(passage)
