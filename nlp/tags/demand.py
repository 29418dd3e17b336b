"""Demands: what a motion, skrivelse, interpellation or medborgarförslag asks for, in its own words.

An official's answer retells them ("X har i en skrivelse föreslagit att ..."); those are demands of the movers too.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from corpus.records import Demand, Section
from corpus.vocabulary import requests
from nlp.tags.att_list import BEHIND_VERB, Point, clauses_in, end_of_list, points_in, sentences_in
from nlp.tags.context import TagContext
from nlp.tags.party import ACT, POLITICIANS_TEXTS, movers_in, paragraphs_in, text_start
from nlp.word_places import places_of

LOGIC_VERSION = 2

ANSWERS = frozenset({"tjänsteutlåtande", "tjänsteskrivelse", "remissvar"})

# "Jag föreslår", "Jag vill därför fråga", "föreslår vi kommunfullmäktige besluta", "Vänsterpartiet yrkar",
# "Därför vill jag fråga", "Mina frågor är", "följande frågor"
DEMAND_STEM = re.compile(
    r"\b(?:(?:jag|vi|undertecknade?|\w+partiet|\w+erna)\s+(?:(?:vill|därför|härmed|också|nu|önskar|ber)\s+){0,3}"
    r"(?:att få\s+)?(?:föreslår?|yrkar?|hemställer|hemställa|kräver?|begär|frågar?|undrar|ställa?r?|önskar)"
    r"|(?:jag|vi)\s+(?:vill|önskar|ber)(?:\s+(?:därför|också|alltså|nu))?(?:\s+att\b|:|$)"
    r"|(?:föreslår|yrkar|hemställer|frågar|undrar|begär|vill|kräver|önskar|ber)\s+(?:jag|vi|undertecknade?|\w+partiet)"
    r"|(?:yrkas|föreslås|hemställs)\s+att"
    r"|(?:mina?|våra?)\s+(?:frågor|fråga|förslag|yrkanden?)(?:\s+\w+){0,4}"
    r"|följande\s+frågor)\b",
    re.IGNORECASE,
)
# "Jag föreslår att X", "Därför vill vi att X", "Med anledning härav yrkas att X": what opens a demand in a sentence
DEMAND_BEFORE_ATT = re.compile(
    r"(?P<lead>[^.:;]*?\b(?:beslut(?:ar|a)|föreslår|föreslås|hemställ(?:er|s|a)|yrka(?:r|s)?|vill|önskar|begär|kräver|ber)\b"
    + BEHIND_VERB
    + r"(?:[ \t]+(?:därför|härmed|således|alltså|också|nu|följande|bestämt))*)[ \t]*[:,]?\s+(?=(?:dels\s+)?att\s)",
    re.IGNORECASE,
)
# "X (MP) föreslår i en motion:", "Motionären yrkar": what they ask stands in a list below
RETOLD_BELOW = re.compile(
    r"\b(?:föresl(?:agit|år|og)|yrka[rt]|begär(?:t)?|hemställ(?:er|t)|kräver|önskar|vill)\b[^.]{0,60}?(?::|\batt:?)?$",
    re.IGNORECASE,
)
# headings of a mover's text that are those of papers and minutes elsewhere: "Förslag till beslut", "Yrkande"
ASKING_HEADING = re.compile(r"^(?:\w*yrkande|förslag till beslut|beslutsförslag|hemställan)", re.IGNORECASE)
# "har ... föreslagit att", "föreslår i en motion att", "yrkar att", "begär att"
RETOLD = re.compile(
    r"\b(?:föreslagit|föreslår|föreslog|föreslås|yrkar|yrkat|begär|begärt|hemställer|hemställt|kräver|önskar(?:\s+(?:man|de|hon|han))?"
    r"|vill)\s+(?:därför\s+)?(?:i (?:en|sin|motionen|skrivelsen)\s+(?:motion\s+|skrivelse\s+)?)?(?:bland annat\s+)?"
    r"(?=att\s)",
    re.IGNORECASE,
)
# whoever asks in an answer: "Förslagsställaren", "Motionärerna", "man"
ASKING = re.compile(
    r"\b(?:motionär|förslagsställar|frågeställar|skribent|skrivelseförfattar)\w*|\bönskar (?:man|de|hon|han)\b",
    re.IGNORECASE,
)
# what a word holds that ACT or ASKING begins with
RETELLING = re.compile(
    "skrivelse|motion|interpell|medborgarförslag|fråga|frågor|initiativ|begäran|framställan|förslagsställar|"
    "frågeställar|skribent"
)
OFFICIALS = re.compile(
    r"^(?:\w+\s+){0,3}?\w*(?:förvaltning|kontor|nämnd|styrels|enhet|avdelning|verk|utredning)(?:en|et|ens|ets)?\b",
    re.IGNORECASE,
)
# an att-sats below a paragraph that stops short: "Vi vill mot denna bakgrund" + "att förvaltningen ..."
ATT_BELOW = re.compile(r"\s*\n\s*(?:(?:[-–•*·]|\d{1,2}[.)])\s*)?att\s")
CLOSING_PARAGRAPHS = 4  # questions, and the signature below them
# "1. ", "- " before a question
MARKER = re.compile(r"(?:\d{1,2}[.)]|[-–•])\s+")
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
    asking = [section for section in context.main_sections if _asks(section)]
    found = [point for section in asking for point in _asked_under(text, section)]
    if found:
        yield from found
        return
    start = _last_stem(text, text_start(context), context.main_end)
    if start is None:  # a form without a title of its own: "Förslag:", "Jag föreslår att ..."
        start = _last_stem(text, 0, text_start(context))
    if start is not None:
        yield from _asked(text, start, end_of_list(text, start, context.main_end))


def _asks(section: Section) -> bool:
    """Whether a section of a mover's text says what is asked."""
    heading = section.heading or ""
    return section.kind == "motion_demand" or (
        section.kind in ("proposal", "dissent") and ASKING_HEADING.search(heading) is not None
    )


def _asked_under(text: str, section: Section) -> list[Point]:
    """What a section asks; its heading may be a stem or a sentence. Without any stem, its sentences that ask."""
    found = _asked(text, section.start, section.end)
    if found:
        return found
    return [point for point in points_in(text, section.body_start, section.end) if requests().classify(point.text)]


def _closing_questions(context: TagContext) -> Iterator[Point]:
    """The questions with which an interpellation ends, when no stem announces them."""
    if context.type != "interpellation":
        return
    text = context.document.text
    below_title = context.head_end + len(context.title or "")
    for a, b in list(paragraphs_in(text, below_title, context.main_end))[-CLOSING_PARAGRAPHS:]:
        for start, end in sentences_in(text, a, b):
            if QUESTION.search(text[start:end]):
                marker = MARKER.match(text, start, end)
                begin = marker.end() if marker else start
                yield Point(None, text[begin:end], begin, end)


def _asked(text: str, start: int, end: int) -> list[Point]:
    """Points that ask: under a stem, att-satser or questions."""
    return [
        point
        for point in points_in(text, start, end, opening=DEMAND_BEFORE_ATT)
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


def _may_retell(text: str) -> list[int]:
    """Where words stand of which a sentence that retells a demand holds one."""
    return places_of(text, {"önskar"}, holding=RETELLING)


def _retold_demands(context: TagContext) -> Iterator[Point]:
    """What the movers proposed, as an answer tells it; only where the answer says that they raised the matter."""
    if not ACT.search(context.front_text) and not movers_in(context):
        return
    text = context.document.text
    telling = _may_retell(text)
    seen: set[str] = set()
    for kind in ("background", "matter", "summary"):
        for section in context.sections(kind):
            for a, b in paragraphs_in(text, section.body_start, section.end):
                if bisect_left(telling, a) == bisect_left(telling, b):
                    continue
                for start, end in sentences_in(text, a, b):
                    for point in _retold(text, start, end, section.end):
                        if point.text not in seen:
                            seen.add(point.text)
                            yield point
        if seen:
            return


def _retold(text: str, start: int, end: int, limit: int) -> Iterator[Point]:
    sentence = text[start:end]
    if OFFICIALS.match(sentence) or not (ACT.search(sentence) or ASKING.search(sentence)):
        return
    if match := RETOLD.search(text, start, end):
        yield from clauses_in(text, match.end(), end, text[start : match.start()].strip() or None)
    elif RETOLD_BELOW.search(sentence):
        yield from points_in(text, start, end_of_list(text, start, limit))
