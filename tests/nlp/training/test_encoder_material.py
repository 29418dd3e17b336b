"""What the encoder is trained on: texts as units of terms, bags of pieces, and pairs that keep to the split."""

from __future__ import annotations

import numpy as np
import pytest

from nlp.prepared import damped
from nlp.training.bags import bags_of, pieces_of_terms, word_pieces
from nlp.training.samples import Samples
from nlp.training.term_corpus import HEADS, TermCorpus, TermNumbers, corpus_of, kept_corpus
from nlp.training.texts import Query, Text, is_asked_about, is_held_back, own_questions, tuning_questions

BODY = "Nämnden inrättar en hundrastgård i parken. Den får två grindar och en bänk. Staketet är en meter högt."


def text(text_id: str, source: str, title: str = "Hundrastgård", summary: str = "", body: str = BODY) -> Text:
    return Text(text_id, source, 2010, title, summary, body)


@pytest.fixture
def numbers() -> TermNumbers:
    return TermNumbers()


@pytest.fixture
def corpus(numbers: TermNumbers) -> TermCorpus:
    sections = [text(f"sfs:1#{at}", "sfs/avsnitt", f"Rubrik {at}", "Lag om hundar") for at in range(5)]
    return corpus_of([text("ipq:1", "riksdag/interpellation"), *sections], numbers)


def test_a_text_is_its_title_summary_and_windows(corpus: TermCorpus, numbers: TermNumbers) -> None:
    terms = numbers.terms()
    units = np.split(corpus.numbers, np.cumsum(corpus.lengths)[:-1])
    assert terms[units[0][0]] == "hundrastgård"
    assert len(units[1]) == 0  # no summary
    assert corpus.windows.tolist() == [1] * 6
    assert corpus.first.tolist() == [3 * at for at in range(7)]


def test_a_kept_corpus_is_read_back(corpus: TermCorpus, numbers: TermNumbers, tmp_path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr("nlp.training.term_corpus.training_texts", lambda _: [text("ipq:1", "x"), text("ipq:2", "x")])
    first, _ = kept_corpus(tmp_path / "pairs", tmp_path)
    monkeypatch.undo()  # the second time the file is not read
    again, terms = kept_corpus(tmp_path / "no-such-file", tmp_path)
    assert again.ids == ["ipq:1", "ipq:2"]
    assert (again.numbers == first.numbers).all()
    assert "hundrastgård" in terms.terms()


def test_bags_damp_repetition_as_the_encoder_does() -> None:
    said = [3, 3, 3, 3, 3, 1, 1, 2]
    bags = bags_of([np.array(said), np.array([2])], [np.array([number]) for number in range(4)])
    batch = bags.of(np.array([0]))
    kept = damped(said)
    assert dict(zip(batch.pieces.tolist(), batch.counts.tolist(), strict=True)) == {
        number: kept.count(number) for number in set(said)
    }


def test_two_units_as_one_text() -> None:
    bags = bags_of([np.array([0, 1]), np.array([2]), np.array([3])], [np.array([number]) for number in range(4)])
    batch = bags.of_two(np.array([-1, 0]), np.array([1, 2]))
    assert np.split(batch.pieces, batch.starts[1:])[0].tolist() == [2]
    assert np.split(batch.pieces, batch.starts[1:])[1].tolist() == [0, 1, 3]


def test_common_terms_are_whole_and_rare_ones_in_pieces() -> None:
    terms = ["skola", "skolväg", "skolgård", "väg", "gård", "gårdväg"]
    tokenizer = word_pieces(terms, np.array([90, 50, 50, 50, 50, 0]), 200)
    pieces = pieces_of_terms(tokenizer, terms)
    assert all(len(own) == 1 for own in pieces[:5])
    assert len(pieces[5]) > 1  # never seen


def test_pairs_answer_with_windows_of_the_asking_text(corpus: TermCorpus) -> None:
    samples = Samples(corpus, [], [], seed=1)
    pairs = samples.batch(6, query_share=0.0, sibling_share=0.0)
    texts = np.searchsorted(corpus.first, pairs.asked, side="right") - 1
    assert sorted(texts.tolist()) == list(range(6))
    assert (pairs.answers == corpus.first[texts] + HEADS).all()


def test_siblings_are_sections_of_one_whole(corpus: TermCorpus) -> None:
    samples = Samples(corpus, [], [], seed=1)
    pairs = samples.batch(6, query_share=0.0, sibling_share=1.0)
    assert {corpus.ids[text] for text in np.searchsorted(corpus.first, pairs.asked, side="right") - 1} == {
        f"sfs:1#{at}" for at in range(5)
    }


def test_queries_stand_after_the_texts(corpus: TermCorpus) -> None:
    own = own_questions()[:2]
    samples = Samples(corpus, [Query("ipq:1", "keywords", "hundar")], own, seed=1)
    pairs = samples.batch(10, query_share=0.5, sibling_share=0.0)
    asked = dict(zip(pairs.asked.tolist(), pairs.answers.tolist(), strict=True))
    begin = len(corpus.lengths)
    assert asked[begin] == HEADS  # the only window of ipq:1
    assert [asked[begin + 1 + at] for at in range(4)] == [begin + 5, begin + 5, begin + 6, begin + 6]


def test_the_same_seed_draws_the_same(corpus: TermCorpus) -> None:
    one, other = (Samples(corpus, [], [], seed=7).batch(6, 0.0, 0.2) for _ in range(2))
    assert all((left == right).all() for left, right in zip(one, other, strict=True))


def test_our_own_questions_have_an_answer_each() -> None:
    rows = own_questions()
    assert len(rows) > 150
    assert all(len(row.questions) == 2 and row.answer.endswith(".") for row in rows)


def test_laws_of_the_tuning_questions_are_not_trained_on() -> None:
    asked = tuning_questions()
    assert len(asked) == 150
    assert all(is_asked_about(text(query.text_id, "sfs/avsnitt")) for query in asked)
    assert is_asked_about(text(asked[0].text_id.split("#")[0], "sfs/forfattning"))
    assert not is_asked_about(text("ipq:1", "riksdag/interpellation"))


def test_the_split_of_the_queries_stays() -> None:
    assert [is_held_back(f"ipq:{number}") for number in range(40)].count(True) == 3
