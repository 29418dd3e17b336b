"""A model's name stands for its weights: archives store it beside their vectors, so new weights need a new name."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from nlp.encoder import MODELS, SHIPPED

# name -> start of the SHA-256 of weights and tokenizer. Weights changed? Give the folder a new name and add a row.
KNOWN = {
    "beslut-static-sv-2": ("14ef6a95f92514da", "efc1acf2e84f7731"),
}


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def test_shipped_model_is_known() -> None:
    assert SHIPPED in KNOWN


ENCODERS = [folder.name for folder in sorted(MODELS.iterdir()) if (folder / "tokenizer.json").exists()]


@pytest.mark.parametrize("name", ENCODERS)
def test_name_stands_for_these_weights(name: str) -> None:
    folder = MODELS / name
    assert (digest(folder / "model.safetensors"), digest(folder / "tokenizer.json")) == KNOWN[name]
