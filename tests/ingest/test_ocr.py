"""Pages read from their pictures: which ones, how level, how surely; and the two scanned papers."""

from __future__ import annotations

import io
import os
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from corpus.errors import NoTextLayerError
from corpus.records import Line, Page
from ingest import ocr, tesseract
from ingest.deskew import skew_of, straightened
from ingest.ocr import with_pictures_read
from ingest.pdf import pages_from_pdf
from ingest.reader import read_document
from ingest.seen_lines import confidence_of, corrected, lines_in_picture, with_levelled_sizes
from ingest.tesseract import SeenLine, SeenWord, lines_of_hocr
from ingest.text_quality import is_garbled
from tests.ingest.papers import HEIGHT, WIDTH, Run, line, page, pdf, picture_pdf, utlatande
from tests.ingest.test_reader import assert_whole, words_in_order

needs_tesseract = pytest.mark.skipif(tesseract.missing() is not None, reason=str(tesseract.missing()))


def pictures_of(content: bytes, *, turned: float = 0.0, dpi: int = 150) -> list[Image.Image]:
    """The pages as a scanner would give them, laid in askew by ``turned`` degrees (counter-clockwise)."""
    pictures = []
    for number in range(len(document := pypdfium2.PdfDocument(content))):
        drawn = document[number].render(scale=dpi / 72, grayscale=True).to_pil()
        pictures.append(drawn.rotate(turned, Image.Resampling.BICUBIC, expand=turned % 90 == 0, fillcolor=255))
    document.close()
    return pictures


def scanned(*pictures: Image.Image, over: str | None = None, hidden: str | None = None) -> bytes:
    """A PDF of pictures that fill its pages; ``over`` is printed on each, ``hidden`` written invisibly."""
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1)
    for picture in pictures:
        width, height = (HEIGHT, WIDTH) if picture.width > picture.height else (WIDTH, HEIGHT)
        canvas.setPageSize((width, height))
        canvas.drawImage(ImageReader(picture), 0, 0, width, height)
        if over:
            canvas.drawString(30, 20, over)
        if hidden:
            text = canvas.beginText(90, 700)
            text.setTextRenderMode(3)
            text.textLine(hidden)
            canvas.drawText(text)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


# --- a page's own text ---------------------------------------------------------------------------------------

PROSE = "Förvaltningen har gått igenom belysningen längs gångvägen mellan stationen och skolan och räknat stolparna. "


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        (PROSE * 3, False, "Swedish"),
        ("2008 1 200 000 1 400 000 12,5 % 85 tkr 2009 " * 10, False, "a table of amounts"),
        ("Bergström, Kvarnlöf, Stråth, Tornvall, Rydh, Solberg, Öberg, Lindvall " * 8, False, "a list of names"),
        ("Närvarande ledamöter: A Berg (S) § 12 Dnr 311-77/2009 • punkt → pil ✓", False, "minutes with signs"),
        ("", False, "nothing is not garbled"),
        (PROSE.encode().decode("cp1252") * 2, True, "UTF-8 read as Windows-1252"),
        ("".join(chr(ord(letter) - 29) if letter > " " else letter for letter in PROSE) * 3, True, "glyph numbers"),
        ("".join(chr(0xE000 + ord(letter)) if letter > " " else " " for letter in PROSE), True, "private letters"),
        (PROSE.translate({ord(a): b for a, b in zip("aeiouåäöy", "kqxzwvjph", strict=True)}) * 3, True, "a cipher"),
        ("\ufffd\ufffd " * 30, True, "replacement characters"),
    ],
)
def test_garbled(text: str, expected: bool, why: str) -> None:
    assert is_garbled(text) is expected, why


def test_layer_of_pages() -> None:
    picture = pictures_of(utlatande())[0]
    layers = [
        pages_from_pdf(content)[0].text_layer
        for content in (
            utlatande(),
            picture_pdf(),
            scanned(picture),
            scanned(picture, over="Inkom 2009-03-12"),
            scanned(picture, hidden=PROSE),
            pdf([[Run(90, 90, "Bilaga 1")]]),
        )
    ]
    assert layers == ["usable", "none", "none", "sparse", "hidden", "usable"]


# --- level pages ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("turned", [-4.0, -2.0, -0.5, 0.0, 0.7, 2.0, 5.0])
def test_skew_is_measured_and_undone(turned: float) -> None:
    (picture, _) = pictures_of(utlatande(), turned=turned)
    level, angle = straightened(picture)
    assert angle == pytest.approx(-turned, abs=0.15)
    assert abs(skew_of(np.asarray(level))) <= 0.2


@pytest.mark.parametrize(
    "pixels",
    [
        np.full((800, 600), 255, np.uint8),
        np.zeros((800, 600), np.uint8),
        np.full((1, 1), 0, np.uint8),
        np.full((3000, 2), 0, np.uint8),
    ],
    ids=["white", "black", "a dot", "a strip"],
)
def test_page_without_lines_is_left_alone(pixels: np.ndarray) -> None:
    assert skew_of(pixels) == 0.0


# --- from words to lines -------------------------------------------------------------------------------------


def seen(*words: tuple[str, float, float], size: float = 40.0, baseline: float = 400.0, sure: int = 90) -> SeenLine:
    """A line of words, each with its left and right edge."""
    return SeenLine(
        tuple(SeenWord(text, x0, baseline - 30, x1, baseline, baseline, sure) for text, x0, x1 in words), size
    )


def mark(text: str, *, top: float, bottom: float) -> SeenLine:
    """A mark before two words, the first of them hardly legible; the baseline is at 400."""
    words = (
        SeenWord(text, 100, top, 118, bottom, 400.0, 40),
        SeenWord("Hur", 175, 370, 240, 400, 400.0, 12),
        SeenWord("gick", 255, 370, 320, 400, 400.0, 95),
    )
    return SeenLine(words, 45.0)


BLANK = np.full((3000, 2500), 255, np.uint8)


def texts(*lines: SeenLine) -> list[str]:
    return [found.text for found in lines_in_picture(lines, BLANK, 300)]


@pytest.mark.parametrize(
    ("lines", "expected", "why"),
    [
        ([seen(("Till", 100, 160), ("nämnden", 175, 300))], ["Till nämnden"], "blanks between words"),
        ([seen(("Till", 100, 160), ("Dnr", 400, 460))], ["Till", "Dnr"], "a wide blank parts columns"),
        ([seen(("1.", 100, 120), ("Nämnden", 200, 300))], ["1. Nämnden"], "a number stands off"),
        ([seen(("1.", 100, 120)), seen(("Nämnden", 200, 300))], ["1. Nämnden"], "a number seen as a line of its own"),
        ([seen(("Dnr", 400, 460)), seen(("Till", 100, 160))], ["Till", "Dnr"], "left before right"),
        ([seen(("nere", 100, 160), baseline=900), seen(("uppe", 100, 160))], ["uppe", "nere"], "top before bottom"),
        ([mark("e", top=370, bottom=388)], ["• Hur gick"], "a bullet read as a letter"),
        ([mark("e«", top=370, bottom=388)], ["• Hur gick"], "a bullet read as two signs"),
        ([mark("-", top=370, bottom=388)], ["- Hur gick"], "a dash stays one"),
        ([mark("I", top=366, bottom=400)], ["I Hur gick"], "a letter that stands on the line"),
        ([seen(("«Södermalm,", 100, 300), ("Norrmalm", 315, 500))], ["• Södermalm, Norrmalm"], "a bullet glued on"),
        ([seen(("»Ny", 100, 160), ("start«", 175, 300))], ["»Ny start«"], "quotation marks"),
        ([seen(("Text", 100, 200)), seen(("~|", 100, 140), baseline=900, sure=10)], ["Text"], "dirt"),
        ([seen(("qxw", 100, 200), sure=12)], [], "a stamp"),
    ],
)
def test_lines(lines: list[SeenLine], expected: list[str], why: str) -> None:
    assert texts(*lines) == expected, why


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dnr 5l1-2O6-2OO7", "Dnr 511-206-2007"),
        ("den l2 mars", "den 12 mars"),
        ("Sida 1 (l)", "Sida 1 (1)"),
        ("Alma Rydh (l)", "Alma Rydh (l)"),
        ("10 l bensin och 5l olja", "10 l bensin och 5l olja"),
        ("lag I och II", "lag I och II"),
        ("staden — och länet", "staden – och länet"),
        ("tjänste¬", "tjänste-"),
        ("Ola O-ringen", "Ola O-ringen"),
    ],
)
def test_corrections(text: str, expected: str) -> None:
    assert corrected(text) == expected


def test_sizes_are_levelled_over_the_file() -> None:
    body = [line("Brödtext som är lång nog att väga tungt", size=size) for size in (11.3, 11.3, 11.0, 12.1)]
    pages = [page([*body, line("Ärendet", size=12.9), line("Rubrik", size=15.0)]), page([line("Kort", size=11.6)], 2)]
    levelled = with_levelled_sizes(pages)
    assert [found.size for found in levelled[0].lines] == [11.3, 11.3, 11.3, 11.3, 11.3, 15.0]
    assert levelled[1].lines[0].size == 11.3


def test_places_are_points_from_the_upper_left_corner() -> None:
    (found,) = lines_in_picture([seen(("Text", 300, 600), size=50.0, baseline=600.0)], BLANK, 300)
    assert (found.x0, found.x1, found.size) == (72.0, 144.0, 12.6)
    assert found.bottom == pytest.approx(144.0 + 0.2 * 12.6)


def test_hocr_is_understood() -> None:
    answer = (
        b"<?xml version='1.0' encoding='UTF-8'?><!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0//EN' 'http://x/y.dtd'>"
        b"<html xmlns='http://www.w3.org/1999/xhtml'><body><div class='ocr_page' title='bbox 0 0 900 900'>"
        b"<span class='ocr_line' title='bbox 100 50 300 90; baseline 0.01 -8; x_size 40.5; x_descenders 8'>"
        b"<span class='ocrx_word' title='bbox 100 50 180 90; x_wconf 91'>F\xc3\xb6r</span>"
        b"<span class='ocrx_word' title='bbox 200 50 300 90; x_wconf 50'><strong>slag</strong></span>"
        b"<span class='ocrx_word' title='bbox 310 50 320 90; x_wconf 9'> </span></span></div></body></html>"
    )
    (found,) = lines_of_hocr(answer)
    assert [(word.text, word.confidence, round(word.baseline, 1)) for word in found.words] == [
        ("För", 91, 82.4), ("slag", 50, 83.5)]  # fmt: skip
    assert found.size == 40.5
    assert confidence_of([found]) == pytest.approx((91 * 3 + 50 * 4) / 7 / 100, abs=0.001)
    assert confidence_of([]) is None


# --- when Tesseract is missing, slow or broken ---------------------------------------------------------------


@pytest.fixture
def instead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that alone is searched for programs, so that another ``tesseract`` can be put there."""
    monkeypatch.setenv("PATH", str(tmp_path))
    tesseract.missing.cache_clear()
    monkeypatch.setattr(ocr, "missing", lambda: tesseract.missing.__wrapped__())
    return tmp_path


def program(folder: Path, script: str) -> None:
    path = folder / "tesseract"
    path.write_text(f'#!/bin/sh\nif [ "$1" = --list-langs ]; then echo swe; exit 0; fi\n{script}\n')
    path.chmod(0o755)


def test_missing_tesseract_is_said_with_its_remedy(instead: Path) -> None:
    content = scanned(pictures_of(utlatande())[0])
    with pytest.raises(NoTextLayerError, match=r"no text layer.*Tesseract is not here.*apt-get install tesseract-ocr"):
        read_document("a.pdf", content)


def test_missing_swedish_is_said(instead: Path) -> None:
    program(instead, "exit 0")
    (instead / "tesseract").write_text("#!/bin/sh\necho eng\n")
    with pytest.raises(NoTextLayerError, match="lacks its Swedish data"):
        read_document("a.pdf", scanned(pictures_of(utlatande())[0]))


def test_text_pages_are_read_without_it_and_the_rest_is_named(instead: Path) -> None:
    content = mixed()
    document = read_document("a.pdf", content)
    assert document.source.text_from == "text"
    assert len(document.warnings) == 1
    assert document.warnings[0].startswith("Page 2 holds only a picture")


@pytest.mark.parametrize(
    ("script", "says"),
    [
        ("exec /bin/sleep 30", "OCR took more than 0.5 seconds"),
        ("exit 3", "exit code 3"),
        ("echo '<html'", "cannot be understood"),
        ("kill -9 $$", "exit code -9"),
    ],
    ids=["hangs", "fails", "babbles", "dies"],
)
def test_failure_costs_the_page_and_is_named(instead: Path, script: str, says: str) -> None:
    program(instead, script)
    content = mixed()
    result = with_pictures_read(content, pages_from_pdf(content), seconds=0.5)
    assert [bool(found.lines) for found in result.pages] == [True, False, True]
    assert len(result.warnings) == 1
    assert result.warnings[0].startswith("Page 2 could not be read: ")
    assert says in result.warnings[0]


def mixed() -> bytes:
    """A page of text, a scanned one, an empty one with text before it."""
    whole = pypdfium2.PdfDocument.new()
    for content in (utlatande(), scanned(pictures_of(utlatande())[0])):
        with pypdfium2.PdfDocument(content) as part:
            whole.import_pages(part, [0])
    with pypdfium2.PdfDocument(utlatande()) as part:
        whole.import_pages(part, [1])
    buffer = io.BytesIO()
    whole.save(buffer)
    whole.close()
    return buffer.getvalue()


# --- with Tesseract ------------------------------------------------------------------------------------------


@needs_tesseract
@pytest.mark.parametrize("turned", [0.0, 2.0])
def test_scanned_paper_is_read_like_the_printed_one(turned: float) -> None:
    printed = read_document("a.pdf", utlatande())
    document = read_document("a.pdf", scanned(*pictures_of(utlatande(), turned=turned, dpi=200)))
    assert_whole(document)
    assert document.source.text_from == "ocr"
    assert document.warnings == ()
    assert words_in_order(printed.text, document.text) >= 0.97
    assert [section.kind for section in document.sections] == [section.kind for section in printed.sections]
    assert [found.text for found in document.furniture] == [found.text for found in printed.furniture]


@needs_tesseract
def test_page_lying_on_its_side_is_turned() -> None:
    result = with_pictures_read(
        content := scanned(pictures_of(utlatande(), turned=90, dpi=200)[0]), pages_from_pdf(content)
    )
    assert (round(result.pages[0].width), round(result.pages[0].height)) == (WIDTH, HEIGHT)
    assert "Stadsdelsnämnden godkänner förvaltningens förslag" in " ".join(one.text for one in result.pages[0].lines)


@needs_tesseract
def test_only_pages_without_usable_text_are_read() -> None:
    content = mixed()
    before = pages_from_pdf(content)
    after = with_pictures_read(content, before).pages
    assert [found.text_from for found in after] == ["text", "ocr", "text"]
    assert (after[0], after[2]) == (before[0], before[2])
    assert after[1].confidence is not None
    assert after[1].confidence > 0.8
    assert read_document("a.pdf", content).source.text_from == "mixed"


@needs_tesseract
def test_invisible_text_gives_way_to_what_is_seen() -> None:
    picture = pictures_of(utlatande(), dpi=200)[0]
    text = read_document("a.pdf", scanned(picture, hidden="Förrvattnlngen hsr gatt lgenom")).text
    assert "Förrvattnlngen" not in text
    assert "Förvaltningen har gått igenom" in text


@needs_tesseract
def test_invisible_text_stays_where_nothing_is_seen() -> None:
    noise = Image.fromarray(np.random.default_rng(1).integers(0, 255, (600, 400), np.uint8))
    assert "belysningen" in read_document("a.pdf", scanned(noise, hidden=PROSE)).text


@needs_tesseract
def test_stamp_on_a_scan_does_not_keep_it_from_being_read() -> None:
    document = read_document("a.pdf", scanned(pictures_of(utlatande(), dpi=200)[0], over="Inkom 2009-03-12"))
    assert "Stadsdelsnämnden godkänner" in document.text


@needs_tesseract
def test_picture_without_text_says_so() -> None:
    with pytest.raises(NoTextLayerError, match="OCR found no text"):
        read_document("bild.pdf", picture_pdf())


@needs_tesseract
def test_huge_page_is_drawn_coarser() -> None:
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(14_400, 14_400))
    canvas.rect(0, 0, 9000, 200, fill=1)
    canvas.showPage()
    canvas.save()
    with pytest.raises(NoTextLayerError):
        read_document("karta.pdf", buffer.getvalue())


@needs_tesseract
def test_identity_numbers_are_masked() -> None:
    content = pdf([[Run(90, 200, "Klienten 811218-9876 bor kvar i den lägenhet som hon hyr.", 14)]])
    document = read_document("a.pdf", scanned(pictures_of(content, dpi=200)[0]))
    assert "Klienten XXXXXX-XXXX bor" in document.text
    assert "9876" not in repr(document)


@needs_tesseract
def test_no_files_and_no_processes_stay_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    before = len(os.listdir("/proc/self/fd"))
    read_document("a.pdf", scanned(pictures_of(utlatande(), dpi=100)[0]))
    assert len(os.listdir("/proc/self/fd")) <= before + 1
    assert list(tmp_path.iterdir()) == []


def test_garbled_page_is_replaced_and_unsure_page_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    bad = Page(1, WIDTH, HEIGHT, (line("ÃÃÃ"),), text_layer="garbled")
    good = Line("Läst text", 90.0, 90.0, 200.0, 101.0, 11.0, False)
    read = Page(1, WIDTH, HEIGHT, (good,), "ocr", "garbled", 0.55)
    monkeypatch.setattr(ocr, "missing", lambda: None)
    monkeypatch.setattr(ocr, "_seen_page", lambda *_: read)
    result = with_pictures_read(utlatande(), [bad])
    assert [one.text for one in result.pages[0].lines] == ["Läst text"]
    assert result.warnings == ("Page 1 holds text that OCR is unsure of; check it against the original.",)


def test_damaged_page_is_named() -> None:
    pages = [*pages_from_pdf(utlatande()), Page(3, 0.0, 0.0, (), text_layer="damaged")]
    assert with_pictures_read(utlatande(), pages).warnings == ("Page 3 is damaged and could not be opened.",)


# --- the real documents --------------------------------------------------------------------------------------


@needs_tesseract
@pytest.mark.shared
@pytest.mark.slow
@pytest.mark.parametrize("number", ["000", "003"])
def test_scanned_seed_is_read_word_by_word(number: str, shared: Path) -> None:
    (scan,) = (shared / "seeds").glob(f"{number}_*_scan.pdf")
    (print_,) = (shared / "seeds").glob(f"{number}_????????????????.pdf")
    (expected,) = (shared / "seeds").glob(f"{number}_*.txt")
    document = read_document(scan.name, scan.read_bytes())
    assert_whole(document)
    wanted = expected.read_text(encoding="utf-8")
    share = words_in_order(wanted, document.text)
    print(f"{number} scanned: {share:.4f} of the words in order")
    assert share >= 0.97
    assert len(document.text.split()) <= len(wanted.split()) + 40
    printed = read_document(print_.name, print_.read_bytes())
    assert [found.kind for found in document.sections] == [found.kind for found in printed.sections]
