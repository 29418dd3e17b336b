"""What stands in quarantine, and what the ledger says of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.archive import Archive
from corpus.originals import sha256_of
from corpus.records import RegisterEntry
from tests.corpus.invented import DIMENSIONS, MODEL, content_of, indexed_document


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path, dimensions=DIMENSIONS, model=MODEL) as archive:
        yield archive


def test_quarantined_file_keeps_what_its_register_said(archive: Archive) -> None:
    entry = RegisterEntry(title="Ljus på gångvägen", municipality="Täby")
    receipt = archive.receive("a.pdf", b"%PDF-trasig", entry)
    archive.quarantine(receipt.sha256, "a.pdf", "Trasig.", "DamagedFileError")
    archive.quarantine_unreadable("b.pdf", "Får inte öppnas.", "UnreadableError")
    seen, unseen = archive.quarantined()
    assert (seen.id, seen.register, seen.has_original) == (sha256_of(b"%PDF-trasig")[:16], entry, True)
    assert (unseen.sha256, unseen.has_original, len(unseen.id)) == (None, False, 16)


def test_reasons_are_counted_whatever_their_numbers(archive: Archive) -> None:
    for number, reason in enumerate(("Tog mer än 120 s.", "Tog mer än 240 s.", "Tom.")):
        archive.quarantine_unreadable(f"{number}.pdf", reason, "UnreadableError")
    assert archive.status().failures_by_reason == {"Tog mer än N s.": 2, "Tom.": 1}


def test_oldest_unfinished_file(archive: Archive) -> None:
    assert archive.status().oldest_unfinished is None
    archive.receive("först.pdf", b"1")
    archive.receive("sedan.pdf", b"2")
    oldest = archive.status().oldest_unfinished
    assert oldest is not None
    assert oldest.name == "först.pdf"


def test_set_aside_takes_away_what_was_read(archive: Archive) -> None:
    item = indexed_document(1)
    receipt = archive.receive("1.pdf", content_of(1))
    archive.add([item])
    archive.set_aside(receipt.sha256, "1.pdf", "Sekretess.", "ConfidentialError")
    assert archive.get(item.id) is None
    assert archive.status().by_state == {"quarantined": 1}
    assert archive.verify().ok
    archive.set_aside("0" * 64, "okänd.pdf", "Sekretess.", "ConfidentialError")
    assert [file.name for file in archive.quarantined()] == ["1.pdf", "okänd.pdf"]
