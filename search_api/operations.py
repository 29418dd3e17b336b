"""One function per command: ``(service, params, progress) -> JSON value``.

The command line calls them in its own process, or, when another process owns the archive, asks that process to call
them (``owner_client``). So an answer is the same either way. ``params`` are JSON values; paths are absolute.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from corpus.errors import EngineError, NotFoundError, UserMistakeError
from corpus.records import JsonObject
from search_api.service import Service

if TYPE_CHECKING:
    from corpus.archive import QuarantinedFile
    from ingest.pipeline import IngestReport
    from ingest.plan import StateOf
    from ingest.reading import Readers
    from ingest.register import Manifest


class Progress(Protocol):
    """Told how far long work has come: files done, files known so far, failures so far."""

    def __call__(self, done: int, known: int, failed: int) -> None:
        """Show it."""


Operation = Callable[[Service, JsonObject, Progress | None], JsonObject]


def ingest(service: Service, params: JsonObject, progress: Progress | None = None) -> JsonObject:
    """Counts of a filled archive: received, indexed, unchanged, quarantined files with their reasons, seconds."""
    from ingest.pipeline import ingest as fill

    paths, manifest = [Path(path) for path in params["paths"]], _manifest(params)
    with _readers(params) as readers:
        report = fill(
            service.archive,
            paths,
            encoder=service.encoder,
            manifest=manifest,
            readers=readers,
            mask_names=service.mask_names,
            progress=progress,
        )
    return _report(report) | _graph_if_it_pays(service)


def ingest_plan(service: Service, params: JsonObject, progress: Progress | None = None) -> JsonObject:
    """What ``ingest`` would do, nothing changed."""
    return plan_of(params, service.archive.state_of)


def plan_of(params: JsonObject, state_of: StateOf) -> JsonObject:
    """What ``ingest`` would do in an archive whose ledger answers ``state_of``."""
    from ingest.plan import plan

    planned = plan([Path(path) for path in params["paths"]], state_of, _manifest(params))
    return {
        "dry_run": True,
        "received": planned.received,
        "new": list(planned.new),
        "unchanged": planned.unchanged,
        "refused": [{"path": file.path, "reason": file.reason} for file in planned.refused],
    }


def quarantine_list(service: Service, params: JsonObject, progress: Progress | None = None) -> JsonObject:
    """All files in quarantine: id, name, reason, error, attempts, dates."""
    return {"quarantined": [asdict(file) for file in _in_quarantine(service, params.get("ids") or ())]}


def quarantine_retry(service: Service, params: JsonObject, progress: Progress | None = None) -> JsonObject:
    """Counts after the files of the quarantine (``ids``; none: all) were read once more."""
    from ingest.pipeline import retry

    files = _in_quarantine(service, params.get("ids") or ())
    with _readers(params) as readers:
        report = retry(
            service.archive,
            files,
            encoder=service.encoder,
            readers=readers,
            mask_names=service.mask_names,
            progress=progress,
        )
    return _report(report)


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


def optimize(service: Service, params: JsonObject, progress: Progress | None = None) -> JsonObject:
    """The number of the index in use: a new one with a graph, where that pays or ``force`` asks for it."""
    is_built = bool(params.get("force")) or service.archive.needs_graph()
    generation = service.archive.build_graph() if is_built else service.archive.generation
    return {"built": is_built, "generation": generation}


def withdraw(service: Service, params: JsonObject, progress: Progress | None = None) -> JsonObject:
    """What was (or, in a dry run, would be) removed of one document."""
    if not str(params.get("reason", "")).strip():
        raise UserMistakeError("a withdrawal needs a reason; it is kept on the tombstone")
    report = service.archive.withdraw(
        params["document_id"], params["reason"], dry_run=bool(params.get("dry_run", False))
    )
    return asdict(report)


def reprocess(service: Service, params: JsonObject, progress: Progress | None = None) -> JsonObject:
    """Counts of documents tagged anew, or in a dry run what would change; ``after`` and ``most_files`` do a stretch."""
    from ingest.reading import Limits
    from ingest.reprocess import reprocess as tag_anew

    report = tag_anew(
        service.archive,
        encoder=service.encoder,
        only_stale=bool(params.get("stale", False)),
        dry_run=bool(params.get("dry_run", False)),
        examples=int(params.get("examples", 20)),
        after=params.get("after"),
        most_files=params.get("most_files"),
        limits=Limits(**params.get("limits", {})),
        progress=progress,
    )
    return asdict(report)


def correct(service: Service, params: JsonObject, progress: Progress | None = None) -> JsonObject:
    """A person's correction as it was kept, or in a dry run would be."""
    from ingest.correcting import correct as keep

    correction = keep(
        service.archive,
        params["document_id"],
        params["field"],
        params["value"],
        by=str(params.get("by") or ""),
        reason=params.get("reason"),
        encoder=service.encoder,
        dry_run=bool(params.get("dry_run", False)),
    )
    return {"dry_run": bool(params.get("dry_run", False)), **asdict(correction)}


def correction_undo(service: Service, params: JsonObject, progress: Progress | None = None) -> JsonObject:
    """The correction that was taken back, or in a dry run would be."""
    from ingest.correcting import undo

    dry_run = bool(params.get("dry_run", False))
    undone = undo(service.archive, params["document_id"], params["field"], encoder=service.encoder, dry_run=dry_run)
    return {"dry_run": dry_run, **asdict(undone)}


def correction_list(service: Service, params: JsonObject, progress: Progress | None = None) -> JsonObject:
    """What people have corrected in a document, by field."""
    from ingest.correcting import corrections

    return {"corrections": [asdict(one) for one in corrections(service.archive, params["document_id"])]}


OPERATIONS: dict[str, Operation] = {
    "ingest": ingest,
    "ingest_plan": ingest_plan,
    "quarantine_list": quarantine_list,
    "quarantine_retry": quarantine_retry,
    "search": search,
    "similar": similar,
    "bulk": bulk,
    "export": export,
    "status": status,
    "verify": verify,
    "optimize": optimize,
    "withdraw": withdraw,
    "reprocess": reprocess,
    "correct": correct,
    "correction_undo": correction_undo,
    "correction_list": correction_list,
}


def _graph_if_it_pays(service: Service) -> JsonObject:
    """What became of the graph after an ingest; nothing to tell of a small archive. An ingest does not fail for it."""
    if not service.archive.needs_graph():
        return {}
    try:
        return {"generation": service.archive.build_graph()}
    except EngineError as error:
        return {"graph": str(error)}


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UserMistakeError(f"{path} cannot be read: {error.strerror}") from error


def _manifest(params: JsonObject) -> Manifest | None:
    from ingest.register import manifest_from

    return manifest_from(Path(params["manifest"])) if params.get("manifest") else None


@contextmanager
def _readers(params: JsonObject) -> Iterator[Readers]:
    """Who reads: child processes here, or a cluster; within which limits."""
    from ingest.reading import Limits

    limits = Limits(**params.get("limits", {}))
    readers: Readers
    if address := params.get("scheduler"):
        from ingest.cluster import Cluster

        readers = Cluster(str(address), limits)
    else:
        from ingest.sandbox import Sandbox

        readers = Sandbox(int(params.get("workers", 1)), limits)
    try:
        yield readers
    finally:
        readers.close()


def _report(report: IngestReport) -> JsonObject:
    return {
        "received": report.received,
        "indexed": report.indexed,
        "unchanged": report.unchanged,
        "quarantined": [{"path": file.path, "reason": file.reason} for file in report.quarantined],
        "seconds": round(report.seconds, 3),
    }


def _in_quarantine(service: Service, ids: Sequence[str]) -> list[QuarantinedFile]:
    """Those with these ids, or all. Raises NotFoundError for an id that is not there."""
    held = service.archive.quarantined()
    if unknown := set(ids) - {file.id for file in held}:
        raise NotFoundError(f"there is nothing in quarantine with the id {', '.join(sorted(unknown))}")
    return [file for file in held if not ids or file.id in ids]
