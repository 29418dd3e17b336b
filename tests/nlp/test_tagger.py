"""The whole record: order of extractors, parts of minutes, and that no text whatever breaks it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from corpus.errors import UnreadableError
from corpus.records import Document, TagRecord
from corpus.tag_json import tag_from_json, tag_to_json
from ingest.reader import read_document
from nlp.swedish import SwedishPipeline
from nlp.tagger import IDENTITY, MATTER, logic_versions, tag_document
from nlp.tags.context import TagContext

REPORT = """Handläggare: Eva Ek
Telefon: 08-508 12 570

Dnr 511-206-2012

Sammanträde 28 augusti 2012

Till
Farsta stadsdelsnämnd

Ny lekpark i Hökarängen

Svar på skrivelse från Ulf Al (V)

Förslag till beslut

1. Nämnden godkänner tjänsteutlåtandet som svar på skrivelsen.
2. Beslutet förklaras omedelbart justerat.

Sammanfattning

Parken behöver nya gungor. Täby kommun har bytt sina.
"""

MINUTES = """Kultur- och fritidsnämndens sammanträde

Plats och tid

Rådhuset, klockan 13-15

§ 7 Hallar i norr

Dnr KFN 2018/0211

Beslut

Kultur- och fritidsnämnden lägger rapporten till handlingarna.

§ 8 Badplatser

Dnr KFN 2018/0164

Beslut

Kultur- och fritidsnämnden bordlägger ärendet.
"""

# words that open fields, headings and numbers, so that random texts meet the extractors
CUES = st.sampled_from(
    [
        "Dnr ", "511-206-2007", "\n\n", "Till\n", "Förslag till beslut\n\n", "Nämnden beslutar att ", "§ 3 ", "(v)",
        "Sammanträde 2012-02-30", "SOCIALNÄMNDEN", "Farsta sdn", "Bilaga: ", "Reservation\n\n", "1. ", "- att ",
        "Nyhetsbrev nr 2/4 2010", "Motion", "\x0c", "\u2028", "🚲", "Handläggare: Eva Ek och ",
    ]
)  # fmt: skip


def test_report(swedish: SwedishPipeline) -> None:
    record = tag_document(read_document("a.txt", REPORT.encode()), swedish)
    assert (record.type, record.title, record.date) == ("tjänsteutlåtande", "Ny lekpark i Hökarängen", "2012-08-28")
    assert (record.district, record.municipality) == ("sthlm-sdn-farsta", "Stockholm")
    assert [number.canonical for number in record.diarienummer] == ["sthlm-sdn-farsta|2012|206"]
    assert [proposal.decision_class for proposal in record.proposals] == ["answer_as_statement", "immediate_adjust"]
    assert record.municipalities_mentioned == ("Täby",)
    assert record.parts == ()


def test_minutes_give_a_part_for_each_matter(context_of: Callable[..., TagContext]) -> None:
    header = (
        "NORRKÖPINGS KOMMUN",
        "SAMMANTRÄDESPROTOKOLL",
        "Kultur- och fritidsnämnden",
        "Sammanträdesdatum",
        "2018-09-13",
    )
    context = context_of(MINUTES, *header)
    record = tag_document(context.document, context.swedish)
    assert (record.type, record.body, record.date) == ("protokoll", "Kultur- och fritidsnämnden", "2018-09-13")
    assert [part.title for part in record.parts] == ["Hallar i norr", "Badplatser"]
    assert [part.decisions[0].decision_class for part in record.parts] == ["file_note", "table_item"]
    assert {part.date for part in record.parts} == {"2018-09-13"}
    for part, raw in zip(record.parts, ("KFN 2018/0211", "KFN 2018/0164"), strict=True):
        (number,) = part.diarienummer
        assert context.document.text[number.start : number.end] == raw


MOTTAGARE = """TJÄNSTESKRIVELSE
1[2]
Socialförvaltningen
2014-03-12
Dnr SN/2014:216

Referens
Eva Ek
Mottagare
Socialnämnden

Handlingsplan mot våld (SN/2014:216)

Förslag till beslut

Socialnämnden godkänner handlingsplanen.
"""

LABEL_ROW = """TJÄNSTESKRIVELSE 1 (2)

Socialkontoret

Datum Vår beteckning Er beteckning
2018-03-04 SN 18/0098

Socialnämnden

Riktlinjer för bistånd

Förslag till beslut

Socialnämnden antar riktlinjerna.
"""

MEETING_BELOW_BOARD = """Skarpnäcks stadsdelsförvaltning

Handläggare
Eva Ek
Telefon: 08-508 15 000

Till
Skarpnäcks stadsdelsnämnd
2012-05-24

Översiktsplan

Förslag till beslut

Nämnden överlämnar tjänsteutlåtandet som svar.
"""

TO_COUNCIL = """Malmö stad
Stadskontoret

Datum
2015-02-04

Diarienummer
STK-2014-1045

Tjänsteskrivelse

Fri kollektivtrafik

Förslag till beslut

Stadskontoret föreslår att kommunstyrelsen föreslår kommunfullmäktige besluta

att avslå motionen.
"""

INTERPELLATION = """Interpellation till borgarrådet Eva Ek (M) om snö

I januari 2013 var det halt.

1. Vad görs?

Stockholm 2013-02-04

Ulf Al (S)
"""

# text, running header, (type, date, date_kind, municipality, body), why
LAYOUTS = [
    (
        MOTTAGARE,
        ("Botkyrka kommun",),
        ("tjänsteskrivelse", "2014-03-12", "issued", "Botkyrka", "Socialnämnden"),
        "Mottagare, and a date without a label",
    ),
    (
        LABEL_ROW,
        ("UPPLANDS-BRO KOMMUN",),
        ("tjänsteskrivelse", "2018-03-04", "issued", "Upplands-Bro", "Socialnämnden"),
        "a row of labels, one without a value",
    ),
    (
        MEETING_BELOW_BOARD,
        ("Tjänsteutlåtande", "Dnr 1.5.1-135-2012", "Sida 1 (3)", "2012-04-12"),
        ("tjänsteutlåtande", "2012-04-12", "issued", "Stockholm", "Skarpnäcks stadsdelsnämnd"),
        "the header has the writing date, the line below the board the meeting's",
    ),
    (
        TO_COUNCIL,
        (),
        ("tjänsteskrivelse", "2015-02-04", "issued", "Malmö", "Kommunstyrelsen"),
        "the board that proposes to the council",
    ),
    (
        INTERPELLATION,
        (),
        ("interpellation", "2013-02-04", "issued", "Stockholm", "Kommunfullmäktige"),
        "dated where it is signed; raised in the council",
    ),
]


@pytest.mark.parametrize(("text", "header", "expected", "why"), LAYOUTS)
def test_layouts_of_other_municipalities(
    context_of: Callable[..., TagContext], text: str, header: tuple[str, ...], expected: tuple[str, ...], why: str
) -> None:
    context = context_of(text, *header)
    record = tag_document(context.document, context.swedish)
    assert (record.type, record.date, record.date_kind, record.municipality, record.body) == expected, why
    assert [number.number for number in record.diarienummer] in ([216], [98], [135], [1045], []), why


def test_every_extractor_has_a_version() -> None:
    modules = {extractor.module.__name__.rpartition(".")[2] for extractor in (*IDENTITY, *MATTER)}
    assert set(logic_versions()) == modules
    assert all(version >= 1 for version in logic_versions().values())


def test_record_survives_its_json(swedish: SwedishPipeline) -> None:
    record = tag_document(read_document("a.txt", REPORT.encode()), swedish)
    assert tag_to_json(tag_from_json(tag_to_json(record))) == tag_to_json(record)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.one_of(CUES, st.text(max_size=30)), max_size=30).map("".join))
@example("Dnr " * 50)
@example("§ 1\n\n§ 2\n\n§ 3")
def test_any_text_gives_a_record_whose_spans_hold(swedish: SwedishPipeline, text: str) -> None:
    try:
        document = read_document("a.txt", text.encode())
    except UnreadableError:
        return
    record = tag_document(document, swedish)
    for one in (record, *record.parts):
        assert_spans(document, one)


def assert_spans(document: Document, record: TagRecord) -> None:
    for number in record.diarienummer:
        assert number.where == "header" or document.text[number.start : number.end] == number.raw
    for proposal in record.proposals:
        assert document.text[proposal.start : proposal.end] == proposal.text
