"""The printed sample, all eight layouts: exactly the sections its sources are made of."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.sample.sources import PDF_FOLDER, SOURCE_FOLDER
from ingest.reader import read_document

GOLDEN = sorted(SOURCE_FOLDER.glob("*.sections.json"))


def test_every_printed_document_has_its_golden_sections() -> None:
    assert [path.name.split(".")[0] for path in GOLDEN] == sorted(path.stem for path in PDF_FOLDER.glob("*.pdf"))


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda path: path.name.split(".")[0])
def test_sections_are_the_sources(golden: Path) -> None:
    expected = json.loads(golden.read_text(encoding="utf-8"))
    name = golden.name.replace(".sections.json", ".pdf")
    document = read_document(name, (PDF_FOLDER / name).read_bytes())
    assert [
        {"kind": section.kind, "heading": section.heading, "attachment": section.attachment}
        for section in document.sections
    ] == [{key: section[key] for key in ("kind", "heading", "attachment")} for section in expected]
    for section, wanted in zip(document.sections, expected, strict=True):
        body = " ".join(document.text[section.body_start : section.end].split())
        if section.kind == "front":  # on a single page the letterhead stays above the fields
            assert wanted["first_words"] in body
        else:
            assert body.startswith(wanted["first_words"])
            assert bool(body) == bool(wanted["first_words"])
