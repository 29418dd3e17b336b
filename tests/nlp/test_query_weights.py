"""What a question's words count: those that tell nothing little, subjects fully."""

from __future__ import annotations

import pytest

from corpus.vocabulary.synonyms import synonym_groups
from nlp.lexical import plain_query_weights, query_vector
from nlp.query_weights import query_weight
from nlp.word_terms import whole_terms
from tests.nlp.test_lexical import weight_of

TELLING_LITTLE = ["få", "gör", "varför", "måste", "hjälp"]


@pytest.mark.parametrize("word", TELLING_LITTLE)
def test_words_of_asking_weigh_little(word: str) -> None:
    assert query_weight(whole_terms(word)[0]) < 0.8


@pytest.mark.parametrize("group", synonym_groups(), ids=lambda group: group.phrases[0])
def test_names_of_the_thesaurus_weigh_fully(group) -> None:  # type: ignore[no-untyped-def]
    for phrase in group.phrases:
        terms = whole_terms(phrase)
        assert len(terms) > 1 or query_weight(terms[0]) >= 1, phrase


def test_a_term_never_seen_weighs_one() -> None:
    assert query_weight("xqzwv") == 1.0


def test_the_query_vector_has_them() -> None:
    text = "Hur gör man för att få ett personligt ombud?"
    for word in ("gör", "ombud"):
        [term] = whole_terms(word)
        expected = plain_query_weights(text)[term] * query_weight(term)
        assert weight_of(query_vector(text), word) == pytest.approx(expected)
    assert weight_of(query_vector(text), "gör") < weight_of(query_vector(text), "ombud")
