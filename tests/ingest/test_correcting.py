"""A person's word on a document: above rules and registers, kept through everything, and taken back."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.archive import Archive
from corpus.corrections import corrections_of
from corpus.errors import NotFoundError, UserMistakeError
from corpus.records import SearchFilter
from corpus.snapshot import export_snapshot, load_snapshot
from ingest.correcting import correct, corrections, undo
from ingest.pipeline import ingest
from ingest.sandbox import Sandbox
from nlp.encoder import Encoder
from tests.commands import SAMPLE
from tests.ingest.test_reprocess import state

MOTION, MINUTES = "snorojning-tyreso-2019-motion", "protokoll-norrkoping-2018"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder, readers: Sandbox) -> Path:
    home = tmp_path_factory.mktemp("fyllt") / "arkiv"
    with Archive.open(home, dimensions=encoder.dimensions, model=encoder.model) as archive:
        ingest(
            archive, [SAMPLE / "pdf" / f"{name}.pdf" for name in (MOTION, MINUTES)], encoder=encoder, readers=readers
        )
    return home


@pytest.fixture
def archive(filled: Path, tmp_path: Path, encoder: Encoder) -> Iterator[Archive]:
    shutil.copytree(filled, tmp_path / "arkiv")
    with Archive.open(tmp_path / "arkiv", dimensions=encoder.dimensions, model=encoder.model) as archive:
        yield archive


@pytest.fixture
def motion(archive: Archive) -> str:
    return next(one.id for one in archive.documents() if one.name.startswith(MOTION))


def district(archive: Archive, document_id: str) -> str | None:
    document = archive.get(document_id)
    assert document is not None
    return document.tags.district


def in_farsta(archive: Archive) -> int:
    return archive.index.count(SearchFilter(districts=("sthlm-sdn-farsta",)))


def test_a_correction_is_searchable_at_once_and_says_who_and_why(
    archive: Archive, motion: str, encoder: Encoder
) -> None:
    kept = correct(archive, motion, "district", "Farsta", by=" Eva  Ek ", reason="står på kartan", encoder=encoder)
    assert (kept.value, kept.was, kept.by, kept.reason) == ("sthlm-sdn-farsta", None, "Eva Ek", "står på kartan")
    assert corrections(archive, motion) == (kept,)
    assert district(archive, motion) == "sthlm-sdn-farsta"
    assert in_farsta(archive) == len(archive.passages_of(motion)) > 0
    assert archive.verify().ok


def test_a_dry_run_checks_and_keeps_nothing(archive: Archive, motion: str, encoder: Encoder) -> None:
    before = state(archive)
    assert correct(archive, motion, "type", "Skrivelse", by="Eva", encoder=encoder, dry_run=True).value == "skrivelse"
    with pytest.raises(UserMistakeError, match="is no document type"):
        correct(archive, motion, "type", "roman", by="Eva", encoder=encoder, dry_run=True)
    assert corrections(archive, motion) == ()
    assert state(archive) == before


def test_an_undone_correction_leaves_nothing(archive: Archive, motion: str, encoder: Encoder) -> None:
    before = state(archive)
    for field, value in (("district", "Farsta"), ("title", "En annan"), ("diarienummer", "tyreso-ks|2019|1")):
        correct(archive, motion, field, value, by="Eva", encoder=encoder)
    correct(archive, motion, "diarienummer", "tyreso-ks|2019|2", by="Bo", encoder=encoder)
    (number,) = archive.get(motion).tags.diarienummer  # type: ignore[union-attr]
    assert number.canonical == "tyreso-ks|2019|2", "nothing of the earlier correction is left"
    for field in ("district", "title", "diarienummer"):
        assert undo(archive, motion, field, encoder=encoder).field == field
    after = state(archive)
    assert {one: held[1] for one, held in after.items()} == {one: held[1] for one, held in before.items()}  # type: ignore[index]
    assert archive.get(motion).tags == before[motion][0].tags  # type: ignore[index,union-attr]
    assert in_farsta(archive) == 0
    with pytest.raises(NotFoundError, match="Nobody has corrected title"):
        undo(archive, motion, "title", encoder=encoder)


def test_a_second_correction_remembers_what_stood_there_first(archive: Archive, motion: str, encoder: Encoder) -> None:
    first = archive.get(motion).tags.title  # type: ignore[union-attr]
    correct(archive, motion, "title", "En", by="Eva", encoder=encoder)
    assert correct(archive, motion, "title", "Två", by="Bo", encoder=encoder).was == first
    assert [(one.value, one.by) for one in corrections(archive, motion)] == [("Två", "Bo")]


def test_a_correction_outlives_reading_the_file_anew(
    archive: Archive, motion: str, encoder: Encoder, readers: Sandbox, tmp_path: Path
) -> None:
    correct(archive, motion, "title", "Så heter den", by="Eva", encoder=encoder)
    shutil.copy(SAMPLE / "pdf" / f"{MOTION}.pdf", tmp_path)
    (tmp_path / f"{MOTION}.pdf.json").write_text(json.dumps({"rubrik": "Registrets", "nämnd": "Kommunstyrelsen"}))
    assert ingest(archive, [tmp_path / f"{MOTION}.pdf"], encoder=encoder, readers=readers).indexed == 1
    tags = archive.get(motion).tags  # type: ignore[union-attr]
    assert (tags.title, tags.body) == ("Så heter den", "Kommunstyrelsen")
    undo(archive, motion, "title", encoder=encoder)
    assert archive.get(motion).tags.title == "Registrets"  # type: ignore[union-attr]


def test_matters_are_corrected_by_themselves_and_with_their_meeting(archive: Archive, encoder: Encoder) -> None:
    minutes = next(one for one in archive.documents() if one.tags.parts)
    first, second = f"{minutes.id}-1", f"{minutes.id}-2"
    correct(archive, first, "title", "Första ärendet", by="Eva", encoder=encoder)
    correct(archive, minutes.id, "date", "2018-09-14", by="Eva", encoder=encoder)
    whole = archive.get(minutes.id)
    assert whole is not None
    assert whole.tags.parts[0].title == "Första ärendet"
    assert [archive.get(one).tags.date for one in (minutes.id, first, second)] == ["2018-09-14"] * 3  # type: ignore[union-attr]
    assert archive.get(first).tags.title == "Första ärendet"  # type: ignore[union-attr]
    assert archive.verify().ok


def test_a_snapshot_carries_corrections(archive: Archive, motion: str, encoder: Encoder, tmp_path: Path) -> None:
    untouched = export_snapshot(archive, tmp_path / "före", "jsonl")
    correct(archive, motion, "district", "Farsta", by="Eva", reason="karta", encoder=encoder)
    exported = export_snapshot(archive, tmp_path / "ut", "parquet")
    assert exported.id != untouched.id
    assert load_snapshot(tmp_path / "ut", tmp_path / "annat").id == exported.id
    with Archive.open(tmp_path / "annat", dimensions=encoder.dimensions, model=encoder.model) as other:
        assert corrections(other, motion) == corrections(archive, motion)
        undo(other, motion, "district", encoder=encoder)
        assert district(other, motion) is None


def test_a_withdrawn_file_takes_its_corrections_along(archive: Archive, motion: str, encoder: Encoder) -> None:
    correct(archive, motion, "title", "Hemlig rubrik", by="Eva", encoder=encoder)
    archive.withdraw(motion, "fel fil")
    assert corrections_of(archive.catalogue, motion) == ()
    assert b"Hemlig rubrik" not in (archive.home / "catalogue.sqlite").read_bytes()


def test_identity_numbers_are_masked_in_what_people_say(archive: Archive, motion: str, encoder: Encoder) -> None:
    said = "Ansökan från 811218-9876"
    kept = correct(archive, motion, "title", said, by="811218-9876", reason=said, encoder=encoder)
    assert "9876" not in f"{kept.value}{kept.by}{kept.reason}"
    assert kept.value == "Ansökan från XXXXXX-XXXX"


@pytest.mark.parametrize(
    ("document", "by", "error", "words"),
    [
        ("0123456789abcdef", "Eva", NotFoundError, "There is no document"),
        (None, "  ", UserMistakeError, "needs the name of the person"),
    ],
)
def test_nobody_and_nothing_are_refused(
    archive: Archive, motion: str, encoder: Encoder, document: str | None, by: str, error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words):
        correct(archive, document or motion, "title", "x y", by=by, encoder=encoder)
