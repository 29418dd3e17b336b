"""Documents tagged anew after rules have changed: from the text in the catalogue, which is all that tags are made of.

Only where reading itself has changed are originals read again. Vectors are computed only for passages whose words have
changed. A run that was killed is taken up by the same command: each batch is stored whole, and says by which logic.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from corpus.archive import Archive, StoredDocument
from corpus.bundles import part_id
from corpus.claims import field_changes
from corpus.corrections import corrected_file, corrections_of_files
from corpus.records import Document, TagRecord
from corpus.refiling import logic_of_files, note_logic, refile
from ingest.reading import Failure, Limits, Readers, Task, readings
from ingest.refiling import KnownVectors, Said, document_of, is_unchanged, known_vectors, ready, retagged
from ingest.register import with_register
from ingest.sandbox import Sandbox
from ingest.versions import READING, stale_in, versions_now

if TYPE_CHECKING:
    from nlp.encoder import Encoder
    from nlp.swedish import SwedishPipeline

BATCH = 16  # files a transaction; other writers wait so long, searches do not
BOOKMARK = "reprocess"  # how far a run over all documents has come

Progress = Callable[[int, int, int], None]  # files done, files in all, files that could not be read anew


@dataclass(frozen=True, slots=True)
class Change:
    """A field of a document that is tagged otherwise now; ``old`` and ``new`` as in the tag record's JSON."""

    document_id: str
    name: str
    field: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class ReprocessReport:
    """What a run did, or with ``dry_run`` would do.

    ``stale`` counts the files by what they are stale in; ``files`` were looked at, ``changed`` of them have other tags
    or passages. ``fields`` counts documents by changed field, ``examples`` are the first changes. ``encoded`` passages
    got new vectors, ``reread`` files were read from their originals, ``failed`` ones could not be, and keep the old
    text. ``next`` is where the following call goes on, None at the end; ``remaining`` files are left then.
    """

    dry_run: bool
    stale: dict[str, int]
    files: int
    changed: int
    fields: dict[str, int]
    examples: tuple[Change, ...]
    encoded: int
    reread: int
    failed: tuple[str, ...]
    seconds: float
    remaining: int = 0
    next: str | None = None


@dataclass(slots=True)
class _Run:
    archive: Archive
    encoder: Encoder
    swedish: SwedishPipeline
    dry_run: bool
    most_examples: int
    versions: dict[str, int]
    changed: int = 0
    encoded: int = 0
    reread: int = 0
    fields: Counter[str] = field(default_factory=Counter)
    examples: list[Change] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


def reprocess(
    archive: Archive,
    *,
    encoder: Encoder,
    only_stale: bool = False,
    dry_run: bool = False,
    examples: int = 20,
    after: str | None = None,
    most_files: int | None = None,
    limits: Limits | None = None,
    readers: Readers | None = None,
    progress: Progress | None = None,
) -> ReprocessReport:
    """Counts of documents tagged anew: all, or those that ``only_stale`` logic has tagged; nothing is written in a dry
    run. Corrections by people stay. ``after`` and ``most_files`` do a stretch of it; without ``after`` a run over all
    goes on where a killed one stopped."""
    from nlp.swedish import load_swedish

    started = time.monotonic()
    now = versions_now()
    is_whole_run = not only_stale and not dry_run
    first = after if after is not None else (_bookmark(archive, now) if is_whole_run else "")
    stored = logic_of_files(archive, first)
    stale = {one: names for one, versions in stored.items() if (names := stale_in(versions, now))}
    todo = list(stale) if only_stale else list(stored)
    mine = todo[:most_files]
    run = _Run(archive, encoder, load_swedish(), dry_run, examples, now) if mine else None
    with ExitStack() as ending:
        for at in range(0, len(mine), BATCH):
            assert run is not None
            some = mine[at : at + BATCH]
            unread = [one for one in some if READING in stale.get(one, ())]
            if unread and readers is None:
                readers = Sandbox(1, limits)
                ending.callback(readers.close)
            anew = dict(_read_anew(run, unread, readers)) if readers is not None else {}
            _batch(run, some, anew)
            if is_whole_run:
                _set_bookmark(archive, some[-1], now)
            if progress is not None:
                progress(min(at + BATCH, len(mine)), len(mine), len(run.failed))
    remaining = len(todo) - len(mine)
    if is_whole_run and not remaining:
        _set_bookmark(archive, "", now)
    return ReprocessReport(
        dry_run=dry_run,
        stale=dict(sorted(Counter(name for one in mine for name in stale.get(one, ())).items())),
        files=len(mine),
        changed=run.changed if run else 0,
        fields=dict(run.fields.most_common()) if run else {},
        examples=tuple(run.examples) if run else (),
        encoded=run.encoded if run else 0,
        reread=run.reread if run else 0,
        failed=tuple(run.failed) if run else (),
        seconds=round(time.monotonic() - started, 3),
        remaining=remaining,
        next=mine[-1] if remaining else None,
    )


def _read_anew(run: _Run, ids: Sequence[str], readers: Readers) -> Iterator[tuple[str, tuple[Document, TagRecord]]]:
    """The files read again from their originals, by id. One that cannot be read (any more) keeps its text."""
    tasks = {task.sha256[:16]: task for one in ids if (task := _task(run.archive, one)) is not None}
    for reading in readings(iter(tasks.values()), readers):
        task, outcome = reading.task, reading.outcome
        if isinstance(outcome, Failure):
            run.failed.append(f"{task.name}: {outcome.reason}")
            continue
        document, tags = outcome
        run.reread += 1
        yield task.sha256[:16], (document, with_register(tags, task.known) if task.known else tags)


def _task(archive: Archive, document_id: str) -> Task | None:
    stored = archive.get(document_id)
    if stored is None or not archive.originals.has(stored.sha256):
        return None
    told = archive.register_of(stored.sha256) or stored.tags.register
    path = archive.originals.path(stored.sha256)
    return Task(stored.name, stored.name, PurePath(stored.name).name, stored.sha256, path, path.stat().st_size, told)


def _batch(run: _Run, ids: Sequence[str], anew: dict[str, tuple[Document, TagRecord]]) -> None:
    """These files tagged anew; nobody withdraws or corrects one of them meanwhile."""
    with run.archive.unchanging():
        said = corrections_of_files(run.archive.catalogue, ids)
        held = [stored for one in ids if (stored := run.archive.get(one)) is not None]
        made = [(stored, *_made(run, stored, anew.get(stored.id))) for stored in held]
        for stored, _, tags in made:
            _note_changes(run, stored, corrected_file(stored.id, tags, said))
        if run.dry_run:
            return
        _file(run, made, said)


def _made(run: _Run, stored: StoredDocument, anew: tuple[Document, TagRecord] | None) -> tuple[Document, TagRecord]:
    if anew is not None:
        return anew
    document = document_of(run.archive, stored)
    return document, retagged(run.archive, stored, document, run.swedish)


def _file(run: _Run, made: Iterable[tuple[StoredDocument, Document, TagRecord]], said: Said) -> None:
    """What has changed is stored; of the rest only by which logic it stands."""
    pending = []
    for stored, document, tags in made:
        encoder = KnownVectors(run.encoder, known_vectors(run.archive, stored))
        documents = ready([(stored.id, document, tags)], said, encoder, run.versions)
        run.encoded += encoder.encoded
        if is_unchanged(run.archive, stored, documents):
            note_logic(run.archive, documents, run.versions)
        else:
            pending += documents
    if pending:
        refile(run.archive, pending)


def _note_changes(run: _Run, stored: StoredDocument, tags: TagRecord) -> None:
    changes = [Change(stored.id, stored.name, name, *pair) for name, pair in field_changes(stored.tags, tags).items()]
    old, new = stored.tags.parts, tags.parts
    if len(old) != len(new):
        changes.append(Change(stored.id, stored.name, "parts", len(old), len(new)))
    for number, (before, after) in enumerate(zip(old, new, strict=False), start=1):
        one = part_id(stored.id, number)
        changes += [Change(one, stored.name, name, *pair) for name, pair in field_changes(before, after).items()]
    run.changed += bool(changes)
    run.fields.update(change.field for change in changes)
    run.examples += changes[: run.most_examples - len(run.examples)]


def _bookmark(archive: Archive, now: dict[str, int]) -> str:
    """The last file that a killed run over all documents has done, by the logic of today."""
    said = json.loads(archive.catalogue.meta().get(BOOKMARK) or "{}")
    return str(said.get("after", "")) if said.get("versions") == now else ""


def _set_bookmark(archive: Archive, after: str, now: dict[str, int]) -> None:
    archive.catalogue.set_meta({BOOKMARK: json.dumps({"after": after, "versions": now}) if after else "{}"})
