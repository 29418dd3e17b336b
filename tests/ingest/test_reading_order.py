"""Blocks from lines: what a line break means, and where a sentence goes on."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from corpus.records import Line, Page
from ingest.reading_order import ReadText, text_of_pages
from tests.ingest.papers import HEIGHT, WIDTH, line

# a long line sets the right edge of the column; short lines above it were broken on purpose
FULL = "Nämnden har under hösten prövat frågan och funnit att den bör utredas"


def read(*pages: Sequence[Line]) -> ReadText:
    return text_of_pages([Page(number, WIDTH, HEIGHT, tuple(lines)) for number, lines in enumerate(pages, 1)])


def stacked(*texts: str, top: float = 300.0, x: float = 90.0, gap: float = 13.0) -> list[Line]:
    return [line(text, x, top + gap * place) for place, text in enumerate(texts)]


def blocks_of(result: ReadText) -> list[str]:
    return [result.text[block.start : block.end] for block in result.blocks]


@pytest.mark.parametrize(
    ("first", "second", "joined", "why"),
    [
        ("Frågan behandlas i det tjänste-", "utlåtande som lades fram.", "tjänsteutlåtande", "hyphenation undone"),
        ("Ärendet har beretts av Hässelby-", "Vällingby stadsdelsnämnd.", "Hässelby-Vällingby", "a name keeps it"),
        ("Staden ansvarar för alkohol-", "och drogpolitiken i stort.", "alkohol- och drogpolitiken", "a word left out"),
        ("Det gäller Stockholms stads FoU-", "enhet och dess rapporter.", "FoU-enhet", "as does this"),
        ("Planen ska gälla under en 3-", "årsperiod och sedan prövas.", "3-årsperiod", "a figure keeps its hyphen"),
        ("Anmälan kan göras per telefon eller e-", "post till kontoret.", "e-post", "a letter keeps its hyphen"),
        ("Besluten fattas av kommunerna/", "stadsdelarna var för sig.", "kommunerna/stadsdelarna", "a stroke"),
        ("Det gäller hjälp-, stöd-", "eller vårdbehov i hemmet.", "hjälp-, stöd- eller vårdbehov", "two left out"),
        ("Det är ett socio-ekonomiskt och socio-", "ekonomiskt index.", "och socio-ekonomiskt index", "as written"),
        ("Uppföljningen gäller åren 2005–", "2009 i hela staden.", "2005–2009", "a span of years"),
        ("Det har skett i april och i", "maj månad detta år.", "i april och i maj månad", "a plain line break"),
    ],
)  # fmt: skip
def test_lines_joined(first: str, second: str, joined: str, why: str) -> None:
    full = Line(first, 90, 313, 90 + 5.5 * len(FULL), 324, 11, False)  # reaches the edge: the break was forced
    text = read([line(FULL, top=300), full, line(second, top=326)]).text
    assert joined in text, why
    assert "\n" not in text


@pytest.mark.parametrize(
    ("lines", "expected", "why"),
    [
        (stacked("Handläggare: Vendela Stråth", "Telefon: 08-465 004 99", FULL),
         ["Handläggare: Vendela Stråth", "Telefon: 08-465 004 99", FULL], "fields: the next word would have fitted"),
        ([*stacked(FULL, "och besvaras."), line("Ny tanke börjar här.", top=340)],
         [FULL + " och besvaras.", "Ny tanke börjar här."], "an empty line parts paragraphs"),
        ([line("Bakgrund", top=280, bold=True), *stacked(FULL, "vidare.")],
         ["Bakgrund", FULL + " vidare."], "a bold line is a heading"),
        ([*stacked("Det behövs en samlad plan för snöröjning och halkskydd, en"), *stacked("plan för alla", top=313)],
         ["Det behövs en samlad plan för snöröjning och halkskydd, en plan för alla"], "running text goes on"),
        ([line("En lång rubrik som har brutits", top=200, size=16, bold=True),
          line("över två rader", top=218, size=16, bold=True), *stacked(FULL)],
         ["En lång rubrik som har brutits över två rader", FULL], "a title may be broken anywhere"),
        (stacked("Nämnden föreslås besluta", "att bifalla motionen, samt", "att avsluta ärendet.", FULL),
         ["Nämnden föreslås besluta", "att bifalla motionen, samt", "att avsluta ärendet.", FULL], "att-clauses"),
    ],
)  # fmt: skip
def test_blocks(lines: list[Line], expected: list[str], why: str) -> None:
    assert blocks_of(read(lines)) == expected, why


def test_fields_stand_for_themselves_where_a_full_line_is_above() -> None:
    present, chosen = "Närvarande: Maj Alm (C), ordförande, Bo Ek (S) samt Eva Lind (M)", "Justerare: Bo Ek"
    assert blocks_of(read(stacked(present, chosen))) == [present, chosen]
    assert blocks_of(read(stacked(present, "Justerare och ersättare sedan"))) == [
        f"{present} Justerare och ersättare sedan"
    ]


def test_items_of_a_list_keep_their_marks() -> None:
    lines = [
        line("Nämnden beslutar:", top=280),
        line("1. Planen antas enligt förvaltningens förslag och gäller tills vidare i", 95, 300),
        line("hela området.", 110, 313),
        line("2. Beslutet justeras omedelbart.", 95, 332),
        line("\uf0b7 Utvärdering sker varje år", 95, 352),
        line("• Rapport lämnas i maj", 95, 365),
    ]
    result = read(lines)
    assert [block.role for block in result.blocks] == ["paragraph", "item", "item", "item", "item"]
    assert result.text.split("\n\n")[1].split("\n") == [
        "1. Planen antas enligt förvaltningens förslag och gäller tills vidare i hela området.",
        "2. Beslutet justeras omedelbart.",
        "- Utvärdering sker varje år",
        "- Rapport lämnas i maj",
    ]


def test_a_dash_within_a_sentence_is_no_item() -> None:
    result = read(
        stacked(
            "Bron byggs om i tre steg som följer direkt på varandra utan avbrott,",
            "– pelare, spann och räcken.",
        )
    )
    assert [block.role for block in result.blocks] == ["paragraph"]


@pytest.mark.parametrize(
    ("end", "start", "parts", "why"),
    [
        (FULL, "vidare av kontoret.", 1, "the sentence goes on"),
        (FULL + ".", "Vidare bör kontoret höras.", 2, "the sentence was finished"),
        (FULL + " hos Arbets-", "förmedlingen i staden.", 1, "a word goes on"),
        (
            FULL + " enligt",
            "Socialstyrelsens råd, som kom ut i våras och gäller hela landet.",
            1,
            "a name at the break",
        ),
    ],
)
def test_sentence_over_a_page_break(end: str, start: str, parts: int, why: str) -> None:
    result = read([line("Nämnden", top=200), Line(end, 90, 740, 500, 751, 11, False)],
                  [Line(start, 90, 80, 480, 91, 11, False)])  # fmt: skip
    assert len(result.blocks) == parts + 1, why
    first, second = result.pages
    assert (first.end, second.end) == (second.start, len(result.text))
    assert result.text[second.start :].split()[0].strip(".") in start


def test_name_before_its_office_is_not_joined_over_a_gap() -> None:
    assert blocks_of(read([line("Leif Ansvik", top=300), line("stadsdelsdirektör", top=330), line(FULL, top=400)])) == [
        "Leif Ansvik",
        "stadsdelsdirektör",
        FULL,
    ]


def test_footnote_does_not_part_a_sentence() -> None:
    first = [
        Line(FULL, 90, 600, 500, 611, 11, False),
        line("¹ Räknat i priser för år 2009 och utan moms.", top=760, size=11),
    ]
    second = [line("vidare under våren.", top=80)]
    result = read(first, second)
    assert blocks_of(result) == ["¹ Räknat i priser för år 2009 och utan moms.", FULL + " vidare under våren."]


def test_footnotes_in_small_print_leave_the_sentence_whole() -> None:
    note = "1 Räknat i 2009 års priser och utan moms, enligt entreprenörens kalkyl som"
    first = [
        *stacked(*[FULL] * 4, top=500),
        Line(FULL, 90, 600, 500, 611, 11, False),
        Line(note, 90, 720, 500, 728, 8, False),
        Line("lämnades i januari.", 90, 730, 160, 738, 8, False),
        Line("2 se nämndens beslut den 3 mars.", 90, 740, 230, 748, 8, False),
    ]
    assert blocks_of(read(first, [line("vidare under våren.", top=80)]))[1:] == [
        f"{note} lämnades i januari.",
        "2 se nämndens beslut den 3 mars.",
        FULL + " vidare under våren.",
    ]


def test_numbered_heading_is_no_item() -> None:
    lines = [line("2. Målgrupp", top=280, bold=True), *stacked(FULL, "vidare.")]
    assert [(block.role, block.start) for block in read(lines).blocks] == [("heading", 0), ("paragraph", 13)]


def test_page_without_a_full_line_knows_the_width_of_the_text() -> None:
    wide = Line(FULL, 90, 600, 500, 611, 11, False)
    signed = [line("Håkan Utterbo", top=80), line("Utbildningsdirektör", top=93)]
    assert blocks_of(read([wide], signed))[1:] == ["Håkan Utterbo", "Utbildningsdirektör"]


def test_rows_of_a_table_are_never_joined() -> None:
    rows = [line("Belysning och snöröjning längs hela gångvägen till stationen och skolan\t310", top=300),
            line("varav lån\t40", top=313)]  # fmt: skip
    assert blocks_of(read(rows)) == [row.text for row in rows]


def test_soft_hyphens_and_composed_letters() -> None:
    assert read([line("Miljö\u00adnämnden a\u030apnar", top=300)]).text == "Miljönämnden åpnar"


def test_nothing() -> None:
    assert read([]) == ReadText("", (), read([]).pages)
    assert read([]).pages[0].end == 0
