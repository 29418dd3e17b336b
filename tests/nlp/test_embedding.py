"""Documents with their vectors: what stands around a passage finds it too."""

from __future__ import annotations

import numpy as np
import pytest

from corpus.records import (
    Diarienummer,
    Document,
    IndexedDocument,
    PageSpan,
    PartyMention,
    Person,
    Section,
    Source,
    TagRecord,
)
from nlp.embedding import Tagged, embed_document, embed_documents, identifying_names, text_in_context
from nlp.encoder import load_encoder
from nlp.lexical import query_vector

SOURCE = Source("prov.pdf", "0" * 64, 1, "text", "application/pdf")
TEXT = "Ekköpings kommun\nFler platser\nBakgrund\nGården är full sedan i våras.\nEkonomi\nHyran ryms i budgeten.\n"


def section(kind: str, heading: str | None, text: str) -> Section:
    start = TEXT.index(text)
    return Section(kind, heading, start, start + len(heading or ""), start + len(text), 1)  # type: ignore[arg-type]


@pytest.fixture
def document() -> Document:
    sections = (
        section("front", None, "Ekköpings kommun\nFler platser\n"),
        section("background", "Bakgrund", "Bakgrund\nGården är full sedan i våras.\n"),
        section("economy", "Ekonomi", "Ekonomi\nHyran ryms i budgeten.\n"),
    )
    return Document(SOURCE, TEXT, (PageSpan(1, 0, len(TEXT)),), (), sections)


@pytest.fixture
def tags() -> TagRecord:
    number = Diarienummer("17 - 42 - 2011", "ekk-sdn|2011|42", 2011, 42, "17", "own", 1, None, None, "header")
    return TagRecord(
        SOURCE,
        "tjänsteutlåtande",
        title="Fler platser",
        body="Ekköpings socialnämnd",
        diarienummer=(number,),
        people=(Person("Vera Påhittad", "signatory"),),
        parties=(PartyMention("V", "mover", ("Olle Uppdiktad",), "(v)", 1),),
    )


def finding(indexed: IndexedDocument, query: str) -> list[str]:
    """Kinds of the passages that share a term with the query."""
    asked = set(query_vector(query).indices.tolist())
    return [one.passage.kind for one in indexed.passages if asked & set(one.sparse.indices.tolist())]


def test_each_passage_has_both_vectors(document: Document, tags: TagRecord) -> None:
    encoder = load_encoder()
    indexed = embed_document("d1", document, tags, encoder)
    assert [one.passage.kind for one in indexed.passages] == ["front", "background", "economy"]
    for one in indexed.passages:
        assert one.dense.dtype == np.float16
        assert one.dense.shape == (encoder.dimensions,)
        assert len(one.sparse.indices) == len(one.sparse.values) > 0


@pytest.mark.parametrize(
    ("query", "kinds", "why"),
    [
        ("42/2011", ["front"], "the canonical case number"),
        ("17-42-2011", ["front"], "the number in another spelling"),
        ("Påhittad", ["front"], "a signatory whose section is no passage"),
        ("Uppdiktad", ["front"], "a mover"),
        ("socialnämnd", ["front"], "the body"),
        ("platser", ["front", "background", "economy"], "the title stands over every passage"),
        ("ekonomi", ["economy"], "the heading of a section"),
        ("snöskoter", [], "nothing of the kind in the document"),
    ],
)
def test_what_finds_a_passage(document: Document, tags: TagRecord, query: str, kinds: list[str], why: str) -> None:
    assert finding(embed_document("d1", document, tags, load_encoder()), query) == kinds, why


def test_a_batch_is_embedded_as_one_by_one(document: Document, tags: TagRecord) -> None:
    encoder = load_encoder()
    batch = embed_documents([Tagged("d1", document, tags), Tagged("d2", document, tags, {"title": 2})], encoder)
    alone = embed_document("d1", document, tags, encoder)
    assert [one.id for one in batch] == ["d1", "d2"]
    assert batch[1].logic_versions == {"title": 2}
    for one, other in zip(batch[0].passages, alone.passages, strict=True):
        assert one.passage == other.passage
        assert np.abs(one.dense.astype(float) - other.dense.astype(float)).max() < 1e-3


def test_nothing_to_embed() -> None:
    assert embed_documents([], load_encoder()) == []


def test_context_is_not_said_twice() -> None:
    assert text_in_context("Fler platser behövs.", title="Fler platser", heading="Ekonomi") == (
        "Ekonomi\nFler platser behövs."
    )


def test_identifying_names_hold_both_spellings_of_a_number(tags: TagRecord) -> None:
    assert {"17 - 42 - 2011", "42/2011", "Vera Påhittad", "Olle Uppdiktad"} <= set(identifying_names(tags))
