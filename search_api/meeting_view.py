"""A matter's place in its meeting: the minutes or the bundle it is a part of, and the matters before and after it."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.archive import Archive, DocumentSummary, StoredDocument
from corpus.bundles import number_of, part_id, part_ids
from corpus.records import JsonObject, TagRecord


@dataclass(frozen=True, slots=True)
class Matter:
    """A part of a file: its id, its tags, and its pages in the file for people ("3–4")."""

    id: str
    tags: TagRecord

    @property
    def name(self) -> str:
        """How a link to it is called: "§ 74 Uppföljning av idrottshallar"."""
        return " ".join(word for word in (self.tags.paragraph, self.tags.title) if word) or "Ärende utan rubrik"

    @property
    def pages(self) -> str:
        """The pages it covers."""
        if not self.tags.pages:
            return ""
        first, last = self.tags.pages[0], self.tags.pages[-1]
        return f"sida {first}" if first == last else f"sidorna {first}–{last}"


@dataclass(frozen=True, slots=True)
class Place:
    """``whole``, ``before`` and ``after`` of a part, and the page of the file on which it begins; ``parts`` of a
    whole."""

    whole: DocumentSummary | None = None
    before: Matter | None = None
    after: Matter | None = None
    parts: tuple[Matter, ...] = ()
    first_page: int | None = None


def place_of(archive: Archive, document: StoredDocument) -> Place:
    """Where the document belongs; an empty place for one that is neither part nor whole."""
    number = number_of(document.id)
    if document.part_of is None or number is None:
        pairs = zip(part_ids(document.id, document.tags), document.tags.parts, strict=True)
        return Place(parts=tuple(Matter(*pair) for pair in pairs))
    whole = archive.documents_by_id([document.part_of]).get(document.part_of)
    beside = [part_id(document.part_of, one) for one in (number - 1, number + 1)]
    found = {one.id: Matter(one.id, one.tags) for one in archive.documents_by_id(beside).values()}
    first_page = document.tags.pages[0] if document.tags.pages else None
    return Place(whole, found.get(beside[0]), found.get(beside[1]), first_page=first_page)


def place_to_json(place: Place) -> JsonObject:
    """``part_of`` (an id or null) and ``parts``: id, title, paragraph, pages and case numbers of each."""
    return {
        "part_of": place.whole.id if place.whole else None,
        "parts": [
            {
                "id": one.id,
                "title": one.tags.title,
                "paragraph": one.tags.paragraph,
                "pages": list(one.tags.pages),
                "diarienummer": [number.raw for number in one.tags.diarienummer],
            }
            for one in place.parts
        ],
    }


def links_to_place(place: Place) -> dict[str, str]:
    """API addresses of the whole and of the parts before and after."""
    beside = {"part_of": place.whole, "previous": place.before, "next": place.after}
    return {name: f"/api/v1/documents/{one.id}" for name, one in beside.items() if one is not None}
