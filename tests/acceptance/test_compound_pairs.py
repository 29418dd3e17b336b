"""Two hundred pairs of compound, parts and synonym: the text that says it otherwise is among the first ten."""

from __future__ import annotations

from nlp.encoder import load_encoder
from search_api.evaluation import CorpusText, indexed, ranked_ids
from tests.bench.lexical import PLAIN, SHIPPED, compounds, measured

WANTED = 0.95


def test_words_bring_them_together() -> None:
    judged = compounds()
    assert len(judged.queries) == 200
    assert measured(SHIPPED, judged)["recall"] >= WANTED
    assert measured(PLAIN, judged)["recall"] < WANTED / 2  # else the set would prove nothing


def test_both_halves_together_do_too() -> None:
    judged, encoder = compounds(), load_encoder()
    texts = [CorpusText(str(number), None, text) for number, (_, text) in enumerate(judged.texts)]
    with indexed(texts, encoder) as index:
        found = [str(right) in ranked_ids(index, encoder, query)["hybrid"][:10] for query, right in judged.queries]
    assert sum(found) / len(found) >= WANTED
