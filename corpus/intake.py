"""Files coming into the ledger, documents into the catalogue, and both going out again."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import Connection

from corpus import corrections, holdings, ledger
from corpus.bundles import whole_of
from corpus.catalogue import Catalogue
from corpus.errors import NotFoundError, UserMistakeError
from corpus.originals import Originals, sha256_of
from corpus.records import IndexedDocument, RegisterEntry
from corpus.stored import Receipt, WithdrawReport, utc_now


def receive(
    catalogue: Catalogue, originals: Originals, name: str, content: bytes, register: RegisterEntry | None = None
) -> Receipt:
    """The file's place in the ledger. Bytes go to disk before their row: a row never promises lost bytes."""
    sha256 = sha256_of(content)
    with catalogue.begin() as connection:
        state = ledger.state_of(connection, sha256)
        if state == "withdrawn":
            return Receipt(sha256, state, is_new=False)
        originals.put(content)
        ledger.note_received(connection, sha256, name, len(content), utc_now(), register)
    return Receipt(sha256, state or "received", is_new=state is None)


def store(
    catalogue: Catalogue,
    originals: Originals,
    batch: Sequence[IndexedDocument],
    model: str,
    change: Callable[[Connection], None] | None = None,
) -> None:
    """Documents, passages and vectors are in the catalogue, in one transaction; their files are tagged. ``change`` is
    made in the same transaction."""
    now = utc_now()
    sources = {document.document.source.sha256: document.document.source for document in batch}
    with catalogue.begin() as connection:
        for sha256, source in sources.items():
            state = ledger.state_of(connection, sha256)
            if state == "withdrawn":
                raise UserMistakeError(f"{source.name} was withdrawn from the archive and stays out.")
            if state is None:
                ledger.note_loaded(connection, sha256, source.name, originals.has(sha256), now)
        ledger.set_state(connection, sources, "tagged", now)
        holdings.replace_documents(connection, batch, model)
        if change is not None:
            change(connection)


def withdraw(
    catalogue: Catalogue, originals: Originals, document_id: str, reason: str, dry_run: bool
) -> WithdrawReport:
    """What is taken out, or with ``dry_run`` would be. Points follow when the index is brought up."""
    with catalogue.begin() as connection:
        summary = holdings.summaries(connection, [document_id]).get(document_id)
        if summary is None:
            raise NotFoundError(f"There is no document {document_id} in the archive.")
        documents = holdings.documents_of_file(connection, summary.sha256)
        report = WithdrawReport(
            sha256=summary.sha256,
            names=ledger.names_of(connection, summary.sha256),
            document_ids=tuple(documents),
            passages=len(holdings.passage_ids(connection, documents)),
            original_bytes=originals.size(summary.sha256),
            dry_run=dry_run,
        )
        if not dry_run:
            holdings.remove_documents(connection, [summary.sha256])
            corrections.forget_file(connection, whole_of(document_id) or document_id)
            ledger.bury(connection, summary.sha256, reason, utc_now())
    if not dry_run:
        originals.delete(summary.sha256)
    return report


def set_aside(catalogue: Catalogue, sha256: str, name: str, reason: str, error: str) -> bool:
    """True when the archive knew the file: it is in quarantine, and its documents are gone from the catalogue. One that
    was withdrawn stays so; one never seen is in the ledger by its name alone."""
    with catalogue.begin() as connection:
        state = ledger.state_of(connection, sha256)
        if state is None:
            ledger.note_unreadable(connection, name, reason, error, utc_now())
        elif state != "withdrawn":
            holdings.remove_documents(connection, [sha256])
            ledger.set_state(connection, [sha256], "quarantined", utc_now(), reason, error)
    return state is not None
