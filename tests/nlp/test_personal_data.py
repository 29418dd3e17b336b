"""Identity numbers are masked at equal length; other numbers of the same look are left alone. All numbers invented."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.personal_data import mask_identity_numbers


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        ("811218-9876", "XXXXXX-XXXX", "ten digits with a hyphen"),
        ("född 19811218-9876.", "född XXXXXXXX-XXXX.", "twelve digits in a sentence"),
        ("8112189876", "XXXXXXXXXX", "without a separator"),
        ("198112189876", "XXXXXXXXXXXX", "twelve digits without a separator"),
        ("811218–9876", "XXXXXX–XXXX", "a dash"),
        ("811218 \u2212 9876", "XXXXXX \u2212 XXXX", "a minus sign between blanks"),
        ("811218\u00a09876", "XXXXXX\u00a0XXXX", "a hard blank"),
        ("111218+9871", "XXXXXX+XXXX", "past a hundred years"),
        ("811278-9873", "XXXXXX-XXXX", "samordningsnummer: the day raised by 60"),
        ("701063-2391", "XXXXXX-XXXX", "samordningsnummer of the third day of a month"),
        ("1981-12-18-9876", "XXXX-XX-XX-XXXX", "the date divided"),
        ("(811218-9876)", "(XXXXXX-XXXX)", "in brackets"),
        ("811218-9876,811218-9876", "XXXXXX-XXXX,XXXXXX-XXXX", "two with a comma only"),
        ("pnr811218-9876a", "pnrXXXXXX-XXXXa", "letters without a blank"),
        ("000229-0005", "XXXXXX-XXXX", "29 February of a leap year"),
    ],
)
def test_masked(text: str, expected: str, why: str) -> None:
    masked, count = mask_identity_numbers(text)
    assert masked == expected, why
    assert count == max(1, expected.count(",XX") + 1)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("811218-9875", "wrong check digit"),
        ("812218-9875", "no such month"),
        ("810230-9871", "no such day"),
        ("212000-0142", "organisationsnummer of a municipality: third digit 2"),
        ("556036-0793", "organisationsnummer of a company"),
        ("org.nr 811218-9876", "said to be an organisation's"),
        ("Dnr 201201-1236", "diarienummer of year and month"),
        ("diarienummer: 811218-9876", "diarienummer by its label"),
        ("511-206-2007", "diarienummer"),
        ("704-06-8329", "diarienummer"),
        ("08-508 12 570", "telephone"),
        ("0739-83 14 64", "telephone"),
        ("Mobil: 0701011230", "telephone that looks like a date"),
        ("Tfn 070101-1230", "telephone with a hyphen"),
        ("1 250 000 kronor", "amount"),
        ("2012-01-01-2013-12-31", "two dates"),
        ("20120101-20131231", "two dates without hyphens"),
        ("811218-98765", "too long"),
        ("1811218-9876", "part of a longer number"),
        ("7811218-9876-1", "part of a longer number"),
        ("811218-9876/2007", "followed by a year, as a diarienummer is"),
        ("171218-9876 17811218-9876", "a century nobody here is from"),
        ("", "nothing"),
    ],
)
def test_left_alone(text: str, why: str) -> None:
    assert mask_identity_numbers(text) == (text, 0), why


def check_digit(nine: str) -> str:
    doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(nine)]
    return str(-sum(each - 9 if each > 9 else each for each in doubled) % 10)


@given(
    day=st.dates(),
    serial=st.integers(0, 999),
    separator=st.sampled_from(["", "-", "–", "+", " ", " - ", "\u00a0"]),
    long=st.booleans(),
    raised=st.booleans(),
)
def test_every_valid_number_is_masked(day, serial, separator, long, raised) -> None:  # type: ignore[no-untyped-def]
    number = f"{day:%y%m}{day.day + 60 * raised:02}{serial:03}"
    number = f"{number[:6]}{separator}{number[6:]}{check_digit(number)}"
    if long and 1800 <= day.year < 2100:
        number = f"{day.year // 100}{number}"
    elif day.year % 100 == 0 and day.month == 2 and day.day == 29:
        return
    masked, count = mask_identity_numbers(f"Klienten {number} bor kvar.")
    assert count == 1
    assert not re.search(r"\d", masked)
    assert len(masked) == len(f"Klienten {number} bor kvar.")


@given(st.text(alphabet="0123456789-+ –.,/abåä\n", max_size=60))
def test_length_stays_and_a_second_time_changes_nothing(text: str) -> None:
    masked, count = mask_identity_numbers(text)
    assert len(masked) == len(text)
    assert all(old == new or (old.isdigit() and new == "X") for old, new in zip(text, masked, strict=True))
    assert (count == 0) == (masked == text)
    assert mask_identity_numbers(masked) == (masked, 0)
