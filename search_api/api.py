"""The HTTP API under ``/api/v1``: the contract's paths, answered with the contract's JSON."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import JSONResponse, PlainTextResponse

from corpus.archive import StoredDocument
from corpus.errors import ConfidentialError, NotFoundError, UserMistakeError
from corpus.tag_json import tag_to_json
from search_api import schemas
from search_api.answers import LARGEST_LIMIT, SearchRequest, SimilarRequest, answer_to_json
from search_api.case_view import course_of, course_of_case, course_to_json
from search_api.claims_view import claims_to_json, corrections_for
from search_api.draft_files import request_for_text, request_for_upload
from search_api.meeting_view import links_to_place, place_of, place_to_json
from search_api.page_images import page_image
from search_api.precedents import similar as find_similar
from search_api.problems import problem
from search_api.search import search as find
from search_api.service import Service

PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"model": schemas.Problem, "content": {"application/problem+json": {}}} for status in (400, 404, 503)
}
SEARCH_PARAMETERS = frozenset(
    "q district party type class municipality from to sort limit cursor strict ignore".split()
)

router = APIRouter(prefix="/api/v1", responses=PROBLEMS)


def service_of(request: Request) -> Service:
    """The service that this application was made for."""
    service: Service = request.app.state.service
    return service


ServiceOf = Annotated[Service, Depends(service_of)]


def known_parameters_only(request: Request) -> None:
    """Raises ``UserMistakeError`` for a parameter that would otherwise be silently ignored."""
    if unknown := set(request.query_params) - SEARCH_PARAMETERS:
        known = ", ".join(sorted(SEARCH_PARAMETERS))
        raise UserMistakeError(f"unknown parameter {', '.join(sorted(unknown))}; search takes {known}")


def search_request(
    district: Annotated[list[str], Query(default_factory=list, description="District id; predecessors are included")],
    party: Annotated[list[str], Query(default_factory=list, description="Party id; L also finds (fp)")],
    type: Annotated[list[str], Query(default_factory=list, description="Document type")],
    decision_class: Annotated[
        list[str], Query(default_factory=list, alias="class", description="Class of proposal or decision")
    ],
    municipality: Annotated[list[str], Query(default_factory=list)],
    strict: Annotated[
        list[str], Query(default_factory=list, description="Understood filters that shall exclude, or 'all'")
    ],
    ignore: Annotated[list[str], Query(default_factory=list, description="Understood filters to leave out")],
    q: Annotated[str, Query(description="Words, a diarienummer, or a phrase in quotes")] = "",
    date_from: Annotated[str | None, Query(alias="from", description="YYYY, YYYY-MM or YYYY-MM-DD")] = None,
    date_to: Annotated[str | None, Query(alias="to")] = None,
    sort: Annotated[Literal["relevance", "date"], Query()] = "relevance",
    limit: Annotated[int, Query(ge=1, le=LARGEST_LIMIT)] = 10,
    cursor: Annotated[str | None, Query(description="next_cursor of the last answer")] = None,
) -> SearchRequest:
    """The search request that the query parameters spell; empty values (of unfilled form fields) say nothing."""

    def said(values: list[str]) -> tuple[str, ...]:
        return tuple(value for value in values if value)

    return SearchRequest(
        text=q,
        districts=said(district),
        parties=said(party),
        types=said(type),
        classes=said(decision_class),
        municipalities=said(municipality),
        date_from=date_from or None,
        date_to=date_to or None,
        strict=said(strict),
        ignored=said(ignore),
        sort=sort,
        limit=limit,
        cursor=cursor or None,
    )


@router.get("/search", responses={200: {"model": schemas.SearchAnswer}}, dependencies=[Depends(known_parameters_only)])
def search(service: ServiceOf, request: Annotated[SearchRequest, Depends(search_request)]) -> JSONResponse:
    """Find decisions. Numbers, districts, parties, years and types are understood from the words, and shown."""
    return JSONResponse(answer_to_json(find(service.archive, service.encoder, request)))


@router.post(
    "/similar",
    responses={200: {"model": schemas.SearchAnswer}, 422: {"model": schemas.Problem}},
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {"schema": schemas.SimilarText.model_json_schema()},
                "multipart/form-data": {
                    "schema": {
                        "type": "object",
                        "properties": {"file": {"type": "string", "format": "binary"}},
                        "required": ["file"],
                    }
                },
            },
        }
    },
)
async def similar(service: ServiceOf, request: Request) -> JSONResponse:
    """Precedents for a draft: JSON ``{"text": …}`` or a multipart ``file``."""
    from starlette.concurrency import run_in_threadpool

    wanted = await draft_request(request)
    answer = await run_in_threadpool(find_similar, service.archive, service.encoder, wanted)
    return JSONResponse(answer_to_json(answer))


async def draft_request(request: Request) -> SimilarRequest:
    """The request for precedents that a JSON or multipart body holds."""
    from pydantic import ValidationError
    from starlette.concurrency import run_in_threadpool

    if request.headers.get("content-type", "").startswith("multipart/form-data"):
        async with request.form(max_files=1, max_fields=10) as form:
            upload = form.get("file")
            if upload is None or isinstance(upload, str):
                raise UserMistakeError("the form needs a field named file with the draft in it")
            content = await upload.read()
        return await run_in_threadpool(request_for_upload, upload.filename or "utkast", content)
    try:
        body = schemas.SimilarText.model_validate_json(await request.body())
    except ValidationError as error:
        raise UserMistakeError('the body must be JSON: {"text": "…", "limit": 10}') from error
    return await run_in_threadpool(request_for_text, body.text, limit=body.limit)


def document_of(service: Service, document_id: str) -> StoredDocument:
    """The stored document; raises ``NotFoundError``."""
    document = service.archive.get(document_id)
    if document is None:
        raise NotFoundError(f"there is no document {document_id}")
    return document


@router.get("/documents/{document_id}", responses={200: {"model": schemas.DocumentAnswer}})
def document(service: ServiceOf, document_id: str) -> JSONResponse:
    """A document's tag record, with links to its text, original and precedents, its other versions, its parts or the
    minutes or bundle that it is a part of, the course of its matter, and what people have corrected."""
    from dataclasses import asdict

    stored = document_of(service, document_id)
    place = place_of(service.archive, stored)
    base = f"/api/v1/documents/{stored.id}"
    links = {"self": base, "text": f"{base}/text", "original": f"{base}/original", "similar": f"{base}/similar"}
    links |= links_to_place(place)
    versions = [asdict(version) for version in service.archive.versions_of(stored.id)]
    newer = versions[-1]["id"] if versions and versions[-1]["id"] != stored.id else None
    answer = {"id": stored.id, "name": stored.name, "tags": tag_to_json(stored.tags), "links": links}
    claims = claims_to_json(stored, corrections_for(service.archive, stored))
    case = course_to_json(course_of(service.archive, stored.id))
    about = {"versions": versions, "newer_version": newer, "case": case, **claims}
    return JSONResponse({**answer, **about, **place_to_json(place)})


@router.get("/documents/{document_id}/text", response_class=PlainTextResponse)
def document_text(service: ServiceOf, document_id: str) -> PlainTextResponse:
    """The text that offsets count in, identity numbers masked."""
    return PlainTextResponse(document_of(service, document_id).text)


@router.get("/documents/{document_id}/original", response_class=Response)
def document_original(service: ServiceOf, document_id: str) -> Response:
    """The file as received. Refused (403) where it holds personal identity numbers."""
    stored = document_of(service, document_id)
    if stored.tags.masked_names:
        return problem(403, "Får inte visas", "the original names persons whose names are masked; read the masked text")
    if stored.masked_numbers:
        return problem(403, "Får inte visas", "the original holds personal identity numbers; read the masked text")
    media_type = stored.tags.source.media_type
    shown = media_type in ("application/pdf", "text/plain")
    headers = {"Content-Disposition": "inline" if shown else "attachment", "X-Content-Type-Options": "nosniff"}
    return Response(service.archive.original(document_id), media_type=media_type, headers=headers)


@router.get(
    "/documents/{document_id}/pages/{n}.png",
    response_class=Response,
    responses={200: {"content": {"image/png": {}}}, 403: {"model": schemas.Problem}, 422: {"model": schemas.Problem}},
)
def document_page_image(
    service: ServiceOf,
    document_id: str,
    n: int,
    passage: Annotated[int | None, Query(description="passage_id of a hit: marked in colour")] = None,
) -> Response:
    """A page of the file as a picture: identity numbers painted over, the passage marked. Only for PDFs."""
    try:
        picture = page_image(service.archive, document_of(service, document_id), n, passage)
    except ConfidentialError as error:
        return problem(403, "Får inte visas", str(error), error=type(error).__name__)
    return Response(picture.png, media_type="image/png", headers={"Cache-Control": "private, max-age=600"})


@router.get("/documents/{document_id}/similar", responses={200: {"model": schemas.SearchAnswer}})
def document_similar(
    service: ServiceOf, document_id: str, limit: Annotated[int, Query(ge=1, le=LARGEST_LIMIT)] = 10
) -> JSONResponse:
    """Precedents for a document of the archive."""
    stored = document_of(service, document_id)
    wanted = SimilarRequest(document_id=stored.id, limit=limit)
    return JSONResponse(answer_to_json(find_similar(service.archive, service.encoder, wanted)))


@router.get("/cases/{canonical}", responses={200: {"model": schemas.CaseAnswer}})
def case(service: ServiceOf, canonical: str) -> JSONResponse:
    """All documents of one case, oldest first, those without its number too that are known to belong: what was asked,
    proposed and decided."""
    course = course_of_case(service.archive, canonical)
    if not course.steps:
        raise NotFoundError(f"no document has the number {canonical}")
    found = service.archive.documents_by_id([step.id for step in course.steps])
    documents = [
        {"id": one.id, "name": one.name, "evidence": step.evidence, "tags": tag_to_json(one.tags)}
        for step in course.steps
        if (one := found.get(step.id)) is not None
    ]
    return JSONResponse({"canonical": canonical, "documents": documents, "steps": course_to_json(course)["steps"]})


@router.get("/status")
def status(service: ServiceOf) -> JSONResponse:
    """The ledger in numbers. Names of files, and reasons, which may quote them, are the operator's: left out here."""
    from dataclasses import asdict

    report = asdict(service.archive.status())
    for name in ("failures", "failures_by_reason"):
        report.pop(name)
    if oldest := report["oldest_unfinished"]:
        report["oldest_unfinished"] = {name: oldest[name] for name in ("state", "received_at")}
    return JSONResponse(report)
