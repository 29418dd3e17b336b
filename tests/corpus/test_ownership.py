"""One owner at a time, proven with real second processes."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from corpus.errors import ArchiveBusyError, UserMistakeError
from corpus.ownership import own, owner_of, take

# takes the home, says so, and holds it until it is told or killed
HOLDER = """
import sys
from pathlib import Path
from corpus.ownership import own
with own(Path(sys.argv[1]), timeout=5) as ownership:
    if len(sys.argv) > 2:
        ownership.publish(sys.argv[2])
    print("held", flush=True)
    sys.stdin.readline()
"""
# the same, with a forked child that outlives it
FORKING_HOLDER = """
import os, sys, time
from pathlib import Path
from corpus.ownership import take
take(Path(sys.argv[1]), timeout=5)
if os.fork() == 0:
    print(os.getpid(), flush=True)
    time.sleep(60)
time.sleep(60)
"""


@contextmanager
def process(code: str, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", code, *arguments]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        try:
            yield holder
        finally:
            holder.kill()


def first_line(holder: subprocess.Popen[str]) -> str:
    assert holder.stdout
    return holder.stdout.readline().strip()


def test_a_second_process_is_refused_and_told_whom_to_ask(tmp_path: Path) -> None:
    with process(HOLDER, str(tmp_path), "http://127.0.0.1:8123") as holder:
        assert first_line(holder) == "held"
        started = time.monotonic()
        with pytest.raises(ArchiveBusyError, match=rf"process {holder.pid} at http://127.0.0.1:8123"):
            take(tmp_path, timeout=0.3)
        assert 0.25 < time.monotonic() - started < 3
        owner = owner_of(tmp_path)
        assert owner is not None
        assert (owner.pid, owner.url) == (holder.pid, "http://127.0.0.1:8123")
        assert len(owner.token) > 30


def test_the_home_is_waited_for(tmp_path: Path) -> None:
    with process(HOLDER, str(tmp_path)) as holder:
        assert first_line(holder) == "held"
        assert holder.stdin
        holder.stdin.write("enough\n")
        holder.stdin.flush()
        with own(tmp_path, timeout=10):
            owner = owner_of(tmp_path)
            assert owner is not None
            assert owner.pid == os.getpid()
    assert owner_of(tmp_path) is None
    assert not (tmp_path / "owner.json").exists()


def test_owner_json_left_by_a_kill_is_not_believed(tmp_path: Path) -> None:
    with process(HOLDER, str(tmp_path), "http://127.0.0.1:8123") as holder:
        assert first_line(holder) == "held"
        holder.send_signal(signal.SIGKILL)
        holder.wait()
    assert (tmp_path / "owner.json").exists()
    assert owner_of(tmp_path) is None
    with own(tmp_path, timeout=0):
        pass


def test_a_forked_worker_does_not_keep_a_killed_owners_lock(tmp_path: Path) -> None:
    with process(FORKING_HOLDER, str(tmp_path)) as holder:
        child = int(first_line(holder))
        try:
            holder.send_signal(signal.SIGKILL)
            holder.wait()
            os.kill(child, 0)  # still there
            with own(tmp_path, timeout=1):
                pass
        finally:
            os.kill(child, signal.SIGKILL)


def test_the_same_process_cannot_own_it_twice(tmp_path: Path) -> None:
    with own(tmp_path, timeout=0), pytest.raises(ArchiveBusyError, match=str(os.getpid())):
        take(tmp_path, timeout=0)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"pid": "x"}', "null", '{"pid": 1}', "\x00\xff"])
def test_a_corrupt_owner_json_hurts_nobody(tmp_path: Path, content: str) -> None:
    with own(tmp_path, timeout=0):
        (tmp_path / "owner.json").write_bytes(content.encode("latin-1"))
        assert owner_of(tmp_path) is None
        with pytest.raises(ArchiveBusyError, match="in use by another process"):
            take(tmp_path, timeout=0)
    with own(tmp_path, timeout=0):
        assert json.loads((tmp_path / "owner.json").read_text())["pid"] == os.getpid()


def test_only_this_user_reads_the_token(tmp_path: Path) -> None:
    with own(tmp_path, timeout=0) as ownership:
        assert stat.S_IMODE((tmp_path / "owner.json").stat().st_mode) == 0o600
        ownership.publish("http://127.0.0.1:1")
        assert stat.S_IMODE((tmp_path / "owner.json").stat().st_mode) == 0o600


def test_looking_does_not_disturb(tmp_path: Path) -> None:
    assert owner_of(tmp_path / "nowhere") is None
    with own(tmp_path, timeout=0):
        assert owner_of(tmp_path) is not None
        assert owner_of(tmp_path) is not None
    assert owner_of(tmp_path) is None


def test_a_home_that_is_a_file_is_the_users_mistake(tmp_path: Path) -> None:
    (tmp_path / "arkiv").write_text("")
    with pytest.raises(UserMistakeError, match="cannot be used as an archive home"):
        take(tmp_path / "arkiv", timeout=0)
