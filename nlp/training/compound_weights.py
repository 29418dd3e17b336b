"""Learn what the parts and joints of compounds are worth: writes ``nlp/models/compound_parts.txt.gz``.

    python -m nlp.training.compound_weights --pairs PAIRS.jsonl.xz [-o FILE] [--report]

Every reading of a word (``readings_of``) is a sum of features (``features_of``); a softmax over a word's readings, with
0 for the whole word, is fitted to the cuts that another analyser makes (``compound_silver``). Names in -berg, -ström,
-stad are taught to stay whole. One word in five (by its stem) is left out, to compare on: ``--report``.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import random
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from math import log
from pathlib import Path
from typing import NamedTuple

import numpy as np
import Stemmer
import torch

from nlp.compounds import INFLECTIONS, SHORTEST_UNKNOWN, VOWEL, joint_names
from nlp.stopwords import NEVER_A_PART
from nlp.training.compound_parts import CompoundParts, compound_parts_in
from nlp.training.compound_silver import Analyses, analyses_of, cuts_in, is_compound, is_whole, modifiers_known_to
from nlp.training.word_census import MODELS, Census, census_of

SEED, FOLDS = 3, 5
COMPOUNDS, WHOLES, NAMES = 24_000, 30_000, 6_000  # words drawn to learn from, before one in five is left out
STEPS, RATE, DECAY = 150, 0.1, 3e-5
PRODUCTIVE_FROM = 3  # partners of an ending that may stand after an unknown beginning
LEAST_JOINT, LEAST_HEAD = 0.12, -3.2  # smaller worths are not shipped
MUNICIPAL_BONUS = 0.8  # municipal parts are likelier here than in the texts of the state
SNOWBALL = Stemmer.Stemmer("swedish")
NAME_END = re.compile(
    "(berg|ström|gren|lund|qvist|kvist|strand|holm|stad|sjö|vall|dal|son|man|mark|borg|köping|by|rud|hult|fors|näs|vik"
    "|röd|ryd|torp|mar|ner|blad|land|sund|ås|bro|kulla|hamn|vall|sta|tuna|lösa|åker)s?$"
)

Reading = tuple[tuple[int, int], ...]  # spans of the parts
Features = dict[str, float]


class Teacher(NamedTuple):
    """What is known of the words: the parts, the other analyser's readings, beginnings it knows, names."""

    parts: CompoundParts
    analyses: Analyses
    modifiers: set[str]
    names: set[str]


class Example(NamedTuple):
    """A word with its readings, and which of them are right; -1 stands for the whole word."""

    word: str
    readings: list[Reading]
    right: list[int]


def main() -> None:
    """Count, ask the other analyser, learn, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pairs", type=Path, required=True)
    parser.add_argument("-o", "--output", type=Path, default=MODELS / "compound_parts.txt.gz")
    parser.add_argument("--report", action="store_true", help="agreement on the words left out")
    options = parser.parse_args()
    torch.set_num_threads(1)
    teacher = teacher_from(census_of(options.pairs))
    words, left_out = words_to_learn(teacher)
    worths = learned([one for word in words if (one := example_of(word, teacher)) and one.right], teacher.parts)
    write_worths(options.output, worths, teacher.parts)
    if options.report:
        for kind, (agreed, of) in agreement(left_out, worths, teacher).items():
            print(f"{kind}: {agreed} of {of}")


def teacher_from(census: Census) -> Teacher:
    """The parts of the census and what the other analyser says of its words."""
    parts = compound_parts_in(census)
    words = [word for word, count in census.counts.items() if len(word) >= 4 and count >= 2]
    names = {
        name.lower()
        for name, count in census.capitals.items()
        if count >= 3 and len(name) >= 6 and count >= 0.9 * parts.counts[name.lower()] and NAME_END.search(name.lower())
    }
    return Teacher(parts, analyses_of(words), modifiers_known_to(parts.seen), names)


def words_to_learn(teacher: Teacher) -> tuple[list[str], list[str]]:
    """Words drawn to learn from, and words of the left-out fifth."""
    random.seed(SEED)
    compounds = [
        word
        for word, found in teacher.analyses.items()
        if is_compound(found) and 6 <= len(word) <= 30 and word.isalpha()
    ]
    wholes = [word for word, found in teacher.analyses.items() if is_whole(found) and 6 <= len(word) <= 30]
    names = sorted(teacher.names)
    drawn = [(compounds, COMPOUNDS), (wholes, WHOLES), (names, NAMES)]
    learn = [
        word for words, most in drawn for word in random.sample(words, min(most, len(words))) if not is_left_out(word)
    ]
    return learn, [word for words, _ in drawn for word in words if is_left_out(word)]


def is_left_out(word: str) -> bool:
    """True for one word in five; all forms of a word fall together."""
    stem = SNOWBALL.stemWord(word)
    return int(hashlib.md5(stem.encode(), usedforsecurity=False).hexdigest(), 16) % FOLDS == 0


def example_of(word: str, teacher: Teacher) -> Example | None:
    """The word with its right readings (none when the lists cannot cut it so); None when nobody knows how it is cut."""
    readings = readings_of(word, teacher.parts)
    found = teacher.analyses.get(word, ["*"])
    if word in teacher.names:
        return Example(word, readings, [-1])
    if is_whole(found):
        # gatubelysning stands in a dictionary and is a compound none the less: no example of either
        if any(_is_plausible(word, reading, teacher) for reading in readings):
            return None
        return Example(word, readings, [-1])
    silver = cuts_in(word, found) if is_compound(found) else set()
    if not silver:
        return None
    right = []
    for number, reading in enumerate(readings):
        cuts = {start for start, _ in reading[1:]}
        agreeing = [set(wanted) for wanted in silver if set(wanted) <= cuts]
        if cuts in agreeing or (agreeing and _is_plausible(word, reading, teacher)):
            right.append(number)
    return Example(word, readings, right)


def _is_plausible(word: str, reading: Reading, teacher: Teacher) -> bool:
    """True when the other analyser knows each part as what it is here."""
    *beginnings, (last, _) = reading
    known = teacher.analyses.get(word[last:], ["*"])
    return all(word[start:end] in teacher.modifiers for start, end in beginnings) and is_whole(known)


def readings_of(word: str, parts: CompoundParts, start: int = 0, most: int = 5) -> list[Reading]:
    """All ways to cut ``word[start:]`` into at most ``most`` parts, as ``nlp.compounds`` does."""
    found: list[Reading] = []
    if start and is_head(word[start:], parts):
        found.append(((start, len(word)),))
    if most > 1:
        for cut in range(start + 2, len(word) - 1):
            if word[start:cut] in parts.modifiers:
                for after in (cut, cut - 1) if word[cut - 1] == word[cut - 2] else (cut,):
                    found += [((start, cut), *rest) for rest in readings_of(word, parts, after, most - 1)]
    if start == 0:
        for cut in range(SHORTEST_UNKNOWN, len(word) - 3):
            beginning, rest = word[:cut], word[cut:]
            if parts.heads.get(rest, 0) < PRODUCTIVE_FROM or beginning in parts.modifiers or beginning in NEVER_A_PART:
                continue
            if VOWEL.search(beginning):
                found.append(((0, cut), (cut, len(word))))
    return found


def is_head(text: str, parts: CompoundParts) -> bool:
    """True for an ending, a common word, or an inflected form of an ending with several partners."""
    if text in parts.heads or parts.known.get(text, 0) >= 30:
        return True
    base = base_of_head(text, parts)
    return len(text) >= 4 and text not in NEVER_A_PART and base is not None and parts.heads[base] >= 2


def base_of_head(text: str, parts: CompoundParts) -> str | None:
    """The listed ending with most partners that the text is a form of."""
    bases = [text.removesuffix(ending) + base for ending, base in INFLECTIONS if text.endswith(ending)]
    listed = [base for base in bases if len(base) >= 3 and base in parts.heads and base != text]
    return max(listed, key=lambda base: parts.heads[base], default=None)


def features_of(word: str, reading: Reading, parts: CompoundParts) -> Features:
    """Features of a reading: those of its parts and of its joints, added up."""
    total: defaultdict[str, float] = defaultdict(float)
    for number, (start, end) in enumerate(reading[:-1]):
        for name, value in modifier_features(word[start:end], parts).items():
            total[name] += value
        total["middle"] += bool(number)
        for name in joint_names(word, reading[number + 1][0]):
            total[name] += 1
    for name, value in head_features(word[reading[-1][0] :], parts).items():
        total[name] += value
    return total


def modifier_features(text: str, parts: CompoundParts) -> Features:
    """How many partners a beginning has, how common its base form is, how they differ, how short it is."""
    short = {f"modifier_short{len(text)}": 1.0} if len(text) < 6 else {}
    if text not in parts.modifiers:
        return {"joint": 1.0, "unknown": 1.0, "unknown_s": float(text.endswith("s")), **short}
    base, partners = parts.modifiers[text]
    found = {"joint": 1.0, "partners": log(partners), "common": log(1 + parts.counts[base]) / 5, **short}
    found["single"] = float(partners == 1)
    if len(text) == 3:
        found["short_partners"] = log(partners)
    if base != text:
        longer = len(text) - len(base)
        found["s" if text == f"{base}s" else "longer" if longer > 0 else "shorter" if longer else "vowel"] = 1.0
    return found


def head_features(text: str, parts: CompoundParts) -> Features:
    """The same of an ending; an inflected form has those of its base."""
    found: Features = {}
    if text not in parts.heads and parts.known.get(text, 0) < 30:
        text, found["inflected"] = base_of_head(text, parts) or text, 1.0
    partners = log(parts.heads.get(text, 1))
    found |= {"head_partners": partners, "head_common": log(1 + parts.counts[text]) / 5}
    found["head_new"] = float(text not in parts.heads)
    if len(text) < 7:
        found[f"head_short{len(text)}"] = 1.0
    if len(text) in (3, 4):
        found[f"head_partners{len(text)}"] = partners
    return found


def learned(examples: Sequence[Example], parts: CompoundParts) -> dict[str, float]:
    """Worth of each feature: the right readings of each word together against all of them."""
    index: dict[str, int] = {}
    rows: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    owner: list[int] = []
    right: list[bool] = []
    taught = [one for one in examples if one.readings]
    for number, one in enumerate(taught):
        for place, reading in enumerate([None, *one.readings], start=-1):
            for name, value in (features_of(one.word, reading, parts) if reading else {}).items():
                rows.append(len(owner))
                columns.append(index.setdefault(name, len(index)))
                values.append(value)
            owner.append(number)
            right.append(place in one.right)
    table = torch.sparse_coo_tensor(
        torch.from_numpy(np.array([rows, columns])),
        torch.tensor(values),
        (len(owner), len(index)),
        check_invariants=True,
    ).coalesce()
    owners, is_right = torch.tensor(owner), torch.tensor(right)
    weights = torch.zeros(len(index), requires_grad=True)
    optimizer = torch.optim.Adam([weights], lr=RATE)
    for _ in range(STEPS):
        scores = table @ weights
        among_right = torch.where(is_right, scores, torch.tensor(-1e9))
        gap = _log_sums(scores, owners, len(taught)) - _log_sums(among_right, owners, len(taught))
        loss = gap.mean() + DECAY * (weights**2).sum()
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
    learned = weights.detach()
    return {name: float(learned[place]) for name, place in index.items()}


def _log_sums(scores: torch.Tensor, owners: torch.Tensor, size: int) -> torch.Tensor:
    best = torch.full((size,), -1e9).scatter_reduce(0, owners, scores, "amax")
    return best + torch.log(torch.zeros(size).scatter_add(0, owners, torch.exp(scores - best[owners])) + 1e-30)


def agreement(words: Iterable[str], worths: dict[str, float], teacher: Teacher) -> dict[str, tuple[int, int]]:
    """{compounds | wholes | names: (cut as the other analyser does, words)}."""
    counts = {"compounds": [0, 0], "wholes": [0, 0], "names": [0, 0]}
    for word in words:
        one = example_of(word, teacher)
        if one is None:
            continue
        sums = [
            sum(value * worths.get(name, 0.0) for name, value in features_of(word, reading, teacher.parts).items())
            for reading in one.readings
        ]
        best = int(np.argmax([0.0, *sums])) - 1
        kind = "names" if word in teacher.names else "wholes" if one.right == [-1] else "compounds"
        counts[kind][0] += best in one.right
        counts[kind][1] += 1
    return {kind: (agreed, of) for kind, (agreed, of) in counts.items()}


def write_worths(path: Path, worths: dict[str, float], parts: CompoundParts) -> None:
    """The lists as ``nlp.compounds.known_parts`` reads them, worths in hundredths."""

    def worth(features: Features, kind: str, part: str) -> float:
        bonus = MUNICIPAL_BONUS * ((kind, part) in parts.added)
        return sum(value * worths.get(name, 0.0) for name, value in features.items()) + bonus

    lines = [
        f"+ {part} {base} {round(100 * worth(modifier_features(part, parts), '+', part))}"
        for part, (base, _) in sorted(parts.modifiers.items())
    ]
    for part in sorted({*parts.heads, *parts.common}):
        if part not in parts.heads and base_of_head(part, parts):
            continue
        value = worth(head_features(part, parts), "-", part)
        if part in parts.heads or value >= LEAST_HEAD:
            mark = "=" if parts.heads.get(part, 0) >= PRODUCTIVE_FROM else "-"
            lines.append(f"{mark} {part} {round(100 * value)}")
    joints = [(name, value) for name, value in worths.items() if name[0] in "LRB" and abs(value) >= LEAST_JOINT]
    lines += [f"~ {name} {round(100 * value)}" for name, value in sorted(joints)]
    constants = {
        "unknown": worths["joint"] + worths["unknown"],
        "unknown_short4": worths["modifier_short4"],
        "unknown_short5": worths["modifier_short5"],
        "unknown_s": worths["unknown_s"],
        "inflected": worths["inflected"],
        "middle": worths["middle"],
    }
    lines += [f"! {name} {round(100 * value)}" for name, value in constants.items()]
    path.write_bytes(gzip.compress("\n".join(lines).encode("utf-8"), compresslevel=9, mtime=0))


if __name__ == "__main__":
    main()
