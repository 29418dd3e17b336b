"""Tagged anew after rules have changed: what is stale, what would change, what is kept, going on after a stop."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import ingest.reprocess
import ingest.versions
from corpus.archive import Archive
from corpus.bundles import part_ids
from corpus.records import SearchFilter
from ingest.correcting import correct
from ingest.pipeline import ingest as fill
from ingest.reprocess import reprocess
from ingest.sandbox import Sandbox
from ingest.versions import stale_in, versions_now
from nlp.encoder import Encoder
from nlp.tags import title
from nlp.tags.context import TagContext
from tests.commands import SAMPLE

PAPERS = ("snorojning-tyreso-2019-motion", "snorojning-tyreso-2019-tjansteskrivelse", "protokoll-norrkoping-2018")


class CountingEncoder:
    """The shipped encoder, and how many texts it was asked for."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self.model, self.dimensions, self.encode_query = encoder.model, encoder.dimensions, encoder.encode_query
        self.texts = 0

    def encode_passages(self, texts):  # type: ignore[no-untyped-def]
        self.texts += len(texts)
        return self._encoder.encode_passages(texts)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder, readers: Sandbox) -> Path:
    """A home with three documents, one of them minutes."""
    home = tmp_path_factory.mktemp("fyllt") / "arkiv"
    with Archive.open(home, dimensions=encoder.dimensions, model=encoder.model) as archive:
        fill(archive, [SAMPLE / "pdf" / f"{name}.pdf" for name in PAPERS], encoder=encoder, readers=readers)
    return home


@pytest.fixture
def archive(filled: Path, tmp_path: Path, encoder: Encoder) -> Iterator[Archive]:
    shutil.copytree(filled, tmp_path / "arkiv")
    with Archive.open(tmp_path / "arkiv", dimensions=encoder.dimensions, model=encoder.model) as archive:
        yield archive


def state(archive: Archive) -> dict[str, object]:
    """Everything that is stored, vectors too."""
    return {
        document.id: (document, [(e.passage, e.dense.tobytes(), e.sparse.values.tobytes()) for e in passages])
        for document in archive.documents()
        for passages in [archive.passages_of(document.id)]
    }


@pytest.fixture
def louder_titles(monkeypatch: pytest.MonkeyPatch) -> None:
    """A new version of one rule: titles in capitals."""
    old = title.title_in

    def louder(context: TagContext) -> str | None:
        found = old(context)
        return found.upper() if found else found

    monkeypatch.setattr(title, "title_in", louder)
    monkeypatch.setattr(title, "LOGIC_VERSION", title.LOGIC_VERSION + 1)


def test_nothing_is_stale_after_an_ingest(archive: Archive, encoder: Encoder) -> None:
    report = reprocess(archive, encoder=encoder, only_stale=True)
    assert (report.files, report.changed, report.stale) == (0, 0, {})


def test_all_tagged_anew_by_the_same_rules_is_the_same_to_the_letter(archive: Archive, encoder: Encoder) -> None:
    before, counting = state(archive), CountingEncoder(encoder)
    report = reprocess(archive, encoder=counting)
    assert (report.files, report.changed, report.encoded, counting.texts) == (3, 0, 0, 0)
    assert state(archive) == before


@pytest.mark.usefixtures("louder_titles")
def test_a_dry_run_tells_and_changes_nothing(archive: Archive, encoder: Encoder) -> None:
    before = state(archive)
    report = reprocess(archive, encoder=encoder, only_stale=True, dry_run=True, examples=1)
    assert (report.files, report.changed, report.stale) == (3, 3, {"title": 3})
    assert report.fields == {"title": 3}
    (example,) = report.examples
    assert example.field == "title"
    assert (example.old or "").upper() == example.new
    assert state(archive) == before


@pytest.mark.usefixtures("louder_titles")
def test_stale_documents_are_tagged_anew_and_found_so(archive: Archive, encoder: Encoder) -> None:
    motion = next(one for one in archive.documents() if one.tags.type == "motion")
    counting = CountingEncoder(encoder)
    report = reprocess(archive, encoder=counting, only_stale=True)
    assert (report.files, report.changed, report.remaining, report.next) == (3, 3, 0, None)
    assert report.encoded == counting.texts > 0, "a passage is read with its title"
    present = archive.get(motion.id)
    assert present is not None
    assert present.tags.title == (motion.tags.title or "").upper()
    assert present.text == motion.text
    assert not stale_in(present.logic_versions, versions_now())
    assert archive.verify().ok
    assert reprocess(archive, encoder=encoder, only_stale=True).files == 0


def test_matters_of_minutes_are_tagged_anew_with_them(
    archive: Archive, encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    from nlp.tags import diarienummer

    monkeypatch.setattr(diarienummer, "diarienummer_in", lambda context: ())
    monkeypatch.setattr(diarienummer, "LOGIC_VERSION", diarienummer.LOGIC_VERSION + 1)
    minutes = next(one for one in archive.documents() if one.tags.parts)
    report = reprocess(archive, encoder=encoder, only_stale=True)
    assert report.fields["diarienummer"] > 3
    for one in part_ids(minutes.id, minutes.tags):
        part = archive.get(one)
        assert part is not None
        assert part.tags.diarienummer == ()
        assert archive.index.count(SearchFilter(documents=(one,))) == len(archive.passages_of(one)) > 0


@pytest.mark.usefixtures("louder_titles")
def test_a_run_in_stretches_does_all(archive: Archive, encoder: Encoder) -> None:
    after: str | None = None
    looked = []
    while True:
        report = reprocess(archive, encoder=encoder, only_stale=True, after=after, most_files=1)
        looked.append((report.files, report.remaining))
        if (after := report.next) is None:
            break
    assert looked == [(1, 2), (1, 1), (1, 0)]
    assert reprocess(archive, encoder=encoder, only_stale=True).files == 0


def test_a_stopped_run_over_all_goes_on_behind_what_is_done(
    archive: Archive, encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    class StoppedError(Exception):
        pass

    def stop(done: int, known: int, failed: int) -> None:
        if done == 2:
            raise StoppedError

    monkeypatch.setattr(ingest.reprocess, "BATCH", 1)
    with pytest.raises(StoppedError):
        reprocess(archive, encoder=encoder, progress=stop)
    assert reprocess(archive, encoder=encoder).files == 1
    assert reprocess(archive, encoder=encoder).files == 3, "the next run is over all again"


def test_originals_are_read_again_only_when_reading_changed(
    archive: Archive, encoder: Encoder, readers: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = state(archive)
    gone = next(one for one in archive.documents() if one.tags.type == "motion")
    archive.originals.path(gone.sha256).write_bytes(b"%PDF-1.4 broken")
    monkeypatch.setattr(ingest.versions, "READING_VERSION", ingest.versions.READING_VERSION + 1)
    report = reprocess(archive, encoder=encoder, only_stale=True, readers=readers)
    assert (report.stale, report.reread, report.changed) == ({"reading": 3}, 2, 0)
    assert len(report.failed) == 1
    assert gone.name in report.failed[0]
    after = state(archive)
    assert after.keys() == before.keys()
    assert archive.get(gone.id) is not None, "what cannot be read again keeps its text"


def test_corrections_outlive_new_rules(archive: Archive, encoder: Encoder, louder_titles: None) -> None:
    motion = next(one for one in archive.documents() if one.tags.type == "motion")
    correct(archive, motion.id, "title", "Så heter den", by="Eva Ek", encoder=encoder)
    reprocess(archive, encoder=encoder)
    present = archive.get(motion.id)
    assert present is not None
    assert present.tags.title == "Så heter den"
