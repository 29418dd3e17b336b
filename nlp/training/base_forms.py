"""List the word forms that Snowball parts from their base form: writes ``nlp/models/base_forms.txt.gz``.

    python -m nlp.training.base_forms --pairs PAIRS.jsonl.xz [-o FILE]

For each frequent word every ending of Swedish inflection is taken off; what is left is its base form when it is a word
of its own, common enough beside it. Forms with a changed vowel (städer) are written out in ``irregular_forms.txt``.
"""

from __future__ import annotations

import argparse
import gzip
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import Stemmer

from nlp.stopwords import STOP_WORDS
from nlp.training.word_census import MODELS, Census, census_of, shared

IRREGULAR = Path(__file__).with_name("irregular_forms.txt")
SEEN_FROM, BASE_FROM, BASE_SHARE = 3, 4, 0.05
SHORTEST_FORM, SHORTEST_BASE = 4, 3
NAME_SHARE = 0.3  # written small less often than this: a name
CHAIN = 3  # insatsernas -> insatser -> insats

# (ending, what stands there in the base form)
ENDINGS: tuple[tuple[str, str], ...] = (
    *(
        ("orna", "a"),
        ("arna", ""),
        ("arna", "e"),
        ("erna", ""),
        ("erna", "e"),
        ("ornas", "a"),
        ("or", "a"),
        ("an", "a"),
    ),
    *(("ar", ""), ("ar", "e"), ("ar", "a"), ("er", ""), ("er", "a"), ("er", "e"), ("en", ""), ("et", ""), ("n", "")),
    *(("t", ""), ("r", ""), ("ena", "e"), ("ena", ""), ("a", "")),
    *((ending, "a") for ending in "ade ades at ats as de des te tes t ts s".split()),
    *(("are", ""), ("aste", ""), ("ast", ""), ("are", "a")),
)
# regler: regel, öppna: öppen, säkra: säker, kriterier: kriterium
CONTRACTED = tuple(
    [(ending, "en") for ending in "na nas nar narna net".split()]
    + [(ending, "el") for ending in "la lar larna ler lerna len let lens".split()]
    + [(ending, "er") for ending in "ra rar rarna ret ren rens".split()]
    + [("ier", "ium"), ("iet", "ium")]
)
# adjectives of three or four letters that take -t; other short words in -t are words of their own (makt, slut)
SHORT_ADJECTIVES = frozenset(
    """
    blå bred djup dyr frisk fri full grov grön gul hel hård hög kall klar kort lång låg mjuk mörk rak ren rik snål stor
    svag svart svår tät tom tung varm vid vit fin
    """.split()
)
# words that only look like forms of another
OTHERS = frozenset(
    """
    alltid anders andreas baserad baserat basera baseras borta början exemplar faktor faktorer faktorerna faktorn herrar
    herrarna ibland ingenting internet kanske kontor kontoren kontoret kontorets ledare ledaren ledarna ledarnas leder
    leden moderna modernt modern noter notera noterade noteras noterar någonting partier partierna partiernas partiet
    partiets passagerare slutet sluten snart talan även
    """.split()
)
OTHER_BEGINNINGS = re.compile(
    "sakn|rikt|vägr|försen|bott|rest|fart|vilt|spar|arena|lagr|lagt|nyttan|intet|märk|växt|vänt|åter|laga|stött|vana"
    "|vanor|vant|tänk|känn|minn|minsk|leder|ledd|reser|anand"
)


def main() -> None:
    """Count, pair, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pairs", type=Path, required=True)
    parser.add_argument("-o", "--output", type=Path, default=MODELS / "base_forms.txt.gz")
    options = parser.parse_args()
    write_forms(options.output, base_forms_in(census_of(options.pairs)))


def base_forms_in(census: Census) -> dict[str, str]:
    """Form -> base form of all frequent words that have one; the base of a base is not yet followed."""
    bases = irregular_forms()
    common = {word: census.as_word(word, 0.9) for word in census.counts}
    for word, count in census.counts.items():
        if count < SEEN_FROM or len(word) < SHORTEST_FORM or word in bases or word in STOP_WORDS or word in OTHERS:
            continue
        if common[word] < NAME_SHARE * count or OTHER_BEGINNINGS.match(word):
            continue
        best = None
        for base, ending, instead in possible_bases(word):
            known = common.get(base, 0.0)
            if base == word or base in STOP_WORDS or known < BASE_FROM or known < BASE_SHARE * count:
                continue
            if ending == "or" and not common.get(f"{base}n"):  # flickor, flickan; no faktan beside faktor
                continue
            if is_likely(word, base, ending, instead, known / count) and (best is None or known > common[best]):
                best = base
        if best:
            bases[word] = best
    return bases


def irregular_forms() -> dict[str, str]:
    """Form -> base form of the words whose vowel changes."""
    lines = [line.split() for line in IRREGULAR.read_text(encoding="utf-8").splitlines()]
    return {form: base for base, *forms in lines for form in forms}


def possible_bases(word: str) -> Iterator[tuple[str, str, str]]:
    """(base, ending taken off, what was put there) for each ending that the word may wear."""
    bare = [word[:-1], word] if word.endswith("s") and len(word) > SHORTEST_FORM else [word]
    for form in bare:
        for ending, instead in ENDINGS:
            stump = form.removesuffix(ending)
            if form.endswith(ending) and len(stump) + len(instead) >= SHORTEST_BASE:
                yield stump + instead, ending, instead
                if not instead and len(stump) > SHORTEST_BASE and stump[-1] == stump[-2] in "mn":  # hemmet: hem
                    yield stump[:-1], ending, instead
        for ending, instead in CONTRACTED:
            if form.endswith(ending) and len(form) - len(ending) >= 2:
                yield form.removesuffix(ending) + instead, ending, instead
    if len(bare) > 1:
        yield word[:-1], "s", ""


def is_likely(word: str, base: str, ending: str, instead: str, share: float) -> bool:
    """True when this ending may stand after that base; ``share`` is how common the base is beside the word."""
    if ending == "t" and not instead:
        return (len(base) >= 5 or base in SHORT_ADJECTIVES) and share >= 0.1
    if instead == "a" and ending in ("t", "te", "ts", "tes", "de", "des", "er", "s"):
        return len(base) > SHORTEST_BASE and share >= 0.25
    if ending == "s" and not instead:
        return share >= 1 and not word.endswith("ss")
    if len(base) == SHORTEST_BASE and base not in SHORT_ADJECTIVES and ending in ("n", "r", "a", "are", "aste", "ast"):
        return False
    if ending == "are":
        return share >= 0.3
    return not (ending == "n" and base.endswith("å"))


def write_forms(path: Path, bases: dict[str, str]) -> None:
    """One line a base with the forms whose stem differs from its own: "grundvatten 2net 2nets" (two letters off)."""
    snowball = Stemmer.Stemmer("swedish")
    forms: defaultdict[str, list[str]] = defaultdict(list)
    for word in bases:
        base = word
        for _ in range(CHAIN):
            base = bases.get(base, base)
        if base != word and snowball.stemWord(base) != snowball.stemWord(word):
            same = shared(base, word, len(base))
            forms[base].append(f"{len(base) - same}{word[same:]}")
    lines = [f"{base} {' '.join(sorted(held))}" for base, held in sorted(forms.items())]
    path.write_bytes(gzip.compress("\n".join(lines).encode("utf-8"), compresslevel=9, mtime=0))


if __name__ == "__main__":
    main()
