"""Points, decisions, dissents and demands in the forms of many municipalities: the written-out papers of snippets/."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from nlp.tags.context import TagContext
from nlp.tags.decision import decisions_in
from nlp.tags.demand import demands_in
from nlp.tags.dissent import dissents_in
from nlp.tags.proposal import proposals_in

PAPERS: list[dict[str, Any]] = [
    paper
    for path in sorted((Path(__file__).parent / "snippets").glob("*.yaml"))
    for paper in yaml.safe_load(path.read_text(encoding="utf-8"))
]
FIELDS: dict[str, Callable[[TagContext], list[list[Any]]]] = {
    "proposals": lambda context: [[p.lead, p.text, p.decision_class, p.addressee] for p in proposals_in(context)],
    "decisions": lambda context: [[d.text, d.decision_class, d.body, d.votes] for d in decisions_in(context)],
    "dissents": lambda context: [[d.kind, list(d.parties), list(d.persons)] for d in dissents_in(context)],
    "demands": lambda context: [[d.text, d.request] for d in demands_in(context)],
}


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper["id"])
def test_paper(context_of: Callable[..., TagContext], paper: dict[str, Any]) -> None:
    context = context_of(paper["text"], type=paper["type"], body=paper.get("body"), date="2020-05-05")
    labelled = [field for field in FIELDS if field in paper]
    assert {field: FIELDS[field](context) for field in labelled} == {field: paper[field] for field in labelled}, paper[
        "why"
    ]


def test_there_are_papers_of_every_kind() -> None:
    assert len(PAPERS) >= 64
    assert len({paper["id"] for paper in PAPERS}) == len(PAPERS)
