"""What a register says outranks what was read, is kept, and keeps confidential files out."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.archive import Archive
from corpus.errors import UserMistakeError
from corpus.records import Diarienummer, Period, RegisterEntry, Source, TagRecord
from ingest.pipeline import ingest
from ingest.register import entry_from_sidecar, manifest_from, with_register
from ingest.sandbox import Sandbox
from nlp.encoder import Encoder

READ = Diarienummer("12/2003", "?|2003|12", 2003, 12, None, "own", 1, 5, 12, "body")
TAGS = TagRecord(
    Source("a.pdf", "0" * 64, 1, "text", "application/pdf"), "övrigt", title="Läst rubrik", diarienummer=(READ,)
)
TEXT = "Bakgrund\n\nGångvägen vid skolan är mörk. Nya stolpar behövs innan vintern."


def sidecar(**fields: object) -> bytes:
    return json.dumps(fields).encode()


@pytest.mark.parametrize(
    ("content", "expected", "why"),
    [
        (sidecar(rubrik="Ljus", datum="2009-03-12"), RegisterEntry(title="Ljus", date="2009-03-12"), "Swedish names"),
        (sidecar(title="Ljus", source_url="https://a.se/1"), RegisterEntry(title="Ljus", source_url="https://a.se/1"),
         "English names"),
        (sidecar(kommun="Stockholms stad"), RegisterEntry(municipality="Stockholm"), "any form of the name"),
        (sidecar(typ="Motion"), RegisterEntry(type="motion"), "letter case"),
        (sidecar(sekretess="OSL 26 kap. 1 §"), RegisterEntry(confidential=True), "any ground makes it confidential"),
        (sidecar(sekretess="nej"), RegisterEntry(), "an open document"),
        (sidecar(confidential=True), RegisterEntry(confidential=True), "JSON's own truth"),
        (sidecar(rubrik="Ärende om 811218-9876"), RegisterEntry(title="Ärende om XXXXXX-XXXX"), "masked like the text"),
        (sidecar(okänt="x", rubrik=None), RegisterEntry(), "what is unknown or empty says nothing"),
    ],
)  # fmt: skip
def test_sidecar(content: bytes, expected: RegisterEntry, why: str) -> None:
    assert entry_from_sidecar(content) == expected, why


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[1]", b"\xff", sidecar(datum="12 mars"), sidecar(kommun="Ankeborg"), sidecar(typ="roman"),
     sidecar(stadsdel="Ingenstans")],
)  # fmt: skip
def test_sidecar_that_is_no_use(content: bytes) -> None:
    with pytest.raises(UserMistakeError):
        entry_from_sidecar(content)


def test_manifest_is_found_by_path_or_name(tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    path.write_text("Fil;Rubrik;Datum\n2009/a.pdf;Första;2009-01-02\nb.pdf;Andra;\n", encoding="utf-8-sig")
    manifest = manifest_from(path)
    assert manifest.entry_for("2009/a.pdf") == RegisterEntry(title="Första", date="2009-01-02")
    assert manifest.entry_for("mapp/b.pdf") == RegisterEntry(title="Andra")
    assert manifest.entry_for("a.pdf") is None


@pytest.mark.parametrize(
    ("text", "words"),
    [("rubrik\nx\n", "no column for the file"), ("fil,datum\na.pdf,igår\n", "line 2"), ("", "no column")],
)
def test_manifest_that_is_no_use(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "r.csv").write_text(text, encoding="utf-8")
    with pytest.raises(UserMistakeError, match=words):
        manifest_from(tmp_path / "r.csv")


def test_what_the_register_says_stands_above_what_was_read() -> None:
    entry = RegisterEntry(
        title="Ljus på gångvägen", date="2009-03-12", diarienummer="0366/15", board="Social resursnämnd",
        municipality="Göteborg", type="motion",
    )  # fmt: skip
    told = with_register(TAGS, entry)
    assert (told.title, told.type, told.body) == ("Ljus på gångvägen", "motion", "Social resursnämnd")
    assert (told.date, told.date_kind, told.period) == ("2009-03-12", "issued", Period("2009", "2009", "date"))
    assert told.register == entry
    own, read = told.diarienummer
    assert (own.canonical, own.role) == ("gbg-srn|2015|366", "own")
    assert (read.raw, read.role) == ("12/2003", "foreign")


def test_number_that_was_read_too_keeps_its_place() -> None:
    (own,) = with_register(TAGS, RegisterEntry(diarienummer="12/2003")).diarienummer
    assert (own.start, own.end, own.role) == (5, 12, "own")


def test_matters_of_a_meeting_share_when_and_where_but_no_title() -> None:
    minutes = replace(TAGS, type="protokoll", parts=(replace(TAGS, title="§ 1"),))
    (part,) = with_register(minutes, RegisterEntry(title="Protokoll", date="2009-03-12", municipality="Täby")).parts
    assert (part.title, part.date, part.municipality) == ("§ 1", "2009-03-12", "Täby")


def test_entry_that_says_nothing_changes_nothing() -> None:
    told = with_register(TAGS, RegisterEntry())
    assert (told.title, told.type, told.diarienummer) == (TAGS.title, TAGS.type, TAGS.diarienummer)


# --- taking in -----------------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    return folder


def test_sidecar_is_kept_and_no_document(archive: Archive, folder: Path, encoder: Encoder, readers: Sandbox) -> None:
    (folder / "a.txt.json").write_bytes(sidecar(rubrik="Ljus på gångvägen", kommun="Täby"))
    report = ingest(archive, [folder], encoder=encoder, readers=readers)
    (document,) = archive.documents()
    assert (report.received, report.indexed) == (1, 1)
    assert (document.tags.title, document.tags.municipality) == ("Ljus på gångvägen", "Täby")
    assert document.tags.register == RegisterEntry(title="Ljus på gångvägen", municipality="Täby")


def test_changed_register_is_read_anew(archive: Archive, folder: Path, encoder: Encoder, readers: Sandbox) -> None:
    for title, indexed in (("Ett", 1), ("Ett", 0), ("Två", 1)):
        (folder / "a.txt.json").write_bytes(sidecar(rubrik=title))
        assert ingest(archive, [folder], encoder=encoder, readers=readers).indexed == indexed
    (document,) = archive.documents()
    assert document.tags.title == "Två"


def test_confidential_file_is_not_taken_in(archive: Archive, folder: Path, encoder: Encoder, readers: Sandbox) -> None:
    (folder / "a.txt.json").write_bytes(sidecar(sekretess="ja"))
    (folder / "b.txt").write_text(TEXT + " Öppet.", encoding="utf-8")
    report = ingest(archive, [folder], encoder=encoder, readers=readers)
    assert [document.name for document in archive.documents()] == ["b.txt"]
    assert "confidential" in report.quarantined[0].reason
    assert len([path for path in archive.originals.folder.rglob("*") if path.is_file()]) == 1


def test_file_that_becomes_confidential_is_taken_out(
    archive: Archive, folder: Path, encoder: Encoder, readers: Sandbox
) -> None:
    ingest(archive, [folder], encoder=encoder, readers=readers)
    (folder / "a.txt.json").write_bytes(sidecar(sekretess="ja"))
    ingest(archive, [folder], encoder=encoder, readers=readers)
    assert list(archive.documents()) == []
    assert archive.status().by_state == {"quarantined": 1}
    assert archive.verify().ok


def test_bad_sidecar_keeps_its_file_out(archive: Archive, folder: Path, encoder: Encoder, readers: Sandbox) -> None:
    (folder / "a.txt.json").write_bytes(b"sekretess: ja")
    report = ingest(archive, [folder], encoder=encoder, readers=readers)
    assert report.indexed == 0
    assert "a.txt.json" in report.quarantined[0].reason


def test_sidecar_in_a_zip_archive(archive: Archive, tmp_path: Path, encoder: Encoder, readers: Sandbox) -> None:
    with zipfile.ZipFile(tmp_path / "in.zip", "w") as packed:
        packed.writestr("a.txt", TEXT)
        packed.writestr("a.txt.json", sidecar(rubrik="I arkivet"))
    report = ingest(archive, [tmp_path / "in.zip"], encoder=encoder, readers=readers)
    assert report.received == 1
    assert [document.tags.title for document in archive.documents()] == ["I arkivet"]
