"""A document with its passages and their vectors, as the archive stores it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from corpus.records import Document, EmbeddedPassage, IndexedDocument, Passage, SparseVector, TagRecord
from nlp.encoder import Encoder
from nlp.lexical import passage_vector
from nlp.passages import passages_of


class Tagged(NamedTuple):
    """A document that waits for its passages and vectors."""

    id: str
    document: Document
    tags: TagRecord
    logic_versions: dict[str, int] = {}  # noqa: RUF012 - a NamedTuple default, never changed


def embed_document(document_id: str, document: Document, tags: TagRecord, encoder: Encoder) -> IndexedDocument:
    """The document cut into passages, each with its dense and its sparse vector."""
    return embed_documents([Tagged(document_id, document, tags)], encoder)[0]


def embed_documents(batch: Sequence[Tagged], encoder: Encoder) -> list[IndexedDocument]:
    """The same for many documents with one call of the encoder."""
    cut = [passages_of(one.id, one.document, one.tags) for one in batch]
    texts = [dense_text(passage, one.tags) for one, passages in zip(batch, cut, strict=True) for passage in passages]
    rows = iter(encoder.encode_passages(texts).astype(np.float16))
    return [
        IndexedDocument(
            id=one.id,
            document=one.document,
            tags=one.tags,
            passages=tuple(EmbeddedPassage(passage, next(rows), _sparse(passage, one.tags)) for passage in passages),
            logic_versions=dict(one.logic_versions),
        )
        for one, passages in zip(batch, cut, strict=True)
    ]


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
