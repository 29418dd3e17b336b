"""What a document is filtered and counted by."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.filterable import dates_covered, filter_values_of, filterable_of
from corpus.records import Decision, Demand, Diarienummer, Dissent, PartyMention, Period, Reference, Source, TagRecord

BARE = TagRecord(Source("x.pdf", "0" * 64, 1, "text", "application/pdf"), "protokoll")


def number(canonical: str, year: int | None, run: int | None, role: str = "own") -> Diarienummer:
    return Diarienummer("dnr", canonical, year, run, None, role, 1, None, None, "header")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("date", "period", "expected", "why"),
    [
        ("2007-08-28", None, (20070828, 20070828), "a day"),
        ("2010-06", None, (20100601, 20100630), "a month"),
        ("2012-02", None, (20120201, 20120229), "a month of a leap year"),
        ("2009", None, (20090101, 20091231), "a year"),
        (None, Period("2007", "2009", "evidence"), (20070101, 20091231), "years the text speaks of"),
        (None, Period("2007", None, "evidence"), (20070101, 20071231), "one end known"),
        (None, Period(None, None, "evidence"), (None, None), "neither end known"),
        (None, None, (None, None), "nothing known"),
        ("2007-13", None, (None, None), "no such month"),
        ("våren 2007", None, (None, None), "not a date"),
        ("0000", None, (None, None), "no such year"),
        ("2004-05-01", Period("1999", "2001", "evidence"), (20040501, 20040501), "its own date comes first"),
    ],
)
def test_days_covered(
    date: str | None, period: Period | None, expected: tuple[int | None, int | None], why: str
) -> None:
    assert dates_covered(replace(BARE, date=date, period=period)) == expected


def test_only_parties_that_act_are_filtered_by() -> None:
    tags = replace(
        BARE,
        parties=(PartyMention("V", "mover", (), "(v)", 1), PartyMention("M", "mentioned", (), "(m)", 1)),
        demands=(Demand(1, "att …", None, ("MP", "V"), 1),),
        dissents=(Dissent("reservation", ("KD",), "…", 2),),
    )
    assert filterable_of("d", tags, "other").parties == ("V", "MP", "KD")
    assert ("party_mentioned", "M") in filter_values_of(tags)


def test_the_district_filter_holds_the_issuing_one_alone() -> None:
    tags = replace(BARE, district="sthlm-sdn-farsta", districts_mentioned=("sthlm-sdn-farsta", "sthlm-sdn-kista"))
    assert filterable_of("d", tags, "other").districts == ("sthlm-sdn-farsta",)
    assert ("district_mentioned", "sthlm-sdn-kista") in filter_values_of(tags)


def test_numbers_are_year_and_running_number_of_all_that_are_carried_or_pointed_to() -> None:
    tags = replace(
        BARE,
        diarienummer=(
            number("sthlm-ks|2003|44", 2003, 44),
            number("?|2001|9", 2001, 9, "foreign"),
            number("?|?|?", None, 1),
        ),
        references=(
            Reference("dnr", "8/2002", "habo-ks|2002|8"),
            Reference("sfs", "2001:453", "2001:453"),
            Reference("dnr", "oläsligt", None),
        ),
    )
    assert filterable_of("d", tags, "other").numbers == ("2003|44", "2001|9", "2002|8")
    assert [value for field, value in filter_values_of(tags) if field == "case"][:2] == ["sthlm-ks|2003|44", "?|2001|9"]


def test_classes_come_from_decisions_and_demands_too() -> None:
    tags = replace(
        BARE,
        decisions=(Decision(1, "…", "reject", None, None, None, 1), Decision(2, "…", None, None, None, None, 1)),
        demands=(Demand(1, "…", "ask_build", (), 1),),
    )
    assert filterable_of("d", tags, "other").classes == ("reject", "ask_build")


def test_no_value_is_listed_twice() -> None:
    mention = PartyMention("V", "mover", (), "(v)", 1)
    values = filter_values_of(replace(BARE, parties=(mention, mention)))
    assert len(values) == len(set(values))
