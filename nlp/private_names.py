"""Documents in which private persons have no names: citizens who propose, complain or are written about.

Politicians and officials stay: who stands with a party, signs with a title, handles the matter, is its contact, or is
named with an office. All others whom the tags or the name model take for a person are hidden at equal length, in the
text and wherever the tags repeat it. A person so hidden is no longer among ``people``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any, Protocol, TypeVar

from corpus.records import Document, FurnitureLine, TagRecord
from nlp.tags.person_names import person_name

MASK = "X"
POLITICIANS_TEXTS = frozenset({"motion", "interpellation", "skrivelse"})  # those who raise these are elected
STAYING_ROLES = frozenset({"handläggare", "signatory", "contact"})
SHORTEST_ALONE = 3  # letters of a first name or surname that is hidden where it stands alone

# "Eva Ek (M)", "Eva Ek, stadsdelsdirektör", "Eva Ek (ordförande)"
STAYS_BEHIND = re.compile(
    r"\s*(?:\((?:[A-ZÅÄÖ]{1,4}|s|m|v|c|l|mp|kd|fp|sd|fi)\)|[,(]\s*(?:[\wåäö]+\s+){0,2}?[\wåäö]*"
    r"(?:direktör|chef|sekreterare|ordförande|handläggare|ledamot|ersättare|råd|rektor|strateg|samordnare|utredare|jurist|"
    r"ingenjör|arkitekt|controller|inspektör|planerare|konsulent|ledare)\b)"
)
# "ordförande Eva Ek", "stadsdelsdirektören Eva Ek", "Handläggare: Eva Ek"
STAYS_BEFORE = re.compile(
    r"(?:direktör|chef|sekreterare|ordförande|handläggare|ledamot|ersättare|råd|rektor|strateg|samordnare|utredare|jurist|"
    r"ingenjör|arkitekt|controller|inspektör|planerare|konsulent|minister|justerare|föredragande|borgmästare)"
    r"(?:en|n|et|t|na|s)?\s*:?\s*$",
    re.IGNORECASE,
)
WORD = re.compile(r"[^\W\d_]+")

T = TypeVar("T")


class FoundName(Protocol):
    """A name in a sentence."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends."""

    @property
    def label(self) -> str:
        """PER for a person."""


class Names(Protocol):
    """What finds names: ``nlp.names.NameModel``."""

    def names_in(self, sentences: Sequence[str]) -> Sequence[Sequence[FoundName]]:
        """The names of each sentence."""


def without_private_names(document: Document, tags: TagRecord, names: Names) -> tuple[Document, TagRecord]:
    """The document and its tags with the names of private persons hidden at equal length; ``masked_names`` of both
    says how many persons that were."""
    staying = _staying(tags)
    spans = list(_persons_in(document.text, names))
    hidden = _hidden_names(document.text, spans, tags, staying)
    if not hidden:
        return document, tags
    parts = {word for name in hidden for word in WORD.findall(name) if len(word) >= SHORTEST_ALONE}
    parts -= {word for name in staying for word in WORD.findall(name)}
    alone = {document.text[a:b] for a, b in spans if set(WORD.findall(document.text[a:b])) <= parts}
    pattern = _pattern(hidden | {word.removesuffix("s") for word in alone} | alone)
    count = len(hidden)
    return (
        replace(
            document,
            source=_masked(document.source, pattern),
            text=_mask(document.text, pattern),
            sections=tuple(_masked(section, pattern) for section in document.sections),
            furniture=tuple(FurnitureLine(_mask(line.text, pattern), line.page) for line in document.furniture),
            masked_names=count,
        ),
        _without(tags, pattern, count),
    )


def _without(tags: TagRecord, pattern: re.Pattern[str], count: int) -> TagRecord:
    people = tuple(person for person in tags.people if not pattern.search(person.name))
    parts = tuple(_without(part, pattern, count) for part in tags.parts)
    return replace(_masked(replace(tags, people=people, parts=()), pattern), parts=parts, masked_names=count)


def _staying(tags: TagRecord) -> frozenset[str]:
    """Names of politicians and officials."""
    named = [person for party in tags.parties for person in party.persons]
    named += [person.name for person in tags.people if person.role in STAYING_ROLES or person.title]
    if tags.type in POLITICIANS_TEXTS:
        named += [person.name for person in tags.people if person.role == "mover"]
    return frozenset(named).union(*(_staying(part) for part in tags.parts))


def _hidden_names(text: str, spans: Sequence[tuple[int, int]], tags: TagRecord, staying: frozenset[str]) -> set[str]:
    """Full names of the private persons, as the text and the tags write them."""
    candidates = {person.name for one in (tags, *tags.parts) for person in one.people}
    officials: set[str] = set()
    for start, end in spans:
        written = text[start:end]
        if STAYS_BEHIND.match(text, end) or STAYS_BEFORE.search(text[max(0, start - 40) : start]):
            officials.add(_plain(written))
        elif name := person_name(written):
            candidates.add(name)
    stays = {_plain(name) for name in staying} | officials
    return {name for name in candidates if _plain(name) not in stays}


def _plain(name: str) -> str:
    """The name as it is compared: single blanks, no genitive."""
    return " ".join((person_name(name) or name).split()).casefold().removesuffix("s")


def _persons_in(text: str, names: Names) -> Iterator[tuple[int, int]]:
    """Spans the model takes for persons."""
    lines = [(match.start(), match.group()) for match in re.finditer(r"[^\n]*[^\W\d_][^\n]*", text)]
    for (at, _), found in zip(lines, names.names_in([line for _, line in lines]), strict=True):
        for name in found:
            if name.label == "PER":
                yield at + name.start, at + name.end


def _pattern(names: Iterable[str]) -> re.Pattern[str]:
    """Any of the names, broken over lines or joined as in names of files, in any case where more than one word."""
    written = []
    for name in sorted(names, key=len, reverse=True):
        words = [re.escape(word) for word in name.split()]
        whole = r"[\s_.-]+".join(words)
        written.append(f"(?i:{whole})" if len(words) > 1 else whole)
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(written)})(?=s?(?![^\W_]))")


def _mask(text: str, pattern: re.Pattern[str]) -> str:
    return pattern.sub(lambda match: WORD.sub(lambda word: MASK * len(word.group()), match.group()), text)


def _masked(value: T, pattern: re.Pattern[str]) -> T:
    """The record with the names hidden in all its strings."""
    if isinstance(value, str):
        return _mask(value, pattern)  # type: ignore[return-value]
    if isinstance(value, tuple):
        return tuple(_masked(one, pattern) for one in value)  # type: ignore[return-value]
    if is_dataclass(value) and not isinstance(value, type):
        changed: dict[str, Any] = {
            field.name: _masked(getattr(value, field.name), pattern)
            for field in fields(value)
            if isinstance(getattr(value, field.name), str | tuple) or is_dataclass(getattr(value, field.name))
        }
        return replace(value, **changed)
    return value
