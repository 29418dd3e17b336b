"""The columns in memory say what the catalogue says, also after the archive has changed."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.archive import Archive
from corpus.document_facts import documents_passing
from corpus.filterable import filter_values_of
from corpus.records import SearchFilter
from nlp.encoder import Encoder
from search_api.answers import SearchRequest
from search_api.search import search
from tests.corpus.invented import DIMENSIONS, MODEL, content_of, indexed_document


@pytest.fixture
def changing(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "arkiv", dimensions=DIMENSIONS, model=MODEL) as archive:
        add(archive, range(12))
        yield archive


def add(archive: Archive, numbers: range, edition: str = "") -> None:
    for number in numbers:
        archive.receive(f"ärende {number}.pdf", content_of(number))
    archive.add([indexed_document(number, edition=edition) for number in numbers])


def said_by_catalogue(archive: Archive, field: str) -> Counter[str]:
    """Counts of a field's values, read from the tag records."""
    counts: Counter[str] = Counter()
    for document in archive.documents():
        single = {
            "type": document.tags.type,
            "district": document.tags.district,
            "year": (document.tags.date or "")[:4],
        }
        values = [single[field]] if field in single else [v for f, v in filter_values_of(document.tags) if f == field]
        counts.update(value for value in values if value)
    return counts


def assert_in_step(archive: Archive) -> None:
    columns = archive.columns.present()
    places = columns.places_of(document.id for document in archive.documents())
    assert sorted(columns.ids_at(places)) == [document.id for document in archive.documents()]
    for field in ("type", "district", "year", "party", "class", "district_mentioned"):
        assert columns.counts(field, places) == said_by_catalogue(archive, field), field


def test_columns_follow_what_is_added_replaced_and_withdrawn(changing: Archive) -> None:
    assert_in_step(changing)
    add(changing, range(12, 20))
    assert_in_step(changing)
    add(changing, range(4), edition=" omtryck")
    assert_in_step(changing)
    changing.withdraw(indexed_document(2).id, "fel")
    assert_in_step(changing)
    changing.withdraw(indexed_document(5).id, "fel")
    add(changing, range(20, 21))  # as many as before: one out, one in
    assert_in_step(changing)


def test_conditions_agree_with_the_catalogue(demo_archive: Archive) -> None:
    columns = demo_archive.columns.present()
    everything = documents_passing(demo_archive.catalogue, SearchFilter(), 10_000)
    places = columns.places_of(everything)
    for where, fits in (
        (SearchFilter(types=("motion",)), columns.is_one_of("type", places, ("motion",))),
        (SearchFilter(municipalities=("Uppsala",)), columns.is_one_of("municipality", places, ("Uppsala",))),
        (SearchFilter(parties=("V", "MP")), columns.has_any("party", places, ("V", "MP"))),
        (SearchFilter(classes=("reject",)), columns.has_any("class", places, ("reject",))),
        (SearchFilter(date_from=20100101), columns.numbers["date_last"][places] >= 20100101),
    ):
        chosen = {one for one, is_fit in zip(everything, fits.tolist(), strict=True) if is_fit}
        assert chosen == set(documents_passing(demo_archive.catalogue, where, 10_000))
        assert chosen


def test_unknown_documents_and_values_are_nowhere(demo_archive: Archive) -> None:
    columns = demo_archive.columns.present()
    assert columns.places_of(["okänd"]).tolist() == []
    places = columns.places_of(documents_passing(demo_archive.catalogue, SearchFilter(), 10))
    assert not columns.has_any("party", places, ("okänt",)).any()
    assert not columns.is_one_of("district", places, ("okänt",)).any()


def test_threads_that_ask_while_documents_come_see_whole_columns(changing: Archive) -> None:
    done, failures = threading.Event(), []

    def ask() -> None:
        while not done.is_set():
            try:
                columns = changing.columns.present()
                places = columns.places_of(indexed_document(number).id for number in range(60))
                assert sum(columns.counts("type", places).values()) == len(places) >= 12
            except Exception as error:  # any failure fails the test, with its name
                failures.append(error)

    askers = [threading.Thread(target=ask) for _ in range(3)]
    for asker in askers:
        asker.start()
    for first in range(12, 60, 6):
        add(changing, range(first, first + 6))
    done.set()
    for asker in askers:
        asker.join()
    assert failures == []


@pytest.mark.parametrize("text", ["hundrastgård", "motioner om trygghet i Stockholm", "avslag på medborgarförslag"])
def test_an_uncounted_answer_has_the_same_hits(demo_archive: Archive, encoder: Encoder, text: str) -> None:
    counted = search(demo_archive, encoder, SearchRequest(text))
    uncounted = search(demo_archive, encoder, SearchRequest(text, counts=False))
    assert [hit.document_id for hit in uncounted.hits] == [hit.document_id for hit in counted.hits]
    assert counted.facets["type"]
    assert uncounted.facets == {}


def test_pages_of_an_answer_hold_every_document_of_the_set_once(
    demo_archive: Archive, encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search_api.candidates.BEST_BY_WORDS", 15)
    monkeypatch.setattr("search_api.candidates.BEST_BY_MEANING", 10)
    first = search(demo_archive, encoder, SearchRequest("nämnden beslutar om verksamheten", limit=7))
    seen, cursor = [hit.document_id for hit in first.hits], first.next_cursor
    while cursor:
        page = search(demo_archive, encoder, SearchRequest("nämnden beslutar om verksamheten", limit=7, cursor=cursor))
        assert page.total == first.total
        seen += [hit.document_id for hit in page.hits]
        cursor = page.next_cursor
    assert len(seen) == len(set(seen)) == first.total
    assert first.total > 30  # more than what was ranked
