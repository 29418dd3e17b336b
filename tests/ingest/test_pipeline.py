"""An archive filled from files, with the shipped model: counts, quarantine, going on after a stop, processes."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.archive import Archive
from corpus.errors import UserMistakeError
from ingest.pipeline import IngestReport, ingest
from ingest.sandbox import Sandbox
from nlp.encoder import Encoder
from tests.ingest.papers import Run, pdf, picture_pdf, utlatande


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "belysning.pdf").write_bytes(utlatande())
    (folder / "belysning kopia.pdf").write_bytes(utlatande())
    (folder / "anteckning.txt").write_text(
        "Bakgrund\n\nEn gångväg behöver nya stolpar och bättre ljus.", encoding="utf-8"
    )
    (folder / "bild.pdf").write_bytes(picture_pdf())
    (folder / "hemlig.pdf").write_bytes(pdf([[Run(90, 90, "Hemligt")]], password="lösen"))
    (folder / "text.pdf").write_bytes(b"ingen pdf")
    (folder / "tom.txt").write_bytes(b"")
    return folder


def counts(report: IngestReport) -> tuple[int, int, int, int]:
    return report.received, report.indexed, report.unchanged, len(report.quarantined)


def test_files_are_indexed_and_bad_ones_set_aside(
    archive: Archive, folder: Path, encoder: Encoder, readers: Sandbox
) -> None:
    report = ingest(archive, [folder], encoder=encoder, readers=readers)
    assert counts(report) == (7, 2, 1, 4)
    reasons = {Path(file.path).name: file.reason for file in report.quarantined}
    assert "no text layer" in reasons["bild.pdf"]
    assert "password" in reasons["hemlig.pdf"]
    assert "not a PDF" in reasons["text.pdf"]
    assert "empty" in reasons["tom.txt"]
    status = archive.status()
    assert (status.documents, status.by_state) == (2, {"indexed": 2, "quarantined": 4})
    assert archive.verify().ok
    document = next(each for each in archive.documents() if each.name.startswith("belysning"))
    assert document.tags.title == "Belysning längs gångvägen vid Tallskolan"


def test_second_time_nothing_is_read_again(archive: Archive, folder: Path, encoder: Encoder, readers: Sandbox) -> None:
    ingest(archive, [folder], encoder=encoder, readers=readers)
    before = {each.id: each.indexed_at for each in archive.documents()}
    assert counts(ingest(archive, [folder], encoder=encoder, readers=readers)) == (7, 0, 3, 4)
    assert {each.id: each.indexed_at for each in archive.documents()} == before


def test_stopped_run_is_taken_up(archive: Archive, folder: Path, encoder: Encoder, readers: Sandbox) -> None:
    archive.receive("belysning.pdf", utlatande())  # received, then killed
    assert counts(ingest(archive, [folder / "belysning.pdf"], encoder=encoder, readers=readers)) == (1, 1, 0, 0)


def test_file_once_quarantined_is_tried_again(
    archive: Archive, folder: Path, encoder: Encoder, readers: Sandbox
) -> None:
    archive.receive("anteckning.txt", (folder / "anteckning.txt").read_bytes())
    report = ingest(archive, [folder / "bild.pdf"], encoder=encoder, readers=readers)
    assert counts(report) == (1, 0, 0, 1)
    assert counts(ingest(archive, [folder / "bild.pdf"], encoder=encoder, readers=readers)) == (1, 0, 0, 1)
    assert archive.status().by_state["quarantined"] == 1


def test_progress_and_several_processes(archive: Archive, folder: Path, encoder: Encoder) -> None:
    seen: list[tuple[int, int, int]] = []
    report = ingest(archive, [folder], encoder=encoder, workers=2, progress=lambda *state: seen.append(state))
    assert counts(report) == (7, 2, 1, 4)
    assert seen[-1] == (7, 7, 4)
    assert [done for done, _, _ in seen] == sorted(done for done, _, _ in seen)


def test_identity_numbers_reach_neither_archive_nor_report(
    archive: Archive, tmp_path: Path, encoder: Encoder, readers: Sandbox
) -> None:
    good, bad = tmp_path / "akt 811218-9876.txt", tmp_path / "bild 811218-9876.pdf"
    good.write_text("Bakgrund\n\nKlienten 811218-9876 har bott här länge och vill bo kvar.", encoding="utf-8")
    bad.write_bytes(picture_pdf())
    report = ingest(archive, [good, bad], encoder=encoder, readers=readers)
    (document,) = archive.documents()
    everything = repr((report, document, archive.passages_of(document.id), archive.status()))
    assert "9876" not in everything
    assert document.masked_numbers == 1
    assert document.name == "akt XXXXXX-XXXX.txt"


def test_folder_without_documents(archive: Archive, tmp_path: Path, encoder: Encoder, readers: Sandbox) -> None:
    (tmp_path / "tom").mkdir()
    assert counts(ingest(archive, [tmp_path / "tom"], encoder=encoder, readers=readers)) == (0, 0, 0, 0)


def test_missing_path(archive: Archive, tmp_path: Path, encoder: Encoder, readers: Sandbox) -> None:
    with pytest.raises(UserMistakeError, match="saknas"):
        ingest(archive, [tmp_path / "saknas"], encoder=encoder, readers=readers)
