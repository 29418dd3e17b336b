"""Organisations with a part in the matter: who sent it, to whom it goes, who is party to it, and authorities mentioned.

Conservative: an authority of the State or a regional body is known by name; a municipal office, a company or an
association counts only where the text says that it sent, receives or applies. The document's own body never counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from corpus.records import Organisation
from corpus.vocabulary import fold
from nlp.tags.context import TagContext
from nlp.tags.person_names import composed

LOGIC_VERSION = 1

Role = Literal["party", "sender", "addressee", "mentioned"]
RANK: dict[Role, int] = {"party": 0, "addressee": 1, "sender": 2, "mentioned": 3}

# authorities and bodies known by name, in any case form: "Länsstyrelsen i Stockholms län", "Socialstyrelsens"
AUTHORITY = (
    r"(?:[Ll]änsstyrelsen(?:\s+i\s+[A-ZÅÄÖ]\w+(?:\s+[A-ZÅÄÖ]\w+)?\s+län)?|[Ss]ocialstyrelsen|[Ff]örsäkringskassan|"
    r"[Aa]rbetsförmedlingen|[Kk]riminalvården|[Ss]kolverket|[Ss]kolinspektionen|[Bb]overket|[Nn]aturvårdsverket|"
    r"[Tt]rafikverket|[Vv]ägverket|[Bb]anverket|[Mm]igrationsverket|[Ii]ntegrationsverket|[Pp]olismyndigheten|"
    r"[Ff]olkhälsomyndigheten|Statens\s+folkhälsoinstitut|Statens\s+institutionsstyrelse|[Jj]ordbruksverket|"
    r"[Ii]nspektionen\s+för\s+vård\s+och\s+omsorg|[Kk]onsumentverket|[Ll]ivsmedelsverket|[Aa]rbetsmiljöverket|"
    r"[Rr]iksantikvarieämbetet|[Ll]antmäteriet|[Dd]atainspektionen|[Ii]ntegritetsskyddsmyndigheten|[Bb]arnombudsmannen|"
    r"[Dd]iskrimineringsombudsmannen|Myndigheten\s+för\s+[a-zåäö]+(?:\s+och\s+[a-zåäö]+)?|[Tt]ransportstyrelsen|"
    r"Sveriges\s+[Kk]ommuner\s+och\s+(?:[Ll]andsting|[Rr]egioner)|Svenska\s+[Kk]ommunförbundet|"
    r"Kommunförbundet(?:\s+[A-ZÅÄÖ]\w+(?:\s+län)?)?|[A-ZÅÄÖ]\w+s\s+läns\s+landsting|"
    r"Region\s+[A-ZÅÄÖ]\w+|Västra\s+Götalandsregionen|[A-ZÅÄÖ]?[a-zåäö]+departementet)"
)
# offices, boards, companies and associations: only beside a word for what they did
OFFICE = (
    r"(?:(?:[\wåäö]+-\s+och\s+)?[\wåäö-]*(?:kontoret|förvaltningen|nämnden|styrelsen|inspektionen|fullmäktige|utskottet)"
    r"|(?:[A-ZÅÄÖ][\wåäö-]+\s+){1,4}(?:AB|HB|förening|ekonomiska\s+förening)"
    r"|(?:AB|Stiftelsen|Föreningen|Brukarrådet)(?:\s+[A-ZÅÄÖ][\wåäö-]+){1,4}"
    r"|[A-ZÅÄÖ][\wåäö-]+s?\s+[a-zåäö]{3,}föreningen?)"
)
BOUND = r"(?![\wåäö-])"
KNOWN = re.compile(rf"(?<![\wåäö-])(?P<name>{AUTHORITY})(?P<genitive>s?){BOUND}")
ANY = rf"(?P<name>{AUTHORITY}|{OFFICE}){BOUND}"
# "ansökan till länsstyrelsen", "Svar till stadsledningskontoret", "att översända ärendet till park- och naturnämnden"
SENT_TO = re.compile(
    r"\b(?:[Aa]nsökan|[Ss]var|[Rr]emiss(?:svar|yttrande)|[Yy]ttrande|[Ff]ramställan|[Hh]emställan|[Öö]verklagande|[Ss]krivelse|"
    r"[Öö]versända\w*|[Öö]verlämna\w*|[Ss]kicka[rs]?|[Vv]idarebefordra\w*|[Rr]emittera\w*|[Aa]vge\w*)\b"
    rf"[^.\n:]{{0,80}}?\btill\s+{ANY}"
)
APPLIES_AT = re.compile(rf"\bhos\s+{ANY}\s+(?:ansök|begär|hemställ|sök)\w*")
# "Remiss från Kommunstyrelsen", "förfrågan från stadsledningskontoret", "remitterad av Socialdepartementet"
SENT_BY = re.compile(
    r"\b(?:[Rr]emiss|[Ff]örfrågan|[Ss]krivelse|[Bb]egäran|[Ii]nbjudan|[Ff]öreläggande|[Ff]ramställan|[Aa]nsökan|[Rr]emitterad|"
    rf"[Ii]nkommit|[Rr]emitterats)\b[^.\n:]{{0,30}}?\b(?:från|av)\s+{ANY}"
)
HAS_SENT = re.compile(
    rf"{ANY}\s+har\s+(?:[^.\s]+\s+){{0,4}}?(?:överlämnat|översänt|remitterat|inbjudit|skickat|inkommit)\b"
)
# "ansökan från Föreningen X", "avtal med X AB", "bidrag till Föreningen X"
PARTY_TO = re.compile(
    rf"\b(?:[Aa]vtal(?:et)?|[Öö]verenskommelse[n]?|IOP|[Hh]yresavtal)\s+med\s+(?P<name>{OFFICE}){BOUND}"
)
# newsletters: "... från Kommunförbundet Stockholms län och Hälso- och sjukvårdsnämndens förvaltning."
PUBLISHER = re.compile(
    r"\bNyhetsbrev\b[^.]{0,250}?\bfrån\s+(?P<names>[A-ZÅÄÖ][^.,\n]{4,160}?)(?=[.,\n])",
)
PUBLISHER_SPLIT = re.compile(r"(?<!-)\s+och\s+(?=[A-ZÅÄÖ])")
# the body itself and words that name no one in particular
NO_ONE = re.compile(
    r"^(?:stadsdels|kommundels|social)?(?:nämnden|förvaltningen|styrelsen)$|^stadsdelsförvaltningen$|^kontoret$",
    re.IGNORECASE,
)
TITLE_REACH = 400  # characters below the letterhead's end in which sender and addressee still are the matter's


def organisations_in(context: TagContext) -> tuple[Organisation, ...]:
    """Each organisation once with its weightiest role: party, addressee, sender, mentioned."""
    roles: dict[str, tuple[str, Role]] = {}
    for name, role in _found(context):
        key = fold(name)
        known = roles.get(key)
        if known is None or RANK[role] < RANK[known[1]]:
            roles[key] = (known[0] if known else name, role)
    names = _without_short_forms(roles)
    return tuple(Organisation(name, role) for name, role in sorted(names, key=lambda entry: RANK[entry[1]]))


def _without_short_forms(roles: dict[str, tuple[str, Role]]) -> list[tuple[str, Role]]:
    """Names with "Länsstyrelsen" folded into the one "Länsstyrelsen i Stockholms län" it stands for."""
    kept: dict[str, tuple[str, Role]] = {}
    for key, (_, role) in roles.items():
        longer = [other for other in roles if other.startswith(f"{key} i ")]
        target = longer[0] if len(longer) == 1 else key
        before = kept.get(target)
        best = role if before is None or RANK[role] < RANK[before[1]] else before[1]
        kept[target] = (roles[target][0], best)
    return list(kept.values())


def _found(context: TagContext) -> Iterator[tuple[str, Role]]:
    text = context.main_text
    opening = text[: context.front_end + TITLE_REACH]
    places = [opening, *(context.text_of(section) for section in context.sections("proposal", "summary", "matter"))]
    if context.type == "nyhetsbrev":
        yield from _publishers(text)
    for place in places:
        for pattern, role in _PARTS:
            yield from ((name, role) for name in _named(pattern, place, context))
    for match in KNOWN.finditer(text):
        yield _nominative(match["name"]), "mentioned"


_PARTS: tuple[tuple[re.Pattern[str], Role], ...] = (
    (PARTY_TO, "party"),
    (SENT_TO, "addressee"),
    (APPLIES_AT, "addressee"),
    (SENT_BY, "sender"),
    (HAS_SENT, "sender"),
)


def _named(pattern: re.Pattern[str], text: str, context: TagContext) -> Iterator[str]:
    for match in pattern.finditer(text):
        name = _nominative(match["name"])
        if not NO_ONE.match(name) and not _is_own_body(name, context):
            yield name


def _publishers(text: str) -> Iterator[tuple[str, Role]]:
    if match := PUBLISHER.search(text):
        for name in PUBLISHER_SPLIT.split(match["names"]):
            yield composed(name), "sender"


def _is_own_body(name: str, context: TagContext) -> bool:
    body = fold(context.body or "")
    return bool(body) and (fold(name).removesuffix("en") in body or body in fold(name))


def _nominative(name: str) -> str:
    """The name with a capital and single blanks: "länsstyrelsen i Uppsala län" -> "Länsstyrelsen i Uppsala län"."""
    plain = composed(name)
    return plain[:1].upper() + plain[1:]
