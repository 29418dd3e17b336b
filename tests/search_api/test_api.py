"""The HTTP API over the demo archive: shapes of the contract, errors as problem documents."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from corpus.settings import Settings
from search_api import schemas
from search_api.app import create_app
from search_api.service import Service, open_service
from tests.commands import SAMPLE

TOKEN = "nyckel-till-provet"


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """The demo archive, and one document with an identity number."""
    from ingest.pipeline import ingest

    extra = tmp_path_factory.mktemp("extra") / "ansökan.txt"
    extra.write_text(
        "Ansökan om plats\n\nSökande är Tolvan Tolvansson, personnummer 19121212-1212, Vantör.\n", encoding="utf-8"
    )
    with open_service(Settings(home=tmp_path_factory.mktemp("arkiv")), create=True) as service:
        report = ingest(service.archive, [SAMPLE / "pdf", extra], encoder=service.encoder)
        assert report.quarantined == ()
        yield service


@pytest.fixture(scope="module")
def client(service: Service) -> Iterator[TestClient]:
    with TestClient(create_app(service, owner_token=TOKEN), raise_server_exceptions=False) as client:
        yield client


def first_hit(client: TestClient, **parameters: str) -> dict[str, object]:
    hits = client.get("/api/v1/search", params=parameters).json()["hits"]
    assert hits
    hit: dict[str, object] = hits[0]
    return hit


def test_search_answers_in_the_contracts_shape(client: TestClient) -> None:
    response = client.get("/api/v1/search", params={"q": "hundrastgård i Vantör 2005", "limit": 3})
    assert response.status_code == 200
    answer = schemas.SearchAnswer.model_validate(response.json())
    assert len(answer.hits) == 3
    assert "hundrastgård" in answer.hits[0].passage.casefold()
    assert answer.query.understood["district"] == "sthlm-sdn-vantor"
    assert answer.total >= 3
    assert answer.facets["type"]


def test_filters_exclude(client: TestClient) -> None:
    hits = client.get("/api/v1/search", params={"q": "skolskjuts", "municipality": "Uppsala"}).json()["hits"]
    assert hits
    assert {hit["municipality"] for hit in hits} == {"Uppsala"}


def test_several_values_of_one_filter_are_alternatives(client: TestClient) -> None:
    hits = client.get("/api/v1/search?q=hundrastgård&municipality=Göteborg&municipality=Tyresö").json()["hits"]
    assert {hit["municipality"] for hit in hits} == {"Göteborg", "Tyresö"}


def test_pages_of_an_answer_do_not_overlap(client: TestClient) -> None:
    seen: list[str] = []
    cursor = None
    for _ in range(4):
        parameters = {"q": "nämnden", "limit": "5"} | ({"cursor": cursor} if cursor else {})
        answer = client.get("/api/v1/search", params=parameters).json()
        seen += [hit["document_id"] for hit in answer["hits"]]
        cursor = answer["next_cursor"]
        if cursor is None:
            break
    assert len(seen) == len(set(seen)) >= 10


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/v1/search", 400),
        ("/api/v1/search?q=" + "x" * 3000, 400),
        ("/api/v1/search?q=skola&limit=0", 400),
        ("/api/v1/search?q=skola&limit=1000", 400),
        ("/api/v1/search?q=skola&sort=bäst", 400),
        ("/api/v1/search?q=skola&from=i+fjol", 400),
        ("/api/v1/search?q=skola&cursor=påhittad", 400),
        ("/api/v1/search?q=skola&frm=2007", 400),
        ("/api/v1/documents/0000000000000000", 404),
        ("/api/v1/documents/..%2F..%2Fetc%2Fpasswd/text", 404),
        ("/api/v1/cases/påhittad|2007|1", 404),
        ("/api/v1/inget", 404),
    ],
)
def test_errors_are_problem_documents(client: TestClient, path: str, status: int) -> None:
    response = client.get(path)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    problem = schemas.Problem.model_validate(response.json())
    assert problem.status == status
    assert problem.detail


def test_document_text_and_original(client: TestClient) -> None:
    hit = first_hit(client, q="hundrastgård")
    document = client.get(f"/api/v1/documents/{hit['document_id']}").json()
    assert document["tags"]["title"] == hit["title"]
    text = client.get(document["links"]["text"]).text
    assert str(hit["passage"])[:40] in text
    original = client.get(document["links"]["original"])
    assert original.content.startswith(b"%PDF")
    assert original.headers["content-type"] == "application/pdf"


def test_identity_numbers_do_not_leave(client: TestClient) -> None:
    hit = first_hit(client, q="Tolvan Tolvansson ansökan")
    assert hit["name"] == "ansökan.txt"
    assert "19121212" not in client.get(f"/api/v1/documents/{hit['document_id']}/text").text
    assert "19121212" not in client.get("/api/v1/search?q=Tolvan+Tolvansson").text
    assert client.get(f"/api/v1/documents/{hit['document_id']}/original").status_code == 403


def test_similar_takes_text(client: TestClient) -> None:
    draft = (
        "Förvaltningen föreslår att en hundrastgård anläggs i parken och att kostnaden tas ur anslaget för stadsmiljö."
    )
    answer = client.post("/api/v1/similar", json={"text": draft, "limit": 5}).json()
    assert "hundrastgård" in answer["hits"][0]["title"].casefold()
    assert answer["hits"][0]["why"]


def test_similar_takes_a_file_and_leaves_the_same_file_out(client: TestClient) -> None:
    path = next((SAMPLE / "pdf").glob("hundrastgard-tyreso*.pdf"))
    files = {"file": (path.name, path.read_bytes(), "application/pdf")}
    answer = client.post("/api/v1/similar", files=files).json()
    assert answer["hits"]
    assert path.name not in [hit["name"] for hit in answer["hits"]]


@pytest.mark.parametrize(
    ("request_parts", "status"),
    [
        ({"json": {"text": ""}}, 400),
        ({"json": {"txt": "hej"}}, 400),
        ({"content": b"{", "headers": {"content-type": "application/json"}}, 400),
        ({"files": {"file": ("tom.pdf", b"", "application/pdf")}}, 422),
        ({"files": {"fil": ("a.txt", b"hej", "text/plain")}}, 400),
    ],
)
def test_similar_refuses_what_it_cannot_read(client: TestClient, request_parts: dict[str, object], status: int) -> None:
    response = client.post("/api/v1/similar", **request_parts)  # type: ignore[arg-type]
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"


def test_too_large_requests_are_refused_unread(client: TestClient) -> None:
    response = client.post("/api/v1/similar", content=b"x", headers={"content-length": "99999999999"})
    assert response.status_code == 413


def test_case_holds_what_was_asked_proposed_and_decided(client: TestClient) -> None:
    hit = first_hit(client, q="motion trygghet Tyresö 2018", type="motion")
    number = client.get(f"/api/v1/documents/{hit['document_id']}").json()["tags"]["diarienummer"][0]["canonical"]
    documents = client.get(f"/api/v1/cases/{number}").json()["documents"]
    assert {one["tags"]["type"] for one in documents} == {"motion", "tjänsteskrivelse", "protokollsutdrag"}


def test_health(client: TestClient) -> None:
    health = schemas.Health.model_validate(client.get("/healthz").json())
    tagged = [json.loads(path.read_text("utf-8")) for path in (SAMPLE / "sources").glob("*.tags.json")]
    matters = sum(len(record.get("parts", ())) for record in tagged)  # of whole minutes: documents of their own
    assert matters > 0
    assert health.documents == len(list((SAMPLE / "pdf").glob("*.pdf"))) + matters + 1


def test_docs_come_from_this_server_alone(client: TestClient) -> None:
    page = client.get("/docs").text
    assert "http://" not in page
    assert "https://" not in page
    assert client.get("/openapi.json").json()["paths"]["/api/v1/search"]


def test_owner_door_needs_the_token(client: TestClient) -> None:
    assert client.post("/internal/operations/status", json={}).status_code == 403
    wrong = {"Authorization": "Bearer fel"}
    assert client.post("/internal/operations/status", json={}, headers=wrong).status_code == 403
    right = {"Authorization": f"Bearer {TOKEN}"}
    assert client.post("/internal/operations/status", json={}, headers=right).status_code == 200


def test_file_of_this_machine_cannot_be_asked_for_from_outside(client: TestClient, tmp_path: Path) -> None:
    secret = tmp_path / "hemlig.txt"
    secret.write_text("Hemlig handling om hundrastgård", encoding="utf-8")
    response = client.post("/api/v1/similar", json={"path": str(secret), "text": ""})
    assert response.status_code == 400
