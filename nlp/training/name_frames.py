"""Sentences in the manner of municipal papers with invented names, to teach a model what newspapers do not show.

``invented(count, seed, names)`` fills frames of our own writing with names drawn from lists and mixed at random, so
that no person is meant.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator

from nlp.training.name_lists import (
    AUTHORITIES,
    GIVEN,
    GIVEN_ABROAD,
    MOVEMENTS,
    PATRONYMICS,
    PLACE_FIRST,
    PLACE_LAST,
    PURPOSES,
    SOCIETIES,
    SURNAME_FIRST,
    SURNAME_LAST,
    SURNAMES_ABROAD,
    SURNAMES_NOBLE,
    TITLES,
    TRADES,
    NameLists,
)

Labelled = tuple[str, list[tuple[int, int, str]]]

PERSON_FRAMES = """
{P} har i en skrivelse föreslagit att kommunen bygger en lekplats.
Handläggare: {P}
Handläggare {P}
Förvaltningschef {P} och enhetschef {P} undertecknar förslaget.
Ärendet presenteras av {P}, utredare, och {P}, controller.
Kontaktperson är {P}, telefon 08-123 45 67.
För mer information, kontakta {P} på förvaltningen.
Frågor besvaras av {P} eller {P}.
Med vänliga hälsningar {P}
Enligt delegation {P}
{P}, ordförande
{P}
Vid protokollet {P}, sekreterare
Justeras {P} och {P}
Till justerare utses {P}.
{P} (S), {P} (M) och {P} (V) deltar i debatten.
{P} (C) yrkar bifall till förslaget.
{P} yrkar, med instämmande av {P}, avslag på motionen.
{P} lämnar sammanträdet före beslut på grund av jäv.
Närvarande: {P}, {P}, {P} samt {P}.
Från förvaltningen deltog {P}, {P} och {P}.
Medborgarförslaget har lämnats av {P}.
{P} vill att det byggs en bro vid {L}.
I ett e-förslag önskar {P} fler papperskorgar i {L}.
Grannarna {P} och {P} motsätter sig åtgärden.
Fastigheten ägs av {P}.
Klagande är {P}, {L}.
{P} har överklagat beslutet.
Ombudet {P} anför följande.
Rektorn {P} informerade om läget vid skolan i {L}.
Socialchefen {P} redovisar statistiken.
Samordnare {P} arbetar halvtid med frågan.
Detta yttrande har tagits fram av {P} vid kansliet.
Föredragande: {P}
Sekreterare {P}
Projektledaren {P} ansvarar för tidplanen.
Styrgruppen består av {P}, {O}, och {P}, {O}.
Kopia till {P}
{T} {P}
{T} {P} informerar om arbetet.
{T} {P} svarar på frågor.
{T} {P} och {t} {P} presenterar ärendet.
Ärendet har beretts av {t} {P} och {t} {P}.
{t} {P}, {t} {P} § 12, {t} {P} §§ 14-16
Telefon till {P}: 0500-12 34 56, e-post namn@kommun.example
{P} nås på förnamn.efternamn@kommun.example
{G} undrar när bron blir klar.
Förslagsställaren {P} framhåller att {L} är otryggt.
Undertecknad, {P}, yrkar att beslutet ändras.
{P} (född 1950) bor på {L}.
"""
ORGANISATION_FRAMES = """
{O} har ansökt om bidrag för sin verksamhet.
{O} har inkommit med en ansökan om tillstånd.
Ansökan från {O} har behandlats av utskottet.
Nämnden beviljar {O} 50 000 kronor.
Nämnden avslår ansökan från {O}.
Kommunen tecknar avtal med {O} om drift av boendet.
Avtalet mellan kommunen och {O} sägs upp.
{O} har överklagat beslutet till {O}.
{O} har lämnat synpunkter under samrådet.
Yttrande har inkommit från {O}, {O} och {O}.
Remissen har skickats till {O} och {O}.
{O} har inget att erinra mot planförslaget.
Kommunstyrelsen har fått en remiss från {O}.
Svar på remiss från {O} om nya riktlinjer
Enligt {O} ökar behovet av stöd.
{O} har i en rapport visat att fler söker hjälp.
I samverkan med {O} erbjuds stöd till anhöriga.
Verksamheten bedrivs av {O} i {L}.
Lokalen hyrs ut till {O}.
Nämnden förelägger {O} att åtgärda bristerna.
Tillsyn har gjorts hos {O} den 3 maj.
Beslutet skickas till {O}
Beslutet expedieras till {O}, {P} och ekonomiavdelningen.
{O}, genom ordförande {P}, begär att avgiften sänks.
{P} är ordförande i {O}.
{P} från {O} berättade om arbetet.
Bygglovet söks av {O}.
Anbud har lämnats av {O}, {O} och {O}.
Leverantören {O} har inte uppfyllt kraven.
Ägare till marken är {O}.
Markanvisning till {O} i {L}
Serveringstillstånd för {O}
Idéburet partnerskap med {O}
Föreningsbidrag till {O} för år 2015
{O} bedömer att trafiken kan ledas om via {L}.
{O} och {O} ansvarar gemensamt för insatsen.
Polisanmälan har gjorts av {O}.
Medel har sökts hos {O}.
Statsbidraget fördelas av {O}.
{O} i {L} har lämnat synpunkter.
{P} driver {O} i {L}.
{P}, {O}, deltog på distans.
Vid mötet deltog {P} från {O}.
{O} kräver att ledningarna flyttas.
{O} och {O} vill sätta upp skyltar vid {L}.
Samråd har skett med {O}, {O}, {O} och {O}.
Kommunens bolag {O} bygger bostäderna.
{O} vill bygga hyreshus i {L}.
{O} har överlåtit avtalet till {O}.
"""
PLACE_FRAMES = """
Gångvägen mellan {L} och {L} behöver rustas.
Detaljplan för del av {L} har varit på samråd.
Förskolan vid {L} är full.
Området ligger norr om {L}.
I {L} finns tre äldreboenden.
Kommunerna {L}, {L} och {L} samverkar.
Trafiken på {L} har ökat.
Boende i {L} upplever otrygghet.
Skolan i {L} renoveras.
Vandringen gick genom {L} i oktober.
Den som bor i {L} får vänta på bussen.
Vägen från {L} till {L} är smal.
Marken vid {L} saneras.
Lekplatsen i {L} rustas upp under våren.
"""
# words with a capital that name nobody
PLAIN_FRAMES = """
Förslag till beslut
Sammanfattning
Förvaltningens synpunkter och förslag
Ärendets beredning
Bilagor
Bilaga 1 Tjänsteutlåtande
Barnkonsekvensanalys
Sammanträde 28 augusti 2012
Till Socialnämnden
Stadsdelsnämnden godkänner tjänsteutlåtandet.
Nämnden beslutar att avslå motionen.
Beslutet justeras omedelbart.
Kommunstyrelsens arbetsutskott behandlade ärendet i maj.
Kommunfullmäktige har antagit en plan för perioden.
Enligt Socialtjänstlagen har kommunen ansvaret.
Barnkonventionen är svensk lag sedan 2020.
Agenda 2030 och Kommunallagen anger ramarna.
Förvaltningen har tagit fram ett förslag.
Miljö- och byggnadsnämnden fattade beslut i frågan.
Tekniska kontoret ansvarar för skötseln.
Handläggare Datum Diarienummer
Telefon E-post Postadress
Protokollsutdrag Sida 3
Särskilt yttrande
Reservation mot beslutet
Vad gäller Ekonomi och Personal är läget stabilt.
Motionen remitterades till Utbildningsnämnden och Kulturnämnden.
Ansökan avser Daglig verksamhet enligt LSS.
Månadsrapport för Maj och Juni
Underlag: Budget 2016, Årsredovisning 2015
Bilaga 3 Kartor och Ritningar
Per automatik följer avgiften index.
Mejladress: kansliet@kommun.example
Per den 31 mars var resultatet negativt.
Hela Sverige Ska Leva är en paroll.
Samverkan sker inom ramen för Sociala insatsgrupper.
Rutinen gäller från Januari.
Delegationsordning för Nämnden
"""


def invented(count: int, seed: int, names: NameLists) -> Iterator[Labelled]:
    """``count`` labelled sentences."""
    chance = random.Random(seed)
    kinds = [
        (0.36, _frames(PERSON_FRAMES)),
        (0.40, _frames(ORGANISATION_FRAMES)),
        (0.12, _frames(PLACE_FRAMES)),
        (0.12, _frames(PLAIN_FRAMES)),
    ]
    for _ in range(count):
        frames = chance.choices([frames for _, frames in kinds], [weight for weight, _ in kinds])[0]
        yield _filled(chance.choice(frames), chance, names)


def _frames(block: str) -> list[str]:
    return block.strip().split("\n")


def _filled(frame: str, chance: random.Random, names: NameLists) -> Labelled:
    makers: dict[str, tuple[str, Callable[[random.Random, NameLists], str]]] = {
        "P": ("PER", _person),
        "O": ("ORG", _organisation),
        "L": ("LOC", _place),
        "G": ("PER", lambda chance, names: chance.choice(chance.choice((GIVEN, names.given, GIVEN_ABROAD)))),
    }
    text, spans = "", []
    in_capitals = chance.random() < 0.02
    frame = frame.replace("{T}", chance.choice(TITLES).capitalize()).replace("{t}", chance.choice(TITLES))
    for part in re.split(r"(\{[POLG]\})", frame):
        if not part.startswith("{"):
            text += part
            continue
        label, make = makers[part[1]]
        name = make(chance, names)
        name = name.upper() if in_capitals else name
        spans.append((len(text), len(text) + len(name), label))
        text += name
    return text, spans


def _person(chance: random.Random, names: NameLists) -> str:
    abroad = chance.random() < 0.25
    given = chance.choice(GIVEN_ABROAD if abroad else chance.choice((GIVEN, names.given)))
    if chance.random() < 0.12:
        given += chance.choice((f" {chance.choice(GIVEN)}", f" {chance.choice('ABCEGHJKLMOPSTW')}", " O.", " M."))
    surname = _surname(chance, names, abroad=abroad)
    if chance.random() < 0.14:
        surname += chance.choice((" ", "-")) + _surname(chance, names, abroad=abroad)
    return given if chance.random() < 0.02 else f"{given} {surname}"


def _surname(chance: random.Random, names: NameLists, *, abroad: bool) -> str:
    if abroad:
        return chance.choice(SURNAMES_ABROAD)
    made = chance.choice(SURNAME_FIRST) + chance.choice(SURNAME_LAST)
    if chance.random() < 0.06:
        return chance.choice(SURNAMES_NOBLE)
    return chance.choice((made, chance.choice(PATRONYMICS), chance.choice(names.surnames)))


def _place(chance: random.Random, names: NameLists) -> str:
    made = chance.choice(PLACE_FIRST) + chance.choice(PLACE_LAST)
    if chance.random() < 0.12:
        return f"{chance.choice(('Norra', 'Södra', 'Gamla', 'Stora', 'Lilla', 'Östra', 'Västra'))} {made.capitalize()}"
    return chance.choice((made, made, chance.choice(names.places)))


def _organisation(chance: random.Random, names: NameLists) -> str:
    """An authority, a company, an association, a foundation, a housing society or a club."""
    place, surname, trade = _place(chance, names), _surname(chance, names, abroad=False), chance.choice(TRADES)
    genitive = place if place.endswith(("s", "x", "z")) else f"{place}s"
    aim = chance.choice(PURPOSES)
    county = chance.choice(
        ("Uppsala", "Örebro", "Kalmar", "Skåne", "Västmanlands", "Dalarnas", "Hallands", "Jönköpings")
    )
    forms: tuple[tuple[float, str], ...] = (
        (4.0, chance.choice(AUTHORITIES)),
        (1.4, chance.choice(MOVEMENTS)),
        (0.5, f"{chance.choice(('Musik', 'Teater', 'Dans', 'Film', 'Idrott', 'Konst', 'Natur'))} i {place}"),
        (0.3, f"{chance.choice(('Kvinnornas', 'Pensionärernas', 'Barnens', 'Folkets'))} Hus i {place}"),
        (0.6, f"Länsstyrelsen i {county} län"),
        (0.4, f"Region {chance.choice(names.places)}"),
        (0.4, f"{chance.choice(('Förvaltningsrätten', 'Polisen', 'Tingsrätten', 'Kammarrätten'))} i {place}"),
        (1.6, f"{place} {trade} AB"),
        (1.0, f"{surname} {trade} {chance.choice(('AB', 'HB', 'i Sverige AB', '& Söner AB', 'i Norr AB', 'KB'))}"),
        (0.6, f"AB {place}{chance.choice(('', 'bostäder', 'hus', 'hem'))}"),
        (0.4, f"{trade}bolaget {aim} AB"),
        (0.4, f"{trade} AB {surname}"),
        (1.6, f"{genitive} {chance.choice(SOCIETIES)}"),
        (
            0.9,
            f"{chance.choice(('Föreningen', 'Stiftelsen', 'Kvinnojouren', 'Brukarkooperativet', 'Förbundet'))} {aim}",
        ),
        (0.5, f"Föreningen {aim} i {place}"),
        (0.7, f"{chance.choice(('Brf', 'Bostadsrättsföreningen', 'HSB Brf', 'Samfälligheten'))} {place}"),
        (0.9, f"{place} {chance.choice(('IF', 'IK', 'BK', 'FK', 'SK', 'AIS', 'Ridklubb', 'Golfklubb', 'GoIF'))}"),
        (0.5, f"{chance.choice(('Restaurang', 'Pizzeria', 'Café', 'Krogen', 'Hotell'))} {aim}"),
        (0.4, f"{chance.choice(('Advokatfirman', 'Konsultfirman', 'Arkitektkontoret', 'Byggfirman'))} {surname}"),
        (
            0.4,
            f"{chance.choice(('Räddningstjänsten', 'Naturskyddsföreningen i', 'Hyresgästföreningen', 'PRO'))} {place}",
        ),
        (0.3, f"{place.removesuffix('gatan').removesuffix('vägen')}skolan"),
    )
    return chance.choices([form for _, form in forms], [weight for weight, _ in forms])[0]
