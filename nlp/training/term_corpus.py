"""All training texts as terms: each title, summary and window of a body is one unit, a run of term numbers.

Reading and analysing 79,000 texts is the slow part of training; ``kept_corpus`` keeps the result beside the weights.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from nlp.lexical import terms_in
from nlp.training.texts import Text, is_asked_about, training_texts
from nlp.windows import windows_of
from nlp.words import TOKEN

BODY_KEPT = 40_000  # characters
SUMMARY_KEPT = 2_000
SHORTEST_WINDOW = 40
HEADS = 2  # units before the windows: the title, then the summary


class TermNumbers:
    """Numbers of terms, given out as they are met; every spelling of a word is analysed once."""

    def __init__(self, terms: Iterable[str] = ()) -> None:
        self._numbers = {term: number for number, term in enumerate(terms)}
        self._known: dict[str, list[int]] = {}

    def of(self, text: str) -> np.ndarray:
        """The terms of a text in order. "missbruks-" before "och beroendevård" is read by itself, which the search
        does better and which is too rare to matter here."""
        found: list[int] = []
        for match in TOKEN.finditer(text):
            word = match.group()
            numbers = self._known.get(word)
            if numbers is None:
                numbers = [self._numbers.setdefault(term.term, len(self._numbers)) for term in terms_in(word)]
                self._known[word] = numbers
            found += numbers
        return np.array(found, np.int32)

    def terms(self) -> list[str]:
        """The terms by number."""
        return list(self._numbers)


class TermCorpus:
    """Texts as units of term numbers: unit ``first[i]`` is the title of text i, then its summary, then its windows."""

    def __init__(self, ids: list[str], sources: list[str], units: list[np.ndarray], sizes: list[int]) -> None:
        self.ids, self.sources = ids, sources
        self.lengths = np.array([len(unit) for unit in units], np.int32)
        self.numbers = np.concatenate(units) if units else np.zeros(0, np.int32)
        self.first = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)

    @property
    def windows(self) -> np.ndarray:
        """Windows of each text."""
        return np.diff(self.first) - HEADS


def corpus_of(texts: Iterable[Text], numbers: TermNumbers) -> TermCorpus:
    """The texts as terms."""
    ids, sources, sizes = [], [], []
    units: list[np.ndarray] = []
    for text in texts:
        body = text.body[:BODY_KEPT]
        windows = [body[start:end] for start, end in windows_of(body) if end - start > SHORTEST_WINDOW] or [body]
        ids.append(text.id)
        sources.append(text.source)
        sizes.append(HEADS + len(windows))
        units += [numbers.of(part) for part in (text.title, text.summary[:SUMMARY_KEPT], *windows)]
    return TermCorpus(ids, sources, units, sizes)


def kept_corpus(pairs: Path, folder: Path | None) -> tuple[TermCorpus, TermNumbers]:
    """The corpus of the file, from ``folder`` when an earlier run kept it there."""
    if folder and (folder / "units.npz").is_file():
        return _loaded(folder)
    numbers = TermNumbers()
    corpus = corpus_of((text for text in training_texts(pairs) if not is_asked_about(text)), numbers)
    if folder:
        _keep(folder, corpus, numbers)
    return corpus, numbers


def _keep(folder: Path, corpus: TermCorpus, numbers: TermNumbers) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    np.savez(folder / "units.npz", numbers=corpus.numbers, lengths=corpus.lengths, first=corpus.first)
    named = {"ids": corpus.ids, "sources": corpus.sources, "terms": numbers.terms()}
    (folder / "names.json").write_text(json.dumps(named, ensure_ascii=False), encoding="utf-8")


def _loaded(folder: Path) -> tuple[TermCorpus, TermNumbers]:
    named = json.loads((folder / "names.json").read_text(encoding="utf-8"))
    corpus = TermCorpus(named["ids"], named["sources"], [], [])
    with np.load(folder / "units.npz") as units:
        corpus.numbers, corpus.lengths, corpus.first = units["numbers"], units["lengths"], units["first"]
    return corpus, TermNumbers(named["terms"])
