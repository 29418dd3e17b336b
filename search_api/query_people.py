"""Persons that a query names as movers ("skrivelse av Agda Lod och Bo Rask") or in an office
("handläggare Bo Rask"). Names are given as written, without the genitive s.
"""

from __future__ import annotations

import re

from corpus.vocabulary import parties
from search_api.query_places import is_place
from search_api.query_words import QueryWords

# what persons write and move; beside it a name is the mover's
MOVED = re.compile(
    r"(?:motion(?:en|er|erna)?|skrivelse[rn]?(?:na)?|interpellation(?:en|er|erna)?|"
    r"medborgarförslag(?:et|en)?|yrkande[nt]?|frågan?|initiativ(?:et)?)"
)
OFFICE = re.compile(
    r"(?:handläggaren?|utredaren?|sekreteraren?|nämndsekreteraren?|föredraganden?|tjänsteman(?:nen)?|"
    r"(?:stadsdels|förvaltnings|social|kommun|bildnings)direktör(?:en)?|\w*chef(?:en)?|(?:vice\s)?ordförande[n]?|"
    r"ledamot(?:en)?|borgarråd(?:et)?|socialsekreteraren?)"
)
SENDERS = frozenset(["av", "från"])
JOINERS = frozenset(["och", "samt"])
# "Slussen", "Riddarhuset", "Föreningarna": things and places in definite form are no surnames
DEFINITE = re.compile(r".{4,}(?:en|et|an|arna|orna|erna|nämnd|gatan|vägen|parken)s?")
# how Swedish surnames end: Larsson, Lindqvist, Åkerström, Hörling (but not "Utredning"), Björksjö
SURNAME_ENDING = re.compile(
    r"(?:s[so]+n|qvist|kvist|ström|berg|borg|gren|holm|lund|man|dahl?|stedt|sjö|blad|blom|löv|löf|[^n]ing|ell|"
    r"ell?in|én|ander|ius|sköld|hielm|hjelm|fors|strand|by|crantz|kranz|nder)$"
)


def movers_in(words: QueryWords) -> tuple[str, ...]:
    """Names of those said to have moved something, in the order of the query."""
    found: dict[int, str] = {}
    for index in range(len(words)):
        if MOVED.fullmatch(words.folded(index)):
            _read_after_sender(words, index, found)
            _read_beside(words, index, found)
    _read_before_code(words, found)
    return tuple(dict.fromkeys(found[first] for first in sorted(found)))


def persons_in(words: QueryWords) -> tuple[str, ...]:
    """Names that stand after an office, in the order of the query."""
    found: list[str] = []
    for index in range(len(words)):
        if OFFICE.fullmatch(words.folded(index)):
            beyond = _name_from(words, index + 1)
            if beyond > index + 2 or (beyond == index + 2 and _is_surname(words, index + 1)):
                found.append(_taken_name(words, index + 1, beyond))
                words.take(index, index + 1, drop=False)
    return tuple(dict.fromkeys(found))


def full_names_in(words: QueryWords) -> tuple[str, ...]:
    """Names that need no office beside them, first name and surname: "Bo Hörling hemtjänst"; asked after places."""
    found: list[str] = []
    for index in range(len(words)):
        beyond = _name_from(words, index) if words.is_free(index) else index
        last = words.words[beyond - 1].folded if beyond - index >= 2 else ""
        if not last or is_place(last.title()) or DEFINITE.fullmatch(last):
            continue
        if SURNAME_ENDING.search(last):
            found.append(_taken_name(words, index, beyond))
        elif SURNAME_ENDING.search(last.removesuffix("s")):  # "Bo Hörlings insatser"
            found.append(_taken_name(words, index, beyond).removesuffix("s"))
    return tuple(dict.fromkeys(found))


def _read_after_sender(words: QueryWords, index: int, found: dict[int, str]) -> None:
    """ "skrivelse av A B och C D", "motion från B": names after the sender, joined by "och" or a comma."""
    place = index + 1
    if words.folded(place) not in SENDERS:
        return
    place += 1
    while True:
        beyond = _name_from(words, place)
        if beyond == place or (beyond == place + 1 and not _is_surname(words, place)):
            return
        found[place] = _taken_name(words, place, beyond)
        place = beyond
        if words.folded(place) in JOINERS:
            place += 1


def _read_beside(words: QueryWords, index: int, found: dict[int, str]) -> None:
    """ "Agda Lods skrivelse", "Åkerblom skrivelse", "motion Björksjö": a name right before or after."""
    first = index
    while first > 0 and index - first < 3 and words.is_free(first - 1) and _is_name_word(words, first - 1):
        first -= 1
    if first < index and _is_person(words, first, index):
        found[first] = _taken_name(words, first, index)
        return
    beyond = _name_from(words, index + 1)
    if beyond > index + 1 and _is_person(words, index + 1, beyond):
        found[index + 1] = _taken_name(words, index + 1, beyond)


def _read_before_code(words: QueryWords, found: dict[int, str]) -> None:
    """ "Bo Rask mp", "Bo Björksjö (v)": two or three name words before a party code."""
    for index in range(2, len(words)):
        if parties().by_code(words.folded(index)) is None or not words.is_free(index):
            continue
        first = index
        while first > 0 and index - first < 3 and words.is_free(first - 1) and _is_name_word(words, first - 1):
            first -= 1
        if index - first >= 2 and _is_person(words, first, index):
            found[first] = _taken_name(words, first, index)


def _name_from(words: QueryWords, place: int) -> int:
    """Where the run of at most three name words that begins at ``place`` ends."""
    beyond = place
    while beyond - place < 3 and words.is_free(beyond) and _is_name_word(words, beyond):
        beyond += 1
        if beyond < len(words) and "," in words.text[words.words[beyond - 1].end : words.words[beyond].start]:
            break
    while beyond - place > 1 and is_place(words.slice(place, beyond)):
        return place
    return beyond


def _is_name_word(words: QueryWords, place: int) -> bool:
    word = words.words[place]
    return (
        word.is_capitalised
        and len(word.text) > 1
        and parties().by_code(word.folded) is None
        and parties().by_word(word.folded) is None
    )


def _is_person(words: QueryWords, first: int, beyond: int) -> bool:
    if is_place(words.slice(first, beyond)) or is_place(words.slice(first, beyond).removesuffix("s")):
        return False
    return beyond - first > 1 or _is_surname(words, first)


def _is_surname(words: QueryWords, place: int) -> bool:
    """True for one capitalised word that is no place and no thing in definite form. A query's first word is
    capitalised by habit ("Nya motioner"), so that it must end like a surname."""
    word = words.words[place]
    if not _is_name_word(words, place) or DEFINITE.fullmatch(word.folded) or is_place(word.text):
        return False
    if place == 0 and not SURNAME_ENDING.search(word.folded.removesuffix("s")):
        return False
    return MOVED.fullmatch(word.folded) is None


def _taken_name(words: QueryWords, first: int, beyond: int) -> str:
    """The name as written; the genitive s goes when a moved thing follows ("Lods skrivelse")."""
    name = words.slice(first, beyond)
    words.take(first, beyond, drop=False)
    owns = MOVED.fullmatch(words.folded(beyond)) is not None
    return name.removesuffix("s") if owns and name.endswith("s") and not name.endswith("ss") else name
