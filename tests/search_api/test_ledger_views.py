"""Status and document answers say what is in, what waits, what failed, and which versions there are."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from corpus.settings import Settings
from ingest.pipeline import ingest
from search_api import schemas
from search_api.app import create_app
from search_api.service import Service, open_service

TEXT = "Bakgrund\n\nGångvägen vid skolan är mörk. Nya stolpar behövs innan vintern."
REGISTER = {
    "rubrik": "Ljus på gångvägen",
    "diarienummer": "0366/15",
    "nämnd": "Social resursnämnd",
    "kommun": "Göteborg",
    "typ": "motion",
    "datum": "2015-03-12",
}


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder = tmp_path_factory.mktemp("in")
    for name, ending in (("utkast.txt", ""), ("slutlig.txt", " Reviderad.")):
        (folder / name).write_text(TEXT + ending, encoding="utf-8")
        (folder / f"{name}.json").write_text(json.dumps(REGISTER), encoding="utf-8")
    (folder / "hemlig utredning.pdf").write_bytes(b"")
    with open_service(Settings(home=tmp_path_factory.mktemp("arkiv")), create=True) as service:
        ingest(service.archive, [folder / "utkast.txt", folder / "hemlig utredning.pdf"], encoder=service.encoder)
        ingest(service.archive, [folder / "slutlig.txt"], encoder=service.encoder)
        yield service


@pytest.fixture(scope="module")
def client(service: Service) -> Iterator[TestClient]:
    with TestClient(create_app(service)) as client:
        yield client


def test_document_answer_links_its_versions(client: TestClient, service: Service) -> None:
    ids = {document.name: document.id for document in service.archive.documents()}
    older = client.get(f"/api/v1/documents/{ids['utkast.txt']}").json()
    schemas.DocumentAnswer.model_validate(older)
    assert {version["id"] for version in older["versions"]} == set(ids.values())
    newest = older["versions"][-1]["id"]
    assert older["newer_version"] == (newest if newest != older["id"] else None)
    assert client.get(f"/api/v1/documents/{newest}").json()["newer_version"] is None
    assert older["tags"]["register"]["title"] == "Ljus på gångvägen"
    page = client.get(f"/dokument/{ids['utkast.txt']}").text
    assert f"/dokument/{ids['slutlig.txt']}" in page
    assert "Versioner" in page


def test_status_without_names_or_reasons(client: TestClient, service: Service) -> None:
    report = client.get("/api/v1/status").json()
    assert report["failures_by_error"] == {"EmptyFileError": 1}
    assert report["by_body"] == {"Social resursnämnd": 2}
    assert report["by_municipality"] == {"Göteborg": 2}
    assert report["by_year"] == {"2015": 2}
    assert report["oldest_unfinished"] is None
    assert "hemlig" not in json.dumps(report)


def test_status_page_answers_whether_everything_is_in(client: TestClient, service: Service) -> None:
    page = client.get("/status").text
    assert "Inget väntar" in page
    assert "tom fil" in page
    assert "Social resursnämnd" in page
    service.archive.receive("väntande.pdf", b"inte last")
    page = client.get("/status").text
    assert "den äldsta filen som väntar" in page
    assert "väntande.pdf" not in page
    assert client.get("/api/v1/status").json()["oldest_unfinished"]["state"] == "received"
