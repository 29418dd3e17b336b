"""A snapshot loads to an archive that holds and answers the same, and says so by its id."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpus.archive import Archive
from corpus.errors import UserMistakeError
from corpus.records import IndexedDocument, SearchFilter, SparseVector
from corpus.snapshot import export_snapshot, load_snapshot
from tests.corpus.invented import DIMENSIONS, MODEL, content_of, indexed_document

NUMBERS = range(130)  # more than one batch of documents


def awkward(item: IndexedDocument) -> IndexedDocument:
    """With values that files like to spoil: negative zero, tiny and large numbers, quotes, line breaks."""
    dense = np.zeros(DIMENSIONS, np.float16)
    dense[:4] = [-0.0, 6e-8, 1, -1e-5]
    sparse = SparseVector(np.array([0, 2**32 - 1], np.uint32), np.array([-0.0, 1 / 3], np.float32))
    first = replace(item.passages[0], dense=dense, sparse=sparse)
    tags = replace(item.tags, title='Å "citat"; och\nradbrytning\u2028🛶,=1+1')
    return replace(item, passages=(first, *item.passages[1:]), tags=tags)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("snapshot") / "arkiv"
    items = [indexed_document(number, passages=number % 4) for number in NUMBERS]
    items[3] = awkward(items[3])
    with Archive.open(home, dimensions=DIMENSIONS, model=MODEL) as archive:
        archive.receive("ärende 5.pdf", content_of(5))
        archive.add([*items, indexed_document(9, part=1), indexed_document(9, part=2)])
    return home


def content(archive: Archive) -> list[object]:
    """All that an archive holds, in plain values."""
    held: list[object] = []
    for document in archive.documents():
        held.append(replace(document, indexed_at=None))
        for embedded in archive.passages_of(document.id):
            held.append((embedded.passage, embedded.dense.tobytes()))
            held.append((embedded.sparse.indices.tobytes(), embedded.sparse.values.tobytes()))
    return held


def answers(archive: Archive) -> list[tuple[int, float]]:
    found = []
    for number in (1, 2, 7):
        query = indexed_document(number).passages[0]
        where = SearchFilter(types=("motion", "protokoll"), date_from=20060101)
        for hits in (
            archive.index.search_dense(query.dense.astype(np.float32), where=where, limit=30),
            archive.index.search_sparse(query.sparse, where=where, limit=30),
        ):
            found += [(hit.passage_id, hit.score) for hit in hits]
    return found


@pytest.mark.parametrize("file_format", ["parquet", "jsonl"])
def test_round_trip_gives_the_same_archive_and_the_same_id(home: Path, tmp_path: Path, file_format: str) -> None:
    with Archive.open(home) as archive:
        exported = export_snapshot(archive, tmp_path / "ut", file_format)
        held, expected = content(archive), answers(archive)
    loaded = load_snapshot(tmp_path / "ut", tmp_path / "nytt" / "arkiv")
    assert loaded == exported
    assert (exported.documents, exported.passages) == (132, sum(number % 4 for number in NUMBERS) + 6)
    with Archive.open(tmp_path / "nytt" / "arkiv", dimensions=DIMENSIONS, model=MODEL) as archive:
        assert content(archive) == held
        assert [id for id, _ in answers(archive)] == [id for id, _ in expected]
        assert [score for _, score in answers(archive)] == pytest.approx([s for _, s in expected], rel=1e-4)
        assert archive.verify().ok
        assert export_snapshot(archive, tmp_path / "igen", "jsonl").id == exported.id
    assert [path.name for path in (tmp_path / "nytt").iterdir()] == ["arkiv"]


def test_the_id_depends_on_the_content_alone(home: Path, tmp_path: Path) -> None:
    with Archive.open(home) as archive:
        ids = {export_snapshot(archive, tmp_path / name, name).id for name in ("parquet", "jsonl", "csv")}
        assert len(ids) == 1
    item = indexed_document(1)
    with Archive.open(tmp_path / "a", dimensions=DIMENSIONS, model=MODEL) as archive:
        archive.add([item])
        first = export_snapshot(archive, tmp_path / "1", "jsonl").id
        moved = replace(item.passages[0], dense=-item.passages[0].dense)
        archive.add([replace(item, passages=(moved, *item.passages[1:]))])
        assert export_snapshot(archive, tmp_path / "1", "jsonl").id != first
        archive.add([item])
        assert export_snapshot(archive, tmp_path / "1", "jsonl").id == first


def test_csv_opens_in_a_spreadsheet_but_makes_no_archive(home: Path, tmp_path: Path) -> None:
    with Archive.open(home) as archive:
        snapshot = export_snapshot(archive, tmp_path / "ut", "csv")
        title = archive.documents_by_id([indexed_document(3).id])[indexed_document(3).id].tags.title
    assert snapshot.tables == ("documents", "tags", "passages")
    with (tmp_path / "ut" / "tags.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["document_id"]: row for row in csv.DictReader(file)}
    assert len(rows) == 132
    assert rows[indexed_document(3).id]["title"] == title
    assert rows[indexed_document(4).id]["parties"] == "V"
    with pytest.raises(UserMistakeError, match="no vectors"):
        load_snapshot(tmp_path / "ut", tmp_path / "nytt")


def test_parquet_reads_with_plain_pyarrow(home: Path, tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    with Archive.open(home) as archive:
        export_snapshot(archive, tmp_path, "parquet")
    vectors = pq.read_table(tmp_path / "vectors.parquet").to_pylist()
    assert all(len(row["dense"]) == DIMENSIONS for row in vectors)
    tags = pq.read_table(tmp_path / "tags.parquet").to_pylist()
    assert {row["municipality"] for row in tags} == {"Stockholm"}


def test_no_original_leaves_with_a_snapshot(home: Path, tmp_path: Path) -> None:
    with Archive.open(home) as archive:
        assert archive.original(indexed_document(5).id) == content_of(5)
        export_snapshot(archive, tmp_path / "ut", "jsonl")
    assert all(content_of(5) not in path.read_bytes() for path in (tmp_path / "ut").iterdir())
    load_snapshot(tmp_path / "ut", tmp_path / "nytt")
    with Archive.open(tmp_path / "nytt") as archive:
        receipt = archive.receive("ärende 5.pdf", content_of(5))
        assert (receipt.state, receipt.is_new) == ("indexed", False)
        assert archive.original(indexed_document(5).id) == content_of(5)
        assert archive.verify().ok


@pytest.mark.parametrize(
    ("damage", "why"),
    [
        ("lines", "a passage is missing"),
        ("letter", "one word was changed"),
        ("file", "a table is missing"),
        ("broken", "a table is cut in the middle of a line"),
        ("description", "snapshot.json is no JSON"),
        ("keys", "snapshot.json lacks a key"),
        ("nothing", "no snapshot at all"),
    ],
)
def test_a_damaged_snapshot_is_refused_and_leaves_nothing(home: Path, tmp_path: Path, damage: str, why: str) -> None:
    folder = tmp_path / "ut"
    with Archive.open(home) as archive:
        export_snapshot(archive, folder, "jsonl")
    passages = (folder / "passages.jsonl").read_text(encoding="utf-8")
    match damage:
        case "lines":
            (folder / "passages.jsonl").write_text(passages.partition("\n")[2], encoding="utf-8")
        case "letter":
            (folder / "passages.jsonl").write_text(passages.replace("räksmörgås", "rakmorgon", 1), encoding="utf-8")
        case "file":
            (folder / "vectors.jsonl").unlink()
        case "broken":
            (folder / "passages.jsonl").write_text(passages[: len(passages) // 2], encoding="utf-8")
        case "description":
            (folder / "snapshot.json").write_text("{")
        case "keys":
            (folder / "snapshot.json").write_text(json.dumps({"id": "x", "format": "jsonl"}))
        case "nothing":
            folder = tmp_path / "tom"
    with pytest.raises(UserMistakeError):
        load_snapshot(folder, tmp_path / "nytt")
    assert not [path for path in tmp_path.iterdir() if "nytt" in path.name]


def test_a_home_in_use_is_not_overwritten(home: Path, tmp_path: Path) -> None:
    with Archive.open(home) as archive:
        export_snapshot(archive, tmp_path / "ut", "jsonl")
    with pytest.raises(UserMistakeError, match="already holds something"):
        load_snapshot(tmp_path / "ut", home)
    (tmp_path / "tom").mkdir()
    load_snapshot(tmp_path / "ut", tmp_path / "tom")


def test_bad_places_and_formats_are_the_users_mistake(home: Path, tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("")
    with Archive.open(home) as archive:
        with pytest.raises(UserMistakeError, match="choose parquet, jsonl, csv"):
            export_snapshot(archive, tmp_path / "ut", "xlsx")
        with pytest.raises(UserMistakeError, match="cannot be written"):
            export_snapshot(archive, tmp_path / "fil" / "ut", "jsonl")
