"""Files by content: stored once, whole or not at all."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import NotFoundError, UnavailableError
from corpus.originals import Originals


@given(content=st.binary(max_size=300))
def test_what_is_put_can_be_got(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    originals = Originals(tmp_path_factory.mktemp("o"))
    sha256 = originals.put(content)
    assert sha256 == hashlib.sha256(content).hexdigest()
    assert originals.get(sha256) == content
    assert originals.is_intact(sha256)
    assert originals.size(sha256) == len(content)
    assert list(originals.all()) == [sha256]


def test_the_same_bytes_are_stored_once_under_their_hash(tmp_path: Path) -> None:
    originals = Originals(tmp_path)
    first, second = originals.put(b"protokoll"), originals.put(b"protokoll")
    assert first == second
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [tmp_path / first[:2] / first[2:]]


def test_a_file_cut_short_is_noticed_and_written_again(tmp_path: Path) -> None:
    originals = Originals(tmp_path)
    sha256 = originals.put(b"tjanstskrivelse")
    originals.path(sha256).write_bytes(b"tj")
    assert not originals.is_intact(sha256)
    originals.put(b"tjanstskrivelse")
    assert originals.is_intact(sha256)


def test_deleted_is_gone_and_deleting_again_is_no_error(tmp_path: Path) -> None:
    originals = Originals(tmp_path)
    sha256 = originals.put(b"x")
    originals.delete(sha256)
    originals.delete(sha256)
    assert not originals.has(sha256)
    assert not originals.is_intact(sha256)
    assert originals.size(sha256) == 0
    with pytest.raises(NotFoundError):
        originals.get(sha256)


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "AB" * 32, "ab" * 31 + "/.", "ab" * 33])
def test_no_other_name_becomes_a_path(tmp_path: Path, name: str) -> None:
    with pytest.raises(NotFoundError):
        Originals(tmp_path).path(name)


def test_unfinished_writes_are_not_listed(tmp_path: Path) -> None:
    originals = Originals(tmp_path)
    sha256 = originals.put(b"x")
    (tmp_path / sha256[:2] / ".0123").write_bytes(b"half")
    assert list(originals.all()) == [sha256]


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "originals").write_text("a file where the folder should be")
    with pytest.raises(UnavailableError, match="cannot be stored"):
        Originals(tmp_path / "originals").put(b"x")
