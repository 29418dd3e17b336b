"""Versions of one document: the same kind of paper, on the same case, under the same title, in different bytes.

A tjänsteutlåtande and the minutes' extract on it share number and title too, but are two documents, not versions.
"""

from __future__ import annotations

from hashlib import blake2b

from sqlalchemy import Connection, select

from corpus import catalogue_tables as tables
from corpus.records import TagRecord
from corpus.stored import DocumentVersion
from corpus.vocabulary import fold

_documents, _files = tables.documents.c, tables.files.c


def version_key(tags: TagRecord) -> str | None:
    """Equal for versions of one document: type, own numbers, and title with blanks and letter case evened out.

    None for a document without a number or a title of its own.
    """
    numbers = sorted({number.canonical for number in tags.diarienummer if number.role == "own"})
    title = " ".join(fold(tags.title or "").split())
    if not numbers or not title:
        return None
    identity = "\n".join((tags.type, title, *numbers))
    return blake2b(identity.encode("utf-8", "replace"), digest_size=16).hexdigest()


def versions_of(connection: Connection, document_id: str) -> tuple[DocumentVersion, ...]:
    """All versions of the document, itself among them, the one received first at the beginning; () when it is alone."""
    key = connection.scalar(select(_documents.version_key).where(_documents.id == document_id))
    if key is None:
        return ()
    query = (
        select(_documents.id, _documents.name, _documents.date, _files.received_at)
        .join(tables.files, _files.sha256 == _documents.sha256)
        .where(_documents.version_key == key)
        .order_by(_files.received_at, _documents.date, _documents.id)
    )
    found = tuple(DocumentVersion(*row) for row in connection.execute(query))
    return found if len(found) > 1 else ()
