"""A folder of broken files is taken in to the end: each is in the ledger with its reason, nothing is left behind."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from corpus.archive import Archive, StatusReport
from ingest.pipeline import IngestReport, ingest
from ingest.reading import Limits
from ingest.sandbox import Sandbox
from nlp.encoder import Encoder, load_encoder
from tests.ingest.broken_files import BROKEN, SENTENCE, broken_files

pytestmark = pytest.mark.slow
LIMITS = Limits(file_seconds=90.0, page_seconds=1.0)


@dataclass(frozen=True)
class Run:
    """One ingest of the folder, and what it left behind."""

    report: IngestReport
    status: StatusReport
    reasons: dict[str, str]
    texts: dict[str, str]
    whole: bool
    more_handles: int
    temporary: list[str]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder()


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Iterator[Run]:
    folder, scratch = tmp_path_factory.mktemp("trasigt"), tmp_path_factory.mktemp("tillfälligt")
    broken_files(folder)
    patch = pytest.MonkeyPatch()
    patch.setenv("TMPDIR", str(scratch))
    patch.setattr(tempfile, "tempdir", None)
    home = tmp_path_factory.mktemp("arkiv")
    with Archive.open(home, dimensions=encoder.dimensions, model=encoder.model) as archive:
        sandbox = Sandbox(1, LIMITS)
        warm = tmp_path_factory.mktemp("bra") / "bra.txt"
        warm.write_text(SENTENCE, encoding="utf-8")
        ingest(archive, [warm], encoder=encoder, readers=sandbox)
        before = psutil.Process().num_fds()
        report = ingest(archive, [folder], encoder=encoder, readers=sandbox)
        after = psutil.Process().num_fds()
        sandbox.close()
        patch.undo()
        yield Run(
            report=report,
            status=archive.status(),
            reasons={os.path.relpath(file.path, folder).split("/")[0]: file.reason for file in report.quarantined},
            texts={document.name: document.text for document in archive.documents()},
            whole=archive.verify().ok,
            more_handles=after - before,
            temporary=os.listdir(scratch),
        )


@pytest.mark.parametrize("name", BROKEN)
def test_each_is_read_or_has_its_reason(run: Run, name: str) -> None:
    _, readable, words = BROKEN[name]
    if readable:
        assert name not in run.reasons
        assert name in run.texts
    else:
        assert words in run.reasons[name]
        assert run.reasons[name].endswith(".")
        assert "unforeseen" not in run.reasons[name]


def test_every_file_is_accounted_for(run: Run) -> None:
    report = run.report
    assert report.received == report.indexed + report.unchanged + len(report.quarantined)
    inside_zips = 1  # "bra.txt" beside the bomb
    assert report.received == len(BROKEN) + inside_zips + 1  # and the path of odd bytes
    assert set(run.status.by_state) == {"indexed", "quarantined"}
    # the odd path has the same content as the good file in the zip archive; one file came before this run
    assert sum(run.status.by_state.values()) == report.received - report.unchanged + 1
    assert run.whole


def test_nothing_is_left_behind(run: Run) -> None:
    assert run.more_handles <= 2
    assert run.temporary == []


def test_nothing_outside_the_folder_was_read(run: Run) -> None:
    assert not [text for text in run.texts.values() if "root:" in text]
    assert "ut" not in run.texts


@pytest.mark.parametrize(
    ("error", "words"),
    [(FileNotFoundError(2, "No such file or directory"), "no such file"),
     (PermissionError(13, "Permission denied"), "permission denied"),
     (OSError(5, "Input/output error"), "input/output")],
    ids=["vanishes", "may not be opened", "disk fails"],
)  # fmt: skip
def test_file_that_fails_while_it_is_read(
    error: OSError, words: str, tmp_path: Path, encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "drabbad.txt").write_text(SENTENCE, encoding="utf-8")
    whole = Path.read_bytes

    def failing(path: Path) -> bytes:
        if path.name == "drabbad.txt":
            raise error
        return whole(path)

    monkeypatch.setattr(Path, "read_bytes", failing)
    with Archive.open(tmp_path / "arkiv", dimensions=encoder.dimensions, model=encoder.model) as archive:
        report = ingest(archive, [tmp_path / "in"], encoder=encoder)
        (failure,) = archive.status().failures
    assert words in failure.reason
    assert [file.reason for file in report.quarantined] == [failure.reason]
