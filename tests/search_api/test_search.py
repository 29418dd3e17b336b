"""Search over the demo archive: what excludes, what only raises, what is counted, and how mistakes are said."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from dataclasses import replace

import pytest

from corpus.archive import Archive
from corpus.errors import QueryError
from nlp.encoder import Encoder
from search_api.answers import SearchAnswer, SearchRequest
from search_api.search import search


def asked(archive: Archive, encoder: Encoder, text: str = "", **wanted: object) -> SearchAnswer:
    return search(archive, encoder, SearchRequest(text=text, **wanted))  # type: ignore[arg-type]


def test_topic_is_found_with_its_passage_marked(demo_archive: Archive, encoder: Encoder) -> None:
    answer = asked(demo_archive, encoder, "hundrastgård")
    best = answer.hits[0]
    assert "hundrastgard" in best.name
    assert best.marks
    marked = [best.passage[start:end].casefold() for start, end in best.marks]
    assert all(word.startswith(("hund", "rastgård", "skolgård")) for word in marked)


def test_one_hit_per_document_best_first_ties_by_id(demo_archive: Archive, encoder: Encoder) -> None:
    hits = asked(demo_archive, encoder, "trygghet i stadsdelen", limit=50).hits
    assert len({hit.document_id for hit in hits}) == len(hits)
    assert [(-hit.score, hit.document_id) for hit in hits] == sorted((-hit.score, hit.document_id) for hit in hits)


def test_same_question_same_answer(demo_archive: Archive, encoder: Encoder) -> None:
    first, second = (replace(asked(demo_archive, encoder, "boendestöd unga"), took_ms=0) for _ in range(2))
    assert first == second


def test_user_filter_excludes(demo_archive: Archive, encoder: Encoder) -> None:
    answer = asked(demo_archive, encoder, "skolskjuts", municipalities=("Uppsala",), limit=50)
    assert answer.hits
    assert {hit.municipality for hit in answer.hits} == {"Uppsala"}
    assert answer.filters == {"municipality": ["Uppsala"]}


def test_understood_filter_raises_but_does_not_exclude(demo_archive: Archive, encoder: Encoder) -> None:
    answer = asked(demo_archive, encoder, "skolskjuts Uppsala", limit=50)
    assert answer.hits[0].municipality == "Uppsala"
    assert {hit.municipality for hit in answer.hits} > {"Uppsala"}
    assert answer.filters == {}


def test_understood_filter_made_strict_excludes(demo_archive: Archive, encoder: Encoder) -> None:
    answer = asked(demo_archive, encoder, "skolskjuts Uppsala", strict=("municipality",), limit=50)
    assert {hit.municipality for hit in answer.hits} == {"Uppsala"}


def test_understood_filter_can_be_removed(demo_archive: Archive, encoder: Encoder) -> None:
    answer = asked(demo_archive, encoder, "skolskjuts Uppsala", ignored=("municipality",))
    assert answer.understood.filters.municipalities == ()


def test_district_filter_takes_predecessors_along(demo_archive: Archive, encoder: Encoder) -> None:
    answer = asked(demo_archive, encoder, districts=("Södermalm",), limit=50)
    assert {hit.district for hit in answer.hits} > {"sthlm-sdn-sodermalm"}
    assert {hit.district for hit in answer.hits} <= {
        "sthlm-sdn-sodermalm",
        "sthlm-sdn-maria-gamla-stan",
        "sthlm-sdn-katarina-sofia",
        "sthlm-sdn-hornstull",
        "sthlm-sdn-hammarby",
    }


def test_period_excludes_by_overlap(demo_archive: Archive, encoder: Encoder) -> None:
    hits = asked(demo_archive, encoder, date_from="2010", date_to="2012-06", limit=100).hits
    assert hits
    assert all(hit.date is None or "2010" <= hit.date <= "2012-06-30" for hit in hits)


def test_number_is_strict_in_any_written_form(demo_archive: Archive, encoder: Encoder) -> None:
    written = ["320-118/2005", "320-118-2005", "118/2005", "dnr 118 2005"]
    found = [{hit.document_id for hit in asked(demo_archive, encoder, text, limit=50).hits} for text in written]
    assert found[0]
    assert all(one == found[0] for one in found)


def test_number_also_finds_documents_that_cite_it(demo_archive: Archive, encoder: Encoder) -> None:
    names = {hit.name for hit in asked(demo_archive, encoder, "118/2005", limit=50).hits}
    assert "hundrastgard-vantor-2005-tjansteutlatande.pdf" in names
    assert "hundrastgard-enskede-arsta-vantor-2011-tjansteutlatande.pdf" in names


def test_number_that_nothing_has_is_said_and_the_rest_offered(demo_archive: Archive, encoder: Encoder) -> None:
    answer = asked(demo_archive, encoder, "999-4711-2001 hundrastgård")
    assert answer.message is not None
    assert "999-4711-2001" in answer.message
    assert "hundrastgard" in answer.hits[0].name


def test_phrase_excludes_what_does_not_hold_it(demo_archive: Archive, encoder: Encoder) -> None:
    answer = asked(demo_archive, encoder, '"söndagsöppet"', limit=50)
    assert answer.message is None
    assert 0 < answer.total < 10
    assert all("söndagsöppet" in hit.passage.casefold() for hit in answer.hits)


def test_phrase_that_nothing_holds_is_said_and_the_rest_offered(demo_archive: Archive, encoder: Encoder) -> None:
    answer = asked(demo_archive, encoder, '"hundrastgård på månens baksida"')
    assert answer.message is not None
    assert "månens baksida" in answer.message
    assert "hundrastgard" in answer.hits[0].name


def test_minutes_tell_what_became_of_a_proposal(demo_archive: Archive, encoder: Encoder) -> None:
    answer = asked(demo_archive, encoder, "webbsändning av nämndens sammanträden", limit=20)
    proposal = next(hit for hit in answer.hits if "2010-tjansteutlatande" in hit.name)
    assert any(decision.document_id != proposal.document_id for decision in proposal.decisions)


def test_named_person_stands_above_the_topic(demo_archive: Archive, encoder: Encoder) -> None:
    hits = asked(demo_archive, encoder, "Gunvor Tallbacken").hits
    assert {hit.name for hit in hits[:2]} == {
        "hundrastgard-vantor-2005-medborgarforslag.pdf",
        "hundrastgard-vantor-2005-tjansteutlatande.pdf",
    }


def test_pages_join_to_the_whole_without_gap_or_repeat(demo_archive: Archive, encoder: Encoder) -> None:
    whole = asked(demo_archive, encoder, "föreningsbidrag", limit=200)
    paged: list[str] = []
    cursor: str | None = None
    while True:
        page = asked(demo_archive, encoder, "föreningsbidrag", limit=7, cursor=cursor)
        paged += [hit.document_id for hit in page.hits]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert paged == [hit.document_id for hit in whole.hits]
    assert len(paged) == whole.total


def test_facets_count_the_whole_set(demo_archive: Archive, encoder: Encoder) -> None:
    answer = asked(demo_archive, encoder, "parklek", limit=3)
    assert sum(value.count for value in answer.facets["type"]) == answer.total
    parties = answer.facets["party"]
    assert parties[0].label != parties[0].value


def test_empty_query_with_a_filter_browses_by_date(demo_archive: Archive, encoder: Encoder) -> None:
    answer = asked(demo_archive, encoder, types=("tjänsteutlåtande",), limit=100)
    dates = [hit.date or "" for hit in answer.hits]
    assert dates == sorted(dates, reverse=True)
    assert answer.total == demo_archive.status().by_type["tjänsteutlåtande"]


def test_sorted_by_date_is_the_same_set(demo_archive: Archive, encoder: Encoder) -> None:
    relevant = asked(demo_archive, encoder, "snöröjning", limit=200)
    dated = asked(demo_archive, encoder, "snöröjning", limit=200, sort="date")
    assert {hit.document_id for hit in dated.hits} == {hit.document_id for hit in relevant.hits}
    assert [hit.date or "" for hit in dated.hits] == sorted((hit.date or "" for hit in dated.hits), reverse=True)


def test_words_that_are_all_filters_bring_what_fits(demo_archive: Archive, encoder: Encoder) -> None:
    hits = asked(demo_archive, encoder, "medborgarförslag 2005").hits
    assert (hits[0].type, (hits[0].date or "")[:4]) == ("medborgarförslag", "2005")


MISTAKES = [
    (SearchRequest(text="  "), "empty"),
    (SearchRequest(text="x" * 2_001), "similar"),
    (SearchRequest(text="skola", date_from="i går"), "date"),
    (SearchRequest(text="skola", date_from="2010-02-30"), "day"),
    (SearchRequest(text="skola", date_from="2012", date_to="2010"), "before"),
    (SearchRequest(text="skola", districts=("Atlantis",)), "district"),
    (SearchRequest(text="skola", parties=("QX",)), "party"),
    (SearchRequest(text="skola", types=("dikt",)), "type"),
    (SearchRequest(text="skola", classes=("kanske",)), "class"),
    (SearchRequest(text="skola", municipalities=("Ankeborg",)), "municipality"),
    (SearchRequest(text="skola", strict=("väder",)), "understood filter"),
    (SearchRequest(text="skola", limit=0), "limit"),
    (SearchRequest(text="skola", cursor="inte en markör"), "cursor"),
]


@pytest.mark.parametrize(("request_", "word"), MISTAKES)
def test_mistakes_are_named(demo_archive: Archive, encoder: Encoder, request_: SearchRequest, word: str) -> None:
    with pytest.raises(QueryError, match=word):
        search(demo_archive, encoder, request_)


def test_cursor_of_another_question_is_refused(demo_archive: Archive, encoder: Encoder) -> None:
    cursor = asked(demo_archive, encoder, "parklek", limit=2).next_cursor
    with pytest.raises(QueryError, match="another question"):
        asked(demo_archive, encoder, "snöröjning", limit=2, cursor=cursor)


ODD = ["?", "§", "och", "\x00", "🙂", "a" * 2_000, "((((", '"', "''; drop table documents; --", "ÅÄÖ", "-", "1"]


@pytest.mark.parametrize("text", ODD)
def test_odd_queries_are_answered(demo_archive: Archive, encoder: Encoder, text: str) -> None:
    assert asked(demo_archive, encoder, text).total >= 0


def test_warm_search_is_fast(demo_archive: Archive, encoder: Encoder) -> None:
    queries = ["parklek", "hundrastgård Vantör", "motioner från V 2010-2015", "118/2005", "boendestöd Göteborg 2016"]
    for text in queries:
        asked(demo_archive, encoder, text)
    times = []
    for text in queries * 5:
        began = time.perf_counter()
        asked(demo_archive, encoder, text)
        times.append(time.perf_counter() - began)
    # the goal is 30 ms and stands in the bench; this guards against a look-up per document on a busy machine
    assert statistics.median(times) < 0.15


def test_search_imports_nothing_heavy() -> None:
    heavy = "torch spacy pandas pyarrow qdrant_client alembic sentence_transformers fastapi pdfplumber".split()
    code = f"import sys, search_api.search, nlp.encoder; print([name for name in {heavy!r} if name in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
