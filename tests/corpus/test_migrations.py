"""A catalogue of an earlier version, brought to the present one: nothing lost, and what is new is worked out."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, inspect, select, text

import corpus.catalogue
from corpus import catalogue_tables as tables
from corpus import holdings
from corpus.archive import Archive
from corpus.case_keys import case_keys_of
from corpus.case_links import case_members
from corpus.catalogue import Catalogue, sqlite_url
from corpus.corrections import corrections_of
from corpus.snapshot import export_snapshot
from tests.corpus.invented import DIMENSIONS, MODEL, indexed_document

POSTGRES = "BESLUT_TEST_POSTGRES_URL"
DOCUMENTS = [indexed_document(number) for number in range(1, 8)]


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database; PostgreSQL where a throw-away one is named in the environment."""
    given = sqlite_url(tmp_path / "k.sqlite") if request.param == "sqlite" else os.environ.get(POSTGRES, "")
    if not given:
        pytest.skip(f"{POSTGRES} names no database that may be emptied")
    yield given
    if request.param == "postgresql":
        made = Catalogue(given)
        with made.begin() as connection:
            tables.metadata.drop_all(connection)
            connection.execute(text("DROP TABLE alembic_version"))
        made.close()


def take_back(connection: Connection, version: str) -> None:
    """The catalogue as an earlier program left it."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(corpus.catalogue.__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.downgrade(config, version)


def test_keys_are_worked_out_for_documents_that_are_there(url: str) -> None:
    old = Catalogue(url)
    with old.begin() as connection:
        holdings.replace_documents(connection, DOCUMENTS, MODEL)
        take_back(connection, "0002")
        assert not inspect(connection).has_table("case_keys")
    old.close()
    new = Catalogue(url)
    with new.begin() as connection:
        rows = connection.execute(
            select(tables.case_keys.c.document_id, tables.case_keys.c.role, tables.case_keys.c.key)
        )
        found = {tuple(row) for row in rows}
        assert found == {(item.id, *key) for item in DOCUMENTS for key in case_keys_of(item.tags)}
        stored = holdings.document(connection, DOCUMENTS[0].id)
    assert stored is not None
    assert (stored.tags, stored.starts, stored.reading_warnings) == (DOCUMENTS[0].tags, None, None)
    assert corrections_of(new, DOCUMENTS[0].id) == ()
    assert len(case_members(new, [item.id for item in DOCUMENTS])) == len(DOCUMENTS)
    new.close()


def test_an_archive_of_the_version_before_opens_whole(tmp_path: Path) -> None:
    home = tmp_path / "arkiv"
    with Archive.open(home, dimensions=DIMENSIONS, model=MODEL) as archive:
        archive.add(DOCUMENTS)
        before = export_snapshot(archive, tmp_path / "före", "jsonl")
        with archive.catalogue.begin() as connection:
            take_back(connection, "0002")
    with Archive.open(home) as archive:
        assert archive.verify().ok
        assert export_snapshot(archive, tmp_path / "efter", "jsonl").id == before.id
