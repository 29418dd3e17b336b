"""Lines as printed, from words with their places: rows told apart, cells set apart, size and weight of the type."""

from __future__ import annotations

import ctypes
import math
import re
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

import pypdfium2.raw as pdfium

from corpus.records import Line

# "•", "1.", "2)", "a)", "§ 12", "3.1": stands alone before the text it marks, at some distance
MARKER = re.compile(r"[\uf0b7\uf0a7•●▪◦‣·○–—-]|§ ?\d{1,3}|\d{1,2}(?:\.\d{1,2})*[.)]?|[a-zA-Z][.)]")

# "LiberationSans-Bold", "ABCDEF+Frutiger-Black", "Arial,Bold"
BOLD_FONT = re.compile(r"bold|black|heavy|halvfet|(?<![a-z])demi", re.IGNORECASE)
SUBSET_PREFIX = re.compile(r"^[A-Z]{6}\+")  # "ABCDEF+" before the name of an embedded subset

FORCE_BOLD = 1 << 18  # font descriptor flag of the PDF standard
BOLD_WEIGHT = 600

SAME_ROW = 4.0  # points: baselines closer than this are one row, so that a raised figure stays on its line
NEW_CELL = 1.3  # a blank wider than this many type sizes separates columns
SPACED_LETTERS = 4  # letters printed apart, at least,
SPACED_SHARE = 0.8  # among the words of their line
WORD_GAP = 1.6  # times the usual gap between such letters parts words
MARKER_REACH = 4.0  # as far, in type sizes, a list marker may stand from its text


@dataclass(slots=True)
class Word:
    """A word and where it stands; ``first`` and ``last`` are its characters in pdfium's count."""

    text: str
    x0: float
    x1: float
    baseline: float
    first: int
    last: int
    sideways: bool = False


def rows_of(words: list[Word]) -> list[list[Word]]:
    """Words by rows, top to bottom and left to right; words along the margin are the last row."""
    rows: list[list[Word]] = []
    sideways = [word for word in words if word.sideways]
    for word in sorted((word for word in words if not word.sideways), key=lambda word: word.baseline):
        if rows and word.baseline - rows[-1][0].baseline <= SAME_ROW:
            rows[-1].append(word)
        else:
            rows.append([word])
    for row in rows:
        row.sort(key=lambda word: word.x0)
    return [*rows, sideways] if sideways else rows


def lines_of(row: list[Word], letters: Type) -> list[Line]:
    """The lines of a row: one, or one for each cell where wide blanks part it."""
    size = letters.size(row[0].first)
    pieces: list[list[Word]] = [[row[0]]]
    for word in row[1:]:
        gap = word.x0 - pieces[-1][-1].x1
        if gap <= NEW_CELL * size or (gap <= MARKER_REACH * size and _is_marker(pieces[-1])):
            pieces[-1].append(word)
        else:
            pieces.append([word])
            size = letters.size(word.first)
    return [line_of(piece, letters) for piece in pieces]


def _is_marker(piece: list[Word]) -> bool:
    return len(piece) <= 2 and MARKER.fullmatch(" ".join(word.text for word in piece)) is not None


def line_of(words: list[Word], letters: Type) -> Line:
    """One line of words that stand in one row."""
    size = max(letters.size(words[0].first), letters.size(words[-1].first))
    baseline = words[-1].baseline
    return Line(
        text=_joined(words, size),
        x0=words[0].x0,
        top=baseline - 0.8 * size,
        x1=max(word.x1 for word in words),
        bottom=baseline + 0.2 * size,
        size=round(size, 1),
        bold=letters.is_bold(words[-1].last) and (letters.is_bold(words[0].first) or _is_marker(words[:1])),
    )


def _joined(words: list[Word], size: float) -> str:
    """Words with blanks, but none where two runs touch within a word ("för" + "slag" drawn apart)."""
    if len(words) >= SPACED_LETTERS and _is_letter_spaced(words):
        return _closed_up(words)
    text = words[0].text
    for before, word in pairwise(words):
        touching = word.first == before.last + 1 and word.x0 - before.x1 < 0.1 * size
        text += word.text if touching else " " + word.text
    return text


def _is_letter_spaced(words: list[Word]) -> bool:
    """True for "P R O T O K O L L": hardly a word is longer than a letter, and they are no row of marks."""
    single = sum(1 for word in words if len(word.text) == 1 and word.text.isalnum())
    letters = sum(1 for word in words if len(word.text) == 1 and word.text.isalpha())
    return single >= SPACED_SHARE * len(words) and letters >= SPACED_LETTERS


def _closed_up(words: list[Word]) -> str:
    """Letters printed apart as words: "P R O T O K O L L   N R   3" gives "PROTOKOLL NR 3"."""
    gaps = [after.x0 - before.x1 for before, after in pairwise(words)]
    usual = median(gaps)
    text = words[0].text
    for gap, word in zip(gaps, words[1:], strict=True):
        text += (" " if gap > WORD_GAP * max(usual, 0.5) else "") + word.text
    return text


class Type:
    """Size and weight of the type of single characters, asked of pdfium through the same few C values."""

    def __init__(self, raw: Any) -> None:
        self._raw = raw
        self._matrix, self._flags = pdfium.FS_MATRIX(), ctypes.c_int()
        self._name = ctypes.create_string_buffer(128)
        self._to_matrix, self._to_flags = ctypes.byref(self._matrix), ctypes.byref(self._flags)
        self._sizes: dict[int, float] = {}
        self._bold_fonts: dict[bytes, bool] = {}

    def size(self, index: int) -> float:
        """Type size as shown: the font's size times the scale of the text matrix."""
        known = self._sizes.get(index)
        if known is None:
            known = self._sizes[index] = self._measured(index)
        return known

    def _measured(self, index: int) -> float:
        size = float(pdfium.FPDFText_GetFontSize(self._raw, index))
        if pdfium.FPDFText_GetMatrix(self._raw, index, self._to_matrix):
            size *= math.hypot(self._matrix.c, self._matrix.d)
        return size if 1.0 <= size <= 200.0 else 10.0

    def is_bold(self, index: int) -> bool:
        """True for a bold font, by its weight, its flag or its name."""
        if pdfium.FPDFText_GetFontWeight(self._raw, index) >= BOLD_WEIGHT:
            return True
        pdfium.FPDFText_GetFontInfo(self._raw, index, self._name, 128, self._to_flags)
        if self._flags.value & FORCE_BOLD:
            return True
        name = self._name.value
        known = self._bold_fonts.get(name)
        if known is None:
            font = SUBSET_PREFIX.sub("", name.decode("utf-8", "replace"))
            known = self._bold_fonts[name] = BOLD_FONT.search(font) is not None
        return known
