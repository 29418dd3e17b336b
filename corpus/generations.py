"""Generations of the index: which one is in use, how one is opened, and how a new one is made from the catalogue.

In process, a generation is the folder ``index/<number>``; on a server, a collection of its own. A generation is
filled completely before it becomes the present one, so a kill on the way costs nothing.
"""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from corpus import graph_building, holdings, ledger
from corpus.catalogue import Catalogue
from corpus.edge_index import EdgeIndex
from corpus.errors import EngineError, UserMistakeError
from corpus.index import PassageIndex
from corpus.records import SearchFilter
from corpus.server_index import ServerIndex, connect


@dataclass(frozen=True, slots=True)
class ArchiveFacts:
    """What an archive was made with. ``archive_id`` keeps the collections of two archives on one server apart."""

    archive_id: str
    model: str
    dimensions: int
    generation: int


def facts_of(catalogue: Catalogue, *, dimensions: int | None, model: str | None) -> ArchiveFacts:
    """The archive's facts, written down when it is new. Raises UserMistakeError when another model is asked for."""
    stored = catalogue.meta()
    if not stored:
        if dimensions is None or model is None:
            raise UserMistakeError("This archive is empty; fill it with beslut ingest first.")
        stored = {
            "archive_id": uuid.uuid4().hex[:12],
            "model": model,
            "dimensions": str(dimensions),
            "index_generation": "1",
        }
        catalogue.set_meta(stored)
    facts = _facts_from(stored)
    if (model or facts.model, dimensions or facts.dimensions) != (facts.model, facts.dimensions):
        raise UserMistakeError(
            f"The archive was filled with the model {facts.model} ({facts.dimensions} dimensions), not with {model} "
            f"({dimensions}); set BESLUT_MODEL to the archive's model, or ingest into another --home."
        )
    return facts


def open_present(
    home: Path, catalogue: Catalogue, facts: ArchiveFacts, server: str | None
) -> tuple[ArchiveFacts, PassageIndex]:
    """The present generation, or a new one built from the catalogue when the present one is gone or damaged."""
    if server is None:
        remove_others(home, facts.generation)
    with catalogue.begin() as connection:
        filled = ledger.number_of_rows(connection, "passages") > 0
    try:
        index = _open(home, facts, facts.generation, server)
    except EngineError:
        if server is not None:  # a server that cannot be reached is no reason to fill another collection
            raise
        return build_next(home, catalogue, facts, None)
    if filled and index.count(SearchFilter()) == 0:
        index.close()
        return build_next(home, catalogue, facts, server)
    return facts, index


def build_next(
    home: Path, catalogue: Catalogue, facts: ArchiveFacts, server: str | None
) -> tuple[ArchiveFacts, PassageIndex]:
    """The next generation, filled from the catalogue alone and made the present one."""
    number = facts.generation + 1
    shutil.rmtree(_folder(home, number), ignore_errors=True)
    index = _open(home, facts, number, server)
    try:
        index.delete(list(index.ids()))  # a build that was killed left these on the server
        with catalogue.begin() as connection:
            documents = holdings.all_document_ids(connection)
            for points in holdings.points_of_documents(connection, documents):
                index.upsert(points)
        catalogue.set_meta({"index_generation": str(number)})
    except BaseException:
        index.close()
        raise
    return replace(facts, generation=number), index


def swapped(
    home: Path, catalogue: Catalogue, facts: ArchiveFacts, old: EdgeIndex, built: Path
) -> tuple[ArchiveFacts, EdgeIndex]:
    """The index whose graph was built in ``built``, brought up to the catalogue and made the present generation.

    Nothing may be written meanwhile; searches in the old one end undisturbed.
    """
    number = facts.generation + 1
    folder = _folder(home, number)
    shutil.rmtree(folder, ignore_errors=True)
    built.rename(folder)
    new = graph_building.brought_up(folder, facts.dimensions, catalogue, old)
    catalogue.set_meta({"index_generation": str(number)})
    old.abandon()
    remove_others(home, number)
    return replace(facts, generation=number), new


def retire(home: Path, old: PassageIndex, facts: ArchiveFacts) -> None:
    """Nothing is left of a generation that ``facts`` has replaced."""
    if isinstance(old, ServerIndex):
        old.drop()
    old.close()
    remove_others(home, facts.generation)


def remove_others(home: Path, generation: int) -> None:
    """Only the present generation's folder is left."""
    for folder in (home / "index").glob("*"):
        if folder.name != str(generation):
            shutil.rmtree(folder, ignore_errors=True)


def _open(home: Path, facts: ArchiveFacts, generation: int, server: str | None) -> PassageIndex:
    if server is None:
        return EdgeIndex(_folder(home, generation), facts.dimensions)
    return connect(server, f"beslut_{facts.archive_id}_{generation}", facts.dimensions)


def _folder(home: Path, generation: int) -> Path:
    return home / "index" / str(generation)


def _facts_from(stored: Mapping[str, str]) -> ArchiveFacts:
    return ArchiveFacts(
        archive_id=stored["archive_id"],
        model=stored["model"],
        dimensions=int(stored["dimensions"]),
        generation=int(stored["index_generation"]),
    )
