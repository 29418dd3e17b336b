"""The 290 municipalities, by name, genitive, "X kommun", "X stad" and short form.

A bare name can be something else: a verb (vara), a noun (mark, berg), a surname, a hospital (Danderyds sjukhus).
Such entries are ``ambiguous``: a reader of running text wants context before it believes the bare name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from corpus.vocabulary.entries import entries_in, texts
from corpus.vocabulary.folding import fold

_KIND_WORDS = ("kommun", "stad")


@dataclass(frozen=True, slots=True)
class Municipality:
    """One municipality. ``code`` is SCB's four-digit kommunkod as text.

    ``ambiguous``: the bare name also means something else (another area, a person, a word). ``common_word``: the bare
    name in small letters is an everyday word and never counts.
    """

    code: str
    name: str
    official_name: str
    county: str
    genitive: str
    short_forms: tuple[str, ...]
    ambiguous: bool
    common_word: bool
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


def _genitive(name: str) -> str:
    return name if name[-1:] in "sxz" else name + "s"


def _official_forms(municipality: Municipality) -> Iterator[str]:
    for name in (municipality.name, municipality.genitive, *municipality.short_forms):
        for word in _KIND_WORDS:
            yield f"{name} {word}"
            yield f"{name} {word}s"
    yield municipality.official_name
    yield municipality.official_name + "s"


def _bare_forms(municipality: Municipality) -> Iterator[str]:
    for name in (municipality.name, *municipality.short_forms):
        yield name
        yield _genitive(name)


class Municipalities:
    """All municipalities, found by name or code."""

    def __init__(self, all_municipalities: Iterable[Municipality]) -> None:
        self.all = tuple(all_municipalities)
        self._by_name = {municipality.name: municipality for municipality in self.all}
        self._by_code = {municipality.code: municipality for municipality in self.all}
        self._official = {fold(form): m for m in self.all for form in _official_forms(m)}
        self._bare = {fold(form): m for m in self.all for form in _bare_forms(m)}

    def by_name(self, name: str) -> Municipality | None:
        """The municipality with exactly this name, as the catalogue stores it."""
        return self._by_name.get(name)

    def by_code(self, code: str) -> Municipality | None:
        """The municipality with this kommunkod."""
        return self._by_code.get(code)

    def named(self, text: str) -> Municipality | None:
        """The municipality whose name, genitive, short form or "X kommun"/"X stad" ``text`` is.

        An everyday word counts bare only with its capital: "Vara" is found, "vara" is not.
        """
        folded = fold(text)
        official = self._official.get(folded)
        if official is not None:
            return official
        bare = self._bare.get(folded)
        return None if bare is None or (bare.common_word and text.strip()[:1].islower()) else bare


def _municipality(entry: dict[str, Any], county: str) -> Municipality:
    name = entry["name"]
    genitive = _genitive(name)
    return Municipality(
        code=entry["code"],
        name=name,
        official_name=entry.get("official") or f"{name} kommun",
        county=county,
        genitive=genitive,
        short_forms=texts(entry, "short"),
        ambiguous=bool(entry.get("ambiguous", False)),
        common_word=bool(entry.get("word", False)),
        examples=texts(entry, "examples"),
        counter_examples=texts(entry, "counter_examples"),
    )


@cache
def municipalities() -> Municipalities:
    """All municipalities of ``municipalities.yaml``."""
    content = entries_in("municipalities")
    counties = content["counties"]
    return Municipalities(_municipality(entry, counties[entry["code"][:2]]) for entry in content["municipalities"])
