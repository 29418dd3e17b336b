"""Decisions stand in minutes only."""

from __future__ import annotations

from collections.abc import Callable

from nlp.tags.context import TagContext
from nlp.tags.decision import decisions_in

MINUTES = """PROTOKOLLSUTDRAG

§ 7 Bänkar i parken

Beslut

Stadsdelsnämnden beslutade enligt förvaltningens förslag efter votering 7 - 6.

Bakgrund

Bänkarna är slitna.
"""


def test_minutes_decide(context_of: Callable[..., TagContext]) -> None:
    context = context_of(MINUTES, type="protokollsutdrag", body="Farsta stadsdelsnämnd", date="2012-05-03")
    (decision,) = decisions_in(context)
    assert (decision.decision_class, decision.body) == ("decide_per_proposal", "Farsta stadsdelsnämnd")
    assert (decision.date, decision.votes) == ("2012-05-03", "7-6")


def test_other_papers_only_propose(context_of: Callable[..., TagContext]) -> None:
    assert decisions_in(context_of(MINUTES, type="tjänsteutlåtande")) == ()


def test_votes_belong_to_their_own_matter(context_of: Callable[..., TagContext]) -> None:
    text = (
        "# § 1 Bänkar\n\n## Beslut\n\nNämnden avslår förslaget.\n\n"
        "# § 2 Gungor\n\n## Beslut\n\nNämnden bifaller den.\n\n## Beslutsgång\n\nMed 7 ja-röster mot 6 nej-röster.\n"
    )
    found = decisions_in(context_of(text, type="protokoll"))
    assert [(d.decision_class, d.votes) for d in found] == [("reject", None), ("grant_motion", "7-6")]
