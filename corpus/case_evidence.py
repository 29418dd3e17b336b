"""Whether one paper answers another with the same subject: who, when, where and what kind must say so too."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.case_keys import subject_of
from corpus.records import TagRecord
from corpus.vocabulary import districts, fold

LONGEST_ANSWER_YEARS = 6  # from a motion to its answer


@dataclass(frozen=True, slots=True)
class Paper:
    """What of a record tells whether one paper answers another. ``identity`` is equal for two copies of one."""

    type: str
    date: str | None
    district: str | None
    answered: str | None
    movers: frozenset[str]
    parties: frozenset[str]
    identity: tuple[object, ...]

    @classmethod
    def of(cls, tags: TagRecord) -> Paper:
        """Worked out once for each paper."""
        moving = [mention for mention in tags.parties if mention.role == "mover"]
        named = [person for mention in moving for person in mention.persons]
        movers = frozenset(fold(name) for name in (*named, *(p.name for p in tags.people if p.role == "mover")))
        subject = subject_of(tags.title or "")
        return cls(
            type=tags.type,
            date=tags.date,
            district=tags.district,
            answered=subject.answered,
            movers=movers,
            parties=frozenset(mention.party for mention in moving),
            identity=(tags.type, subject.words, tags.date, movers),
        )


def answers(answer: Paper, initiative: Paper) -> bool:
    """Whether an answer with the same subject can be one to this initiative: not before it, not of another board, not
    about somebody else's; and there is more than the subject to say so: the movers, or the kind of paper answered."""
    if answer.date and initiative.date:
        years = int(answer.date[:4]) - int(initiative.date[:4])
        if answer.date < initiative.date or years > LONGEST_ANSWER_YEARS:
            return False
    kind = answer.answered
    if kind is not None and kind != initiative.type:
        return False
    if answer.district and initiative.district and answer.district not in lineage(initiative.district):
        return False
    if initiative.movers and answer.movers:
        return bool(initiative.movers & answer.movers)
    if initiative.parties and answer.parties:
        return bool(initiative.parties & answer.parties) and kind is not None
    # "Svar på medborgarförslag om …" names its kind; its mover is a private person, or not told
    return kind is not None and not (initiative.parties or answer.parties)


def lineage(district: str) -> set[str]:
    """The district, those it was made of, and those made of it."""
    return {*districts().with_predecessors(district), *districts().with_successors(district)}
