"""The JSON of an answer is the contract's, key by key, and survives a browser."""

from __future__ import annotations

import json

import pytest

from search_api.answers import FacetValue, Hit, HitProposal, SearchAnswer, answer_to_json
from search_api.understood import (
    UnderstoodFilters,
    UnderstoodNumber,
    UnderstoodQuery,
    understood_to_json,
)

CONTRACT_HIT_KEYS = {
    "document_id",
    "title",
    "type",
    "date",
    "score",
    "passage",
    "page",
    "district",
    "diarienummer",
    "parties",
    "proposals",
}

UNDERSTOOD = UnderstoodQuery(
    text="dnr 206/2007 Kungsholmen",
    rest="",
    numbers=(UnderstoodNumber("206/2007", 2007, 206),),
    filters=UnderstoodFilters(districts=("sthlm-sdn-kungsholmen",), date_to="2010"),
)

HIT = Hit(
    document_id="00ff00ff00ff00ff",
    title="Ny belysning vid sjön",
    type="tjänsteutlåtande",
    date="2007-09-20",
    score=0.75,
    passage="Nämnden besvarar skrivelsen.",
    page=1,
    passage_id=2**62 + 1,
    marks=((0, 7),),
    parties=("V",),
    proposals=(HitProposal(1, "att besvara skrivelsen", "answer_as_statement"),),
)

ANSWER = SearchAnswer(
    understood=UNDERSTOOD,
    total=1,
    hits=(HIT,),
    took_ms=3.14159,
    facets={"party": (FacetValue("V", "Vänsterpartiet", 1),)},
)


def test_answer_has_the_keys_of_the_contract() -> None:
    value = answer_to_json(ANSWER)
    assert {"query", "total", "total_is_approximate", "hits", "took_ms", "next_cursor"} <= set(value)
    assert set(value["query"]) == {"text", "understood", "filters"}
    assert set(value["hits"][0]) >= CONTRACT_HIT_KEYS


def test_understood_filters_keep_only_what_was_said() -> None:
    assert answer_to_json(ANSWER)["query"]["understood"] == {
        "district": "sthlm-sdn-kungsholmen",
        "to": 2010,
        "dnr": {"raw": "206/2007", "year": 2007, "number": 206},
    }


def test_why_stands_only_on_precedents() -> None:
    assert "why" not in answer_to_json(ANSWER)["hits"][0]


def test_a_passage_id_above_2_to_53_survives_a_browser() -> None:
    said = json.loads(json.dumps(answer_to_json(ANSWER)))["hits"][0]["passage_id"]
    assert int(said) == HIT.passage_id


@pytest.mark.parametrize(
    ("filters", "expected", "why"),
    [
        (UnderstoodFilters(parties=("S", "MP")), {"party": ["S", "MP"]}, "several are a list"),
        (UnderstoodFilters(parties=("S",)), {"party": "S"}, "one stands alone"),
        (UnderstoodFilters(movers=("Åsa Kvist",)), {"mover": ["Åsa Kvist"]}, "names are always a list"),
        (UnderstoodFilters(date_from="2007-03-01"), {"from": "2007-03-01"}, "a day is not a year"),
        (UnderstoodFilters(), {}, "nothing was said"),
    ],
)
def test_understood_json(filters: UnderstoodFilters, expected: dict[str, object], why: str) -> None:
    assert understood_to_json(UnderstoodQuery("x", "x", filters=filters)) == expected, why
