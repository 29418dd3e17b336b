"""Scores of tags against hand-labelled records: what counts as the same, what is counted once, what bad gold says."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import NotFoundError, UserMistakeError
from search_api.tagging_evaluation import Scores, drops, evaluate_tagging, report_lines, score
from search_api.tagging_gold import gold_in, report_in
from search_api.tagging_rules import RULES, board, cited, fields, number, paragraph, point
from tests.commands import beslut, beslut_json

NOTICE = (
    "Farsta stadsdelsnämnd\nSammanträde 17 februari 2011\nDnr 311-234/2011\n\nNy lekplats vid Farstaängen\n\n"
    "Förslag till beslut\n\nStadsdelsnämnden godkänner planen.\n"
)
NOTICE_TAGS = {
    "date": "2011-02-17",
    "district": "sthlm-sdn-farsta",
    "diarienummer": [{"canonical": "sthlm-sdn-farsta|2011|234", "role": "own"}],
    "proposals": [{"text": "Stadsdelsnämnden godkänner planen.", "class": "approve"}],
}


def counts(expected: dict[str, Any], got: dict[str, Any]) -> dict[str, tuple[int, int, int]]:
    """(right, missed, extra) by field for one record."""
    scores = Scores()
    score(scores, "a.txt", expected, got)
    return {name: (tally.right, tally.missed, tally.extra) for name, tally in scores.tallies.items()}


COUNTED: list[tuple[dict[str, Any], dict[str, Any], dict[str, tuple[int, int, int]], str]] = [
    ({"title": "Ny lekplats"}, {"title": "NY LEKPLATS"}, {"title": (1, 0, 0)}, "case says nothing in a title"),
    ({"title": "Ny lekplats"}, {"title": "Ny bro"}, {"title": (0, 1, 1)}, "a wrong value is missed and surplus"),
    ({"title": "Ny lekplats"}, {"title": None}, {"title": (0, 1, 0)}, "missing"),
    ({"title": None}, {"title": "Ny lekplats"}, {"title": (0, 0, 1)}, "surplus"),
    ({"title": None}, {"title": None}, {"title": (0, 0, 0)}, "nothing is nothing"),
    ({"date": "2011-02-17"}, {"date": "2011-02-17", "title": "x"}, {"date": (1, 0, 0)}, "what is not stated"),
    (
        {"districts_mentioned": ["a", "b"]},
        {"districts_mentioned": ["b", "c"]},
        {"districts_mentioned": (1, 1, 1)},
        "a set",
    ),
    (
        {"municipality": "Mora", "municipalities_mentioned": ["Mora", "Orsa"]},
        {"municipality": "Mora", "municipalities_mentioned": ["Orsa"]},
        {"municipality": (1, 0, 0), "municipalities_mentioned": (1, 0, 0)},
        "a letterhead that is furniture names the municipality all the same",
    ),
    (
        {"proposals": [{"text": "att godkänna planen, samt", "class": "approve"}]},
        {"proposals": [{"text": "att godkänna planen", "class": "adopt"}]},
        {"proposals": (1, 0, 0), "proposals.text": (0, 1, 1), "proposals.class": (0, 1, 1)},
        "what joins points is no part of them; the class is compared of what both have",
    ),
    (
        {"proposals": [{"text": "att godkänna planen", "class": "approve"}]},
        {"proposals": []},
        {"proposals": (0, 1, 0)},
        "a point that is missed is counted once",
    ),
    (
        {"diarienummer": [{"canonical": "a|2011|234"}]},
        {"diarienummer": [{"canonical": "b|2011|234", "role": "own"}]},
        {"diarienummer": (1, 0, 0), "diarienummer.canonical": (0, 1, 1)},
        "the number is read, its owner is not",
    ),
    (
        {"parties": [{"party": "V", "role": "mover", "persons": ["Bo Ek", "Eva Al"]}]},
        {"parties": [{"party": "V", "role": "mover", "persons": ["Eva Al", "Bo Ek"]}]},
        {"parties": (1, 0, 0), "parties.persons": (1, 0, 0)},
        "persons in any order",
    ),
    (
        {"dissents": [{"kind": "reservation", "parties": ["M"]}] * 2},
        {"dissents": [{"kind": "reservation", "parties": ["M"]}]},
        {"dissents": (1, 1, 0)},
        "two alike are two",
    ),
]


@pytest.mark.parametrize(("expected", "got", "tallies", "why"), COUNTED)
def test_counts(
    expected: dict[str, Any], got: dict[str, Any], tallies: dict[str, tuple[int, int, int]], why: str
) -> None:
    assert counts(expected, got) == tallies, why


def test_parts_are_matched_by_title() -> None:
    parts = [{"title": "Ny bro", "issue": "1"}, {"title": "Ny väg", "issue": "2"}]
    got = {"parts": [{"title": "Ny väg", "issue": "2"}, {"title": "Ny skola"}]}
    assert counts({"parts": parts}, got) == {"parts": (1, 1, 1), "issue": (1, 0, 0)}


FORMS = [
    (board, "Stadsdelsnämnden Norra Hisingen", "Norra Hisingens stadsdelsnämnd"),
    (board, "Socialnämnden", "socialnämnd"),
    (board, "Stadsområdesnämnd Söder", "Söder stadsområdesnämnd"),
    (point, "att godkänna planen, samt", "att godkänna planen."),
    (cited, "Motion (2012:6)", "motion 2012:6"),
    (number, "511 - 206 – 2007", "511-206-2007"),
    (paragraph, "Sn § 21", "§21"),
]


@pytest.mark.parametrize(("form", "one", "other"), FORMS)
def test_forms_that_are_the_same(form: Any, one: str, other: str) -> None:
    assert form(one) == form(other)


@pytest.mark.parametrize(
    ("form", "one", "other"),
    [
        (board, "Farsta stadsdelsnämnd", "Bromma stadsdelsnämnd"),
        (board, "Kommunstyrelsen", "Kommunfullmäktige"),
        (point, "att inte godkänna planen", "att godkänna planen"),
        (cited, "2012:6", "2012:61"),
    ],
)
def test_forms_that_differ(form: Any, one: str, other: str) -> None:
    assert form(one) != form(other)


@given(st.text(max_size=60))
def test_decomposed_letters_and_blanks_say_nothing(text: str) -> None:
    for form in (board, point, cited, number, paragraph):
        assert form(unicodedata.normalize("NFD", text)) == form(text)
        assert form(f"  {text} ".replace(" ", "  ")) == form(text)


def test_every_key_of_the_record_has_a_rule() -> None:
    from corpus.records import TagRecord

    not_scored = {"source", "warnings", "parts", "register", "pages", "masked_names"}
    assert {rule.field for rule in RULES} >= set(TagRecord.__dataclass_fields__) - not_scored
    assert len({name for name, _ in fields()}) == len(list(fields()))


def write(folder: Path, name: str, content: Any) -> None:
    (folder / name).write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")


def test_a_folder_is_scored_and_compared(tmp_path: Path) -> None:
    write(tmp_path, "notis.txt", NOTICE)
    write(tmp_path, "notis.tags.json", NOTICE_TAGS)
    write(tmp_path, "fel.snippets.txt", f'====\nwhy: wrong on purpose\ntags: {{"date": "2011-02-18"}}\n\n{NOTICE}')
    report = evaluate_tagging(gold_in(tmp_path))
    assert report["documents"] == 2
    assert report["fields"]["district"]["f1"] == 1
    assert (report["fields"]["date"]["right"], report["fields"]["date"]["f1"]) == (1, 0.5)
    assert report["failures"] == [
        {
            "document": "fel-1.txt",
            "part": None,
            "field": "date",
            "expected": "2011-02-18",
            "got": "2011-02-17",
            "page": None,
        }
    ]
    lines = "\n".join(report_lines(report))
    assert "fel-1.txt: expected 2011-02-18, got 2011-02-17" in lines
    assert not list(drops(report, report))
    assert [sentence.splitlines()[0] for sentence in drops({"fields": {"date": {"f1": 0.9}}}, report)] == [
        "date: F1 fell from 0.9000 to 0.5000"
    ]


BAD: list[tuple[dict[str, Any], str, str]] = [
    ({}, "holds neither", "an empty folder"),
    ({"a.tags.json": {"title": "x"}}, "labels a document that", "labels without a document"),
    ({"a.txt": "x", "a.tags.json": "{"}, "not readable JSON", "broken JSON"),
    ({"a.txt": "x", "a.tags.json": []}, "at least one field", "no object"),
    ({"a.txt": "x", "a.tags.json": {"titel": "x"}}, "'titel' is no field", "a misspelt key"),
    ({"a.txt": "x", "a.tags.json": {"parties": ["V"]}}, "'parties' must be a list of objects", "a bare value"),
    ({"a.txt": "x", "a.tags.json": {"parties": [{"party": "V"}]}}, "lacks 'role'", "a unit without its key"),
    ({"a.txt": "x", "a.tags.json": {"parts": [{"titel": 1}]}}, "part 1: 'titel'", "a misspelt key of a part"),
    ({"a.txt": "x", "a.pdf": "x", "a.tags.json": {"title": "x"}}, "may label a.pdf or a.txt", "two documents"),
    ({"a.pdf": "%PDF-1.4 broken", "a.tags.json": {"title": "x"}}, "cannot be read", "an unreadable document"),
    ({"a.snippets.txt": "====\nwhy: x\n\ntext"}, "snippet 1 of", "a snippet without tags"),
    ({"a.snippets.txt": "====\nwhy: x\ntags: {\n\ntext"}, "not readable JSON", "a snippet with broken tags"),
]


@pytest.mark.parametrize(("files", "message", "why"), BAD)
def test_bad_gold_is_told_in_a_sentence(tmp_path: Path, files: dict[str, Any], message: str, why: str) -> None:
    for name, content in files.items():
        write(tmp_path, name, content)
    with pytest.raises(UserMistakeError, match=message):
        evaluate_tagging(gold_in(tmp_path))


def test_a_missing_folder_or_report(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        gold_in(tmp_path / "none")
    with pytest.raises(NotFoundError):
        report_in(tmp_path / "none.json")
    write(tmp_path, "list.json", [])
    with pytest.raises(UserMistakeError, match="no fields"):
        report_in(tmp_path / "list.json")


def test_the_command(tmp_path: Path) -> None:
    write(tmp_path, "notis.txt", NOTICE)
    write(tmp_path, "notis.tags.json", NOTICE_TAGS)
    report = beslut_json("evaluate", "tagging", tmp_path)
    assert {name: field["f1"] for name, field in report["fields"].items()} == dict.fromkeys(report["fields"], 1.0)
    shown = beslut("evaluate", "tagging", tmp_path)
    assert "1 document" in shown.stdout + shown.stderr
    assert "diarienummer.role" in shown.stdout + shown.stderr


def test_the_command_compares(tmp_path: Path) -> None:
    write(tmp_path, "notis.txt", NOTICE)
    write(tmp_path, "notis.tags.json", {"date": "2011-02-18"})
    write(tmp_path, "last.json", {"fields": {"date": {"f1": 1.0}}})
    done = beslut("evaluate", "tagging", tmp_path, "--compare", tmp_path / "last.json", "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout)["dropped"]
    assert "date: F1 fell from 1.0000 to 0.0000" in done.stderr
    assert "expected 2011-02-18, got 2011-02-17" in done.stderr


def test_the_command_refuses_bad_gold(tmp_path: Path) -> None:
    done = beslut("evaluate", "tagging", tmp_path / "none")
    assert (done.returncode, done.stdout) == (1, "")
    assert "there is no folder" in done.stderr
    assert "Traceback" not in done.stderr
