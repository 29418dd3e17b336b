"""Matters of the demo archive: their course in the API and on the page, and what became of a motion in its hit."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import yaml
from fastapi.testclient import TestClient

from corpus.archive import Archive
from corpus.bundles import whole_of
from corpus.case_links import case_members, links_of
from nlp.encoder import Encoder
from search_api import schemas
from search_api.answers import SearchRequest
from search_api.app import create_app
from search_api.search import search
from search_api.service import Service
from tests.commands import SAMPLE

# labelled by hand from the sources: cases that a text cites by number
MENTIONS = {
    ("hundrastgard-enskede-arsta-vantor-2011-tjansteutlatande", "hundrastgard-vantor-2005-tjansteutlatande"),
    ("hundrastgard-enskede-arsta-vantor-2011-tjansteutlatande", "hundrastgard-vantor-2005-medborgarforslag"),
    ("hundrastgard-tyreso-2023-tjansteskrivelse", "hundrastgard-tyreso-2016-tjansteskrivelse"),
    ("hemlosa-kvinnor-stockholm-2011-tjansteutlatande", "hemlosa-kvinnor-stockholm-2006-tjansteutlatande"),
}
# the number alone is cited, and the board that had it has another name since: no guess is made
NOT_FOUND = {("hemlosa-kvinnor-stockholm-2011-tjansteutlatande", "hemlosa-kvinnor-stockholm-2006-tjansteutlatande")}


@pytest.fixture(scope="module")
def client(demo_archive: Archive, encoder: Encoder) -> Iterator[TestClient]:
    service = Service(demo_archive.home, demo_archive, encoder)
    with TestClient(create_app(service), raise_server_exceptions=False) as client:
        yield client


def test_matters_of_the_sample_are_found_exactly(demo_archive: Archive, id_of: dict[str, str]) -> None:
    chains = yaml.safe_load((SAMPLE / "clusters.yaml").read_text("utf-8"))["chains"].values()
    expected = {(id_of[one], id_of[other]) for chain in chains for one in chain for other in chain if one != other}
    ids = [document.id for document in demo_archive.documents()]
    members = case_members(demo_archive.catalogue, ids)
    found = {(one, other.id) for one in ids for other in members[one]}
    assert found == expected
    assert not {one for one in ids if members[one] and whole_of(one)}


def test_cited_cases_of_the_sample_are_found_without_a_guess(demo_archive: Archive, id_of: dict[str, str]) -> None:
    found = {(one, other.id) for one in id_of.values() for other in links_of(demo_archive.catalogue, one).mentions}
    assert found == {(id_of[one], id_of[other]) for one, other in MENTIONS - NOT_FOUND}


MOTION, MINUTES = "snorojning-tyreso-2019-motion", "snorojning-tyreso-2019-protokollsutdrag"


def test_a_motion_without_a_number_tells_what_became_of_it(
    demo_archive: Archive, encoder: Encoder, id_of: dict[str, str]
) -> None:
    request = SearchRequest(text="jämställd snöröjning", types=("motion",))
    (hit, *_) = search(demo_archive, encoder, request).hits
    assert hit.document_id == id_of[MOTION]
    assert {decision.document_id for decision in hit.decisions} == {id_of[MINUTES]}
    assert [decision.decision_class for decision in hit.decisions] == ["grant_motion", "reject"]


def test_document_tells_the_course_of_its_matter(client: TestClient, id_of: dict[str, str]) -> None:
    answer = schemas.DocumentAnswer.model_validate(client.get(f"/api/v1/documents/{id_of[MOTION]}").json())
    assert [(step.stage, step.is_this, step.evidence) for step in answer.case.steps] == [
        ("asked", True, None),
        ("proposed", False, "title"),
        ("decided", False, "title"),
    ]
    assert answer.case.steps[-1].points[0].decision_class == "grant_motion"
    assert (answer.corrections, answer.sources) == ([], {})


def test_document_names_what_the_archive_does_not_hold(client: TestClient, id_of: dict[str, str]) -> None:
    case = client.get(f"/api/v1/documents/{id_of['hemlosa-kvinnor-remiss-norrmalm-2012-remissvar']}").json()["case"]
    assert case["open"] == [
        {"kind": "dnr", "key": "sthlm-ks|2012|1127"},
        {"kind": "motion", "key": "Stockholm|2012:41"},
    ]


def test_case_holds_the_motion_that_has_no_number(client: TestClient, id_of: dict[str, str]) -> None:
    answer = client.get("/api/v1/cases/tyreso-ks|2019|93").json()
    schemas.CaseAnswer.model_validate(answer)
    assert answer["documents"][0]["id"] == id_of[MOTION]
    assert [step["stage"] for step in answer["steps"]] == ["asked", "proposed", "decided"]


def test_page_shows_the_course_as_a_list_in_a_figure(client: TestClient, id_of: dict[str, str]) -> None:
    page = client.get(f"/dokument/{id_of[MINUTES]}").text
    figure = page[page.index('<figure class="course"') : page.index("</figure>", page.index('<figure class="course"'))]
    assert "<figcaption>Ärendets gång</figcaption>" in figure
    assert figure.count("<li ") == 3
    assert figure.count('aria-current="true"') == 1
    assert f'href="/dokument/{id_of[MOTION]}"' in figure
    whole = client.get("/arende/tyreso-ks%7C2019%7C93")
    assert whole.status_code == 200
    assert "Ärendets gång" in whole.text
    assert client.get("/arende/tyreso-ks%7C1919%7C93").status_code == 404


def test_a_document_of_no_matter_has_no_figure(client: TestClient, id_of: dict[str, str]) -> None:
    assert "Ärendets gång" not in client.get(f"/dokument/{id_of['nyhetsbrev-tyreso-2016']}").text
