"""Names of persons: what is one, and what merely looks like one."""

from __future__ import annotations

import unicodedata

import pytest

from nlp.tags.person_names import is_name_line, person_name, person_names

ROWS: list[tuple[str, str | None, str]] = [
    ("Eva Ek", "Eva Ek", "the plain case"),
    ("Anna-Klara Sjöqvist", "Anna-Klara Sjöqvist", "a hyphen in the first name"),
    ("BrittMarie Lövdal", "BrittMarie Lövdal", "a capital inside"),
    ("Gustaf von Rosenlund", "Gustaf von Rosenlund", "a particle"),
    ("Marietta de Brun-Lindahl", "Marietta de Brun-Lindahl", "particle and hyphen"),
    ("Anders W Jonebrant", "Anders W Jonebrant", "an initial"),
    ("Eva Hagström Dymling", "Eva Hagström Dymling", "two surnames"),
    ("Ordföranden Eva Ek", "Eva Ek", "an office before the name is taken off"),
    ("Miljöminister Eva Ek", "Eva Ek", "so is a minister's"),
    ("Yttrande D Eva Ek", "Eva Ek", "and a party code between act and name"),
    ("Ek", None, "a lone surname is no name"),
    ("Bromma Stadsdelsnämnd", None, "a board"),
    ("Stockholms Stad", None, "a city"),
    ("Mehmet Kapland", "Mehmet Kapland", "a surname may end like a plan"),
]


@pytest.mark.parametrize(("raw", "expected", "why"), ROWS)
def test_name(raw: str, expected: str | None, why: str) -> None:
    assert person_name(raw) == expected, why


def test_a_row_of_names() -> None:
    assert person_names("Leif Almdal, Eva Ek och Nils Elfving") == ("Leif Almdal", "Eva Ek", "Nils Elfving")


def test_decomposed_letters_give_the_same_name() -> None:
    assert person_names(unicodedata.normalize("NFD", "Åsa Öberg och Märta Sjö")) == ("Åsa Öberg", "Märta Sjö")


@pytest.mark.parametrize("line", ["stadsdelsdirektör", "Personliga ombud", "Till", "Eva Ek, ordförande"])
def test_other_lines_hold_no_name_alone(line: str) -> None:
    assert not is_name_line(line)
