"""Sentences sorted into classes by what they say: one small pattern language for decisions, requests and stances.

A pattern is a regular expression on folded text that matches whole words; " ... " in it stands for up to eight words,
for verbs that split ("lägger anmälan till handlingarna").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from corpus.vocabulary.entries import texts
from corpus.vocabulary.folding import fold

# Up to eight words, none of which ends the sentence
_GAP = r"(?: (?:[^\s.]|\.(?!\s|$))+){0,8}? "
# "avslår inte", "bifalls dock ej"
_NEGATED_AFTER = re.compile(r"^\W*(?:dock |därför |alltså )?(?:inte|ej|icke)\b")
# "inte avslå", "ej bifalla"
_NEGATED_BEFORE = re.compile(r"\b(?:inte|ej|icke)\s+$")
# "yrkar bifall till motionen och", "yrkade att nämnden skulle avslå": moved, not decided
_MOVED_BEFORE = re.compile(r"\b\w*yrka(?:r|de|t|nden?(?: om|:))(?: \S+){0,4} $")
# A pattern that says no itself: "kan inte tillstyrka", "har inget att erinra", "utan åtgärd"
_NEGATION = re.compile(r"\b(?:inte|ej|icke|utan|ingen|inget|inga|ingenting)\b")

_OUTCOMES = frozenset({"decision", "procedural"})


@dataclass(frozen=True, slots=True)
class PhraseClass:
    """A class of sentences. ``order``: lower is tried first; ``patterns`` as in the YAML file, ``first`` before all.

    ``kind`` and ``effect`` are set for decisions: what sort of act it is and what it means for whoever asked.
    """

    id: str
    label_sv: str
    kind: str
    effect: str | None
    order: int
    patterns: tuple[str, ...]
    first: tuple[str, ...]
    query_words: tuple[str, ...]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Pattern:
    phrase_class: PhraseClass
    regex: re.Pattern[str]
    holds_negation: bool


def phrase_class(entry: dict[str, Any], kind: str) -> PhraseClass:
    """The class an entry of ``decisions.yaml`` describes."""
    return PhraseClass(
        id=entry["id"],
        label_sv=entry["label_sv"],
        kind=entry.get("kind", kind),
        effect=entry.get("effect"),
        order=entry["order"],
        patterns=texts(entry, "patterns"),
        first=texts(entry, "first"),
        query_words=tuple(map(fold, texts(entry, "query_words"))),
        examples=texts(entry, "examples"),
        counter_examples=texts(entry, "counter_examples"),
    )


def _compiled(phrase: PhraseClass, patterns: Iterable[str]) -> Iterator[_Pattern]:
    for pattern in patterns:
        regex = re.compile(rf"(?<!\w)(?:{pattern.replace(' ... ', _GAP)})(?!\w)")
        yield _Pattern(phrase, regex, bool(_NEGATION.search(pattern)))


class PhraseClasses:
    """Classes of sentences, tried in their order."""

    def __init__(self, classes: Iterable[PhraseClass]) -> None:
        self.all = tuple(classes)
        self._by_id = {phrase.id: phrase for phrase in self.all}
        self._by_query_word = {word: phrase for phrase in self.all for word in phrase.query_words}

    @cached_property
    def _tiers(self) -> tuple[tuple[_Pattern, ...], ...]:
        orders = sorted({phrase.order for phrase in self.all})
        first = tuple(pattern for phrase in self.all for pattern in _compiled(phrase, phrase.first))
        return (
            first,
            *(
                tuple(
                    pattern
                    for phrase in self.all
                    if phrase.order == order
                    for pattern in _compiled(phrase, phrase.patterns)
                )
                for order in orders
            ),
        )

    def by_id(self, class_id: str) -> PhraseClass | None:
        """The class with this id."""
        return self._by_id.get(class_id)

    def label(self, class_id: str) -> str:
        """The Swedish label of a class; the id itself for an unknown one."""
        phrase = self._by_id.get(class_id)
        return phrase.label_sv if phrase else class_id

    def for_query_word(self, word: str) -> PhraseClass | None:
        """The class people mean by a word of their query ("avslagna" -> reject)."""
        return self._by_query_word.get(fold(word))

    def classify(self, text: str) -> str | None:
        """The id of the class of ``text``, one point of a decision or demand; None when no pattern fits."""
        folded = fold(text)
        for tier in self._tiers:
            found = [(span, pattern) for pattern in tier if (span := _span(pattern, folded)) is not None]
            if found:
                return min(found, key=lambda match: (match[0][0], -match[0][1]))[1].phrase_class.id
        return None


def _span(pattern: _Pattern, folded: str) -> tuple[int, int] | None:
    """Where the pattern first holds in ``folded``, denied and moved places passed over."""
    for match in pattern.regex.finditer(folded):
        before, after = folded[: match.start()], folded[match.end() :]
        if _MOVED_BEFORE.search(before) and pattern.phrase_class.kind in _OUTCOMES:
            continue
        if not pattern.holds_negation and (_NEGATED_AFTER.search(after) or _NEGATED_BEFORE.search(before)):
            continue
        return match.span()
    return None
