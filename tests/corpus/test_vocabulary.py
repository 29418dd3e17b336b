"""Every entry of the vocabulary proves itself: its examples are recognised, its counter-examples are not."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.vocabulary import (
    boards,
    decision_classes,
    districts,
    document_types,
    edit_distance,
    fold,
    headings,
    meeting_acts,
    municipalities,
    number_formats,
    parse,
    parties,
    requests,
    slug,
    stances,
)

Recognises = Callable[[str], bool]
Row = tuple[str, Any, Recognises]


def entries() -> Iterator[Row]:
    """Name, entry and the question "is this text yours?" for every entry of every file."""
    for district in districts().all:
        yield f"district {district.id}", district, _district(district)
    for municipality in municipalities().all:
        yield f"municipality {municipality.name}", municipality, _same(municipalities().named, municipality)
    for board in boards().all:
        yield f"board {board.id}", board, _board(board)
    for standard in boards().standard:
        yield f"standard board {standard.code}", standard, _same(boards().standard_named, standard)
    for party in parties().all:
        yield f"party {party.id}", party, _party(party)
    for bloc in parties().blocs:
        yield f"bloc {bloc.id}", bloc, _same(parties().bloc, bloc)
    for classes in (decision_classes(), requests(), meeting_acts(), stances()):
        for phrase in classes.all:
            yield f"{phrase.kind} {phrase.id}", phrase, _same(classes.classify, phrase.id)
    for form in number_formats().all:
        yield f"number {form.name}", form, _number(form)
    for label in number_formats().labels:
        yield f"label {label.label}", label, _label(label)
    for look_alike in number_formats().look_alikes:
        yield f"look-alike {look_alike.name}", look_alike, _look_alike(look_alike)
    for heading in headings().all:
        yield f"heading {heading.kind}", heading, _same(headings().kind_of, heading.kind)
    for running in headings().running:
        yield f"running {running.name}", running, headings().is_running_label
    for field in headings().fields:
        yield f"field {field.name}", field, _same(headings().field_of, field.name)
    for document_type in document_types().all:
        yield f"type {document_type.id}", document_type, _same(document_types().named, document_type.id)
    for answer in document_types().answer_titles:
        yield f"answer {answer.answered}", answer, _same(document_types().answered_by, answer.answered)


def _same(find: Callable[[str], object], expected: object) -> Recognises:
    return lambda text: find(text) == expected


def _district(district: Any) -> Recognises:
    day = district.valid_from or district.valid_to
    return lambda text: districts().named(text, on=day, municipality=district.municipality) == district


def _board(board: Any) -> Recognises:
    return lambda text: boards().named(text, board.municipality) == board


def _party(party: Any) -> Recognises:
    return lambda text: party in (parties().by_code(text), parties().by_word(text))


def _number(form: Any) -> Recognises:
    return lambda text: (number := parse(text)) is not None and number.format == form.name


def _label(label: Any) -> Recognises:
    def recognises(text: str) -> bool:
        found = number_formats().label_regex.match(f"{text} 12/2007")
        return found is not None and number_formats().side_of(text) == label.side

    return recognises


def _look_alike(look_alike: Any) -> Recognises:
    return lambda text: look_alike.name in {name for _, _, name in number_formats().look_alikes_in(text)}


def _text(example: Any) -> str:
    return example[0] if isinstance(example, tuple) else example


ENTRIES = list(entries())
# These keep an id and a lineage, but name no board that a text could name.
NAMELESS = {"district sthlm-sdn-okand-24", "district malmo-centrala-namnder", "type övrigt"}


@pytest.mark.parametrize(("name", "entry", "recognises"), ENTRIES, ids=[name for name, _, _ in ENTRIES])
def test_entry_recognises_its_examples_and_nothing_else(name: str, entry: Any, recognises: Recognises) -> None:
    assert entry.examples or name in NAMELESS
    assert entry.counter_examples
    missed = [_text(example) for example in entry.examples if not recognises(_text(example))]
    taken = [example for example in entry.counter_examples if recognises(example)]
    assert (missed, taken) == ([], [])


def test_the_whole_country_is_there() -> None:
    assert len(municipalities().all) == 290
    assert len({municipality.code for municipality in municipalities().all}) == 290
    assert len({municipality.county for municipality in municipalities().all}) == 21
    assert len({district.id for district in districts().all}) == len(districts().all) == 110


def test_import_reads_no_file_and_no_yaml_parser() -> None:
    program = (
        "import sys, corpus.vocabulary as v\n"
        "assert 'yaml' not in sys.modules\n"
        "from corpus.vocabulary.entries import entries_in\n"
        "assert entries_in.cache_info().currsize == 0\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        ("Hässelby–Vällingby", "hässelby-vällingby", "en dash"),
        ("Hässelby - Vällingby", "hässelby-vällingby", "blanks around the hyphen"),
        ("Maria\u00a0- Gamla  Stan", "maria-gamla stan", "no-break space, double blank"),
        ("2\u22120", "2-0", "minus sign"),
        ("Håbo", "håbo", "å stays, or it would be Habo"),
        ("ﬁnans", "finans", "ligature of a PDF"),
        ("a\u030a", "å", "ring drawn apart from its letter"),
    ],
)
def test_fold(text: str, expected: str, why: str) -> None:
    assert fold(text) == expected, why


@given(st.text(max_size=40))
def test_slug_is_plain_letters(text: str) -> None:
    assert set(slug(text)) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert slug(slug(text)) == slug(text)


@given(st.text(alphabet="abåä-–— \u00a0", max_size=20))
def test_fold_twice_is_fold_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="abc", max_size=8), st.text(alphabet="abc", max_size=8))
def test_edit_distance_is_symmetric_and_zero_only_for_equals(left: str, right: str) -> None:
    assert edit_distance(left, right, 9) == edit_distance(right, left, 9)
    assert (edit_distance(left, right, 9) == 0) == (left == right)


@pytest.mark.parametrize(
    ("left", "right", "distance"),
    [("hässelby", "häselsby", 2), ("bromma", "broma", 1), ("farsta", "fatrsa", 2), ("lund", "gotland", 3)],
)
def test_edit_distance(left: str, right: str, distance: int) -> None:
    assert edit_distance(left, right, 2) == distance
