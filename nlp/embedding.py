"""A document with its passages and their vectors, as the archive stores it.

A file with several matters gives its whole and a document for each part. The whole keeps all text and the complete
record, but only its frame (what no part covers) becomes passages: nothing is lost, and nothing is searched twice.
A part holds its own stretch of the text; its spans, and those of its tags, count there, its pages are the file's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

from corpus.bundles import frame_of, part_id
from corpus.records import Document, EmbeddedPassage, IndexedDocument, Passage, SparseVector, TagRecord
from nlp.encoder import Encoder
from nlp.lexical import passage_vector
from nlp.parts import frame_document, moved, parts_of
from nlp.passages import passages_of


class Tagged(NamedTuple):
    """A document that waits for its passages and vectors."""

    id: str
    document: Document
    tags: TagRecord
    logic_versions: dict[str, int] = {}  # noqa: RUF012 - a NamedTuple default, never changed


def embed_document(document_id: str, document: Document, tags: TagRecord, encoder: Encoder) -> IndexedDocument:
    """The document (of one with parts: the whole) cut into passages, each with its dense and its sparse vector."""
    return embed_documents([Tagged(document_id, document, tags)], encoder)[0]


def embed_documents(batch: Sequence[Tagged], encoder: Encoder) -> list[IndexedDocument]:
    """The same for many documents with one call of the encoder; after each one its parts."""
    searched = [one for tagged in batch for one in _searched(tagged)]
    cut = [passages_of(one.id, one.searched, one.found_by) for one in searched]
    texts = [
        dense_text(passage, one.found_by) for one, passages in zip(searched, cut, strict=True) for passage in passages
    ]
    rows = iter(encoder.encode_passages(texts).astype(np.float16))
    return [
        IndexedDocument(
            id=one.id,
            document=one.document,
            tags=one.tags,
            passages=tuple(
                EmbeddedPassage(passage, next(rows), _sparse(passage, one.found_by)) for passage in passages
            ),
            logic_versions=dict(one.logic_versions),
        )
        for one, passages in zip(searched, cut, strict=True)
    ]


class _Searched(NamedTuple):
    """What is stored of a document, and what of it is searched."""

    id: str
    document: Document
    tags: TagRecord
    searched: Document
    found_by: TagRecord
    logic_versions: dict[str, int]


def _searched(one: Tagged) -> Iterator[_Searched]:
    """The document; with parts, first the whole with its frame, then each part."""
    parts = parts_of(one.document) if one.tags.parts else ()
    if len(parts) != len(one.tags.parts):  # tags of another reading: then the whole is searched as one
        one, parts = one._replace(tags=replace(one.tags, parts=())), ()
    frame = frame_document(one.document, parts)
    yield _Searched(one.id, one.document, one.tags, frame, frame_of(one.tags), one.logic_versions)
    for number, (part, tags) in enumerate(zip(parts, one.tags.parts, strict=True), start=1):
        own = moved(_told_of_the_whole(tags, one.tags), -part.start)
        yield _Searched(part_id(one.id, number), part.document, own, part.document, own, one.logic_versions)


def _told_of_the_whole(part: TagRecord, whole: TagRecord) -> TagRecord:
    """The part with what a register said of the file: where it belongs, and of minutes when and by whom they were
    held. A paper of a bundle keeps its own date and sender."""
    told = whole.register
    if told is None:
        return part
    changes: dict[str, Any] = {}
    if told.municipality or told.district:
        changes |= {"municipality": whole.municipality, "district": whole.district}
    if part.paragraph and told.board:
        changes["body"] = whole.body
    if part.paragraph and told.date:
        changes |= {"date": whole.date, "date_kind": whole.date_kind, "period": whole.period}
    return replace(part, **changes)


def dense_text(passage: Passage, tags: TagRecord) -> str:
    """What the encoder reads of a passage: its document's title, its heading, its text."""
    return text_in_context(passage.text, title=tags.title, heading=passage.heading)


def text_in_context(text: str, *, title: str | None = None, heading: str | None = None) -> str:
    """The text after the title and the heading it stands under, said once."""
    context = [part for part in (title, heading) if part and part not in text]
    return "\n".join((*context, text))


def _sparse(passage: Passage, tags: TagRecord) -> SparseVector:
    context = " ".join(part for part in (tags.title, passage.heading) if part and part not in passage.text)
    names = identifying_names(tags) if passage.ordinal == 0 else ()
    return passage_vector(passage.text, context or None, names)


def identifying_names(tags: TagRecord) -> tuple[str, ...]:
    """Strings a document is asked for by: case numbers in every spelling, persons, board, municipality, type."""
    numbers = [text for number in tags.diarienummer for text in (number.raw, _short_form(number.canonical))]
    persons = [person.name for person in tags.people]
    movers = [person for party in tags.parties for person in party.persons]
    organisations = [organisation.name for organisation in tags.organisations]
    single = [tags.type, tags.body, tags.municipality]
    return tuple(dict.fromkeys(text for text in (*numbers, *persons, *movers, *organisations, *single) if text))


def _short_form(canonical: str) -> str | None:
    """ "sthlm-sdn-hasselby-vallingby|2007|206" -> "206/2007"."""
    parts = canonical.split("|")
    return f"{parts[2]}/{parts[1]}" if len(parts) >= 3 else None
