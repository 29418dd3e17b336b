"""Documents made ready for the archive: as rules, register and people say they are, with passages and vectors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from corpus.archive import Archive, StoredDocument
from corpus.bundles import part_ids
from corpus.claims import Correction, with_corrections
from corpus.corrections import corrected_file
from corpus.records import Document, EmbeddedPassage, IndexedDocument, TagRecord
from ingest.register import with_register
from ingest.versions import versions_now

if TYPE_CHECKING:
    from nlp.encoder import Encoder
    from nlp.swedish import SwedishPipeline

Said = dict[str, tuple[Correction, ...]]


class KnownVectors:
    """An encoder that is asked only for texts whose vectors are not known yet."""

    def __init__(self, encoder: Encoder, known: Mapping[str, NDArray[np.float16]]) -> None:
        self._encoder = encoder
        self._known = known
        self.encoded = 0  # texts that the encoder was asked for
        self.model = encoder.model
        self.dimensions = encoder.dimensions

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, a row a text: known ones bit by bit as they are stored."""
        new = list(dict.fromkeys(text for text in texts if text not in self._known))
        self.encoded += len(new)
        made = dict(zip(new, self._encoder.encode_passages(new), strict=True)) if new else {}
        rows = [self._known[text] if text in self._known else made[text] for text in texts]
        return np.asarray(rows, dtype=np.float32).reshape(len(texts), self.dimensions)

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """The vector of a query."""
        return self._encoder.encode_query(text)


def ready(
    files: Sequence[tuple[str, Document, TagRecord]],
    said: Said,
    encoder: Encoder,
    versions: dict[str, int] | None = None,
) -> list[IndexedDocument]:
    """The files (id, document, tags without corrections or with them) and their parts, corrected and embedded."""
    from nlp.embedding import Tagged, embed_documents

    logic = versions_now() if versions is None else versions
    batch = [
        Tagged(document_id, document, corrected_file(document_id, tags, said), logic)
        for document_id, document, tags in files
    ]
    made = embed_documents(batch, encoder)
    # a part is told of its whole when it becomes a document; what people say of the part itself comes after that
    return [replace(one, tags=with_corrections(one.tags, said[one.id])) if one.id in said else one for one in made]


def document_of(archive: Archive, stored: StoredDocument) -> Document:
    """The document as it was read, from what the catalogue holds of it."""
    return Document(
        source=stored.tags.source,
        text=stored.text,
        pages=stored.pages,
        blocks=stored.blocks,
        sections=stored.sections,
        furniture=stored.furniture,
        masked_numbers=stored.masked_numbers,
        masked_names=stored.tags.masked_names,
        warnings=stored.tags.warnings if stored.reading_warnings is None else stored.reading_warnings,
        starts=_starts(archive, stored) if stored.starts is None else stored.starts,
    )


def retagged(archive: Archive, stored: StoredDocument, document: Document, swedish: SwedishPipeline) -> TagRecord:
    """What rules, and over them the register, say of the document now; people are not asked yet."""
    from nlp.tagger import tag_document

    tags = tag_document(document, swedish)
    told = archive.register_of(stored.sha256) or stored.tags.register
    if stored.reading_warnings is None:  # then the warnings of rules were among those of the reader
        tags = replace(tags, warnings=tuple(dict.fromkeys(tags.warnings)))
    return with_register(tags, told) if told else tags


def known_vectors(archive: Archive, stored: StoredDocument) -> dict[str, NDArray[np.float16]]:
    """Vectors of a file's passages by the text that the encoder read of them."""
    from nlp.embedding import dense_text

    known: dict[str, NDArray[np.float16]] = {}
    for document_id, tags in _of_file(stored):
        for embedded in archive.passages_of(document_id):
            known[dense_text(embedded.passage, tags)] = embedded.dense
    return known


def is_unchanged(archive: Archive, stored: StoredDocument, made: Iterable[IndexedDocument]) -> bool:
    """Whether the archive already holds these documents of the file to the letter: records, passages, vectors."""
    held = {document_id: archive.get(document_id) for document_id, _ in _of_file(stored)}
    documents = list(made)
    if set(held) != {one.id for one in documents}:
        return False
    for one in documents:
        present = held[one.id]
        if present is None or present.tags != one.tags or present.text != one.document.text:
            return False
        if not _same(archive.passages_of(one.id), one.passages):
            return False
    return True


def _same(held: Sequence[EmbeddedPassage], made: Sequence[EmbeddedPassage]) -> bool:
    return [one.passage for one in held] == [one.passage for one in made] and all(
        np.array_equal(old.dense, new.dense)
        and np.array_equal(old.sparse.indices, new.sparse.indices)
        and np.array_equal(old.sparse.values, new.sparse.values)
        for old, new in zip(held, made, strict=True)
    )


def _of_file(stored: StoredDocument) -> list[tuple[str, TagRecord]]:
    """The whole and its parts, with their records."""
    return [(stored.id, stored.tags), *zip(part_ids(stored.id, stored.tags), stored.tags.parts, strict=True)]


def _starts(archive: Archive, stored: StoredDocument) -> tuple[int, ...]:
    """Where the papers of a bundle begin, found by their texts; () for minutes, whose matters the blocks tell."""
    if not stored.tags.parts or any(part.paragraph for part in stored.tags.parts):
        return ()
    starts: list[int] = []
    at = 0
    for document_id in part_ids(stored.id, stored.tags):
        part = archive.get(document_id)
        found = stored.text.find(part.text, at) if part is not None else -1
        if part is None or found < 0:
            return ()
        starts.append(found)
        at = found + len(part.text)
    return tuple(starts)
