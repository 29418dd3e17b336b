"""Names of one document that are one person's, written or read in two ways.

OCR takes dots for letters and letters for dots: "Möntsing", "Möäntsing" and "Montsing" are one. Two persons with alike
names ("Eva Lind", "Eva Lund", "Bo Berg", "Bo Bergh") stay two: only letters that machines confuse count as the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable

# vowels with marks, also several where one was printed: "ö", "öä", "ü"
MARKED = re.compile(r"[åäöüéèáàøæ]+")
# letters that look alike in print: "rn" and "m", "l" and "I" and "1", "vv" and "w", "0" and "o"
LOOK_ALIKE: tuple[tuple[str, str], ...] = (("rn", "m"), ("vv", "w"), ("1", "l"), ("0", "o"), ("|", "l"))
SHORTEST = 5  # letters a misread word must have: "Ek" and "Ök" are two names


def same_persons(names: Iterable[str]) -> dict[str, str]:
    """Variant -> the form to keep (the most frequent, then the first), for names that differ as misreadings do."""
    counts = Counter(names)
    kept: dict[str, str] = {}
    for name in sorted(counts, key=lambda name: -counts[name]):  # stable: the first of equals comes first
        known = next((other for other in kept.values() if _are_one(name, other)), None)
        kept[name] = known or name
    return {name: other for name, other in kept.items() if name != other}


def _are_one(one: str, other: str) -> bool:
    """Whether all words are the same but one, and that one looks like the other's."""
    if one == other:
        return True
    pairs = list(zip(one.split(" "), other.split(" "), strict=False))
    if len(one.split(" ")) != len(other.split(" ")):
        return False
    unlike = [(a, b) for a, b in pairs if a != b]
    return len(unlike) == 1 and all(min(len(a), len(b)) >= SHORTEST and _look_alike(a, b) for a, b in unlike)


def _look_alike(one: str, other: str) -> bool:
    return any(form(one) == form(other) for form in _FORMS)


def _with_marks_lost(word: str) -> str:
    """ "Möntsing" -> "Montsing"."""
    return "".join(c for c in unicodedata.normalize("NFD", word.casefold()) if not unicodedata.combining(c))


def _with_marks_as_one(word: str) -> str:
    """ "Möäntsing" -> "M*ntsing", as "Müntsing"."""
    return MARKED.sub("*", unicodedata.normalize("NFC", word.casefold()))


def _with_letters_alike(word: str) -> str:
    """ "Hernström" -> "Hemström"."""
    plain = word.replace("I", "l").casefold()
    for seen, meant in LOOK_ALIKE:
        plain = plain.replace(seen, meant)
    return plain


_FORMS: tuple[Callable[[str], str], ...] = (_with_marks_lost, _with_marks_as_one, _with_letters_alike)
