"""Answers from whichever process can give them: this one, or the one that owns the archive now."""

from __future__ import annotations

import json
import urllib.error
import urllib.request

import corpus.errors
from corpus.errors import ArchiveBusyError, BeslutError, UnavailableError
from corpus.ownership import OwnerAddress, owner_of
from corpus.records import JsonObject
from corpus.settings import Settings
from search_api.operations import OPERATIONS, Progress
from search_api.service import open_service

ANSWER_SECONDS = 30.0
LONG_ANSWER_SECONDS = 6 * 3600.0
LONG_OPERATIONS = frozenset(
    {"ingest", "ingest_plan", "quarantine_retry", "bulk", "export", "verify", "reprocess", "correction_undo"}
)


def run_operation(
    name: str, params: JsonObject, settings: Settings, *, create: bool = False, progress: Progress | None = None
) -> JsonObject:
    """The operation's JSON value, from the owner of the archive if it has an address, else by opening it here.

    Raises ``ArchiveBusyError`` when a process holds the archive and does not answer.
    """
    owner = owner_of(settings.home)
    if owner is not None and owner.url is not None:
        return ask_owner(owner, name, params)
    try:
        with open_service(settings, create=create) as service:
            return OPERATIONS[name](service, params, progress)
    except ArchiveBusyError:
        owner = owner_of(settings.home)  # it may have begun to serve meanwhile
        if owner is None or owner.url is None:
            raise
        return ask_owner(owner, name, params)


def ask_owner(owner: OwnerAddress, name: str, params: JsonObject) -> JsonObject:
    """The operation's JSON value as the owning process computes it; its errors are raised here as the same class."""
    request = urllib.request.Request(
        f"{owner.url}/internal/operations/{name}",
        data=json.dumps(params).encode(),
        headers={"Content-Type": "application/json", "Authorization": f"Bearer {owner.token}"},
    )
    seconds = LONG_ANSWER_SECONDS if name in LONG_OPERATIONS else ANSWER_SECONDS
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # the owner is on this machine
    try:
        with opener.open(request, timeout=seconds) as response:
            value: JsonObject = json.load(response)
            return value
    except urllib.error.HTTPError as error:
        raise _error_from(error) from error
    except (OSError, ValueError) as error:
        raise ArchiveBusyError(
            f"process {owner.pid} owns the archive but does not answer at {owner.url}; stop it or wait"
        ) from error


def _error_from(response: urllib.error.HTTPError) -> BeslutError:
    """The error the owner met, as the class it had there."""
    try:
        problem = json.load(response)
    except ValueError:
        problem = {}
    kind = getattr(corpus.errors, str(problem.get("error")), UnavailableError)
    if not (isinstance(kind, type) and issubclass(kind, BeslutError)):
        kind = UnavailableError
    return kind(str(problem.get("detail") or f"the owner of the archive answered {response.code}"))
