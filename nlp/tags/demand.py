"""Demands: what a motion, skrivelse, interpellation or medborgarförslag asks for, in its own words.

An official's answer retells them ("X har i en skrivelse föreslagit att ..."); those are demands of the movers too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.records import Demand
from corpus.vocabulary import requests
from nlp.tags.att_list import Point, clauses_in, points_in, sentences_in
from nlp.tags.context import TagContext
from nlp.tags.party import ACT, POLITICIANS_TEXTS, movers_in, paragraphs_in, text_start

LOGIC_VERSION = 1

ANSWERS = frozenset({"tjänsteutlåtande", "tjänsteskrivelse", "remissvar"})

# "Jag föreslår", "Jag vill därför fråga", "föreslår vi kommunfullmäktige besluta", "Vänsterpartiet yrkar",
# "Därför vill jag fråga", "Mina frågor är", "följande frågor"
DEMAND_STEM = re.compile(
    r"\b(?:(?:jag|vi|undertecknade?|\w+partiet|\w+erna)\s+(?:(?:vill|därför|härmed|också|nu|önskar|ber)\s+){0,3}"
    r"(?:att få\s+)?(?:föreslår?|yrkar?|hemställer|hemställa|kräver?|begär|frågar?|undrar|ställa?r?|önskar)"
    r"|(?:föreslår|yrkar|hemställer|frågar|undrar|begär|vill)\s+(?:jag|vi|undertecknade?|\w+partiet)"
    r"|(?:mina?|våra?)\s+(?:frågor|fråga|förslag|yrkanden?)(?:\s+\w+){0,4}"
    r"|följande\s+frågor)\b",
    re.IGNORECASE,
)
# "har ... föreslagit att", "föreslår i en motion att", "yrkar att", "begär att"
RETOLD = re.compile(
    r"\b(?:föreslagit|föreslår|föreslog|föreslås|yrkar|yrkat|begär|begärt|hemställer|hemställt|kräver|önskar(?:\s+(?:man|de|hon|han))?"
    r"|vill)\s+(?:därför\s+)?(?:bland annat\s+)?(?=att\s)",
    re.IGNORECASE,
)
# whoever asks in an answer: "Förslagsställaren", "Motionärerna", "man"
ASKING = re.compile(
    r"\b(?:motionär|förslagsställar|frågeställar|skribent|skrivelseförfattar)\w*|\bönskar (?:man|de|hon|han)\b",
    re.IGNORECASE,
)
OFFICIALS = re.compile(
    r"^(?:\w+\s+){0,3}?\w*(?:förvaltning|kontor|nämnd|styrels|enhet|avdelning|verk|utredning)(?:en|et|ens|ets)?\b",
    re.IGNORECASE,
)
# an att-sats below a paragraph that stops short: "Vi vill mot denna bakgrund" + "att förvaltningen ..."
ATT_BELOW = re.compile(r"\s*\n\s*(?:(?:[-–•*·]|\d{1,2}[.)])\s*)?att\s")
# what may stand in the list under a stem: an att-sats, an item, a question; no paragraph of several sentences
LISTED_BELOW = re.compile(r"(?:att|dels)\s|Att\s(?!.*[.!?]\s+[A-ZÅÄÖ])|[-–•*·]|\d{1,2}[.)]\s|[^\n]*\?\s*$")
CLOSING_PARAGRAPHS = 4  # questions, and the signature below them
QUESTION = re.compile(r"\?\s*$")


def demands_in(context: TagContext) -> tuple[Demand, ...]:
    """Every demand with its kind of request and the parties that raise it, numbered from 1."""
    if context.type in POLITICIANS_TEXTS:
        found = list(_own_demands(context)) or list(_closing_questions(context))
    elif context.type in ANSWERS:
        found = list(_retold_demands(context))
    else:
        return ()
    by = tuple(dict.fromkeys(mover.party for mover in movers_in(context)))
    return tuple(
        Demand(number, point.text, requests().classify(point.text), by, context.document.page_at(point.start))
        for number, point in enumerate(found, 1)
    )


def _own_demands(context: TagContext) -> Iterator[Point]:
    """Demands of a mover's own text: under its heading, or after "Vi föreslår därför"."""
    text = context.document.text
    for section in context.sections("motion_demand"):
        yield from _asked(text, section.start, section.end)  # its heading is a stem or a sentence
    if context.sections("motion_demand"):
        return
    start = _last_stem(text, text_start(context), context.main_end)
    if start is not None:
        yield from _asked(text, start, _list_end(text, start, context.main_end))


def _closing_questions(context: TagContext) -> Iterator[Point]:
    """The questions with which an interpellation ends, when no stem announces them."""
    if context.type != "interpellation":
        return
    text = context.document.text
    for a, b in list(paragraphs_in(text, text_start(context), context.main_end))[-CLOSING_PARAGRAPHS:]:
        for start, end in sentences_in(text, a, b):
            if QUESTION.search(text[start:end]):
                yield Point(None, text[start:end], start, end)


def _asked(text: str, start: int, end: int) -> list[Point]:
    """Points that ask: under a stem, att-satser or questions."""
    return [
        point
        for point in points_in(text, start, end)
        if point.lead is not None or point.text.startswith("att ") or QUESTION.search(point.text)
    ]


def _last_stem(text: str, start: int, end: int) -> int | None:
    """Where the last sentence with a demanding stem and an object begins."""
    found = None
    for a, b in paragraphs_in(text, start, end):
        for first, last in sentences_in(text, a, b):
            sentence = text[first:last]
            if DEMAND_STEM.search(sentence) and (" att " in f"{sentence} " or sentence.endswith(":") or last == b):
                found = first
        if not text[a:b].endswith(".") and ATT_BELOW.match(text, b, end):
            found = a
    return found


def _list_end(text: str, start: int, end: int) -> int:
    """Where the list under a stem ends: at the first paragraph that is neither stem, att-sats, item nor question."""
    stop = start
    for a, b in paragraphs_in(text, start, end):
        if stop > start and not re.match(
            r"(?:att\s|dels\s|[-–•*·]|\d{1,2}[.)]\s)|.*\?\s*$", text[a:b], re.DOTALL | re.I
        ):
            break
        stop = b
        if a <= start and re.search(r"\batt\s[^:]*\.\s*$", text[a:b]):
            break
    return stop


def _retold_demands(context: TagContext) -> Iterator[Point]:
    """What the movers proposed, as an answer tells it; only where the answer says that they raised the matter."""
    if not ACT.search(context.front_text) and not movers_in(context):
        return
    text = context.document.text
    seen: set[str] = set()
    for kind in ("background", "matter", "summary"):
        for section in context.sections(kind):
            for a, b in paragraphs_in(text, section.body_start, section.end):
                for start, end in sentences_in(text, a, b):
                    for point in _retold(text, start, end):
                        if point.text not in seen:
                            seen.add(point.text)
                            yield point
        if seen:
            return


def _retold(text: str, start: int, end: int) -> Iterator[Point]:
    sentence = text[start:end]
    if OFFICIALS.match(sentence) or not (ACT.search(sentence) or ASKING.search(sentence)):
        return
    if match := RETOLD.search(text, start, end):
        yield from clauses_in(text, match.end(), end, text[start : match.start()].strip() or None)
