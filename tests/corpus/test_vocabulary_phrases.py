"""Decisions, requests and parties as documents word them."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from corpus.vocabulary import decision_classes, document_types, headings, parties, requests, stances


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        (
            "att som svar på remissen åberopa och överlämna kontorets tjänsteutlåtande",
            "answer_as_statement",
            "infinitives last",
        ),
        ("godkänner tjänsteutlåtandet som svar på skrivelsen", "answer_as_statement", "not an approval"),
        ("Nämnden godkänner ansökan till länsstyrelsen om bidrag", "approve", "ansökan is a noun here"),
        ("Beslutet förklaras omedelbart justerat.", "immediate_adjust", "nothing else in the point"),
        ("Nämnden avslår framställan. Paragrafen justeras omedelbart.", "reject", "substance before form"),
        ("att anta kontorets svar på frågan om uppdrag", "adopt", "neither svar nor uppdrag"),
        ("att översända utlåtandet till stadsledningskontoret", "forward", "to somebody"),
        ("motionen anses besvarad genom vad kontoret anfört", "deemed_answered", "before answer"),
        ("Kommunfullmäktige avslår motionen.", "reject", ""),
        ("Kommunfullmäktige bifaller motionen.", "grant_motion", ""),
        ("lägger anmälan om sommarens arbete till handlingarna", "file_note", "split verb"),
        ("ger förvaltningen i uppdrag att ansöka om medel", "assign", "the first verb is the decision"),
        ("Nämnden avslår inte ansökan", None, "denied"),
        ("Nämnden bifaller inte motionen", "reject", "denied bifall is a rejection"),
        ("Ledamoten yrkar bifall till motionen", None, "moved, not decided"),
        ("Motionen remitteras till socialnämnden", "forward", ""),
        ("Ärendet återremitteras", "remand", "not remitteras"),
        ("Solen skiner över Mälaren.", None, "no decision"),
        ("", None, "nothing"),
    ],
)
def test_decision_class(text: str, expected: str | None, why: str) -> None:
    assert decision_classes().classify(text) == expected, why


POINTS = yaml.safe_load((Path(__file__).parent / "phrases" / "points.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("text", "expected"), POINTS["decisions"])
def test_decision_class_of_a_point(text: str, expected: str | None) -> None:
    assert decision_classes().classify(text) == expected


@pytest.mark.parametrize(("text", "expected"), POINTS["requests"])
def test_request_class_of_a_point(text: str, expected: str | None) -> None:
    assert requests().classify(text) == expected


@pytest.mark.shared
def test_phrases_of_real_decisions(shared: Path) -> None:
    described = yaml.safe_load((shared / "domain" / "decisions.yaml").read_text(encoding="utf-8"))["decisions"]
    phrases = [(phrase.replace(" ...", ""), known["id"]) for known in described for phrase in known["phrases"]]
    wrong = [(phrase, known) for phrase, known in phrases if decision_classes().classify(phrase) != known]
    assert len(wrong) / len(phrases) < 0.1, wrong


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("avslagna", "reject"),
        ("Avslag", "reject"),
        ("bifallna", "grant_motion"),
        ("återremitterade", "remand"),
        ("avstyrker", "oppose_consult"),
        ("ansetts besvarade", "deemed_answered"),
        ("cykelväg", None),
    ],
)
def test_query_word(word: str, expected: str | None) -> None:
    found = decision_classes().for_query_word(word)
    assert (found.id if found else None) == expected


def test_labels() -> None:
    assert decision_classes().label("reject") == "avslår"
    assert decision_classes().label("unknown") == "unknown"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("att inrätta personliga ombud", "ask_introduce"),
        ("att nämnden ska ansöka om medel till en sommarskola", "ask_apply"),
        ("att utreda hur samordningen fungerar och ta fram en strategi", "ask_investigate"),
        ("att vid behov ta fram en strategi", "ask_plan"),
        ("att stoppa nedläggningen av förskolan", "ask_stop"),
        ("Hur många väntar på boende?", "ask_inform"),
    ],
)
def test_request(text: str, expected: str) -> None:
    assert requests().classify(text) == expected


def test_stance() -> None:
    assert stances().classify("Ekonomiskt utrymme saknas, och det saknas medel för försöket.") == "negative"
    assert stances().classify("Frågan bör hanteras centralt.") == "redirected"


@pytest.mark.parametrize(
    ("code", "expected", "why"),
    [
        ("(v)", "V", "brackets, small"),
        ("V", "V", "bare"),
        ("(fp)", "L", "the same party before 2015"),
        ("FP", "L", "the same party before 2015"),
        ("kds", "KD", "former code"),
        ("vpk", "V", "former code"),
        ("( C )", "C", "blanks in the brackets"),
        ("(–)", "NONE", "no party"),
        ("m fl", None, "and others"),
        ("sdn", None, "a board"),
    ],
)
def test_party_code(code: str, expected: str | None, why: str) -> None:
    found = parties().by_code(code)
    assert (found.id if found else None) == expected, why


def test_local_party_only_at_home() -> None:
    assert parties().by_code("d", "Göteborg") is not None
    assert parties().by_code("d", "Stockholm") is None


def test_single_letters_are_ambiguous() -> None:
    for party in parties().all:
        if any(len(code) == 1 for code in party.codes):
            assert party.ambiguous_bare, party.id


@pytest.mark.parametrize(
    ("word", "loose", "expected"),
    [
        ("Vänsterpartiets", False, "V"),
        ("miljöpartist", False, "MP"),
        ("folkpartiet", False, "L"),
        ("centern", False, None),
        ("centern", True, "C"),
        ("demokraterna", False, "D"),
    ],
)
def test_party_word(word: str, loose: bool, expected: str | None) -> None:
    found = parties().by_word(word, loose)
    assert (found.id if found else None) == expected


def test_no_code_and_no_word_belongs_to_two_parties() -> None:
    for attribute in ("codes", "words", "loose_words"):
        owners: dict[str, str] = {}
        for party in parties().all:
            for form in getattr(party, attribute):
                assert owners.setdefault(form, party.id) == party.id, form


def test_bloc_members_are_parties() -> None:
    assert (alliance := parties().bloc("alliansens")) is not None
    assert set(alliance.members) == {"M", "L", "C", "KD"}
    for bloc in parties().blocs:
        assert all(parties().by_id(member) for member in bloc.members)


@pytest.mark.parametrize(
    ("line", "expected", "why"),
    [
        ("Förslag till beslut", "proposal", ""),
        ("FÖRVALTNINGENS FÖRSLAG TILL BESLUT:", "proposal", "capitals, colon"),
        ("Förvaltningens förslag", "assessment", "an opinion, nothing to decide"),
        ("3.1 Bakgrund", "background", "numbered"),
        ("P R O T O K O L L", None, "a document name, no section"),
        ("Nämndens beslut", "decision", ""),
        ("Beslutsunderlag", "preparation", ""),
        ("Särskilt uttalande från (M)", "dissent", "with the party"),
        ("Förvaltningen har i beredningen av ärendet samrått med kontoret.", None, "a sentence"),
    ],
)
def test_heading(line: str, expected: str | None, why: str) -> None:
    assert headings().kind_of(line) == expected, why


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("motioner", "motion"),
        ("Skrivelser", "skrivelse"),
        ("medborgarförslagen", "medborgarförslag"),
        ("protokollet", "protokoll"),
        ("tjänsteutlåtanden", "tjänsteutlåtande"),
        ("nyhetsbrev", "nyhetsbrev"),
        ("cykel", None),
    ],
)
def test_type_by_query_word(word: str, expected: str | None) -> None:
    assert document_types().by_query_word(word) == expected


@pytest.mark.parametrize(
    ("title", "document_type", "answered"),
    [
        ("Motion (2012:6) av Kim Exempel (S) om belysning", "motion", None),
        ("Svar på motion om belysning", None, "motion"),
        ("Svar på skrivelse från Kim Exempel (v)", None, "skrivelse"),
        ("Skrivelse till stadsdelsnämnden från (v)", "skrivelse", None),
        ("Remiss från kommunstyrelsen om ny cykelplan", None, "remiss"),
        ("Motion och hälsa för äldre", None, None),
    ],
)
def test_type_of_title(title: str, document_type: str | None, answered: str | None) -> None:
    assert document_types().of_title(title) == document_type
    assert document_types().answered_by(title) == answered


def test_types_are_those_of_the_tag_record() -> None:
    assert set(document_types().names) == {
        "tjänsteutlåtande",
        "tjänsteskrivelse",
        "motion",
        "skrivelse",
        "interpellation",
        "medborgarförslag",
        "protokoll",
        "protokollsutdrag",
        "remissvar",
        "nyhetsbrev",
        "övrigt",
    }
