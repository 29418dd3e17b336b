"""Place names and sentences of a Swedish text, by spaCy's Swedish tokenizer and phrase matchers.

``load_swedish()`` builds the pipeline once (about a second); it is passed in to whatever needs it.
``spacy.blank("sv")`` knows Swedish words, abbreviations and punctuation, the vocabulary knows the names of places and
boards. Trained weights serve only ``entities_in``, for the sentences that rules leave open, and are loaded when the
first of those comes.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from corpus.vocabulary import districts, municipalities
from nlp.word_places import first_word, places_of

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.matcher import PhraseMatcher
    from spacy.tokens import Doc

    from nlp.names import FoundName, NameModel

# a longer text is taken in pieces of this size, cut between paragraphs
PIECE_LENGTH = 50_000

# dashes and blanks of any kind, one character for one, so that offsets stay
DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"), "-")
BLANKS = dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u202f\t"), " ")

# a line break inside a paragraph: "Maria-Gamla\nstan"
SOFT_BREAK = re.compile(r"(?<!\n)\n(?!\n)")

# a hyphenated name of two or three parts: "Häselsby-Vällingby", "Enskede-Årsta-Vantör"
HYPHENATED_NAME = re.compile(r"\b[A-ZÅÄÖ][a-zåäö]{3,}(?:-[A-ZÅÄÖ][a-zåäö]{2,}){1,2}\b")

# what makes a name a board's, behind it ("Farsta stadsdelsförvaltning", "Bromma sd") or before it ("SDN Centrum")
BOARD_WORD = (
    r"stadsdels(?:nämnd|förvaltning|fullmäktige|område|direktör)\w*|stadsdel(?:en)?|sdn|sdf|sd"
    r"|stadsområde\w*|kommundels\w+|kdn|områdesnämnd\w*|sof|social(?:nämnd|förvaltning)\w*"
)
BOARD_WORD_BEHIND = re.compile(rf"\s+(?P<word>{BOARD_WORD})\b", re.IGNORECASE)
BOARD_WORD_BEFORE = re.compile(rf"\b(?P<word>{BOARD_WORD})\s+(?:(?:i|för)\s+)?$", re.IGNORECASE)

# what parts the names of an enumeration
BETWEEN_LISTED = re.compile(r"\s*(?:,|;|\boch\b|\bsamt\b)\s*")

# letters that stand for a name only beside a board word: "HV", "SKA", "EÅV"
LONGEST_ABBREVIATION = 3

SENTENCE_ENDS = frozenset({".", "!", "?", "…"})


@dataclass(frozen=True, slots=True)
class NameSpan:
    """A name where it stands in the text, with the ids (or plain names) of all entries that bear it.

    ``board_word`` is what stands beside a district's name: "stadsdelsförvaltning", "sdn".
    """

    start: int
    end: int
    text: str
    ids: tuple[str, ...]
    board_word: str | None = None


@dataclass(frozen=True, slots=True)
class Names:
    """Names of a text, in order, none overlapping another of its kind."""

    districts: tuple[NameSpan, ...]
    municipalities: tuple[NameSpan, ...]


class SwedishPipeline:
    """Tokenizer and matchers, built once; ``names_in`` and ``sentences_in`` hold no state but a small cache."""

    def __init__(
        self,
        language: Language,
        matcher: PhraseMatcher,
        ids: dict[str, dict[str, set[str]]],
        load_names: Callable[[], NameModel],
    ) -> None:
        self._language = language
        self._matcher = matcher
        self._ids = ids
        names = [name for known in ids.values() for name in known]
        self._openings = frozenset(map(first_word, names))
        longest = max(name.count(" ") for name in names)  # blanks in a name
        self._from_opening = re.compile(rf"\S+(?:\s+\S+){{0,{longest}}}")
        self._name_model = cache(load_names)
        self._names = lru_cache(maxsize=4)(self._find_names)

    def names_in(self, text: str) -> Names:
        """Districts and municipalities named in the text, in any of their written forms."""
        return self._names(text)

    def entities_in(self, sentences: Sequence[str]) -> list[tuple[FoundName, ...]]:
        """Persons, organisations and places of each sentence, by the trained model, which the first call loads."""
        return self._name_model().names_in(sentences)

    def sentences_in(self, text: str) -> tuple[tuple[int, int], ...]:
        """Spans of the sentences; a blank line ends one too. Abbreviations ("bl.a.", "kl.") do not."""
        return tuple((start, end) for offset, doc in self._pieces(text) for start, end in _sentence_spans(doc, offset))

    def _pieces(self, text: str) -> Iterator[tuple[int, Doc]]:
        for start, end in _piece_spans(text):
            yield start, self._language.make_doc(text[start:end])

    def _find_names(self, text: str) -> Names:
        folded = SOFT_BREAK.sub(" ", text.translate(DASHES | BLANKS))
        found: dict[str, list[NameSpan]] = {"district": [], "municipality": []}
        for start, end in self._stretches_with_names(text, folded):
            for offset, doc in self._pieces(folded[start:end]):
                for kind, name in self._matches(doc, start + offset, text):
                    found[kind].append(name)
        raw = found["district"]
        named = [
            span for name in raw if (span := _beside_board_word(name, folded, listed=_is_listed(name, raw, folded)))
        ]
        named = sorted([*named, *_misspelt(folded, named)], key=lambda span: span.start)
        return Names(tuple(named), tuple(found["municipality"]))

    def _stretches_with_names(self, text: str, folded: str) -> list[tuple[int, int]]:
        """Where names may stand: from each word that one opens with, as many words on as the longest has.

        The tokenizer reads what stands between two blanks by itself, so these stretches have the tokens that the whole
        text would have; most of the text is in none of them.
        """
        stretches: list[tuple[int, int]] = []
        for place in places_of(text, self._openings):
            if match := self._from_opening.match(folded, place):
                start = max(folded.rfind(" ", 0, place), folded.rfind("\n", 0, place)) + 1
                if stretches and start < stretches[-1][1]:
                    start = stretches.pop()[0]
                stretches.append((start, match.end()))
        return stretches

    def _matches(self, doc: Doc, offset: int, text: str) -> Iterator[tuple[str, NameSpan]]:
        """Kind and name of all that no longer name of its kind covers, in order."""
        from spacy.util import filter_spans

        found = self._matcher(doc, as_spans=True)
        for kind, known in self._ids.items():
            for span in filter_spans([span for span in found if span.label_ == kind]):
                start, end = offset + span.start_char, offset + span.end_char
                # LOWER also matches the plain words "mark" and "vara"; a name has its capital
                if text[start].isupper():
                    ids = known.get(_key(span), set())
                    yield kind, NameSpan(start, end, text[start:end], tuple(sorted(ids)))


@contextmanager
def _without_torch() -> Iterator[None]:
    """While this lasts, torch counts as not installed, unless it is loaded already.

    spaCy's machine learning layer imports torch wherever it is installed, though nothing here uses it: measured,
    2.4 s and 286 MB for the import with torch, 0.8 s and 96 MB without.
    """
    if "torch" in sys.modules:
        yield
        return
    sys.modules["torch"] = None  # type: ignore[assignment]  # the import system reads None as "not there"
    try:
        yield
    finally:
        del sys.modules["torch"]


def load_swedish(names_model: str | None = None) -> SwedishPipeline:
    """The pipeline with all names of the vocabulary. Imports spaCy (seconds): call once per process.

    ``names_model`` is an installed spaCy pipeline that reads names in place of the shipped one; it, or the shipped
    one, is loaded when a text first needs it.
    """
    with _without_torch():
        import spacy
        from spacy.matcher import PhraseMatcher

    language = spacy.blank("sv")
    matcher = PhraseMatcher(language.vocab, attr="LOWER")
    ids: dict[str, dict[str, set[str]]] = {}
    for kind, entries in (("district", _district_names()), ("municipality", _municipality_names())):
        patterns = ids.setdefault(kind, {})
        for name, identity in entries:
            doc = language.make_doc(name)
            if key := _key(doc):
                patterns.setdefault(key, set()).add(identity)
                matcher.add(kind, [doc])
    return SwedishPipeline(language, matcher, ids, partial(_load_names, names_model))


def _load_names(model: str | None) -> NameModel:
    with _without_torch():
        from nlp.names import load_names

        return load_names(model)


def _district_names() -> Iterator[tuple[str, str]]:
    """Every way to write each district: ("rinkeby - kistas", "sthlm-sdn-rinkeby-kista")."""
    for district in districts().all:
        for alias in district.aliases:
            yield from ((form, district.id) for form in _spaced_forms(alias))


def _municipality_names() -> Iterator[tuple[str, str]]:
    """Every way to write each municipality: ("Tyresös", "Tyresö"), ("Salems kommun", "Salem")."""
    for municipality in municipalities().all:
        names = (municipality.name, municipality.official_name, *municipality.short_forms)
        for name in (*names, f"{municipality.name} stad", f"{_genitive(municipality.name)} stad"):
            yield from ((form, municipality.name) for form in _written_forms(name))


def _written_forms(name: str) -> Iterator[str]:
    """The name and its genitive, with the hyphen spaced or lost: "Upplands-Bro", "Upplands Bros"."""
    for form in (name, _genitive(name)):
        yield from _spaced_forms(form)
        yield form.replace("-", " ")


def _spaced_forms(name: str) -> Iterator[str]:
    """The name with blanks around its hyphens and strokes as printers leave them: "A-B", "A - B", "A- B", "A / B"."""
    yield name
    if "-" in name:
        yield from (name.replace("-", glue) for glue in (" - ", "- ", " -"))
    if "/" in name:
        yield name.replace("/", " / ")


def _genitive(name: str) -> str:
    return name if name.endswith(("s", "x", "z")) else f"{name}s"


def _key(tokens: Iterable[Any]) -> str:
    return " ".join(token.lower_ for token in tokens)


def _is_listed(name: NameSpan, all_names: list[NameSpan], text: str) -> bool:
    """Whether the name stands between two others in an enumeration: "Härlanda, Centrum, Majorna"."""
    index = all_names.index(name)
    pair = all_names[max(0, index - 1) : index + 2]
    gaps = pairwise(pair)
    return len(pair) == 3 and all(BETWEEN_LISTED.fullmatch(text, a.end, b.start) for a, b in gaps)


def _beside_board_word(name: NameSpan, text: str, *, listed: bool) -> NameSpan | None:
    """The name with the board word beside it; ``None`` where the bare name is too common to count."""
    behind = BOARD_WORD_BEHIND.match(text, name.end)
    before = BOARD_WORD_BEFORE.search(text, max(0, name.start - 40), name.start)
    word = (behind or before or {"word": None})["word"]
    if word is None and len(name.text) <= LONGEST_ABBREVIATION and name.text.isupper():
        return None
    known = (district for key in name.ids if (district := districts().by_id(key)))
    ids = tuple(district.id for district in known if word or listed or not district.needs_board_word)
    return NameSpan(name.start, name.end, name.text, ids, word) if ids else None


def _misspelt(text: str, known: list[NameSpan]) -> Iterator[NameSpan]:
    """Hyphenated names one or two letters away from a district: "Häselsby-Vällingby"."""
    taken = {offset for span in known for offset in range(span.start, span.end)}
    nearest = cache(districts().close_to)
    for match in HYPHENATED_NAME.finditer(text):
        if match.start() not in taken and (district := nearest(match.group())):
            yield NameSpan(match.start(), match.end(), match.group(), (district.id,))


def _piece_spans(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while len(text) - start > PIECE_LENGTH:
        cut = text.rfind("\n\n", start + 1, start + PIECE_LENGTH)
        end = cut if cut > start else start + PIECE_LENGTH
        yield start, end
        start = end
    yield start, len(text)


def _sentence_spans(doc: Doc, offset: int) -> Iterator[tuple[int, int]]:
    start: int | None = None
    end = 0
    words = list(doc)
    for index, token in enumerate(words):
        if token.is_space:
            if "\n\n" in token.text and start is not None:
                yield offset + start, offset + end
                start = None
            continue
        start = token.idx if start is None else start
        end = token.idx + len(token)
        if token.text in SENTENCE_ENDS and _begins_sentence(words, index + 1):
            yield offset + start, offset + end
            start = None
    if start is not None:
        yield offset + start, offset + end


def _begins_sentence(words: list[Any], index: int) -> bool:
    """Whether the next word may open a sentence: none left, or not in lower case."""
    while index < len(words) and words[index].is_space:
        index += 1
    return index == len(words) or not words[index].text[0].islower()
