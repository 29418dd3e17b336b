"""Lines of a page, as ``ingest.pdf`` gives them, from the words Tesseract saw in its picture.

The later rooms part headings from text by type size and weight. Tesseract measures letters to a tenth or so and knows
no weight, so sizes are levelled over the whole file, and weight is read from how thick the strokes are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from corpus.records import Line, Page
from ingest.tesseract import SeenLine, SeenWord

TYPE_SIZE = 1.05  # of the height from ascender to descender; 12 point Times measures 11.4
ALIKE = 0.14  # sizes closer than this share are one size
TALL = re.compile(r"[ÅÄÖÉÜ]")  # letters that reach over all others: "Ärendets" measures 53 pixels, "Bakgrund" 47
TALL_ALIKE = 0.22
BOLDER = 1.3  # strokes of bold type are thicker by more than this: 7.6 pixels against 4.8 in 12 point at 300 dpi
DARK = 128  # of 255: darker is ink

SAME_ROW = 4.0  # points between baselines, as in ``ingest.pdf``
NEW_CELL = 1.3  # type sizes of blank that part columns
MARKER_REACH = 4.0  # type sizes a list marker may stand from its text
ONE_LINE = 0.6  # type sizes: nearer pieces are one line that Tesseract cut

DOUBTFUL_WORD = 30  # confidence under which a word without letters or digits is dirt
DOUBTFUL_LINE = 35  # mean confidence under which a line is no writing: a stamp, a logo, a photograph
BULLET_HEIGHT = 0.45  # of the type size: a mark that is lower, and floats over the baseline, is a bullet
BULLET_FLOATS = 0.08  # type sizes between it and the baseline

# "1.", "2)", "a)", "§ 12", "•": stands before the text it marks
MARKER = re.compile(r"[•–-]|§ ?\d{1,3}|\d{1,2}(?:\.\d{1,2})*[.)]?|[a-zA-Z][.)]")
# "«Södermalm", "¢ Ange", "*Hur": a round bullet read together with the word after it
GLUED_BULLET = re.compile(r"^[«»¢¤°*•](?=\w)(?!.*[«»*])")
DASHES = frozenset("-–—_=~")  # never a bullet by their shape, which is just as low

# "2OO7", "5l1-206", "l2": a letter among digits that looks like one
LETTER_O = re.compile(r"(?<=\d)[Oo]+(?=[-/.,: ]?\d)")
LETTER_L = re.compile(r"(?<=\d)[lI|](?=[-/.,:]?\d)|(?<![^\s(])[lI|](?=\d)")
# "Sida 1 (l)": elsewhere "(l)" is a party
PAGE_COUNT = re.compile(r"^(sid(?:a|an)?\.? ?\d{1,3} ?)\([lI|]\)$", re.IGNORECASE)
EM_DASH = re.compile(r"^—$|(?<=\s)—(?=\s)|^—(?=\s)")  # Swedish print uses the shorter one
ODD_HYPHEN = re.compile(r"(?<=\w)[¬‐‑]$")  # "tjänste¬" at a line end


@dataclass(frozen=True, slots=True)
class _Piece:
    """Words that stand together, ``size`` in pixels as Tesseract measured it."""

    words: tuple[SeenWord, ...]
    size: float

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


def lines_in_picture(seen: Iterable[SeenLine], pixels: NDArray[np.uint8], dpi: int) -> tuple[Line, ...]:
    """Lines with places in points, top to bottom and left to right within a row."""
    scale = 72 / dpi
    pieces = [piece for line in seen for piece in _pieces(line)]
    rows = _rows(pieces, SAME_ROW / scale)
    whole = [piece for row in rows for piece in _joined(row)]
    strokes = [_stroke(piece, pixels) for piece in whole]
    usual = _usual(strokes, [len(piece.text) for piece in whole])
    return tuple(_line(piece, scale, stroke > BOLDER * usual) for piece, stroke in zip(whole, strokes, strict=True))


def confidence_of(seen: Iterable[SeenLine]) -> float | None:
    """How sure Tesseract is of a page, from 0 to 1, each word by its length; None when it saw none."""
    words = [word for line in seen for word in line.words]
    letters = sum(len(word.text) for word in words)
    return round(sum(word.confidence * len(word.text) for word in words) / letters / 100, 3) if letters else None


def with_levelled_sizes(pages: Sequence[Page]) -> list[Page]:
    """The pages with sizes that differ only by measuring made equal: each near-alike group takes its most frequent."""
    weights: dict[float, int] = {}
    for page in pages:
        for line in page.lines:
            weights[line.size] = weights.get(line.size, 0) + len(line.text)
    levels: list[float] = []
    for size in sorted(weights, key=lambda size: -weights[size]):
        if not any(abs(size - known) <= ALIKE * known for known in levels):
            levels.append(size)
    return [
        replace(page, lines=tuple(replace(line, size=_level(line, levels)) for line in page.lines)) for page in pages
    ]


def _level(line: Line, levels: Sequence[float]) -> float:
    """The most frequent size that the line's may be a mismeasurement of."""
    too_large = TALL_ALIKE if TALL.search(line.text) else ALIKE
    near = (known for known in levels if -ALIKE * known <= line.size - known <= too_large * known)
    return next(near, line.size)


# --- words to pieces -----------------------------------------------------------------------------------------


def _pieces(line: SeenLine) -> list[_Piece]:
    words = _without_dirt(_with_bullet(line))
    if not words or sum(word.confidence for word in words) < DOUBTFUL_LINE * len(words):
        return []
    groups = [[words[0]]]
    for before, word in pairwise(words):
        wide = word.x0 - before.x1 > NEW_CELL * TYPE_SIZE * line.size
        if wide and not (len(groups[-1]) == 1 and _marks(groups[-1][0], word, line.size)):
            groups.append([word])
        else:
            groups[-1].append(word)
    return [_Piece(tuple(group), line.size) for group in groups]


def _with_bullet(line: SeenLine) -> list[SeenWord]:
    """The words, the first one read as a bullet where its shape is one ("e", "«", "+" were read in its place)."""
    first, *rest = line.words
    low = first.bottom - first.top < BULLET_HEIGHT * line.size
    floats = first.baseline - first.bottom > BULLET_FLOATS * line.size
    if rest and len(first.text) <= 2 and low and floats and not DASHES.issuperset(first.text):
        doubled = len(rest) > 1 and rest[0].text in DASHES  # one mark seen as two
        return [replace(first, text="•", confidence=100), *rest[doubled:]]
    if GLUED_BULLET.match(" ".join(word.text for word in line.words)):
        return [replace(first, text="• " + first.text[1:]), *rest]
    return [first, *rest]


def _without_dirt(words: Iterable[SeenWord]) -> list[SeenWord]:
    return [word for word in words if word.confidence >= DOUBTFUL_WORD or any(map(str.isalnum, word.text))]


def _marks(marker: SeenWord, word: SeenWord, size: float) -> bool:
    return MARKER.fullmatch(marker.text) is not None and word.x0 - marker.x1 <= MARKER_REACH * size


def _rows(pieces: Iterable[_Piece], tolerance: float) -> list[list[_Piece]]:
    rows: list[list[_Piece]] = []
    for piece in sorted(pieces, key=lambda piece: piece.words[0].baseline):
        if rows and piece.words[0].baseline - rows[-1][0].words[0].baseline <= tolerance:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda piece: piece.words[0].x0) for row in rows]


def _joined(row: list[_Piece]) -> list[_Piece]:
    """The row's pieces; a marker, or a piece that nearly touches, together with what follows it."""
    joined = [row[0]]
    for piece in row[1:]:
        before, word = joined[-1], piece.words[0]
        gap = word.x0 - before.words[-1].x1
        marker = len(before.words) == 1 and _marks(before.words[0], word, piece.size)
        if marker or -ONE_LINE * piece.size < gap < ONE_LINE * piece.size:
            joined[-1] = _Piece(before.words + piece.words, piece.size if marker else before.size)
        else:
            joined.append(piece)
    return joined


# --- pieces to lines -----------------------------------------------------------------------------------------


def _line(piece: _Piece, scale: float, bold: bool) -> Line:
    size = round(piece.size * scale * TYPE_SIZE, 1)
    baseline = sum(word.baseline for word in piece.words) / len(piece.words) * scale
    return Line(
        text=corrected(piece.text),
        x0=piece.words[0].x0 * scale,
        top=baseline - 0.8 * size,
        x1=max(word.x1 for word in piece.words) * scale,
        bottom=baseline + 0.2 * size,
        size=size,
        bold=bold,
    )


def corrected(text: str) -> str:
    """The line with letters among digits read as digits, and with the dashes of Swedish print."""
    text = LETTER_L.sub("1", LETTER_O.sub(lambda match: "0" * len(match.group()), text))
    text = PAGE_COUNT.sub(r"\1(1)", text)
    return ODD_HYPHEN.sub("-", EM_DASH.sub("–", text))


def _stroke(piece: _Piece, pixels: NDArray[np.uint8]) -> float:
    """Mean width of the strokes of a piece, as a share of its letters' height."""
    area = runs = 0
    for word in piece.words:
        box = pixels[max(0, int(word.top)) : int(word.bottom), max(0, int(word.x0)) : int(word.x1)] < DARK
        if box.size:
            area += int(box.sum())
            runs += int(np.count_nonzero(box[:, 1:] & ~box[:, :-1]) + np.count_nonzero(box[:, 0]))
    return area / runs / max(piece.size, 1.0) if runs else 0.0


def _usual(strokes: Sequence[float], weights: Sequence[int]) -> float:
    """The median stroke, each by the letters it stands for."""
    order = np.argsort(strokes)
    if not len(order):
        return 0.0
    sums = np.cumsum(np.asarray(weights)[order])
    return float(np.asarray(strokes)[order][np.searchsorted(sums, sums[-1] / 2)])
