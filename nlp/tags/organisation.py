"""Organisations with a part in the matter: who applies or contracts, who sent it, to whom it goes, who is mentioned.

The role is what the sentence says beside the name ("ansökan från X", "X har överklagat", "avtal med X", "remiss från
X", "översända till X"); in an enumeration all have the role of the first. Names come by their form
(``nlp.tags.organisation_names``) or, where a sentence promises one and no form shows, by the trained model
(``nlp.tags.unexplained``). A municipal office counts only as sender or addressee, the document's own body never.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from corpus.records import Organisation
from corpus.vocabulary import fold, municipalities, parties
from nlp.tags.context import TagContext
from nlp.tags.organisation_names import organisations_named
from nlp.tags.person_names import composed
from nlp.tags.unexplained import names_read

LOGIC_VERSION = 2

Role = Literal["party", "sender", "addressee", "mentioned"]
RANK: dict[Role, int] = {"party": 0, "addressee": 1, "sender": 2, "mentioned": 3}

# offices and boards: only where the text says that they sent or receive
OFFICE = re.compile(
    r"(?<![\wåäö-])(?:[\wåäö]+-\s+och\s+|[\wåäö]{3,}(?:ska|iga)[ ])?[\wåäö-]*"
    r"(?:kontoret|förvaltningen|nämnden|styrelsen|inspektionen|fullmäktige|utskottet|kommittén)"
    r"(?![\wåäö-])"
)
# --- what stands before a name -----------------------------------------------------------------------------------
# "avtal med", "partnerskap med", "avtalet mellan kommunen och"
AGREEMENT_BEFORE = re.compile(
    r"(?:\b(?:\w*avtal\w*|överenskommelse[nr]?|\w*partnerskap\w*|IOP|kontrakt\w*|"
    r"entreprenad\w*)\b[^.\n;]{0,60}\b(?:med|mellan\s+\w+\s+och))\s*$",
    re.IGNORECASE,
)
# "ansökan från", "bidrag till", "beviljar", "anbud från", "förelägger", "sökande:"
PARTY_BEFORE = re.compile(
    r"(?:\b(?:\w*ansök(?:an|ningar|ningen)|anhållan|\w*anbud(?:et|en)?|offert\w*|överklagande\w*|hemställan|"
    r"intresseanmälan)\b"
    r"(?:(?!\btill\b)[^.\n;]){0,80}\b(?:från|av)"
    r"|\b(?:bevilja\w*|tilldela\w*|föreläg\w+|anlita\w*|avstäng\w*)"
    r"|\b(?:\w*bidrag\w*|\w*stöd(?:et)?|ersättning\w*|\w*tillstånd\w*|markanvisning\w*|borgen|lån(?:et)?|"
    r"kronor)\b[^.\n;,]{0,60}\b(?:till|för|åt)"
    r"|\b(?:upplåt\w+|hyr(?:a|s|er)?|sälj\w+|såld\w*|försälj\w+|arrende\w*|överlåt\w+|"
    r"markanvis\w+)\b[^.\n;,]{0,60}\b(?:till|av|åt)"
    r"|\b(?:tillsyn\w*|inspektion\w*|vitesföreläggande\w*|klagomål\w*)\b[^.\n;,]{0,50}\b(?:av|hos|mot|vid|över|på)"
    r"|\b(?:[Ss]ökande[n]?|[Kk]lagande[n]?|[Kk]ärande|[Ff]astighetsägaren?|[Ee]xploatören?|[Ll]everantören?|"
    r"[Ee]ntreprenören?|"
    r"[Bb]yggherren?|[Vv]erksamhetsutövaren?|[Tt]illståndshavaren?|[Mm]otpart(?:en)?|[Hh]yresgästen?|"
    r"[Hh]yresvärden?)\s*(?:är|[,:])?)"
    r"\s*$",
    re.IGNORECASE,
)
# "ansökan till", "översända ärendet till", "svar till", "överklagat beslutet till"
ADDRESSEE_BEFORE = re.compile(
    r"(?:\b(?:ansökan|svar|remiss(?:svar|yttrande)?|yttrande|framställan|hemställan|överklag\w+|skrivelse|begäran|"
    r"översänd\w*|överlämna\w*|skicka[rs]?|skickats|vidarebefordra\w*|remittera\w*|avge\w*|avger|insänd\w*|expedieras|"
    r"delges|"
    r"kopia|anmäla?n?|överklaga)\b[^.\n:]{0,80}?\btill|\bhos)\s*$",
    re.IGNORECASE,
)
# "remiss från", "föreläggande från", "skrivelse från", "remitterad av"
SENDER_BEFORE = re.compile(
    r"(?:\b(?:remiss(?:en)?|förfrågan|skrivelse[n]?|begäran|inbjudan|föreläggande[t]?|framställan|remitterad|inkommit|"
    r"remitterats|underrättelse|brev(?:et)?|rapport(?:en)?|beslut(?:et)?)\b[^.\n:]{0,40}?\b(?:från|av))\s*$",
    re.IGNORECASE,
)
# --- what stands behind it ---------------------------------------------------------------------------------------
# "X har ansökt", "X ansöker", "X, genom ordförande Y, har överklagat"
PARTY_BEHIND = re.compile(
    r"^\s*(?:\([^)\n]*\)\s*)?(?:,[^,.\n]{0,60},\s*)?(?:har\s+(?:[^.\s]+\s+){0,6}?)?"
    r"(?:ansök(?:er|t|te)|sökt|söker|överklaga(?:t|r|de)|anhåll(?:er|it)|söker|begärt?\s+(?:att\s+få|planbesked|"
    r"bygglov|bidrag|tillstånd)|"
    r"lämnat\s+(?:in\s+)?(?:en\s+)?(?:ansökan|anbud|offert)|inkommit\s+med\s+(?:en\s+)?(?:ansökan|anbud|överklagande|"
    r"anmälan)|"
    r"beviljas|beviljades|tilldelas|föreläggs|förelades|tecknar|ingår\s+avtal|åläggs|får\s+(?:hyra|köpa|bidrag))\b"
)
SENDER_BEHIND = re.compile(
    r"^\s*(?:\([^)\n]*\)\s*)?har\s+(?:[^.\n]{0,60}?\s)?(?:överlämnat|frågat|översänt|remitterat|inbjudit|bjudit\s+in|"
    r"skickat|"
    r"inkommit|begärt|förelagt|tillskrivit|hemställt|yttrat\s+sig)\b|^\s*(?:översänder|överlämnar|begär|förelägger|"
    r"bjuder\s+in)\b"
)
APPLIED_AT = re.compile(r"^\s+(?:ansök|begär|hemställ|sök)\w*")
# between two names of an enumeration
BETWEEN = re.compile(r"\s*(?:,|\boch\b|\bsamt\b|,\s*och\b|&|/)\s*(?:av\s+|med\s+|till\s+|från\s+)?")
# "Beslutet skickas till", "Kopia till:", "Sändlista", "Expedieras till": what follows, lines or a row, are addressees
SEND_LIST = re.compile(
    r"^[ \t#]*(?:(?:beslut(?:et)?|kopia|protokollsutdrag(?:et)?|utdrag|paragrafen)[ \t]+(?:av beslutet[ \t]+)?"
    r"(?:skickas|sänds|expedieras|delges|lämnas|översänds)?[ \t]*till(?: för kännedom| för åtgärd)?|expedieras till|"
    r"expediering|"
    r"skickas till|delges|sändlista|för kännedom|kopia)[ \t]*(?::|$)[ \t]*",
    re.IGNORECASE | re.MULTILINE,
)
LONGEST_LIST_LINE = 90
# newsletters: "... från Kommunförbundet Stockholms län och Hälso- och sjukvårdsnämndens förvaltning."
PUBLISHER = re.compile(
    r"\bNyhetsbrev\b[^.]{0,250}?\bfrån\s+(?P<names>[A-ZÅÄÖ][^.,\n]{4,160}?)(?=[.,\n])",
)
PUBLISHER_SPLIT = re.compile(r"(?<!-)\s+och\s+(?=[A-ZÅÄÖ])")
# a letter written for an association: "För Ekbackens villaägareförening"
ON_BEHALF = re.compile(r"(?:^|\n)[ \t]*(?:För|Styrelsen för|Genom)[ \t]+$")
# the body itself and words that name no one in particular
NO_ONE = re.compile(
    r"^(?:stadsdels|kommundels|social)?(?:nämnden|förvaltningen|styrelsen)$|^stadsdelsförvaltningen$|^kontoret$|"
    r"\w*fullmäktige$",
    re.IGNORECASE,
)
TITLE_REACH = 400  # characters below the letterhead's end in which sender and addressee still are the matter's
SENTENCE_START = re.compile(r"[.!?:]\s+(?=[A-ZÅÄÖ])|\n")


@dataclass(frozen=True, slots=True)
class Standing:
    """An organisation where it stands.

    An office, or what the model alone took for one, counts only with a role. An authority of the State gets no grants
    of a municipality.
    """

    start: int
    end: int
    name: str
    is_office: bool = False
    is_unsure: bool = False
    is_authority: bool = False


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
    """Names with "Länsstyrelsen" folded into the one "Länsstyrelsen i Stockholms län" it stands for, and a genitive
    ("Föreningen Gläntans") into the name."""
    kept: dict[str, tuple[str, Role]] = {}
    for key, (_, role) in roles.items():
        longer = [other for other in roles if other.startswith(f"{key} i ")]
        plain = key.removesuffix("s")
        target = longer[0] if len(longer) == 1 else plain if plain in roles else key
        before = kept.get(target)
        best = role if before is None or RANK[role] < RANK[before[1]] else before[1]
        kept[target] = (roles[target][0], best)
    return list(kept.values())


def _found(context: TagContext) -> Iterator[tuple[str, Role]]:
    text = context.main_text
    if context.type == "nyhetsbrev":
        yield from _publishers(text)
    standing = _standing(context)
    listed = {
        place
        for start, end in _send_lists(text)
        for place, one in enumerate(standing)
        if start <= one.start < end and one.name[0].isupper()  # "Bo Ek, tekniska förvaltningen" goes to Bo Ek
    }
    roles: list[Role | None] = []
    places = _places_of_matter(context)
    for place, one in enumerate(standing):
        role: Role | None = "addressee" if place in listed else None
        if role is None and any(start <= one.start < end for start, end in places):
            role = _role_at(text, one, context)
            before = standing[place - 1] if place else None
            if role is None and before and roles[-1] and BETWEEN.fullmatch(text, before.end, one.start):
                role = roles[-1]
        roles.append(role)
        if not (one.is_unsure and role is None):
            yield _nominative(one.name), role or "mentioned"


def _standing(context: TagContext) -> list[Standing]:
    """All organisations of the main text in order: by form, by the model, and offices."""
    text = context.main_text
    found = [
        Standing(one.start, one.end, one.name, is_authority=one.kind == "authority")
        for one in organisations_named(text)
    ]
    found += [
        Standing(one.start, one.end, one.text, is_unsure=True) for one in names_read(context) if one.label == "ORG"
    ]
    for start, end in _places_of_matter(context):
        found += [Standing(*match.span(), match.group(), True, True) for match in OFFICE.finditer(text, start, end)]
    kept: list[Standing] = []
    for one in sorted(found, key=lambda one: (one.is_office, one.is_unsure, one.start, -one.end)):
        is_free = all(other.end <= one.start or one.end <= other.start for other in kept)
        is_no_one = one.is_office and NO_ONE.match(one.name) is not None
        if is_free and not is_no_one and not _is_no_one(one.name, context):
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)


def _places_of_matter(context: TagContext) -> list[tuple[int, int]]:
    """Where the text says who takes part: letterhead and opening, proposal, summary, the matter itself."""
    opening = (0, min(len(context.main_text), context.front_end + TITLE_REACH))
    sections = context.sections(
        "proposal", "decision", "summary", "matter", "background", "preparation", "motion_demand"
    )
    return [opening, *((section.body_start, section.end) for section in sections)]


def _role_at(text: str, one: Standing, context: TagContext) -> Role | None:
    """The part that the words before or behind a name give it."""
    before = SENTENCE_START.split(text[max(0, one.start - 160) : one.start])[-1]
    behind = SENTENCE_START.split(text[one.end : one.end + 120])[0]
    is_granted = not one.is_authority and PARTY_BEFORE.search(before) is not None
    if not one.is_office and (is_granted or AGREEMENT_BEFORE.search(before) or PARTY_BEHIND.match(behind)):
        return "party"
    if ADDRESSEE_BEFORE.search(before) and (not before.rstrip().endswith("hos") or APPLIED_AT.match(behind)):
        return "addressee"
    if SENDER_BEFORE.search(before) or SENDER_BEHIND.match(behind):
        return "addressee" if context.type == "remissvar" else "sender"  # who asked is answered
    is_letter = context.type in ("skrivelse", "remissvar")
    if is_letter and not one.is_office and ON_BEHALF.search(text[max(0, one.start - 40) : one.start]):
        return "sender"
    return None


def _send_lists(text: str) -> Iterator[tuple[int, int]]:
    """Spans of distribution lists: the rest of the heading's line, or the short lines below it."""
    for match in SEND_LIST.finditer(text):
        end = text.find("\n", match.end())
        end = len(text) if end < 0 else end
        if text[match.end() : end].strip():
            yield match.end(), end
            continue
        for line in re.finditer(r"[^\n]*(?:\n|$)", text[end:]):
            if len(line.group().strip()) > LONGEST_LIST_LINE or line.group().rstrip().endswith((".", "?")):
                break
            end += len(line.group())
            if not line.group():
                break
        yield match.end(), end


def _publishers(text: str) -> Iterator[tuple[str, Role]]:
    if match := PUBLISHER.search(text):
        for name in PUBLISHER_SPLIT.split(match["names"]):
            yield composed(name), "sender"


def _is_no_one(name: str, context: TagContext) -> bool:
    """Whether a name is a party's, a place's, the document's own body or nobody's in particular."""
    plain = fold(composed(name))
    body = fold(context.body or "")
    is_own = bool(body) and (plain.removesuffix("en") in body or body in plain)
    home = fold(context.municipality or "")
    is_home = bool(home) and plain.replace(home, "").strip() in ("", "kommun", "s kommun", "stad", "s stad", "region")
    is_politics = parties().by_word(plain) is not None or parties().bloc(plain) is not None
    return is_own or is_home or is_politics or municipalities().named(name) is not None


def _nominative(name: str) -> str:
    """The name with a capital and single blanks: "länsstyrelsen i Uppsala län" -> "Länsstyrelsen i Uppsala län"."""
    plain = composed(name)
    return plain[:1].upper() + plain[1:]
