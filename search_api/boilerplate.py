"""What a draft says word for word as papers on other matters do: set phrases of an office, which liken nothing.

No list knows every municipality's phrases ("Förslaget bedöms inte påverka kvinnor och män olika"). They give themselves
away: runs of words that stand in several papers which are otherwise about something else.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

WORD = re.compile(r"\w+")
RUN = 5  # words in a row: fewer come together by chance
HELD_BY = 2  # papers on other matters that hold the run


def without_repeated(text: str, others: Iterable[str]) -> str:
    """The text less the runs of words that at least two of the ``others`` hold too; blanks tidied."""
    words = [(match.group().casefold(), *match.span()) for match in WORD.finditer(text)]
    runs = _runs([word for word, _, _ in words])
    holders = Counter(run for other in others for run in set(_runs_in(other)) & set(runs))
    repeated = {at + step for at, run in enumerate(runs) if holders[run] >= HELD_BY for step in range(RUN)}
    if not repeated:
        return text
    kept, end = [], 0
    for place, (_, start, stop) in enumerate(words):
        kept.append(text[end:start] if place not in repeated else " ")
        kept.append(text[start:stop] if place not in repeated else " ")
        end = stop
    return " ".join("".join([*kept, text[end:]]).split()).strip(" -–•.,;:")


def _runs_in(text: str) -> list[tuple[str, ...]]:
    return _runs([word.casefold() for word in WORD.findall(text)])


def _runs(words: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)]
