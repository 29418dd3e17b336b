"""What tests that take files in share: the shipped encoder, one reading child for each module, an empty archive."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.archive import Archive
from ingest.sandbox import Sandbox
from nlp.encoder import Encoder, load_encoder


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder()


@pytest.fixture(scope="module")
def readers() -> Iterator[Sandbox]:
    """One child process for all tests of a module: starting one takes seconds."""
    sandbox = Sandbox()
    yield sandbox
    sandbox.close()


@pytest.fixture
def archive(tmp_path: Path, encoder: Encoder) -> Iterator[Archive]:
    with Archive.open(tmp_path / "arkiv", dimensions=encoder.dimensions, model=encoder.model) as archive:
        yield archive
