"""The closer look: features worked out by hand, and what must win whatever the weights were learned from."""

from __future__ import annotations

import numpy as np
import pytest

from corpus.records import SparseVector
from nlp.encoder import Encoder, load_encoder
from nlp.lexical import passage_vector, query_vector
from nlp.term_vectors import TermVectors, term_vectors_of
from search_api.evaluation import CorpusText, indexed, ranked_ids
from search_api.ranker import FEATURES, FULL, Looked, Ranker, features_of, shipped_ranker


@pytest.fixture(scope="module")
def vectors() -> TermVectors:
    found = term_vectors_of(load_encoder())
    assert found is not None
    return found


def looked_at(*texts: str, owners: tuple[int, ...] | None = None) -> Looked:
    terms = [passage_vector(text) for text in texts]
    places = np.array(owners or range(len(texts)))
    return Looked(places, np.zeros(len(texts)), np.zeros(len(texts)), terms)


def feature(name: str, features: np.ndarray) -> list[float]:
    return [round(float(value), 4) for value in features[:, FEATURES.index(name)]]


def test_the_shipped_weights_belong_to_the_shipped_encoder(encoder: Encoder) -> None:
    assert shipped_ranker().model == encoder.model


def test_a_term_is_nearest_to_itself_then_to_its_kin(vectors: TermVectors) -> None:
    looked = looked_at("Skolan stänger.", "Elever och lärare.", "Trottoarer plogas.")
    same, kin, other = feature("near", features_of(query_vector("skola"), vectors, looked, [1, 1, 1]).documents)
    assert same == 1.0
    assert same > kin > other


def test_a_word_without_a_vector_is_near_itself_alone(vectors: TermVectors) -> None:
    looked = looked_at("Märkt 90417-kvx.", "Märkt 90418-kvx.")
    has, has_not = feature("near", features_of(query_vector("90417-kvx"), vectors, looked, [1, 1]).documents)
    assert has == 1.0
    assert has_not < 1.0


def test_a_document_has_the_best_of_its_passages_and_all_of_their_words(vectors: TermVectors) -> None:
    looked = looked_at("Skolan stänger.", "Parken får belysning.", "Skolan och parken.", owners=(0, 0, 1))
    found = features_of(query_vector("skola park"), vectors, looked, [2, 1])
    assert feature("near_together", found.documents) == [1.0, 1.0]
    assert feature("near", found.documents)[0] < 1.0
    assert feature("passages", found.documents) == [pytest.approx(np.log(2), abs=1e-4), 0.0]
    assert found.passages.shape == (3, len(FEATURES))


def test_how_much_a_passage_makes_of_a_term_is_its_weight(vectors: TermVectors) -> None:
    query = query_vector("skola")
    passage = passage_vector("Skolan stänger.")
    weight = dict(zip(passage.indices.tolist(), passage.values.tolist(), strict=True))[query.indices.tolist()[0]]
    found = features_of(query, vectors, looked_at("Skolan stänger."), [1])
    assert feature("said", found.documents) == [pytest.approx(weight / FULL, abs=1e-4)]


def test_a_passage_without_terms_harms_nothing(vectors: TermVectors) -> None:
    silent = SparseVector(np.zeros(1, np.uint32), np.zeros(1, np.float32))
    looked = Looked(np.array([0, 1]), np.zeros(2), np.zeros(2), [silent, passage_vector("Skolan stänger.")])
    assert feature("near", features_of(query_vector("skola"), vectors, looked, [1, 1]).documents) == [0.0, 1.0]


def test_the_best_has_one_and_none_is_below_nothing() -> None:
    ranker = Ranker("m", np.array([1.0, 2.0]), unit=4.0)
    scores = ranker.scores(np.array([[1.0, 1.0], [3.0, 1.0], [-9.0, -9.0]]))
    assert scores.tolist() == [0.5, 1.0, 0.0]


EXACT = [
    ("lokal 4711 Sjöboden", ["lokal 4712 Sjöboden", "Sjöboden hyrs ut", "lokaler för föreningar"], "a number"),
    ("beslut enligt § 74", ["beslut enligt § 75", "beslut enligt delegation", "enligt lag"], "a paragraph"),
    ("plan 2012-09143", ["plan 2012-09144", "plan för kajen", "planer 2012"], "a case of the planning office"),
]


@pytest.mark.parametrize(("query", "others", "why"), EXACT)
def test_exact_numbers_win(query: str, others: list[str], why: str, encoder: Encoder) -> None:
    frame = "Nämnden har tagit del av ärendet om {}. Kontoret återkommer med en redovisning före sommaren."
    texts = [CorpusText(str(at), None, frame.format(said)) for at, said in enumerate([query, *others])]
    with indexed(texts, encoder) as index:
        assert ranked_ids(index, encoder, query)["hybrid"][0] == "0", why
