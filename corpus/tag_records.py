"""What is known about a document: the tag record of the contract. Part of ``corpus.records``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from corpus.reading_records import Source


@dataclass(frozen=True, slots=True)
class Period:
    """Years a document speaks of: from its date, or from evidence in the text."""

    first: str | None
    last: str | None
    basis: Literal["date", "evidence"]


@dataclass(frozen=True, slots=True)
class Diarienummer:
    """One case number. ``canonical`` is owner|year|number; offsets are null for header evidence."""

    raw: str
    canonical: str
    year: int | None
    number: int | None
    code: str | None
    role: Literal["own", "foreign"]
    page: int
    start: int | None
    end: int | None
    where: Literal["body", "header"]


@dataclass(frozen=True, slots=True)
class Proposal:
    """One point of a proposed decision: exact text, class of ``corpus/vocabulary/decisions.yaml``."""

    number: int
    lead: str | None
    text: str
    decision_class: str | None
    addressee: str | None
    page: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Demand:
    """What a motion, skrivelse or medborgarförslag asks for."""

    number: int
    text: str
    request: str | None
    by: tuple[str, ...]
    page: int


@dataclass(frozen=True, slots=True)
class Decision:
    """What a body decided, as its minutes say; ``votes`` are "yes-no" ("31-24"), ``abstained`` the rest."""

    number: int
    text: str
    decision_class: str | None
    body: str | None
    date: str | None
    votes: str | None
    page: int
    abstained: int | None = None


@dataclass(frozen=True, slots=True)
class Dissent:
    """A yrkande, a reservation or a special statement, with the parties behind it and the persons named for it."""

    kind: Literal["yrkande", "reservation", "special_statement"]
    parties: tuple[str, ...]
    text: str
    page: int
    persons: tuple[str, ...] = ()


PartyRole: TypeAlias = Literal["mover", "proposal", "reservation", "statement", "mentioned"]


@dataclass(frozen=True, slots=True)
class PartyMention:
    """A political party (id of ``parties.yaml``) in a role, with the persons named for it."""

    party: str
    role: PartyRole
    persons: tuple[str, ...]
    raw: str
    page: int


PersonRole: TypeAlias = Literal["handläggare", "signatory", "mover", "contact", "mentioned"]


@dataclass(frozen=True, slots=True)
class Person:
    """A named person in a role; ``title`` as written."""

    name: str
    role: PersonRole
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Organisation:
    """An authority, company or association and its part in the matter."""

    name: str
    role: Literal["party", "sender", "addressee", "mentioned"]


@dataclass(frozen=True, slots=True)
class Reference:
    """Something outside the document that it points to."""

    kind: Literal["dnr", "motion", "sfs", "prop", "sou", "document"]
    raw: str
    canonical: str | None


ConfidentialityKind: TypeAlias = Literal["secrecy", "protected_identity"]


@dataclass(frozen=True, slots=True)
class Confidentiality:
    """A mark that something in the document is secret, or that a person's whereabouts are protected; offsets are null
    for a stamp in a running header."""

    kind: ConfidentialityKind
    raw: str
    page: int
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """What the register of the file's owner says of it, in the register's words: it outranks what was read."""

    source_url: str | None = None
    date: str | None = None
    diarienummer: str | None = None
    board: str | None = None
    district: str | None = None
    municipality: str | None = None
    type: str | None = None
    title: str | None = None
    confidential: bool = False


@dataclass(frozen=True, slots=True)
class TagRecord:
    """All that is known about one document (or one matter of a bundle). JSON form: ``corpus.tag_json``.

    Only records among ``parts`` have ``pages`` (the pages of the file that they cover) and, in minutes, the
    ``paragraph`` ("§ 74"). Their spans count in the text of the whole file; those of a part that is stored as a
    document of its own count in its own text. ``masked_names`` counts the private persons whose names were hidden.
    """

    source: Source
    type: str
    title: str | None = None
    date: str | None = None
    date_kind: Literal["meeting", "issued", "month", "none"] = "none"
    period: Period | None = None
    municipality: str | None = None
    body: str | None = None
    addressee: str | None = None
    district: str | None = None
    districts_mentioned: tuple[str, ...] = ()
    municipalities_mentioned: tuple[str, ...] = ()
    diarienummer: tuple[Diarienummer, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    demands: tuple[Demand, ...] = ()
    decisions: tuple[Decision, ...] = ()
    dissents: tuple[Dissent, ...] = ()
    parties: tuple[PartyMention, ...] = ()
    people: tuple[Person, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    references: tuple[Reference, ...] = ()
    issue: str | None = None
    parts: tuple[TagRecord, ...] = ()
    warnings: tuple[str, ...] = ()
    register: RegisterEntry | None = None
    paragraph: str | None = None
    pages: tuple[int, ...] = ()
    confidentiality: tuple[Confidentiality, ...] = ()
    masked_names: int = 0
