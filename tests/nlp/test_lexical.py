"""Terms of Swedish text: stems, compounds, elided compounds, numbers; and the vectors made of them."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.vocabulary.synonyms import synonym_groups
from nlp.lexical import passage_vector, query_vector, term_id, terms_in
from nlp.synonyms import alternatives

WHOLES = [
    ("Nämnden beslutar", ["nämnd", "beslut"], "stems"),
    ("personligt ombud", ["person", "ombud"], "stems"),
    ("Habo och Håbo", ["habo", "håbo"], "å is a letter of its own"),
    ("missbruks- och beroendevården", ["missbruksvård", "beroendevård"], "the hyphen borrows the other word's end"),
    ("alkohol-, narkotika- eller tobaksfrågor", ["alkoholfråg", "narkotikafråg", "tobaksfråg"], "two hyphens"),
    ("Hässelby-Vällingby", ["hässelby-vällingby"], "a hyphened name is one word"),
    ("idéer", ["ide"], "é is e"),
    ("det är att ha", [], "stop words only"),
    ("§ 63", ["63"], "the sign is no term"),
    ("0366", ["366"], "padding is cosmetic"),
    ("(s) (mp)", ["mp"], "one letter says too little"),
]
NUMBERS = [
    ("511 - 206 - 2007", {"511-206-2007", "206/2007"}, "year last"),
    ("511-206/2007", {"511-206-2007", "206/2007"}, "any separator"),
    ("0366/15", {"366/2015"}, "two-digit year last"),
    ("366/2015", {"366/2015"}, "the same case asked in full"),
    ("704-06-8329", {"704-6-8329", "8329/2006"}, "county board: year in the middle"),
    ("982-2009-103", {"982/2009"}, "year in the middle: number first"),
    ("2006-152-307", {"152/2006"}, "year first: number second"),
    ("1.5.1-135-2012", {"1.5.1-135-2012", "135/2012"}, "dotted plan code"),
    ("KS/2014:119", {"119/2014", "ks"}, "prefix letters are a word"),
    ("05-320/529", {"529/2005"}, "two-digit year first"),
    ("103-433-98", {"433/1998"}, "from 70 on the 1900s"),
]


@pytest.mark.parametrize(("text", "expected", "why"), WHOLES, ids=[row[0] for row in WHOLES])
def test_whole_terms(text: str, expected: list[str], why: str) -> None:
    assert [term.term for term in terms_in(text) if term.weight == 1.0] == expected, why


@pytest.mark.parametrize(("text", "expected", "why"), NUMBERS, ids=[row[0] for row in NUMBERS])
def test_number_strings_meet_their_other_spellings(text: str, expected: set[str], why: str) -> None:
    assert expected <= {term.term for term in terms_in(text)}, why


def test_a_date_is_no_case() -> None:
    assert not [term.term for term in terms_in("2007-08-28") if "/" in term.term]


def test_parts_of_a_compound_stand_where_it_stands_and_weigh_less() -> None:
    terms = terms_in("om missbruksvården")
    assert [term.term for term in terms] == ["missbruksvård", "missbruk", "vård"]
    assert {(term.start, term.end) for term in terms} == {(3, 18)}
    assert terms[0].weight == 1.0 > terms[1].weight > 0


def test_an_elided_compound_is_marked_at_its_own_place() -> None:
    text = "missbruks- och beroendevård"
    assert {text[t.start : t.end] for t in terms_in(text) if t.term == "missbruksvård"} == {"missbruks-"}


def test_a_query_finds_the_parts_but_prefers_the_whole() -> None:
    query = query_vector("missbruksvård")
    assert score(query, "Missbruksvården byggs ut.") > score(query, "Vården byggs ut.") > 0


def test_a_word_said_often_counts_less_each_time() -> None:
    once, twice, ten = (weight_in("ombud", "ombud " * times + "fyll " * (20 - times)) for times in (1, 2, 10))
    assert once < twice < ten < 10 * once


def test_heading_and_names_find_a_passage_that_does_not_say_them() -> None:
    vector = passage_vector("Ansökan avser medel.", "Personligt ombud", ["511-206-2007", "Karin Testsson"])
    for asked in ("ombud", "206/2007", "testsson"):
        assert set(query_vector(asked).indices) & set(vector.indices), asked
    assert weight_of(vector, "ombud") > weight_of(vector, "ansökan")  # said above, and what the passage is about


def test_term_ids_never_change() -> None:
    # stored in every archive: another value here means that all archives must be indexed anew
    assert [term_id(term) for term in ("missbruk", "206/2007")] == [1619435911, 3658538867]


def test_a_query_without_content_has_no_terms() -> None:
    assert len(query_vector("och att det").indices) == 0
    assert len(passage_vector("").indices) == 0


@pytest.mark.parametrize("group", synonym_groups(), ids=lambda group: group.phrases[0])
def test_synonyms_are_reached_by_their_examples_only(group) -> None:  # type: ignore[no-untyped-def]
    members = {*group.phrases, *group.abbreviations, *group.exact}
    for example in group.examples:
        assert set(alternatives(example)) & members, example
    for counter in group.counter_examples:
        assert not set(alternatives(counter)) & members, counter


def test_a_synonym_weighs_less_than_what_was_said() -> None:
    query = query_vector("brukarombud för unga")
    assert score(query, "Brukarombud finns.") > score(query, "Personligt ombud finns.") > 0


@given(st.text(max_size=300))
def test_any_text_has_terms_inside_it_and_a_sorted_vector(text: str) -> None:
    for term in terms_in(text):
        assert 0 <= term.start < term.end <= len(text)
        assert 0 < term.weight <= 1
    vector = passage_vector(text)
    assert vector.indices.dtype == np.uint32
    assert vector.values.dtype == np.float32
    assert (np.diff(vector.indices.astype(np.int64)) > 0).all()
    assert (vector.values > 0).all()


def test_twenty_thousand_words_a_second() -> None:
    words = [
        f"{first}{second}" for first in ("vårds", "skol", "miljö", "kvarts") for second in ("plan", "nämnd", "xyz")
    ]
    text = " ".join(words * 2000)  # 24,000 words
    terms_in(text)
    began = time.process_time()
    passage_vector(text)
    assert time.process_time() - began < 24_000 / 20_000


def score(query, passage: str) -> float:  # type: ignore[no-untyped-def]
    vector = passage_vector(passage)
    weights = dict(zip(vector.indices.tolist(), vector.values.tolist(), strict=True))
    return sum(
        value * weights.get(index, 0.0)
        for index, value in zip(query.indices.tolist(), query.values.tolist(), strict=True)
    )


def weight_in(word: str, text: str) -> float:
    return weight_of(passage_vector(text), word)


def weight_of(vector, word: str) -> float:  # type: ignore[no-untyped-def]
    weights = dict(zip(vector.indices.tolist(), vector.values.tolist(), strict=True))
    return weights.get(term_id(terms_in(word)[0].term), 0.0)
