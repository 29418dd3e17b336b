"""A model's name stands for its weights: archives store it beside their vectors, so new weights need a new name."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from nlp.encoder import MODELS, SHIPPED

# name -> start of the SHA-256 of weights and tokenizer. Weights changed? Give the folder a new name and add a row.
KNOWN = {
    "beslut-static-sv-1": ("b899de54c9024116", "31bb2fd8840da8dd"),
}


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def test_shipped_model_is_known() -> None:
    assert SHIPPED in KNOWN


@pytest.mark.parametrize("name", [folder.name for folder in sorted(MODELS.iterdir()) if (folder / "tokenizer.json").exists()])
def test_name_stands_for_these_weights(name: str) -> None:
    folder = MODELS / name
    assert (digest(folder / "model.safetensors"), digest(folder / "tokenizer.json")) == KNOWN[name]
