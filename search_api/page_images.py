"""Pictures of the pages of documents, identity numbers painted over and a passage marked; kept for a while.

A picture is made of the original in a child process. What was made is kept in memory only, and not much of it: nothing
of a withdrawn document stays on disk.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from functools import cache
from typing import TYPE_CHECKING

from corpus.archive import Archive, StoredDocument
from corpus.errors import NotFoundError, UserMistakeError
from corpus.records import Passage

if TYPE_CHECKING:
    from ingest.page_image import PagePicture
    from ingest.sandbox import PageDrawer

MOST_KEPT = 48 * 1024 * 1024  # bytes of PNG
PDF = "application/pdf"

_Key = tuple[str, str, int, int | None]


def has_page_images(document: StoredDocument) -> bool:
    """Whether pages of the document can be shown as pictures: it came as a PDF, and no names in it are hidden."""
    return document.tags.source.media_type == PDF and not document.tags.masked_names


def page_image(archive: Archive, document: StoredDocument, number: int, passage_id: int | None = None) -> PagePicture:
    """The picture of page ``number`` of the file that the document comes from, the passage marked where it is said.

    Raises ``NotFoundError`` for a page or passage that the document has not, or an original that is no PDF or not
    here, ``UserMistakeError`` for a passage of another page, and what ``ingest.sandbox.PageDrawer.draw`` raises.
    """
    if document.tags.source.media_type != PDF:
        raise NotFoundError(f"the original of {document.id} is no PDF and has no pages to show; read its text")
    if document.tags.masked_names:
        raise NotFoundError(f"names are hidden in {document.id}, so its pages are not shown; read its text")
    page = next((page for page in document.pages if page.number == number), None)
    if page is None:
        raise NotFoundError(f"document {document.id} has no page {number}")
    passage = _passage(archive, document, passage_id) if passage_id is not None else None
    on_page = ""
    if passage is not None:
        on_page = document.text[max(passage.start, page.start) : min(passage.end, page.end)].strip()
        if not on_page and passage.page != number:
            raise UserMistakeError(f"passage {passage_id} stands on page {passage.page}, not on page {number}")
    key = (document.id, document.sha256, number, passage_id)
    if (kept := _kept.get(key)) is not None:
        return kept
    if not archive.originals.has(document.sha256):
        raise NotFoundError(f"the original of {document.id} is not in this archive; read its text")
    picture = _drawer().draw(
        archive.originals.path(document.sha256), number, passage=on_page, text=document.text[page.start : page.end]
    )
    _kept.put(key, picture)
    return picture


def _passage(archive: Archive, document: StoredDocument, passage_id: int) -> Passage:
    found = archive.passages([passage_id]).get(passage_id)
    if found is None or found.document_id != document.id:
        raise NotFoundError(f"document {document.id} has no passage {passage_id}")
    return found


class _Kept:
    """The pictures asked for last, as many as fit."""

    def __init__(self, most: int) -> None:
        self._most, self._size = most, 0
        self._pictures: OrderedDict[_Key, PagePicture] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: _Key) -> PagePicture | None:
        with self._lock:
            picture = self._pictures.get(key)
            if picture is not None:
                self._pictures.move_to_end(key)
            return picture

    def put(self, key: _Key, picture: PagePicture) -> None:
        with self._lock:
            replaced = self._pictures.pop(key, None)
            self._size += len(picture.png) - (len(replaced.png) if replaced else 0)
            self._pictures[key] = picture
            while self._size > self._most and len(self._pictures) > 1:
                _, dropped = self._pictures.popitem(last=False)
                self._size -= len(dropped.png)


_kept = _Kept(MOST_KEPT)


@cache
def _drawer() -> PageDrawer:
    from ingest.sandbox import PageDrawer

    return PageDrawer()
