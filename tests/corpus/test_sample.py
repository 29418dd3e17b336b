"""The demo archive: complete, printed as its sources say, true to the vocabulary, and about nobody."""

from __future__ import annotations

import collections
import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import yaml

from corpus import vocabulary
from corpus.errors import DamagedFileError
from corpus.sample.expected_tags import expected_tags
from corpus.sample.render import clusters_text, main, page_streams, same_content, stale_files
from corpus.sample.sources import (
    PDF_FOLDER,
    SAMPLE_FOLDER,
    SOURCE_FOLDER,
    SampleSource,
    sample_sources,
    source_in,
    swedish_date,
)

SOURCES = sample_sources()
BY_SLUG = {source.slug: source for source in SOURCES}
RECORDS = {source.slug: expected_tags(source) for source in SOURCES}

TYPES = set(
    "tjänsteutlåtande tjänsteskrivelse motion skrivelse interpellation medborgarförslag protokoll protokollsutdrag"
    " remissvar nyhetsbrev övrigt".split()
)
# "08-465 004 11": a number of the ranges that are kept free for films and books
FICTIONAL_PHONE = re.compile(r"08-465 004 \d\d|031-390 06 \d\d|070-174 06 \d\d")
# "08-508 12 570", "0739-83 14 64", "070-174 06 14": anything that looks like a telephone number
ANY_PHONE = re.compile(r"\b0\d{1,3}-\d{2,3} \d{2,3}(?: \d{2,3})?\b")


def text_of(slug: str) -> str:
    """The printed text of a document on one line, with hyphens of line ends kept."""
    document = pypdfium2.PdfDocument(PDF_FOLDER / f"{slug}.pdf")
    try:
        pages = [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()
    return " ".join(" ".join(pages).replace("\x02", "-").replace("\ufffe", "-").split())


TEXTS = {slug: text_of(slug) for slug in BY_SLUG}


def is_printed(words: str, slug: str) -> bool:
    # a line may break after a hyphen: "Hässelby-" / "Vällingby"
    return without_blanks(words) in without_blanks(TEXTS[slug])


def without_blanks(text: str) -> str:
    return "".join(text.split())


def matters(record: dict[str, Any]) -> list[dict[str, Any]]:
    """The record and its parts, with the keys that assert nothing as empty lists."""
    keys = ("diarienummer", "proposals", "demands", "decisions", "dissents", "parties")
    return [{key: [] for key in keys} | matter for matter in (record, *record.get("parts", []))]


def test_every_source_is_printed_and_tagged() -> None:
    assert len(SOURCES) >= 64
    assert {path.stem for path in PDF_FOLDER.glob("*.pdf")} == set(BY_SLUG)
    assert {path.name.removesuffix(".tags.json") for path in SOURCE_FOLDER.glob("*.tags.json")} == set(BY_SLUG)


def test_committed_files_are_what_the_sources_give() -> None:
    pytest.importorskip("reportlab")
    assert stale_files() == []


def test_check_ends_with_one_when_a_page_differs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("reportlab")
    slug = SOURCES[0].slug
    (tmp_path / f"{slug}.pdf").write_bytes((PDF_FOLDER / f"{SOURCES[1].slug}.pdf").read_bytes())
    monkeypatch.setattr("corpus.sample.render.PDF_FOLDER", tmp_path)
    monkeypatch.setattr("corpus.sample.render.sample_sources", lambda: [SOURCES[0]])
    monkeypatch.setattr("sys.argv", ["render", "--check"])
    assert main() == 1
    assert f"{slug}.pdf" in capsys.readouterr().err


def test_same_pages_packed_differently_are_the_same() -> None:
    first = (PDF_FOLDER / f"{SOURCES[0].slug}.pdf").read_bytes()
    assert same_content(first, first + b"% another trailer\n")
    assert not same_content(first, (PDF_FOLDER / f"{SOURCES[1].slug}.pdf").read_bytes())
    assert page_streams(first)


def test_municipalities_types_and_layouts_are_all_there() -> None:
    municipalities = collections.Counter(record["municipality"] for record in RECORDS.values())
    assert {"Stockholm", "Göteborg", "Tyresö", "Uppsala", "Norrköping"} == set(municipalities)
    assert min(municipalities.values()) >= 8
    assert {record["type"] for record in RECORDS.values()} == TYPES
    assert len({source.text("layout") for source in SOURCES}) >= 8
    assert sum(record["type"] == "nyhetsbrev" for record in RECORDS.values()) == 3


def test_clusters_have_four_to_seven_documents_from_several_places() -> None:
    clusters = yaml.safe_load((SAMPLE_FOLDER / "clusters.yaml").read_text(encoding="utf-8"))["clusters"]
    assert len(clusters) >= 14
    for name, slugs in clusters.items():
        assert 4 <= len(slugs) <= 7, name
        assert len({RECORDS[slug]["municipality"] for slug in slugs}) >= 2, name


def test_clusters_file_says_what_the_front_matter_says() -> None:
    assert (SAMPLE_FOLDER / "clusters.yaml").read_text(encoding="utf-8") == clusters_text(SOURCES)


def test_chains_lead_from_demand_to_decision_under_one_number() -> None:
    chains = yaml.safe_load((SAMPLE_FOLDER / "clusters.yaml").read_text(encoding="utf-8"))["chains"]
    complete = {name: slugs for name, slugs in chains.items() if len(slugs) == 3}
    assert len(complete) >= 6
    for name, slugs in complete.items():
        decided = [slug for slug in slugs if RECORDS[slug]["decisions"]]
        proposed = [slug for slug in slugs if RECORDS[slug]["proposals"]]
        demanded = [slug for slug in slugs if RECORDS[slug].get("demands")]
        assert len(decided) == len(proposed) == len(demanded) == 1, name
        numbers = [{n["canonical"] for n in RECORDS[slug]["diarienummer"]} for slug in (*decided, *proposed)]
        assert numbers[0] & numbers[1], name


def test_outcomes_differ() -> None:
    classes = {point["class"] for r in RECORDS.values() for m in matters(r) for point in m["decisions"]}
    assert {"reject", "remand", "grant_motion", "answer_as_statement", "deemed_answered", "table_item"} <= classes
    votes = [point["votes"] for r in RECORDS.values() for m in matters(r) for point in m["decisions"]]
    assert sum(value is not None for value in votes) >= 4


@pytest.mark.parametrize("slug", sorted(RECORDS))
def test_tags_use_the_words_of_the_contract(slug: str) -> None:
    record = RECORDS[slug]
    assert json.loads((SOURCE_FOLDER / f"{slug}.tags.json").read_text(encoding="utf-8")) == record
    classes = {entry.id for entry in vocabulary.decision_classes().all}
    requests = {entry.id for entry in vocabulary.requests().all}
    party_ids = {party.id for party in vocabulary.parties().all}
    assert record["type"] in TYPES
    assert record["date_kind"] in {"meeting", "issued", "month", "none"}
    assert (record["date"] is None) == (record["date_kind"] == "none")
    for matter in matters(record):
        assert {point["class"] for point in (*matter["proposals"], *matter["decisions"])} <= classes | {None}
        assert {point["request"] for point in matter["demands"]} <= requests | {None}
        assert {party["party"] for party in matter["parties"]} <= party_ids
        assert {party["role"] for party in matter["parties"]} <= {
            "mover", "proposal", "reservation", "statement", "mentioned",
        }  # fmt: skip
        assert {row["kind"] for row in matter["dissents"]} <= {"yrkande", "reservation", "special_statement"}
        assert {number["role"] for number in matter["diarienummer"]} <= {"own", "foreign"}
    roles = {person["role"] for person in record["people"]}
    assert roles <= {"handläggare", "signatory", "mover", "contact", "mentioned"}


@pytest.mark.parametrize("slug", sorted(RECORDS))
def test_districts_and_owners_exist_and_hold_on_the_date(slug: str) -> None:
    record = RECORDS[slug]
    districts, boards = vocabulary.districts(), vocabulary.boards()
    for district in {record["district"], *record.get("districts_mentioned", [])} - {None}:
        assert districts.by_id(district), district
    if record["district"] and record["date"]:
        day = record["date"] if len(record["date"]) == 10 else record["date"] + "-15"
        assert districts.valid_on(record["district"], day)
    for number in (n for matter in matters(record) for n in matter["diarienummer"]):
        owner = number["canonical"].split("|")[0]
        assert districts.by_id(owner) or boards.by_id(owner), owner
        assert record["date"] is None or number["year"] <= int(record["date"][:4])


@pytest.mark.parametrize("slug", sorted(RECORDS))
def test_what_the_tags_say_stands_in_the_document(slug: str) -> None:
    record = RECORDS[slug]
    for matter in matters(record):
        assert is_printed(matter["title"], slug)
        texts = [p["text"] for key in ("proposals", "demands", "decisions") for p in matter[key]]
        raws = [number["raw"] for number in matter["diarienummer"]]
        persons = [name for party in matter["parties"] for name in party["persons"]]
        assert [words for words in (*texts, *raws, *persons) if not is_printed(words, slug)] == []
    reversed_names = BY_SLUG[slug].text("layout") == "uppsala"
    for person in record["people"]:
        *given, surname = person["name"].split(" ")
        name = " ".join([surname, *given]) if reversed_names else person["name"]
        assert is_printed(name, slug) or is_printed(person["name"], slug)
    assert all(is_printed(reference["raw"], slug) for reference in record["references"])


def page_lines(slug: str) -> list[list[str]]:
    """Lines of every page without those that stand on more than one page (running headers and footers)."""
    document = pypdfium2.PdfDocument(PDF_FOLDER / f"{slug}.pdf")
    pages = [page.get_textpage().get_text_range().split("\r\n") for page in document]
    document.close()
    often = collections.Counter(line.strip() for page in pages for line in page)
    running = re.compile(r"Sida? \d+ \(\d+\)|\d+ ?\(\d+\)|Göteborgs Stad .*|.*TJÄNSTESKRIVELSE.*")
    return [
        [line.strip() for line in page if often[line.strip()] == 1 and not running.fullmatch(line.strip())]
        for page in pages
    ]


def test_sentences_cross_pages() -> None:
    breaks = [pair for slug in BY_SLUG for pair in pairwise(page_lines(slug)) if all(pair)]
    crossing = [(last[-1], first[0]) for last, first in breaks if last[-1][-1] not in ".:?" and len(last[-1]) > 40]
    crossing = [(last, first) for last, first in crossing if first[0].islower() or first[0].isdigit()]
    assert len(crossing) >= 8


def test_telephone_numbers_are_fictional_and_addresses_reserved() -> None:
    for slug, text in TEXTS.items():
        assert all(FICTIONAL_PHONE.fullmatch(phone) for phone in ANY_PHONE.findall(text)), slug
        assert all(address.endswith(".example") for address in re.findall(r"\S+@\S+", text)), slug


def test_one_document_holds_one_identity_number_of_nobody() -> None:
    holders = {slug: found for slug, text in TEXTS.items() if (found := re.findall(r"\b19\d{6}-\d{4}\b", text))}
    assert holders == {"trygghetslarm-hasselby-vallingby-2015-tjansteutlatande": ["19121212-1212"]}


@pytest.mark.shared
def test_no_person_is_one_of_the_real_documents(shared: Path) -> None:
    real = "\n".join(path.read_text(encoding="utf-8") for path in sorted((shared / "seeds").glob("*.txt")))
    invented = {person["name"] for record in RECORDS.values() for person in record["people"]}
    invented |= {n for r in RECORDS.values() for m in matters(r) for p in m["parties"] for n in p["persons"]}
    assert len(invented) > 100
    assert [name for name in sorted(invented) if name in real] == []


@pytest.mark.shared
def test_no_sentence_is_taken_from_the_real_documents(shared: Path) -> None:
    def eights(text: str) -> set[tuple[str, ...]]:
        words = re.findall(r"\w+", text.casefold())
        return set(zip(*(words[offset:] for offset in range(8)), strict=False))

    real = eights(" ".join(path.read_text(encoding="utf-8") for path in (shared / "seeds").glob("*.txt")))
    # set phrases of officialese are common property
    allowed = ("förslag till beslut", "har beretts inom avdelningen", "godkänner tjänsteutlåtandet som svar")
    taken = {
        (slug, " ".join(words))
        for slug, text in TEXTS.items()
        for words in eights(text) & real
        if not any(phrase in " ".join(words) for phrase in allowed)
    }
    assert sorted(taken) == []


def test_questions_name_documents_that_exist() -> None:
    questions = yaml.safe_load((SAMPLE_FOLDER / "questions.yaml").read_text(encoding="utf-8"))["questions"]
    assert len(questions) == 25
    assert len({question["id"] for question in questions}) == 25
    assert sum(question.get("demo", False) for question in questions) == 3
    assert {question["user"] for question in questions} == {"handläggare", "politiker", "forskare"}
    for question in questions:
        assert question["expected"], question["id"]
        assert set(question["expected"]) <= set(BY_SLUG), question["id"]


def test_source_without_front_matter_is_refused() -> None:
    with pytest.raises(DamagedFileError, match="front matter"):
        source_in("x", "## Sammanfattning\n")


@pytest.mark.parametrize(
    ("iso", "expected"), [("2007-08-28", "28 augusti 2007"), ("2010-06", "juni 2010"), ("2011-01-03", "3 januari 2011")]
)
def test_dates_are_printed_as_letters_have_them(iso: str, expected: str) -> None:
    assert swedish_date(iso) == expected


def test_front_matter_keeps_numbers_as_written() -> None:
    source: SampleSource = source_in("x", "---\ncode: 006\ndate: 2007-08-28\nnothing: null\n---\nText\n")
    assert dict(source.head) == {"code": "006", "date": "2007-08-28", "nothing": None}
