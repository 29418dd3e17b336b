"""Text made comparable: what is folded alike is spelt alike for the vocabulary.

Case and the kind of dash carry no meaning in the documents (``(v)`` and ``(V)``, ``Hässelby–Vällingby`` and
``Hässelby - Vällingby``); å, ä and ö do: Habo lies by Jönköping, Håbo by Uppsala.
"""

from __future__ import annotations

import re
import unicodedata

# ‐ ‑ ‒ – — ― and the minus sign
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"))
# "Hässelby - Vällingby", "Enskede- Årsta"
_BLANKS_AT_DASH = re.compile(r"\s*-\s*")
# Marks that stand alone over plain letters after decomposition: å -> a, é -> e
_MARKS = re.compile(r"[\u0300-\u036f]+")
_NOT_PLAIN = re.compile(r"[^a-z0-9]+")


def straighten(text: str) -> str:
    """``text`` in NFKC with every dash as "-" and every run of blanks as one; case kept."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_DASHES).split())


def fold(text: str) -> str:
    """``text`` for comparison: NFKC, one kind of dash without blanks around it, single blanks, casefolded."""
    return _BLANKS_AT_DASH.sub("-", straighten(text)).casefold()


def without_diacritics(text: str) -> str:
    """``text`` in plain letters: "Hässelby" -> "Hasselby"."""
    return _MARKS.sub("", unicodedata.normalize("NFD", text))


def slug(text: str) -> str:
    """Plain lower-case letters and digits with single hyphens: "Barn- och ungdomsnämnd" -> "barn-och-ungdomsnamnd"."""
    return _NOT_PLAIN.sub("-", without_diacritics(fold(text))).strip("-")


def edit_distance(left: str, right: str, limit: int) -> int:
    """Insertions, deletions, replacements and swaps from ``left`` to ``right``; ``limit + 1`` when more."""
    if abs(len(left) - len(right)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        following = [i]
        for j, b in enumerate(right, 1):
            cost = min(row[j] + 1, following[j - 1] + 1, row[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            following.append(cost)
        if min(following) > limit:
            return limit + 1
        before, row = row, following
    return min(row[-1], limit + 1)
