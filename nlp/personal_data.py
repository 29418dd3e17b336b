"""Text in which no identity number of a person can be read.

Personnummer and samordningsnummer (Skatteverket, SKV 704 and SKV 707): six or eight digits of birth date, a separator,
three digits and a check digit by the Luhn rule over the last ten; in a samordningsnummer the day is raised by 60.
"+" as separator marks a person past a hundred. Organisationsnummer have the same shape, but a third digit of at
least 2, which no month has.
"""

from __future__ import annotations

import re
from datetime import date

MASK = "X"  # a letter: a masked number is no number to any later reader

_DASHES = "\\-\u2010\u2011\u2012\u2013\u2014\u2212\u00ad\ufe63\uff0d"  # every dash a word processor may write
_BLANKS = " \u00a0\u2007\u2009\u202f"
# "811218-9876", "19811218-9876", "8112189876", "811218 – 9876", "111218+9876"
IDENTITY_NUMBER = re.compile(
    rf"(?<!\d)(?<!\d[{_DASHES}+])"  # not inside a longer number: "1981-811218-9876"
    r"(?P<century>\d{2})?(?P<year>\d{2})(?P<month>[01]\d)(?P<day>\d{2})"
    rf"(?P<separator>[{_BLANKS}]?[{_DASHES}+]?[{_BLANKS}]?)"
    rf"(?P<serial>\d{{4}})(?!\d)(?![{_DASHES}/]\d)",
)
# The year apart from the rest: "1981-12-18-9876", "1981 12 18-9876"
SPLIT_NUMBER = re.compile(
    rf"(?<!\d)(?P<century>\d{{2}})(?P<year>\d{{2}})[{_DASHES}{_BLANKS}](?P<month>[01]\d)[{_DASHES}{_BLANKS}](?P<day>\d{{2}})"
    rf"(?P<separator>[{_BLANKS}]?[{_DASHES}+][{_BLANKS}]?)(?P<serial>\d{{4}})(?!\d)(?![{_DASHES}/]\d)",
)
# "Dnr 201201-1234", "org.nr 556036-0793": a label directly before says it is another kind of number
OTHER_NUMBER = re.compile(
    r"(?:\b[dD]nr|[dD]iarien(?:umme)?r|[äÄ]renden(?:umme)?r|[bB]eteckning|[fF]akturan(?:umme)?r|\b[oO]rg\.? ?nr|"
    r"[oO]rganisationsn(?:umme)?r|[bB]ankgiro|[pP]lusgiro|\bOCR)\W{0,3}$"
)
# "Mobil: 0701011234", "tel. 08-1112233 eller 0701011234": only numbers that begin with 0 can be telephones
PHONE_BEFORE = re.compile(r"(?:\bte?l(?:e?f|\b)|\btfn|mobil|växel|\bfax|\bsms)[^\n]{0,30}$", re.IGNORECASE)
DIGIT = re.compile(r"\d")

SAMORDNINGSNUMMER = 60  # added to the day
CENTURIES = ("18", "19", "20")


def mask_identity_numbers(text: str) -> tuple[str, int]:
    """The text at equal length with the digits of every identity number as "X", and how many there were."""
    count = 0

    def masked(match: re.Match[str]) -> str:
        nonlocal count
        if not _is_identity_number(match) or _is_labelled_otherwise(match):
            return match.group()
        count += 1
        return DIGIT.sub(MASK, match.group())

    for pattern in (IDENTITY_NUMBER, SPLIT_NUMBER):
        text = pattern.sub(masked, text)
    return text, count


def _is_identity_number(match: re.Match[str]) -> bool:
    century, year, month, day = (match[name] for name in ("century", "year", "month", "day"))
    if century is not None and century not in CENTURIES:
        return False
    return _is_date(century, year, month, day) and _luhn_holds(year + month + day + match["serial"])


def _is_labelled_otherwise(match: re.Match[str]) -> bool:
    before = match.string[max(0, match.start() - 50) : match.start()]
    if OTHER_NUMBER.search(before):
        return True
    return match["century"] is None and match["year"].startswith("0") and PHONE_BEFORE.search(before) is not None


def _is_date(century: str | None, year: str, month: str, day: str) -> bool:
    """True for a calendar date in the given century, or in any of the last three when it is not said."""
    of_birth = int(day) - SAMORDNINGSNUMMER if int(day) > SAMORDNINGSNUMMER else int(day)
    for candidate in (century,) if century else CENTURIES:
        try:
            date(int(f"{candidate}{year}"), int(month), of_birth)
        except ValueError:
            continue
        return True
    return False


def _luhn_holds(ten_digits: str) -> bool:
    total = 0
    for place, digit in enumerate(ten_digits):
        doubled = int(digit) * (2 if place % 2 == 0 else 1)
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0
