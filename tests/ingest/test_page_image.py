"""Pages as pictures: numbers painted over wherever they stand, the passage marked, strangers' files survived."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import (
    ConfidentialError,
    DamagedFileError,
    EncryptedFileError,
    LimitExceededError,
    NotFoundError,
)
from ingest.page_image import MARK, PAINT, PagePicture, page_picture
from ingest.reader import read_document
from ingest.sandbox import PageDrawer
from ingest.tesseract import missing
from tests.ingest.papers import Run, column, pdf, picture_pdf

needs_ocr = pytest.mark.skipif(missing() is not None, reason="Tesseract with Swedish is not installed")


def pixels(picture: PagePicture) -> np.ndarray:
    from PIL import Image

    return np.asarray(Image.open(io.BytesIO(picture.png)))


def rows_of(picture: PagePicture, colour: tuple[int, int, int]) -> list[int]:
    """Points from the top at which the colour fills stretches of a row."""
    seen = (pixels(picture) == colour).all(axis=2).sum(axis=1)
    return [round(row * 842 / picture.height) for row in np.nonzero(seen > 30)[0]]


@pytest.mark.parametrize(
    ("runs", "count", "why"),
    [
        ([Run(90, 300, "Klienten 811218-9876 bor kvar.")], 1, "in a sentence"),
        ([Run(90, 300, "Klienten 811218 – 9876 bor kvar.")], 3, "three words"),
        (column(90, 300, ["Det gäller den som är 811218-", "9876 enligt akten."]), 2, "broken over lines"),
        ([Run(90, 300, "Akten 811218-"), Run(320, 300, "Annan spalt")], 1, "the rest on another page"),
        ([*column(90, 300, ["Det gäller 811218-", "9876 i akten."]), *column(330, 300, ["Ett annat stycke", "här."])],
         2, "broken in one of two columns"),
        ([Run(90, 30, "AKT 811218-9876", 8)], 1, "in the header"),
        ([Run(90, 300, "Org.nr 556036-0793, dnr 511-206-2007, tel 08-508 12 570")], 0, "none"),
    ],
)  # fmt: skip
def test_numbers_are_painted_over(runs: list[Run], count: int, why: str) -> None:
    picture = page_picture(pdf([runs]), 1)
    assert picture.hidden >= count, why
    assert bool(rows_of(picture, PAINT)) == (count > 0)


def test_passage_is_marked_where_it_stands_and_nothing_else() -> None:
    lines = ["Förvaltningen har prövat frågan. En hundrastgård kan", "byggas vid ån till våren. Kostnaden ryms i",
             "budgeten för nästa år.", "Det finns ingen annan plats."]  # fmt: skip
    content = pdf([column(90, 300, lines)])
    text = read_document("a.pdf", content).text
    passage = "En hundrastgård kan byggas vid ån till våren. Kostnaden ryms i budgeten för nästa år."
    picture = page_picture(content, 1, passage=passage, text=text)
    assert picture.marked == 3
    rows = rows_of(picture, MARK)
    assert rows[0] >= 294
    assert rows[-1] <= 338


def test_no_picture_when_a_number_of_the_text_is_not_found() -> None:
    content = pdf([[Run(90, 300, "Inget nummer här.")]])
    with pytest.raises(ConfidentialError):
        page_picture(content, 1, text="Klienten XXXXXX-XXXX bor kvar.")


def test_large_page_gives_a_small_picture() -> None:
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(14_000, 14_000))
    canvas.setFont("Helvetica", 800)
    canvas.drawString(1000, 7000, "Stor karta över sjön")
    canvas.save()
    picture = page_picture(buffer.getvalue(), 1)
    assert picture.width * picture.height < 1_500_000


@pytest.mark.parametrize(
    ("content", "number", "error"),
    [
        (pdf([[Run(90, 300, "En sida.")]]), 2, NotFoundError),
        (pdf([[Run(90, 300, "En sida.")]]), 0, NotFoundError),
        (b"%PDF-1.4 trasig", 1, DamagedFileError),
        (pdf([[Run(90, 300, "En sida.")]], password="hemlig"), 1, EncryptedFileError),
    ],
    ids=["after the last", "before the first", "damaged", "protected"],
)
def test_what_cannot_be_shown(content: bytes, number: int, error: type[Exception]) -> None:
    with pytest.raises(error):
        page_picture(content, number)


@needs_ocr
def test_number_in_a_scan_is_painted_over() -> None:
    from PIL import Image, ImageDraw, ImageFont

    from ingest.tesseract import lines_seen

    paper = Image.new("RGB", (1654, 2339), "white")
    pen = ImageDraw.Draw(paper)
    font = ImageFont.load_default(40)
    for place, line in enumerate(
        ["Beslut om bistånd enligt lagen", "Klienten 811218-9876 bor kvar", "Tel 08-508 12 570"]
    ):
        pen.text((200, 300 + 90 * place), line, "black", font)
    buffer = io.BytesIO()
    paper.save(buffer, "PDF", resolution=200)
    document = read_document("skannad.pdf", buffer.getvalue())
    assert document.masked_numbers == 1
    picture = page_picture(buffer.getvalue(), 1, text=document.text, passage=document.text)
    assert picture.hidden >= 1
    assert picture.marked >= 1
    shown = Image.open(io.BytesIO(picture.png)).convert("L")
    shown = shown.resize((shown.width * 2, shown.height * 2))
    raw = io.BytesIO()
    shown.save(raw, "PPM")
    read = " ".join(word.text for line in lines_seen(raw.getvalue(), dpi=220, seconds=60) for word in line.words)
    assert "508" in read
    assert "9876" not in read
    assert "811218" not in read


def test_drawing_happens_in_a_child_with_limits(tmp_path: Path) -> None:
    stored = tmp_path / "a.pdf"
    drawer = PageDrawer(seconds=20.0)
    try:
        stored.write_bytes(pdf([[Run(90, 300, "Klienten 811218-9876 bor kvar.")]]))
        assert drawer.draw(stored, 1).hidden
        with pytest.raises(NotFoundError):
            drawer.draw(stored, 7)
        stored.write_bytes(b"%PDF-1.4 trasig")
        with pytest.raises(DamagedFileError):
            drawer.draw(stored, 1)
    finally:
        drawer.close()
    hurried = PageDrawer(seconds=0.01)
    try:
        stored.write_bytes(picture_pdf())
        with pytest.raises((LimitExceededError, DamagedFileError)):
            hurried.draw(stored, 1)
    finally:
        hurried.close()
