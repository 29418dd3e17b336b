"""Political parties in a matter: who raised it, who moved, reserved or stated something, who is merely mentioned.

A mover is whoever stands behind the skrivelse, motion or question: in the title block ("Svar på skrivelse från (v)"),
as subject of the sentence that tells it ("Eva Ek (MP) har i en skrivelse ..."), or under a text of their own.
A person addressed ("till borgarrådet Eva Ek (M)") is mentioned. Officials have no party.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeAlias

from corpus.records import PartyMention, PartyRole, Section
from nlp.tags.att_list import sentences_in
from nlp.tags.context import TagContext
from nlp.tags.misread_names import same_persons
from nlp.tags.party_mentions import FoundParty, party_mentions_in

LOGIC_VERSION = 3

POLITICIANS_TEXTS = frozenset({"motion", "skrivelse", "interpellation", "medborgarförslag"})
MINUTES = frozenset({"protokoll", "protokollsutdrag"})
RANK: dict[PartyRole, int] = {"mover": 0, "proposal": 1, "reservation": 2, "statement": 3, "mentioned": 4}

# "skrivelse", "motionen", "interpellation", "medborgarförslag", "ledamotsinitiativ", "motionärerna"
ACT = re.compile(
    r"\b(?:skrivelse|motion|interpellation|medborgarförslag|(?:enkel )?fråg(?:a|or)|\w*initiativ|begäran|framställan)"
    r"(?:en|n|er|erna|et|ens|s)?\b|\b(?:motionär|förslagsställar|frågeställar|interpellant)\w*",
    re.IGNORECASE,
)
# what the movers did, as the answer tells it: "har ... föreslagit", "inkommit", "väckte", "tagit upp"
MOVED = re.compile(
    r"\b(?:föresl\w+|inkom\w*|inlämn\w*|inge(?:r|tt|s)|lämna\w*|väck\w*|ställ(?:t|de|er|s)|tagit upp|tar upp|tog upp|"
    r"skriv(?:er|it)|skrev|begär\w*|önska\w*|anför\w*|framför\w*|framhåll\w*|lyft\w*|lagt|lade|anmäl\w*|vill|yrka\w*|"
    r"efterfråga\w*|frågar|frågade|undrar|undrade|anser|menar|påpekar|påtalar|uppmärksamma\w*|överlämna\w*)\b",
    re.IGNORECASE,
)
# characters a sentence may have before a party's name that is its subject
LONGEST_OPENING = 60
# the last of these before a name says whether it gave or got: "från stadsdelsnämnden till borgarrådet"
DIRECTION = re.compile(r"\b(?P<to>till|åt|hos|mot)\b|\b(?:av|från|genom|väckt|undertecknad[et]?)\b", re.IGNORECASE)
RESERVES = re.compile(r"\breserv(?:er|ation)\w*|\bavvikande mening", re.IGNORECASE)
STATES = re.compile(
    r"\bsärskil(?:t|da) (?:uttalande|yttrande)\w*|\bersättaryttrande\w*|\bprotokollsanteckning\w*|\bröstförklaring|"
    r"\bYttrande\s+[A-ZÅÄÖ]{1,3}\b|\banteckna(?:s|t)? till protokollet|\blämna(?:r|t|de)? (?:följande|ett) yttrande|"
    r"\blåt(?:er)? anteckna|\blät anteckna",
    re.IGNORECASE,
)
MOVES_AT_MEETING = re.compile(r"\b(?:\w*yrkande\w*|yrka(?:r|de|s|t))\b", re.IGNORECASE)
# headings of minutes under which motions at the meeting stand
MOTIONS_HEADING = re.compile(r"^(?:\w*yrkande|framställda förslag|förslag (?:på|till beslut|under))", re.IGNORECASE)
# headings under which motions are only told again: "Beslutsgång", "Omröstning"
PROCEDURE_HEADING = re.compile(r"^(?:besluts(?:gång|ordning)|proposition|votering|omröstning)", re.IGNORECASE)
# "Eva Ek (V)", "(V), gruppledare", "för Vänsterpartiet": a line that holds those who sign and nothing else
SIGNING_REST = re.compile(
    r"(?:\b(?:och|samt|för|gruppledare|ordförande|vice|ledamot|ersättare|kommunfullmäktige|gruppen|i|förste|andre|"
    r"kommunfullmäktigegruppen|fullmäktigegruppen|genom|gm)\b|[\s,./:–-])*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence (or a whole paragraph of the letterhead) with the section it stands in."""

    start: int
    end: int
    section: Section | None


Reading: TypeAlias = tuple[FoundParty, PartyRole, Passage]


def parties_in(context: TagContext) -> tuple[PartyMention, ...]:
    """Every party of the main document, once for each role, with its persons; movers first."""
    return _folded(context, [(found, role) for found, role, _ in party_passages_in(context)])


def movers_in(context: TagContext) -> tuple[FoundParty, ...]:
    """Parties (with persons) that raise the matter."""
    return tuple(found for found, role, _ in party_passages_in(context) if role == "mover")


@lru_cache(maxsize=4)  # several extractors ask for the same document in turn
def party_passages_in(context: TagContext) -> tuple[Reading, ...]:
    """Each mention of the main document with its role and the passage that gives it, in order of the text."""
    text = context.main_text
    mentions = party_mentions_in(
        text, municipality=context.municipality, is_minutes=context.type in MINUTES, date=context.date
    )
    passages = list(_passages(context, [found.start for found in mentions])) if mentions else []
    read: list[Reading] = []
    for found in mentions:
        passage = _passage_of(found, passages)
        role = _role_of(context, found, passage, mentions)
        if role != "mentioned" or not found.is_bloc:
            read.append((found, role, passage))
    read = _without_older_movers(context, read)
    return (*read, *_signed_in_attachment(context, read))


def _signed_in_attachment(context: TagContext, read: list[Reading]) -> Iterator[Reading]:
    """The persons under the enclosed skrivelse, when the document itself names its movers by party only."""
    movers = [found for found, role, _ in read if role == "mover"]
    if not movers or any(found.persons for found in movers):
        return
    text = context.document.text
    enclosed = party_mentions_in(text[context.main_end :], municipality=context.municipality)
    shifted = [
        replace(found, start=found.start + context.main_end, end=found.end + context.main_end) for found in enclosed
    ]
    for found in shifted:
        is_movers = found.persons and found.party in {mover.party for mover in movers}
        if is_movers and _signs(text, found, shifted):
            yield found, "mover", Passage(found.start, found.end, None)


def _without_older_movers(context: TagContext, read: list[Reading]) -> list[Reading]:
    """Once the title block names the movers, others in the running text raised some earlier matter."""
    named = {found.party for found, role, _ in read if role == "mover" and found.start < text_start(context)}
    if not named or context.type in POLITICIANS_TEXTS:
        return read
    return [
        (found, "mentioned" if role == "mover" and found.party not in named else role, passage)
        for found, role, passage in read
    ]


def _passages(context: TagContext, places: list[int]) -> Iterator[Passage]:
    """Passages of the paragraphs that hold one of the (sorted) places: those of the letterhead and lines of minutes
    whole, the rest by sentence."""
    text = context.main_text

    def paragraphs(start: int, end: int) -> Iterator[tuple[int, int]]:
        for a, b in paragraphs_in(text, start, end):
            if bisect_left(places, a) < bisect_left(places, b):
                yield a, b

    for start, end in paragraphs(0, text_start(context)):
        yield Passage(start, end, None)
    sections = [section for section in context.main_sections if section.start >= text_start(context)]
    for section in sections:
        for start, end in paragraphs(section.start, min(section.end, len(text))):
            whole = context.type in MINUTES or section.kind == "dissent"
            spans = lines_in(text, start, end) if whole else sentences_in(text, start, end)
            yield from (Passage(a, b, section) for a, b in spans)
    if not sections:
        for start, end in paragraphs(text_start(context), len(text)):
            yield from (Passage(a, b, None) for a, b in sentences_in(text, start, end))


def text_start(context: TagContext) -> int:
    """Where the running text begins: below letterhead and title, also in a short text without headings."""
    if any(section.kind not in ("front", "title") for section in context.main_sections):
        return context.front_end
    title = context.section("title")
    return title.body_start if title else 0


def paragraphs_in(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans between blank lines, blanks at their ends left out."""
    for match in re.finditer(r"\S[^\n]*(?:\n(?![ \t]*\n)[^\n]*)*", text[start:end]):
        yield start + match.start(), start + match.start() + len(match.group().rstrip())


def lines_in(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans of the lines, blanks at their ends left out: the reader has joined what was broken over lines."""
    for match in re.finditer(r"\S[^\n]*", text[start:end]):
        yield start + match.start(), start + match.start() + len(match.group().rstrip())


def _passage_of(found: FoundParty, passages: list[Passage]) -> Passage:
    for passage in passages:
        if passage.start <= found.start < passage.end:
            return passage
    return Passage(found.start, found.end, None)


def _role_of(context: TagContext, found: FoundParty, passage: Passage, mentions: Iterable[FoundParty]) -> PartyRole:
    text = context.document.text
    if context.type in POLITICIANS_TEXTS and _signs(text, found, mentions):
        return "mover"
    if context.type in POLITICIANS_TEXTS and found.start >= text_start(context):
        return "mentioned"
    at_meeting = _tells_of_meeting(context, passage.section)
    if not at_meeting and found.start >= text_start(context) and _raised_in_writing(text, passage, found):
        return "mover"
    role = _role_at_meeting(text, passage, found)
    if role == "proposal" and not at_meeting and _answers_a_yrkande(context):
        return "mover"
    if role:
        return role
    if is_addressed(text[passage.start : found.start]):
        return "mentioned"
    if found.start < text_start(context):
        is_own_text = context.type in POLITICIANS_TEXTS
        is_act = is_own_text or ACT.search(text, passage.start, passage.end) is not None
        return "mover" if is_act and _is_named_as_mover(text, passage, found) else "mentioned"
    return "mover" if _tells_of_movers(text, passage, found) else "mentioned"


def _tells_of_meeting(context: TagContext, section: Section | None) -> bool:
    """Whether a section holds what was moved or stated at the meeting; "Förslag till beslut" does so in minutes."""
    if section is None:
        return False
    is_motions = context.type in MINUTES and MOTIONS_HEADING.search(section.heading or "") is not None
    return section.kind == "dissent" or is_motions


def _answers_a_yrkande(context: TagContext) -> bool:
    """Whether the paper answers a yrkande: its title says so, or the proposed decision does."""
    if context.type in MINUTES:
        return False
    places = (context.document.text[: text_start(context)], *map(context.text_of, context.sections("proposal")))
    return any(MOVES_AT_MEETING.search(place) for place in places)


def _raised_in_writing(text: str, passage: Passage, found: FoundParty) -> bool:
    """Whether a sentence tells of a motion handed in, though it says "yrkat": "X (KD) har i en motion yrkat att"."""
    sentence = text[passage.start : passage.end]
    if RESERVES.search(sentence) or STATES.search(sentence) or is_addressed(text[passage.start : found.start]):
        return False
    return _tells_of_movers(text, passage, found)


def _role_at_meeting(text: str, passage: Passage, found: FoundParty) -> PartyRole | None:
    """The role that the sentence gives to whoever is named in it, or the heading to whoever opens the paragraph."""
    spans = list(sentences_in(text, passage.start, passage.end)) or [(passage.start, passage.end)]
    place_of = next((at for at, (_, end) in enumerate(spans) if found.start < end), 0)
    sentence = text[slice(*spans[place_of])]
    heading = (passage.section.heading if passage.section and place_of == 0 else None) or ""
    if PROCEDURE_HEADING.search(heading):
        return "mentioned"
    for place in (sentence, heading):
        if RESERVES.search(place):
            return "reservation"
        if STATES.search(place):
            return "statement"
        if MOVES_AT_MEETING.search(place) or (place is heading and MOTIONS_HEADING.search(place)):
            return "proposal"
    return None


def is_addressed(before: str) -> bool:
    """Whether the last direction before a name points at it: "till socialborgarrådet "."""
    directions = list(DIRECTION.finditer(before))
    return bool(directions) and directions[-1]["to"] is not None and ACT.search(before, directions[-1].end()) is None


def _is_named_as_mover(text: str, passage: Passage, found: FoundParty) -> bool:
    """Whether a title names who raised it ("från vänsterpartiet", "(v)", "Eva Ek (v)"), not whom it is about."""
    if found.persons or found.raw.startswith("("):
        return True
    gave = DIRECTION.search(text, passage.start, found.start) is not None
    return gave or ACT.match(text, found.end + 1, passage.end) is not None


def _tells_of_movers(text: str, passage: Passage, found: FoundParty) -> bool:
    """Whether a sentence of the running text names the movers: "En motion av X", "X har i en skrivelse föreslagit"."""
    before, after = text[passage.start : found.start], text[found.end : passage.end]
    is_word = not found.persons and not found.raw.startswith("(")
    if is_word and len(before) > LONGEST_OPENING and not DIRECTION.search(before):
        return False
    if ACT.search(before):
        directions = list(DIRECTION.finditer(before))
        return (bool(directions) and directions[-1]["to"] is None) or MOVED.search(after) is not None
    return ACT.search(after) is not None and MOVED.search(after) is not None


def _signs(text: str, found: FoundParty, mentions: Iterable[FoundParty]) -> bool:
    """Whether the line holds parties, their persons and nothing else: a signature, or the party's letterhead."""
    start = text.rfind("\n", 0, found.start) + 1
    end = text.find("\n", found.end)
    end = len(text) if end < 0 else end
    rest, at = "", start
    for other in sorted((m for m in mentions if start <= m.start < end), key=lambda m: m.start):
        rest += text[at : max(at, other.start)]
        at = max(at, other.end)
    return SIGNING_REST.fullmatch(rest + text[at:end]) is not None


def _folded(context: TagContext, read: list[tuple[FoundParty, PartyRole]]) -> tuple[PartyMention, ...]:
    """One mention for each party and role, with all its persons; a bare mention adds nothing to a role."""
    folded: dict[tuple[str, PartyRole], PartyMention] = {}
    everyone = {person for found, _ in read for person in found.persons}
    one_of = same_persons([_nominative(person, everyone) for found, _ in read for person in found.persons])
    for found, role in read:
        known = folded.get((found.party, role))
        plain = (_nominative(person, everyone) for person in found.persons)
        named = (one_of.get(person, person) for person in plain)
        persons = tuple(dict.fromkeys((*(known.persons if known else ()), *named)))
        raw, page = (known.raw, known.page) if known else (found.raw, context.document.page_at(found.start))
        folded[found.party, role] = PartyMention(found.party, role, persons, raw, page)
    kept = [mention for mention in folded.values() if not _adds_nothing(mention, folded)]
    return tuple(sorted(kept, key=lambda mention: RANK[mention.role]))


def _nominative(person: str, everyone: set[str]) -> str:
    """The name without the genitive of "Eva Eks (v) förslag", where the name itself is known."""
    return person[:-1] if person.endswith("s") and person[:-1] in everyone else person


def _adds_nothing(mention: PartyMention, folded: dict[tuple[str, PartyRole], PartyMention]) -> bool:
    """Whether a mere mention only repeats a party, or persons, that have a role."""
    if mention.role != "mentioned":
        return False
    others = [other for (party, role), other in folded.items() if party == mention.party and role != "mentioned"]
    named = {person for other in others for person in other.persons}
    return bool(others) and set(mention.persons) <= named
