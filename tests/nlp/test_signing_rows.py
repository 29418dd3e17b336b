"""Who signs minutes, and as what, where names and offices stand in columns or line by line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.tags.signing_rows import signing_rows

CASES: tuple[tuple[list[str], list[tuple[str, str | None]], str], ...] = (
    (
        ["Underskrifter", "Sekreterare", "Ordförande", "Justerande", "Eva Ek", "Bo Al (S)", "Ann By", "§§ 3-9"],
        [("Eva Ek", "sekreterare"), ("Bo Al", "ordförande"), ("Ann By", "justerande")],
        "the first column is read before the second",
    ),
    (
        ["Vid protokollet", "Eva Ek", "sekreterare", "Bo Al", "ordförande", "Ann By", "justerare"],
        [("Eva Ek", "sekreterare"), ("Bo Al", "ordförande"), ("Ann By", "justerare")],
        "the office stands below each name, and the cue above is nobody's",
    ),
    (
        ["Sekreterare Eva Ek Paragrafer 21-23", "Ordförande ........ Bo Al", "Justerande Ann By"],
        [("Eva Ek", "sekreterare"), ("Bo Al", "ordförande"), ("Ann By", "justerande")],
        "each on one line, with what else stands there",
    ),
    (
        [
            "Bo Al (C), ordförande",
            "Justerare: Ann By",
            "§ 1",
            "Vid protokollet",
            "Eva Ek",
            "Justeras",
            "Bo Al",
            "Ann By",
        ],
        [("Eva Ek", "sekreterare"), ("Bo Al", "ordförande"), ("Ann By", "justerare")],
        "the beginning tells who of those who adjust is the chair",
    ),
    (
        ["Vid protokollet", "Eva Ek", "Justeras", "Bo Al", "Ann By"],
        [("Eva Ek", "sekreterare"), ("Bo Al", None), ("Ann By", None)],
        "nothing tells who of the two is the chair",
    ),
    (["Cia Dal (M)", "Sekreterare", "Eva Ek", "§ 1 Val av justerare"], [], "one office is no row"),
    (["Sekreterare", "Ordförande", "Justerande", "Eva Ek", "Bo Al"], [], "three offices, two names: whose?"),
    (["Sekreterare", "Nämnden beslutar", "Ordförande", "Bo Al"], [], "other words part the lines"),
)


@pytest.mark.parametrize(("lines", "expected", "why"), CASES)
def test_rows(lines: list[str], expected: list[tuple[str, str | None]], why: str) -> None:
    assert [pair for row in signing_rows(lines) for pair in row.signed] == expected, why


@given(st.lists(st.sampled_from([line for lines, _, _ in CASES for line in lines]), max_size=14))
def test_rows_lie_behind_each_other(lines: list[str]) -> None:
    end = 0
    for row in signing_rows(lines):
        assert end <= row.start < row.end <= len(lines)
        assert all(any(name in line for line in lines[row.start : row.end]) for name, _ in row.signed)
        end = row.end
