"""Gather which words build compounds, and how often: writes ``nlp/models/compound_parts.txt.gz``.

    python -m nlp.training.compound_parts --pairs PAIRS.jsonl.xz [-o FILE]

A beginning (arbets-, skol-, gatu-) counts by the number of different known words seen after it, an ending by the
number of such beginnings. Counts of words are facts about the language; no sentence of the texts is kept.
"""

from __future__ import annotations

import argparse
import gzip
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from nlp.stopwords import NEVER_A_PART, SHORT_PARTS
from nlp.training.texts import training_texts

# missbruksvård; not "hälso" in "hälso- och sjukvård", nor either half of a word broken over lines, "natio- nell"
WORD = re.compile(r"(?<![-\u00ada-zåäöéü])(?<!-\s)[a-zåäöéü]+(?![-\u00ada-zåäöéü])")
MODELS = Path(__file__).resolve().parents[1] / "models"
KNOWN_FROM = 8  # occurrences that make a string a known word
SEEN_FROM = 2  # occurrences that let a word bear witness
LONGEST_WITNESS = 35
MODIFIERS_FROM, HEADS_FROM, PLENTY = 2, 1, 12


def main() -> None:
    """Count, estimate in two rounds, write."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--pairs", type=Path, required=True)
    arguments.add_argument("-o", "--output", type=Path, default=MODELS / "compound_parts.txt.gz")
    options = arguments.parse_args()
    counts: Counter[str] = Counter()
    for text in training_texts(options.pairs):
        counts.update(WORD.findall(f"{text.title} {text.summary} {text.body}".lower()))
    write_parts(options.output, *parts_seen_in(counts))


def parts_seen_in(counts: Counter[str]) -> tuple[dict[str, tuple[str, int]], dict[str, int]]:
    """Modifiers with their base form and productivity, and heads with theirs."""
    known = {word: count for word, count in counts.items() if count >= KNOWN_FROM and may_be_part(word)}
    witnesses = [word for word, count in counts.items() if count >= SEEN_FROM and len(word) <= LONGEST_WITNESS]
    bases = {}
    heads: Iterable[str] = known
    modifiers: dict[str, int] = {}
    for _ in range(2):
        head_set = set(heads)
        productive = Counter(begin for begin, _ in cuts(witnesses, head_set) if may_be_part(begin))
        bases = {begin: base_of(begin, counts, size) for begin, size in productive.items() if size >= MODIFIERS_FROM}
        modifiers = {begin: productive[begin] for begin, base in bases.items() if base}
        ends = Counter(end for begin, end in cuts(witnesses, head_set) if begin in modifiers)
        heads = {end: size for end, size in ends.items() if size >= HEADS_FROM}
    return {begin: (bases[begin], size) for begin, size in modifiers.items()}, dict(heads)


def cuts(words: Iterable[str], heads: set[str]) -> Iterable[tuple[str, str]]:
    """(beginning, ending) for every cut that leaves a known head."""
    for word in words:
        for at in range(3, len(word) - 2):
            if word[at:] in heads:
                yield word[:at], word[at:]


def may_be_part(text: str) -> bool:
    """True for a string long enough to mean something and not barred."""
    if text in NEVER_A_PART:
        return False
    return len(text) >= 4 or text in SHORT_PARTS


def base_of(beginning: str, counts: Counter[str], size: int) -> str:
    """The word that a compound's beginning stands for: arbets -> arbete, skol -> skola; "" when none is known."""
    forms = {beginning: 1.0}
    if beginning.endswith("s"):
        forms[beginning[:-1]] = 0.9  # vårds -> vård
        forms[beginning[:-1] + "e"] = 0.6  # arbets -> arbete
    if beginning.endswith("es"):
        forms[beginning[:-2] + "a"] = 0.6  # hyres -> hyra
    if beginning.endswith("ar"):
        forms[beginning + "e"] = 1.5  # brukar -> brukare, before the verb
    if beginning[-1] in "uoe":
        forms[beginning[:-1] + "a"] = 0.6  # gatu -> gata, kyrko -> kyrka, skade -> skada
    if beginning.endswith("e"):
        forms[beginning[:-1]] = 0.6  # familje -> familj
    forms[beginning + "a"] = forms[beginning + "e"] = 0.3  # skol -> skola, pojk -> pojke
    score, base = max((counts[form] * trust, form) for form, trust in forms.items() if may_stand_for(form))
    if score >= KNOWN_FROM:
        return base
    return beginning if size >= PLENTY else ""  # kriminal-, riks-: no word, but plainly a beginning


def may_stand_for(form: str) -> bool:
    """True for a base form with a meaning of its own; "vara" is goods in varuhus, though a stop word elsewhere."""
    return form == "vara" or form not in NEVER_A_PART


def write_parts(path: Path, modifiers: dict[str, tuple[str, int]], heads: dict[str, int]) -> None:
    """One line each, sorted: "skol skola 338" for a modifier, "gård 41" for a head."""
    lines = [f"{begin} {base} {size}" for begin, (base, size) in sorted(modifiers.items())]
    lines += [f"{end} {size}" for end, size in sorted(heads.items())]
    path.write_bytes(gzip.compress("\n".join(lines).encode("utf-8"), compresslevel=9, mtime=0))


if __name__ == "__main__":
    main()
