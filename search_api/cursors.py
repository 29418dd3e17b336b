"""Cursors: where the next page of an answer begins, opaque to callers and bound to their question."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import asdict
from hashlib import blake2b

from corpus.errors import QueryError
from search_api.answers import SearchRequest


def cursor_to(offset: int, request: SearchRequest, generation: int) -> str:
    """The cursor of the page that begins at ``offset``."""
    value = json.dumps([offset, _fingerprint(request), generation])
    return base64.urlsafe_b64encode(value.encode()).decode().rstrip("=")


def offset_of(request: SearchRequest) -> int:
    """Where the asked page begins. Raises QueryError for a cursor that is broken or of another question."""
    if not request.cursor:
        return 0
    try:
        padded = request.cursor + "=" * (-len(request.cursor) % 4)
        offset, fingerprint, _ = json.loads(base64.urlsafe_b64decode(padded.encode("ascii")))
    except (ValueError, TypeError, binascii.Error, UnicodeError) as error:
        raise QueryError("the cursor cannot be read; take next_cursor of an answer as it stands") from error
    if not isinstance(offset, int) or offset < 0 or fingerprint != _fingerprint(request):
        raise QueryError("the cursor belongs to another question; ask the first page of this one again")
    return offset


def _fingerprint(request: SearchRequest) -> str:
    """Short hash of everything that decides the order of the hits."""
    value = {name: held for name, held in asdict(request).items() if name not in ("cursor", "limit")}
    return blake2b(json.dumps(value, sort_keys=True, default=list).encode(), digest_size=6).hexdigest()
