"""The trained model for names: what it is worth, that its spans hold, and when it is loaded."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import UnavailableError
from nlp.names import SHIPPED, NameModel, load_names

REPOSITORY = Path(__file__).resolve().parents[2]
MUNICIPAL = Path(__file__).with_name("municipal_names.txt")
# start of the SHA-256 of the weights. Changed? Raise LOGIC_VERSION of people and organisation, and mend the model card.
KNOWN_WEIGHTS = "cfab705ff03e5f99"
# F1 on the municipal sentences may not fall below this; measured values stand in docs/reports/names.md
LEAST_F1 = {"PER": 0.92, "ORG": 0.94, "LOC": 0.9}

Span = tuple[int, int, str]


@pytest.fixture(scope="module")
def model() -> NameModel:
    return load_names()


def labelled(line: str) -> tuple[str, set[Span]]:
    """ "[PER Eva Ek] bor" -> the plain text and its names."""
    text, spans = "", set[Span]()
    for part in re.split(r"(\[(?:PER|ORG|LOC) [^\]]+\])", line):
        name = part[5:-1] if part.startswith("[") else None
        if name:
            spans.add((len(text), len(text) + len(name), part[1:4]))
        text += name or part
    return text, spans


def test_these_are_the_weights_that_were_measured() -> None:
    assert hashlib.sha256((SHIPPED / "weights.safetensors").read_bytes()).hexdigest()[:16] == KNOWN_WEIGHTS


@pytest.mark.parametrize("label", sorted(LEAST_F1))
def test_names_of_municipal_sentences(model: NameModel, label: str) -> None:
    lines = MUNICIPAL.read_text(encoding="utf-8").splitlines()
    rows = [labelled(line) for line in lines if line and not line.startswith("#")]
    assert len(rows) >= 60
    right = found = wanted = 0
    for (_, gold), names in zip(rows, model.names_in([text for text, _ in rows]), strict=True):
        got = {(name.start, name.end, name.label) for name in names if name.label == label}
        gold = {span for span in gold if span[2] == label}
        right, found, wanted = right + len(got & gold), found + len(got), wanted + len(gold)
    assert 2 * right / (found + wanted) >= LEAST_F1[label]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=80), max_size=4))
def test_spans_lie_inside_any_text(model: NameModel, texts: list[str]) -> None:
    for text, names in zip(texts, model.names_in(texts), strict=True):
        ends = [0, *(name.end for name in names)]
        assert all(end <= name.start < name.end <= len(text) for end, name in zip(ends, names, strict=False))


def test_line_breaks_are_blanks(model: NameModel) -> None:
    plain = model.names_in(["Ärendet föredrogs av Ingalill Boström och Milan Nowak."])
    assert model.names_in(["Ärendet föredrogs av\nIngalill Boström och Milan\u00a0Nowak."]) == plain
    assert [name.label for name in plain[0]] == ["PER", "PER"]


def test_kin_are_two_persons(model: NameModel) -> None:
    text = "Rut Malmstens granne Sture Almgård stöder förslaget."
    names = [(text[name.start : name.end], name.label) for name in model.names_in([text])[0]]
    assert names == [("Rut Malmstens", "PER"), ("Sture Almgård", "PER")]


def test_no_sentence_gives_no_names(model: NameModel) -> None:
    assert model.names_in([]) == []
    assert model.names_in([""]) == [()]


def test_a_model_that_is_not_installed_is_named() -> None:
    with pytest.raises(UnavailableError, match="sv_no_such_model"):
        load_names("sv_no_such_model")


def test_the_model_is_loaded_when_first_needed_and_brings_no_torch() -> None:
    code = (
        "import sys; from nlp.swedish import load_swedish; swedish = load_swedish(); "
        "before = 'nlp.names' in sys.modules; names = swedish.entities_in(['Frågan ställdes av Rut Malmsten.']);"
        "print(before, [name.label for name in names[0]], 'torch' in sys.modules)"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=REPOSITORY, check=True)
    assert result.stdout.strip() == "False ['PER'] False"
