"""Letters printed apart are words again; rows of marks and initials are left."""

from __future__ import annotations

import pytest

from ingest.pdf import pages_from_pdf
from tests.ingest.papers import Run, pdf


@pytest.mark.parametrize(
    ("printed", "expected", "why"),
    [
        ("P R O T O K O L L", "PROTOKOLL", "a letter-spaced heading"),
        ("S A M M A N T R Ä D E   2 0 1 0", "SAMMANTRÄDE 2010", "wider gaps part its words"),
        ("B e s l u t", "Beslut", "small letters"),
        ("1 2 3 4 5 6", "1 2 3 4 5 6", "figures are no heading"),
        ("M P och C", "M P och C", "initials in a line of text"),
        ("A B C", "A B C", "too few"),
    ],
)
def test_letter_spacing(printed: str, expected: str, why: str) -> None:
    (page,) = pages_from_pdf(pdf([[Run(90, 80, printed, 13, True)]]))
    assert [line.text for line in page.lines] == [expected], why
