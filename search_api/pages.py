"""The Swedish pages: search, a document, precedents for a draft, status. All work without JavaScript."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, Query, Request, UploadFile
from fastapi.responses import HTMLResponse
from fastapi.templating import Jinja2Templates

from corpus.bundles import frame_of
from corpus.errors import BeslutError, NotFoundError, QueryError, UserMistakeError
from search_api import labels
from search_api.answers import Hit, SearchAnswer, SearchRequest, SimilarRequest
from search_api.api import ServiceOf, document_of, search_request
from search_api.case_view import course_of, course_of_case
from search_api.claims_view import corrections_for, shown
from search_api.document_view import pages_of_text, runs_in
from search_api.draft_files import request_for_text, request_for_upload
from search_api.meeting_view import place_of
from search_api.page_images import has_page_images
from search_api.precedents import similar as find_similar
from search_api.problems import status_of
from search_api.search import search as find
from search_api.understood import understood_to_json

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
templates = Jinja2Templates(directory=Path(__file__).parent / "web" / "templates")
templates.env.trim_blocks = templates.env.lstrip_blocks = True
templates.env.filters.update(
    date=labels.date_in_words,
    district=labels.district_name,
    party=labels.party_name,
    decision=labels.class_label,
    role=labels.role_label,
    state=labels.state_label,
    error=labels.error_label,
    filter_name=labels.filter_label,
)
templates.env.globals.update(filter_value=labels.filter_value)

FACETS = ("type", "municipality", "district", "party", "class")


@router.get("/")
def search_page(request: Request, service: ServiceOf, wanted: Annotated[SearchRequest, Depends(search_request)]) -> Any:
    """The search page: the form, and the answer when something was asked."""
    asked = bool(wanted.text.strip() or _is_filtered(wanted))
    answer: SearchAnswer | None = None
    mistake: str | None = None
    if asked:
        try:
            answer = find(service.archive, service.encoder, wanted)
        except QueryError as error:
            mistake = _sentence(error, wanted)
    context = {
        "wanted": wanted,
        "answer": answer,
        "hits": [_hit_view(hit) for hit in answer.hits] if answer else [],
        "understood": _understood(answer, wanted) if answer else [],
        "chosen": _chosen(wanted),
        "facets": _facet_links(answer, wanted) if answer else [],
        "next_page": _link(wanted, cursor=answer.next_cursor) if answer and answer.next_cursor else None,
        "sort_links": {sort: _link(wanted, sort=sort, cursor=None) for sort in ("relevance", "date")},
        "mistake": mistake,
        "status": service.archive.status() if not asked else None,
    }
    return templates.TemplateResponse(request, "search.html", context, status_code=400 if mistake else 200)


@router.get("/dokument/{document_id}")
def document_page(
    request: Request, service: ServiceOf, document_id: str, stycke: Annotated[int | None, Query()] = None
) -> Any:
    """A document: its facts, proposals and decisions, and its text with the passage ``stycke`` marked."""
    stored = document_of(service, document_id)
    passage = service.archive.passages([stycke]).get(stycke) if stycke is not None else None
    marks = [(passage.start, passage.end)] if passage and passage.document_id == stored.id else []
    place = place_of(service.archive, stored)
    context = {
        "document": stored,
        "tags": stored.tags,
        "pages": pages_of_text(stored.text, stored.pages, stored.sections, marks),
        "course": course_of(service.archive, stored.id),
        "own_case": next((n.canonical for n in frame_of(stored.tags).diarienummer if n.role == "own"), None),
        "corrections": shown(corrections_for(service.archive, stored)),
        "versions": service.archive.versions_of(stored.id),
        "place": place,
        "shown_page": passage.page if marks and passage else place.first_page,
        "marked_passage": passage if marks else None,
        "page_images": has_page_images(stored),
    }
    return templates.TemplateResponse(request, "document.html", context)


@router.get("/arende/{canonical}")
def case_page(request: Request, service: ServiceOf, canonical: str) -> Any:
    """A matter: its course from what was asked to what was decided."""
    course = course_of_case(service.archive, canonical)
    if not course.steps:
        raise NotFoundError(f"no document has the number {canonical}")
    named = next((step for step in course.steps if step.stage == "proposed"), course.steps[0])
    context = {"canonical": canonical, "course": course, "heading": named.title, "body": named.body}
    return templates.TemplateResponse(request, "case.html", context)


@router.get("/liknande")
def similar_form(request: Request, service: ServiceOf, dokument: Annotated[str | None, Query()] = None) -> Any:
    """The form for a draft, or the precedents of the document ``dokument``."""
    if dokument is None:
        return templates.TemplateResponse(request, "similar.html", {"text": "", "hits": None, "source": None})
    stored = document_of(service, dokument)
    answer = find_similar(service.archive, service.encoder, SimilarRequest(document_id=stored.id))
    context = {"text": "", "hits": [_hit_view(hit) for hit in answer.hits], "source": stored}
    return templates.TemplateResponse(request, "similar.html", context)


@router.post("/liknande")
def similar_page(
    request: Request, service: ServiceOf, text: Annotated[str, Form()] = "", fil: UploadFile | None = None
) -> Any:
    """Precedents for a pasted text or an uploaded file. The draft is not stored."""
    context: dict[str, Any] = {"text": text, "hits": None, "source": None}
    try:
        if fil is not None and fil.filename:
            wanted = request_for_upload(fil.filename, fil.file.read())
            context["file_name"] = fil.filename
        elif text.strip():
            wanted = request_for_text(text)
        else:
            raise UserMistakeError("no draft")
        answer = find_similar(service.archive, service.encoder, wanted)
        context["hits"] = [_hit_view(hit) for hit in answer.hits]
    except BeslutError as error:
        context["mistake"] = _draft_sentence(error, text)
        status, _ = status_of(error)
        return templates.TemplateResponse(request, "similar.html", context, status_code=status)
    return templates.TemplateResponse(request, "similar.html", context)


@router.get("/status")
def status_page(request: Request, service: ServiceOf) -> Any:
    """The ledger for people."""
    return templates.TemplateResponse(request, "status.html", {"status": service.archive.status()})


def _hit_view(hit: Hit) -> dict[str, Any]:
    """A hit with its snippet cut into marked runs and the address of the marked passage."""
    start, end = hit.snippet_start, hit.snippet_end or len(hit.passage)
    return {
        "hit": hit,
        "runs": runs_in(hit.passage[start:end], hit.marks, offset=start),
        "cut_before": start > 0,
        "cut_after": end < len(hit.passage),
        "address": f"/dokument/{hit.document_id}?stycke={hit.passage_id}#traff",
        "page_address": f"/dokument/{hit.document_id}?stycke={hit.passage_id}#sida-{hit.page}",
    }


def _understood(answer: SearchAnswer, wanted: SearchRequest) -> list[dict[str, Any]]:
    """The understood filters with links that make each strict, or leave it out."""
    shown = []
    for name, value in understood_to_json(answer.understood).items():
        strict = name in answer.filters or name in wanted.strict or "all" in wanted.strict or name in ("dnr", "phrase")
        shown.append(
            {
                "label": labels.filter_label(name),
                "value": labels.filter_value(name, value),
                "strict": strict,
                "make_strict": None if strict else _link(wanted, strict=(*wanted.strict, name), cursor=None),
                "remove": _link(
                    wanted,
                    ignored=(*wanted.ignored, name),
                    strict=tuple(one for one in wanted.strict if one != name),
                    cursor=None,
                ),
            }
        )
    return shown


def _chosen(wanted: SearchRequest) -> list[dict[str, str]]:
    """The filters the user set, each with the link that takes it away."""
    chosen = []
    for field, name in FIELDS.items():
        for value in getattr(wanted, field) or ():
            rest = tuple(one for one in getattr(wanted, field) if one != value)
            chosen.append(
                {
                    "label": labels.filter_label(name),
                    "value": labels.filter_value(name, value),
                    "remove": _link(wanted, **{field: rest, "cursor": None}),
                }
            )
    return chosen


def _facet_links(answer: SearchAnswer, wanted: SearchRequest) -> list[dict[str, Any]]:
    """Facets of the whole set, each value with the link that narrows to it."""
    fields = {name: field for field, name in FIELDS.items()}
    shown = []
    for name in FACETS:
        values = [one for one in answer.facets.get(name, ()) if one.value not in getattr(wanted, fields[name])]
        if values:
            links = [
                {
                    "label": one.label,
                    "count": one.count,
                    "address": _link(
                        wanted, **{fields[name]: (*getattr(wanted, fields[name]), one.value), "cursor": None}
                    ),
                }
                for one in values[:8]
            ]
            shown.append({"label": labels.filter_label(name), "values": links})
    return shown


# field of SearchRequest -> query parameter
FIELDS = {
    "types": "type",
    "municipalities": "municipality",
    "districts": "district",
    "parties": "party",
    "classes": "class",
}


def _link(wanted: SearchRequest, **changes: Any) -> str:
    """The address of this search with some fields changed."""
    held = {name: changes.get(name, getattr(wanted, name)) for name in SearchRequest.__dataclass_fields__}
    parameters: list[tuple[str, str]] = [("q", held["text"])] if held["text"] else []
    for field, name in {**FIELDS, "strict": "strict", "ignored": "ignore"}.items():
        parameters += [(name, value) for value in held[field]]
    for field, name in (("date_from", "from"), ("date_to", "to"), ("cursor", "cursor")):
        if held[field]:
            parameters.append((name, held[field]))
    if held["sort"] != "relevance":
        parameters.append(("sort", held["sort"]))
    return "/?" + urlencode(parameters)


def _is_filtered(wanted: SearchRequest) -> bool:
    return any(getattr(wanted, field) for field in (*FIELDS, "date_from", "date_to"))


def _sentence(error: QueryError, wanted: SearchRequest) -> str:
    """What is wrong with the search, in Swedish."""
    if len(wanted.text) > 1000:
        return "Frågan är för lång. Klistra in längre texter under Liknande ärenden i stället."
    return f"Sökningen går inte att utföra som den är skriven. Kontrollera datum och filter. ({error})"


def _draft_sentence(error: BeslutError, text: str) -> str:
    """What is wrong with the draft, in Swedish."""
    kind = type(error).__name__
    return {
        "UserMistakeError": "Klistra in en text eller välj en fil först.",
        "QueryError": "Texten är för lång eller för kort att söka liknande ärenden med.",
        "EmptyFileError": "Filen är tom.",
        "EncryptedFileError": "Filen är skyddad med lösenord. Spara den utan lösenord och försök igen.",
        "NoTextLayerError": "Filen innehåller bara bilder av sidor, ingen text att läsa.",
        "DamagedFileError": "Filen är skadad och går inte att läsa.",
        "LimitExceededError": "Filen är för stor att läsa här. Klistra in dess text i stället.",
        "UnsupportedFormatError": "Filen är av ett slag som inte går att läsa. Använd PDF eller vanlig text.",
    }.get(kind, "Något gick fel. Försök igen.")
