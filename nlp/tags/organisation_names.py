"""Where a text names an organisation, as far as its form shows it: authorities, courts, companies, associations.

    Länsstyrelsen i Kalmar län · Förvaltningsrätten i Luleå · Region Halland      known by name
    Tallmo Entreprenad AB · AB Ekhus · Hult & Söner HB                            a company's form
    Ekbackens villaägareförening · Föreningen Gläntan · Brf Ankaret · Hallsta IF  an association's word

Other names ("Kultur i Väst") show nothing of the kind; a trained model reads those (``nlp.tags.unexplained``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from nlp.word_places import places_of

Kind = Literal["authority", "company", "association"]

GAP = r"[ \t\u00a0]+"
CAP = r"[A-ZÅÄÖÉÜ][\wåäö&'’:+-]*"
# works of a municipality, not of the State: "Vattenverket", "Reningsverket"
MUNICIPAL = (
    r"(?:Vatten|Renings|Energi|El|Kraft|Värme|Kraftvärme|Såg|Gas|Tegel|Fjärrvärme|Avlopps|Sop)verket|(?:Till|"
    r"Miljö)myndigheten"
)
# authorities and bodies known by name, in any case form: "Länsstyrelsen i Stockholms län", "socialstyrelsens"
AUTHORITY = (
    r"(?:[Ll]änsstyrelsen(?:\s+i\s+[A-ZÅÄÖ]\w+(?:\s+[A-ZÅÄÖ]\w+)?\s+län)?|[Ss]ocialstyrelsen|[Ff]örsäkringskassan|"
    r"[Aa]rbetsförmedlingen|[Kk]riminalvården|[Ss]kolverket|[Ss]kolinspektionen|[Bb]overket|[Nn]aturvårdsverket|"
    r"[Tt]rafikverket|[Vv]ägverket|[Bb]anverket|[Mm]igrationsverket|[Ii]ntegrationsverket|[Pp]olismyndigheten|"
    r"[Ff]olkhälsomyndigheten|[Ss]tatens\s+folkhälsoinstitut|[Ss]tatens\s+institutionsstyrelse|[Jj]ordbruksverket|"
    r"[Ii]nspektionen\s+för\s+vård\s+och\s+omsorg|[Kk]onsumentverket|[Ll]ivsmedelsverket|[Aa]rbetsmiljöverket|"
    r"[Rr]iksantikvarieämbetet|[Ll]antmäteriet|[Dd]atainspektionen|[Ii]ntegritetsskyddsmyndigheten|[Bb]arnombudsmannen|"
    r"[Dd]iskrimineringsombudsmannen|[Mm]yndigheten\s+för\s+[a-zåäö]+(?:\s+och\s+[a-zåäö]+)?|[Tt]ransportstyrelsen|"
    r"[Ee]nergimyndigheten|[Ss]kogsstyrelsen|[Kk]ronofogden|[Ss]katteverket|[Kk]onkurrensverket|[Rr]iksrevisionen|"
    rf"[Uu]pphandlingsmyndigheten|[Kk]ronofogdemyndigheten|SMHI|MSB|SIDA|Röda\s+[Kk]orset|Rädda\s+[Bb]arnen|"
    rf"Svenska\s+[Kk]yrkan|"
    r"Sveriges\s+geologiska\s+undersökning|Pensionärernas\s+[Rr]iksorganisation|[Hh]ögskolan\s+i\s+[A-ZÅÄÖ]\w+|"
    rf"(?:[A-ZÅÄÖ]\w+s\s+)?universitet(?:et)?(?=\s)|(?!{MUNICIPAL})[A-ZÅÄÖ][a-zåäö]{{4,}}(?:verket|myndigheten)"
    r"(?:\s+i\s+[A-ZÅÄÖ]\w+\s+län)?|"
    r"[Jj]ustitieombudsmannen|[Kk]emikalieinspektionen|[Pp]ost-\s+och\s+telestyrelsen|"
    r"Sveriges\s+[Kk]ommuner\s+och\s+(?:[Ll]andsting|[Rr]egioner)|Svenska\s+[Kk]ommunförbundet|"
    r"Kommunförbundet(?:\s+[A-ZÅÄÖ]\w+(?:\s+län)?)?|[A-ZÅÄÖ]\w+s\s+läns\s+landsting|Landstinget\s+[A-ZÅÄÖ]\w+|"
    r"Region\s+[A-ZÅÄÖ]\w+|Västra\s+Götalandsregionen|[A-ZÅÄÖ]?[a-zåäö]+departementet)"
)
# "förvaltningsrätten i Luleå", "Mark- och miljödomstolen", "Nacka tingsrätt", "Polisen"
COURT = (
    r"(?:(?:[Ff]örvaltningsrätten|[Kk]ammarrätten|[Tt]ingsrätten|[Hh]ovrätten|[Mm]ark-\s+och\s+miljö(?:över)?domstolen)"
    r"(?:\s+i\s+[A-ZÅÄÖ]\w+)?|[A-ZÅÄÖ]\w+s?\s+tingsrätt|[Pp]olisen)"
)
COMPANY_FORM = r"(?:AB|HB|KB|Aktiebolag|Handelsbolag)(?![\wåäö-])"
# "Tallmo Entreprenad AB", "Sågverket i Hult AB", "Ankan Krog & Bar AB", "Fastighets AB Klockaren", "AB Ekhus"
COMPANY = (
    rf"(?:(?:(?!AB\b|HB\b){CAP}{GAP}(?:(?:&|i|och(?={GAP}(?:Söner|Son|Co|Partner|Barn))){GAP})?){{1,5}}{COMPANY_FORM}"
    rf"(?:{GAP}(?!och\b){CAP}){{0,2}}|AB{GAP}{CAP}(?:{GAP}{CAP}){{0,2}})"
)
# "Ekbackens villaägareförening", "Nordhems församling", "Ålems ridklubb"
SOCIETY_WORD = (
    r"[a-zåäö]*(?:förening|samfällighet|klubb|scoutkår|byalag|sällskap|församling|kooperativ|kvinnojour|tjejjour|"
    r"stiftelse|riksförbund|hembygdsgille|fiber)"
)
SOCIETY = rf"(?:{CAP}{GAP}){{1,3}}(?:[a-zåäö]+-{GAP}och{GAP}|ekonomiska{GAP}|ideella{GAP})?{SOCIETY_WORD}(?:en|et)?"
# "Föreningen Gläntan i Torpa", "Stiftelsen Nordhems Sjukhem", "Brf Ankaret", "Restaurang Gyllene Ankan"
SOCIETY_BEFORE = (
    r"(?:Föreningen|Stiftelsen|Brf|BRF|HSB|Riksbyggen|(?:Kvinno|Tjej|Brottsoffer|Mans)jouren|Sällskapet|Förbundet|"
    rf"Brukarrådet|Brukarkooperativet|Kooperativet|Studieförbundet|Samfälligheten|Ekonomiska{GAP}föreningen|"
    r"[A-ZÅÄÖ][a-zåäö]{2,}föreningen|[A-ZÅÄÖ][a-zåäö]{2,}klubben|Intresseföreningen|Byalaget|"
    r"Advokatfirman|Advokatbyrån|Räddningstjänsten|Räddningstjänstförbundet|Kommunalförbundet|Naturbruksförbundet)"
)
PREFIXED = (
    rf"{SOCIETY_BEFORE}(?:{GAP}för{GAP}[a-zåäö]+(?:{GAP}och{GAP}[a-zåäö]+)?(?:{GAP}i{GAP}{CAP}(?:{GAP}{CAP})?)?|"
    rf"(?:{GAP}(?:i{GAP}|för{GAP})?{CAP}){{1,4}}(?:(?<=s){GAP}[a-zåäö]*(?:museum|vänner|hus|hem|skola|teater|"
    rf"bygdegård))?)"
)
# "Hallsta IF", "Bergeforsens GoIF"
CLUB = rf"(?:{CAP}{GAP}){{1,3}}(?:IF|IK|BK|FK|SK|FF|GK|AIS|GoIF|GIF|FC|HK|OK|SS|RK|BTK)"
BOUND = r"(?![\wåäö-])"

KNOWN = re.compile(rf"(?<![\wåäö-])(?P<name>{AUTHORITY}|{COURT})s?{BOUND}")
FORMED = re.compile(rf"(?<![\wåäö&-])(?:(?P<company>{COMPANY})|(?P<association>{PREFIXED}|{SOCIETY}|{CLUB})s?){BOUND}")
# what a form of a company or an association may be recognised by, for a quick look
FORM_CUE = re.compile(
    r"\b(?:AB|HB|KB|IF|IK|BK|FK|SK|FF|GK|AIS|GoIF|GIF|FC|HK|OK|SS|RK|BTK|Aktiebolag|Handelsbolag|[Bb]rf|BRF|HSB|"
    r"Riksbyggen)\b|"
    r"örening|samfällighet|klubb|scoutkår|[Bb]yalag|ällskap|församling|ooperativ|jour|tiftelse|förbund|gille|Brukar|"
    r"Advokat|Räddningstjänst|fiber"
)
# the first words of all authorities; a match is tried only where one stands
FIRST_WORDS = frozenset(
    """
    länsstyrelsen socialstyrelsen försäkringskassan arbetsförmedlingen kriminalvården skolverket skolinspektionen
    boverket naturvårdsverket trafikverket vägverket banverket migrationsverket integrationsverket polismyndigheten
    folkhälsomyndigheten statens jordbruksverket inspektionen konsumentverket livsmedelsverket arbetsmiljöverket
    riksantikvarieämbetet lantmäteriet datainspektionen integritetsskyddsmyndigheten barnombudsmannen
    diskrimineringsombudsmannen myndigheten transportstyrelsen energimyndigheten skogsstyrelsen kronofogden
    skatteverket konkurrensverket riksrevisionen upphandlingsmyndigheten justitieombudsmannen kemikalieinspektionen
    post sveriges svenska kommunförbundet landstinget region västra smhi msb sida röda rädda pensionärernas
    högskolan förvaltningsrätten kammarrätten tingsrätten hovrätten mark polisen
    """.split()
)
FIRST_IN_ANY_CASE = FIRST_WORDS | {f"{word}s" for word in FIRST_WORDS}
FIRST_ENDINGS = ("departementet", "departementets", "verket", "verkets", "myndigheten", "myndighetens")
# "Stockholms läns landsting", "Nacka tingsrätt": known by the words behind the name
BEHIND_NAME = re.compile(r"[A-ZÅÄÖ][\wåäö]+(?=\s+(?:läns\s+landsting|tingsrätt)\b)")
# a capital at the start of a sentence that is no part of the name: "Ingen förening", "Ekonomisk förening"
NO_NAME = re.compile(
    r"^(?:En|Ett|Den|Det|De|Varje|Ingen|Någon|Denna|Samma|Ideell|Ideella|Ekonomisk|Lokal|Lokala|Annan|Andra|Flera|"
    r"Alla|Vår|"
    r"Din|Er|För|Från|Till|Av|Hos|Med|Vid|Hej|Bolaget|Företaget|Leverantören|Entreprenören|Restaurang|Kommunens|"
    r"Stadens)\s+"
)


@dataclass(frozen=True, slots=True)
class NamedOrganisation:
    """An organisation where it stands; ``name`` as written, without a genitive."""

    start: int
    end: int
    name: str
    kind: Kind


@lru_cache(maxsize=4)  # people and organisations ask for the same text in turn
def organisations_named(text: str) -> tuple[NamedOrganisation, ...]:
    """All organisations that name or form gives away, in order, none overlapping another."""
    found = [*_authorities(text), *_formed(text)]
    kept: list[NamedOrganisation] = []
    for organisation in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or organisation.start >= kept[-1].end:
            kept.append(organisation)
    return tuple(kept)


def _authorities(text: str) -> Iterator[NamedOrganisation]:
    starts = places_of(text, FIRST_IN_ANY_CASE, FIRST_ENDINGS)
    for start in (*starts, *(match.start() for match in BEHIND_NAME.finditer(text))):
        if match := KNOWN.match(text, start):
            yield NamedOrganisation(match.start("name"), match.end("name"), match["name"], "authority")


def _formed(text: str) -> Iterator[NamedOrganisation]:
    """Companies and associations; only lines with a word of theirs are read closely."""
    taken = 0
    for cue in FORM_CUE.finditer(text):
        if cue.start() < taken:
            continue
        start, end = text.rfind("\n", 0, cue.start()) + 1, text.find("\n", cue.end())
        end = len(text) if end < 0 else end
        start, end = max(start, cue.start() - 120), min(end, cue.end() + 120)
        taken = end
        for match in FORMED.finditer(text, max(start, 0), end):
            kind: Kind = "company" if match["company"] else "association"
            name = match[kind]
            opening = NO_NAME.match(name)
            at = match.start(kind) + (opening.end() if opening else 0)
            name = text[at : match.start(kind) + len(name)]
            if name[:1].isupper() and " " in name:
                yield NamedOrganisation(at, at + len(name), name, kind)
