"""Documents of a matter find each other: whatever came first, never by a guess, and no longer than they are there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest
from sqlalchemy import event

from corpus import holdings
from corpus.archive import Archive
from corpus.case_links import LARGEST_CASE, case_members, links_of
from corpus.records import Diarienummer, IndexedDocument, PartyMention, Reference
from tests.corpus.invented import DIMENSIONS, MODEL, indexed_document


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "arkiv", dimensions=DIMENSIONS, model=MODEL) as archive:
        yield archive


def paper(
    place: int,
    type: str,
    title: str,
    date: str | None,
    *,
    own: str | None = None,
    foreign: str | None = None,
    movers: Sequence[str] = (),
    party: str = "V",
    references: Sequence[Reference] = (),
    municipality: str = "Tyresö",
    district: str | None = None,
) -> IndexedDocument:
    """An invented document with these tags; the same place always gives the same id."""
    item = indexed_document(place, passages=1)
    numbers = [(own, "own"), (foreign, "foreign")]
    tags = replace(
        item.tags,
        type=type,
        title=title,
        date=date,
        municipality=municipality,
        district=district,
        body=None,
        diarienummer=tuple(
            Diarienummer(n, n, int(n.split("|")[1]), int(n.split("|")[2]), None, role, 1, None, None, "header")  # type: ignore[arg-type]
            for n, role in numbers
            if n
        ),
        parties=(PartyMention(party, "mover", tuple(movers), f"({party})", 1),) if movers else (),
        references=tuple(references),
        proposals=(),
    )
    return replace(item, tags=tags)


MOTION = paper(1, "motion", "Motion om jämställd snöröjning", "2019-02-14", movers=["Marita Kihl"])
ANSWER = paper(
    2, "tjänsteskrivelse", "Svar på motion om jämställd snöröjning", "2019-08-26",
    own="tyreso-ks|2019|93", movers=["Marita Kihl"],
)  # fmt: skip
MINUTES = paper(3, "protokollsutdrag", "Snöröjning i kommunen", "2019-10-24", own="tyreso-ks|2019|93")
LATER = paper(
    4, "tjänsteskrivelse", "Plogning av gångvägar 2021", "2021-03-01", own="tyreso-ks|2021|7",
    references=[Reference("dnr", "93/2019", "?|2019|93")],
)  # fmt: skip
STRANGER = paper(5, "tjänsteskrivelse", "Svar på motion om jämställd snöröjning", "2019-08-20", municipality="Nacka")
MATTER = (MOTION, ANSWER, MINUTES)


def members(archive: Archive, item: IndexedDocument) -> dict[str, str | None]:
    return {one.id: one.evidence for one in case_members(archive.catalogue, [item.id])[item.id]}


def test_links_are_the_same_in_whatever_order_documents_come(archive: Archive) -> None:
    papers = (*MATTER, LATER, STRANGER)
    for order in permutations(papers):
        with archive.catalogue.begin() as connection:
            holdings.remove_documents(connection, [one.document.source.sha256 for one in papers])
            for one in order:
                holdings.replace_documents(connection, [one], MODEL)
        assert members(archive, MOTION) == {ANSWER.id: "title", MINUTES.id: "number"}
        assert members(archive, ANSWER) == {MOTION.id: "title", MINUTES.id: "number"}
        assert members(archive, MINUTES) == {MOTION.id: "title", ANSWER.id: "number"}
        assert members(archive, STRANGER) == {}
        assert {one.id for one in links_of(archive.catalogue, LATER.id).mentions} == {ANSWER.id, MINUTES.id}
        assert [one.id for one in links_of(archive.catalogue, MINUTES.id).mentioned_by] == [LATER.id]


def test_a_reference_is_kept_until_its_document_arrives(archive: Archive) -> None:
    archive.add([LATER])
    assert links_of(archive.catalogue, LATER.id).open == ("number:Tyresö|2019|93",)
    archive.add([ANSWER])
    links = links_of(archive.catalogue, LATER.id)
    assert links.open == ()
    assert [one.id for one in links.mentions] == [ANSWER.id]


def test_a_withdrawn_document_leaves_no_link(archive: Archive) -> None:
    archive.add([*MATTER, LATER])
    archive.withdraw(ANSWER.id, "fel fil")
    assert members(archive, MOTION) == {}
    assert members(archive, MINUTES) == {}
    assert [one.id for one in links_of(archive.catalogue, LATER.id).mentions] == [MINUTES.id]


OTHER_MOTION = paper(6, "motion", "Motion om jämställd snöröjning", "2019-03-01", movers=["Marita Kihl"])
COPY = replace(paper(7, "motion", "Motion om jämställd snöröjning", "2019-02-14", movers=["Marita Kihl"]))


def test_two_motions_that_may_be_meant_give_no_link(archive: Archive) -> None:
    archive.add([*MATTER, OTHER_MOTION])
    assert members(archive, MOTION) == {}
    assert members(archive, OTHER_MOTION) == {}
    assert members(archive, ANSWER) == {MINUTES.id: "number"}


def test_two_copies_of_one_motion_are_one(archive: Archive) -> None:
    archive.add([*MATTER, COPY])
    assert members(archive, ANSWER) == {MOTION.id: "title", COPY.id: "title", MINUTES.id: "number"}


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (replace(ANSWER, tags=replace(ANSWER.tags, date="2018-08-26")), "answered before it was asked"),
        (replace(ANSWER, tags=replace(ANSWER.tags, date="2030-08-26")), "answered eleven years later"),
        (
            replace(ANSWER, tags=replace(ANSWER.tags, title="Svar på medborgarförslag om jämställd snöröjning")),
            "the answer to another kind of paper",
        ),
        (
            replace(ANSWER, tags=replace(ANSWER.tags, parties=(PartyMention("V", "mover", ("Bo Ek",), "(v)", 1),))),
            "the answer to somebody else",
        ),
        (
            replace(ANSWER, tags=replace(ANSWER.tags, title="Jämställd snöröjning", parties=())),
            "nothing but the subject",
        ),
    ],
)
def test_a_subject_alone_is_no_evidence(archive: Archive, answer: IndexedDocument, why: str) -> None:
    archive.add([MOTION, answer])
    assert members(archive, MOTION) == {}, why
    assert members(archive, answer) == {}, why


def test_a_board_that_answers_another_belongs_to_its_case(archive: Archive) -> None:
    motion = paper(1, "motion", "Motion om skolskjuts", "2017-03-27", own="uppsala-ks|2017|1236")
    answer = paper(
        2, "tjänsteskrivelse", "Yttrande", "2017-09-04", own="uppsala-ubn|2017|1894", foreign="uppsala-ks|2017|1236"
    )
    of_board = paper(3, "protokollsutdrag", "Yttrande", "2017-09-20", own="uppsala-ubn|2017|1894")
    of_council = paper(4, "protokollsutdrag", "Motion om skolskjuts", "2017-12-11", own="uppsala-ks|2017|1236")
    other = paper(5, "remissvar", "Yttrande", "2017-09-05", foreign="uppsala-ks|2017|1236")
    archive.add([motion, answer, of_board, of_council, other])
    everything = {motion.id, answer.id, of_board.id, of_council.id, other.id}
    assert set(members(archive, motion)) == everything - {motion.id}
    assert set(members(archive, of_board)) == {answer.id, motion.id, of_council.id}


def test_a_motion_number_ties_those_that_treat_it(archive: Archive) -> None:
    cited = [Reference("motion", "motion 2012:41", "motion 2012:41")]
    report = paper(1, "tjänsteutlåtande", "Yttrande över motion 2012:41", "2012-11-22", references=cited)
    minutes = paper(2, "protokollsutdrag", "Motion 2012:41 om härbärgen", "2013-02-01", references=cited)
    elsewhere = paper(
        3, "protokollsutdrag", "Motion 2012:41 om torg", "2013-02-01", references=cited, municipality="Nacka"
    )
    archive.add([report, minutes, elsewhere])
    assert members(archive, report) == {minutes.id: "motion"}
    assert links_of(archive.catalogue, report.id).open == ("motion:Tyresö|2012:41",)


def test_a_number_of_another_board_is_not_taken_for_the_cited_one(archive: Archive) -> None:
    cited = [Reference("dnr", "320-118/2005", "?|2005|118")]
    of_successor = paper(
        1, "tjänsteutlåtande", "Hundrastgårdar", "2011-09-22", own="sthlm-sdn-enskede-arsta-vantor|2011|433",
        district="sthlm-sdn-enskede-arsta-vantor", references=cited, municipality="Stockholm",
    )  # fmt: skip
    meant = paper(
        2, "tjänsteutlåtande", "Rastgård", "2005-05-26", own="sthlm-sdn-vantor|2005|118", municipality="Stockholm"
    )
    same_digits = paper(
        3, "tjänsteutlåtande", "Parklek", "2005-05-26", own="sthlm-sdn-bromma|2005|118", municipality="Stockholm"
    )
    archive.add([of_successor, same_digits])
    assert links_of(archive.catalogue, of_successor.id).mentions == ()
    archive.add([meant])
    assert [one.id for one in links_of(archive.catalogue, of_successor.id).mentions] == [meant.id]


def test_a_shelf_for_everything_is_no_matter(archive: Archive) -> None:
    shelf = [
        paper(place, "tjänsteskrivelse", f"Anmälan {place}", "2013-01-10", own="tyreso-ks|2013|12", foreign=None)
        for place in range(1, LARGEST_CASE + 3)
    ]
    tied = paper(90, "tjänsteskrivelse", "Budget", "2013-01-11", own="tyreso-ks|2013|80", foreign="tyreso-ks|2013|12")
    of_budget = paper(91, "protokollsutdrag", "Budget", "2013-02-11", own="tyreso-ks|2013|80")
    archive.add([*shelf, tied, of_budget])
    assert set(members(archive, of_budget)) == {tied.id}


def test_links_are_looked_up_by_index(archive: Archive) -> None:
    archive.add([*MATTER, LATER, STRANGER])
    statements: list[tuple[str, object]] = []

    @event.listens_for(archive.catalogue.engine, "before_cursor_execute")
    def note(connection: object, cursor: object, statement: str, parameters: object, *rest: object) -> None:
        statements.append((statement, parameters))

    links_of(archive.catalogue, LATER.id)
    case_members(archive.catalogue, [one.id for one in MATTER])
    event.remove(archive.catalogue.engine, "before_cursor_execute", note)
    asked = [(statement, parameters) for statement, parameters in statements if statement.startswith("SELECT")]
    assert 0 < len(asked) <= 25
    with archive.catalogue.begin() as connection:
        for statement, parameters in asked:
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all()  # type: ignore[arg-type]
            assert all(row.detail.startswith(("SEARCH", "USE TEMP", "LIST")) for row in plan), plan
