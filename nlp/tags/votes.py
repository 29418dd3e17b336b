"""A count of votes as minutes tell it: "7-6", and how many abstained."""

from __future__ import annotations

import re
from dataclasses import dataclass

# "fem", "tolv": small boards count in words
WORDS = {
    "en": 1, "ett": 1, "två": 2, "tre": 3, "fyra": 4, "fem": 5, "sex": 6, "sju": 7, "åtta": 8, "nio": 9, "tio": 10,
    "elva": 11, "tolv": 12, "tretton": 13, "fjorton": 14, "femton": 15,
}  # fmt: skip
NUMBER = rf"(?:\d{{1,3}}|{'|'.join(WORDS)})"
# what may stand between two counts: ", ", " mot ", " och ", "; ", a line break
BETWEEN = r"\s*(?:[,;/]|mot|och|samt|\bmedan)?\s*(?:mot|och|samt)?\s*"
# "48 ja-röster, 15 nej-röster", "25 ledamöter röstade ja, 20 nej", "åtta ja mot fem nej", "31 röster för och 18 emot"
COUNTED = (
    rf"\b(?P<yes>{NUMBER})(?:\s+ledamöter)?\s+(?:röst(?:ade|ar|er)?\s+)?(?:ja|för)\b(?:[ \t-]*röst(?:er)?)?{BETWEEN}"
    rf"(?P<no>{NUMBER})(?:\s+ledamöter)?\s+(?:röst(?:ade|ar|er)?\s+)?(?:nej|e?mot)\b"
)
# "Ja: 31, nej: 18", "JA-röster 31 NEJ-röster 18"
LABELLED = rf"\bja(?:-?röster)?\s*[:=]?\s*(?P<yes>\d{{1,3}}){BETWEEN}nej(?:-?röster)?\s*[:=]?\s*(?P<no>\d{{1,3}})\b"
# "med 7 röster mot 6"
AGAINST = rf"\b(?P<yes>{NUMBER})\s+(?:ja-?)?röst(?:er)?\s+(?:mot|och)\s+(?P<no>{NUMBER})\b"
# "efter votering 7 - 6", "röstsiffrorna 31-18"
DASHED = (
    r"\b(?:votering|omröstning|röstsiffror|rösterna|röstetal)\w*[^.\d\n]{0,40}?"
    r"(?P<yes>\d{1,3})\s*[-–]\s*(?P<no>\d{1,3})\b"
)
COUNTS = tuple(re.compile(pattern, re.IGNORECASE) for pattern in (COUNTED, LABELLED, AGAINST, DASHED))
# "2 ledamöter avstår", "4 avstod", "Avstår: 2", "tre nedlagda röster"
ABSTAINED = re.compile(
    rf"\b(?:(?P<before>{NUMBER})(?:\s+(?:ledamöter|ledamot|som|röster))*\s+(?:avst[åo]\w*|nedlagda)"
    rf"|avst(?:år|od|ående|ådda)(?:\s+röster)?\s*[:=]?\s*(?P<behind>\d{{1,3}}))\b",
    re.IGNORECASE,
)
# how far behind a count those are told who abstained
NEARBY = 80
# a text without one of these counts no votes, and need not be searched
VOTING = re.compile(r"röst|votering|\bja\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Votes:
    """``count`` is "yes-no" ("25-20"); ``abstained`` None where the minutes do not say."""

    count: str
    abstained: int | None = None


def votes_in(text: str) -> Votes | None:
    """The first count of votes; None where nobody voted."""
    if not VOTING.search(text):
        return None
    for pattern in COUNTS:
        if match := pattern.search(text):
            left = ABSTAINED.search(text, match.end(), match.end() + NEARBY)
            abstained = _number(left["before"] or left["behind"]) if left else None
            return Votes(f"{_number(match['yes'])}-{_number(match['no'])}", abstained)
    return None


def _number(written: str) -> int:
    return WORDS.get(written.lower()) or int(written)
