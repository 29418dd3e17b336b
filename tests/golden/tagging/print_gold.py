"""PDFs of hand-labelled texts: titles and headings in bold, columns where blanks stood.

    python -m tests.golden.tagging.print_gold unseen printed

The text is all there; what a page adds is type sizes and positions. Same text, same bytes.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

HERE = Path(__file__).parent
LEFT, TOP, BOTTOM, WIDTH = 70.0, 780.0, 60.0, 455.0
# width of one blank of the text, so that columns keep their places
BLANK = 4.6
# two cells of a line: "Datum 2014-10-02          Dnr 12/2014"
GAP = re.compile(r"\s{3,}")
# "§ 12 Ny lekplats", "Sn § 21"
PARAGRAPH = re.compile(r"(?:\w+ )?§ ?\d")
# headings without their owner: "Förvaltningens förslag till beslut" ends with one
HEADINGS = re.compile(
    r"(?:\w+ens )?(?:förslag till (?:beslut|tekniska nämnden)|beslut|sammanfattning(?: av ärendet)?|bakgrund|ärendet?|"
    r"yrkanden?|beslutsgång|propositionsordning|proposition|reservation(?:er)?|särskilt (?:yttrande|uttalande)|"
    r"ekonomiska konsekvenser|överväganden|bedömning|synpunkter|motivering|handlingar|beslutsunderlag|"
    r"ärendebeskrivning|föredragning|underskrifter|omröstning|omröstningsresultat|konsekvenser|yttrande|"
    r"beskrivning av ärendet|barnperspektivet|slutsatser|beslutsplanering)",
    re.IGNORECASE,
)


def print_pdf(
    text: str, titles: frozenset[str], target: Path | BytesIO, *, width: float = WIDTH, bottom: float = BOTTOM
) -> None:
    """One PDF of the text; ``titles`` are printed larger. ``width`` of the lines and ``bottom`` margin in points."""
    canvas = Canvas(target if isinstance(target, BytesIO) else str(target), pagesize=A4, invariant=True)
    for number, page in enumerate(text.split("\f")):
        if number:
            canvas.showPage()
        y = TOP
        in_title = False
        for line in page.strip("\n").split("\n"):
            in_title = is_of_title(line, titles, goes_on=in_title)
            for font, size, pieces in _rows(line, in_title, width):
                if y < bottom:
                    canvas.showPage()
                    y = TOP
                canvas.setFont(font, size)
                for x, words in pieces:
                    canvas.drawString(LEFT + x, y, words)
                y -= size * 1.3
            if not line.strip():
                y -= 9
    canvas.save()


def is_of_title(line: str, titles: frozenset[str], *, goes_on: bool) -> bool:
    """Whether a line is a title, the start of one that is long, what follows it, or the head of a paragraph."""
    words = " ".join(line.split())
    if not words:
        return False
    begins = any(words == title or (title.startswith(words) and len(words) > 25) for title in titles)
    return begins or bool(PARAGRAPH.match(words)) or (goes_on and any(title.endswith(words) for title in titles))


def _rows(line: str, in_title: bool, width: float) -> Iterator[tuple[str, int, list[tuple[float, str]]]]:
    """Printed rows of a line: font, size, and the pieces with their distance from the left margin."""
    words = " ".join(line.split())
    if not words:
        return
    font, size = "Times-Roman", 11
    if in_title:
        font, size = "Helvetica-Bold", 14
    elif HEADINGS.fullmatch(words):
        font, size = "Helvetica-Bold", 11
    if GAP.search(line):
        places = [(match.start(), match.group()) for match in re.finditer(r"\S+(?:\s{1,2}\S+)*", line)]
        yield font, size, [(start * BLANK, cell) for start, cell in places]
        return
    yield from ((font, size, [(0.0, row)]) for row in simpleSplit(words, font, size, width))


def titles_of(text: Path) -> frozenset[str]:
    """The titles of a text and its parts, by its labels."""
    tags = json.loads(text.with_suffix(".tags.json").read_text(encoding="utf-8"))
    return frozenset(record["title"] for record in (tags, *tags.get("parts", ())) if record.get("title"))


def main(source: str, target: str) -> None:
    """Print every text of folder ``source`` into folder ``target``."""
    (HERE / target).mkdir(exist_ok=True)
    for path in sorted((HERE / source).glob("*.txt")):
        print_pdf(path.read_text(encoding="utf-8"), titles_of(path), HERE / target / f"{path.stem}.pdf")


if __name__ == "__main__":
    main(*sys.argv[1:])
