"""Runs of words that papers on other matters hold too are left out of a draft."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_api.boilerplate import without_repeated

PHRASE = "Förslaget bedöms inte påverka kvinnor och män olika."


@pytest.mark.parametrize(
    ("text", "others", "left", "why"),
    [
        (f"En brygga byggs. {PHRASE}", [f"Ett bad. {PHRASE}", f"Klotter. {PHRASE}"], "En brygga byggs", "two hold it"),
        (f"En brygga byggs. {PHRASE}", [f"Ett bad. {PHRASE}"], f"En brygga byggs. {PHRASE}", "one alone may quote it"),
        ("En brygga byggs nu.", ["En brygga byggs då.", "En brygga byggs sen."], "En brygga byggs nu.", "three words"),
        (PHRASE, [PHRASE.upper(), PHRASE.replace(" ", "\n")], "", "letter case and line breaks are nothing"),
        (
            f"Först. {PHRASE} Sedan byggs bryggan.",
            [f"{PHRASE} Sist."] * 2,
            "Först . Sedan byggs bryggan",
            "from the middle",
        ),
        ("En brygga byggs.", [], "En brygga byggs.", "nothing to compare with"),
        ("", [PHRASE, PHRASE], "", "nothing said"),
    ],
)
def test_repeated_runs_go(text: str, others: list[str], left: str, why: str) -> None:
    assert without_repeated(text, others) == left, why


@given(st.text(alphabet="ab cd.", max_size=80), st.lists(st.text(alphabet="ab cd.", max_size=80), max_size=4))
def test_only_words_of_the_text_are_left_in_order(text: str, others: list[str]) -> None:
    left, words = iter(without_repeated(text, others).replace(".", " ").split()), text.replace(".", " ").split()
    places = iter(words)
    assert all(any(word == place for place in places) for word in left)
