"""Errors as ``application/problem+json`` (RFC 9457): a status per class, a sentence per mistake."""

from __future__ import annotations

import logging

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from corpus.errors import BeslutError, NotFoundError, UnavailableError, UnreadableError, UserMistakeError

log = logging.getLogger("beslut.api")

# the first class that fits decides
STATUS = (
    (NotFoundError, 404, "Finns inte"),
    (UserMistakeError, 400, "Begäran går inte att utföra"),
    (UnreadableError, 422, "Filen går inte att läsa"),
    (UnavailableError, 503, "Arkivet är inte tillgängligt"),
    (BeslutError, 500, "Något gick fel"),
)


def status_of(error: BeslutError) -> tuple[int, str]:
    """The HTTP status and the Swedish title of an error."""
    return next((status, title) for kind, status, title in STATUS if isinstance(error, kind))


def problem(status: int, title: str, detail: str, *, error: str | None = None) -> JSONResponse:
    """A problem document; ``error`` names the class, for programs."""
    content = {"type": "about:blank", "title": title, "status": status, "detail": detail, "error": error}
    return JSONResponse(content, status_code=status, media_type="application/problem+json")


def install_problem_handlers(app: FastAPI) -> None:
    """Makes every error of ``app`` a problem document; pages have their own rendering."""

    @app.exception_handler(BeslutError)
    async def expected(request: Request, error: BeslutError) -> JSONResponse:
        status, title = status_of(error)
        return problem(status, title, str(error), error=type(error).__name__)

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> JSONResponse:
        faults = "; ".join(f"{'.'.join(str(part) for part in e['loc'][1:])}: {e['msg']}" for e in error.errors())
        return problem(400, "Begäran går inte att utföra", faults, error="UserMistakeError")

    @app.exception_handler(HTTPException)
    async def http(request: Request, error: HTTPException) -> JSONResponse:
        return problem(error.status_code, "Finns inte" if error.status_code == 404 else "Fel", str(error.detail))

    @app.exception_handler(Exception)
    async def unexpected(request: Request, error: Exception) -> JSONResponse:
        log.exception("unexpected error at %s", request.url.path)
        return problem(500, "Något gick fel", "an unexpected error; it is in the service's log")
