"""Types of documents: what they call themselves, how their titles begin, what people type for them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from corpus.vocabulary.entries import entries_in, texts
from corpus.vocabulary.folding import fold

# "TJÄNSTESKRIVELSE 1 (2)": the page count beside the name
_PAGE_COUNT = re.compile(r"\s*(?:sida |sid )?\d{1,3} ?\(\d{1,3}\)$")


@dataclass(frozen=True, slots=True)
class DocumentType:
    """A type of document; all words folded. ``titles`` matches the beginning of a folded title."""

    id: str
    names: tuple[str, ...]
    titles: re.Pattern[str] | None
    query_words: tuple[str, ...]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnswerTitle:
    """Titles of documents that answer something else: ``answered`` is the type of what they answer, or ``remiss``."""

    answered: str
    regex: re.Pattern[str]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


class DocumentTypes:
    """All types, found by letterhead line, title or query word."""

    def __init__(self, types: Iterable[DocumentType], answers: Iterable[AnswerTitle]) -> None:
        self.all = tuple(types)
        self.answer_titles = tuple(answers)
        self.names = tuple(document_type.id for document_type in self.all)
        self._by_name = {name: document_type.id for document_type in self.all for name in document_type.names}
        self._by_query_word = {word: t.id for t in self.all for word in t.query_words}

    def named(self, line: str) -> str | None:
        """The type whose name the whole letterhead line is: "TJÄNSTESKRIVELSE 1 (2)" -> tjänsteskrivelse."""
        return self._by_name.get(_PAGE_COUNT.sub("", fold(line)).strip(" :"))

    def of_title(self, title: str) -> str | None:
        """The type a title begins with: "Motion om belysning" -> motion; None for titles of answers."""
        if self.answered_by(title) is not None:
            return None
        folded = fold(title)
        return next((t.id for t in self.all if t.titles and t.titles.match(folded)), None)

    def answered_by(self, title: str) -> str | None:
        """What a document with this title answers: "Svar på skrivelse från ..." -> skrivelse."""
        folded = fold(title)
        return next((answer.answered for answer in self.answer_titles if answer.regex.match(folded)), None)

    def by_query_word(self, word: str) -> str | None:
        """The type people mean by a word of their query: "motioner" -> motion."""
        return self._by_query_word.get(fold(word))


def _either(patterns: tuple[str, ...]) -> re.Pattern[str] | None:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns)) if patterns else None


@cache
def document_types() -> DocumentTypes:
    """All types of ``types.yaml``."""
    content = entries_in("types")
    return DocumentTypes(
        (
            DocumentType(
                id=entry["id"],
                names=tuple(map(fold, texts(entry, "names"))),
                titles=_either(texts(entry, "titles")),
                query_words=tuple(map(fold, texts(entry, "query_words"))),
                examples=texts(entry, "examples"),
                counter_examples=texts(entry, "counter_examples"),
            )
            for entry in content["types"]
        ),
        (
            AnswerTitle(
                answered=entry["answered"],
                regex=re.compile("|".join(f"(?:{pattern})" for pattern in texts(entry, "patterns"))),
                examples=texts(entry, "examples"),
                counter_examples=texts(entry, "counter_examples"),
            )
            for entry in content["answers"]
        ),
    )
