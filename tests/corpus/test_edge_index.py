"""Both index adapters against qdrant-client's local mode as the oracle, over random points and filters."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from qdrant_client import QdrantClient, models

from corpus.edge_index import EdgeIndex
from corpus.errors import EngineError
from corpus.index import PassageIndex
from corpus.records import Filterable, IndexPoint, ScoredPassage, SearchFilter, SparseVector
from corpus.server_index import ServerIndex
from tests.corpus.invented import DIMENSIONS, sparse_vector, unit_vector

POINTS = 300
EVERYTHING = SearchFilter()
TYPES = ("motion", "protokoll", "tjänsteutlåtande", "nyhetsbrev")
PLACES = ("Habo", "Håbo", "Örebro")
DISTRICTS = ("sthlm-sdn-farsta", "sthlm-sdn-alvsjo", "sthlm-sdn-kista")
PARTIES = ("V", "S", "MP", "L", "M")
CLASSES = ("approve", "reject", "answer")
KINDS = ("proposal", "background", "other")


def points() -> list[IndexPoint]:
    rng = np.random.default_rng(7)

    def some(values: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(value for value in values if rng.random() < 0.4)

    def filterable(i: int) -> Filterable:
        first = int(rng.integers(2004, 2024)) * 10000 + 101
        dated = rng.random() < 0.85
        return Filterable(
            document_id=f"dok{i // 3}",
            type=str(rng.choice(TYPES)),
            kind=str(rng.choice(KINDS)),
            municipality=str(rng.choice(PLACES)) if rng.random() < 0.8 else None,
            districts=some(DISTRICTS)[:1],
            parties=some(PARTIES),
            classes=some(CLASSES),
            numbers=(f"{2004 + i % 20}|{i % 40}",),
            date_first=first if dated else None,
            date_last=first + int(rng.choice([0, 30, 1130])) if dated else None,
        )

    return [
        # ids as the product makes them: up to 63 bits
        IndexPoint(int(rng.integers(2**62, 2**63 - 1)), unit_vector(rng), sparse_vector(rng), filterable(i))
        for i in range(POINTS)
    ]


ALL = points()


def random_filter(rng: np.random.Generator) -> SearchFilter:
    def maybe(values: tuple[str, ...], most: int = 2) -> tuple[str, ...]:
        if rng.random() > 0.3:
            return ()
        return tuple(str(value) for value in rng.choice(values, rng.integers(1, most + 1), replace=False))

    years = sorted(int(year) for year in rng.integers(2003, 2025, 2))
    documents = tuple(f"dok{i}" for i in range(100))
    return SearchFilter(
        districts=maybe(DISTRICTS),
        parties=maybe(PARTIES),
        types=maybe(TYPES),
        classes=maybe(CLASSES),
        municipalities=maybe(PLACES),
        numbers=maybe(tuple(f"{2004 + i % 20}|{i % 40}" for i in range(40)), 8) if rng.random() < 0.3 else (),
        documents=maybe(documents, 60) if rng.random() < 0.3 else (),
        excluded_documents=maybe(documents, 30),
        kinds=maybe(KINDS),
        date_from=years[0] * 10000 + 601 if rng.random() < 0.3 else None,
        date_to=years[1] * 10000 + 601 if rng.random() < 0.3 else None,
    )


class Oracle:
    """Local mode asked directly, with filters written out here a second time, independently of the product."""

    def __init__(self) -> None:
        self.client = QdrantClient(":memory:")
        self.client.create_collection(
            "facit",
            vectors_config={"d": models.VectorParams(size=DIMENSIONS, distance=models.Distance.COSINE)},
            sparse_vectors_config={"s": models.SparseVectorParams(modifier=models.Modifier.IDF)},
        )
        self.client.upsert("facit", [self._point(point) for point in ALL])

    def _point(self, point: IndexPoint) -> models.PointStruct:
        f = point.filterable
        payload = {
            "doc": f.document_id,
            "t": f.type,
            "k": f.kind,
            "m": f.municipality,
            "d": list(f.districts),
            "p": list(f.parties),
            "c": list(f.classes),
            "n": list(f.numbers),
            "first": f.date_first,
            "last": f.date_last,
        }
        sparse = models.SparseVector(indices=point.sparse.indices.tolist(), values=point.sparse.values.tolist())
        return models.PointStruct(
            id=point.id, payload=payload, vector={"d": point.dense.astype(float).tolist(), "s": sparse}
        )

    def scores(self, query: np.ndarray | SparseVector, where: SearchFilter) -> dict[int, float]:
        """Every point that passes, with its score."""
        sparse = isinstance(query, SparseVector)
        vector = (
            models.SparseVector(indices=query.indices.tolist(), values=query.values.tolist())
            if isinstance(query, SparseVector)
            else query.tolist()
        )
        answer = self.client.query_points(
            "facit", query=vector, using="s" if sparse else "d", query_filter=self._filter(where), limit=POINTS
        )
        return {int(point.id): point.score for point in answer.points}

    def _filter(self, where: SearchFilter) -> models.Filter:
        def any_of(key: str, values: tuple[str, ...]) -> models.FieldCondition:
            return models.FieldCondition(key=key, match=models.MatchAny(any=list(values)))

        wanted = {
            "doc": where.documents,
            "t": where.types,
            "k": where.kinds,
            "m": where.municipalities,
            "d": where.districts,
            "p": where.parties,
            "c": where.classes,
            "n": where.numbers,
        }
        must: list[models.Condition] = [any_of(key, values) for key, values in wanted.items() if values]
        if where.date_from is not None:
            must.append(models.FieldCondition(key="last", range=models.Range(gte=where.date_from)))
        if where.date_to is not None:
            must.append(models.FieldCondition(key="first", range=models.Range(lte=where.date_to)))
        return models.Filter(must=must, must_not=[any_of("doc", where.excluded_documents or ("",))])


@pytest.fixture(scope="module")
def oracle() -> Iterator[Oracle]:
    oracle = Oracle()
    yield oracle
    oracle.client.close()


@pytest.fixture(scope="module", params=["edge", "server"])
def index(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PassageIndex]:
    made: PassageIndex
    if request.param == "edge":
        made = EdgeIndex(tmp_path_factory.mktemp("edge") / "1", DIMENSIONS)
    else:
        with pytest.warns(UserWarning, match="Payload indexes have no effect"):
            made = ServerIndex(QdrantClient(":memory:"), "beslut_1", DIMENSIONS)
    made.upsert(ALL)
    yield made
    made.close()


@pytest.mark.parametrize("seed", range(120))
def test_filtered_search_agrees_with_the_oracle(index: PassageIndex, oracle: Oracle, seed: int) -> None:
    rng = np.random.default_rng(seed)
    where = random_filter(rng)
    dense = unit_vector(rng).astype(np.float32)
    lexical = sparse_vector(rng, terms=6)

    for found, expected in (
        (index.search_dense(dense, where=where, limit=POINTS), oracle.scores(dense, where)),
        (index.search_sparse(lexical, where=where, limit=POINTS), oracle.scores(lexical, where)),
    ):
        assert {hit.passage_id for hit in found} == set(expected)
        assert found == sorted(found, key=lambda hit: (-hit.score, hit.passage_id))
        for hit in found:  # half floats are stored, the oracle keeps whole ones
            assert hit.score == pytest.approx(expected[hit.passage_id], abs=2e-3, rel=2e-3)
    assert index.count(where) == len(oracle.scores(dense, where))


def test_filters_are_varied_enough_to_prove_something(oracle: Oracle) -> None:
    sizes = []
    for seed in range(120):
        rng = np.random.default_rng(seed)
        where = random_filter(rng)
        sizes.append(len(oracle.scores(unit_vector(rng).astype(np.float32), where)))
    assert sum(0 < size < POINTS for size in sizes) > 60


@pytest.mark.parametrize("limit", [1, 7, 50])
def test_a_short_list_is_the_top_of_the_long_one(index: PassageIndex, limit: int) -> None:
    query = unit_vector(np.random.default_rng(3)).astype(np.float32)
    whole = index.search_dense(query, where=EVERYTHING, limit=POINTS)
    assert index.search_dense(query, where=EVERYTHING, limit=limit) == whole[:limit]


def test_all_ids_are_listed_once(index: PassageIndex) -> None:
    assert sorted(index.ids()) == sorted(point.id for point in ALL)


def test_terms_come_back_as_they_were_stored(index: PassageIndex) -> None:
    wanted = [point for point in ALL if len(point.sparse.indices)][:7]
    held = index.terms_of([*(point.id for point in wanted), 4_000_000_000_000])
    assert set(held) == {point.id for point in wanted}
    for point in wanted:
        order = np.argsort(point.sparse.indices)
        assert held[point.id].indices.tolist() == point.sparse.indices[order].tolist()
        assert held[point.id].values == pytest.approx(point.sparse.values[order])


def test_nothing_asked_nothing_found(index: PassageIndex) -> None:
    empty = SparseVector(np.array([], np.uint32), np.array([], np.float32))
    unknown = SparseVector(np.array([4_000_000_000], np.uint32), np.array([1.0], np.float32))
    assert index.search_sparse(empty, where=EVERYTHING, limit=5) == []
    assert index.search_sparse(unknown, where=EVERYTHING, limit=5) == []
    assert index.search_dense(unit_vector(np.random.default_rng(1)).astype(np.float32), where=EVERYTHING, limit=0) == []


def like(point: IndexPoint, id: int, document_id: str = "tvilling") -> IndexPoint:
    return IndexPoint(id, point.dense, point.sparse, Filterable(document_id, "motion", "other", *NO_FIELDS))


NO_FIELDS = (None, (), (), (), (), None, None)


def test_equal_scores_come_in_order_of_id_at_every_cut(tmp_path: Path) -> None:
    index = EdgeIndex(tmp_path, DIMENSIONS)
    ids = [int(i) for i in np.random.default_rng(5).permutation(100)]
    index.upsert([like(ALL[0], id) for id in ids])
    query = ALL[0].dense.astype(np.float32)
    for limit in (1, 10, 33, 100):
        hits: list[ScoredPassage] = index.search_dense(query, where=EVERYTHING, limit=limit)
        assert [hit.passage_id for hit in hits] == list(range(limit))
    hits = index.search_sparse(ALL[0].sparse, where=EVERYTHING, limit=10)
    assert [hit.passage_id for hit in hits] == list(range(10))
    index.close()


def test_upsert_replaces_and_delete_removes_and_both_are_kept(tmp_path: Path) -> None:
    index = EdgeIndex(tmp_path, DIMENSIONS)
    index.upsert([like(ALL[0], 1, "a"), like(ALL[1], 2, "b")])
    index.upsert([like(ALL[2], 1, "c")])
    index.delete([2, 999])
    index.delete([])
    index.close()
    again = EdgeIndex(tmp_path, DIMENSIONS)
    hits = again.search_dense(ALL[2].dense.astype(np.float32), where=EVERYTHING, limit=5)
    assert [(hit.passage_id, hit.document_id) for hit in hits] == [(1, "c")]
    assert hits[0].score == pytest.approx(1, abs=1e-3)
    again.close()


def test_a_passage_without_any_known_word_can_be_stored(tmp_path: Path) -> None:
    index = EdgeIndex(tmp_path, DIMENSIONS)
    blank = SparseVector(np.array([], np.uint32), np.array([], np.float32))
    index.upsert([IndexPoint(5, np.zeros(DIMENSIONS, np.float16), blank, ALL[0].filterable)])
    assert list(index.ids()) == [5]
    assert index.count(EVERYTHING) == 1
    index.close()


def test_what_was_acknowledged_outlives_a_kill(tmp_path: Path) -> None:
    code = """
import os, signal, sys
from pathlib import Path
from corpus.edge_index import EdgeIndex
from tests.corpus.test_edge_index import ALL, DIMENSIONS
index = EdgeIndex(Path(sys.argv[1]), DIMENSIONS)
index.upsert(ALL[:50])
index.delete([ALL[0].id])
os.kill(os.getpid(), signal.SIGKILL)
"""
    killed = subprocess.run([sys.executable, "-c", code, str(tmp_path)], cwd=Path(__file__).parents[2], check=False)
    assert killed.returncode == -9
    index = EdgeIndex(tmp_path, DIMENSIONS)
    assert sorted(index.ids()) == sorted(point.id for point in ALL[1:50])
    index.close()


# the oracle compares every passage anyway, and says so
pytestmark = pytest.mark.filterwarnings("ignore:Local mode performs exact:UserWarning")


def test_a_damaged_folder_is_an_engine_error(tmp_path: Path) -> None:
    (tmp_path / "edge_config.json").write_text("not JSON")
    with pytest.raises(EngineError, match="could not open the index"):
        EdgeIndex(tmp_path, DIMENSIONS)


def test_a_query_of_another_size_is_an_engine_error(index: PassageIndex) -> None:
    with pytest.raises(EngineError):
        index.search_dense(np.ones(3, np.float32), where=EVERYTHING, limit=3)
