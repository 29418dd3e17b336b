"""Versions of one document are linked: same kind, number and title, other bytes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.archive import Archive
from corpus.records import Diarienummer, IndexedDocument, TagRecord
from corpus.versions import version_key
from tests.corpus.invented import DIMENSIONS, MODEL, content_of, indexed_document

NUMBER = Diarienummer("311-77/2009", "norrviken|2009|77", 2009, 77, "311", "own", 1, 0, 11, "body")


def tags(**changes: object) -> TagRecord:
    base = indexed_document(1).tags
    fields: dict[str, object] = {"type": "motion", "title": "Ljus på gångvägen", "diarienummer": (NUMBER,), **changes}
    return replace(base, **fields)  # type: ignore[arg-type]


FOREIGN = replace(NUMBER, role="foreign")


@pytest.mark.parametrize(
    ("other", "same", "why"),
    [
        (tags(), True, "nothing differs"),
        (tags(title="LJUS  på\ngångvägen"), True, "blanks and letter case do not tell documents apart"),
        (tags(date="2010-01-01"), True, "a later date is a later version"),
        (tags(title="Ljus på cykelvägen"), False, "another title"),
        (tags(type="protokollsutdrag"), False, "the extract of the minutes on it is another document"),
        (tags(diarienummer=(replace(NUMBER, canonical="norrviken|2009|78"),)), False, "another case"),
    ],
)
def test_key(other: TagRecord, same: bool, why: str) -> None:
    assert (version_key(tags()) == version_key(other)) is same, why


@pytest.mark.parametrize("lacking", [tags(title=None), tags(diarienummer=()), tags(diarienummer=(FOREIGN,))])
def test_no_key_without_number_or_title(lacking: TagRecord) -> None:
    assert version_key(lacking) is None


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path, dimensions=DIMENSIONS, model=MODEL) as archive:
        yield archive


def added(archive: Archive, number: int, record: TagRecord) -> str:
    item: IndexedDocument = indexed_document(number)
    archive.receive(f"{number}.pdf", content_of(number))
    archive.add([replace(item, tags=replace(record, source=item.document.source))])
    return item.id


def test_versions_are_linked_and_a_withdrawn_one_is_forgotten(archive: Archive) -> None:
    first, second, other = (added(archive, n, t) for n, t in ((1, tags()), (2, tags()), (3, tags(title="Annat"))))
    assert {version.id for version in archive.versions_of(first)} == {first, second}
    assert archive.versions_of(first) == archive.versions_of(second)
    assert archive.versions_of(other) == ()
    archive.withdraw(second, "fel handling")
    assert archive.versions_of(first) == ()
