"""Municipal texts full of identity numbers, or of numbers that only look like them: seeded, all invented.

``identity_texts`` and ``lookalike_texts`` yield paragraphs, each with what stands in it. Numbers that nobody could
tell apart are left out of both and counted: docs/reports/personal-data.md says which.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

FIRST_BIRTH, LAST_BIRTH = date(1900, 1, 1), date(2015, 12, 31)


@dataclass(frozen=True)
class Written:
    """A number as it stands in ``text``, and its ten digits ("" for a look-alike)."""

    text: str
    raw: str
    digits: str = ""


def check_digit(nine: str) -> str:
    doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(nine)]
    return str(-sum(each - 9 if each > 9 else each for each in doubled) % 10)


# --- identity numbers ----------------------------------------------------------------------------------------

Form = Callable[[random.Random, str, str], str]  # century, ten digits -> as written


def _ten(separator: str) -> Form:
    return lambda chance, century, ten: ten[:6] + separator + ten[6:]


def _twelve(separator: str) -> Form:
    return lambda chance, century, ten: century + ten[:6] + separator + ten[6:]


def _dated(within: str, separator: str) -> Form:
    return lambda chance, century, ten: within.join((century + ten[:2], ten[2:4], ten[4:6])) + separator + ten[6:]


def _misread(chance: random.Random, century: str, ten: str) -> str:
    """Some noughts and ones as the letters that OCR takes them for."""
    swapped = {"0": "O", "1": "l", "8": "B", "5": "S"}
    places = [place for place, digit in enumerate(ten) if digit in swapped]
    for place in chance.sample(places, min(2, len(places))):
        ten = ten[:place] + swapped[ten[place]] + ten[place + 1 :]
    return ten[:6] + "-" + ten[6:]


def _broken(chance: random.Random, century: str, ten: str) -> str:
    """Over a line break, anywhere."""
    whole = ten[:6] + "-" + ten[6:]
    place = chance.choice((2, 4, 5, 7, 8, 9))
    return (
        whole[:place] + ("\n" if place == 7 else "-\n" if place < 6 and chance.random() < 0.3 else "\n") + whole[place:]
    )


DASHED: tuple[Form, ...] = (
    _ten("-"), _ten("-"), _ten("-"), _twelve("-"), _twelve("-"), _ten("–"), _ten(" - "), _ten("+"), _ten("\u2011"),
    _twelve("–"), _ten(" – "), _dated("-", "-"), _misread,
)  # fmt: skip
OPEN: tuple[Form, ...] = (_ten(""), _twelve(""), _ten(" "), _twelve(" "), _ten("\u00a0"), _dated(" ", "-"), _ten(". "))
BROKEN: tuple[Form, ...] = (_broken, lambda chance, century, ten: century + _broken(chance, century, ten))

# sentences of our own: {} is the number
ANYWHERE = (
    "Klienten {} bor kvar i lägenheten.",
    "Beslutet gäller {} och den sökta insatsen.",
    "Ansökan om bistånd från {} kom in under våren.",
    "Personnummer: {}\nInsats: ledsagning",
    "Pnr {}, kontaktperson saknas.",
    "Sökanden (pers.nr {}) har hörts.",
    "Mannen är född {} och bor ensam.",
    "Samordningsnummer {} har tilldelats av Skatteverket.",
    "Bilaga 2: utredning rörande {}.",
    "Namn         Personnummer    Insats\nAnna A       {}    hemtjänst",
    "Vårdnadshavaren med personnumret {} samtycker.",
    "({})",
    "- {}: avslag",
)
ONLY_DASHED = (
    "Dnr {}",
    "Org.nr {} (enskild firma)",
    "Telefon 08-508 12 570, {}",
    "Ring {} om tiden inte passar.",
    "Vår beteckning {}",
    "Akt {}/2007",
    "Fakturan avser {} för mars månad.",
)


def identity_number(chance: random.Random) -> tuple[str, str]:
    """Century and ten digits; every tenth is a samordningsnummer."""
    born = FIRST_BIRTH + timedelta(days=chance.randrange((LAST_BIRTH - FIRST_BIRTH).days))
    day = born.day + 60 * (chance.random() < 0.1)
    nine = f"{born:%y%m}{day:02}{chance.randrange(1000):03}"
    return str(born.year // 100), nine + check_digit(nine)


def identity_texts(count: int, seed: int = 7) -> Iterator[Written]:
    """So many identity numbers, each in its paragraph; every twentieth paragraph couples two."""
    chance = random.Random(seed)
    written = 0
    while written < count:
        century, ten = identity_number(chance)
        if written % 20 == 19 and written + 2 <= count:
            other = identity_number(chance)[1]
            raw = ten[:6] + "-" + ten[6:] + chance.choice("-–/") + other[:6] + "-" + other[6:]
            text = f"Makarna {raw} har sökt tillsammans."
            yield Written(text, raw, ten)
            yield Written("", raw, other)
            written += 2
            continue
        forms = chance.choice((DASHED, DASHED, OPEN, BROKEN))
        raw = chance.choice(forms)(chance, century, ten)
        sentence = chance.choice(ONLY_DASHED if forms is DASHED and chance.random() < 0.3 else ANYWHERE)
        if sentence in ("Dnr {}", "Vår beteckning {}") and _may_be_a_case(raw):
            continue
        yield Written(sentence.format(raw), raw, ten)
        written += 1


def _may_be_a_case(raw: str) -> bool:
    """Undecidable after "Dnr": year and month, as for those born in 1920 and 2020."""
    return re.match(r"20\d\d(0[1-9]|1[0-2])\D", raw) is not None


# --- look-alikes ---------------------------------------------------------------------------------------------


def _digits(chance: random.Random, count: int) -> str:
    return "".join(str(chance.randrange(10)) for _ in range(count))


def _day(chance: random.Random) -> date:
    return date(1995, 1, 1) + timedelta(days=chance.randrange(10_000))


def organisation_number(chance: random.Random) -> str:
    """Ten digits whose third is at least 2, with a check digit."""
    nine = chance.choice("2567789") + _digits(chance, 1) + chance.choice("23456789") + _digits(chance, 6)
    return nine + check_digit(nine)


def _lookalike(chance: random.Random) -> str:
    one, two = sorted((_day(chance), _day(chance)))
    organisation = organisation_number(chance)
    n, year = chance.randrange(1, 2000), chance.randrange(1998, 2022)
    return chance.choice(
        (
            f"Dnr {_digits(chance, 3)}-{n}-{year}",
            f"Dnr {_digits(chance, 3)} - {n} - {year}",
            f"Dnr KS {year}/{n:04}",
            f"KS-{year}-{n:05}",
            f"dnr {year}:{n}",
            f"Diarienummer 1.{chance.randrange(1, 9)}.{chance.randrange(1, 9)}-{n}/{year}",
            f"Dnr SN {year}-{n:04}-{_digits(chance, 3)}",
            f"Dnr {year}{chance.randrange(1, 13):02}-{_digits(chance, 4)}",
            f"ärendenummer {year}-{_digits(chance, 6)}",
            f"Lst dnr {_digits(chance, 3)}-{_digits(chance, 5)}-{year}",
            f"org.nr {organisation[:6]}-{organisation[6:]}",
            f"Organisationsnummer: {organisation[:6]}-{organisation[6:]}",
            f"bolaget ({organisation[:6]}-{organisation[6:]})",
            f"orgnr 16{organisation}",
            f"tfn 08-{_digits(chance, 3)} {_digits(chance, 2)} {_digits(chance, 3)}",
            f"telefon 070-{_digits(chance, 3)} {_digits(chance, 2)} {_digits(chance, 2)}",
            f"Mobil 07{chance.choice('0236')}{_digits(chance, 7)}",
            f"mobil 070{_digits(chance, 1)}-{_digits(chance, 2)} {_digits(chance, 2)} {_digits(chance, 2)}",
            f"+46 70 {_digits(chance, 3)} {_digits(chance, 2)} {_digits(chance, 2)}",
            f"{chance.randrange(1, 999)} {_digits(chance, 3)} {_digits(chance, 3)} kronor",
            f"{chance.randrange(1, 9)} {_digits(chance, 3)} {_digits(chance, 3)} {_digits(chance, 3)} kr",
            f"{chance.randrange(10**9, 10**10)} kr",
            f"bankgiro {_digits(chance, 4)}-{_digits(chance, 4)}",
            f"Bg {_digits(chance, 3)}-{_digits(chance, 4)}",
            f"plusgiro {_digits(chance, 2)} {_digits(chance, 2)} {_digits(chance, 2)}-{_digits(chance, 1)}",
            f"SFS {year}:{n}",
            f"prop. {year}/{(year + 1) % 100:02}:{n}",
            f"{one} – {two}",
            f"{one}–{two}",
            f"{one:%y%m%d}-{two:%y%m%d}",
            f"{one:%Y%m%d}-{two:%Y%m%d}",
            f"från {one} till {two.year}",
            f"{one} – {two.year}",
            f"{one} kl {chance.randrange(8, 21):02}.{chance.randrange(60):02}",
            f"{one} {chance.randrange(8, 21):02}:{chance.randrange(60):02}",
            f"kl {chance.randrange(8, 12):02}.30–{chance.randrange(12, 20)}.15",
            f"fastigheten Tallbacken {chance.randrange(1, 40)}:{chance.randrange(1, 400)}",
            f"kvarteret Eken {chance.randrange(1, 40)}, {_digits(chance, 3)} {_digits(chance, 2)} Norrvik",
            f"Fakturanr {_digits(chance, 10)}",
            f"Faktura {_digits(chance, 8)}",
            f"OCR {(nine := _digits(chance, 9)) + check_digit(nine)}",
            f"kundnummer {_digits(chance, 10)}",
            f"referensnummer {_digits(chance, 12)}",
            f"ISBN 978-91-{_digits(chance, 4)}-{_digits(chance, 3)}-{_digits(chance, 1)}",
            f"N 65{_digits(chance, 5)}, E 67{_digits(chance, 4)}",
            f"konto {_digits(chance, 4)}-{_digits(chance, 2)} {_digits(chance, 3)} {_digits(chance, 4)}",
            f"{_digits(chance, 3)} {_digits(chance, 2)} Norrvik",
        )
    )


AROUND = ("Se {} i handlingarna.", "{}", "Uppgiften finns under {}, som tidigare.", "({})", "Underlag: {}.")


def lookalike_texts(count: int, seed: int = 11) -> Iterator[Written]:
    """So many numbers that are no person's."""
    chance = random.Random(seed)
    for _ in range(count):
        raw = _lookalike(chance)
        yield Written(chance.choice(AROUND).format(raw), raw)
