"""Compounds as another analyser cuts them: Apertium's Swedish one, to learn from and to compare with.

Nothing of its tables is kept: it says where it would cut the words of our own texts, and the splitter learns from that
which parts and which letters make a seam. It runs as a program of its own (Debian: lttoolbox, apertium-swe-nor).
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable
from itertools import pairwise

ANALYSER = "/usr/share/apertium/apertium-swe-nor/swe-nno.automorf.bin"
ANSWER = re.compile(r"\^([^/$]+)/([^$]*)\$")  # ^parklek/park<n><ut><sg><ind><cmp>+lek<n><ut><sg><ind>$
TAG = re.compile(r"<[^>]*>|[¹²³⁴\d]")  # <n>, and the number that tells two lemmas apart

Analyses = dict[str, list[str]]


def analyses_of(words: Iterable[str], analyser: str = ANALYSER) -> Analyses:
    """The readings of each word; one that begins with * is none."""
    command = ["lt-proc", "-e", "-w", analyser]
    answer = subprocess.run(command, input="\n".join(words) + "\n", capture_output=True, text=True, check=True).stdout
    return {match[1]: match[2].split("/") for match in ANSWER.finditer(answer)}


def is_compound(readings: list[str]) -> bool:
    """True for a word that is cut."""
    return "+" in readings[0]


def is_whole(readings: list[str]) -> bool:
    """True for a word that is known as it stands."""
    return "+" not in readings[0] and not readings[0].startswith("*")


def cuts_in(word: str, readings: list[str]) -> set[tuple[int, ...]]:
    """Where the readings cut the word: places of the second part, the third ...; readings that cannot be laid over the
    word are left out."""
    found = set()
    for reading in readings:
        lemmas = [TAG.sub("", part) for part in reading.split("+")]
        if len(lemmas) > 1 and (places := _places(word, lemmas)):
            found.add(places)
    return found


def _places(word: str, lemmas: list[str]) -> tuple[int, ...]:
    at, places = 0, []
    for before, lemma in pairwise(lemmas):
        near = range(at + max(2, len(before) - 2), min(len(word) - 1, at + len(before) + 3))
        possible = [place for place in near if word[place : place + 3] == lemma[:3]]
        possible = possible or [place for place in near if word[place : place + 2] == lemma[:2]]
        if not possible:
            return ()
        at = possible[0]
        places.append(at)
    return tuple(places)


def modifiers_known_to(beginnings: Iterable[str]) -> set[str]:
    """Those of the beginnings that the analyser takes as the first part of a compound, tried before hus and plan."""
    tried, known = list(beginnings), set()
    for ending in ("hus", "plan"):
        for word, readings in analyses_of(beginning + ending for beginning in tried).items():
            cut = any(
                reading.count("+") == 1 and reading.split("+")[1].startswith(f"{ending}<") and "<cmp>" in reading
                for reading in readings
            )
            if cut or is_whole(readings):
                known.add(word.removesuffix(ending))
    return known
