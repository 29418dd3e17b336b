"""The texts that training reads, and the split that keeps tests honest.

``pairs.jsonl.xz`` holds one public text a line: {id, source, year, title, summary, body}; ``queries.jsonl`` one search
query a line: {id of the text that answers it, style, query}. Interpellations of 2021 are a test and those of 2020 serve
tuning: neither is trained on, in any form. One document in twelve of those with queries is held back for tuning.
"""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

INTERPELLATIONS = "riksdag/interpellation"
TEST_YEAR, TUNING_YEAR = 2021, 2020
TUNING_SHARE = 12


class Text(NamedTuple):
    """One public text; ``body`` without its title where the title stands first in it."""

    id: str
    source: str
    year: int
    title: str
    summary: str
    body: str


class Query(NamedTuple):
    """A search query and the id of a text that answers it."""

    text_id: str
    style: str
    query: str


def texts_in(path: Path) -> Iterator[Text]:
    """All texts of the file, in its order."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            title = (row.get("title") or "").strip()
            body = without_title((row.get("body") or "").strip(), title)
            year = int(row.get("year") or 0)
            yield Text(row["id"], row["source"], year, title, (row.get("summary") or "").strip(), body)


def without_title(body: str, title: str) -> str:
    """The body after its title, so that a title is never found by itself."""
    while title and body.startswith(title):
        body = body[len(title) :].lstrip(" .:\n")
    return body


def is_left_out(text: Text) -> bool:
    """True for the interpellations of the test year and the tuning year (filed under any parliamentary source)."""
    return text.source in (INTERPELLATIONS, "riksdag/ip") and text.year in (TEST_YEAR, TUNING_YEAR)


def training_texts(path: Path) -> Iterator[Text]:
    """The texts that may be trained on."""
    return (text for text in texts_in(path) if not is_left_out(text))


def queries_in(path: Path) -> list[Query]:
    """All queries of the file, in its order."""
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [Query(row["id"], row["style"], row["query"]) for row in rows]


def is_held_back(text_id: str) -> bool:
    """True for the one document in twelve whose queries are kept for tuning, by a hash of its id."""
    return int.from_bytes(blake2b(text_id.encode(), digest_size=8).digest(), "big") % TUNING_SHARE == 0
