"""Precedents over the demo archive: the cluster on the same question, with reasons, without the case itself."""

from __future__ import annotations

import statistics

import pytest

from corpus.archive import Archive
from corpus.errors import NotFoundError, QueryError
from corpus.sample.sources import sample_sources
from nlp.encoder import Encoder
from search_api.answers import SimilarRequest
from search_api.drafts import without_boilerplate
from search_api.precedents import similar


def test_most_of_each_cluster_is_among_the_first_ten(
    demo_archive: Archive, encoder: Encoder, id_of: dict[str, str]
) -> None:
    clusters = {source.slug: source.text("cluster") for source in sample_sources()}
    found: dict[str, float] = {}
    for name, cluster in clusters.items():
        others = {
            id_of[other]
            for other, theirs in clusters.items()
            if cluster is not None and theirs == cluster and other in id_of and name in id_of
        } - same_case(demo_archive, id_of.get(name, ""))
        if others:
            answer = similar(demo_archive, encoder, SimilarRequest(document_id=id_of[name], limit=10))
            found[name] = len(others & {hit.document_id for hit in answer.hits}) / min(len(others), 10)
    assert len(found) > 50
    # 0.90 when this was written; the clusters are loose (a cycle path belongs to snow clearing)
    assert statistics.mean(found.values()) >= 0.88, sorted(found.items(), key=lambda item: item[1])[:10]


def same_case(archive: Archive, document_id: str) -> set[str]:
    document = archive.get(document_id)
    if document is None:
        return {document_id}
    own = [one.canonical for one in document.tags.diarienummer if one.role == "own"]
    return {document_id, *(one for canonical in own for one in archive.documents_by_number(canonical))}


def test_the_draft_and_its_case_are_left_out_unless_asked_for(
    demo_archive: Archive, encoder: Encoder, id_of: dict[str, str]
) -> None:
    draft = id_of["webbsandning-enskede-arsta-vantor-2010-tjansteutlatande"]
    minutes = id_of["webbsandning-enskede-arsta-vantor-2010-protokollsutdrag"]
    usual = similar(demo_archive, encoder, SimilarRequest(document_id=draft, limit=100))
    asked = similar(demo_archive, encoder, SimilarRequest(document_id=draft, limit=100, include_same_case=True))
    assert not {draft, minutes} & {hit.document_id for hit in usual.hits}
    assert minutes in {hit.document_id for hit in asked.hits}
    assert draft not in {hit.document_id for hit in asked.hits}


def test_every_precedent_says_why(demo_archive: Archive, encoder: Encoder, id_of: dict[str, str]) -> None:
    draft = id_of["hundrastgard-vantor-2005-tjansteutlatande"]
    hits = similar(demo_archive, encoder, SimilarRequest(document_id=draft)).hits
    assert all(hit.why for hit in hits)
    assert "på sidan" in hits[0].why[0]


def test_pasted_text_finds_precedents(demo_archive: Archive, encoder: Encoder) -> None:
    text = (
        "Förslag till beslut\n\nStadsdelsnämnden beslutar att avslå medborgarförslaget.\n\nBakgrund\n\n"
        "En boende vill att nämnden stängslar in en gräsyta där hundar kan springa lösa. Platsen ligger nära bostäder, "
        "och grannar befarar skall. Kostnaden för staket, grindar och belysning ryms inte i parkbudgeten."
    )
    hits = similar(demo_archive, encoder, SimilarRequest(text=text, limit=3)).hits
    assert sum("hundrastgard" in hit.name for hit in hits) >= 2


@pytest.mark.parametrize(
    ("request_", "error", "word"),
    [
        (SimilarRequest(text="   "), QueryError, "empty"),
        (SimilarRequest(), QueryError, "empty"),
        (SimilarRequest(text="ord " * 60_000), QueryError, "at most"),
        (SimilarRequest(document_id="ffffffffffffffff"), NotFoundError, "no document"),
        (SimilarRequest(text="parklek", limit=0), QueryError, "limit"),
    ],
)
def test_mistakes_are_named(
    demo_archive: Archive, encoder: Encoder, request_: SimilarRequest, error: type[Exception], word: str
) -> None:
    with pytest.raises(error, match=word):
        similar(demo_archive, encoder, request_)


BOILERPLATE = [
    ("Stadsdelsnämnden beslutar att bygga en brygga.", "bygga en brygga.", "who decides"),
    ("Nämnden överlämnar tjänsteutlåtandet som svar på skrivelsen.", "", "the form of the answer"),
    ("Förvaltningen föreslår ett staket.", "ett staket.", "officialese"),
    ("att omedelbart justera paragrafen", "", "immediate adjustment"),
    ("Ärendet har beretts inom avdelningen för park. Bryggan ruttnar.", "Bryggan ruttnar.", "who prepared it"),
]


@pytest.mark.parametrize(("text", "kept", "why"), BOILERPLATE)
def test_set_phrases_weigh_nothing(text: str, kept: str, why: str) -> None:
    assert without_boilerplate(text).strip(" .") == kept.strip(" ."), why
