"""A draft that somebody pasted or dropped, read and tagged as the archive would: the request for its precedents."""

from __future__ import annotations

import threading
from functools import cache
from pathlib import PurePath
from typing import TYPE_CHECKING

from search_api.answers import SimilarRequest
from search_api.drafts import PASTED, content_of_pasted

if TYPE_CHECKING:
    from ingest.sandbox import DraftReader
    from nlp.swedish import SwedishPipeline

_loading = threading.Lock()


def request_for_file(name: str, content: bytes, *, limit: int = 10) -> SimilarRequest:
    """The request for a file's precedents. Raises ``UnreadableError`` when it cannot be read."""
    from ingest.reader import read_document
    from nlp.tagger import tag_document

    document = read_document(PurePath(name).name, content)
    return SimilarRequest(document=document, tags=tag_document(document, swedish()), limit=limit)


def request_for_upload(name: str, content: bytes, *, limit: int = 10) -> SimilarRequest:
    """The same for a file from anybody: a child process reads it, so that none can end or stall the one that serves."""
    document, tags = _reader().read(PurePath(name).name, content)
    return SimilarRequest(document=document, tags=tags, limit=limit)


def request_for_text(text: str, *, limit: int = 10) -> SimilarRequest:
    """The request for a pasted text's precedents. Raises ``QueryError`` when it is empty or too long."""
    return request_for_file(PASTED, content_of_pasted(text), limit=limit)


def swedish() -> SwedishPipeline:
    """The tagging pipeline of this process, loaded by the first draft (about a second)."""
    with _loading:
        return _swedish()


@cache
def _reader() -> DraftReader:
    from ingest.sandbox import DraftReader

    return DraftReader()


@cache
def _swedish() -> SwedishPipeline:
    from corpus.settings import Settings
    from nlp.swedish import load_swedish

    return load_swedish(Settings().names_model)
