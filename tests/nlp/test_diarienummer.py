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
from nlp.tags.diarienummer import diarienummer_in, misprints_in
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


MISPRINTS: list[tuple[str, int, str]] = [
    ("Dnr 511-206-2007" + END + "\nBakgrund\n\nFrågan (dnr 512-206-2007) är äldre.\n", 1, "another code"),
    ("Dnr 511-206-2007" + END + "\nBakgrund\n\nFrågan (dnr 511-206/2007) är äldre.\n", 0, "written otherwise"),
    ("Dnr 511-206-2007" + END + "\nBakgrund\n\nFrågan (dnr 206/2007) är äldre.\n", 0, "without its code"),
    ("Dnr 006-020-2008" + END + "\nBakgrund\n\nFrågan (dnr 6-20-2008) är äldre.\n", 0, "noughts mean nothing"),
    ("Dnr 511-206-2007" + END + "\nBakgrund\n\nRemiss från kommunstyrelsen, dnr 316-206-2007.\n", 0, "another diary"),
]


@pytest.mark.parametrize(("text", "warnings", "why"), MISPRINTS)
def test_one_case_under_two_codes_is_warned_of(
    context_of: Callable[..., TagContext], text: str, warnings: int, why: str
) -> None:
    assert len(misprints_in(context_of(text, **FARSTA))) == warnings, why


# the numbers of diaries that no vocabulary of ours knows, in the shapes their municipalities print
OTHER_DIARIES: list[tuple[str, tuple[int, int, str | None]]] = [
    ("KS-2019/00123", (2019, 123, None)),
    ("KS19/123", (2019, 123, None)),
    ("19KS123", (2019, 123, None)),
    ("2019-00045", (2019, 45, None)),
    ("2019-00123 1.1.3.1", (2019, 123, "1.1.3.1")),
    ("SN-2018/3456.109", (2018, 3456, "109")),
    ("KS 2019.0123", (2019, 123, None)),
    ("KS/0123/2019", (2019, 123, None)),
    ("KS/2019/0123/001-3", (2019, 123, "001")),
    ("2019/0123 KS", (2019, 123, None)),
    ("KS/2019:123 106", (2019, 123, "106")),
    ("N164-0218/19", (2019, 218, None)),
    ("BUN/2018:340-290", (2018, 340, "290")),
    ("2016-00301/9", (2016, 301, "9")),
    ("123/2019", (2019, 123, None)),
    ("07/19", (2019, 7, None)),
]


@pytest.mark.parametrize(("raw", "expected"), OTHER_DIARIES)
def test_diaries_nobody_has_met(
    context_of: Callable[..., TagContext], raw: str, expected: tuple[int, int, str | None]
) -> None:
    known = {"municipality": "Arboga", "body": "Servicenämnden", "date": "2020-03-03"}
    (number,) = diarienummer_in(context_of(f"Diarienummer: {raw}{END}", **known))
    assert (number.year, number.number, number.code) == expected
    assert number.role == "own"
    assert not number.canonical.startswith("?")


OWNERS: list[tuple[str, dict[str, Any], str, str]] = [
    ("KS 2019/12", {"municipality": "Arboga", "body": "Socialnämnden"}, "arboga-ks", "usual letters of another board"),
    (
        "ON 2019/12",
        {"municipality": "Arboga", "body": "Områdesnämnden"},
        "arboga-omradesnamnd",
        "the board's own initial",
    ),
    ("SKA 2019/352", {"municipality": "Stockholm"}, "sthlm-sdn-skarpnack", "letters of a district"),
    (
        "2019/12",
        {"municipality": "Arboga", "body": "Kommunfullmäktige"},
        "arboga-ks",
        "the council's stand in its diary",
    ),
    ("2019/12", {}, "?", "nobody is named"),
]


@pytest.mark.parametrize(("raw", "known", "owner", "why"), OWNERS)
def test_owner(context_of: Callable[..., TagContext], raw: str, known: dict[str, Any], owner: str, why: str) -> None:
    (number,) = diarienummer_in(context_of(f"Dnr {raw}{END}", **known))
    assert number.canonical.split("|")[0] == owner, why


REFUSED = [
    "2004-01-01 – 2006-12-31", "2007-08-28", "08-508 12 570", "2005-2007", "Ds 2010:5", "SOU 2017:114",
    "prop. 2005/06:123", "motion 2007:23", "2014/", "SN-2018/", "/2002", "1.208.200", "16/2",
]  # fmt: skip


@pytest.mark.parametrize("raw", REFUSED)
def test_what_not_even_a_label_makes_a_number(context_of: Callable[..., TagContext], raw: str) -> None:
    assert diarienummer_in(context_of(f"Dnr {raw}{END}", **FARSTA)) == ()


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


OWNERS_OF_THE_UNKNOWN = [
    ("Dnr VON 2014/12" + END, {}, "?", "letters that many boards share tell no municipality"),
    ("Dnr VON 2014/12" + END, {"municipality": "Tibro"}, "tibro-von", "the municipality known"),
    ("Dnr 2014/12" + END, {"municipality": "Tibro", "body": "Kommunstyrelsens arbetsutskott"}, "tibro-ks",
     "a committee keeps no diary"),
    ("Till\nLänsstyrelsen i Kalmar län\n(Er beteckning 512-88-2014)" + END, {"municipality": "Tibro"}, "lst-kalmar",
     "their number is the addressee's"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "known", "owner", "why"), OWNERS_OF_THE_UNKNOWN)
def test_owner_without_a_list(
    context_of: Callable[..., TagContext], text: str, known: dict[str, Any], owner: str, why: str
) -> None:
    assert [number.canonical.split("|")[0] for number in diarienummer_in(context_of(text, **known))] == [owner], why


def test_a_number_alone_below_the_title_of_a_paragraph_is_its_own(context_of: Callable[..., TagContext]) -> None:
    text = "§ 31\n\nBryggan vid Kyrkön\n\nDnr 2014/412\n\nBeslut\n\nBryggan byggs.\n"
    found = diarienummer_in(context_of(text, type="protokoll", municipality="Tibro", body="Kommunstyrelsen"))
    assert [(number.canonical, number.role) for number in found] == [("tibro-ks|2014|412", "own")]
