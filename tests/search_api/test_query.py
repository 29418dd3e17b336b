"""What the words of a query are understood to say: exactly that, and no more."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.vocabulary import decision_classes, document_types
from search_api.query import understand
from search_api.query_kinds import CLASS_WORDS
from search_api.understood import understood_to_json

TODAY = date(2026, 3, 1)


def said(text: str) -> dict[str, object]:
    return understood_to_json(understand(text, today=TODAY))


NUMBERS = [
    ("412-77-2009", (2009, 77), "three parts with hyphens"),
    ("412 – 77 – 2009", (2009, 77), "dashes with blanks"),
    ("dnr 77/2009 Farsta", (2009, 77), "label, code left out"),
    ("dnr 77 2009", (2009, 77), "typed with blanks"),
    ("0412/16", (2016, 412), "Göteborg's short shape"),
    ("ks 2018/0290", (2018, 290), "prefix in small letters, padded run"),
    ("2018/KS 0290 10", (2018, 290), "year before the prefix"),
    ("länsstyrelsens beteckning 704-07-1234", (2007, 1234), "another authority's number"),
    ("SLK-2023-01047", (2023, 1047), "prefix, year, padded run"),
]


@pytest.mark.parametrize(("text", "expected", "why"), NUMBERS)
def test_numbers(text: str, expected: tuple[int, int], why: str) -> None:
    numbers = understand(text, today=TODAY).numbers
    assert [(one.year, one.number) for one in numbers] == [expected], why


def test_two_numbers_are_two() -> None:
    numbers = understand("dnr 1.6-0463/2011 och 106-0410/2008").numbers
    assert [one.key for one in numbers] == ["2011|463", "2008|410"]


NO_NUMBERS = [
    ("bidrag 2006-2010", "a period"),
    ("motioner från V 2006-2010", "a period after a party looks like prefix and number"),
    ("läsåret 2012/13", "a school year"),
    ("motion 2012:6", "a motion's number"),
    ("prop. 2005/06:123", "a bill"),
    ("sammanträde 2007-08-28", "a day"),
    ("ring 08-508 12 570", "a telephone"),
    ("unga 13-25", "ages"),
    ("elever årskurs 7-9", "school years"),
]


@pytest.mark.parametrize(("text", "why"), NO_NUMBERS)
def test_look_alikes_are_no_numbers(text: str, why: str) -> None:
    assert understand(text, today=TODAY).numbers == (), why


PERIODS = [
    ("förskola 2006-2010", (2006, 2010), "period"),
    ("förskola 2006 – 2010", (2006, 2010), "dash with blanks"),
    ("mellan 2006 och 2010", (2006, 2010), "mellan ... och"),
    ("från 2006 till och med 2010", (2006, 2010), "från ... till"),
    ("sedan 2015", (2015, None), "sedan"),
    ("efter 2011", (2011, None), "efter, the year included"),
    ("före 2007", (None, 2006), "före ends the year before"),
    ("till och med 2009", (None, 2009), "to the end of the year"),
    ("sedan 2015 och före 2020", (2015, 2019), "each side said by itself"),
    ("möten i juni 2010", (2010, 2010), "month and year"),
    ("budget 2012", (2012, 2012), "a year alone"),
    ("medborgarförslag 2005", (2005, 2005), "förslag is no lag that the year names"),
    ("motioner 2006, 2008 och 2010", (2006, 2010), "several years: the span"),
    ("90-talets kollektivboenden", (1990, 1999), "decade"),
    ("2010-talet", (2010, 2019), "decade in full"),
    ("läsåret 2012/13", (2012, 2013), "school year"),
    ("de senaste tio åren", (2016, 2026), "relative to today"),
    ("förra året", (2025, 2025), "relative to today"),
    ("förra mandatperioden", (2018, 2022), "term of office before the current one"),
    ("protokoll 2012-03-22", ("2012-03-22", "2012-03-22"), "a day"),
    ("stadsdelsreformen 1997", (None, None), "the year names the reform"),
    ("Agenda 2030", (None, None), "a goal in the future"),
    ("lokaler 3500 kvm", (None, None), "no year"),
]


@pytest.mark.parametrize(("text", "expected", "why"), PERIODS)
def test_periods(text: str, expected: tuple[object, object], why: str) -> None:
    found = said(text)
    assert (found.get("from"), found.get("to")) == expected, why


PLACES = [
    ("lekplats i Kungsholmen", {"district": "sthlm-sdn-kungsholmen"}, "name"),
    ("maria gamla stan tillsyn", {"district": "sthlm-sdn-maria-gamla-stan"}, "without hyphen, small letters"),
    ("Spånga – Tensta", {"district": "sthlm-sdn-spanga-tensta"}, "dash with blanks"),
    ("SDN Farsta", {"district": "sthlm-sdn-farsta"}, "board's short form"),
    ("Kungholmen parkering", {"district": "sthlm-sdn-kungsholmen"}, "a letter lost"),
    ("Rinkeby-Kista", {"district": "sthlm-sdn-rinkeby-kista"}, "not Rinkeby and not Kista"),
    ("Vantör och Enskede-Årsta", {"district": ["sthlm-sdn-vantor", "sthlm-sdn-enskede-arsta"]}, "two"),
    ("Malmö centrum", {"municipality": "Malmö"}, "no board without its board word"),
    ("upplands bro badplats", {"municipality": "Upplands-Bro"}, "without hyphen"),
    ("Täby och Salem", {"municipality": ["Täby", "Salem"]}, "two"),
    ("Lunds kommun", {"municipality": "Lund"}, "a word that is a municipality with kommun"),
    ("cykling i Lund", {"municipality": "Lund"}, "capital after a preposition"),
    ("Vara en god granne", {}, "a verb at the beginning"),
    ("mark och vatten", {}, "a noun"),
    ("Stockholms län", {}, "the county"),
    ("Danderyds sjukhus", {}, "the hospital"),
    ("Region Stockholm", {}, "the region"),
    ("bromma flygplats", {}, "the airport"),
    ("nämnden fick backa", {}, "a verb that is a district with its capital"),
]


@pytest.mark.parametrize(("text", "expected", "why"), PLACES)
def test_places(text: str, expected: dict[str, object], why: str) -> None:
    assert said(text) == expected, why


PARTIES = [
    ("avgifter (v)", ["V"], "bracket"),
    ("förslag från S, M och KD", ["S", "M", "KD"], "list after från"),
    ("s v mp om bibliotek", ["S", "V", "MP"], "list in small letters"),
    ("vänsterpartiets budget", ["V"], "word in the genitive"),
    ("folkpartiet om skolan", ["L"], "former name"),
    ("skrivelse från (fp)", ["L"], "former code"),
    ("alliansens budget", ["M", "L", "C", "KD"], "bloc"),
    ("sd motion", ["SD"], "code before an act"),
    ("s-motion om cykelbanor", ["S"], "glued to the act"),
    ("V-gruppen", ["V"], "glued to gruppen"),
    ("liberal motion", ["L"], "adjective before an act"),
    ("demokraterna Göteborg", ["D"], "not Socialdemokraterna, not Sverigedemokraterna"),
    ("Bromma sd", [], "stadsdel"),
    ("Karin Ek m fl", [], "and others"),
    ("avfall m m", [], "and more"),
    ("d v s avgifter", [], "that is"),
    ("städning v 32", [], "a week"),
    ("liberala öppettider", [], "an adjective"),
    ("de gröna stråken", [], "greenery"),
    ("hemlöshet v", [], "a letter without context"),
]


@pytest.mark.parametrize(("text", "expected", "why"), PARTIES)
def test_parties(text: str, expected: list[str], why: str) -> None:
    assert list(understand(text, today=TODAY).filters.parties) == expected, why


TYPES = [
    ("motioner om cykling", ["motion"], "asked for"),
    ("medborgarförslag hundbad", ["medborgarförslag"], "asked for"),
    ("svar på medborgarförslag", [], "the answer is asked for"),
    ("vad svarade nämnden på Karin Eks skrivelse", [], "the answer is asked for"),
    ("skrivelser som har besvarats", [], "the answers too"),
    ("barnens röst i tjänsteutlåtanden", [], "only where somebody looks"),
    ("fysisk motion för äldre", [], "exercise"),
    ("motion på recept", [], "exercise"),
    ("kost och motion", [], "exercise"),
    ("remiss om serveringstider", [], "no type of document"),
]


@pytest.mark.parametrize(("text", "expected", "why"), TYPES)
def test_types(text: str, expected: list[str], why: str) -> None:
    assert list(understand(text, today=TODAY).filters.types) == expected, why


CLASSES = [
    ("avslagna motioner", ["reject"], "participle"),
    ("avslag på motioner", ["reject"], "noun before a type"),
    ("avslag på ansökan om bistånd", [], "a topic"),
    ("bifallna medborgarförslag", ["grant_motion"], "participle"),
    ("motioner som ansågs vara besvarade", ["deemed_answered"], "in the past"),
    ("återremiss av detaljplan", ["remand"], "noun"),
    ("bordlagda ärenden", ["table_item"], "participle"),
    ("nämnden tillstyrker", ["support_consult"], "verb"),
]


@pytest.mark.parametrize(("text", "expected", "why"), CLASSES)
def test_classes(text: str, expected: list[str], why: str) -> None:
    assert list(understand(text, today=TODAY).filters.classes) == expected, why


PERSONS = [
    ("skrivelse av Agda Lod och Bo Rask", {"mover": ["Agda Lod", "Bo Rask"]}, "after av, joined"),
    ("Agda Lods motion", {"mover": ["Agda Lod"]}, "genitive taken off"),
    ("motion Åkerblom skola", {"mover": ["Åkerblom"]}, "surname beside the type"),
    ("Bo Rask mp", {"mover": ["Bo Rask"]}, "name before a party"),
    ("handläggare Bo Rask", {"person": ["Bo Rask"]}, "after an office"),
    ("Bo Hörling hemtjänst", {"person": ["Bo Hörling"]}, "first name and surname"),
    ("Bo Hörlings insatser", {"person": ["Bo Hörling"]}, "genitive taken off"),
    ("Gamla Enskede", {}, "two capitals of a place"),
    ("Nya Slussen", {}, "no surname"),
    ("motion Slussen", {}, "a place in definite form"),
    ("Nya motioner", {}, "a first word is capitalised by habit"),
    ("motion Årsta", {}, "a district"),
    ("skrivelse från Länsstyrelsen", {}, "an authority"),
]


@pytest.mark.parametrize(("text", "expected", "why"), PERSONS)
def test_persons(text: str, expected: dict[str, object], why: str) -> None:
    found = {name: value for name, value in said(text).items() if name in ("mover", "person")}
    assert found == expected, why


def test_reference_keeps_its_kind() -> None:
    assert said("Motion (2012:6) kolonilotter") == {"reference": "motion 2012:6"}


@pytest.mark.parametrize("quotes", ['""', "””", "“”", "»«"])
def test_phrase_means_nothing_else(quotes: str) -> None:
    found = understand(f"{quotes[0]}motioner från V{quotes[1]} Uppsala", today=TODAY)
    assert found.phrases == ("motioner från V",)
    assert found.filters.types == () == found.filters.parties
    assert found.filters.municipalities == ("Uppsala",)


def test_rest_keeps_topics_and_names_and_drops_what_only_filters() -> None:
    assert understand("motioner från V om hemlöshet i Farsta 2006-2010", today=TODAY).rest == (
        "från om hemlöshet i Farsta"
    )


def test_classes_of_query_words_are_those_of_the_vocabulary() -> None:
    known = {one.id for one in decision_classes().all}
    assert {decision_class for _, decision_class in CLASS_WORDS} <= known


@pytest.mark.parametrize("name", document_types().names)
def test_every_type_that_people_ask_for_is_understood_by_its_name(name: str) -> None:
    if name != "övrigt":  # nobody asks for "other"
        assert understand(name, today=TODAY).filters.types == (name,)


@given(st.text(max_size=200))
def test_any_text_is_understood_without_error(text: str) -> None:
    found = understand(text, today=TODAY)
    assert found.text == text
    assert len(found.rest) <= len(text)


@given(st.sampled_from([row[0] for row in (*NUMBERS, *PERIODS, *PLACES, *PARTIES, *PERSONS)]))
def test_understanding_does_not_depend_on_blanks_around(text: str) -> None:
    plain, spaced = understand(text, today=TODAY), understand(f"  {text}\n", today=TODAY)
    assert (plain.filters, plain.rest) == (spaced.filters, spaced.rest)
    assert [one.key for one in plain.numbers] == [one.key for one in spaced.numbers]
