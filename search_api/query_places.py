"""Districts and municipalities that a query names: exactly those said, no county, no hospital, no surname.

A place keeps its words in the search: documents write them too, and they carry meaning ("Södermalms beroendeteam").
"""

from __future__ import annotations

from collections.abc import Sequence

from corpus.vocabulary import districts, municipalities
from corpus.vocabulary.municipalities import Municipality
from search_api.query_words import QueryWords

LONGEST_MUNICIPALITY = 3
LONGEST_PLACE = 6  # "stadsdelsnämnden i Maria Gamla stan"
SHORTEST_MISSPELT = 7

# "Stockholms län", "Uppsala universitet", "Danderyds sjukhus", "Region Gotland": not the municipality
NOT_A_MUNICIPALITY_BEFORE = frozenset(
    [
        "län",
        "läns",
        "landsting",
        "landstings",
        "landstinget",
        "sjukhus",
        "sjukhuset",
        "universitet",
        "universitets",
        "högskola",
        "tingsrätt",
        "domsaga",
        "stift",
        "församling",
        "universitetssjukhus",
    ]
)
NOT_A_MUNICIPALITY_AFTER = frozenset(["region", "länsstyrelsen"])
# "Bromma flygplats", "Kista galleria": a building, not the board
BUILDINGS = frozenset("flygplats flygplatsen flygplatts galleria gallerian sjukhus".split())
# names of districts that are verbs in small letters
VERBS = frozenset(("backa", "älta"))
# "i Lund", "från Mora", "kommunen Vara": what must stand before an ambiguous name
PLACE_LEADERS = frozenset(["i", "från", "inom", "kommun", "kommunen", "för", "till", "hos", "och", "samt", "mellan"])


def is_place(text: str) -> bool:
    """True when ``text`` as a whole names a district, a neighbourhood of one, or a municipality."""
    if districts().all_named(text) or districts().with_neighbourhood(text):
        return True
    return municipalities().named(text) is not None


def districts_in(words: QueryWords) -> tuple[str, ...]:
    """Ids of the districts named, in the order of the query; a close misspelling of a long name counts."""
    found: dict[int, str] = {}
    for first, beyond, text in words.windows(LONGEST_PLACE):
        if not words.is_free(first, beyond):  # taken by a longer window since
            continue
        district = districts().named(text)
        if district is None or text in VERBS or words.folded(beyond) in BUILDINGS:
            continue
        if not _is_county(words, first, beyond):
            words.take(first, beyond, drop=False)
            found[first] = district.id
    return _in_order(found)


def misspelt_districts_in(words: QueryWords) -> tuple[str, ...]:
    """Ids of districts whose long name somebody nearly wrote; asked last, when all real names are taken."""
    found: dict[int, str] = {}
    for first, beyond, text in words.windows(1):
        word = words.words[first]
        looks_like_name = word.text[:1].isupper() or "-" in word.text
        if len(text) < SHORTEST_MISSPELT or not looks_like_name or not word.text.replace("-", "").isalpha():
            continue
        district = districts().close_to(text)
        if district is not None:
            words.take(first, beyond, drop=False)
            found[first] = district.id
    return _in_order(found)


def in_municipalities(district_ids: Sequence[str], names: Sequence[str]) -> tuple[str, ...]:
    """The districts that lie in one of the municipalities said: "Malmö centrum" is not Göteborg's Centrum."""
    found = [(one, districts().by_id(one)) for one in district_ids]
    return tuple(one for one, district in found if not names or (district and district.municipality in names))


def municipalities_in(words: QueryWords) -> tuple[str, ...]:
    """Names of the municipalities said; a name that is also a word or a surname needs to stand like a place."""
    found: dict[int, str] = {}
    for first, beyond, text in words.windows(LONGEST_MUNICIPALITY):
        if not words.is_free(first, beyond) or _is_county(words, first, beyond):
            continue
        municipality = municipalities().named(text)
        if municipality is None or not _stands_like_place(words, first, beyond, municipality):
            continue
        words.take(first, beyond, drop=False)
        found[first] = municipality.name
    return _in_order(found)


def _stands_like_place(words: QueryWords, first: int, beyond: int, municipality: Municipality) -> bool:
    """False for "Vara en god granne" and "Karin Norberg"; true for "i Lund", "Lunds kommun", "avgifter Lund"."""
    if words.folded(beyond - 1).removesuffix("s") in ("kommun", "stad"):
        return True
    before = words.folded(first - 1)
    if municipality.common_word and first == 0:
        return False
    # a capitalised word before it makes a person's or another place's name; a query's first word is always
    # capitalised, and "Salem Danderyd Täby" is a list
    named_on = (
        first > 1
        and words.is_free(first - 1)
        and words.words[first - 1].is_capitalised
        and not is_place(words.words[first - 1].text)
    )
    return not (municipality.ambiguous and named_on) or before in PLACE_LEADERS


def _is_county(words: QueryWords, first: int, beyond: int) -> bool:
    after = words.folded(beyond)
    return after in NOT_A_MUNICIPALITY_BEFORE or words.folded(first - 1) in NOT_A_MUNICIPALITY_AFTER


def _in_order(found: dict[int, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found[first] for first in sorted(found)))
