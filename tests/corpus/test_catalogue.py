"""The catalogue: made from nothing, upgraded once, the same on every database."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import inspect, text

from corpus import catalogue, holdings, ledger
from corpus.catalogue import Catalogue, sqlite_url, storable
from corpus.catalogue_rows import dense_from_bytes, dense_to_bytes, sparse_from_bytes, sparse_to_bytes
from corpus.catalogue_tables import metadata
from corpus.errors import UnavailableError, UserMistakeError
from corpus.records import SparseVector
from tests.corpus.invented import MODEL, content_of, indexed_document

POSTGRES = "BESLUT_TEST_POSTGRES_URL"


@pytest.fixture(params=["sqlite", "postgresql"])
def shelf(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Catalogue]:
    """An empty catalogue on each database; PostgreSQL where a throw-away one is named in the environment."""
    url = sqlite_url(tmp_path / "katalog å.sqlite") if request.param == "sqlite" else os.environ.get(POSTGRES, "")
    if not url:
        pytest.skip(f"{POSTGRES} names no database that may be emptied")
    made = Catalogue(url)
    yield made
    if request.param == "postgresql":
        with made.begin() as connection:
            metadata.drop_all(connection)
            connection.execute(text("DROP TABLE alembic_version"))
    made.close()


def test_a_new_catalogue_has_exactly_the_tables_of_the_definitions(shelf: Catalogue) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with shelf.begin() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_head_is_the_newest_version_that_ships() -> None:
    versions = Path(catalogue.__file__).parent / "migrations" / "versions"
    assert max(path.stem[1:5] for path in versions.glob("v*.py")) == catalogue.HEAD


def test_an_existing_catalogue_opens_without_alembic(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "k.sqlite")
    Catalogue(url).close()
    code = f"import sys; from corpus.catalogue import Catalogue; Catalogue({url!r}); print('alembic' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"


def test_a_kill_during_the_first_upgrade_leaves_nothing_half_made(tmp_path: Path) -> None:
    path = tmp_path / "k.sqlite"
    code = f"""
import os, signal
from sqlalchemy import event
from sqlalchemy.engine import Engine
from corpus.catalogue import Catalogue
@event.listens_for(Engine, "after_cursor_execute")
def die(connection, cursor, statement, *rest):
    if "CREATE TABLE passages" in statement:
        os.kill(os.getpid(), signal.SIGKILL)
Catalogue({sqlite_url(path)!r})
"""
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == -9
    again = Catalogue(sqlite_url(path))
    with again.begin() as connection:
        assert set(metadata.tables) < set(inspect(connection).get_table_names())
    again.close()


def test_a_catalogue_of_a_newer_program_is_left_alone(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "k.sqlite")
    made = Catalogue(url)
    with made.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    made.close()
    with pytest.raises(UserMistakeError, match="newer than this program"):
        Catalogue(url)


def test_sqlite_keeps_what_was_committed(tmp_path: Path) -> None:
    made = Catalogue(sqlite_url(tmp_path / "k.sqlite"))
    with made.begin() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")
        }
    made.close()
    assert settings == {"journal_mode": "wal", "synchronous": 2}


@pytest.mark.parametrize(
    ("url", "error"),
    [
        ("sqlite:////no/such/folder/k.sqlite", UnavailableError),
        ("not a url", UserMistakeError),
        ("fjärrdatabas://host/k", UserMistakeError),
    ],
)
def test_a_database_that_cannot_be_used_is_said_so(url: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        Catalogue(url)


def test_a_file_that_is_no_database_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "k.sqlite").write_bytes(b"not a database, but long enough to be read as one" * 50)
    with pytest.raises(UnavailableError, match="not a database"):
        Catalogue(sqlite_url(tmp_path / "k.sqlite"))


def test_a_write_refused_by_the_database_is_unavailable(tmp_path: Path) -> None:
    made = Catalogue(sqlite_url(tmp_path / "k.sqlite"))
    blocker = sqlite3.connect(tmp_path / "k.sqlite", isolation_level=None)
    blocker.execute("DROP TABLE meta")
    with pytest.raises(UnavailableError, match="catalogue refused"):
        made.set_meta({"a": "b"})
    blocker.close()
    made.close()


def test_documents_and_passages_come_back_whole(shelf: Catalogue) -> None:
    item = indexed_document(3)
    with shelf.begin() as connection:
        holdings.replace_documents(connection, [item], MODEL)
    with shelf.begin() as connection:
        stored = holdings.document(connection, item.id)
        again = holdings.embedded_passages(connection, item.id)
        points = [point for group in holdings.points_of_documents(connection, [item.id]) for point in group]
    assert stored is not None
    assert (stored.text, stored.tags, stored.pages) == (item.document.text, item.tags, item.document.pages)
    assert (stored.sections, stored.blocks) == (item.document.sections, item.document.blocks)
    assert (stored.furniture, stored.masked_numbers) == (item.document.furniture, item.document.masked_numbers)
    assert stored.logic_versions == item.logic_versions
    for old, new in zip(item.passages, again, strict=True):
        assert new.passage == old.passage
        assert new.dense.tobytes() == old.dense.tobytes()
        assert new.sparse.indices.tolist() == old.sparse.indices.tolist()
        assert new.sparse.values.tolist() == old.sparse.values.tolist()
    assert {point.id for point in points} == {embedded.passage.id for embedded in item.passages}
    assert points[0].filterable.municipality == "Stockholm"


def test_a_shorter_edition_leaves_stale_points_and_a_longer_one_takes_them_back(shelf: Catalogue) -> None:
    ids = [embedded.passage.id for embedded in indexed_document(1, passages=5).passages]
    with shelf.begin() as connection:
        holdings.replace_documents(connection, [indexed_document(1, passages=5)], MODEL)
        assert holdings.stale_points(connection) == []
        holdings.replace_documents(connection, [indexed_document(1, passages=2)], MODEL)
        assert sorted(holdings.stale_points(connection)) == sorted(ids[2:])
        holdings.replace_documents(connection, [indexed_document(1, passages=4)], MODEL)
        assert holdings.stale_points(connection) == [ids[4]]
        assert sorted(holdings.passage_ids(connection)) == sorted(ids[:4])


def test_the_same_bytes_under_two_names_are_one_file(shelf: Catalogue) -> None:
    with shelf.begin() as connection:
        ledger.note_received(connection, "a" * 64, "beslut.pdf", 10, "2024-01-01")
        ledger.note_received(connection, "a" * 64, "kopia av beslut.pdf", 10, "2024-01-02")
        ledger.note_received(connection, "a" * 64, "beslut.pdf", 10, "2024-01-03")
        assert ledger.files_by_state(connection) == {"received": 1}
        assert ledger.names_of(connection, "a" * 64) == ("beslut.pdf", "kopia av beslut.pdf")


def test_a_file_that_becomes_readable_leaves_quarantine(shelf: Catalogue) -> None:
    with shelf.begin() as connection:
        for _ in range(2):
            ledger.note_unreadable(connection, "låst.pdf", "The file may not be read.", "UnreadableError", "2024-01-01")
        assert [failure.name for failure in ledger.failures(connection)] == ["låst.pdf"]
        ledger.note_received(connection, "b" * 64, "låst.pdf", 10, "2024-01-02")
        assert ledger.failures(connection) == ()
        assert [file.name for file in ledger.unfinished(connection)] == ["låst.pdf"]


def test_every_invented_file_has_bytes_of_its_own() -> None:
    assert len({content_of(number) for number in range(50)}) == 50


@given(st.text(alphabet=st.characters(exclude_categories=[]), max_size=30))
def test_storable_text_keeps_its_length_and_can_be_written(value: str) -> None:
    clean = storable(value)
    assert len(clean) == len(value)
    clean.encode("utf-8")
    assert "\x00" not in clean
    assert all(a == b for a, b in zip(value, clean, strict=True) if b != "\ufffd")


@given(
    st.lists(st.floats(width=16, allow_nan=False, allow_infinity=False), max_size=8),
    st.dictionaries(st.integers(0, 2**32 - 1), st.floats(width=32, allow_nan=False, allow_infinity=False), max_size=8),
)
def test_vectors_survive_as_bytes(dense: list[float], sparse: dict[int, float]) -> None:
    assert dense_from_bytes(dense_to_bytes(np.array(dense, np.float16))).tolist() == dense
    vector = SparseVector(
        np.array(sorted(sparse), np.uint32), np.array([sparse[i] for i in sorted(sparse)], np.float32)
    )
    again = sparse_from_bytes(sparse_to_bytes(vector))
    assert dict(zip(again.indices.tolist(), again.values.tolist(), strict=True)) == sparse
