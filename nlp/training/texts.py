"""The texts that training reads, and the split that keeps tests honest.

``pairs.jsonl.xz`` holds one public text a line: {id, source, year, title, summary, body}; ``queries.jsonl`` one search
query a line: {id of the text that answers it, style, query}. Interpellations of 2021 are a test and those of 2020 serve
tuning: neither is trained on, in any form. One document in twelve of those with queries is held back for tuning. Two
files beside this one are our own: questions on municipal matters to train on, and questions on laws to tune on.
"""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

INTERPELLATIONS = "riksdag/interpellation"
TEST_YEAR, TUNING_YEAR = 2021, 2020
TUNING_SHARE = 12
OWN_QUESTIONS = Path(__file__).parent / "municipal_questions.txt"
TUNING_QUESTIONS = Path(__file__).parent / "faq_questions.txt"


class Text(NamedTuple):
    """One public text; ``body`` without its title where the title stands first in it."""

    id: str
    source: str
    year: int
    title: str
    summary: str
    body: str


class OwnQuestion(NamedTuple):
    """A passage of the kind municipalities write, and ways to ask for it: written for this project."""

    questions: tuple[str, ...]
    answer: str


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


def tuning_questions() -> list[Query]:
    """Questions a citizen asks, each with the section of a law that answers it: written for this project."""
    rows = (line.split("\t") for line in TUNING_QUESTIONS.read_text(encoding="utf-8").splitlines())
    return [Query(text_id, "question", question) for text_id, question in rows]


def is_asked_about(text: Text) -> bool:
    """True for the laws of the tuning questions, which the encoder is not trained on."""
    return text.id.split("#")[0] in _laws_asked_about()


@cache
def _laws_asked_about() -> frozenset[str]:
    return frozenset(query.text_id.split("#")[0] for query in tuning_questions())


def training_texts(path: Path) -> Iterator[Text]:
    """The texts that may be trained on."""
    return (text for text in texts_in(path) if not is_left_out(text))


def queries_in(path: Path) -> list[Query]:
    """All queries of the file, in its order."""
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [Query(row["id"], row["style"], row["query"]) for row in rows]


def own_questions() -> list[OwnQuestion]:
    """The questions on municipal matters beside this module: keywords, question, answer, parted by tabs."""
    lines = OWN_QUESTIONS.read_text(encoding="utf-8").splitlines()
    return [OwnQuestion(tuple(fields[:-1]), fields[-1]) for fields in (line.split("\t") for line in lines)]


def is_held_back(text_id: str) -> bool:
    """True for the one document in twelve whose queries are kept for tuning, by a hash of its id."""
    return int.from_bytes(blake2b(text_id.encode(), digest_size=8).digest(), "big") % TUNING_SHARE == 0
