"""What is offered when a word of the query stands in no document."""

from __future__ import annotations

import pytest

from corpus.archive import Archive
from nlp.encoder import Encoder
from search_api.answers import SearchRequest, answer_to_json
from search_api.search import search
from search_api.suggestions import suggestion_for
from search_api.understood import UnderstoodQuery

SUGGESTED = [
    ("boendestöt unga", "boendestöd unga", "the last part of a compound"),
    ("personligt ommbud", "personligt ombud", "a letter too many"),
    ("Aldreomsorg i stadsdelen", "äldreomsorg i stadsdelen", "no ä on the keyboard; the rest stays as written"),
]
LEFT_ALONE = [
    ("personligt ombud", "known words"),
    ("flygfärdighet", "a known word that no document has is no mistake"),
    ("xqzwvk", "resembles nothing"),
    ("och att", "says nothing"),
    ("", "nothing asked"),
]


@pytest.mark.parametrize(("text", "meant", "why"), SUGGESTED, ids=[row[0] for row in SUGGESTED])
def test_misspelt_words_are_mended(demo_archive: Archive, text: str, meant: str, why: str) -> None:
    assert suggestion_for(demo_archive, UnderstoodQuery(text, text)) == meant, why


@pytest.mark.parametrize(("text", "why"), LEFT_ALONE, ids=[row[0] or "empty" for row in LEFT_ALONE])
def test_other_queries_are_left_alone(demo_archive: Archive, text: str, why: str) -> None:
    assert suggestion_for(demo_archive, UnderstoodQuery(text, text)) is None, why


def test_a_suggestion_changes_no_result(demo_archive: Archive, encoder: Encoder) -> None:
    answer = search(demo_archive, encoder, SearchRequest(text="personligt ommbud"))
    assert answer.suggestion == "personligt ombud"
    assert answer.text == answer_to_json(answer)["query"]["text"] == "personligt ommbud"
    assert answer_to_json(answer)["suggestion"] == "personligt ombud"
