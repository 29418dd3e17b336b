"""Names and sentences: what the matchers find, and where."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.swedish import SwedishPipeline

DISTRICTS = [
    ("Hässelby-Vällingby stadsdelsnämnd", ["sthlm-sdn-hasselby-vallingby"], "plain"),
    ("HÄSSELBY-VÄLLINGBY STADSDELSFÖRVALTNING", ["sthlm-sdn-hasselby-vallingby"], "capitals of a running header"),
    ("Maria - Gamla stans stadsdelsförvaltning", ["sthlm-sdn-maria-gamla-stan"], "blanks around the hyphen"),
    ("MARIA – GAMLA STANS STADSDELSFÖRVALTNING", ["sthlm-sdn-maria-gamla-stan"], "en dash"),
    ("i Maria-\nGamla stan", ["sthlm-sdn-maria-gamla-stan"], "name broken over two lines"),
    ("Häselsby-Vällingby", ["sthlm-sdn-hasselby-vallingby"], "letters swapped, as printed in a newsletter"),
    ("Rinkeby/Kista och Skarpnäcks sdn", ["sthlm-sdn-rinkeby-kista", "sthlm-sdn-skarpnack"], "stroke; genitive"),
    ("ett härbärge i centrum", [], "a word, not the board Centrum"),
    ("Centrum byggs om", [], "a bare common name says no board"),
    ("SKA detta gälla?", [], "three capitals are no district without a board word"),
    ("Maria Gamlin kom", [], "a person"),
]


@pytest.mark.parametrize(("text", "expected", "why"), DISTRICTS)
def test_districts(swedish: SwedishPipeline, text: str, expected: list[str], why: str) -> None:
    found = [span.ids[0] for span in swedish.names_in(text).districts]
    assert found == expected, why


MUNICIPALITIES = [
    ("Danderyd, Upplands Bro, Upplands Väsby", ["Danderyd", "Upplands-Bro", "Upplands Väsby"], "hyphen lost"),
    ("Tyresö kommuns", ["Tyresö"], "genitive of the full name"),
    ("det kan vara mark", [], "words that are names only with a capital"),
    ("Håbo och Habo", ["Håbo", "Habo"], "å is not a"),
]


@pytest.mark.parametrize(("text", "expected", "why"), MUNICIPALITIES)
def test_municipalities(swedish: SwedishPipeline, text: str, expected: list[str], why: str) -> None:
    assert [span.ids[0] for span in swedish.names_in(text).municipalities] == expected, why


SENTENCES = [
    ("Nämnden beslutade. Ärendet är klart.", 2, "two sentences"),
    ("Det gäller bl.a. Farsta och t.ex. Älvsjö.", 1, "abbreviations do not end a sentence"),
    ("Bakgrund\n\nÄrendet kom in i maj", 2, "a blank line ends one"),
    ("", 0, "nothing"),
]


@pytest.mark.parametrize(("text", "expected", "why"), SENTENCES)
def test_sentences(swedish: SwedishPipeline, text: str, expected: int, why: str) -> None:
    assert len(swedish.sentences_in(text)) == expected, why


def test_long_text_is_taken_in_pieces(swedish: SwedishPipeline) -> None:
    text = "Ärendet har beretts.\n\n" * 6000 + "Farsta stadsdelsnämnd"
    (name,) = swedish.names_in(text).districts
    assert text[name.start : name.end] == "Farsta"


@given(st.text(max_size=400))
def test_spans_give_their_text_back(swedish: SwedishPipeline, text: str) -> None:
    text = f"{text} Farsta sdn {text} Täby kommun"
    names = swedish.names_in(text)
    for span in (*names.districts, *names.municipalities):
        assert text[span.start : span.end] == span.text
    ends = [0, *(end for _, end in swedish.sentences_in(text))]
    starts = [start for start, _ in swedish.sentences_in(text)]
    assert all(start >= end for start, end in zip(starts, ends, strict=False)), "sentences do not overlap"
