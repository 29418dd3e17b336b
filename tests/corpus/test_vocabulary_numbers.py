"""Case numbers in all their shapes, and what only looks like one."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.vocabulary import normalised, number_formats, parse


@pytest.mark.parametrize(
    ("raw", "year", "number", "code", "why"),
    [
        ("Dnr 511 - 206 - 2007", 2007, 206, "511", "blanks around the hyphens"),
        ("Dnr 511–206–07", 2007, 206, "511", "en dashes, two-digit year"),
        ("(D nr 099 – 451 / 06)", 2006, 451, "099", "label in two pieces, brackets"),
        ("Dnr60902-188/2013", 2013, 188, "60902", "label glued to the digits"),
        ("Dnr: DNR 102-062-04", 2004, 62, "102", "label twice"),
        ("Dnr 322-278/2009 (framställd 16/2)", 2009, 278, "322", "remark after the number"),
        ("Dnr 2017/356-1.2.4.", 2017, 356, "1.2.4", "trailing full stop of the code"),
        ("511-206-1998", 1998, 206, "511", "last century"),
        ("103-433-98", 1998, 433, "103", "two-digit year of last century"),
        ("100-495-2007", 2007, 495, "100", "never chosen by size"),
    ],
)
def test_parse(raw: str, year: int, number: int, code: str, why: str) -> None:
    found = parse(raw)
    assert found is not None, why
    assert (found.year, found.number, found.code) == (year, number, code), why


@pytest.mark.parametrize(
    "raw",
    ["2007-08-28", "08-508 12 570", "Fyrskeppet 2", "hej", "", "Dnr 2014/", "0000/15", "§ 63", "1.208.200"],
)
def test_no_number(raw: str) -> None:
    assert parse(raw) is None


def test_a_day_is_a_number_only_with_its_label() -> None:
    assert parse("2007-12-31") is None
    assert (found := parse("2007-12-31", labelled=True)) is not None
    assert found.year == 2007


def test_owner_decides_an_ambiguous_two_digit_year() -> None:
    ambiguous = "05-320/04"
    assert (theirs := parse(ambiguous, owner="sthlm-sdn-enskede-arsta")) is not None
    assert (theirs.year, theirs.number) == (2005, 4)


def test_document_year_bounds_the_year_of_the_case() -> None:
    assert parse("511-206-2007", document_year=2006) is None
    assert parse("511-206-2007", document_year=2007) is not None
    assert parse("511-206-1990", document_year=2007) is None


def test_common_shapes_ask_for_a_label() -> None:
    assert (bare := parse("0366/15")) is not None
    assert bare.needs_label
    assert not bare.labelled
    assert (labelled := parse("Diarienummer 0366/15")) is not None
    assert labelled.labelled
    assert (full := parse("511-206-2007")) is not None
    assert not full.needs_label


@pytest.mark.parametrize(
    ("label", "side"),
    [
        ("Dnr:", "open"),
        ("Vår beteckning", "own"),
        ("Er beteckning:", "foreign"),
        ("Länsstyrelsens beteckning", "foreign"),
        ("något annat", "open"),
    ],
)
def test_side_of_a_label(label: str, side: str) -> None:
    assert number_formats().side_of(label) == side


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ärendet har Dnr 511 - 206 - 2007 och ett till", "511-206-2007"),
        ("Remiss, dnr 316-259/2012. Svar väntas", "316-259/2012"),
        ("KF § 286 Dnr KS 01-486 841", "KS 01-486 841"),
        ("Diarienummer: KSM-2023-260-214, Tyresö", "KSM-2023-260-214"),
    ],
)
def test_candidates_in_running_text(text: str, expected: str) -> None:
    found = number_formats().number_regex.search(text)
    assert found is not None
    assert normalised(found[0]) == expected


@given(st.integers(1, 99999), st.integers(1970, 2029), st.integers(100, 999))
def test_dash_and_blanks_do_not_change_the_number(run: int, year: int, code: int) -> None:
    plain = parse(f"{code}-{run}-{year}")
    spaced = parse(f"Dnr {code} – {run} – {year}")
    assert plain is not None
    assert spaced is not None
    assert (plain.year, plain.number, plain.normalised) == (spaced.year, spaced.number, spaced.normalised)


@given(st.text(alphabet="0123456789-/. :KSdnrDNR()§–", max_size=30))
def test_parse_never_fails_and_its_year_is_plausible(raw: str) -> None:
    found = parse(raw)
    assert found is None or (1900 <= found.year <= 2099 and found.number >= 1)


@pytest.mark.shared
def test_real_numbers_are_read_right(shared: Path) -> None:
    rows = _rows(shared)
    real = [row for row in rows if row["kind"] == "dnr" and row["running_number"]]
    wrong = [row["raw"] for row in real if not _right(row)]
    assert len(wrong) / len(real) < 0.01, wrong


@pytest.mark.shared
def test_real_numbers_do_not_look_like_something_else(shared: Path) -> None:
    for row in _rows(shared):
        if row["kind"] == "dnr":
            raw = row["raw"].split(" (framställd")[0]
            assert list(number_formats().look_alikes_in(raw)) == [], raw


def _rows(shared: Path) -> list[dict[str, str]]:
    with (shared / "domain" / "diarienummer.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def _right(row: dict[str, str]) -> bool:
    found = parse(row["raw"], owner=row["org_id"])
    expected = (int(row["parsed_year"]), int(row["running_number"]))
    return found is not None and (found.year, found.number) == expected
