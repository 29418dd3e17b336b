"""The tag record keeps the contract's shape, and nothing is lost on the way there and back."""

from __future__ import annotations

import json
from typing import Any, get_args, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import UserMistakeError
from corpus.records import (
    Decision,
    Demand,
    Diarienummer,
    Dissent,
    Organisation,
    PartyMention,
    Period,
    Person,
    Proposal,
    Reference,
    Source,
    TagRecord,
)
from corpus.tag_json import tag_from_json, tag_to_json

SOURCE = Source("ärende.pdf", "ab" * 32, 4, "text", "application/pdf")
FULL = TagRecord(
    source=SOURCE,
    type="tjänsteutlåtande",
    title="Cykelställ vid Älvsjö station",
    date="2011-05",
    date_kind="month",
    period=Period("2010", None, "evidence"),
    municipality="Håbo",
    body="Tekniska nämnden",
    addressee="Tekniska nämnden",
    district="sthlm-sdn-alvsjo",
    districts_mentioned=("sthlm-sdn-alvsjo",),
    municipalities_mentioned=("Habo",),
    diarienummer=(Diarienummer("2011/17", "habo-tn|2011|17", 2011, 17, None, "own", 1, None, None, "header"),),
    proposals=(Proposal(1, "Nämnden beslutar", "att anse motionen besvarad", "answer", "Nämnden", 1, 7, 33),),
    demands=(Demand(1, "att fler ställ sätts upp", "ask_build", ("V", "MP"), 2),),
    decisions=(Decision(1, "Motionen bifalls", "approve", "Kommunfullmäktige", "2011-06-01", "21-20", 3),),
    dissents=(Dissent("reservation", ("M",), "till förmån för eget yrkande", 3),),
    parties=(PartyMention("V", "mover", ("Öjar Ek", "Åsa By"), "(v)", 1),),
    people=(Person("Öjar Ek", "mover", None),),
    organisations=(Organisation("Trafikverket", "sender"),),
    references=(Reference("sfs", "2009:400", "2009:400"),),
    issue="2/4 2010",
    parts=(TagRecord(SOURCE, "motion"),),
    warnings=("två datum",),
)

text = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


def strategy_for(hint: Any) -> st.SearchStrategy[Any]:
    """Values for a field's type: strings of any letters, short tuples, each literal."""
    if hint is str:
        return text
    if type(None) in get_args(hint):
        return st.none() | strategy_for(next(kind for kind in get_args(hint) if kind is not type(None)))
    if getattr(hint, "__origin__", None) is tuple:
        return st.lists(strategy_for(get_args(hint)[0]), max_size=3).map(tuple)
    return records(hint) if hasattr(hint, "__dataclass_fields__") else st.from_type(hint)


def records(kind: type) -> st.SearchStrategy[Any]:
    hints = get_type_hints(kind)
    parts = st.just(()) if kind is not TagRecord else st.just((FULL,)) | st.just(())
    return st.builds(kind, **{name: parts if name == "parts" else strategy_for(hints[name]) for name in hints})


@given(records(TagRecord))
def test_round_trip_through_json_text(record: TagRecord) -> None:
    assert tag_from_json(json.loads(json.dumps(tag_to_json(record)))) == record


def test_full_record_has_the_agreed_shape() -> None:
    data = tag_to_json(FULL)
    assert list(data) == [
        *("source", "type", "title", "date", "date_kind", "period", "municipality", "body", "addressee"),
        *("district", "districts_mentioned", "municipalities_mentioned", "diarienummer", "proposals", "demands"),
        *("decisions", "dissents", "parties", "people", "organisations", "references", "issue", "parts", "warnings"),
    ]
    assert data["period"] == {"from": "2010", "to": None, "basis": "evidence"}
    assert data["diarienummer"] == [
        {
            "raw": "2011/17",
            "canonical": "habo-tn|2011|17",
            "year": 2011,
            "number": 17,
            "code": None,
            "role": "own",
            "page": 1,
            "start": None,
            "end": None,
            "where": "header",
        }
    ]
    assert data["proposals"][0] == {
        "number": 1,
        "lead": "Nämnden beslutar",
        "text": "att anse motionen besvarad",
        "class": "answer",
        "addressee": "Nämnden",
        "page": 1,
        "start": 7,
        "end": 33,
    }
    assert data["demands"][0]["by"] == ["V", "MP"]
    assert data["decisions"][0]["class"] == "approve"
    assert data["dissents"] == [
        {"kind": "reservation", "parties": ["M"], "text": "till förmån för eget yrkande", "page": 3}
    ]
    assert data["parties"][0]["persons"] == ["Öjar Ek", "Åsa By"]
    assert data["people"] == [{"name": "Öjar Ek", "role": "mover", "title": None}]
    assert data["parts"][0]["type"] == "motion"
    assert tag_from_json(data) == FULL


def test_absent_is_null_or_empty_list() -> None:
    data = tag_to_json(TagRecord(SOURCE, "övrigt"))
    empty = {name for name, value in data.items() if value is None or value == []}
    assert empty == set(data) - {"source", "type", "date_kind"}


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ({}, "nothing in it"),
        ({"type": "motion"}, "no source"),
        ({"type": "motion", "source": "x.pdf"}, "source is a string"),
        ({"type": "motion", "source": {"name": "x"}}, "source without its SHA-256"),
        ({**tag_to_json(FULL), "parties": 3}, "parties is a number"),
        ({**tag_to_json(FULL), "parties": ["V"]}, "a party is a string"),
        ({**tag_to_json(FULL), "period": []}, "period is a list"),
        ([], "a list"),
    ],
)
def test_what_is_no_tag_record_is_refused(data: Any, why: str) -> None:
    with pytest.raises(UserMistakeError, match="not a tag record"):
        tag_from_json(data)
