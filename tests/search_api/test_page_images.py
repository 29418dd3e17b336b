"""Pages as pictures over HTTP: what is shown, what is refused and how that is said."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from corpus.archive import Archive
from ingest.pipeline import ingest
from nlp.encoder import Encoder
from search_api.app import create_app
from search_api.page_images import page_image
from search_api.service import Service
from tests.ingest.papers import Run, column, pdf

FIRST = column(90, 120, ["Skrivelse om en brygga vid ån. Klienten 811218-9876 har", "lämnat synpunkter på platsen."])
SECOND = [
    Run(90, 120, "Bakgrund", 13, bold=True),
    *column(
        90, 140, ["Nämnden har inga pengar till bryggan detta år. Frågan kan", "prövas igen när budgeten är klar."]
    ),
]
PROPOSAL = "Medborgarförslag från Gunvor Tallqvist om en bänk\n\nGunvor Tallqvist föreslår att en bänk ställs vid ån.\n"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Iterator[Archive]:
    folder = tmp_path_factory.mktemp("sidor")
    (folder / "brygga.pdf").write_bytes(pdf([FIRST, SECOND]))
    (folder / "bank.pdf").write_bytes(pdf([column(90, 120, PROPOSAL.split("\n"))]))
    (folder / "text.txt").write_text("Motion om en fontän i parken.\n", encoding="utf-8")
    with Archive.open(folder / "arkiv", dimensions=encoder.dimensions, model=encoder.model) as archive:
        paths = sorted(folder.glob("*.*"))
        report = ingest(archive, paths, encoder=encoder, mask_names=frozenset({"medborgarförslag"}))
        assert report.indexed == 3
        yield archive


@pytest.fixture(scope="module")
def client(archive: Archive, encoder: Encoder) -> TestClient:
    return TestClient(create_app(Service(archive.home, archive, encoder)))


@pytest.fixture(scope="module")
def ids(archive: Archive) -> dict[str, str]:
    return {document.name: document.id for document in archive.documents()}


def passage_on(archive: Archive, document_id: str, page: int) -> int:
    return next(one.passage.id for one in archive.passages_of(document_id) if one.passage.page == page)


def test_page_is_a_png_with_the_passage_marked(client: TestClient, archive: Archive, ids: dict[str, str]) -> None:
    document = archive.get(ids["brygga.pdf"])
    assert document is not None
    passage = passage_on(archive, document.id, 2)
    answer = client.get(f"/api/v1/documents/{document.id}/pages/2.png?passage={passage}")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/png")
    assert answer.content.startswith(b"\x89PNG")
    assert "private" in answer.headers["cache-control"]
    assert page_image(archive, document, 2, passage).marked >= 1
    assert page_image(archive, document, 1).hidden >= 1


@pytest.mark.parametrize(
    ("name", "rest", "status", "why"),
    [
        ("brygga.pdf", "3.png", 404, "after the last page"),
        ("brygga.pdf", "0.png", 404, "before the first page"),
        ("brygga.pdf", "ett.png", 400, "no number"),
        ("brygga.pdf", "1.png?passage=77", 404, "no such passage"),
        ("brygga.pdf", "1.png?passage=x", 400, "no number"),
        ("text.txt", "1.png", 404, "no PDF"),
        ("bank.pdf", "1.png", 404, "names are hidden"),
    ],
)
def test_refusals_are_problem_documents(
    client: TestClient, ids: dict[str, str], name: str, rest: str, status: int, why: str
) -> None:
    answer = client.get(f"/api/v1/documents/{ids[name]}/pages/{rest}")
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json"), why
    assert answer.json()["status"] == status


def test_passage_of_another_page_or_document_is_refused(
    client: TestClient, archive: Archive, ids: dict[str, str]
) -> None:
    other_page = passage_on(archive, ids["brygga.pdf"], 2)
    assert client.get(f"/api/v1/documents/{ids['brygga.pdf']}/pages/1.png?passage={other_page}").status_code == 400
    other = passage_on(archive, ids["text.txt"], 1)
    assert client.get(f"/api/v1/documents/{ids['brygga.pdf']}/pages/1.png?passage={other}").status_code == 404


def test_page_shows_the_picture_beside_the_text(client: TestClient, archive: Archive, ids: dict[str, str]) -> None:
    passage = passage_on(archive, ids["brygga.pdf"], 2)
    page = client.get(f"/dokument/{ids['brygga.pdf']}?stycke={passage}").text
    assert page.count("<img ") == 1
    assert f"/pages/2.png?passage={passage}" in page
    assert 'alt="Sida 2 i originalet med det funna stycket markerat i gult"' in page
    assert 'loading="lazy"' in page
    hits = client.get("/?q=bryggan").text
    assert "#sida-" in hits


def test_hidden_names_reach_nothing(client: TestClient, archive: Archive, ids: dict[str, str]) -> None:
    document: Any = client.get(f"/api/v1/documents/{ids['bank.pdf']}").json()
    assert document["tags"]["masked_names"] == 1
    stored = archive.get(ids["bank.pdf"])
    assert stored is not None
    said = [str(document), stored.text, *(one.passage.text for one in archive.passages_of(stored.id))]
    said += [
        client.get(path).text for path in (f"/dokument/{stored.id}", "/?q=b%C3%A4nk", "/api/v1/search?q=b%C3%A4nk")
    ]
    assert "Tallqvist" not in " ".join(said)
    assert client.get(f"/api/v1/documents/{stored.id}/original").status_code == 403
    catalogue = Path(archive.home) / "catalogue.sqlite"
    assert b"Tallqvist" not in catalogue.read_bytes()
