"""The demo archive, read from its PDFs: what identifies each document, against the tags kept beside its source."""

from __future__ import annotations

import json
from typing import Any

import pytest

from corpus.sample.sources import PDF_FOLDER, SOURCE_FOLDER
from corpus.tag_json import tag_to_json
from ingest.reader import read_document
from nlp.swedish import SwedishPipeline
from nlp.tagger import tag_document

SLUGS = sorted(path.stem for path in PDF_FOLDER.glob("*.pdf"))
FIELDS = ("type", "title", "date", "date_kind", "municipality", "body", "addressee", "district", "issue")
NUMBER = ("raw", "canonical", "role", "code")


def numbers(record: dict[str, Any]) -> list[tuple[Any, ...]]:
    """The case numbers of a record, in a fixed order, by what the expected tags say of them."""
    return sorted(tuple(number.get(key) or "" for key in NUMBER) for number in record["diarienummer"])


@pytest.mark.parametrize("slug", SLUGS)
def test_identity(swedish: SwedishPipeline, slug: str) -> None:
    expected = json.loads((SOURCE_FOLDER / f"{slug}.tags.json").read_text(encoding="utf-8"))
    document = read_document(f"{slug}.pdf", (PDF_FOLDER / f"{slug}.pdf").read_bytes())
    found = tag_to_json(tag_document(document, swedish))
    asserted = [field for field in FIELDS if field in expected]
    assert {field: found[field] for field in asserted} == {field: expected[field] for field in asserted}
    if "diarienummer" in expected:
        assert numbers(found) == numbers(expected)
    if "districts_mentioned" in expected:
        assert set(found["districts_mentioned"]) == set(expected["districts_mentioned"])
    assert [part["title"] for part in found["parts"]] == [part["title"] for part in expected.get("parts", ())]
    for part, wanted in zip(found["parts"], expected.get("parts", ()), strict=True):
        assert numbers(part) == numbers(wanted)


def test_there_are_samples() -> None:
    assert len(SLUGS) >= 60
