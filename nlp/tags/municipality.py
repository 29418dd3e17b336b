"""Which municipality a document comes from, and which it mentions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from corpus.vocabulary import boards, districts, municipalities, slug
from nlp.swedish import NameSpan
from nlp.tags.context import TagContext

LOGIC_VERSION = 3

# "Göteborgs Stad Social resursförvaltning" · "Tyresö kommun" · "UPPSALA KOMMUN": a sender at the head of its line
# · "Region Gotland", the one region that is a municipality
SENDER_LINE = re.compile(r"^(?P<name>\S+(?:[ -]\S+){0,2}?\s+(?:kommun|stad)|region gotland)\b", re.IGNORECASE)

# the municipality within a line of the letterhead: "Revisorerna i Lessebo kommun" · "Kommunfullmäktige i Sorsele" ·
# "Centerpartiet i Dals-Ed" · "Socialdemokraterna på Orust" · "från omsorgsförvaltningen i Tanums kommun"
WITHIN_LINE = re.compile(
    r"\bi (?P<name>[A-ZÅÄÖ][\w-]+(?:[ -][A-ZÅÄÖ][\w-]+)? (?:kommun|stad))\b"
    r"|(?:fullmäktige|nämnden|styrelsen|förvaltningen|partiet|demokraterna|moderaterna|liberalerna) (?:i|på) "
    r"(?P<place>[A-ZÅÄÖ][\w-]+(?:[ -][A-ZÅÄÖ][\w-]+)?)$"
)

# the masthead of a newsletter: "Äldreliv i Halmstad"
MASTHEAD_PLACE = re.compile(r"\b(?:i|på) (?P<name>[A-ZÅÄÖ][\w-]+)$")
MASTHEAD_LINES = 4

# the foot of a letter: "Eskilstuna kommun, Socialförvaltningen, 631 86 Eskilstuna" · "www.eskilstuna.se"
FOOT_LINE = re.compile(r"\b\d{3} \d\d [A-ZÅÄÖ]|\bwww\.|adress", re.IGNORECASE)
FOOT_REACH = 600

# "Postadress: Uppsala kommun, 753 75 Uppsala"
ADDRESS_LINE = re.compile(r"adress\w*:?\s+(?P<name>[^,\n]+?(?:kommun|stad))\b", re.IGNORECASE)

# "ann.karlsson@socialresurs.goteborg.se" · "www.tyreso.se"
INTERNET_NAME = re.compile(r"(?:@(?:[\w-]+\.)*|www\.)(?P<host>[\w-]+)\.se\b", re.IGNORECASE)

# "Norrköping den 4 mars 2012" · "Tyresö 2014-03-02": where a motion is signed
SIGNED_AT = re.compile(r"^(?P<name>[A-ZÅÄÖ][\wåäö-]+(?: [A-ZÅÄÖ][\wåäö-]+)?),?\s+(?:den\s+)?\d{1,4}[ -]", re.MULTILINE)

# what makes a bare name something else: "Danderyds sjukhus", "Stockholms län", "Uppsala universitet"
OTHER_THING = re.compile(
    r"^\s+(?:läns?\b|landsting|region|universitet|högskola|sjukhus|centrum|forum|församling|tingsrätt|domsaga"
    r"|centralstation|strand\b|skola)",
    re.IGNORECASE,
)

# words before a name that make it a hospital, a region or a court: "Region Stockholm", "psykiatrin i Danderyd"
OTHER_THING_BEFORE = re.compile(r"\b(?:Region|Länsstyrelsen i|tingsrätten i|sjukhuset i|psykiatrin(?: \w+)* i)\s+$")

# the name is certainly the municipality: "Täby kommun", "Stockholms stad"
KIND_WORD = re.compile(r"(?:\s(?:kommun|stad)s?$)", re.IGNORECASE)
KIND_WORD_BEHIND = re.compile(r"^s?\s+(?:kommun|stad)", re.IGNORECASE)

# what parts the names of an enumeration: "Nacka, Norrtälje, Salem och Sigtuna"
BETWEEN_LISTED = re.compile(r"\s*(?:,|/|;|\boch\b|\bsamt\b)\s*")
SHORTEST_LIST = 3

# only cities with district boards speak of them, so there one place name is enough
DISTRICT_CITY = re.compile(r"\bstadsdels(?:nämnd|förvaltning)", re.IGNORECASE)

# a board's name behind "Till" or before "beslutar": known boards exist in one municipality only, or in many
BOARD_WORD = re.compile(r"\b[A-ZÅÄÖ][\w-]*(?: [\w-]+){0,3}?nämnd(?:en)?\b|\b[A-ZÅÄÖ]\w+nämnden\b")

# the direct lines of a city's own offices: "Telefon: 08-508 25 156", "031-368 00 00"
SWITCHBOARDS = (
    (re.compile(r"(?<!\d)08-508\s?\d\d"), "Stockholm"),
    (re.compile(r"(?<!\d)031-36[5-8]\s?\d\d"), "Göteborg"),
)

# how many words of evidence in running text make a municipality the sender
ENOUGH_EVIDENCE = 2

# a longer line is text; how much of a newsletter is its masthead
LONGEST_LINE = 120
MASTHEAD = 400

# how far from its end a text may be signed
SIGNATURE_REACH = 1500


def municipality_of(context: TagContext) -> str | None:
    """Plain name of the issuing municipality; ``None`` when nothing but mentions speaks for one."""
    if context.district and (district := districts().by_id(context.district)):
        return district.municipality
    if named := sender_municipality(context):
        return named
    return None if context.type == "nyhetsbrev" else _by_weight(context)


def sender_municipality(context: TagContext) -> str | None:
    """The municipality by letterhead, running header, address or place of signing; not by mere mentions."""
    for pattern in (SENDER_LINE, ADDRESS_LINE):
        for line in (*_sender_lines(context), *_foot_lines(context)):
            if (match := pattern.search(line)) and (known := municipalities().named(match["name"])):
                return known.name
    if named := _within_lines(context):
        return named
    contacts = "\n".join((context.front_text, *map(context.text_of, context.sections("contact", "signature"))))
    for match in INTERNET_NAME.finditer("\n".join((*context.header_lines, contacts, *_foot_lines(context)))):
        if name := _hosts().get(match["host"].lower()):
            return name
    return _signed_at(context)


def _within_lines(context: TagContext) -> str | None:
    """The municipality that a line of the letterhead, or of a newsletter's masthead, names as where it is written."""
    masthead = [line.strip() for line in context.main_text[:MASTHEAD].split("\n") if line.strip()][:MASTHEAD_LINES]
    is_newsletter = context.type == "nyhetsbrev"
    lines = [*context.header_lines, *(text for _, text in context.front_lines), *(masthead if is_newsletter else ())]
    for line in lines:
        if len(line) > LONGEST_LINE:
            continue
        for match in WITHIN_LINE.finditer(line):
            if known := municipalities().named(match["name"] or match["place"]):
                return known.name
    for line in masthead if is_newsletter else ():
        for place in filter(None, (SENDER_LINE.match(line), MASTHEAD_PLACE.search(line))):
            if known := municipalities().named(place["name"]):
                return known.name
    return None


def municipalities_mentioned(context: TagContext) -> tuple[str, ...]:
    """Plain names of all municipalities the document speaks of, in order of appearance."""
    text = context.document.text
    spans = context.swedish.names_in(text).municipalities
    listed = _listed(spans, text)
    return tuple(dict.fromkeys(span.ids[0] for span in spans if span in listed or _is_municipality(span, text)))


def _listed(spans: tuple[NameSpan, ...], text: str) -> frozenset[NameSpan]:
    """Names that stand in an enumeration of municipalities, where even "Salem" and "Danderyd" mean theirs."""
    listed: set[NameSpan] = set()
    run: list[NameSpan] = []
    for span in spans:
        if run and not BETWEEN_LISTED.fullmatch(text, run[-1].end, span.start):
            run = []
        run.append(span)
        if len(run) >= SHORTEST_LIST:
            listed.update(run)
    return frozenset(listed)


def _sender_lines(context: TagContext) -> Iterator[str]:
    yield from (line.strip() for line in context.header_lines)
    yield from (text for offset, text in context.front_lines if offset < context.head_end)


def _foot_lines(context: TagContext) -> list[str]:
    """Lines of an address at the end of the document itself."""
    foot = context.main_text[max(context.front_end, len(context.main_text) - FOOT_REACH) :]
    return [line.strip() for line in foot.split("\n") if len(line) <= 120 and FOOT_LINE.search(line)]


@cache
def _hosts() -> dict[str, str]:
    """Names on the internet: "goteborg" -> "Göteborg"."""
    return {slug(municipality.name): municipality.name for municipality in municipalities().all}


def _signed_at(context: TagContext) -> str | None:
    for text in (context.front_text, context.main_text[-SIGNATURE_REACH:]):
        for match in SIGNED_AT.finditer(text):
            if known := municipalities().named(match["name"]):
                return known.name
    return None


def _by_weight(context: TagContext) -> str | None:
    """The municipality most of the named districts and official names belong to, if clearly one."""
    votes: Counter[str] = Counter()
    names = context.swedish.names_in(context.document.text)
    for span in names.districts:
        owners = {district.municipality for key in span.ids if (district := districts().by_id(key))}
        if len(owners) == 1:
            votes[owners.pop()] += 1
    for span in names.municipalities:
        if KIND_WORD.search(span.text):
            votes[span.ids[0]] += 1
    votes.update(_homes_of_boards(context.front_text))
    votes.update(home for switchboard, home in SWITCHBOARDS if switchboard.search(context.front_text))
    ranked = votes.most_common(2)
    enough = 1 if DISTRICT_CITY.search(context.main_text) else ENOUGH_EVIDENCE
    if not ranked or ranked[0][1] < enough:
        return None
    return ranked[0][0] if len(ranked) == 1 or ranked[0][1] > ranked[1][1] else None


def _homes_of_boards(text: str) -> Iterator[str]:
    """Municipalities of the boards named in a letterhead, where only one has a board of that name."""
    for match in BOARD_WORD.finditer(text):
        homes = {board.municipality for board in boards().all_named(match.group())}
        if len(homes) == 1 and (home := homes.pop()):
            yield home


def _is_municipality(span: NameSpan, text: str) -> bool:
    """Whether the name means the municipality here, and not a county, a hospital, a person or a word."""
    if KIND_WORD.search(span.text):
        return True
    before, behind = text[max(0, span.start - 40) : span.start], text[span.end : span.end + 20]
    if OTHER_THING.match(behind) or OTHER_THING_BEFORE.search(before):
        return False
    known = municipalities().by_name(span.ids[0])
    if known is None or not (known.ambiguous or known.common_word):
        return True
    return bool(KIND_WORD_BEHIND.match(behind))
