"""The five real documents the archive was asked for, from PDF and scan: what every field of their tags must say.

Facts only (names, numbers, classes, counts); the sentences stay in the documents.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import pytest

from corpus.records import Document, Period, TagRecord
from ingest.reader import read_document
from ingest.tesseract import missing
from nlp.swedish import load_swedish
from nlp.tagger import tag_document

pytestmark = pytest.mark.shared
Tagged: TypeAlias = tuple[Document, TagRecord]


@dataclass(frozen=True)
class Seed:
    """What a seed must give, every field of the record.

    proposals: (first words, class); demands: (first words, request, parties); dissents: (kind, parties, first words);
    parties: (party, role, persons, as written); people: (name, role, title), all of them; organisations: (name, role),
    and others that the text names, whose tags are right when given; references: (kind, as written, key).
    """

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
    lead: str | None = None
    demands: tuple[tuple[str, str, tuple[str, ...]], ...] = ()
    dissents: tuple[tuple[str, tuple[str, ...], str], ...] = ()
    parties: tuple[tuple[str, str, tuple[str, ...], str], ...] = ()
    people: tuple[tuple[str, str, str | None], ...] = ()
    organisations: tuple[tuple[str, str], ...] = ()
    other_organisations: tuple[str, ...] = ()
    references: tuple[tuple[str, str, str | None], ...] = ()
    districts_mentioned: tuple[str, ...] = ()
    municipalities_mentioned: tuple[str, ...] = ()
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
        lead="Stadsdelsnämnden beslutar",
        demands=(("att stadsdelsnämnden ska ansöka om medel", "ask_apply", ("V",)),),
        parties=(("V", "mover", ("Leif Larsson", "Nils Elfvik"), "(v)"),),
        people=(
            ("Hans Peters", "handläggare", None),
            ("Leif Spjuth", "signatory", "stadsdelsdirektör"),
            ("Birgitta Härröd", "signatory", "avdelningschef"),
            ("Leif Larsson", "mover", None),
            ("Nils Elfvik", "mover", None),
        ),
        organisations=(
            ("Försäkringskassan", "mentioned"),
            ("Arbetsförmedlingen", "mentioned"),
            ("Länsstyrelsen i Stockholms län", "mentioned"),
        ),
        districts_mentioned=("sthlm-sdn-hasselby-vallingby",),
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
            ("Lisa Kinnari", "handläggare", None),
            ("Kerstin Larsson", "handläggare", None),
            ("BrittMarie Kyndel", "signatory", "Stadsdelsdirektör"),
            ("Eva Hagberg Dyberg", "signatory", "Chef Bidrag & Vuxenstöd"),
        ),
        organisations=(
            ("Länsstyrelsen i Stockholms län", "addressee"),
            ("Kriminalvården", "mentioned"),
            ("Statens institutionsstyrelse", "mentioned"),
        ),
        other_organisations=("Stiftelsen Hotellhem", "Ersta Sköndals högskola", "Riksdagen", "Maria Beroendecentrum"),
        references=(("dnr", "704-06-8329", "lst-stockholm|2006|8329"),),
        districts_mentioned=("sthlm-sdn-maria-gamla-stan", "sthlm-sdn-katarina-sofia"),
        municipalities_mentioned=("Stockholm",),
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
        lead="Social resursnämnd beslutar",
        dissents=(("yrkande", ("S", "MP", "V"), "I yrkande till kommunstyrelsen"),),
        parties=(("S", "proposal", (), "S"), ("MP", "proposal", (), "MP"), ("V", "proposal", (), "V")),
        people=(("Ann Karlsson", "handläggare", None), ("Michael Ivarson", "signatory", "Förvaltningsdirektör")),
        organisations=(
            ("Stadsledningskontoret", "addressee"),
            ("Brukarrådet för missbruksfrågor i Västra Götaland", "mentioned"),
        ),
        other_organisations=("Västra Götalandsregionen", "Förenta nationerna", "FN"),
        references=(
            ("document", "Alkohol- och drogpolitisk strategi (2001)", None),
            ("document", "Handlingsplan för alkohol-, narkotika, dopnings- och tobaksområdet (ANDT) 2012-2015", None),
        ),
        municipalities_mentioned=("Göteborg",),
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
        demands=(("att socialförvaltningen utreder", "ask_investigate", ("MP",)),),
        parties=(("MP", "mover", ("Anna-Klara Müntzing", "Stefan Nilsson", "Jonas Eklund"), "(MP)"),),
        people=(
            ("Anna Lindskog", "handläggare", None),
            ("Gillis Hammar", "signatory", "Förvaltningschef"),
            ("Fredrik Jurdell", "signatory", "Avdelningschef"),
            ("Anna-Klara Müntzing", "mover", None),
            ("Stefan Nilsson", "mover", None),
            ("Jonas Eklund", "mover", None),
        ),
        organisations=(
            ("Socialstyrelsen", "mentioned"),
            ("Försäkringskassan", "mentioned"),
            ("Arbetsförmedlingen", "mentioned"),
            ("Sveriges kommuner och landsting", "mentioned"),
        ),
        other_organisations=(
            *("IFS", "schizofreniförbundet", "IFS – schizofreniförbundet", "RSMH"),
            *("riksförbundet för social och mental hälsa", "RSMH – riksförbundet för social och mental hälsa"),
        ),
        districts_mentioned=tuple(
            f"sthlm-sdn-{name}"
            for name in (
                "enskede-arsta-vantor farsta skarpnack hagersten-liljeholmen skarholmen alvsjo sodermalm norrmalm "
                "ostermalm kungsholmen bromma hasselby-vallingby rinkeby-kista spanga-tensta"
            ).split()
        ),
        municipalities_mentioned=("Stockholm",),
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
        people=(
            ("Karin Jacobsen", "contact", None),
            ("Cecilia Löfgren", "contact", "Koordinator för lokala processtödet"),
            ("Maria Andersson", "contact", None),
            ("Lise-Lotte Hedqvist", "contact", None),
            *(
                (name, "mentioned", None)
                for name in (
                    *("Ulrika Wallin", "Margareta Heimer", "Bitte Davidsson", "Anita Brynje", "Lars Arvidsson"),
                    *("Christina Häckner", "Conny Gabrielsson", "Gertrud Wahllund", "Stefan Borg", "Lena Lindén"),
                    *("Christina Klintemo", "Lotta Olmarken", "Elisabeth Sundqvist"),
                )
            ),
        ),
        organisations=(
            ("Kommunförbundet Stockholms län", "sender"),
            ("Hälso- och sjukvårdsnämndens förvaltning", "sender"),
            ("Stockholms läns landsting", "mentioned"),
            ("Kriminalvården", "mentioned"),
        ),
        other_organisations=("Beroendecentrum", "Enheten för hemlösa", "KSL", "HSN", "SLSO", "MBAB", "Carema"),
        references=(("document", "Policy för att förebygga och behandla missbruk och beroende", None),),
        districts_mentioned=tuple(
            f"sthlm-sdn-{name}"
            for name in (
                "bromma enskede-arsta-vantor farsta hasselby-vallingby kungsholmen norrmalm skarpnack ostermalm"
            ).split()
        ),
        municipalities_mentioned=(
            *("Stockholm", "Danderyd", "Ekerö", "Haninge", "Huddinge", "Järfälla", "Lidingö", "Nacka", "Norrtälje"),
            *("Salem", "Sigtuna", "Sollentuna", "Solna", "Sundbyberg", "Södertälje", "Tyresö", "Täby", "Upplands-Bro"),
            *("Upplands Väsby", "Vallentuna", "Vaxholm", "Värmdö", "Österåker"),
        ),
        issue="2/4 2010",
    ),
]


def read_and_tagged(path: Path) -> Tagged:
    """The document of a file, with its tags."""
    document = read_document(path.name, path.read_bytes())
    return document, tag_document(document, load_swedish())


def is_of(stem: str, form: str) -> bool:
    """Whether a file is this form of a seed: "pdf" as printed, "scan", "rows"."""
    return stem.endswith(f"_{form}") if form != "pdf" else not stem.endswith(("_scan", "_rows"))


@pytest.fixture(scope="module")
def tagged(shared: Path) -> dict[tuple[str, str], Tagged]:
    """Every seed as read from its PDF, and from the copy with its columns row by row, by number and form."""
    return {
        (path.name[:3], form): read_and_tagged(path)
        for form in ("pdf", "rows")
        for path in sorted((shared / "seeds").glob("00?_*.pdf"))
        if is_of(path.stem, form)
    }


@pytest.fixture(scope="module")
def scanned(shared: Path) -> dict[tuple[str, str], Tagged]:
    """The seeds that there are scans of, read by OCR."""
    if missing():
        pytest.skip(f"no OCR here: {missing()}")
    return {
        (path.name[:3], "scan"): read_and_tagged(path) for path in sorted((shared / "seeds").glob("00?_*_scan.pdf"))
    }


PRINTED = [pytest.param(seed, "pdf", id=seed.number) for seed in SEEDS]
PRINTED += [pytest.param(seed, "rows", id=f"{seed.number}-rows") for seed in SEEDS if seed.number == "004"]
SCANNED = [pytest.param(seed, "scan", id=f"{seed.number}-scan") for seed in SEEDS if seed.number in ("000", "003")]
CHECKS = []


def check(function: Callable[[Document, TagRecord, Seed], None]) -> Callable[[Document, TagRecord, Seed], None]:
    """One group of fields, checked on every form of a seed."""
    CHECKS.append(function)
    return function


@check
def identity(document: Document, record: TagRecord, seed: Seed) -> None:
    names = ("type", "title", "date", "date_kind", "period", "municipality", "body", "addressee", "district", "issue")
    assert {name: getattr(record, name) for name in names} == {name: getattr(seed, name) for name in names}
    assert record.parts == ()


@check
def case_numbers(document: Document, record: TagRecord, seed: Seed) -> None:
    assert tuple((n.raw, n.canonical, n.code, n.role) for n in record.diarienummer) == seed.numbers
    assert all(document.text[n.start : n.end] == n.raw and n.page == 1 for n in record.diarienummer)


@check
def proposals(document: Document, record: TagRecord, seed: Seed) -> None:
    assert len(record.proposals) == len(seed.proposals)
    for number, (proposal, wanted) in enumerate(zip(record.proposals, seed.proposals, strict=True), 1):
        opening, decision_class = wanted
        assert proposal.text.startswith(opening)
        assert (proposal.number, proposal.decision_class, proposal.lead) == (number, decision_class, seed.lead)
        assert (proposal.addressee, proposal.page) == (seed.body, 1)
        assert document.text[proposal.start : proposal.end] == proposal.text


@check
def demands(document: Document, record: TagRecord, seed: Seed) -> None:
    assert len(record.demands) == len(seed.demands)
    for demand, (opening, request, by) in zip(record.demands, seed.demands, strict=True):
        assert demand.text.startswith(opening)
        assert (demand.request, demand.by) == (request, by)
        assert demand.text in document.text


@check
def decisions_and_dissents(document: Document, record: TagRecord, seed: Seed) -> None:
    assert record.decisions == ()  # none of the five is minutes
    assert len(record.dissents) == len(seed.dissents)
    for dissent, (kind, parties, opening) in zip(record.dissents, seed.dissents, strict=True):
        assert (dissent.kind, dissent.parties) == (kind, parties)
        assert dissent.text.startswith(opening)


@check
def parties(document: Document, record: TagRecord, seed: Seed) -> None:
    assert [(p.party, p.role, as_ocr_reads(p.persons), p.raw) for p in record.parties] == [
        (party, role, as_ocr_reads(persons), raw) for party, role, persons, raw in seed.parties
    ]


@check
def people(document: Document, record: TagRecord, seed: Seed) -> None:
    found = {(*as_ocr_reads([person.name]), person.role, person.title) for person in record.people}
    assert found == {(*as_ocr_reads([name]), role, title) for name, role, title in seed.people}


@check
def organisations(document: Document, record: TagRecord, seed: Seed) -> None:
    found = {(organisation.name, organisation.role) for organisation in record.organisations}
    assert found >= set(seed.organisations)
    others = {name for name, role in found - set(seed.organisations)}
    assert others <= set(seed.other_organisations)


@check
def references(document: Document, record: TagRecord, seed: Seed) -> None:
    assert tuple((reference.kind, reference.raw, reference.canonical) for reference in record.references) == (
        seed.references
    )


@check
def places(document: Document, record: TagRecord, seed: Seed) -> None:
    assert sorted(record.districts_mentioned) == sorted(seed.districts_mentioned)
    assert sorted(record.municipalities_mentioned) == sorted(seed.municipalities_mentioned)


def as_ocr_reads(names: Iterable[str]) -> tuple[str, ...]:
    """Names with letters that OCR takes for each other made one: "ü" and "ä" are two dots over a small letter."""
    return tuple(name.replace("ü", "ä") for name in names)


@pytest.mark.parametrize("fields", CHECKS, ids=lambda function: function.__name__)
@pytest.mark.parametrize(("seed", "form"), PRINTED)
def test_printed(
    tagged: dict[tuple[str, str], Tagged],
    seed: Seed,
    form: str,
    fields: Callable[[Document, TagRecord, Seed], None],
) -> None:
    fields(*tagged[seed.number, form], seed)


@pytest.mark.slow
@pytest.mark.parametrize("fields", CHECKS, ids=lambda function: function.__name__)
@pytest.mark.parametrize(("seed", "form"), SCANNED)
def test_scanned(
    scanned: dict[tuple[str, str], Tagged],
    seed: Seed,
    form: str,
    fields: Callable[[Document, TagRecord, Seed], None],
) -> None:
    fields(*scanned[seed.number, form], seed)
