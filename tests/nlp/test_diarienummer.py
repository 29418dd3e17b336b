"""Case numbers: found or refused, own or foreign, whose."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.vocabulary import boards, districts
from nlp.tags.context import TagContext
from nlp.tags.diarienummer import diarienummer_in
from nlp.tags.number_strings import number_strings_in

END = "\n\nNy lekpark\n\nFörslag till beslut\n\nNämnden godkänner planen.\n"
FARSTA = {"district": "sthlm-sdn-farsta", "municipality": "Stockholm", "body": "Farsta stadsdelsnämnd"}
TYRESÖ = {"municipality": "Tyresö", "body": "Socialnämnden"}
UPPSALA = {"municipality": "Uppsala", "body": "Socialnämnden"}

ROWS: list[tuple[str, dict[str, Any], list[tuple[str, str, str]], str]] = [
    ("Dnr 511 - 206 - 2007" + END, FARSTA, [("511 - 206 - 2007", "sthlm-sdn-farsta|2007|206", "own")], "blanks"),
    (
        "Dnr:\n511-206-2007" + END,
        FARSTA,
        [("511-206-2007", "sthlm-sdn-farsta|2007|206", "own")],
        "value below its label",
    ),
    (
        "Handläggare Datum Diarienummer\nEva Ek 2014-02-03 2014/SN 0012 10" + END,
        TYRESÖ,
        [("2014/SN 0012 10", "tyreso-sn|2014|12", "own")],
        "a row of labels over a row of values",
    ),
    (
        "Dnr 7-742-2011 och 5-744-2011" + END,
        FARSTA,
        [("7-742-2011", "sthlm-sdn-farsta|2011|742", "own"), ("5-744-2011", "sthlm-sdn-farsta|2011|744", "own")],
        "two behind one label",
    ),
    (
        "Dnr 1.5.1-135-2012\n\nRemiss från Kommunstyrelsen, dnr 316-259/2012" + END,
        FARSTA,
        [("1.5.1-135-2012", "sthlm-sdn-farsta|2012|135", "own"), ("316-259/2012", "sthlm-ks|2012|259", "foreign")],
        "the remitter's number is not ours",
    ),
    (
        "Länsstyrelsens beteckning 704-06-8329" + END,
        FARSTA,
        [("704-06-8329", "lst-stockholm|2006|8329", "foreign")],
        "only somebody else's",
    ),
    ("SCN-2015-0180" + END, UPPSALA, [("SCN-2015-0180", "uppsala-scn|2015|180", "own")], "known letters need no label"),
    (
        "Dnr 433-2011-1.6." + END,
        FARSTA,
        [("433-2011-1.6.", "sthlm-sdn-farsta|2011|433", "own")],
        "code last, with its full stop",
    ),
    ("Dnr 0366/15" + END, {}, [("0366/15", "?|2015|366", "own")], "owner unknown"),
    ("Telefon: 08-508 12 570\nTfn 0739-83 14 64" + END, FARSTA, [], "phones"),
    (
        "Eva Ek" + END + "\nBakgrund\n\nEnligt SFS 2001:453, motion (2012:6) och planen 2012-2015.\n",
        FARSTA,
        [],
        "laws, motions, years",
    ),
    ("Org.nr 212000-0142\nSammanträde 2007-08-28" + END, FARSTA, [], "organisation number and date"),
    ("Bilaga till 239/15 och nr 2/4 2010" + END, FARSTA, [], "short shapes without a label"),
]


@pytest.mark.parametrize(("text", "known", "expected", "why"), ROWS)
def test_numbers(
    context_of: Callable[..., TagContext],
    text: str,
    known: dict[str, Any],
    expected: list[tuple[str, str, str]],
    why: str,
) -> None:
    context = context_of(text, **known)
    found = diarienummer_in(context)
    assert [(number.raw, number.canonical, number.role) for number in found] == expected, why
    for number in found:
        assert number.start is not None
        assert context.document.text[number.start : number.end] == number.raw


def test_header_evidence_has_no_offsets(context_of: Callable[..., TagContext]) -> None:
    context = context_of("Eva Ek" + END, "Diarienummer", "SN 2014/12", "1 (3)", **TYRESÖ)
    (number,) = diarienummer_in(context)
    assert (number.canonical, number.where, number.start, number.end) == ("tyreso-sn|2014|12", "header", None, None)


def test_paragraph_head_of_minutes(context_of: Callable[..., TagContext]) -> None:
    text = "§ 12 Dnr 2014/SN 0012 10\n\nNy lekpark\n\nBeslut\n\nSocialnämnden godkänner planen.\n"
    (number,) = diarienummer_in(context_of(text, type="protokoll", **TYRESÖ))
    assert (number.role, number.canonical, number.code) == ("own", "tyreso-sn|2014|12", "10")


@pytest.mark.shared
def test_real_numbers_and_look_alikes(shared: Path, context_of: Callable[..., TagContext]) -> None:
    """Printed numbers of thirty boards, each in a letterhead of its board; of those without a label some are lost."""
    with (shared / "domain" / "diarienummer.tsv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))
    real = [row for row in rows if row["kind"] == "dnr" and row["running_number"]]
    right = 0
    for row in real:
        found = diarienummer_in(context_of(row["raw"] + END, date=row["document_date"] or None, **owner(row["org_id"])))
        right += [number.canonical for number in found] == [row["canonical"]]
    assert right / len(real) >= 0.98
    for row in rows:
        if row["kind"] == "not-dnr":
            text = f"{row['raw']}{END}\nBakgrund\n\nÄrendet gäller {row['raw']} och annat.\n"
            assert diarienummer_in(context_of(text, municipality="Stockholm")) == (), row["raw"]


def owner(board: str) -> dict[str, str]:
    """What the tagger knows of a document of this board, by its id."""
    if district := districts().by_id(board):
        return {"district": board, "municipality": district.municipality, "body": district.board}
    known = boards().by_id(board)
    home = known.municipality if known and known.municipality else "Stockholm"
    return {"municipality": home, "body": known.name if known else ""}


@given(st.text(alphabet="Dnr 0123456789-/–:.KSN§()\nåÅ", max_size=120))
def test_any_string_of_figures(text: str) -> None:
    for string in number_strings_in(text):
        assert text[string.start : string.end] == string.raw
