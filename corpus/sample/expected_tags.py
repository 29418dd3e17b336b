"""The tag record a perfect tagger would give for a source: the front matter, in the contract's words.

Nothing here reads the printed document. Source, pages and offsets are left out; ``districts_mentioned`` is given
only where the front matter says it, and a key that is absent asserts nothing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from corpus.sample.sources import SampleSource, point_groups


def expected_tags(source: SampleSource) -> dict[str, Any]:
    """Contract tag record of one source."""
    head = source.head
    record: dict[str, Any] = {
        "type": head["type"],
        "title": head["title"],
        "date": head.get("date"),
        "date_kind": head.get("date_kind", "none"),
        "municipality": head.get("municipality"),
        "body": head.get("body"),
        "addressee": head.get("addressee"),
        "district": head.get("district"),
    }
    if "parts" not in head:  # of a whole meeting only the parts assert anything
        record |= _matter(head)
    record["people"] = _people(head)
    record["references"] = [{"kind": kind, "raw": raw} for kind, raw in head.get("references", ())]
    record["issue"] = head.get("issue")
    if "districts_mentioned" in head:
        record["districts_mentioned"] = list(head["districts_mentioned"])
    if "parts" in head:
        record["parts"] = [{"title": part["title"], **_matter(part)} for part in head["parts"]]
    return record


def tags_text(source: SampleSource) -> str:
    """The record as it is kept beside the source: indented JSON with a final newline."""
    return json.dumps(expected_tags(source), ensure_ascii=False, indent=1) + "\n"


def _matter(head: Mapping[str, Any]) -> dict[str, Any]:
    """What belongs to one matter: its numbers, points, dissents and parties.

    A paper that answers a demand may retell it; whether that is tagged as a demand is left open.
    """
    matter: dict[str, Any] = {
        "diarienummer": [_number(number) for number in head.get("numbers", ())],
        "proposals": [
            {"number": number, "lead": group.lead, "text": point.text, "class": point.point_class}
            for number, group, point in _numbered(head, "proposals")
        ],
        "demands": [
            {"number": number, "text": point.text, "request": point.point_class, "by": list(group.by)}
            for number, group, point in _numbered(head, "demands")
        ],
        "decisions": [
            {"number": number, "text": point.text, "class": point.point_class, "votes": group.votes}
            for number, group, point in _numbered(head, "decisions")
        ],
        "dissents": [{"kind": kind, "parties": parties} for kind, parties in head.get("dissents", ())],
        "parties": [
            {"party": party, "role": role, "persons": persons} for party, role, persons in head.get("parties", ())
        ],
    }
    if not matter["demands"]:
        del matter["demands"]
    return matter


def _numbered(head: Mapping[str, Any], key: str) -> list[tuple[int, Any, Any]]:
    pairs = [(group, point) for group in point_groups(head, key) for point in group.points]
    return [(number, group, point) for number, (group, point) in enumerate(pairs, start=1)]


def _number(number: Mapping[str, Any]) -> dict[str, Any]:
    _, year, running = number["canonical"].split("|")[:3]
    return {
        "raw": number["raw"],
        "canonical": number["canonical"],
        "year": int(year),
        "number": int(running),
        "code": number.get("code"),
        "role": number.get("role", "own"),
    }


def _people(head: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Officials, signatories, movers (of the parties and private ones) and others the front matter lists."""
    rows = [(name, "handläggare", None) for name in head.get("handläggare", ())]
    rows += [(name, "signatory", title) for name, title in head.get("signatories", ())]
    rows += [
        (name, "mover", None) for _, role, persons in head.get("parties", ()) if role == "mover" for name in persons
    ]
    rows += [(name, "mover", None) for name in head.get("movers", ())]
    rows += [tuple(row) for row in head.get("people", ())]
    return [{"name": name, "role": role, "title": title} for name, role, title in rows]
