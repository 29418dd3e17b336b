"""An opened archive with the encoder that fills and asks it: what every operation works on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from corpus.archive import Archive
from nlp.encoder import Encoder, load_encoder

from corpus.errors import NotFoundError, UserMistakeError


@dataclass(frozen=True, slots=True)
class Service:
    """One process's hold on one archive."""

    home: Path
    archive: Archive
    encoder: Encoder


@contextmanager
def open_service(
    home: Path, *, model: str | None = None, create: bool = False, timeout: float = 5.0
) -> Iterator[Service]:
    """The service over the archive in ``home``, owned until the block ends.

    Raises ``NotFoundError`` when there is no archive and ``create`` is false, ``ArchiveBusyError`` after ``timeout``
    seconds while another process owns it.
    """
    if home.exists() and not home.is_dir():
        raise UserMistakeError(f"{home} is a file; --home must name the folder of an archive")
    if not create and not (home / "catalogue.sqlite").exists():
        raise NotFoundError(f"there is no archive in {home}; fill one with: beslut ingest FILES --home {home}")
    encoder = load_encoder(model)
    with Archive.open(home, dimensions=encoder.dimensions, model=encoder.model, timeout=timeout) as archive:
        yield Service(home, archive, encoder)
