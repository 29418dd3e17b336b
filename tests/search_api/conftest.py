"""The demo archive, filled once for all tests of this floor that only read it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.archive import Archive
from ingest.pipeline import ingest
from nlp.encoder import Encoder, load_encoder
from tests.commands import SAMPLE


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    """The shipped encoder."""
    return load_encoder()


@pytest.fixture(scope="session")
def demo_archive(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Iterator[Archive]:
    """All documents of the sample; read only."""
    home = tmp_path_factory.mktemp("demo")
    with Archive.open(home, dimensions=encoder.dimensions, model=encoder.model) as archive:
        report = ingest(archive, [SAMPLE / "pdf"], encoder=encoder)
        assert report.quarantined == ()
        yield archive


@pytest.fixture(scope="session")
def id_of(demo_archive: Archive) -> dict[str, str]:
    """Document ids of the sample by file name without ending."""
    return {Path(document.name).stem: document.id for document in demo_archive.documents() if "-" not in document.id}
