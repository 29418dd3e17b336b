"""A matter's course: what was asked, proposed and decided, in which documents, and how each is known to belong."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from corpus.archive import Archive, DocumentSummary
from corpus.bundles import frame_of
from corpus.case_keys import INITIATIVES, MINUTES
from corpus.case_links import CaseMember, Evidence, case_members, links_of
from corpus.records import JsonObject, TagRecord

Stage: TypeAlias = Literal["asked", "proposed", "decided", "other"]

PREPARING = frozenset({"tjänsteutlåtande", "tjänsteskrivelse", "remissvar"})
STAGES_SV: dict[Stage, str] = {"asked": "Väckt", "proposed": "Berett", "decided": "Beslutat", "other": "Övrigt"}
EVIDENCE_SV: dict[Evidence, str] = {
    "number": "samma diarienummer",
    "motion": "samma motionsnummer",
    "title": "samma ämne och förslagsställare",
}
KEY_KINDS = {"case": "dnr", "number": "dnr", "motion": "motion"}


@dataclass(frozen=True, slots=True)
class Point:
    """What is asked, proposed or decided, and its class."""

    text: str
    decision_class: str | None


@dataclass(frozen=True, slots=True)
class Step:
    """One document of the course. ``evidence`` tells how it is known to belong here, None for the one looked from;
    ``points`` are its decisions, else its proposals, else its demands."""

    id: str
    stage: Stage
    type: str
    title: str | None
    date: str | None
    body: str | None
    evidence: Evidence | None
    is_this: bool
    points: tuple[Point, ...]

    @property
    def stage_sv(self) -> str:
        """What happened, in Swedish."""
        return STAGES_SV[self.stage]

    @property
    def evidence_sv(self) -> str:
        """How the document is known to belong here, in Swedish; "" where nothing needs to be said."""
        return EVIDENCE_SV[self.evidence] if self.evidence else ""


@dataclass(frozen=True, slots=True)
class Course:
    """The steps of a matter, oldest first; of a single document also what it mentions and what mentions it.

    ``open`` are (kind, words) of cases and motions that it names and that the archive does not hold (yet)."""

    steps: tuple[Step, ...] = ()
    mentions: tuple[CaseMember, ...] = ()
    mentioned_by: tuple[CaseMember, ...] = ()
    open: tuple[tuple[str, str], ...] = ()

    @property
    def is_told(self) -> bool:
        """Whether there is more to show than the document itself."""
        return len(self.steps) > 1


def course_of(archive: Archive, document_id: str) -> Course:
    """The course of the matter that a document belongs to, as far as the archive holds it."""
    links = links_of(archive.catalogue, document_id)
    evidence: dict[str, Evidence | None] = {document_id: None, **{one.id: one.evidence for one in links.members}}
    steps = _steps(archive, evidence, document_id)
    return Course(steps, links.mentions, links.mentioned_by, tuple(map(_named, links.open)))


def course_of_case(archive: Archive, canonical: str) -> Course:
    """The course of the matter with this number; without steps when the archive holds nothing of it."""
    carrying = archive.documents_by_number(canonical)
    evidence: dict[str, Evidence | None] = dict.fromkeys(carrying, "number")
    own = [one for one in carrying if _is_own(archive, one, canonical)]
    for members in case_members(archive.catalogue, own).values():
        for one in members:
            evidence.setdefault(one.id, one.evidence)
    return Course(_steps(archive, evidence, None))


def course_to_json(course: Course) -> JsonObject:
    """``steps``, ``mentions``, ``mentioned_by`` and ``open`` for the API."""
    return {
        "steps": [_step_to_json(one) for one in course.steps],
        "mentions": [_member_to_json(one) for one in course.mentions],
        "mentioned_by": [_member_to_json(one) for one in course.mentioned_by],
        "open": [{"kind": kind, "key": key} for kind, key in course.open],
    }


def _steps(archive: Archive, evidence: dict[str, Evidence | None], this: str | None) -> tuple[Step, ...]:
    summaries = archive.documents_by_id(evidence).values()
    steps = [_step(one, evidence[one.id], one.id == this) for one in summaries]
    order = ("asked", "proposed", "decided", "other")
    return tuple(sorted(steps, key=lambda step: (step.date or "9999", order.index(step.stage), step.id)))


def _step(summary: DocumentSummary, evidence: Evidence | None, is_this: bool) -> Step:
    tags = frame_of(summary.tags)
    return Step(
        id=summary.id,
        stage=_stage(tags),
        type=tags.type,
        title=tags.title or summary.name,
        date=tags.date,
        body=tags.body,
        evidence=evidence,
        is_this=is_this,
        points=tuple(_points(tags)),
    )


def _stage(tags: TagRecord) -> Stage:
    if tags.type in INITIATIVES:
        return "asked"
    if tags.type in MINUTES:
        return "decided"
    return "proposed" if tags.type in PREPARING else "other"


def _points(tags: TagRecord) -> Iterable[Point]:
    if tags.decisions:
        return [Point(one.text, one.decision_class) for one in tags.decisions]
    if tags.proposals:
        return [Point(one.text, one.decision_class) for one in tags.proposals]
    return [Point(one.text, one.request) for one in tags.demands]


def _is_own(archive: Archive, document_id: str, canonical: str) -> bool:
    summary = archive.documents_by_id([document_id]).get(document_id)
    return summary is not None and any(
        number.role == "own" and number.canonical == canonical for number in summary.tags.diarienummer
    )


def _named(key: str) -> tuple[str, str]:
    """ "motion:Stockholm|2012:41" -> ("motion", "Stockholm|2012:41")."""
    kind, _, rest = key.partition(":")
    return KEY_KINDS.get(kind, kind), rest if kind != "number" else f"?|{rest.partition('|')[2]}"


def _step_to_json(step: Step) -> JsonObject:
    return {
        "document_id": step.id,
        "stage": step.stage,
        "type": step.type,
        "title": step.title,
        "date": step.date,
        "body": step.body,
        "evidence": step.evidence,
        "is_this": step.is_this,
        "points": [{"text": point.text, "class": point.decision_class} for point in step.points],
    }


def _member_to_json(member: CaseMember) -> JsonObject:
    return {
        "document_id": member.id,
        "type": member.type,
        "title": member.title,
        "date": member.date,
        "body": member.body,
    }
