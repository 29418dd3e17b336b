"""The ledger: every file ever received, under which names, where it stands and why. Each function works in the
transaction of the connection it is given."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict

from sqlalchemy import Column, Connection, func, select

from corpus import catalogue_tables as tables
from corpus.catalogue import chunks, storable
from corpus.originals import sha256_of
from corpus.records import JsonObject, RegisterEntry
from corpus.stored import Failure, FileState, QuarantinedFile, StatusReport, UnfinishedFile

_files = tables.files.c
ID_LENGTH = 16  # of a file: as of the documents read from it
NUMBER = re.compile(r"\d+")
_UNFINISHED_COLUMNS = (_files.name, _files.sha256, _files.state, _files.received_at)
UNFINISHED: tuple[FileState, ...] = ("received", "read", "tagged")


def state_of(connection: Connection, sha256: str) -> FileState | None:
    """Where the file stands, None when it was never received."""
    state: FileState | None = connection.scalar(select(_files.state).where(_files.key == sha256))
    return state


def note_received(
    connection: Connection, sha256: str, name: str, size: int, now: str, register: RegisterEntry | None = None
) -> None:
    """The file has a row; one that has not reached the index counts another attempt."""
    if state_of(connection, sha256) is None:
        connection.execute(tables.files.insert().values(_new_row(sha256, sha256, name, "received", size, now)))
    else:
        connection.execute(
            tables.files.update()
            .where(_files.key == sha256)
            .values(attempts=_files.attempts + 1, has_original=1, size=size, updated_at=now)
        )
    if register is not None:
        connection.execute(tables.files.update().where(_files.key == sha256).values(register=asdict(register)))
    note_name(connection, sha256, name)
    # an earlier try may not have been allowed to read the file
    connection.execute(tables.files.delete().where(_files.key == _key_by_name(name)))


def note_name(connection: Connection, sha256: str, name: str) -> None:
    """The name is known as one of this file's."""
    row = {"sha256": sha256, "name": storable(name)}
    known = tables.file_names.c
    if not connection.scalar(
        select(func.count()).where(known.sha256 == sha256, known.name == row["name"]).select_from(tables.file_names)
    ):
        connection.execute(tables.file_names.insert().values(row))


def note_loaded(connection: Connection, sha256: str, name: str, has_original: bool, now: str) -> None:
    """A file that was not handed in but came with its documents (a snapshot, say) has a row."""
    row = _new_row(sha256, sha256, name, "tagged", None, now)
    connection.execute(tables.files.insert().values(row | {"has_original": int(has_original)}))
    note_name(connection, sha256, name)


def note_unreadable(connection: Connection, name: str, reason: str, error: str, now: str) -> None:
    """A file whose bytes were never seen is in quarantine under its name."""
    key = _key_by_name(name)
    attempts = connection.scalar(select(_files.attempts).where(_files.key == key)) or 0
    connection.execute(tables.files.delete().where(_files.key == key))
    row = _new_row(key, None, name, "quarantined", None, now)
    failure = {"reason": storable(reason), "error": error, "attempts": attempts + 1, "has_original": 0}
    connection.execute(tables.files.insert().values(row | failure))


def set_state(
    connection: Connection,
    sha256s: Iterable[str],
    state: FileState,
    now: str,
    reason: str | None = None,
    error: str | None = None,
) -> None:
    """These files stand at ``state``."""
    values = {"state": state, "updated_at": now, "reason": storable(reason) if reason else None, "error": error}
    for some in chunks(sorted(set(sha256s))):
        connection.execute(tables.files.update().where(_files.key.in_(some)).values(values))


def bury(connection: Connection, sha256: str, reason: str, now: str) -> None:
    """The tombstone: the row says that, when and why the file was withdrawn; its original is gone."""
    set_state(connection, [sha256], "withdrawn", now, reason=reason)
    connection.execute(tables.files.update().where(_files.key == sha256).values(has_original=0))


def register_of(connection: Connection, sha256: str) -> RegisterEntry | None:
    """What a register said of the file, None when none did."""
    said = connection.scalar(select(_files.register).where(_files.key == sha256))
    return RegisterEntry(**said) if said else None


def names_of(connection: Connection, sha256: str) -> tuple[str, ...]:
    """Every name the file came under."""
    known = tables.file_names.c
    query = select(known.name).where(known.sha256 == sha256).order_by(known.name)
    return tuple(connection.scalars(query))


def expected_originals(connection: Connection) -> list[str]:
    """SHA-256 of every file whose bytes must lie among the originals."""
    return list(connection.scalars(select(_files.sha256).where(_files.has_original == 1).order_by(_files.sha256)))


def unfinished(connection: Connection) -> tuple[UnfinishedFile, ...]:
    """Files that came in and have not reached the index."""
    query = select(*_UNFINISHED_COLUMNS).where(_files.state.in_(UNFINISHED))
    return tuple(UnfinishedFile(*row) for row in connection.execute(query.order_by(_files.name)))


def oldest_unfinished(connection: Connection) -> UnfinishedFile | None:
    """The file that came in first of those that have not reached the index."""
    query = select(*_UNFINISHED_COLUMNS).where(_files.state.in_(UNFINISHED))
    row = connection.execute(query.order_by(_files.received_at, _files.name).limit(1)).first()
    return UnfinishedFile(*row) if row else None


def failures(connection: Connection) -> tuple[Failure, ...]:
    """Files in quarantine, by name."""
    query = select(_files.name, _files.reason, _files.error).where(_files.state == "quarantined")
    return tuple(Failure(*row) for row in connection.execute(query.order_by(_files.name)))


def failures_by_reason(connection: Connection) -> dict[str, int]:
    """How many files are in quarantine for each reason, the commonest first."""
    reasons = connection.scalars(select(_files.reason).where(_files.state == "quarantined"))
    # "more than 120 s" and "more than 240 s", "1024 MiB": one reason, whatever its numbers
    counted = Counter(NUMBER.sub("N", reason or "") for reason in reasons)
    return dict(sorted(counted.items(), key=lambda item: (-item[1], item[0])))


def failures_by_error(connection: Connection) -> dict[str, int]:
    """How many files are in quarantine for each class of error: no words of theirs, fit for everybody."""
    in_quarantine = select(_files.error, func.count()).where(_files.state == "quarantined").group_by(_files.error)
    return {str(error): count for error, count in connection.execute(in_quarantine.order_by(_files.error))}


def quarantined(connection: Connection) -> tuple[QuarantinedFile, ...]:
    """Files in quarantine with all that is known of them, by name."""
    query = select(tables.files).where(_files.state == "quarantined").order_by(_files.name)
    return tuple(
        QuarantinedFile(
            id=row.sha256[:ID_LENGTH] if row.sha256 else sha256_of(row.key.encode())[:ID_LENGTH],
            sha256=row.sha256,
            name=row.name,
            reason=row.reason or "",
            error=row.error or "",
            size=row.size,
            attempts=row.attempts,
            has_original=bool(row.has_original),
            received_at=row.received_at,
            updated_at=row.updated_at,
            register=RegisterEntry(**row.register) if row.register else None,
        )
        for row in connection.execute(query)
    )


def files_by_state(connection: Connection) -> dict[str, int]:
    """How many files stand at each state."""
    return _counts(connection, _files.state)


def documents_by(connection: Connection, column: str) -> dict[str, int]:
    """How many documents have each value of a column of ``documents``, those without one left out."""
    return _counts(connection, tables.documents.c[column])


def documents_by_value(connection: Connection, field: str) -> dict[str, int]:
    """How many documents have each value of a field of ``filter_values``."""
    values = tables.filter_values
    query = select(values.c.value, func.count()).where(values.c.field == field).group_by(values.c.value)
    return {str(value): count for value, count in connection.execute(query.order_by(values.c.value))}


def number_of_rows(connection: Connection, table: str) -> int:
    """How many rows the table holds."""
    return int(connection.scalar(select(func.count()).select_from(tables.metadata.tables[table])) or 0)


def _counts(connection: Connection, column: Column[object]) -> dict[str, int]:
    query = select(column, func.count()).where(column.is_not(None)).group_by(column).order_by(column)
    return {str(value): count for value, count in connection.execute(query)}


def _key_by_name(name: str) -> str:
    return f"name:{storable(name)}"


def _new_row(key: str, sha256: str | None, name: str, state: FileState, size: int | None, now: str) -> JsonObject:
    return {
        "key": key,
        "sha256": sha256,
        "name": storable(name),
        "state": state,
        "size": size,
        "attempts": 1,
        "has_original": 1,
        "received_at": now,
        "updated_at": now,
    }


def status_report(
    connection: Connection, *, passages_in_index: int, model: str, dimensions: int, generation: int
) -> StatusReport:
    """The ledger in numbers, beside what is known of the index."""
    return StatusReport(
        by_state=files_by_state(connection),
        by_type=documents_by(connection, "type"),
        by_district=documents_by(connection, "district"),
        by_municipality=documents_by(connection, "municipality"),
        by_body=documents_by(connection, "body"),
        by_year=documents_by(connection, "year"),
        by_confidentiality=documents_by_value(connection, "confidentiality"),
        documents=number_of_rows(connection, "documents"),
        passages=number_of_rows(connection, "passages"),
        passages_in_index=passages_in_index,
        failures=failures(connection),
        failures_by_reason=failures_by_reason(connection),
        failures_by_error=failures_by_error(connection),
        oldest_unfinished=oldest_unfinished(connection),
        model=model,
        dimensions=dimensions,
        generation=generation,
    )
