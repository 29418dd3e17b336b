"""The real documents with a text layer are read whole and in order: issue 3's measure, word for word."""

from __future__ import annotations

from difflib import SequenceMatcher
from pathlib import Path

import pytest

from ingest.reader import read_document

pytestmark = pytest.mark.shared

MATCHED = 0.995  # of the text file's words, in order
EXTRA_WORDS = 40  # a letterhead kept once


@pytest.mark.parametrize(
    ("seed", "form", "why"),
    [
        ("000_6a90e6ea3ac50773", "", "Stockholm, bulleted questions"),
        ("001_d6d75af5a1f59e71", "", "an application enclosed, a footnote, a budget table"),
        ("002_5e19011caeaf3431", "", "Göteborg, header in two columns"),
        ("003_574886e82c9cbadc", "", "Stockholm, footer on every page"),
        ("004_4e43bba9a1544f6d", "", "newsletter, stored column by column"),
        ("004_4e43bba9a1544f6d", "_rows", "newsletter, its two columns stored row by row"),
    ],
)
def test_every_word_in_order(shared: Path, seed: str, form: str, why: str) -> None:
    folder = shared / "seeds"
    expected = (folder / f"{seed}.txt").read_text(encoding="utf-8").split()
    name = f"{seed}{form}.pdf"
    found = read_document(name, (folder / name).read_bytes()).text.split()
    blocks = SequenceMatcher(None, expected, found, autojunk=False).get_matching_blocks()
    matched = sum(block.size for block in blocks)
    assert matched >= MATCHED * len(expected), why
    assert len(found) - matched <= EXTRA_WORDS, why
