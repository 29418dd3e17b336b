"""What a person may say of a document, and what the record is then."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from corpus.claims import Correction, claimed, correctable, sources_of, value_in, with_corrections
from corpus.corrections import corrected_file
from corpus.errors import UserMistakeError
from corpus.records import (
    Decision,
    Diarienummer,
    PartyMention,
    Period,
    Proposal,
    RegisterEntry,
    Source,
    TagRecord,
)

SOURCE = Source("x.pdf", "0" * 64, 1, "text", "application/pdf")
NUMBER = Diarienummer("511-206-2007", "sthlm-sdn-farsta|2007|206", 2007, 206, "511", "own", 1, 12, 24, "body")
RECORD = TagRecord(
    SOURCE,
    "tjänsteskrivelse",
    title="Bänkar i parken",
    date="2007-08-28",
    date_kind="meeting",
    period=Period("2007", "2007", "date"),
    municipality="Stockholm",
    body="Farsta stadsdelsnämnd",
    district="sthlm-sdn-farsta",
    diarienummer=(NUMBER,),
    proposals=(
        Proposal(1, "Nämnden beslutar", "att avslå förslaget", "reject", None, 1, 30, 49),
        Proposal(2, None, "att omedelbart justera ärendet", None, None, 1, 50, 80),
    ),
    parties=(PartyMention("V", "mover", ("Åke Öberg",), "(v)", 1),),
)
YEAR_2008 = Period("2008", "2008", "date")
APPROVED = (replace(RECORD.proposals[0], decision_class="approve"), RECORD.proposals[1])
RESERVING = (PartyMention("V", "reservation", ("Bo Ek",), "(v)", 1),)


def said(field: str, value: Any, record: TagRecord = RECORD, anchor: str | None = None) -> Correction:
    return Correction("d", field, claimed(field, value, record), None, "Eva Ek", "2024-01-01", None, anchor)


@pytest.mark.parametrize(
    ("field", "value", "expected", "why"),
    [
        ("type", "Motion", {"type": "motion"}, "in its proper form"),
        ("title", "  Nya   bänkar ", {"title": "Nya bänkar"}, "blanks evened out"),
        ("title", None, {"title": None}, "it has none"),
        ("date", "2008-01-02", {"date": "2008-01-02", "date_kind": "meeting", "period": YEAR_2008}, "kind kept"),
        ("date", "2008-01", {"date": "2008-01", "date_kind": "month"}, "month only"),
        ("date", "2008", {"date": None, "date_kind": "none", "period": YEAR_2008}, "year only"),
        ("date", None, {"date": None, "date_kind": "none", "period": None}, "undated"),
        ("municipality", "Tyresö kommun", {"municipality": "Tyresö"}, "plain name"),
        ("body", "Kommunstyrelsen", {"body": "Kommunstyrelsen"}, "as said"),
        ("district", "Bromma", {"district": "sthlm-sdn-bromma"}, "by its name"),
        ("district", "gbg-sdn-lundby", {"district": "gbg-sdn-lundby", "municipality": "Göteborg"}, "brings its town"),
        ("district", None, {"district": None, "municipality": "Stockholm"}, "takes none away"),
        ("proposals", {"1": "approve"}, {"proposals": APPROVED}, "one class, the rest stays"),
        ("proposals", [{"number": 2, "class": None}], {"proposals": RECORD.proposals}, "no class"),
        ("parties", "M", {"parties": (PartyMention("M", "mover", (), "(M)", 1),)}, "letters alone: who raised it"),
        ("parties", [{"party": "v", "role": "reservation", "persons": ["Bo Ek"]}], {"parties": RESERVING}, "role"),
        ("parties", [], {"parties": ()}, "none"),
    ],
)  # fmt: skip
def test_a_correction_is_what_the_record_says(field: str, value: Any, expected: dict[str, Any], why: str) -> None:
    correction = said(field, value)
    corrected = with_corrections(RECORD, [correction])
    assert {name: getattr(corrected, name) for name in expected} == expected, why
    assert with_corrections(corrected, [correction]) == corrected, "twice is as once"
    assert (
        replace(
            corrected, **{name: getattr(RECORD, name) for name in (*expected, "period", "municipality", "date_kind")}
        )
        == RECORD
    )


@pytest.mark.parametrize(
    ("value", "own", "others"),
    [
        ("7/2008", ["sthlm-sdn-farsta|2008|7"], ["sthlm-sdn-farsta|2007|206"]),
        ("gbg-srn|2015|366", ["gbg-srn|2015|366"], ["sthlm-sdn-farsta|2007|206"]),
        (["511-206-2007", "gbg-srn|2015|366"], ["sthlm-sdn-farsta|2007|206", "gbg-srn|2015|366"], []),
        ([], [], ["sthlm-sdn-farsta|2007|206"]),
    ],
)
def test_own_numbers_are_those_that_are_said(value: Any, own: list[str], others: list[str]) -> None:
    corrected = with_corrections(RECORD, [said("diarienummer", value)])
    assert [n.canonical for n in corrected.diarienummer if n.role == "own"] == own
    assert [n.canonical for n in corrected.diarienummer if n.role == "foreign"] == others
    assert with_corrections(corrected, [said("diarienummer", value)]) == corrected


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("colour", "red", "no field that can be corrected"),
        ("type", "roman", "is no document type"),
        ("title", "", "1 to 500 characters"),
        ("title", ["a"], "1 to 500 characters"),
        ("date", "2007-02-30", "is no date"),
        ("date", "i våras", "is no date"),
        ("municipality", "Blåkulla", "no Swedish municipality"),
        ("district", "Blåkulla", "no known district"),
        ("diarienummer", "tolv", "is no diarienummer"),
        ("diarienummer", 12, "is a text such as"),
        ("parties", "Kalle Ankas parti", "no known party"),
        ("parties", {"party": "V", "role": "vän"}, "no role of a party"),
        ("parties", {"party": "V", "persons": "Eva"}, "a list of names"),
        ("proposals", {"9": "reject"}, "no number 9 among the proposals"),
        ("proposals", {"1": "kanske"}, "no class of decisions"),
        ("proposals", "reject", "by number and class"),
        ("decisions", {"1": "reject"}, "no number 1 among the decisions"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(field: str, value: Any, words: str) -> None:
    with pytest.raises(UserMistakeError, match=words) as refused:
        claimed(field, value, RECORD)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("field", correctable())
def test_what_the_record_says_is_a_valid_correction_that_changes_nothing(field: str) -> None:
    record = replace(RECORD, decisions=(Decision(1, "Förslaget avslås.", "reject", None, None, None, 1),))
    unchanged = said(field, value_in(field, record), record)
    assert with_corrections(record, [unchanged]) == record


def test_a_class_stays_with_the_words_it_was_given_for() -> None:
    correction = said("proposals", {"1": "approve"})
    first, second = RECORD.proposals
    renumbered = replace(RECORD, proposals=(replace(second, number=1), replace(first, number=2)))
    assert [p.decision_class for p in with_corrections(renumbered, [correction]).proposals] == [None, "approve"]


def test_a_correction_of_another_matter_is_passed_over() -> None:
    matter = replace(RECORD, paragraph="§ 74")
    correction = said("title", "Rätt rubrik", matter, anchor="§ 74")
    assert with_corrections(matter, [correction]).title == "Rätt rubrik"
    assert with_corrections(replace(matter, paragraph="§ 75"), [correction]).title == RECORD.title


def test_what_is_said_of_a_meeting_holds_for_its_matters() -> None:
    matters = tuple(replace(RECORD, paragraph=f"§ {n}", title=f"Ärende {n}") for n in (1, 2))
    minutes = replace(RECORD, type="protokoll", parts=matters)
    corrections = {
        "d": (said("date", "2009-05-05"), said("title", "Protokoll 5/2009")),
        "d-2": (said("date", "2009-05-06", anchor="§ 2"),),
    }
    corrected = corrected_file("d", minutes, corrections)
    assert [part.date for part in corrected.parts] == ["2009-05-05", "2009-05-06"]
    assert [part.title for part in corrected.parts] == ["Ärende 1", "Ärende 2"]
    assert corrected_file("d", corrected, corrections) == corrected


def test_sources_tell_who_is_believed() -> None:
    registered = replace(
        RECORD, register=RegisterEntry(title="Bänkar", board="Farsta stadsdelsnämnd", date="2007-08-28")
    )
    found = sources_of(registered, [said("title", "Nya bänkar")])
    assert found == {"title": "person", "body": "register", "date": "register"}
