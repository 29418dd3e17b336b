"""One function per command: ``(service, params, progress) -> JSON value``.

The command line calls them in its own process, or, when another process owns the archive, asks that process to call
them (``owner_client``). So an answer is the same either way. ``params`` are JSON values; paths are absolute.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Protocol

from corpus.errors import UserMistakeError
from corpus.records import JsonObject
from search_api.service import Service


class Progress(Protocol):
    """Told how far long work has come: files done, files known so far, failures so far."""

    def __call__(self, done: int, known: int, failed: int) -> None:
        """Show it."""


Operation = Callable[[Service, JsonObject, Progress | None], JsonObject]


def ingest(service: Service, params: JsonObject, progress: Progress | None = None) -> JsonObject:
    """Counts of a filled archive: received, indexed, unchanged, quarantined files with their reasons, seconds."""
    from ingest.pipeline import ingest as fill
    from ingest.reading import Limits

    report = fill(
        service.archive,
        [Path(path) for path in params["paths"]],
        encoder=service.encoder,
        workers=int(params.get("workers", 1)),
        limits=Limits(**params.get("limits", {})),
        progress=progress,
    )
    return {
        "received": report.received,
        "indexed": report.indexed,
        "unchanged": report.unchanged,
        "quarantined": [{"path": file.path, "reason": file.reason} for file in report.quarantined],
        "seconds": round(report.seconds, 3),
    }


def search(service: Service, params: JsonObject, progress: Progress | None = None) -> JsonObject:
    """The contract's search answer."""
    from search_api.answers import SearchRequest, answer_to_json
    from search_api.search import search as find

    lists = {key: tuple(value) for key, value in params.items() if isinstance(value, list | tuple)}
    return answer_to_json(find(service.archive, service.encoder, SearchRequest(**{**params, **lists})))


def similar(service: Service, params: JsonObject, progress: Progress | None = None) -> JsonObject:
    """Precedents for ``document_id``, ``path`` (a file of this machine) or ``text``, shaped as a search answer."""
    from search_api.answers import SimilarRequest, answer_to_json
    from search_api.draft_files import request_for_file, request_for_text
    from search_api.precedents import similar as find

    limit = int(params.get("limit", 10))
    if path := params.get("path"):
        request = request_for_file(path, _content(Path(path)), limit=limit)
    elif document_id := params.get("document_id"):
        request = SimilarRequest(document_id=document_id, limit=limit)
    else:
        request = request_for_text(str(params.get("text", "")), limit=limit)
    return answer_to_json(find(service.archive, service.encoder, request))


def bulk(service: Service, params: JsonObject, progress: Progress | None = None) -> JsonObject:
    """Counts of a bulk run; the rows are in the file ``output``."""
    from search_api.bulk import bulk as run

    summary = run(
        service.archive,
        service.encoder,
        Path(params["queries"]),
        Path(params["output"]),
        int(params["limit"]),
    )
    return asdict(summary)


def export(service: Service, params: JsonObject, progress: Progress | None = None) -> JsonObject:
    """The content of ``snapshot.json`` of an exported archive."""
    from corpus.snapshot import export_snapshot

    snapshot = export_snapshot(service.archive, Path(params["folder"]), params["format"])
    return asdict(snapshot)


def status(service: Service, params: JsonObject, progress: Progress | None = None) -> JsonObject:
    """The ledger: counts by state, type, district, year; failures with reasons; model and index generation."""
    return asdict(service.archive.status())


def verify(service: Service, params: JsonObject, progress: Progress | None = None) -> JsonObject:
    """What a comparison of catalogue, originals and index found, and what was repaired."""
    report = service.archive.verify(repair=bool(params.get("repair", False)))
    return {"ok": report.ok, **asdict(report)}


def withdraw(service: Service, params: JsonObject, progress: Progress | None = None) -> JsonObject:
    """What was (or, in a dry run, would be) removed of one document."""
    if not str(params.get("reason", "")).strip():
        raise UserMistakeError("a withdrawal needs a reason; it is kept on the tombstone")
    report = service.archive.withdraw(
        params["document_id"], params["reason"], dry_run=bool(params.get("dry_run", False))
    )
    return asdict(report)


OPERATIONS: dict[str, Operation] = {
    "ingest": ingest,
    "search": search,
    "similar": similar,
    "bulk": bulk,
    "export": export,
    "status": status,
    "verify": verify,
    "withdraw": withdraw,
}


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UserMistakeError(f"{path} cannot be read: {error.strerror}") from error
