"""Facts of many documents: the catalogue's browsing and the index's filter choose the same documents."""

from __future__ import annotations

import numpy as np
import pytest

from corpus.archive import Archive
from corpus.document_facts import archive_state, documents_passing, opening_passages
from corpus.records import SearchFilter
from nlp.encoder import Encoder

FILTERS = [
    SearchFilter(),
    SearchFilter(types=("motion", "skrivelse")),
    SearchFilter(municipalities=("Uppsala",)),
    SearchFilter(districts=("sthlm-sdn-vantor", "sthlm-sdn-enskede-arsta-vantor")),
    SearchFilter(parties=("MP",)),
    SearchFilter(classes=("reject",)),
    SearchFilter(numbers=("2005|118",)),
    SearchFilter(date_from=20100101),
    SearchFilter(date_to=20091231),
    SearchFilter(date_from=20100601, date_to=20120630, municipalities=("Stockholm",)),
    SearchFilter(types=("interpellation",), municipalities=("Uppsala",)),
]


@pytest.mark.parametrize("where", FILTERS)
def test_catalogue_and_index_filter_alike(demo_archive: Archive, encoder: Encoder, where: SearchFilter) -> None:
    everything = np.ones(encoder.dimensions, np.float32)
    found = demo_archive.index.search_dense(everything, where=where, limit=100_000)
    assert {one.document_id for one in found} == set(documents_passing(demo_archive.catalogue, where, 100_000))


def test_excluded_documents_are_left_out(demo_archive: Archive) -> None:
    everything = documents_passing(demo_archive.catalogue, SearchFilter(), 1_000)
    left = documents_passing(demo_archive.catalogue, SearchFilter(excluded_documents=(everything[0],)), 1_000)
    assert left == everything[1:]


def test_opening_passage_is_the_proposal_where_there_is_one(demo_archive: Archive, id_of: dict[str, str]) -> None:
    document = id_of["hundrastgard-vantor-2005-tjansteutlatande"]
    assert opening_passages(demo_archive.catalogue, [document])[document].kind == "proposal"


def test_state_names_the_model_and_the_content(demo_archive: Archive) -> None:
    state = archive_state(demo_archive.catalogue, demo_archive.model)
    assert state == archive_state(demo_archive.catalogue, demo_archive.model)
    assert state != archive_state(demo_archive.catalogue, "another model")
