"""The application: API, pages, documentation and the owner's local door, in one process."""

from __future__ import annotations

import hmac
import socket
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse
from fastapi.staticfiles import StaticFiles
from fastapi_offline import FastAPIOffline
from starlette.middleware.base import RequestResponseEndpoint

from corpus.errors import BeslutError, NotFoundError, UserMistakeError
from corpus.records import JsonObject
from corpus.settings import Settings
from search_api import api, pages, schemas
from search_api.operations import OPERATIONS
from search_api.problems import install_problem_handlers, problem, status_of
from search_api.service import Service

WEB = Path(__file__).parent / "web"
LARGEST_REQUEST = 50 * 1024 * 1024  # bytes; a draft with pictures, no more
# the pages run no script at all; /docs brings its own from this server
PAGE_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
DOCS_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:"
)


def create_app(service: Service, *, owner_token: str | None = None, largest_request: int = LARGEST_REQUEST) -> FastAPI:
    """The application over an opened archive. ``owner_token`` opens the local door for other commands;
    ``largest_request`` is in bytes."""
    app: FastAPI = FastAPIOffline(
        title="Beslutsarkivet",
        version="1",
        description="Search in Swedish municipal decisions: precedents, motions, bulk queries.",
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
    )
    app.state.service = service
    app.state.owner_token = owner_token
    app.include_router(api.router)
    app.include_router(pages.router)
    app.mount("/static", StaticFiles(directory=WEB / "static"), name="static")
    _add_health(app)
    _add_owner_door(app)
    _add_limits(app, largest_request)
    install_problem_handlers(app)
    _add_error_pages(app)
    return app


def serve(settings: Settings) -> None:
    """Own the archive and answer on its host and port until stopped. Creates an empty archive if need be."""
    import uvicorn

    from search_api.service import open_service

    host = settings.host
    with open_service(settings, create=True) as service, _listener(host, settings.port) as listener:
        port = listener.getsockname()[1]
        # a wildcard address is reached over loopback from this machine
        local = "127.0.0.1" if host in ("0.0.0.0", "::") else host
        ownership = service.archive.ownership
        app = create_app(service, owner_token=ownership.token, largest_request=settings.max_upload_bytes)
        ownership.publish(f"http://{local}:{port}")
        print(f"Beslutsarkivet answers on http://{local}:{port}/", flush=True)
        config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False)
        uvicorn.Server(config).run(sockets=[listener])


def _listener(host: str, port: int) -> socket.socket:
    """A listening socket. Raises ``UserMistakeError`` when the address cannot be had."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        # asyncio sends without delay only on a socket that says it is TCP; else each answer waits 40 ms
        listener = socket.socket(family, kind, socket.IPPROTO_TCP)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(128)  # from here on a question waits for its answer instead of being refused
    except OSError as error:
        raise UserMistakeError(f"cannot listen on {host}:{port}: {error.strerror}; choose another --port") from error
    return listener


def _add_health(app: FastAPI) -> None:
    @app.get("/healthz", response_model=schemas.Health)
    def healthz(service: api.ServiceOf) -> JSONResponse:
        """Whether the service answers; reads the catalogue, so a broken one shows."""
        report = service.archive.status()
        return JSONResponse({"status": "ok", "documents": report.documents, "model": report.model})


def _add_owner_door(app: FastAPI) -> None:
    """``/internal/operations/{name}``: the same operations as the command line, for whoever can read owner.json."""

    @app.post("/internal/operations/{name}", include_in_schema=False)
    def operate(name: str, params: JsonObject, request: Request) -> JSONResponse:
        token: str | None = app.state.owner_token
        given = request.headers.get("authorization", "").removeprefix("Bearer ")
        if token is None or not hmac.compare_digest(given.encode(), token.encode()):
            return problem(403, "Får inte användas", "this address is for commands on the same machine")
        if name not in OPERATIONS:
            raise NotFoundError(f"there is no operation {name}")
        return JSONResponse(OPERATIONS[name](app.state.service, params, None))


def _add_limits(app: FastAPI, largest: int) -> None:
    """Refuses oversized requests before they are read, and sets the security headers."""

    @app.middleware("http")
    async def guard(request: Request, call_next: RequestResponseEndpoint) -> Response:
        length = request.headers.get("content-length", "0")
        chunked = "chunked" in request.headers.get("transfer-encoding", "")
        if chunked or not length.isdigit() or int(length) > largest:
            return problem(413, "För stort", f"a request may hold at most {largest} bytes and must say its length")
        response = await call_next(request)
        path = request.url.path
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("Referrer-Policy", "same-origin")
        docs = path in ("/docs", "/redoc")
        response.headers.setdefault("Content-Security-Policy", DOCS_POLICY if docs else PAGE_POLICY)
        return response


def _add_error_pages(app: FastAPI) -> None:
    """Problem documents for programs, a Swedish page for people who came by a page address."""
    handle: Any = app.exception_handlers[BeslutError]

    @app.exception_handler(BeslutError)
    async def expected(request: Request, error: BeslutError) -> Response:
        if request.url.path.startswith(("/api/", "/internal/", "/healthz")):
            problem_document: Response = await handle(request, error)
            return problem_document
        status, title = status_of(error)
        content = pages.templates.get_template("error.html").render(request=request, title=title, status=status)
        return HTMLResponse(content, status_code=status)
