"""Names that are one person's in spite of a letter, and names that are two persons'."""

from __future__ import annotations

import pytest

from nlp.tags.misread_names import same_persons

ROWS: list[tuple[list[str], dict[str, str], str]] = [
    (["Karl Möntsing", "Karl Möäntsing"], {"Karl Möäntsing": "Karl Möntsing"}, "one letter read as two"),
    (["Karl Mäntsing", "Karl Möntsing", "Karl Möntsing"], {"Karl Mäntsing": "Karl Möntsing"}, "the more frequent form"),
    (["Rut Håkerlund", "Rut Hakerlund"], {"Rut Hakerlund": "Rut Håkerlund"}, "marks that were lost"),
    (["Rut Hernström", "Rut Hemström"], {"Rut Hemström": "Rut Hernström"}, "rn and m look alike"),
    (["Bo Wiklund", "Bo Wik1und"], {"Bo Wik1und": "Bo Wiklund"}, "a figure for a letter"),
    (["Eva Lind", "Eva Lund"], {}, "two vowels that no machine confuses"),
    (["Bo Berggren", "Bo Bergengren"], {}, "two surnames"),
    (["Siv Lindh", "Siv Lind"], {}, "an h more is another family"),
    (["Per Ek", "Per Ök"], {}, "too short to say"),
    (["Eva Mårtensson", "Ewa Mortensson"], {}, "two words differ"),
    (["Eva Mårtensson", "Eva Karin Mårtensson"], {}, "another number of words"),
    ([], {}, "nobody"),
]


@pytest.mark.parametrize(("names", "expected", "why"), ROWS)
def test_same_persons(names: list[str], expected: dict[str, str], why: str) -> None:
    assert same_persons(names) == expected, why
