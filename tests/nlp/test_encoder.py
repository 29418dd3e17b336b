"""The shipped encoder: what it promises, and that sentence-transformers makes the same vectors of its table."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import UserMistakeError
from nlp.encoder import MODELS, SHIPPED, StaticEncoder, load_encoder
from nlp.prepared import as_terms

TEXTS = [
    "Personligt ombud inom missbruksvården",
    "Nämnden avslår förslaget om en hundrastgård i Björkparken.",
    "dnr 511-206-2007",
    "åäö É ü 🙂 – § 63",
    "Fler platser på äldreboendet. " * 60,
]
NEARER = [
    ("missbruksvård", "vård av personer med beroende", "skötsel av vägar", "parts of compounds carry meaning"),
    ("snöröjning", "plogning av gator på vintern", "barnens måltider i skolan", "words of one matter"),
    ("skolskjuts", "resor till skolan för elever", "avgift för vatten och avlopp", "words of one matter"),
    ("hemlösa", "personer som saknar bostad", "upphandling av datorer", "words of one matter"),
    ("äldreomsorg", "hemtjänst för pensionärer", "detaljplan för kvarteret", "words of one matter"),
]


def test_vectors_are_unit_rows() -> None:
    encoder = load_encoder()
    rows = encoder.encode_passages(TEXTS)
    assert rows.shape == (len(TEXTS), encoder.dimensions)
    assert rows.dtype == np.float32
    assert np.linalg.norm(rows, axis=1) == pytest.approx(1.0, abs=1e-5)


def test_a_query_is_encoded_as_a_passage_is() -> None:
    encoder = load_encoder()
    assert encoder.encode_query(TEXTS[0]) == pytest.approx(encoder.encode_passages(TEXTS)[0], abs=1e-6)


@pytest.mark.parametrize("text", ["", "   ", "och att det", "!?"])
def test_a_text_without_words_still_has_a_vector(text: str) -> None:
    assert np.linalg.norm(load_encoder().encode_query(text)) == pytest.approx(1.0, abs=1e-5)


def test_nothing_to_encode() -> None:
    encoder = load_encoder()
    assert encoder.encode_passages([]).shape == (0, encoder.dimensions)


def test_many_texts_are_encoded_as_one_by_one() -> None:
    encoder = load_encoder()
    many = [f"{text} {number}" for number in range(300) for text in TEXTS[:2]]
    alone = np.stack([encoder.encode_query(text) for text in many])
    assert np.abs(encoder.encode_passages(many) - alone).max() < 1e-5


@pytest.mark.parametrize(("query", "near", "far", "why"), NEARER, ids=[row[0] for row in NEARER])
def test_what_is_meant_is_nearer(query: str, near: str, far: str, why: str) -> None:
    asked, *rows = load_encoder().encode_passages([query, near, far])
    assert asked @ rows[0] > asked @ rows[1] + 0.05, why


def test_sentence_transformers_makes_the_same_vectors_of_the_table() -> None:
    transformers = pytest.importorskip("sentence_transformers", reason="the extra 'encoders' is not installed")
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer

    ours = StaticEncoder(MODELS / SHIPPED)
    table = ours.rows_of(np.arange(len(ours.vocabulary())))
    embedding = StaticEmbedding(Tokenizer.from_file(str(MODELS / SHIPPED / "tokenizer.json")), table)
    prepared = [as_terms(text) for text in TEXTS]
    theirs = transformers.SentenceTransformer(modules=[embedding], device="cpu").encode(prepared).astype(np.float64)
    theirs /= np.linalg.norm(theirs, axis=1, keepdims=True)
    assert ((theirs * ours.encode_prepared(prepared)).sum(axis=1) >= 0.9999).all()


def test_a_folder_of_our_kind_is_read_by_path(tmp_path: Path) -> None:
    copy = tmp_path / "another-model"
    shutil.copytree(MODELS / SHIPPED, copy)
    encoder = load_encoder(str(copy))
    assert encoder.model == "another-model"
    assert encoder.encode_query("personligt ombud") == pytest.approx(load_encoder().encode_query("personligt ombud"))


def test_the_first_quarter_of_a_vector_is_a_vector() -> None:
    quarter = load_encoder().dimensions // 4
    for query, near, far, why in NEARER:
        asked, *rows = load_encoder().encode_passages([query, near, far])[:, :quarter]
        nearness = [asked @ row / np.linalg.norm(asked) / np.linalg.norm(row) for row in rows]
        assert nearness[0] > nearness[1], why


def test_an_unknown_model_is_the_users_mistake() -> None:
    with pytest.raises(UserMistakeError, match="no-such-folder"):
        load_encoder("./no-such-folder/model")


def test_the_shipped_model_is_small() -> None:
    assert (MODELS / SHIPPED / "model.safetensors").stat().st_size <= 12_000_000


def test_loading_is_quick_and_imports_no_torch() -> None:
    code = (
        "import sys, time, numpy, safetensors, tokenizers, nlp.encoder as e\n"
        "began = time.process_time(); e.load_encoder(); took = time.process_time() - began\n"
        "print(took, [m for m in ('torch', 'spacy', 'sentence_transformers', 'transformers') if m in sys.modules])"
    )
    took, heavy = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert heavy == "[]"
    assert float(took) < 0.3  # 0.1 s alone on a desk machine; twice that is left for a busy one
