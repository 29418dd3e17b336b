"""Dissents: motions at the meeting (yrkanden), reservations and special statements, with the parties behind them.

Minutes give each its own paragraph or section; elsewhere a sentence may tell of one
("I yrkande till kommunstyrelsen från S, MP och V har ...").
"""

from __future__ import annotations

from typing import Literal

from corpus.records import Dissent, PartyRole
from nlp.tags.context import TagContext
from nlp.tags.party import Passage, party_passages_in

LOGIC_VERSION = 1

KINDS: dict[PartyRole, Literal["yrkande", "reservation", "special_statement"]] = {
    "proposal": "yrkande",
    "reservation": "reservation",
    "statement": "special_statement",
}


def dissents_in(context: TagContext) -> tuple[Dissent, ...]:
    """Each yrkande, reservation or special statement once, with its parties in the order they are named."""
    gathered: dict[tuple[str, Passage], list[str]] = {}
    for found, role, passage in party_passages_in(context):
        if role in KINDS:
            gathered.setdefault((KINDS[role], passage), []).append(found.party)
    text = context.document.text
    return tuple(
        Dissent(
            kind=_kind(kind),
            parties=tuple(dict.fromkeys(parties)),
            text=text[passage.start : passage.end],
            page=context.document.page_at(passage.start),
        )
        for (kind, passage), parties in gathered.items()
    )


def _kind(name: str) -> Literal["yrkande", "reservation", "special_statement"]:
    return next(kind for kind in KINDS.values() if kind == name)
