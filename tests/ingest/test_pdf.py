"""Lines of a PDF: where they stand, how they are set, and what is said of files that cannot be read."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from corpus.errors import DamagedFileError, EncryptedFileError, NoTextLayerError, UnreadableError
from ingest.pdf import pages_from_pdf
from tests.ingest.papers import HEIGHT, Run, column, pdf, picture_pdf, utlatande


def texts(content: bytes) -> list[str]:
    return [line.text for page in pages_from_pdf(content) for line in page.lines]


def test_lines_stand_where_they_were_drawn() -> None:
    (page,) = pages_from_pdf(pdf([[Run(90, 200, "Sammanfattning", 14, True), Run(90, 230, "Nämnden åker buss.")]]))
    heading, text = page.lines
    assert (heading.text, heading.size, heading.bold) == ("Sammanfattning", 14.0, True)
    assert (text.text, text.size, text.bold) == ("Nämnden åker buss.", 11.0, False)
    assert heading.x0 == pytest.approx(90, abs=1)
    assert heading.top == pytest.approx(200, abs=1.5)
    assert text.x1 > 150
    assert page.height == pytest.approx(HEIGHT, abs=0.5)


@pytest.mark.parametrize(
    ("runs", "expected", "why"),
    [
        ([Run(320, 80, "Dnr 3/2009"), Run(90, 80, "Handläggare: Bo Ek")], ["Handläggare: Bo Ek", "Dnr 3/2009"],
         "drawn right before left"),
        ([Run(90, 300, "andra raden"), Run(90, 280, "första raden")], ["första raden", "andra raden"],
         "drawn upwards"),
        ([Run(90, 80, "•"), Run(108, 80, "att anta planen")], ["• att anta planen"], "a bullet belongs to its text"),
        ([Run(90, 80, "12."), Run(118, 80, "Regler")], ["12. Regler"], "so does a number"),
        ([Run(90, 80, "Tid"), Run(140, 80, "Plats")], ["Tid", "Plats"], "words far apart are cells"),
        ([Run(90, 80, "Social"), Run(122, 80, "nämnden")], ["Social nämnden"], "a blank left out between two runs"),
        ([Run(90, 80, "tjänste-"), Run(90, 93, "utlåtande")], ["tjänste-", "utlåtande"], "the engine joins these"),
        ([Run(90, 80, "Se Tallskolan"), Run(163, 80, "1", 7), Run(170, 80, "vid sjön")], ["Se Tallskolan 1 vid sjön"],
         "a raised figure stays on its line"),
    ],
)  # fmt: skip
def test_rows(runs: list[Run], expected: list[str], why: str) -> None:
    assert texts(pdf([runs])) == expected, why


def test_type_size_counts_the_scale_of_the_text() -> None:
    import io

    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1)
    canvas.scale(2, 2)
    canvas.setFont("Helvetica", 7)
    canvas.drawString(40, 300, "Rubrik")
    canvas.showPage()
    canvas.save()
    (page,) = pages_from_pdf(buffer.getvalue())
    assert page.lines[0].size == 14.0


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_turned_page_is_read_as_it_is_shown(rotation: int) -> None:
    import io

    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(500, 800), invariant=1)
    canvas.setPageRotation(rotation)
    canvas.translate(250, 400)
    canvas.rotate(rotation)
    canvas.drawString(-100, 40, "Första raden på sidan")
    canvas.drawString(-100, 20, "Andra raden på sidan")
    canvas.showPage()
    canvas.save()
    assert texts(buffer.getvalue()) == ["Första raden på sidan", "Andra raden på sidan"]


def test_text_along_the_margin_stays_apart() -> None:
    import io

    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(500, 800), invariant=1)
    canvas.drawString(90, 700, "Första raden i texten")
    canvas.drawString(90, 686, "Andra raden i texten")
    canvas.translate(40, 680)
    canvas.rotate(90)
    canvas.drawString(0, 0, "Blankett 12 i serien av 2009")
    canvas.showPage()
    canvas.save()
    assert texts(buffer.getvalue()) == [
        "Första raden i texten",
        "Andra raden i texten",
        "Blankett 12 i serien av 2009",
    ]


def test_several_threads_read_the_same() -> None:
    content = utlatande()
    alone = pages_from_pdf(content)
    with ThreadPoolExecutor(4) as pool:
        assert all(pages == alone for pages in pool.map(pages_from_pdf, [content] * 12))


def test_page_without_text_among_others_is_empty() -> None:
    pages = pages_from_pdf(pdf([[Run(90, 90, "Text")], [], column(90, 90, ["Mer", "text"])]))
    assert [len(page.lines) for page in pages] == [1, 0, 2]


@pytest.mark.parametrize(
    ("content", "error", "says"),
    [
        (pdf([[Run(90, 90, "Hemligt")]], password="lösen"), EncryptedFileError, "password"),
        (pdf([[], []]), NoTextLayerError, "no text layer"),
        (utlatande()[:500], DamagedFileError, "damaged"),
        (b"%PDF-1.7\n" + bytes(range(256)), DamagedFileError, "damaged"),
        (b"%PDF-1.4", DamagedFileError, "damaged"),
    ],
    ids=["password", "empty pages", "cut short", "junk", "header only"],
)
def test_unreadable(content: bytes, error: type[UnreadableError], says: str) -> None:
    with pytest.raises(error, match=says):
        pages_from_pdf(content)


def test_page_of_pictures_says_so() -> None:
    assert [(page.text_layer, page.lines) for page in pages_from_pdf(picture_pdf())] == [("none", ())]
