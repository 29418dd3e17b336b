"""Private persons lose their names, politicians and officials keep theirs. All persons invented."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

import pytest

from corpus.records import Document, TagRecord
from ingest.reader import read_document
from nlp.names import NameModel, load_names
from nlp.private_names import without_private_names
from nlp.swedish import SwedishPipeline
from nlp.tagger import tag_document

PROPOSAL = """Tibro kommun

Dnr KS 2014/77

Medborgarförslag från Gunvor Tallqvist om en brygga vid ån

Gunvor Tallqvist föreslår i ett medborgarförslag att kommunen bygger en brygga vid ån.

Gunvor Tallqvists granne Sture Almroth stöder förslaget. Kommunalrådet Rolf Stenvinkel (S) har svarat henne.

Handläggare: Vendela Stråth

Kommunstyrelsen föreslår fullmäktige besluta

att medborgarförslaget avslås.

Alrik Tornvall
kommundirektör
"""


@pytest.fixture(scope="module")
def names() -> NameModel:
    return load_names()


def masked(text: str, swedish: SwedishPipeline, names: NameModel, name: str = "a.txt") -> tuple[Document, TagRecord]:
    document = read_document(name, text.encode())
    return without_private_names(document, tag_document(document, swedish), names)


def strings_in(value: Any) -> list[str]:
    """All strings of a record."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple):
        return [text for one in value for text in strings_in(one)]
    if is_dataclass(value) and not isinstance(value, type):
        return [text for field in fields(value) for text in strings_in(getattr(value, field.name))]
    return []


def test_citizens_are_hidden_everywhere_and_officials_stay(swedish: SwedishPipeline, names: NameModel) -> None:
    before = read_document("gunvor_tallqvist.txt", PROPOSAL.encode())
    document, tags = masked(PROPOSAL, swedish, names, "gunvor_tallqvist.txt")
    said = " ".join(strings_in(document) + strings_in(tags))
    for gone in ("Gunvor", "Tallqvist", "gunvor", "Almroth"):
        assert gone not in said
    for stays in ("Rolf Stenvinkel", "Vendela Stråth", "Alrik Tornvall"):
        assert stays in document.text
    assert len(document.text) == len(before.text)
    assert document.blocks == before.blocks
    assert document.masked_names == tags.masked_names >= 1
    assert "Alrik Tornvall" in {person.name for person in tags.people}


def test_spans_still_slice_back(swedish: SwedishPipeline, names: NameModel) -> None:
    document, tags = masked(PROPOSAL, swedish, names)
    assert tags.proposals
    for point in tags.proposals:
        assert document.text[point.start : point.end] == point.text


def test_tagging_the_hidden_text_anew_keeps_it_hidden(swedish: SwedishPipeline, names: NameModel) -> None:
    document, _ = masked(PROPOSAL, swedish, names)
    again = tag_document(document, swedish)
    assert again.masked_names == document.masked_names
    assert "Tallqvist" not in " ".join(strings_in(again))


def test_text_without_private_persons_is_unchanged(swedish: SwedishPipeline, names: NameModel) -> None:
    text = "Kommunstyrelsen\n\nHandläggare: Vendela Stråth\n\nNämnden godkänner planen för parken.\n"
    document = read_document("a.txt", text.encode())
    tags = tag_document(document, swedish)
    assert without_private_names(document, tags, names) == (document, tags)
