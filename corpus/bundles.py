"""Files that hold several matters: the ids of the parts, and what is left for the whole.

A part is a document of its own with the id ``<whole>-<n>``, counted from 1 in the order of the file. The whole keeps
its complete record, but is found by its frame alone: by what none of its parts says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from corpus.records import TagRecord

Claim = TypeVar("Claim")

# A part is named in place of its whole when it answers at least this well; a whole that answers much better by its
# own frame (who was there, who checked the minutes) stays.
NEARLY_AS_GOOD = 0.6


def part_id(whole_id: str, number: int) -> str:
    """Id of the ``number``-th part: "9f86d081884c7d65-2"."""
    return f"{whole_id}-{number}"


def part_ids(whole_id: str, tags: TagRecord) -> tuple[str, ...]:
    """Ids of all parts of a document with this record."""
    return tuple(part_id(whole_id, number) for number in range(1, len(tags.parts) + 1))


def whole_of(document_id: str) -> str | None:
    """Id of the document that this one is a part of, or None."""
    whole, hyphen, _ = document_id.partition("-")
    return whole if hyphen else None


def number_of(document_id: str) -> int | None:
    """Which part of its whole it is, from 1; None for a whole."""
    number = document_id.partition("-")[2]
    return int(number) if number.isdecimal() else None


def folded(scores: Mapping[str, float]) -> dict[str, float]:
    """The scored documents without each whole that one of its own parts stands for."""
    best: dict[str, float] = {}
    for document_id, score in scores.items():
        if whole := whole_of(document_id):
            best[whole] = max(score, best.get(whole, score))
    return {one: score for one, score in scores.items() if one not in best or best[one] < NEARLY_AS_GOOD * score}


def frame_of(record: TagRecord) -> TagRecord:
    """The record without the claims that one of its parts makes; unchanged where there are no parts."""
    if not record.parts:
        return record
    parts = record.parts
    return replace(
        record,
        diarienummer=_left(
            record.diarienummer, (n for part in parts for n in part.diarienummer), lambda n: n.canonical
        ),
        proposals=_left(record.proposals, (p for part in parts for p in part.proposals), lambda p: p.text),
        demands=_left(record.demands, (d for part in parts for d in part.demands), lambda d: d.text),
        decisions=_left(record.decisions, (d for part in parts for d in part.decisions), lambda d: d.text),
        dissents=_left(record.dissents, (d for part in parts for d in part.dissents), lambda d: (d.kind, d.text)),
        parties=_left(record.parties, (p for part in parts for p in part.parties), lambda p: (p.party, p.role)),
        organisations=_left(record.organisations, (o for part in parts for o in part.organisations), lambda o: o.name),
        references=_left(record.references, (r for part in parts for r in part.references), lambda r: r.raw),
    )


def _left(whole: Iterable[Claim], parts: Iterable[Claim], key: Callable[[Claim], Any]) -> tuple[Claim, ...]:
    """What the whole says and no part does."""
    said = {key(claim) for claim in parts}
    return tuple(claim for claim in whole if key(claim) not in said)
