"""Text files give the same blocks as PDFs do."""

from __future__ import annotations

import unicodedata

import pytest

from corpus.errors import UnsupportedFormatError
from ingest.plain_text import decoded, text_of_plain


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_encodings(encoding: str) -> None:
    assert decoded("Förslag till beslut – åäö\r\nrad".encode(encoding)) == "Förslag till beslut – åäö\nrad"


@pytest.mark.parametrize("content", [bytes(range(256)) * 8, b"\x00" * 50, b"12345 67890", b"\x01\x02 ab"])
def test_no_text(content: bytes) -> None:
    with pytest.raises(UnsupportedFormatError):
        decoded(content)


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        ("Till\nLunds nämnd\n\nBakgrund\n\nEn mening.", [("paragraph", "Till"), ("paragraph", "Lunds nämnd"),
         ("paragraph", "Bakgrund"), ("paragraph", "En mening.")], "short lines stand for themselves"),
        ("Nämnden har under hösten prövat frågan och funnit att den bör\nutredas vidare.",
         [("paragraph", "Nämnden har under hösten prövat frågan och funnit att den bör utredas vidare.")],
         "lines broken by an editor are joined"),
        ("- att anta planen\n- att avsluta ärendet", [("item", "- att anta planen"), ("item", "- att avsluta ärendet")],
         "items"),
        ("1. Planen antas\n   för hela området.\n2. Klart.", [("item", "1. Planen antas för hela området."),
         ("item", "2. Klart.")], "an indented line goes on with the item"),
        ("# Svar på motion\n\n## Bakgrund\nText", [("heading", "Svar på motion"), ("heading", "Bakgrund"),
         ("paragraph", "Text")], "Markdown"),
        ("**Bakgrund**\n\nText", [("heading", "Bakgrund"), ("paragraph", "Text")], "bold alone on its line"),
        ("* Punkt", [("paragraph", "* Punkt")], "a star is no mark of Swedish officialese"),
    ],
)  # fmt: skip
def test_blocks(text: str, expected: list[tuple[str, str]], why: str) -> None:
    result = text_of_plain(text)
    assert [(block.role, result.text[block.start : block.end]) for block in result.blocks] == expected, why


def test_form_feeds_part_pages() -> None:
    result = text_of_plain("Första sidan.\fAndra sidan.")
    assert [result.text[span.start : span.end].strip() for span in result.pages] == ["Första sidan.", "Andra sidan."]


COLUMNS = [
    (
        "Tibro kommun          Tjänsteskrivelse\nKulturkontoret        2014-05-06",
        ["Tibro kommun", "Kulturkontoret", "Tjänsteskrivelse", "2014-05-06"],
        "a letterhead in two columns",
    ),
    (
        "Datum       Diarienummer\n2014-05-06  KN 2014/7",
        ["Datum", "2014-05-06", "Diarienummer", "KN 2014/7"],
        "two blanks part cells that begin where those of another line do",
    ),
    ("Bo Ek  tfn 12", ["Bo Ek tfn 12"], "two blanks on one line only are a slip"),
    (
        "Maj Alm              Bo Ek\nordförande           sekreterare",
        ["Maj Alm", "ordförande", "Bo Ek", "sekreterare"],
        "two who sign, each with an office",
    ),
    ("att     anta planen\natt     avsluta ärendet", ["att anta planen", "att avsluta ärendet"], "a point is no cell"),
    ("F ö r s l a g   t i l l   b e s l u t", ["F ö r s l a g t i l l b e s l u t"], "letters printed apart"),
    (
        "Utredning av hur gång- och cykelvägen till Mullsjö kan byggas\nDnr 2014/7",
        ["Utredning av hur gång- och cykelvägen till Mullsjö kan byggas", "Dnr 2014/7"],
        "a field below a long title is none of it",
    ),
    (
        "Nytt om skola, vägar och näringsliv för dig som bor i Mullsjö\nNummer 3, maj 2015",
        ["Nytt om skola, vägar och näringsliv för dig som bor i Mullsjö", "Nummer 3, maj 2015"],
        "the issue below the motto of a newsletter is none of it",
    ),
    (
        "Närvarande: Maj Alm (C), ordförande, Bo Ek (S) och Eva Lind (M)\nJusterare: Bo Ek",
        ["Närvarande: Maj Alm (C), ordförande, Bo Ek (S) och Eva Lind (M)", "Justerare: Bo Ek"],
        "a field below a full one stands for itself",
    ),
    (
        "1. Planen antas.\n\nFörslag till egen del, om kommunfullmäktige antar planen\n2. Kontoret får i uppdrag.",
        ["1. Planen antas.", "Förslag till egen del, om kommunfullmäktige antar planen",
         "2. Kontoret får i uppdrag."],
        "a number that counts on is a point, however long its stem",
    ),
    (
        "Kontoret har under våren och sommaren haft samråd enligt punkt\n2. Det gav inget.",
        ["Kontoret har under våren och sommaren haft samråd enligt punkt 2. Det gav inget."],
        "a number that counts on from nothing ends a sentence",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "why"), COLUMNS)
def test_columns(text: str, expected: list[str], why: str) -> None:
    result = text_of_plain(text)
    assert [result.text[block.start : block.end] for block in result.blocks] == expected, why


BROKEN = "Under hösten har kontoret haft flera möten om elen med Mullsjö"


@pytest.mark.parametrize(
    ("end", "start", "parts", "why"),
    [
        (BROKEN, "Energi AB om hur den nya ledningen ska dras.",
         1, "a name that the page parts"),
        (f"{BROKEN}.", "Energi AB sade hur ledningen ska dras i år.",
         2, "the page ends with its sentence"),
        (BROKEN, "Mullsjö kommun, kommunstyrelsens kontor, sida 2",
         2, "a head of the page is no sentence"),
        (BROKEN, "§ 14 Val av ledamot i utskottet år 2014.",
         2, "a paragraph of minutes begins"),
    ],
)  # fmt: skip
def test_sentence_over_a_form_feed(end: str, start: str, parts: int, why: str) -> None:
    assert len(text_of_plain(f"{end}\n\f{start}").blocks) == parts, why


def test_decomposed_letters_give_the_same_text() -> None:
    lines = ["Nämnden prövar " + "å" * count + " ärendet\nNästa rad om Åre" for count in range(20, 120, 7)]
    for text in (*lines, "\n\n".join(lines)):
        assert text_of_plain(unicodedata.normalize("NFD", text)) == text_of_plain(text)
