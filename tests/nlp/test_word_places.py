"""Looking up the first words of a pattern finds what reading the whole text with it would find."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.word_places import first_word, matches_at, places_of, word_places

NAMES = ("Södra Ängby", "Ängby", "Rinkeby-Kista", "Kista")
ANY_NAME = re.compile(rf"(?<![\w-])(?:{'|'.join(NAMES)})(?![\w-])", re.IGNORECASE)
# bits that come near a name, so that rows of them meet it whole, torn, joined and in other case
BITS = st.sampled_from(
    ["Södra", " ", "Ängby", "\n", "Rinkeby", "-", "kista", "KISTA", "3", "_", "o", "a\u0308ngby", "("]
)


@pytest.mark.parametrize(
    ("text", "words", "endings", "expected", "why"),
    [
        ("Kista och kista", {"kista"}, (), [0, 10], "case does not matter"),
        ("Rinkeby-Kista", {"kista"}, (), [8], "a hyphen parts words"),
        ("ett tilläggsyrkande, yrkanden", (), ("yrkande",), [4], "an ending is that of the whole word"),
        ("motion om motion", {"motion"}, ("tion",), [0, 10], "found both ways, given once"),
        ("", {"kista"}, ("a",), [], "nothing in nothing"),
    ],
)
def test_places(text: str, words: set[str], endings: tuple[str, ...], expected: list[int], why: str) -> None:
    assert places_of(text, words, endings) == expected, why


@given(st.lists(BITS, max_size=20).map("".join))
def test_matches_are_those_of_reading_everything(text: str) -> None:
    found = matches_at(ANY_NAME, text, places_of(text, set(map(first_word, NAMES))))
    assert [match.span() for match in found] == [match.span() for match in ANY_NAME.finditer(text)]


@given(st.text())
def test_places_give_the_words_back(text: str) -> None:
    for word, places in word_places(text).items():
        assert all(text[place:].lower().startswith(word[:1]) for place in places)
