"""Parties that a query names: by word ("vänsterpartiet"), by bloc ("alliansens"), by code only where the words around
it say that it is one ("motioner från V", "s v mp gemensam skrivelse", "Bo Rask mp").

"sd" is a stadsdel as often as a party, "m fl" and "m m" are no Moderates, "v" is a week.
"""

from __future__ import annotations

import re

from corpus.vocabulary import parties
from search_api.query_words import QueryWords

# what parties do in a council: a code beside one of these is a party
PARTY_ACT = re.compile(
    r"(?:motion(?:en|er|erna)?|skrivelse[rn]?(?:na)?|interpellation(?:en|er|erna)?|reservation(?:en|er|erna)?|"
    r"\w*yrkande[nt]?|förslag(?:et|en)?|budget\w*|initiativ\w*|uttalande[nt]?|protokollsanteckning\w*|"
    r"ledamot|ledamöter|politiker)",
    re.IGNORECASE,
)
# matches: (v) · ( C ) · (s), not (1)
BRACKETED = re.compile(r"\(\s*(\w{1,5})\s*\)")
# matches the glued forms: s-motion · V-gruppen · mp-skrivelse
GLUED = re.compile(r"(\w{1,4})-(?:motion|skrivelse|interpellation|grupp|förslag|politiker|ledam)\w*", re.IGNORECASE)
# codes that bare letters may stand for; local parties are found by word, in brackets, or beside an act
NATIONAL_CODES = frozenset(["s", "m", "v", "mp", "c", "l", "fp", "kd", "kds", "sd", "vpk"])
# letters that are no Swedish word of their own, and so a party wherever they stand
CERTAIN_CODES = frozenset(["mp", "kd", "kds", "fp", "vpk"])
JOINERS = frozenset(["och", "samt"])
SENDERS = frozenset(["från", "av"])
# abbreviations that look like codes: "m fl", "m m", "d v s", "s k", "v 32"
ABBREVIATION = re.compile(r"\b(?:m fl|m m|d v s|s k|t o m|f o m|fr o m|o s v|p g a|v \d{1,2}|c/o)\b", re.IGNORECASE)
# adjectives that describe more than parties: "liberala öppettider", "moderat höjning", "de gröna stråken"
ADJECTIVES = frozenset(("liberal", "liberala", "moderat", "moderata", "gröna", "de gröna"))
LONGEST_NAME = 3  # "miljöpartiet de gröna"


def parties_in(words: QueryWords) -> tuple[str, ...]:
    """Ids of the parties said, in the order of the query; a bloc gives its members."""
    found: dict[int, tuple[str, ...]] = {}
    _read_brackets(words, found)
    _read_words(words, found)
    _read_codes(words, found)
    return tuple(dict.fromkeys(party for first in sorted(found) for party in found[first]))


def _read_brackets(words: QueryWords, found: dict[int, tuple[str, ...]]) -> None:
    for bracket in BRACKETED.finditer(words.free_text):
        party = parties().by_code(bracket[1].casefold())
        if party is not None:
            words.take_span(bracket.start(), bracket.end(), drop=True)
            found[_word_at(words, bracket.start(1))] = (party.id,)


def _read_words(words: QueryWords, found: dict[int, tuple[str, ...]]) -> None:
    for first, beyond, text in words.windows(LONGEST_NAME):
        if not words.is_free(first, beyond):
            continue
        if text.casefold() in ADJECTIVES and not PARTY_ACT.fullmatch(words.folded(beyond)):
            continue
        if ids := _named(text):
            words.take(first, beyond, drop=True)
            found[first] = ids


def _named(text: str) -> tuple[str, ...]:
    """Party ids of a written name or bloc, in any form."""
    if party := parties().by_word(text, loose=True):
        return (party.id,)
    bloc = parties().bloc(text)
    return bloc.members if bloc else ()


def _read_codes(words: QueryWords, found: dict[int, tuple[str, ...]]) -> None:
    for shortened in ABBREVIATION.finditer(words.free_text):
        words.take_span(shortened.start(), shortened.end(), drop=False)
    for index in range(len(words)):
        if not words.is_free(index):
            continue
        glued = GLUED.fullmatch(words.words[index].text)
        if glued and glued[1].casefold() in NATIONAL_CODES and (party := parties().by_code(glued[1].casefold())):
            found[index] = (party.id,)  # the act in the same word is left for the types
            continue
        run = _codes_from(words, index)
        if run and _is_said_as_party(words, run):
            for place in run:
                party = parties().by_code(words.folded(place))
                if party is not None:
                    found[place] = (party.id,)
                words.take(place, place + 1, drop=True)


def _codes_from(words: QueryWords, index: int) -> tuple[int, ...]:
    """Places of the bare codes that stand side by side from ``index`` on, joined by commas, blanks or "och"."""
    places: list[int] = []
    place = index
    while words.is_free(place):
        if words.folded(place) in NATIONAL_CODES:
            places.append(place)
        elif not (places and words.folded(place) in JOINERS):
            break
        place += 1
    codes = [words.folded(one) for one in places]
    return tuple(places) if len(set(codes)) == len(codes) else ()


def _is_said_as_party(words: QueryWords, run: tuple[int, ...]) -> bool:
    if len(run) > 1:
        return True
    place = run[0]
    code, written = words.folded(place), words.words[place].text
    before, after = words.folded(place - 1), words.folded(place + 1)
    if code in CERTAIN_CODES or before in SENDERS:
        return True
    if code == "sd":  # "Bromma sd" is a stadsdel: capitals, or an act on either side and no place before
        names_district = place > 0 and words.words[place - 1].is_capitalised
        acts = PARTY_ACT.fullmatch(after) or PARTY_ACT.fullmatch(before)
        return written.isupper() or bool(acts and not names_district)
    if PARTY_ACT.fullmatch(after) or PARTY_ACT.fullmatch(before):
        return True
    # "Agda Lod v": a code after a name of two words
    return place > 1 and all(words.words[one].is_capitalised for one in (place - 1, place - 2))


def _word_at(words: QueryWords, start: int) -> int:
    return next(index for index, word in enumerate(words.words) if word.start >= start)
