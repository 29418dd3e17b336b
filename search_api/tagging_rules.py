"""What is compared of a tag record, field by field: the items it states, and when two of them are the same.

A gold record may state only some keys; what it does not state is not scored. A *unit* (a proposal, a case number, a
party in a role) is found when its key is found; what else is known of it (class, addressee, persons) is compared only
for units that both records have, so that one miss is counted once. Null against null counts neither way.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Record = Mapping[str, Any]
Key = tuple[str, ...]

# any dash, as OCR and word processors write it
DASHES = re.compile(r"\s*[\u2010-\u2015\u2212-]\s*")
QUOTES = re.compile(r"[\u201c\u201d\u201e\u00bb\u00ab\"]")
# what joins a point to the next one or ends it: "att godkänna planen, samt"
POINT_END = re.compile(r"[\s,;.:]*(?:\b(?:samt|och|dels)\b)?[\s,;.:]*$")
# "Stadsdelsnämnden Bromma", "Stadsområdesnämnd Söder"
TURNED_BOARD = re.compile(
    r"(?P<kind>(?:stadsdels|stadsområdes|kommundels)nämnd|stadsdelsfullmäktige)(?:en)?\s+(?P<place>.+)$"
)
# "Hässelby-Vällingbys stadsdelsnämnd"
PLACE_BOARD = re.compile(
    r"(?P<place>.+?)s?\s+(?P<kind>(?:stadsdels|stadsområdes|kommundels)nämnd|stadsdelsfullmäktige)(?:en)?$"
)
# the word before a number that the kind of reference says already: "SOU 2011:55", "motion 2012:6"
SERIES = re.compile(r"^(?:sfs|sou|prop\.?|motion)\s+(?=\d)")
# "§ 74", "Sn § 74", "§74/20"
PARAGRAPH_NUMBER = re.compile(r"\d+[\d/]*")


def exact(value: object) -> str:
    """The value as written, composed letters, one blank between words."""
    return " ".join(unicodedata.normalize("NFC", str(value)).split())


def alike(value: object) -> str:
    """The value without what only printing differs in: case, kinds of dash and quotation mark, a final stop."""
    return DASHES.sub("-", QUOTES.sub('"', exact(value))).casefold().rstrip(" .:")


def point(value: object) -> str:
    """A point of a list without the comma, "samt" or full stop that joins it to the next."""
    return POINT_END.sub("", alike(value))


def cited(value: object) -> str:
    """A cited number or title without brackets and the word for its series: "Motion (2012:6)" as "2012:6"."""
    return SERIES.sub("", re.sub(r"\s*:\s*", ":", alike(value).replace("(", "").replace(")", "")))


def number(value: object) -> str:
    """A case number or key without the blanks and kinds of dash in it."""
    return re.sub(r"\s*([-/:])\s*", r"\1", alike(value))


def board(value: object) -> str:
    """A board whatever way round its name is put: "Stadsdelsnämnden Bromma", "Bromma stadsdelsnämnd", "Brommas ..."."""
    name = alike(value)
    if turned := TURNED_BOARD.match(name):
        name = f"{turned['place']} {turned['kind']}"
    if district := PLACE_BOARD.match(name):
        name = f"{district['place']} {district['kind']}"
    return name.removesuffix("en") if name.endswith("nämnden") else name


def case(value: object) -> str:
    """Year and running number of a case's key "owner|year|number": whose it is is compared apart."""
    return "|".join(number(value).split("|")[1:3]) or number(value)


def paragraph(value: object) -> str:
    """The number of a §, whatever letters stand before it."""
    found = PARAGRAPH_NUMBER.search(str(value))
    return found.group() if found else exact(value)


def together(value: object) -> str:
    """Several names whose order says nothing."""
    return ", ".join(sorted(exact(item) for item in value)) if isinstance(value, list | tuple) else exact(value)


def span(value: object) -> str:
    """A period with its basis: "2006-2007 (evidence)"."""
    if not isinstance(value, Mapping):
        return exact(value)
    return f"{value.get('from')}-{value.get('to')} ({value.get('basis')})"


Form = Callable[[object], str]


@dataclass(frozen=True, slots=True)
class Plain:
    """A key with one value: right when it is the same in ``form``."""

    field: str
    form: Form
    says: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A key with a list of plain values, compared as a set; the value of ``apart`` counts neither way."""

    field: str
    form: Form
    says: str
    apart: str | None = None


@dataclass(frozen=True, slots=True)
class Detail:
    """A key of a unit, compared for units that both records have."""

    name: str
    form: Form
    says: str


@dataclass(frozen=True, slots=True)
class Units:
    """A key with a list of claims: a unit is found when all ``key`` values are the same."""

    field: str
    key: tuple[tuple[str, Form], ...]
    says: str
    details: tuple[Detail, ...] = ()

    def key_of(self, claim: Record) -> Key:
        """What identifies a claim."""
        return tuple("" if claim.get(name) is None else form(claim[name]) for name, form in self.key)


BOARD_RULE = "normalised: case, dashes, and which way round a district board is named"
PLAIN = (
    Plain("type", exact, "exact"),
    Plain("title", alike, "normalised: case, dashes and quotation marks"),
    Plain("date", exact, "exact"),
    Plain("date_kind", exact, "exact"),
    Plain("period", span, "exact: first and last year, basis"),
    Plain("municipality", exact, "exact"),
    Plain("body", board, BOARD_RULE),
    Plain("addressee", board, BOARD_RULE),
    Plain("district", exact, "exact: the id"),
    Plain("issue", alike, "normalised: blanks"),
    Plain("paragraph", paragraph, "the number alone (parts of minutes)"),
)
LISTED = (
    Listed("districts_mentioned", exact, "set of ids"),
    Listed(
        "municipalities_mentioned", exact, "set of names, the document's own municipality apart", apart="municipality"
    ),
)
UNITS = (
    Units(
        "diarienummer",
        (("canonical", case),),
        "year and running number",
        (
            Detail("canonical", number, "exact: owner, year, number"),
            Detail("raw", number, "as printed, blanks and dashes apart"),
            Detail("role", exact, "exact"),
            Detail("code", number, "exact"),
        ),
    ),
    Units(
        "proposals",
        (("text", point),),
        "text without what joins it to the next point",
        (
            Detail("text", exact, "exact, blanks apart"),
            Detail("class", exact, "exact"),
            Detail("addressee", board, BOARD_RULE),
            Detail("lead", alike, "normalised: case, final colon"),
            Detail("page", exact, "exact"),
        ),
    ),
    Units(
        "demands",
        (("text", point),),
        "text without what joins it to the next point",
        (
            Detail("text", exact, "exact, blanks apart"),
            Detail("request", exact, "exact"),
            Detail("by", together, "set of parties"),
            Detail("page", exact, "exact"),
        ),
    ),
    Units(
        "decisions",
        (("text", point),),
        "text without what joins it to the next point",
        (
            Detail("text", exact, "exact, blanks apart"),
            Detail("class", exact, "exact"),
            Detail("body", board, BOARD_RULE),
            Detail("date", exact, "exact"),
            Detail("votes", number, "exact"),
            Detail("page", exact, "exact"),
        ),
    ),
    Units(
        "dissents",
        (("kind", exact), ("parties", together)),
        "kind and the set of parties",
        (Detail("text", exact, "exact, blanks apart"), Detail("page", exact, "exact")),
    ),
    Units(
        "parties",
        (("party", exact), ("role", exact)),
        "party and role",
        (
            Detail("persons", together, "set of names"),
            Detail("raw", alike, "normalised: case"),
            Detail("page", exact, "exact"),
        ),
    ),
    Units(
        "people",
        (("name", exact), ("role", exact)),
        "name and role",
        (Detail("title", alike, "normalised: case"),),
    ),
    Units("organisations", (("name", alike),), "name, case apart", (Detail("role", exact, "exact"),)),
    Units(
        "references",
        (("kind", exact), ("raw", cited)),
        "kind and number or title, without brackets",
        (Detail("canonical", number, "exact"),),
    ),
    Units(
        "confidentiality",
        (("kind", exact), ("raw", alike)),
        "kind and mark, case apart",
        (Detail("page", exact, "exact"),),
    ),
)
RULES: tuple[Plain | Listed | Units, ...] = (*PLAIN, *LISTED, *UNITS)


def fields() -> Iterator[tuple[str, str]]:
    """Every scored field with its rule in words, in the order of the report: "proposals", "proposals.class", ..."""
    for rule in RULES:
        yield rule.field, rule.says
        if isinstance(rule, Units):
            yield from ((f"{rule.field}.{detail.name}", detail.says) for detail in rule.details)
    yield "parts", "title, case and dashes apart"
