"""An opened archive with the encoder that fills and asks it: what every operation works on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from corpus.archive import Archive
from corpus.errors import NotFoundError, UserMistakeError
from corpus.settings import Settings
from nlp.encoder import Encoder, load_encoder


@dataclass(frozen=True, slots=True)
class Service:
    """One process's hold on one archive."""

    home: Path
    archive: Archive
    encoder: Encoder
    mask_names: frozenset[str] = frozenset()  # types of documents in which private persons' names are hidden


@contextmanager
def open_service(settings: Settings, *, create: bool = False) -> Iterator[Service]:
    """The service over the archive that ``settings`` name, owned until the block ends.

    Raises ``NotFoundError`` when there is no archive and ``create`` is false, ``ArchiveBusyError`` after
    ``settings.lock_seconds`` while another process owns it.
    """
    home = settings.home
    if home.exists() and not home.is_dir():
        raise UserMistakeError(f"{home} is a file; --home must name the folder of an archive")
    if not create and not settings.catalogue_url and not (home / "catalogue.sqlite").exists():
        raise NotFoundError(f"there is no archive in {home}; fill one with: beslut ingest FILES --home {home}")
    encoder = load_encoder(settings.model)
    with Archive.open(
        home,
        dimensions=encoder.dimensions,
        model=encoder.model,
        timeout=settings.lock_seconds,
        catalogue_url=settings.catalogue_url,
        qdrant_url=settings.qdrant_url,
    ) as archive:
        yield Service(home, archive, encoder, settings.mask_names)
