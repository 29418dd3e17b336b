"""Files behind paths: folders, zip archives, links, and what cannot be opened."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest

from corpus.errors import DamagedFileError, EncryptedFileError, UnreadableError, UserMistakeError
from ingest import files
from ingest.files import SourceFile, files_in, number_of_files


def names(*paths: Path) -> list[str]:
    return [file.name for file in files_in(paths)]


def zipped(entries: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return buffer.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "handlingar"
    (folder / "2009").mkdir(parents=True)
    (folder / "b.pdf").write_bytes(b"b")
    (folder / "a.txt").write_bytes(b"a")
    (folder / "2009" / "c.md").write_bytes(b"c")
    for left in (".dold", "Thumbs.db", "~$utkast.docx", "2009/.DS_Store"):
        (folder / left).write_bytes(b"x")
    return folder


def test_folder_in_order_without_what_systems_leave(folder: Path) -> None:
    found = list(files_in([folder]))
    assert [(file.name, file.content) for file in found] == [("a.txt", b"a"), ("b.pdf", b"b"), ("2009/c.md", b"c")]
    assert found[0].path == str(folder / "a.txt")
    assert number_of_files([folder]) == 3


def test_single_files_keep_the_order_given(folder: Path) -> None:
    assert names(folder / "b.pdf", folder / "a.txt", folder / "2009") == ["b.pdf", "a.txt", "c.md"]


def test_folder_without_documents(tmp_path: Path) -> None:
    assert names(tmp_path) == []


def test_missing_path_is_said_before_anything_is_read(folder: Path) -> None:
    with pytest.raises(UserMistakeError, match="saknas"):
        files_in([folder, folder / "saknas"])


def test_links_stay_within_the_folder(folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "hemligt.txt"
    outside.write_bytes(b"hemligt")
    (folder / "ut.txt").symlink_to(outside)
    (folder / "in.txt").symlink_to(folder / "a.txt")
    (folder / "varv").symlink_to(folder)
    (folder / "själv").symlink_to(folder / "själv")
    (folder / "borta").symlink_to(folder / "finns inte")
    assert names(folder) == ["a.txt", "b.pdf", "in.txt", "2009/c.md"]


def test_pipe_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "rör")
    assert names(tmp_path) == []
    (only,) = files_in([tmp_path / "rör"])
    assert only.content is None
    assert "pipe" in str(only.problem)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_file_without_permission(folder: Path) -> None:
    (folder / "b.pdf").chmod(0)
    (folder / "2009").chmod(0)
    problems = {file.name: str(file.problem) for file in files_in([folder]) if file.problem}
    assert "permission denied" in problems["b.pdf"]
    assert any("2009" in name for name in problems)


def test_too_large(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LARGEST_FILE", 2)
    (folder / "stor.txt").write_bytes(b"123")
    (only,) = files_in([folder / "stor.txt"])
    assert "too large" in str(only.problem)


# --- zip archives --------------------------------------------------------------------------------------------


def unpacked(tmp_path: Path, content: bytes) -> list[SourceFile]:
    (tmp_path / "arkiv.zip").write_bytes(content)
    return list(files_in([tmp_path / "arkiv.zip"]))


def test_zip(tmp_path: Path) -> None:
    found = unpacked(tmp_path, zipped({"mapp/möte.txt": b"1", "b.pdf": b"2", ".dold": b"x", "__MACOSX/._b.pdf": b"x"}))
    assert [(file.name, file.content) for file in found] == [
        ("arkiv.zip/mapp/möte.txt", b"1"),
        ("arkiv.zip/b.pdf", b"2"),
    ]
    assert found[0].path == f"{tmp_path}/arkiv.zip/mapp/möte.txt"


@pytest.mark.parametrize(
    ("name", "safe"),
    [("../../etc/passwd", "etc/passwd"), ("/rot/a.txt", "rot/a.txt"), ("..\\..\\x.txt", "x.txt"), ("C:/b.txt", "b.txt"),
     ("a\x1b[31m.txt", "a[31m.txt"), ("..", "namnlös")],
)  # fmt: skip
def test_names_inside_lead_nowhere(name: str, safe: str, tmp_path: Path) -> None:
    (only,) = unpacked(tmp_path, zipped({name: b"1"}))
    assert only.name == f"arkiv.zip/{safe}"


def test_bomb_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "BOMB_SIZE", 2**20)
    bomb, good = unpacked(tmp_path, zipped({"bomb.txt": b"\0" * 2**22, "bra.txt": b"bra"}))
    assert bomb.content is None
    assert "too large" in str(bomb.problem)
    assert good.content == b"bra"


def test_archive_of_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_ENTRIES", 1)
    (only,) = unpacked(tmp_path, zipped({"a": b"1", "b": b"2"}))
    assert "divide it" in str(only.problem)


def test_damaged_archive(tmp_path: Path) -> None:
    (only,) = unpacked(tmp_path, zipped({"a.txt": b"text" * 99})[:-30])
    assert isinstance(only.problem, DamagedFileError)


def test_damaged_entry_stops_nothing_else(tmp_path: Path) -> None:
    content = bytearray(zipped({"a.txt": b"text" * 99, "b.txt": b"bra"}, zipfile.ZIP_STORED))
    content[60] ^= 0xFF
    first, second = unpacked(tmp_path, bytes(content))
    assert isinstance(first.problem, DamagedFileError)
    assert second.content == b"bra"


def test_entry_with_a_password(tmp_path: Path) -> None:
    content = bytearray(zipped({"a.txt": b"text"}))
    for header, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(header) + flags] |= 1
    (only,) = unpacked(tmp_path, bytes(content))
    assert isinstance(only.problem, EncryptedFileError)


def test_office_document_is_one_file(tmp_path: Path) -> None:
    (only,) = unpacked(tmp_path, zipped({"[Content_Types].xml": b"", "word/document.xml": b""}))
    assert only.name == "arkiv.zip"
    assert only.problem is None


def test_archive_within_an_archive_is_not_entered(tmp_path: Path) -> None:
    (only,) = unpacked(tmp_path, zipped({"inre.zip": zipped({"a.txt": b"1"})}))
    assert only.content is not None
    assert only.content.startswith(b"PK")


def test_problems_are_errors_of_ours(tmp_path: Path) -> None:
    assert all(isinstance(file.problem, UnreadableError) for file in unpacked(tmp_path, b"PK\x03\x04 junk"))
