"""Misspelt words and what they were meant as."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.spelling import is_known, mistakes_between, near_words

MISSPELT = [
    ("bidarg", "bidrag", "two letters swapped"),
    ("förskolla", "förskola", "a letter too many"),
    ("skolskuts", "skolskjuts", "a letter missing"),
    ("aldreomsorg", "äldreomsorg", "no ä on the keyboard"),
    ("socialtjansten", "socialtjänsten", "no ä inside the word"),
    ("kommunstyrlsen", "kommunstyrelsen", "a letter missing in a long word"),
    ("parkeirng", "parkering", "swapped near the end"),
    ("hemtjänstavgfit", "hemtjänstavgift", "a compound on no list, its last part misspelt"),
    ("halmstadd", "halmstad", "a place of the vocabulary"),
]
DISTANCES = [
    ("vård", "vård", 0.0, "the same"),
    ("vard", "vård", 0.5, "dots forgotten"),
    ("vådr", "vård", 1.0, "neighbours swapped"),
    ("vrd", "vård", 1.0, "one missing"),
    ("vårdd", "vård", 1.0, "one too many"),
    ("mård", "vård", 1.0, "another letter"),
]


@pytest.mark.parametrize(("word", "meant", "why"), MISSPELT, ids=[row[0] for row in MISSPELT])
def test_the_word_meant_comes_first(word: str, meant: str, why: str) -> None:
    assert near_words(word)[0] == meant, why


@pytest.mark.parametrize(("one", "other", "mistakes", "why"), DISTANCES, ids=[row[0] for row in DISTANCES])
def test_mistakes_are_counted(one: str, other: str, mistakes: float, why: str) -> None:
    assert mistakes_between(one, other, 2) == mistakes, why


@pytest.mark.parametrize("word", ["nämnden", "förskola", "städer", "halmstad", "bidragen"])
def test_words_and_their_forms_are_known(word: str) -> None:
    assert is_known(word)


@pytest.mark.parametrize("word", ["xqzwv", "ab", "", "206/2007", "ö" * 80])
def test_what_resembles_nothing_has_no_suggestion(word: str) -> None:
    assert near_words(word) == ()
    assert not is_known(word)


@given(st.text("abcdåäö", max_size=8), st.text("abcdåäö", max_size=8))
def test_distance_is_the_same_both_ways(one: str, other: str) -> None:
    assert mistakes_between(one, other, 20) == mistakes_between(other, one, 20)
    assert (mistakes_between(one, other, 20) == 0) == (one == other)
