"""The five real documents the archive was asked for, read from their PDFs: what their tags must say.

Facts only (names, numbers, classes, counts); the sentences stay in the documents.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from corpus.records import Document, Period, TagRecord
from ingest.reader import read_document
from nlp.swedish import load_swedish
from nlp.tagger import tag_document

pytestmark = pytest.mark.shared


@dataclass(frozen=True)
class Seed:
    """What a seed must give. Movers: (party, persons); people: (name, role); proposals: (first words, class)."""

    number: str
    type: str
    title: str
    date: str | None
    date_kind: str
    period: Period
    municipality: str | None
    body: str | None
    addressee: str | None
    district: str | None
    numbers: tuple[tuple[str, str, str | None, str], ...] = ()
    proposals: tuple[tuple[str, str | None], ...] = ()
    movers: tuple[tuple[str, tuple[str, ...]], ...] = ()
    people: tuple[tuple[str, str], ...] = ()
    issue: str | None = None


HASSELBY, MARIA = "Hässelby-Vällingby stadsdelsnämnd", "Maria-Gamla stans stadsdelsnämnd"

SEEDS = [
    Seed(
        number="000",
        type="tjänsteutlåtande",
        title="Personliga ombud inom missbruksvården",
        date="2007-08-28",
        date_kind="meeting",
        period=Period("2007", "2007", "date"),
        municipality="Stockholm",
        body=HASSELBY,
        addressee=HASSELBY,
        district="sthlm-sdn-hasselby-vallingby",
        numbers=(("511 - 206 - 2007", "sthlm-sdn-hasselby-vallingby|2007|206", "511", "own"),),
        proposals=(("att som svar på skrivelsen", "answer_as_statement"),),
        movers=(("V", ("Leif Larsson", "Nils Elfvik")),),
        people=(("Hans Peters", "handläggare"), ("Leif Spjuth", "signatory"), ("Birgitta Härröd", "signatory")),
    ),
    Seed(
        number="001",
        type="tjänsteutlåtande",
        title="Ansökan om stimulansbidrag för utveckling av vården för personer med tungt missbruk",
        date=None,
        date_kind="none",
        period=Period("2006", "2007", "evidence"),
        municipality="Stockholm",
        body=MARIA,
        addressee=MARIA,
        district="sthlm-sdn-maria-gamla-stan",
        numbers=(("704-06-8329", "lst-stockholm|2006|8329", "704", "foreign"),),
        proposals=(("Nämnden godkänner ansökan", "approve"), ("Beslutet förklaras", "immediate_adjust")),
        people=(
            ("Lisa Kinnari", "handläggare"),
            ("Kerstin Larsson", "handläggare"),
            ("BrittMarie Kyndel", "signatory"),
            ("Eva Hagberg Dyberg", "signatory"),
        ),
    ),
    Seed(
        number="002",
        type="tjänsteutlåtande",
        title=(
            "Svar till stadsledningskontoret avseende förfrågan om uppdrag att ta fram en plan för arbetet mot tungt "
            "narkotikamissbruk"
        ),
        date="2015-09-07",
        date_kind="issued",
        period=Period("2015", "2015", "date"),
        municipality="Göteborg",
        body="Social resursnämnd",
        addressee=None,
        district=None,
        numbers=(("0366/15", "gbg-srn|2015|366", None, "own"),),
        proposals=(("att anta förvaltningens svar", "adopt"), ("att översända detta", "forward")),
        people=(("Ann Karlsson", "handläggare"), ("Michael Ivarson", "signatory")),
    ),
    Seed(
        number="003",
        type="tjänsteutlåtande",
        title="Samordningsfunktion för personliga ombud",
        date=None,
        date_kind="none",
        period=Period("2012", "2012", "evidence"),
        municipality="Stockholm",
        body="Socialnämnden",
        addressee="Socialnämnden",
        district=None,
        proposals=(("Socialnämnden godkänner tjänsteutlåtandet", "answer_as_statement"),),
        movers=(("MP", ("Anna-Klara Müntzing", "Stefan Nilsson", "Jonas Eklund")),),
        people=(("Anna Lindskog", "handläggare"), ("Gillis Hammar", "signatory"), ("Fredrik Jurdell", "signatory")),
    ),
    Seed(
        number="004",
        type="nyhetsbrev",
        title="Utvecklingen av missbruks- och beroendevården i Stockholms län",
        date="2010-06",
        date_kind="month",
        period=Period("2010", "2010", "date"),
        municipality=None,
        body=None,
        addressee=None,
        district=None,
        people=(("Karin Jacobsen", "contact"), ("Cecilia Löfgren", "contact"), ("Maria Andersson", "contact")),
        issue="2/4 2010",
    ),
]


@pytest.fixture(scope="module")
def tagged(shared: Path) -> dict[str, tuple[Document, TagRecord]]:
    """Every seed as read from its PDF, with its tags, by number."""
    swedish = load_swedish()
    documents = {}
    for path in sorted((shared / "seeds").glob("00?_*.pdf")):
        if not path.stem.endswith(("_scan", "_rows")):
            document = read_document(path.name, path.read_bytes())
            documents[path.name[:3]] = (document, tag_document(document, swedish))
    return documents


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.number)
def test_identity(tagged: dict[str, tuple[Document, TagRecord]], seed: Seed) -> None:
    _, record = tagged[seed.number]
    names = ("type", "title", "date", "date_kind", "period", "municipality", "body", "addressee", "district", "issue")
    assert {name: getattr(record, name) for name in names} == {name: getattr(seed, name) for name in names}


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.number)
def test_case_numbers(tagged: dict[str, tuple[Document, TagRecord]], seed: Seed) -> None:
    document, record = tagged[seed.number]
    assert tuple((n.raw, n.canonical, n.code, n.role) for n in record.diarienummer) == seed.numbers
    assert all(document.text[n.start : n.end] == n.raw and n.page == 1 for n in record.diarienummer)


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.number)
def test_proposals(tagged: dict[str, tuple[Document, TagRecord]], seed: Seed) -> None:
    document, record = tagged[seed.number]
    assert len(record.proposals) == len(seed.proposals)
    for proposal, (opening, decision_class) in zip(record.proposals, seed.proposals, strict=True):
        assert proposal.text.startswith(opening)
        assert proposal.decision_class == decision_class
        assert document.text[proposal.start : proposal.end] == proposal.text


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.number)
def test_people_and_movers(tagged: dict[str, tuple[Document, TagRecord]], seed: Seed) -> None:
    _, record = tagged[seed.number]
    assert tuple((p.party, p.persons) for p in record.parties if p.role == "mover") == seed.movers
    assert {(person.name, person.role) for person in record.people} >= set(seed.people)
    officials = {person.name for person in record.people if person.role in ("handläggare", "signatory")}
    assert officials == {name for name, role in seed.people if role in ("handläggare", "signatory")}


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.number)
def test_no_decision_is_taken_in_a_proposal(tagged: dict[str, tuple[Document, TagRecord]], seed: Seed) -> None:
    assert tagged[seed.number][1].decisions == ()


def test_mentions_of_the_newsletter(tagged: dict[str, tuple[Document, TagRecord]]) -> None:
    _, record = tagged["004"]
    listed = (
        "Danderyd Ekerö Haninge Huddinge Järfälla Lidingö Nacka Norrtälje Salem Sigtuna Sollentuna Solna Sundbyberg "
        "Södertälje Tyresö Täby Upplands-Bro Vallentuna Vaxholm Värmdö Österåker"
    )
    assert set(record.municipalities_mentioned) >= {*listed.split(), "Upplands Väsby"}
    eight = "bromma enskede-arsta-vantor farsta hasselby-vallingby kungsholmen norrmalm skarpnack ostermalm"
    assert set(record.districts_mentioned) == {f"sthlm-sdn-{name}" for name in eight.split()}


def test_districts_named_by_a_board_without_one(tagged: dict[str, tuple[Document, TagRecord]]) -> None:
    assert len(tagged["003"][1].districts_mentioned) == 14
    assert set(tagged["001"][1].districts_mentioned) == {"sthlm-sdn-maria-gamla-stan", "sthlm-sdn-katarina-sofia"}
