"""Documents from bytes: kinds of files, what is said of bad ones, masking, and the laws every document keeps."""

from __future__ import annotations

import difflib
import re
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.errors import (
    DamagedFileError,
    EmptyFileError,
    EncryptedFileError,
    NoTextLayerError,
    UnreadableError,
    UnsupportedFormatError,
)
from corpus.records import Document
from ingest.reader import read_document
from tests.commands import SAMPLE
from tests.ingest.papers import Run, pdf, picture_pdf, utlatande

SAMPLES = sorted((SAMPLE / "pdf").glob("*.pdf"))


def assert_whole(document: Document) -> None:
    """Blocks lie in order and apart; sections and pages tile the text."""
    at = 0
    for block in document.blocks:
        assert at <= block.start < block.end <= len(document.text)
        assert not document.text[at : block.start].strip()
        piece = document.text[block.start : block.end]
        assert piece == piece.strip()
        assert block.page == document.page_at(block.start)
        at = block.end
    assert at == len(document.text)
    for spans in (document.sections, document.pages):
        assert spans[0].start == 0
        assert spans[-1].end == len(document.text)
        assert all(one.end == other.start for one, other in pairwise(spans))
    for section in document.sections:
        assert section.start <= section.body_start <= section.end
        assert section.page == document.page_at(section.start)
        if section.heading is not None:
            head = document.text[section.start : section.body_start]
            assert section.heading in " ".join(head.split()) or head.startswith(section.heading)
    assert [span.number for span in document.pages] == list(range(1, document.source.pages + 1))


@pytest.mark.parametrize(
    ("name", "content", "error", "says"),
    [
        ("tom.pdf", b"", EmptyFileError, "empty"),
        ("tom.txt", b" \n\t", UnsupportedFormatError, "neither"),
        ("text.pdf", "Detta är vanlig text.\n".encode(), UnsupportedFormatError, "named .pdf but is not a PDF"),
        ("avhuggen.pdf", utlatande()[:600], DamagedFileError, "damaged"),
        ("hemlig.pdf", pdf([[Run(90, 90, "Hemligt")]], password="lösen"), EncryptedFileError, "password"),
        ("bild.pdf", picture_pdf(), NoTextLayerError, "no text layer"),
        ("brev.docx", b"PK\x03\x04" + b"\x00" * 40, DamagedFileError, "Office"),
        ("foto", b"\x89PNG\r\n" + b"\x00" * 40, UnsupportedFormatError, "picture"),
        ("skräp.bin", bytes(range(256)) * 8, UnsupportedFormatError, "neither"),
    ],
)
def test_bad_file(name: str, content: bytes, error: type[UnreadableError], says: str) -> None:
    with pytest.raises(error, match=says):
        read_document(name, content)


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("a.pdf", utlatande(), "application/pdf"),
        ("utan ändelse", utlatande(), "application/pdf"),
        ("fel.txt", b"\r\n" + utlatande(), "application/pdf"),
        ("a.txt", b"Vanlig text.", "text/plain"),
        ("a.md", b"# Rubrik\n\nText.", "text/markdown"),
    ],
)
def test_content_decides(name: str, content: bytes, media_type: str) -> None:
    assert read_document(name, content).source.media_type == media_type


def test_whole_paper() -> None:
    document = read_document("utlåtande.pdf", utlatande())
    assert_whole(document)
    assert document.text.startswith("Handläggare: Vendela Stråth\n\nTelefon: 08-465 004 99\n\nDnr 311-77/2009\n\n")
    assert "1. Stadsdelsnämnden godkänner förvaltningens förslag till ny belysning.\n2. Tjänste" in document.text
    assert "ett ramavtal med. Det kan" in document.text
    assert "Hässelby-Vällingby till Råcksta." in document.text
    assert [line.text for line in document.furniture] == [
        "NORRVIKENS STADSDELSFÖRVALTNING", "PARKER OCH GATOR", "Sid 1 (2)"]  # fmt: skip
    assert document.page_at(document.text.index("Det kan vara klart")) == 2


def test_identity_numbers_are_masked_everywhere() -> None:
    runs = [Run(90, 36, "AKT 811218-9876", 8), Run(90, 300, "Klienten 811218-9876 bor kvar här.")]
    document = read_document("811218-9876.pdf", pdf([runs, runs]))
    assert document.masked_numbers == 4
    assert document.source.name == "XXXXXX-XXXX.pdf"
    assert not re.search(r"\d{6}-\d{4}", repr(document))
    assert "Klienten XXXXXX-XXXX bor" in document.text
    assert_whole(document)


def test_number_broken_over_lines_is_masked() -> None:
    text = "Den som ärendet gäller och som har fått avslag på sin ansökan är 811218-\n9876 enligt akten."
    assert "9876" not in read_document("a.txt", text.encode()).text


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_sample_documents_keep_the_laws(path: Path) -> None:
    document = read_document(path.name, path.read_bytes())
    assert_whole(document)
    assert document.sections[0].kind in ("front", "title")
    assert any(section.kind == "title" for section in document.sections)


WORDS = st.sampled_from(
    ["Bakgrund", "Förslag till beslut", "Bilaga", "Bilaga: Avtal", "Till", "Alma Rydh", "chef", "§ 2", "att", "1.", "-",
     "Sammanfattning", "nämnden", "besluta", "811218-9876", "över-", "Vällingby", "och", ".", ":", "\t", "•", "# "]
)  # fmt: skip


@given(st.lists(st.tuples(WORDS, st.sampled_from([" ", "\n", "\n\n", "\f"])), min_size=1, max_size=40))
@settings(max_examples=200, deadline=None)
def test_any_text_keeps_the_laws(pieces: list[tuple[str, str]]) -> None:
    content = "".join(word + blank for word, blank in pieces).encode()
    try:
        document = read_document("a.txt", content)
    except UnreadableError:
        return
    assert_whole(document)


PLACES = st.tuples(st.integers(20, 500), st.integers(10, 800), st.sampled_from([7, 9, 11, 16]), st.booleans(), WORDS)


@given(st.lists(st.lists(PLACES, max_size=12), min_size=1, max_size=3))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_page_keeps_the_laws(pages: list[list[tuple[int, int, int, bool, str]]]) -> None:
    content = pdf([[Run(x, top, word, size, bold) for x, top, size, bold, word in page] for page in pages])
    try:
        document = read_document("a.pdf", content)
    except UnreadableError:
        return
    assert_whole(document)


@given(st.binary(max_size=300), st.sampled_from([b"", b"%PDF-1.4\n", b"PK\x03\x04", b"\xff\xfe", b"\xef\xbb\xbf"]))
@settings(max_examples=200, deadline=None)
def test_any_bytes_end_in_a_document_or_a_named_error(tail: bytes, head: bytes) -> None:
    with suppress(UnreadableError):
        assert_whole(read_document("okänd", head + tail))


@given(st.integers(0, 3000), st.integers(0, 255))
@settings(max_examples=60, deadline=None)
def test_one_wrong_byte_never_crashes(place: int, byte: int) -> None:
    content = bytearray(utlatande())
    content[place % len(content)] = byte
    with suppress(UnreadableError):
        assert_whole(read_document("a.pdf", bytes(content)))


# --- the real documents --------------------------------------------------------------------------------------


def words_in_order(expected: str, text: str) -> float:
    """Share of the expected words that stand in the text, in the same order."""
    wanted, got = (re.findall(r"\S+", re.sub(r"[*\t]", " ", part)) for part in (expected, text))
    matcher = difflib.SequenceMatcher(None, wanted, got, autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks()) / max(len(wanted), len(got))


@pytest.mark.shared
@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004", "004_rows"])
def test_seed_is_read_word_by_word(number: str, shared: Path) -> None:
    pattern = f"{number[:3]}_*_rows.pdf" if number.endswith("rows") else f"{number}_????????????????.pdf"
    (path,) = (shared / "seeds").glob(pattern)
    (expected,) = (shared / "seeds").glob(f"{number[:3]}_*.txt")
    document = read_document(path.name, path.read_bytes())
    assert_whole(document)
    share = words_in_order(expected.read_text(encoding="utf-8"), document.text)
    print(f"{number}: {share:.4f} of the words in order")
    assert share >= 0.99


SEED_SECTIONS = {
    "000": "front title proposal signature summary attachment_list preparation background assessment",
    "001": "front title proposal signature summary preparation background matter attachment* background* background* "
    "other* other* other* other* other* other* economy*",
    "002": "front title proposal summary signature attachment_list matter background preparation preparation "
    "assessment matter other perspective perspective economy",
    "003": "front title proposal signature summary preparation background matter other other other assessment",
}


@pytest.mark.shared
@pytest.mark.parametrize("number", SEED_SECTIONS)
def test_sections_of_seeds(number: str, shared: Path) -> None:
    (path,) = (shared / "seeds").glob(f"{number}_????????????????.pdf")
    sections = read_document(path.name, path.read_bytes()).sections
    assert [section.kind + "*" * section.attachment for section in sections] == SEED_SECTIONS[number].split()
