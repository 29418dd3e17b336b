"""One word, one term: its forms meet, and words that only look alike stay apart."""

from __future__ import annotations

import pytest

from nlp.inflection import base_form
from nlp.word_terms import whole_terms, word_terms

SAME = [
    ("barn barnet barnen barns barnens", "one ending a form"),
    ("stad staden städer städerna", "a changed vowel"),
    ("bok böcker böckerna", "a changed vowel"),
    ("man mannen män männen", "a changed vowel, a doubled letter"),
    ("bostad bostäder bostädernas", "a compound with a changed vowel"),
    ("kvinna kvinnan kvinnor kvinnornas", "-an"),
    ("regel regeln regler reglerna", "a vowel lost"),
    ("kriterium kriterier kriterierna", "Latin"),
    ("öppen öppna öppnas", "an adjective that loses a vowel"),
    ("ansöka ansöker ansökt ansökan", "a verb and what is done"),
    ("höja höjt höjde höjning höjningen", "a verb and what is done"),
    ("parklek parkleken parklekens parklekarna", "a compound on no list is inflected as its last part is"),
    ("u-land u-länder u-länderna", "after a hyphen too"),
]
APART = [
    ("Habo", "Håbo", "two municipalities"),
    ("makt", "maka", "no form of it"),
    ("slut", "slå", "no form of it"),
    ("part", "par", "no form of it"),
    ("först", "föra", "no form of it"),
    ("modern", "mor", "mostly the adjective"),
    ("bank", "bänk", "two words"),
]


@pytest.mark.parametrize(("forms", "why"), SAME, ids=[row[0].split()[0] for row in SAME])
def test_forms_of_a_word_are_one_term(forms: str, why: str) -> None:
    assert len(set(whole_terms(forms))) == 1, why


@pytest.mark.parametrize(("one", "other", "why"), APART, ids=[row[0] for row in APART])
def test_other_words_are_other_terms(one: str, other: str, why: str) -> None:
    assert whole_terms(one) != whole_terms(other), why


def test_a_word_comes_before_its_parts_and_no_part_twice() -> None:
    assert word_terms("missbruksvården") == ("missbruksvård", "missbruk", "vård")
    assert word_terms("och") == word_terms("x") == ()


def test_a_word_on_no_list_is_its_own_base_form() -> None:
    assert base_form("xqzwv") == "xqzwv"
