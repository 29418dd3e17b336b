"""The graph of the index is built beside the running archive, and nothing is lost on the way."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import numpy as np
import pytest

from corpus import graph_building
from corpus.archive import Archive
from corpus.edge_index import EdgeIndex, graph_size
from corpus.errors import EngineError
from corpus.records import SearchFilter
from tests.corpus.invented import DIMENSIONS, MODEL, content_of, indexed_document

EVERYTHING = SearchFilter()


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    opened = Archive.open(tmp_path / "arkiv", dimensions=DIMENSIONS, model=MODEL)
    add(opened, range(40))
    return opened


def add(archive: Archive, numbers: range) -> None:
    for number in numbers:
        archive.receive(f"ärende {number}.pdf", content_of(number))
    archive.add([indexed_document(number) for number in numbers])


def found(archive: Archive, number: int, *, exact: bool) -> list[int]:
    vector = indexed_document(number).passages[1].dense.astype(np.float32)
    return [hit.passage_id for hit in archive.index.search_dense(vector, where=EVERYTHING, limit=10, exact=exact)]


def test_a_built_graph_answers_as_the_comparison_of_all_does(archive: Archive) -> None:
    before = [found(archive, number, exact=True) for number in range(40)]
    assert archive.build_graph() == 2
    assert isinstance(archive.index, EdgeIndex)
    assert graph_size(archive.index.folder) == 120
    assert archive.index.number_without_graph() == 0
    assert [found(archive, number, exact=True) for number in range(40)] == before
    assert [found(archive, number, exact=False) for number in range(40)] == before
    assert archive.verify().ok
    archive.close()


def test_only_the_new_generation_is_left_and_opens_again(archive: Archive, tmp_path: Path) -> None:
    archive.build_graph()
    archive.close()
    assert [folder.name for folder in (tmp_path / "arkiv" / "index").iterdir()] == ["2"]
    with Archive.open(tmp_path / "arkiv", dimensions=DIMENSIONS, model=MODEL) as again:
        assert again.generation == 2
        assert again.verify().ok


def test_what_is_written_while_the_child_builds_is_in_the_new_generation(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied, written = threading.Event(), threading.Event()
    build = graph_building.build_in_child

    def build_after_the_writes(folder: Path, stop: threading.Event) -> None:
        copied.set()
        assert written.wait(30)
        build(folder, stop)

    monkeypatch.setattr(graph_building, "build_in_child", build_after_the_writes)
    building = threading.Thread(target=archive.build_graph)
    building.start()
    assert copied.wait(30)
    add(archive, range(40, 60))
    archive.withdraw(indexed_document(3).id, "fel dokument")
    archive.withdraw(indexed_document(45).id, "fel dokument")
    written.set()
    building.join(60)
    assert archive.generation == 2
    assert archive.verify().ok
    assert archive.index.count(EVERYTHING) == 3 * 58
    archive.close()


def test_searches_go_on_through_the_swap(archive: Archive) -> None:
    done, failures = threading.Event(), []

    def ask() -> None:
        while not done.is_set():
            try:
                assert len(found(archive, 7, exact=False)) == 10
            except Exception as error:  # any failure fails the test, with its name
                failures.append(error)
            time.sleep(0.001)

    askers = [threading.Thread(target=ask) for _ in range(3)]
    for asker in askers:
        asker.start()
    archive.build_graph()
    archive.build_graph()
    done.set()
    for asker in askers:
        asker.join()
    assert failures == []
    assert archive.generation == 3
    archive.close()


def test_a_child_that_is_ended_leaves_the_archive_as_it_was(archive: Archive, tmp_path: Path) -> None:
    stop = threading.Event()
    stop.set()
    assert isinstance(archive.index, EdgeIndex)
    folder = graph_building.copy_for_building(archive.index)
    (folder / "edge_config.json").write_text("{}")
    with pytest.raises(EngineError, match="Searches go on without it"):
        graph_building.build_in_child(folder, stop)
    assert [one.name for one in (tmp_path / "arkiv" / "index").iterdir()] == ["1"]
    assert archive.verify().ok
    archive.close()


def test_a_copy_left_by_a_kill_is_removed_at_the_next_opening(archive: Archive, tmp_path: Path) -> None:
    assert isinstance(archive.index, EdgeIndex)
    graph_building.copy_for_building(archive.index)
    archive.close()
    with Archive.open(tmp_path / "arkiv", dimensions=DIMENSIONS, model=MODEL) as again:
        assert [one.name for one in (tmp_path / "arkiv" / "index").iterdir()] == ["1"]
        assert again.verify().ok


def test_closing_ends_a_build(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    started, errors = threading.Event(), []
    build = graph_building.build_in_child

    def told(folder: Path, stop: threading.Event) -> None:
        started.set()
        assert stop.wait(30)
        build(folder, stop)

    def run() -> None:
        try:
            archive.build_graph()
        except EngineError as error:
            errors.append(error)

    monkeypatch.setattr(graph_building, "build_in_child", told)
    building = threading.Thread(target=run)
    building.start()
    assert started.wait(30)
    archive.close()
    building.join(30)
    assert not building.is_alive()


def test_a_small_archive_needs_no_graph(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not archive.needs_graph()
    monkeypatch.setattr(graph_building, "GRAPH_FROM", 100)
    assert archive.needs_graph()
    archive.build_graph()
    assert not archive.needs_graph()
    add(archive, range(40, 60))
    assert archive.needs_graph()
    archive.close()
