"""Case numbers: the document's own and those of others that it cites, each under its owner's key.

A case is known by owner, year and running number; the plan code and the order of the parts do not matter. The owner is
read from the letters before the number, else, for a document's own number, it is the issuing board, and for a foreign
one the authority named before it ("från Kommunstyrelsen, dnr", "Länsstyrelsens beteckning").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from corpus.records import Diarienummer
from corpus.vocabulary.numbers import ParsedNumber, parse
from nlp.tags.context import TagContext
from nlp.tags.number_owners import (
    AUTHORITY,
    AUTHORITY_END,
    authority_id,
    board_by_prefix,
    board_by_usual_letters,
    county_board,
    named_owner,
    own_id,
)
from nlp.tags.number_strings import NumberString, number_strings_in

LOGIC_VERSION = 3

Role = Literal["own", "foreign"]

# the label itself says whose number it is: "Er beteckning", "Ert dnr"
YOUR_NUMBER = re.compile(r"^er(?:t)?\b", re.IGNORECASE)

# an authority just before the label: "Länsstyrelsens beteckning", "kommunstyrelsens dnr", "JO dnr"
WHOSE = re.compile(
    rf"(?P<name>länsstyrelsen(?: i \w+ län)?s?|JO|IVO|[\wåäö-]*{AUTHORITY_END}s)\s+\(?$",
    re.IGNORECASE,
)

# who sent the matter: "Remiss från Kommunstyrelsen, dnr" · "remitterad av stadsledningskontoret (dnr"
SENT_BY = re.compile(r"\b(?:från|av|hos|till)\s+(?P<name>[^.\n]{2,90}?)\s*[,(]?\s*\(?$", re.IGNORECASE)

# the head of an item of minutes: "§ 12 Dnr KS 01-486 841", "KF § 286 SN 2017:1"
PARAGRAPH_HEAD = re.compile(
    r"§+\s*\d+[^\n]{0,200}$|§+\s*\d+[^\n]{0,200}(?:\n{1,2}[^\n]{3,160}(?<![.:;]))?\n{1,2}[^\n]{0,40}$"
)

# the line on which a label opens: nothing but field names before it
OPENS_LINE = re.compile(r"(?:^|\n)[^\n]{0,60}$")

# the matter was sent here under that number: "har i remiss, dnr", "har remitterat en motion (KSN-2017-1236)"
REFERRAL = re.compile(r"\b(?:remiss\w*|remitter\w+|förfrågan|inbjudan|begär[td]?)\b", re.IGNORECASE)
SENTENCE_REACH = 90

# the shape that only county administrative boards use: "704-06-8329"
COUNTY_FORMAT = "county-board"

# whoever is named before another number is its owner: "från kommunstyrelsen, dnr 316-259/2012, och ärende …"
EARLIER_NUMBER = re.compile(r"^.*\d[-/:]\d\S*")

# letters that are an owner's though no vocabulary knows them, and the shapes that make them so: "SBF-2016-91"
SURE_LETTERS = re.compile(
    r"(?!(?:PM|NR|SID|BIL|DEL|RAPP|REV|VER|EU|EG|ISO|AFS|NFS|BFS|FN)$)[A-ZÅÄÖ][A-ZÅÄÖa-zåäö]{1,5}"
)
SURE_FORMATS = frozenset({"prefix-year-run-code", "prefix-year-run", "year-prefix-run-code"})
END_OF_BRACKET = re.compile(r"\)[ \t]*(?:\n|$)")

# how far before a number its owner may be named
CUE_REACH = 110
# and how far above "Er beteckning" the addressee
LETTER_REACH = 300


@dataclass(frozen=True, slots=True)
class Found:
    """A parsed candidate in its surroundings: ``text`` is the document's text or the running header."""

    string: NumberString
    parsed: ParsedNumber
    text: str
    where: Literal["body", "header"]
    page: int


def diarienummer_in(context: TagContext) -> tuple[Diarienummer, ...]:
    """Every case number once, own ones first; of several mentions the first is kept."""
    found = [_number(candidate, context) for candidate in _candidates(context) if _belongs(candidate, context)]
    own = [number for number in found if number.role == "own"]
    own_cases = {(number.year, number.number) for number in own}
    foreign = [n for n in found if n.role == "foreign" and (n.year, n.number) not in own_cases]
    first = {number.canonical: number for number in reversed([*own, *foreign])}
    return tuple(reversed(first.values()))


def misprints_in(context: TagContext) -> tuple[str, ...]:
    """A warning for each case printed under two plan codes: one of the numbers is wrong, and nobody can say which."""
    codes: dict[str, dict[str, str]] = {}
    own: dict[str, str] = {}
    for candidate in _candidates(context):
        number = _number(candidate, context)
        case = f"{number.year}|{number.number}"
        if number.role == "own":
            own[case] = number.canonical
        # a number that nobody is named for, as old and as high as our own, is our own
        key = own.get(case, number.canonical) if number.canonical.startswith("?") else number.canonical
        if number.code and not key.startswith("?"):
            codes.setdefault(key, {}).setdefault(number.code.lstrip("0") or "0", number.raw)
    return tuple(
        f"The case number {' and '.join(printed.values())} names one case under different plan codes: check which of "
        "them is misprinted."
        for printed in codes.values()
        if len(printed) > 1
    )


def _candidates(context: TagContext) -> Iterator[Found]:
    found = [*_parsed(context, context.document.text, "body")]
    found += _parsed(context, "\n".join(context.header_lines), "header")
    # figures alone on a line of the letterhead are the number only where nothing else is
    labelled = any(one.string.found != "bare" and _role(one, context) == "own" for one in found)
    return (one for one in found if not (labelled and one.string.found == "bare" and one.parsed.prefix is None))


def _parsed(context: TagContext, text: str, where: Literal["body", "header"]) -> Iterator[Found]:
    for string in number_strings_in(text):
        if readable := _readable(string, text, context):
            string, parsed = readable
            page = context.document.page_at(string.start) if where == "body" else _header_page(context, string)
            candidate = Found(string, parsed, text, where, page)
            if string.found != "bare" or _stands_as_number(candidate, context):
                yield candidate


def _readable(string: NumberString, text: str, context: TagContext) -> tuple[NumberString, ParsedNumber] | None:
    """The string with its meaning; a last group that does not belong ("KS 2014/12 1 (3)") is given up."""
    owner = named_owner(_before(text, string), context) or own_id(context)
    year = int(context.date[:4]) if context.date else None
    shorter = string.raw.rpartition(" ")[0].rstrip()
    for raw in (string.raw, shorter):
        labelled = string.found != "bare" or _fills_line(string, text)
        if raw and (parsed := parse(raw, owner=owner, document_year=year, labelled=labelled)):
            return replace(string, raw=raw, end=string.start + len(raw)), parsed
    return None


def _fills_line(string: NumberString, text: str) -> bool:
    start, end = text.rfind("\n", 0, string.start) + 1, text.find("\n", string.end)
    return text[start : end if end >= 0 else None].strip("() \t") == string.raw


def _header_page(context: TagContext, string: NumberString) -> int:
    first = string.raw.split("\n", 1)[0]
    return next((line.page for line in context.document.furniture if first in line.text), 1)


def _stands_as_number(found: Found, context: TagContext) -> bool:
    """An unlabelled number counts in the letterhead where it is a line, with its owner's letters also in a line, in a
    bracket or a § head."""
    before, behind = found.text[: found.string.start], found.text[found.string.end :]
    line = found.text[before.rfind("\n") + 1 :].split("\n", 1)[0].strip()
    above_title = found.where == "header" or found.string.start < context.head_end
    if above_title and line.strip("() ") == found.string.raw:
        return True
    prefix = found.parsed.prefix
    if not prefix or board_by_prefix(prefix, context) is None:
        has_letters = prefix is not None and SURE_LETTERS.fullmatch(prefix) and found.parsed.format in SURE_FORMATS
        ends_title = before.endswith("(") and bool(END_OF_BRACKET.match(behind))
        in_front = found.string.start < context.front_end
        if has_letters and line.strip("() ") == found.string.raw:
            return in_front or bool(PARAGRAPH_HEAD.search(before[-260:]))
        return bool(has_letters and in_front and (ends_title or (above_title and len(line) <= 60)))
    in_front = found.where == "header" or found.string.start < context.front_end
    return (in_front and len(line) <= 60) or before.endswith("(") or bool(PARAGRAPH_HEAD.search(before[-260:]))


def _belongs(found: Found, context: TagContext) -> bool:
    """Whether the number is of this matter: in the letterhead, of a paragraph, or the remitter's.

    An earlier case cited in running text ("… avslog 2005 (dnr 320-118/2005)") is a reference, not a number of this one.
    """
    if found.where == "header" or found.string.start < context.front_end:
        return True
    sentence = found.text[max(0, found.string.cue - SENTENCE_REACH) : found.string.end + SENTENCE_REACH]
    referred = REFERRAL.search(sentence.replace(found.string.raw, ""))
    return bool(WHOSE.search(_before(found.text, found.string)) or referred) or _role(found, context) == "own"


def _number(found: Found, context: TagContext) -> Diarienummer:
    role = _role(found, context)
    parsed, string = found.parsed, found.string
    owner = _owner(found, role, context)
    in_body = found.where == "body"
    return Diarienummer(
        raw=string.raw,
        canonical=f"{owner or '?'}|{parsed.year}|{parsed.number}",
        year=parsed.year,
        number=parsed.number,
        code=parsed.code,
        role=role,
        page=found.page,
        start=string.start if in_body else None,
        end=string.end if in_body else None,
        where=found.where,
    )


def _role(found: Found, context: TagContext) -> Role:
    """Own: in the letterhead, the running header or a § head, with no other owner named before it."""
    string = found.string
    if YOUR_NUMBER.match(string.label) or _foreign_cue(found, context):
        return "foreign"
    if found.where == "header":
        return "own"
    if string.start >= context.main_end:
        return "foreign"
    before = found.text[max(0, string.cue - 260) : string.cue]
    if context.type in ("protokoll", "protokollsutdrag") and PARAGRAPH_HEAD.search(before):
        return "own"
    if string.start < context.front_end:
        return "own"
    return "foreign"


def _foreign_cue(found: Found, context: TagContext) -> bool:
    if found.parsed.format == COUNTY_FORMAT and not _own_prefix(found, context):
        return True
    before = _before(found.text, found.string)
    if whose := WHOSE.search(before):
        return not _is_own(whose["name"], context)
    sent = SENT_BY.search(before)
    return bool(sent and AUTHORITY.search(sent["name"]) and not _is_own(sent["name"], context))


def _own_prefix(found: Found, context: TagContext) -> bool:
    return bool(found.parsed.prefix and board_by_prefix(found.parsed.prefix, context))


def _is_own(name: str, context: TagContext) -> bool:
    """Whether a named authority is the issuing board itself."""
    own = own_id(context)
    return own is not None and authority_id(name, context) == own


def _owner(found: Found, role: Role, context: TagContext) -> str | None:
    prefix = found.parsed.prefix
    if prefix and (board := board_by_prefix(prefix, context) or board_by_usual_letters(prefix, context)):
        return board
    if role == "own":
        return own_id(context)
    named = named_owner(_before(found.text, found.string), context) or _named_elsewhere(found, context)
    return named or (county_board("", context) if found.parsed.format == COUNTY_FORMAT else None)


def _named_elsewhere(found: Found, context: TagContext) -> str | None:
    """The owner where the same number is cited again ("Länsstyrelsens skrivelse, dnr …"), or of "Er beteckning" the
    authority that the letter goes to."""
    raw, text = found.string.raw, context.main_text
    place = text.find(raw)
    while place >= 0:
        before = text[max(0, place - CUE_REACH) : place].rsplit("\n\n", 1)[-1].replace("\n", " ")
        if place != found.string.start and (owner := named_owner(before, context)):
            return owner
        place = text.find(raw, place + len(raw))
    if YOUR_NUMBER.match(found.string.label) and found.where == "body":
        addressee = named_owner(text[max(0, found.string.cue - LETTER_REACH) : found.string.cue], context)
        return None if addressee == own_id(context) else addressee
    return None


def _before(text: str, string: NumberString) -> str:
    """The words before a number's label, back to the blank line, within reach."""
    before = text[max(0, string.cue - CUE_REACH) : string.cue]
    return EARLIER_NUMBER.sub("", before.rsplit("\n\n", 1)[-1].replace("\n", " "))
