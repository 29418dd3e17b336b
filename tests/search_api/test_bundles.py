"""Minutes and meeting bundles in a real archive: each matter found and opened as a document of its own."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from corpus.archive import Archive, DocumentSummary, StoredDocument
from corpus.bundles import whole_of
from corpus.records import TagRecord
from corpus.settings import Settings
from corpus.snapshot import export_snapshot, load_snapshot
from ingest.pipeline import ingest
from search_api import schemas
from search_api.answers import SearchRequest, SimilarRequest
from search_api.app import create_app
from search_api.hits import decisions_of
from search_api.precedents import similar
from search_api.search import search
from search_api.service import Service, open_service
from tests.commands import SAMPLE
from tests.ingest.papers import Run, column, pdf

# one after another at the meeting; the second has a bilaga behind it
PAPERS = (
    "parklek-hasselby-vallingby-2007-tjansteutlatande",
    "boendestod-hasselby-vallingby-2012-tjansteutlatande",
    "trygghetslarm-hasselby-vallingby-2015-tjansteutlatande",
)
MINUTES = "protokoll-norrkoping-2018"


def joined(files: Sequence[bytes]) -> bytes:
    """One PDF of all pages."""
    import pypdfium2

    whole = pypdfium2.PdfDocument.new()
    for file in files:
        whole.import_pages(pypdfium2.PdfDocument(file))
    buffer = io.BytesIO()
    whole.save(buffer)
    return buffer.getvalue()


def sample(name: str) -> bytes:
    return (SAMPLE / "pdf" / f"{name}.pdf").read_bytes()


NOTICE = pdf(
    [
        [
            Run(90, 80, "Kallelse", 18, bold=True),
            *column(90, 130, ["Hässelby-Vällingby stadsdelsnämnd", "Sammanträde 12 mars 2015", "Plats: Kvarnsalen"]),
            Run(90, 200, "Ärenden", 13, bold=True),
            *column(90, 230, ["1. Upprop och val av justerare", "2. Tre ärenden från förvaltningen"]),
        ]
    ]
)
ENCLOSURE = pdf(
    [
        [
            Run(90, 60, "Bilaga 1", 13, bold=True),
            *column(90, 90, ["Handläggare: Tova Granlund", "Dnr 777-888-2009", "Telefon: 08-465 001 02"]),
            Run(90, 160, "Granngårdens enkät om lägenheterna", 15, bold=True),
            *column(90, 200, ["Hyresgästerna i granngården svarade på nio frågor om buller och odlingslotter."]),
        ]
    ]
)


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """The sample, less the papers of the bundle as files of their own, and the bundle."""
    folder = tmp_path_factory.mktemp("filer")
    for file in (SAMPLE / "pdf").glob("*.pdf"):
        if file.stem not in PAPERS:
            (folder / file.name).write_bytes(file.read_bytes())
    first, second, third = map(sample, PAPERS)
    (folder / "handlingar.pdf").write_bytes(joined([NOTICE, first, second, ENCLOSURE, third]))
    with open_service(Settings(home=tmp_path_factory.mktemp("arkiv")), create=True) as service:
        report = ingest(service.archive, [folder], encoder=service.encoder)
        assert report.quarantined == ()
        assert report.indexed == len(list(folder.iterdir()))
        yield service


@pytest.fixture(scope="module")
def client(service: Service) -> Iterator[TestClient]:
    with TestClient(create_app(service), raise_server_exceptions=False) as client:
        yield client


def whole_named(archive: Archive, name: str) -> str:
    return next(one.id for one in archive.documents() if one.name == f"{name}.pdf" and one.part_of is None)


@pytest.mark.parametrize("name", [MINUTES, "handlingar"])
def test_offsets_and_pages_of_a_part_fit(service: Service, name: str) -> None:
    archive = service.archive
    whole = archive.get(whole_named(archive, name))
    assert whole is not None
    assert whole.tags.parts
    for number, told in enumerate(whole.tags.parts, start=1):
        part = archive.get(f"{whole.id}-{number}")
        assert part is not None
        assert part.part_of == whole.id
        assert part.tags.title == told.title
        assert part.text in whole.text
        assert tuple(page.number for page in part.pages) == part.tags.pages
        for diarienummer in part.tags.diarienummer:
            if diarienummer.start is not None:
                assert part.text[diarienummer.start : diarienummer.end] == diarienummer.raw
        for proposal in part.tags.proposals:
            assert part.text[proposal.start : proposal.end].split() == proposal.text.split()
        for one in archive.passages_of(part.id):
            assert part.text[one.passage.start : one.passage.end] == one.passage.text
            assert one.passage.page in part.tags.pages


@pytest.mark.parametrize("name", [MINUTES, "handlingar"])
def test_nothing_is_lost_and_nothing_searched_twice(service: Service, name: str) -> None:
    archive = service.archive
    whole = archive.get(whole_named(archive, name))
    assert whole is not None
    parts = [archive.get(f"{whole.id}-{number}") for number in range(1, len(whole.tags.parts) + 1)]
    frame = "".join(one.passage.text for one in archive.passages_of(whole.id))
    assert frame
    words = whole.text.split()
    first = parts[0]
    assert first is not None
    assert words == [
        *whole.text[: whole.text.index(first.text)].split(),
        *(word for part in parts if part for word in part.text.split()),
    ]
    for part in parts:
        assert part is not None
        for one in archive.passages_of(part.id):
            assert one.passage.text not in frame


def test_a_bundle_holds_its_papers_with_their_pages_and_enclosures(service: Service) -> None:
    whole = service.archive.get(whole_named(service.archive, "handlingar"))
    assert whole is not None
    pages = [part.tags.pages for part in _parts(service.archive, whole.id)]
    assert [first for first, *_ in pages] == [2, 4, 7]
    assert pages[1] == (4, 5, 6), "the bilaga stays with its paper"
    assert pages[-1][-1] == len(whole.pages)
    assert "Granngårdens enkät" in _parts(service.archive, whole.id)[1].text
    assert [part.tags.type for part in _parts(service.archive, whole.id)] == ["tjänsteutlåtande"] * 3


def _parts(archive: Archive, whole_id: str) -> list[StoredDocument]:
    return [one for one in archive.documents() if one.part_of == whole_id]


def test_a_hit_is_the_matter_and_not_its_meeting(service: Service) -> None:
    whole = service.archive.get(whole_named(service.archive, MINUTES))
    assert whole is not None
    for number, part in enumerate(whole.tags.parts, start=1):
        answer = search(service.archive, service.encoder, SearchRequest(text=f"{part.title} {part.date}"))
        hit = answer.hits[0]
        assert hit.document_id == f"{whole.id}-{number}"
        assert hit.title == part.title
        assert hit.paragraph == part.paragraph
        assert hit.diarienummer == tuple(dict.fromkeys(one.raw for one in part.diarienummer))
        assert [one.text for one in hit.decisions if one.document_id == hit.document_id] == [
            one.text for one in part.decisions
        ]
        assert hit.page in part.pages
        assert whole.id not in [one.document_id for one in answer.hits], "the meeting stands back for its matters"


def test_a_number_finds_its_matter_alone(service: Service) -> None:
    whole = service.archive.get(whole_named(service.archive, MINUTES))
    assert whole is not None
    first, second = whole.tags.parts[:2]
    answer = search(service.archive, service.encoder, SearchRequest(text=first.diarienummer[0].raw))
    found = [hit.document_id for hit in answer.hits]
    assert f"{whole.id}-1" in found
    assert f"{whole.id}-2" not in found
    assert whole.id not in found
    others = {decision.text for decision in second.decisions}
    assert not others & {decision.text for hit in answer.hits for decision in hit.decisions}


def test_another_paper_of_the_case_shows_what_was_decided_in_its_own_matter(service: Service) -> None:
    whole = service.archive.get(whole_named(service.archive, MINUTES))
    assert whole is not None
    for number, part in enumerate(whole.tags.parts, start=1):
        motion = TagRecord(whole.tags.source, "motion", diarienummer=part.diarienummer)
        decided = decisions_of(service.archive, [DocumentSummary("annan", "motion.pdf", "0" * 64, motion)])["annan"]
        assert [one.text for one in decided] == [one.text for one in part.decisions]
        assert {one.document_id for one in decided} == {f"{whole.id}-{number}"}


def test_the_frame_is_found_too(service: Service) -> None:
    answer = search(service.archive, service.encoder, SearchRequest(text='"Kvarnsalen"'))
    assert [hit.name for hit in answer.hits] == ["handlingar.pdf"]
    assert whole_of(answer.hits[0].document_id) is None


def test_precedents_of_a_matter_are_neither_itself_nor_its_meeting(service: Service) -> None:
    whole_id = whole_named(service.archive, MINUTES)
    answer = similar(service.archive, service.encoder, SimilarRequest(document_id=f"{whole_id}-1", limit=50))
    found = {hit.document_id for hit in answer.hits}
    assert found
    assert not found & {whole_id, f"{whole_id}-1"}


def test_the_api_links_parts_and_wholes(client: TestClient, service: Service) -> None:
    whole_id = whole_named(service.archive, MINUTES)
    whole = client.get(f"/api/v1/documents/{whole_id}").json()
    schemas.DocumentAnswer.model_validate(whole)
    assert whole["part_of"] is None
    assert [one["id"] for one in whole["parts"]] == [f"{whole_id}-{n + 1}" for n in range(len(whole["parts"]))]
    second = client.get(f"/api/v1/documents/{whole_id}-2").json()
    assert second["part_of"] == whole_id
    assert second["parts"] == []
    assert second["links"]["previous"] == f"/api/v1/documents/{whole_id}-1"
    assert second["tags"]["paragraph"] == whole["parts"][1]["paragraph"]
    text = client.get(f"/api/v1/documents/{whole_id}-2/text").text
    for number in second["tags"]["diarienummer"]:
        assert text[number["start"] : number["end"]] == number["raw"]
    assert client.get(f"/api/v1/documents/{whole_id}-2/original").content == sample(MINUTES)


def test_the_page_of_a_part_leads_to_its_meeting_and_its_neighbours(client: TestClient, service: Service) -> None:
    whole_id = whole_named(service.archive, "handlingar")
    page = client.get(f"/dokument/{whole_id}-2").text
    assert f'href="/dokument/{whole_id}"' in page
    assert f'rel="prev" href="/dokument/{whole_id}-1"' in page
    assert f'rel="next" href="/dokument/{whole_id}-3"' in page
    whole = client.get(f"/dokument/{whole_id}").text
    assert "sidorna 4–6" in whole
    assert all(f'href="/dokument/{whole_id}-{number}"' in whole for number in (1, 2, 3))


def test_the_original_opens_where_the_matter_begins(client: TestClient, service: Service) -> None:
    part = _parts(service.archive, whole_named(service.archive, MINUTES))[1]
    link = f"/api/v1/documents/{part.id}/original#page={part.tags.pages[0]}"
    assert link in client.get(f"/dokument/{part.id}").text


def test_an_identity_number_in_one_part_shuts_the_original_of_all(client: TestClient, service: Service) -> None:
    parts = _parts(service.archive, whole_named(service.archive, "handlingar"))
    assert ["XXXXXXXX-XXXX" in part.text for part in parts] == [False, False, True]
    assert {client.get(f"/api/v1/documents/{part.id}/original").status_code for part in parts} == {403}


def test_reading_again_verifying_and_withdrawing_take_all_parts(tmp_path: Path, service: Service) -> None:
    encoder = service.encoder
    file = tmp_path / "handlingar.pdf"
    file.write_bytes(joined([NOTICE, *map(sample, PAPERS)]))
    with Archive.open(tmp_path / "a", dimensions=encoder.dimensions, model=encoder.model) as archive:
        ingest(archive, [file], encoder=encoder)
        before = [(one.id, one.text) for one in archive.documents()]
        assert len(before) == 1 + len(PAPERS)
        assert ingest(archive, [file], encoder=encoder).unchanged == 1
        (tmp_path / "handlingar.pdf.json").write_text('{"municipality": "Stockholm", "confidential": "nej"}')
        assert ingest(archive, [file], encoder=encoder).indexed == 1, "the register says something new"
        assert [(one.id, one.text) for one in archive.documents()] == before
        assert archive.verify().ok
        export_snapshot(archive, tmp_path / "snapshot", "jsonl")
        snapshot = load_snapshot(tmp_path / "snapshot", tmp_path / "b")
        report = archive.withdraw(f"{before[0][0]}-2", "prov")
        assert set(report.document_ids) == {one for one, _ in before}
        assert list(archive.documents()) == []
        assert archive.verify().ok
    with Archive.open(tmp_path / "b") as loaded:
        assert [(one.id, one.text) for one in loaded.documents()] == before
        assert loaded.verify().ok
        assert export_snapshot(loaded, tmp_path / "again", "jsonl").id == snapshot.id


def test_a_bundle_of_three_hundred_pages_costs_ten_times_one_of_thirty(tmp_path: Path) -> None:
    from ingest.reader import read_document
    from nlp.parts import parts_of

    papers = [file.read_bytes() for file in sorted((SAMPLE / "pdf").glob("*-tjansteutlatande.pdf"))[:12]]
    seconds = []
    for times in (1, 10):
        content = joined(papers * times)
        began = time.process_time()
        document = read_document("handlingar.pdf", content)
        parts = parts_of(document)
        seconds.append((time.process_time() - began) / len(document.pages))
        assert len(parts) == times * len(papers)
    assert seconds[1] < 3 * seconds[0], "seconds a page do not grow with the pages"
