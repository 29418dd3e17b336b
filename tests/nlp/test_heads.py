"""Heads of papers of sixty municipalities: type, title, date, place, board and own case numbers (``heads.txt``)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from corpus.records import TagRecord
from nlp.tagger import tag_document
from nlp.tags.context import TagContext

FIELDS = ("type", "title", "date", "municipality", "body", "numbers")


@dataclass(frozen=True)
class Head:
    """A paper with what must be read from it, by field; "*" is not judged, "-" is nothing."""

    why: str
    expected: dict[str, str]
    header: tuple[str, ...]
    text: str


def heads() -> Iterator[Head]:
    """All heads of the file."""
    for entry in Path(__file__).with_name("heads.txt").read_text(encoding="utf-8").split("\n=== ")[1:]:
        why, expected, *lines = entry.split("\n")
        values = [value.strip() for value in expected.split(" | ")]
        header = tuple(line[1:] for line in lines if line.startswith("^"))
        text = "\n".join(line for line in lines if not line.startswith("^")).strip()
        yield Head(why, dict(zip(FIELDS, values, strict=True)), header, text + "\n")


def read(record: TagRecord) -> dict[str, str]:
    """What the record says, in the words of the file."""
    own = [f"{number.year}/{number.number}" for number in record.diarienummer if number.role == "own"]
    return {
        "type": record.type,
        "title": record.title or "-",
        "date": f"{record.date or '-'} {record.date_kind}",
        "municipality": record.municipality or "-",
        "body": record.body or "-",
        "numbers": ", ".join(own) or "-",
    }


@pytest.mark.parametrize("head", list(heads()), ids=lambda head: head.why)
def test_head(context_of: Callable[..., TagContext], head: Head) -> None:
    context = context_of(head.text, *head.header)
    found = read(tag_document(context.document, context.swedish))
    judged = {name: value for name, value in head.expected.items() if value != "*"}
    assert {name: found[name] for name in judged} == judged
