"""What speaks for and against a number being a person's: date, check digit, the word before it, the unit behind it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal, TypeAlias

SAMORDNINGSNUMMER = 60  # added to the day; 60 itself where the day is unknown
CENTURIES = ("18", "19", "20")
REACH = 60  # characters before a number in which a word speaks for it

LabelKind: TypeAlias = Literal["person", "phone", "case", "other", "organisation"]

# The nearest of these before a number says what it is.
LABEL = re.compile(
    # "Personnummer:", "pers.nr", "p-nr", "samordningsnr", "född", "födelsedatum"
    r"(?P<person>person[- ]?(?:nummer|nr|numret|numren|beteckning)\b|pers\.?[- ]?nr\b|\bp[.-]?nr\b|pnr\.?(?=\d|\b)|"
    r"samordnings?(?:nummer|nr|\.? ?nr)|\bsam\.?nr\b|identitetsn(?:ummer|r)|\bid-?n(?:ummer|r)\b|\bfödd\b|\bfödel\w+|"
    r"personnummer)"
    # "Tfn 08-", "Mobil:", "sms till", "ring"
    r"|(?P<phone>\bte?l(?:e?f\w*)?\b|\btfn\b|mobil\w*|\bmob\b|\bväxel\w*|\bfax\b|\bsms\b|\bring\b|☎|✆)"
    # "Dnr", "Diarienr:", "Ärendenummer", "vår beteckning", "målnummer"
    r"|(?P<case>\bd ?nr\b|diarie\w*|ärenden(?:ummer|r)|\bbeteckning\b|målnummer|\bmål nr\b|aktn(?:ummer|r))"
    # "Fakturanr", "OCR", "Bankgiro 5050-1055", "kundnummer", "ISBN"
    r"|(?P<other>faktura\w*|\bocr(?:-nr|-nummer)?\b|bank-?giro|plus-?giro|post-?giro|\bbg\b|\bpg\b|kundn(?:ummer|r)|"
    r"ordern(?:ummer|r)|beställnings?n(?:ummer|r)|referens\w*|konto\w*|\biban\b|\bisbn\b|\bissn\b|\bean\b|"
    r"artikeln(?:ummer|r)|avtalsn(?:ummer|r)|serien(?:ummer|r)|leverantörsn(?:ummer|r)|verifikat\w*|bokningsn\w+)"
    # "org.nr", "organisationsnummer"
    r"|(?P<organisation>\borg\.? ?-?nr\b|organisationsn(?:ummer|r)\b|\borgnr\b)",
    re.IGNORECASE,
)
# "8112189876 kr", "1012 010 123 kronor", "… tkr"
MONEY = re.compile(r"[ \t\u00a0]{0,2}(?:kr\b|kronor|tkr\b|mnkr\b|mkr\b|sek\b|euro?\b|€|%|:-)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Label:
    """The nearest telling word before a number and how many characters part them."""

    DIRECTLY: ClassVar[int] = 20

    kind: LabelKind
    distance: int


def label_before(text: str, start: int) -> Label | None:
    """The nearest word before ``start`` that says what kind of number follows; None when none does.

    A word for persons reaches as far as its paragraph's last 60 characters; the others only to the number on the same
    line that they stand before, a telephone's also to the next ones.
    """
    nearest = None
    begin = max(0, start - REACH)
    for match in LABEL.finditer(text, begin, start):
        nearest = match
    if nearest is None:
        return None
    between = text[nearest.end() : start]
    label = Label(_KINDS[nearest.lastgroup or ""], len(between))
    return label if _reaches(label, between) else None


_KINDS: dict[str, LabelKind] = {
    "person": "person",
    "phone": "phone",
    "case": "case",
    "other": "other",
    "organisation": "organisation",
}


def _reaches(label: Label, between: str) -> bool:
    if label.kind == "person":
        return "\n\n" not in between
    if "\n" in between.strip() or between.count("\n") > 2:
        return False
    if label.kind == "phone":
        return len(between) <= 40
    return len(between) <= 15 and not any(map(str.isdigit, between))


def money_follows(text: str, end: int) -> bool:
    """Whether a currency or a per cent sign stands behind the number."""
    return MONEY.match(text, end) is not None


def is_unfinished_date_range(serial: str, link: str, following: str) -> bool:
    """Whether the last four digits are the year of a second date: "2012-01-01-2013-12-31"."""
    return serial[:2] in ("19", "20") and link in ("-", ".", "/") and len(following) == 2


def is_date(digits: str) -> bool:
    """True for yyyymmdd in the last three centuries and for yymmdd in any of them, also with the day raised by 60."""
    century, year, month, day = digits[:-6], digits[-6:-4], int(digits[-4:-2]), int(digits[-2:])
    if century and century not in CENTURIES:
        return False
    if day == SAMORDNINGSNUMMER:
        return 0 <= month <= 12
    of_birth = day - SAMORDNINGSNUMMER if day > SAMORDNINGSNUMMER else day
    return any(_exists(int(f"{one}{year}"), month, of_birth) for one in ((century,) if century else CENTURIES))


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def luhn_holds(ten_digits: str) -> bool:
    """Whether the tenth digit is the check digit of the nine before it."""
    total = 0
    for place, digit in enumerate(ten_digits):
        doubled = int(digit) * (2 if place % 2 == 0 else 1)
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0
