"""The archive as its users see it: what went in is found, what was taken out is gone, a kill hurts nothing."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpus.archive import Archive
from corpus.errors import ArchiveBusyError, EngineError, NotFoundError, UnavailableError, UserMistakeError
from corpus.records import SearchFilter
from tests.corpus.invented import DIMENSIONS, MODEL, content_of, indexed_document

REPOSITORY = Path(__file__).parents[2]


def opened(home: Path) -> Archive:
    return Archive.open(home, dimensions=DIMENSIONS, model=MODEL, timeout=0.2)


def fill(archive: Archive, numbers: range) -> None:
    for number in numbers:
        archive.receive(f"ärende {number}.pdf", content_of(number))
    archive.add([indexed_document(number) for number in numbers])


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "arkiv å 🛶"


@pytest.fixture
def archive(home: Path) -> Iterator[Archive]:
    with opened(home) as archive:
        yield archive


def nearest(archive: Archive, number: int, where: SearchFilter | None = None) -> str:
    query = indexed_document(number).passages[0].dense.astype(np.float32)
    return archive.index.search_dense(query, where=where or SearchFilter(), limit=1)[0].document_id


def test_what_was_added_is_found_again_after_closing(home: Path) -> None:
    with opened(home) as archive:
        fill(archive, range(12))
    with opened(home) as archive:
        item = indexed_document(5)
        assert nearest(archive, 5) == item.id
        stored = archive.get(item.id)
        assert stored is not None
        assert stored.text == item.document.text
        assert "räksmörgås åt alla 🛶" in stored.text
        assert stored.tags == item.tags
        assert stored.indexed_at is not None
        assert archive.original(item.id) == content_of(5)
        ids = [embedded.passage.id for embedded in item.passages]
        assert archive.passages([*ids, 1]) == {e.passage.id: e.passage for e in item.passages}
        assert [e.passage for e in archive.passages_of(item.id)] == [e.passage for e in item.passages]
        assert archive.documents_by_id([item.id, "okänt"])[item.id].tags == item.tags
        assert archive.documents_by_number(item.tags.diarienummer[0].canonical) == [item.id]
        assert [document.id for document in archive.documents()] == sorted(indexed_document(n).id for n in range(12))
        assert archive.verify().ok


def test_more_documents_than_one_page_are_streamed_in_order(archive: Archive) -> None:
    fill(archive, range(230))
    ids = [document.id for document in archive.documents()]
    assert ids == sorted(indexed_document(number).id for number in range(230))


def test_receipts_tell_where_a_file_stands(archive: Archive) -> None:
    first = archive.receive("a.pdf", content_of(1))
    assert (first.state, first.is_new) == ("received", True)
    assert first.sha256 == hashlib.sha256(content_of(1)).hexdigest()
    archive.mark_read([first.sha256])
    assert archive.receive("a.pdf", content_of(1)).state == "read"
    archive.add([indexed_document(1)])
    again = archive.receive("annat namn.pdf", content_of(1))
    assert (again.state, again.is_new) == ("indexed", False)
    assert archive.status().by_state == {"indexed": 1}


def test_adding_again_replaces(archive: Archive) -> None:
    fill(archive, range(3))
    fill(archive, range(3))
    assert archive.status().passages == archive.index.count(SearchFilter()) == 9
    archive.add([indexed_document(1, passages=1, edition=" ny")])
    stored = archive.get(indexed_document(1).id)
    assert stored is not None
    assert "ärende 1 ny" in stored.text
    assert archive.status().passages == archive.index.count(SearchFilter()) == 7
    assert archive.verify().ok


def test_parts_of_a_bundle_come_and_go_together(archive: Archive) -> None:
    archive.add([indexed_document(1), indexed_document(1, part=1), indexed_document(1, part=2)])
    main = indexed_document(1).id
    part = archive.get(f"{main}-2")
    assert part is not None
    assert part.part_of == main
    archive.add([indexed_document(1), indexed_document(1, part=1)])
    assert archive.get(f"{main}-2") is None
    assert archive.index.count(SearchFilter(documents=(f"{main}-2",))) == 0
    assert archive.withdraw(f"{main}-1", "fel fil").document_ids == (main, f"{main}-1")
    assert archive.status().documents == 0


def test_a_document_without_passages_is_kept(archive: Archive) -> None:
    archive.add([indexed_document(1, passages=0)])
    assert archive.get(indexed_document(1).id) is not None
    assert archive.verify().ok


def test_text_that_no_database_takes_is_stored_at_equal_length(archive: Archive) -> None:
    item = indexed_document(1)
    odd = replace(item, document=replace(item.document, text="a\x00b\ud83dc"), tags=replace(item.tags, title="x\udce5"))
    archive.add([odd])
    stored = archive.get(item.id)
    assert stored is not None
    assert (stored.text, stored.tags.title) == ("a\ufffdb\ufffdc", "x\ufffd")


def test_quarantine_keeps_name_and_reason_and_takes_nothing_away(archive: Archive) -> None:
    sha256 = archive.receive("trasig.pdf", b"%PDF-").sha256
    archive.quarantine(sha256, "trasig.pdf", "The file breaks off.", "DamagedFileError")
    archive.quarantine_unreadable("låst.pdf", "The file may not be read.", "UnreadableError")
    status = archive.status()
    assert status.by_state == {"quarantined": 2}
    assert [(f.name, f.reason, f.error) for f in status.failures] == [
        ("låst.pdf", "The file may not be read.", "UnreadableError"),
        ("trasig.pdf", "The file breaks off.", "DamagedFileError"),
    ]
    assert archive.receive("trasig.pdf", b"%PDF-").state == "quarantined"
    archive.add([indexed_document(1)])
    archive.quarantine(indexed_document(1).document.source.sha256, "x", "Failed this time.", "DamagedFileError")
    assert archive.get(indexed_document(1).id) is not None
    assert archive.status().by_state["indexed"] == 1


def test_status_counts_the_ledger(archive: Archive) -> None:
    fill(archive, range(6))
    status = archive.status()
    assert status.by_type == {"motion": 2, "protokoll": 2, "tjänsteutlåtande": 2}
    assert status.by_district == {"sthlm-sdn-kungsholmen": 2, "sthlm-sdn-sodermalm": 2}
    assert status.by_municipality == {"Stockholm": 6}
    assert status.by_year == {str(2004 + i): 1 for i in range(6)}
    assert (status.documents, status.passages, status.passages_in_index) == (6, 18, 18)
    assert (status.model, status.dimensions, status.generation) == (MODEL, DIMENSIONS, 1)


def test_withdrawn_is_gone_everywhere_and_stays_out(home: Path, archive: Archive) -> None:
    fill(archive, range(3))
    item = indexed_document(1)
    preview = archive.withdraw(item.id, "skyddad adress", dry_run=True)
    assert (preview.passages, preview.names, preview.original_bytes) == (3, ("ärende 1.pdf",), len(content_of(1)))
    assert archive.get(item.id) is not None

    assert archive.withdraw(item.id, "skyddad adress") == replace(preview, dry_run=False)
    assert archive.get(item.id) is None
    assert archive.index.count(SearchFilter(documents=(item.id,))) == 0
    assert archive.passages([e.passage.id for e in item.passages]) == {}
    assert archive.documents_by_number(item.tags.diarienummer[0].canonical) == []
    assert not archive.originals.has(item.document.source.sha256)
    with pytest.raises(NotFoundError):
        archive.original(item.id)
    with pytest.raises(NotFoundError):
        archive.withdraw(item.id, "en gång till")

    receipt = archive.receive("samma fil igen.pdf", content_of(1))
    assert (receipt.state, receipt.is_new) == ("withdrawn", False)
    assert not archive.originals.has(receipt.sha256)
    with pytest.raises(UserMistakeError, match="withdrawn"):
        archive.add([item])
    assert archive.status().by_state == {"indexed": 2, "withdrawn": 1}
    assert archive.verify().ok
    secret = item.document.text.split("\n")[0].encode()
    for path in home.glob("catalogue.sqlite*"):
        assert secret not in path.read_bytes(), "the text lingers in the database file"


@pytest.mark.parametrize(("model", "dimensions"), [("annan", DIMENSIONS), (MODEL, 32)])
def test_another_model_is_refused(home: Path, model: str, dimensions: int) -> None:
    opened(home).close()
    with pytest.raises(UserMistakeError, match=f"filled with the model {MODEL}"):
        Archive.open(home, dimensions=dimensions, model=model)
    with Archive.open(home) as archive:
        assert (archive.model, archive.dimensions) == (MODEL, DIMENSIONS)


def test_an_empty_home_needs_a_model(home: Path) -> None:
    with pytest.raises(UserMistakeError, match="empty"):
        Archive.open(home)


def test_vectors_of_another_size_are_refused_before_anything_is_stored(archive: Archive) -> None:
    with pytest.raises(UserMistakeError, match="16 dimensions"):
        archive.add([indexed_document(1), indexed_document(2, dimensions=8)])
    assert archive.status().documents == 0


def test_a_failed_open_leaves_the_home_free(home: Path) -> None:
    opened(home).close()
    (home / "catalogue.sqlite").write_bytes(b"overwritten by mistake" * 100)
    for _ in range(2):
        with pytest.raises(UnavailableError):
            opened(home)


def test_a_second_opening_is_refused_until_the_first_is_closed(home: Path) -> None:
    first = opened(home)
    with pytest.raises(ArchiveBusyError):
        opened(home)
    first.close()
    first.close()
    opened(home).close()


def test_verify_finds_and_mends_a_damaged_index(archive: Archive) -> None:
    fill(archive, range(4))
    gone = [embedded.passage.id for embedded in indexed_document(2).passages]
    stray = replace_id(archive, 77)
    archive.index.delete(gone[:2])
    archive.index.upsert([stray])
    found = archive.verify()
    assert not found.ok
    assert (set(found.missing_in_index), found.orphans_in_index) == (set(gone[:2]), (77,))
    mended = archive.verify(repair=True)
    assert mended.ok
    assert mended.repaired == 3
    assert archive.verify().ok
    assert nearest(archive, 2) == indexed_document(2).id


def replace_id(archive: Archive, new: int):  # type: ignore[no-untyped-def]
    from corpus.indexing import index_points_of

    return replace(index_points_of(indexed_document(0))[0], id=new)


def test_verify_tells_lost_damaged_and_unknown_originals(archive: Archive) -> None:
    fill(archive, range(3))
    lost, damaged = (indexed_document(n).document.source.sha256 for n in (0, 1))
    archive.originals.delete(lost)
    archive.originals.path(damaged).write_bytes(b"rost")
    unknown = archive.originals.put(b"stored just before a kill")
    report = archive.verify(repair=True)
    assert not report.ok
    assert (report.missing_originals, report.damaged_originals) == ((lost,), (damaged,))
    assert report.unknown_originals == (unknown,)
    for number in (0, 1):  # handing the files in again heals the archive
        archive.receive(f"ärende {number}.pdf", content_of(number))
    assert archive.verify().ok


def test_unfinished_files_are_told_but_are_no_damage(archive: Archive) -> None:
    sha256 = archive.receive("halvvägs.pdf", b"x").sha256
    report = archive.verify()
    assert report.ok
    assert [(file.name, file.sha256, file.state) for file in report.unfinished] == [
        ("halvvägs.pdf", sha256, "received")
    ]


def test_rebuilding_needs_no_model_and_changes_no_answer(home: Path, archive: Archive) -> None:
    fill(archive, range(20))
    before = answers(archive)
    assert archive.rebuild() == 2
    assert answers(archive) == before
    assert [folder.name for folder in (home / "index").iterdir()] == ["2"]
    assert archive.verify().ok


def answers(archive: Archive) -> list[list[int]]:
    """Passages found for a handful of queries, dense and sparse, filtered and not."""
    queries = [indexed_document(number).passages[1] for number in range(5)]
    filters = (SearchFilter(), SearchFilter(types=("motion",), date_from=20060101))
    return [
        [hit.passage_id for hit in hits]
        for query in queries
        for where in filters
        for hits in (
            archive.index.search_dense(query.dense.astype(np.float32), where=where, limit=20),
            archive.index.search_sparse(query.sparse, where=where, limit=20),
        )
    ]


@pytest.mark.parametrize("damage", ["removed", "emptied", "config", "segments"])
def test_a_lost_index_is_built_again_at_opening(home: Path, damage: str) -> None:
    with opened(home) as archive:
        fill(archive, range(5))
    folder = home / "index" / "1"
    if damage == "removed":
        shutil.rmtree(home / "index")
    elif damage == "emptied":
        shutil.rmtree(folder)
        folder.mkdir()
    elif damage == "config":
        (folder / "edge_config.json").write_text("{")
    else:
        for path in (folder / "segments").rglob("*"):
            if path.is_file():
                path.write_bytes(path.read_bytes()[:3])
    with opened(home) as archive:
        assert archive.generation == 2
        assert archive.verify().ok
        assert nearest(archive, 4) == indexed_document(4).id


def test_an_engine_that_fails_leaves_the_catalogue_to_mend_it(home: Path) -> None:
    with opened(home) as archive:
        fill(archive, range(2))
        archive.index.close()
        with pytest.raises(EngineError):
            archive.add([indexed_document(5)])
    with opened(home) as archive:
        assert nearest(archive, 5) == indexed_document(5).id
        assert archive.verify().ok


def test_reading_goes_on_while_another_thread_writes(archive: Archive) -> None:
    fill(archive, range(4))
    failures: list[BaseException] = []

    def read() -> None:
        try:
            for _ in range(40):
                assert nearest(archive, 1) == indexed_document(1).id
                assert archive.get(indexed_document(2).id) is not None
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    for start in range(10, 30, 5):
        fill(archive, range(start, start + 5))
    for thread in threads:
        thread.join()
    assert failures == []
    assert archive.verify().ok


def test_kill_at_any_moment_loses_nothing_and_doubles_nothing(home: Path) -> None:
    """Six rounds: a process fills the archive and is killed at a random moment; the next one carries on."""
    rng = random.Random(4)
    acknowledged = first = 0
    for round_ in range(6):
        acknowledged = max(acknowledged, run_until_killed(home, first, round_ % 3, rng.uniform(0.0, 0.2)))
        if round_ % 2:  # two kills in a row without anyone looking in between
            check_whole(home, acknowledged)
        first = acknowledged
    assert acknowledged > 0


def run_until_killed(home: Path, first: int, batches: int, seconds: float) -> int:
    """Number of the first document that no one was told is safe, after a kill some time into the next batch."""
    command = [sys.executable, "-m", "tests.corpus.keeps_adding", str(home), str(first)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=REPOSITORY) as process:
        assert process.stdout
        assert process.stdout.readline() == "open\n"
        said = [int(process.stdout.readline()) for _ in range(batches)]
        time.sleep(seconds)
        process.kill()
        said += [int(line) for line in process.stdout.read().splitlines()]
    assert process.returncode == -9
    return said[-1] + 4 if said else first


def check_whole(home: Path, acknowledged: int) -> None:
    with opened(home) as archive:
        report = archive.verify()
        assert report.ok, report
        assert report.missing_in_index == report.orphans_in_index == ()
        ids = [document.id for document in archive.documents()]
        assert len(ids) == len(set(ids))
        assert {indexed_document(number).id for number in range(acknowledged)} <= set(ids)
        status = archive.status()
        assert status.passages == status.passages_in_index
        assert status.by_state["indexed"] == status.documents
        for number in range(acknowledged):
            assert archive.original(indexed_document(number).id) == content_of(number)
    with sqlite3.connect(home / "catalogue.sqlite") as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert raw.execute("SELECT count(*) FROM documents WHERE state != 'indexed'").fetchone() == (0,)
    raw.close()
    assert os.path.exists(home / "lock")
