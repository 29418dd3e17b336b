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
        ("811218-9876–790304-1239", "XXXXXX-XXXX–XXXXXX-XXXX", "two coupled by a dash"),
        ("811218-9876/790304-1239", "XXXXXX-XXXX/XXXXXX-XXXX", "two coupled by a stroke"),
        ("8112189876-7903041239", "XXXXXXXXXX-XXXXXXXXXX", "two without separators, coupled"),
        ("811218-9876/2007", "XXXXXX-XXXX/2007", "no case number is parted after six digits"),
        ("811218-9876 – 2007-01-01", "XXXXXX-XXXX – 2007-01-01", "a dash and a date"),
        ("org.nr 811218-9876", "org.nr XXXXXX-XXXX", "a sole trader's: no other organisation has such a month"),
        ("Dnr 811218-9876", "Dnr XXXXXX-XXXX", "a file kept under the person's number"),
        ("Tfn 070101-1231", "Tfn XXXXXX-XXXX", "no telephone is parted after six digits"),
        ("Tel 08-123 45 67, personnummer 0701011231", "Tel 08-123 45 67, personnummer XXXXXXXXXX", "nearest word"),
        ("811218-\n9876", "XXXXXX-\nXXXX", "broken after the hyphen"),
        ("811218\n-9876", "XXXXXX\n-XXXX", "broken before the hyphen"),
        ("811218\n9876", "XXXXXX\nXXXX", "broken without a hyphen"),
        ("8112-\n18-9876", "XXXX-\nXX-XXXX", "broken in the date"),
        ("811218-98\n76", "XXXXXX-XX\nXX", "broken in the last four"),
        ("19811\n218-9876", "XXXXX\nXXX-XXXX", "broken in the date of twelve digits"),
        ("8112\n\n18-9876", "XXXX\n\nXX-XXXX", "short lines are read as paragraphs"),
        ("811218-98 76", "XXXXXX-XX XX", "the last four in pairs"),
        ("8 1 1 2 1 8 - 9 8 7 6", "X X X X X X - X X X X", "printed apart"),
        ("1981.12.18-9876", "XXXX.XX.XX-XXXX", "the date with points"),
        ("81-12-18-9876", "XX-XX-XX-XXXX", "the short date divided"),
        ("811218.9876", "XXXXXX.XXXX", "a point"),
        ("811218_9876.pdf", "XXXXXX_XXXX.pdf", "name of a file"),
        ("811218\u200b-9876", "XXXXXX\u200b-XXXX", "something unseen between"),
        ("8l1218-9876", "XXXXXX-XXXX", "l for 1"),
        ("811218-9B76", "XXXXXX-XXXX", "B for 8"),
        ("OOO229-OOO5", "OOO229-OOO5", "too few digits to be sure"),
        ("2OOO0229-0005", "XXXXXXXX-XXXX", "O for 0"),
        ("född 1944-05-06-1234", "född XXXX-XX-XX-XXXX", "the word says it, though the check digit fails"),
        ("personnummer 811218-9875", "personnummer XXXXXX-XXXX", "a slip of the pen is still that person"),
        ("pnr. 81 12 18 98 76", "pnr. XX XX XX XX XX", "any grouping after the word"),
        ("Personnummer: 811218   9876", "Personnummer: XXXXXX   XXXX", "far apart, after the word"),
    ],
)
def test_masked(text: str, expected: str, why: str) -> None:
    masked, count = mask_identity_numbers(text)
    assert masked == expected, why
    assert (count > 0) == (masked != text)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("811218-9875", "wrong check digit"),
        ("812218-9875", "no such month"),
        ("810230-9871", "no such day"),
        ("212000-0142", "organisationsnummer of a municipality: third digit 2"),
        ("556036-0793", "organisationsnummer of a company"),
        ("Dnr 201201-1231", "diarienummer of year and month"),
        ("511-206-2007", "diarienummer"),
        ("704-06-8329", "diarienummer"),
        ("08-508 12 570", "telephone"),
        ("0739-83 14 64", "telephone"),
        ("Mobil: 0701011231", "telephone that looks like a date"),
        ("1 250 000 kronor", "amount"),
        ("2012-01-01-2013-12-31", "two dates"),
        ("20120101-20131231", "two dates without hyphens"),
        ("811218-98765", "too long"),
        ("1811218-9876", "part of a longer number"),
        ("7811218-9876-1", "part of a longer number"),
        ("Mobil 070-111 22 33, 0701011231", "the second of two telephones"),
        ("Dnr 201201-1231", "year, month and running number after the word"),
        ("Fakturanr 8112189876", "invoice: its last digit is a check digit too"),
        ("OCR: 8112189876 att betala", "payment"),
        ("summan 8112189876 kr", "amount"),
        ("101015   4500", "a date and an amount in two columns"),
        ("2007-08-28 – 2010", "from a date to a year"),
        ("2012-01-18 1830", "date and time"),
        ("-6 000\n325 027\n\n1:14", "figures of a budget under one another"),
        ("080101\n\n2006", "a date and a year in two paragraphs"),
        ("tkr\n1234\n5678\n9012", "amounts in a column"),
        ("Person-/organisationsnummer 556036-0793", "one label for both"),
        ("personnummer 212000-0142", "the word is wrong: no month is 20"),
        ("8811218-98765-432", "no such shape"),
        ("171218-9876 17811218-9876", "a century nobody here is from"),
        ("", "nothing"),
    ],
)
def test_left_alone(text: str, why: str) -> None:
    assert mask_identity_numbers(text) == (text, 0), why


@pytest.mark.parametrize(
    ("text", "misread", "why"),
    [
        ("811218-9875", "XXXXXX-XXXX", "one digit misread: the rest is still the person's"),
        ("556036-0798", "556036-0798", "organisationsnummer: no month is 60"),
        ("Dnr 201201-1234", "Dnr 201201-1234", "a label says what it is"),
        ("8112189875", "8112189875", "without the hyphen it may be anything"),
    ],
)
def test_text_by_ocr_is_masked_without_the_check_digit(text: str, misread: str, why: str) -> None:
    assert mask_identity_numbers(text) == (text, 0)
    assert mask_identity_numbers(text, misread=True)[0] == misread, why


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
