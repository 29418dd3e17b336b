"""Movers of the last five years of real title lines, which were not looked at while rules were written."""

from __future__ import annotations

import json
import lzma
from pathlib import Path

import pytest

from ingest.reader import read_document
from nlp.swedish import load_swedish
from nlp.tags.context import TagContext
from nlp.tags.party import parties_in

pytestmark = [pytest.mark.shared, pytest.mark.slow]

FIRST_DATE = "2017"
PARTY_F1, PERSON_F1 = 0.99, 0.97

Movers = set[tuple[str, str]]


def f1(found: list[Movers], wanted: list[Movers]) -> float:
    right = sum(len(a & b) for a, b in zip(found, wanted, strict=True))
    return 2 * right / (sum(map(len, found)) + sum(map(len, wanted)))


def parties_of(movers: Movers) -> Movers:
    return {(party, "") for party, _ in movers}


def test_movers_of_the_last_five_years(shared: Path) -> None:
    swedish = load_swedish()
    found: list[Movers] = []
    wanted: list[Movers] = []
    with lzma.open(shared / "data" / "movers.jsonl.xz", "rt", encoding="utf-8") as lines:
        rows = [row for row in map(json.loads, lines) if row["date"] >= FIRST_DATE]
    for row in rows:
        document = read_document("fråga.txt", f"# Interpellation {row['line']}\n\nText.\n".encode())
        context = TagContext(document, swedish, type="interpellation", date=row["date"])
        movers = [mention for mention in parties_in(context) if mention.role == "mover"]
        found.append({(mention.party, person) for mention in movers for person in mention.persons})
        wanted.append({(mover["party"], mover["name"]) for mover in row["movers"]})
    assert len(rows) > 1000
    assert f1(list(map(parties_of, found)), list(map(parties_of, wanted))) >= PARTY_F1
    assert f1(found, wanted) >= PERSON_F1
