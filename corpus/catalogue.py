"""The catalogue: every document, passage, vector and file of the archive. The truth; the index follows it.

SQLAlchemy Core on SQLite or PostgreSQL. SQLite runs in WAL mode with ``synchronous=FULL``: one disk sync a
transaction, and what was committed outlives a power cut as well as ``kill -9`` (NORMAL would outlive the kill
alone); a batch of documents is one transaction, so the price is a few milliseconds a batch.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, select, text
from sqlalchemy.engine import ExceptionContext, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, NoSuchModuleError, SQLAlchemyError

from corpus import catalogue_tables as tables
from corpus.errors import UnavailableError, UserMistakeError

# The newest file under migrations/versions; a test keeps the two equal.
HEAD = "0004"

_SECONDS_TO_WAIT = 10
_WROTE = "wrote"
_SQLITE_SETTINGS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    # withdrawn text is overwritten in the file, not only unlinked
    "PRAGMA secure_delete=ON",
)


class Catalogue:
    """One database, brought to the present version. Raises UnavailableError when it cannot be used."""

    def __init__(self, url: str) -> None:
        self.engine = _engine(url)
        self.writes = (
            0  # transactions that may have changed something: who keeps what was read knows when to look again
        )
        event.listen(self.engine, "before_cursor_execute", _note_writing)
        try:
            self._upgrade()
        except SQLAlchemyError as error:
            self.engine.dispose()
            raise UnavailableError(f"The catalogue cannot be opened: {_first_line(error)}.") from error
        except BaseException:
            self.engine.dispose()
            raise

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """A connection in a transaction: committed at the end of the block, rolled back on an error."""
        with self.engine.begin() as connection:
            connection.info.pop(_WROTE, None)
            yield connection
            wrote = _WROTE in connection.info
        self.writes += wrote

    def meta(self) -> dict[str, str]:
        """Facts about the archive: model, dimensions, index generation, archive id."""
        with self.begin() as connection:
            rows = connection.execute(select(tables.meta.c.key, tables.meta.c.value))
            return {row.key: row.value for row in rows}

    def set_meta(self, values: Mapping[str, str]) -> None:
        """These facts are stored; others stay."""
        with self.begin() as connection:
            connection.execute(tables.meta.delete().where(tables.meta.c.key.in_(list(values))))
            connection.execute(tables.meta.insert(), [{"key": key, "value": value} for key, value in values.items()])

    def checkpoint(self) -> None:
        """Nothing removed is left in SQLite's write-ahead log; other databases see to this themselves."""
        if self.engine.dialect.name == "sqlite":
            with self.engine.connect() as connection:
                connection.execution_options(isolation_level="AUTOCOMMIT")
                connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))

    def close(self) -> None:
        """All connections are closed."""
        self.engine.dispose()

    def _upgrade(self) -> None:
        with self.begin() as connection:
            version = _version(connection)
            if version == HEAD:
                return
            if version is not None and version > HEAD:
                raise UserMistakeError(
                    f"The catalogue is of version {version}, newer than this program ({HEAD}); update the program."
                )
            _migrate(connection)


def sqlite_url(path: Path) -> str:
    """The URL of a SQLite file."""
    return f"sqlite:///{path}"


def storable(value: str) -> str:
    """The text with what no database takes (NUL, half of a surrogate pair) replaced, at equal length."""
    if "\x00" not in value and value.isascii():
        return value
    clean = value.replace("\x00", "\ufffd")
    try:
        clean.encode("utf-8")
    except UnicodeEncodeError:
        clean = "".join("\ufffd" if "\ud800" <= letter <= "\udfff" else letter for letter in clean)
    return clean


def _engine(url: str) -> Engine:
    try:
        sqlite = make_url(url).get_backend_name() == "sqlite"
        options: dict[str, Any] = {"connect_args": {"timeout": _SECONDS_TO_WAIT}} if sqlite else {}
        engine = create_engine(url, json_serializer=_json_text, json_deserializer=json.loads, **options)
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        raise UserMistakeError(f"The catalogue URL cannot be used: {_first_line(error)}.") from error
    if sqlite:
        _make_transactional(engine)
    event.listen(engine, "handle_error", _name_failures)
    return engine


def _make_transactional(engine: Engine) -> None:
    """The one SQLite-only spot: settings, and a BEGIN of our own (the driver's leaves out schema changes)."""

    @event.listens_for(engine, "connect")
    def _settle(connection: Any, record: Any) -> None:
        connection.isolation_level = None
        for setting in _SQLITE_SETTINGS:
            connection.execute(setting)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN")


def _note_writing(connection: Connection, cursor: Any, statement: str, *more: Any) -> None:
    """The connection remembers that it was told to do more than read."""
    if not statement.lstrip()[:7].upper().startswith(("SELECT", "PRAGMA", "BEGIN")):
        connection.info[_WROTE] = True


def _name_failures(context: ExceptionContext) -> None:
    """A database that fails in use (disk full, file gone, server down) is unavailable, not a traceback."""
    error = context.sqlalchemy_exception
    if isinstance(error, DBAPIError) and not isinstance(error, IntegrityError):
        raise UnavailableError(f"The catalogue refused: {_first_line(error.orig or error)}.") from error


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    value = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return str(value) if value is not None else None


def _migrate(connection: Connection) -> None:
    """All versions up to HEAD, in the caller's transaction. Alembic is imported only when there is work."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _json_text(value: Any) -> str:
    return storable(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def _first_line(error: BaseException) -> str:
    return str(error).partition("\n")[0].rstrip(".")


def chunks(values: list[Any], size: int = 500) -> Iterator[list[Any]]:
    """The values in lists short enough for one IN condition on any database."""
    for start in range(0, len(values), size):
        yield values[start : start + size]
