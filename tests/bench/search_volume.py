"""Search in a large archive beside the raw engine: ``python -m tests.bench.search_volume HOME [--write]``.

HOME is an archive of public-sector texts, made or added to until it holds ``--passages`` (200,000). Every query is a
user-style query with a filter on party and years. In one run, in one process:

    raw engine     one call with the vectors at hand: filter, graph, 200 by meaning and 200 by words, fused by rank
    grouped        from the query's text to documents in their order, each with its scored passages
    hits           the same with the texts of the first ten: snippets, marks, proposals, what was decided
    whole answer   the same with the total and the facets over the whole set
    while building the grouped, while a child builds a new graph and it is swapped in

Each call is made once untimed before it is timed, the raw ones too.
    graph          how many of the 200 nearest the graph finds
    sizes          memory of this process, bytes on disk
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from corpus.archive import Archive
from corpus.edge_index import EdgeIndex
from corpus.records import SearchFilter
from nlp.encoder import Encoder, load_encoder
from nlp.lexical import query_vector
from search_api.answers import SearchRequest
from search_api.search import ranking_for, search
from tests.bench.search_archive import PARTIES, filled_archive
from tests.bench.volume_files import SEED, pairs_file

REPORT = Path(__file__).resolve().parents[2] / "docs" / "reports" / "engine.json"
QUERIES, NEAREST = 200, 200


@dataclass(frozen=True, slots=True)
class Question:
    """A query with its filter, as the product takes it."""

    request: SearchRequest
    where: SearchFilter


def questions() -> list[Question]:
    """Queries in users' words, each with two parties and a span of years, drawn with a fixed seed."""
    draw = random.Random(SEED)
    rows = [json.loads(line) for line in pairs_file().with_name("queries.jsonl").read_text("utf-8").splitlines()]
    asked = []
    for row in draw.sample(rows, QUERIES):
        parties, first = tuple(draw.sample(PARTIES, 2)), draw.randint(1998, 2015)
        asked.append(
            Question(
                SearchRequest(
                    row["query"], parties=parties, date_from=str(first), date_to=str(first + 9), counts=False
                ),
                SearchFilter(parties=parties, date_from=first * 10000 + 101, date_to=(first + 9) * 10000 + 1231),
            )
        )
    return asked


def raw_calls(index: EdgeIndex, encoder: Encoder, asked: Sequence[Question]) -> list[Callable[[], Any]]:
    """For each question one call of the engine's own hybrid query, everything prepared."""
    import qdrant_edge as edge

    from corpus.edge_index import GRAPH_WIDTH, edge_filter
    from corpus.index_payload import DENSE, LEXICAL

    calls: list[Callable[[], Any]] = []
    for question in asked:
        words = query_vector(question.request.text)
        terms = edge.SparseVector(words.indices.tolist(), words.values.tolist())
        where = edge_filter(question.where)
        halves = [
            edge.Prefetch(
                limit=NEAREST,
                query=edge.Query.Nearest(encoder.encode_query(question.request.text).tolist(), using=DENSE),
                params=edge.SearchParams(hnsw_ef=GRAPH_WIDTH),
                filter=where,
            ),
            edge.Prefetch(
                limit=NEAREST,
                query=edge.Query.Nearest(terms, using=LEXICAL),
                filter=where,
            ),
        ]
        joint: Any = edge.Fusion.Rrf(k=60)
        request = edge.QueryRequest(limit=10, prefetches=halves, query=joint)
        calls.append(partial(index._shard.query, request))
    return calls


def timed(calls: Sequence[Callable[[], Any]]) -> dict[str, float]:
    """Milliseconds: p50 and p95 over the calls, after a round to warm up."""
    for call in calls:
        call()
    times = []
    for call in calls:
        began = time.perf_counter()
        call()
        times.append((time.perf_counter() - began) * 1000)
    return {"p50": round(statistics.median(times), 2), "p95": round(float(np.percentile(times, 95)), 2)}


def while_building(archive: Archive, calls: Sequence[Callable[[], Any]]) -> dict[str, float]:
    """The same while a new graph is built and swapped in, and how many seconds that took."""
    building = threading.Thread(target=archive.build_graph)
    began, times = time.perf_counter(), []
    building.start()
    while building.is_alive():
        for call in calls:
            start = time.perf_counter()
            call()
            times.append((time.perf_counter() - start) * 1000)
            time.sleep(0.02)  # a steady asker, not one that fights the child for the processor
            if not building.is_alive():
                break
    building.join()
    return {
        "p50": round(statistics.median(times), 2),
        "p95": round(float(np.percentile(times, 95)), 2),
        "longest": round(max(times), 1),
        "searches": len(times),
        "seconds": round(time.perf_counter() - began, 1),
    }


def found_by_graph(index: EdgeIndex, encoder: Encoder, asked: Sequence[Question]) -> dict[str, float]:
    """Share of the nearest passages that a walk along the graph finds, with and without filter."""
    shares: dict[str, list[float]] = {"filtered": [], "unfiltered": []}
    for question in asked:
        vector = encoder.encode_query(question.request.text)
        for name, where in (("filtered", question.where), ("unfiltered", SearchFilter())):
            right = index.search_dense(vector, where=where, limit=NEAREST)
            walked = index.search_dense(vector, where=where, limit=NEAREST, exact=False)
            same = {one.passage_id for one in right} & {one.passage_id for one in walked}
            shares[name].append(len(same) / max(1, len(right)))
    return {name: round(statistics.mean(values), 4) for name, values in shares.items()}


def megabytes_in_memory() -> int:
    """Resident set of this process."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) // 1024


def megabytes_on_disk(folder: Path) -> int:
    """All files under the folder."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) // 2**20


def measured(home: Path, passages: int, *, rebuild: bool) -> dict[str, Any]:
    """All figures of the module's docstring."""
    empty = megabytes_in_memory()
    archive, encoder = filled_archive(home, passages), load_encoder()
    try:
        assert isinstance(archive.index, EdgeIndex)
        if archive.needs_graph():
            archive.build_graph()
        asked = questions()
        grouped = [partial(ranking_for, archive, encoder, one.request) for one in asked]
        hits = [partial(search, archive, encoder, one.request) for one in asked]
        figures: dict[str, Any] = {
            "passages": archive.index.count(SearchFilter()),
            "in_graph": archive.index.count(SearchFilter()) - archive.index.number_without_graph(),
            "raw": timed(raw_calls(archive.index, encoder, asked)),
            "grouped": timed(grouped),
            "hits": timed(hits),
            "whole": timed([partial(search, archive, encoder, counted(one.request)) for one in asked]),
            "graph": found_by_graph(archive.index, encoder, asked),
        }
        figures["memory_mb"] = megabytes_in_memory() - empty
        figures["index_mb"] = megabytes_on_disk(archive.index.folder)
        figures["catalogue_mb"] = megabytes_on_disk(home) - megabytes_on_disk(home / "index")
        if rebuild:
            figures["while_building"] = while_building(archive, grouped)
        return figures
    finally:
        archive.close()


def counted(request: SearchRequest) -> SearchRequest:
    """The same question with its set counted."""
    return replace(request, counts=True)


def main() -> None:
    """Measure, print, and with ``--write`` keep the figures by number of passages."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("home", type=Path)
    parser.add_argument("--passages", type=int, default=200_000)
    parser.add_argument("--rebuild", action="store_true")
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    figures = measured(given.home, given.passages, rebuild=given.rebuild)
    print(json.dumps(figures, indent=1))
    if given.write:
        kept = json.loads(REPORT.read_text("utf-8")) if REPORT.exists() else {}
        kept[str(given.passages)] = figures
        REPORT.write_text(json.dumps(kept, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
