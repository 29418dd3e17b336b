"""Words with their places from the picture of a page, by the Tesseract program.

Tesseract runs as a program of its own: a picture that makes it hang or fail costs one page. It is spoken to in hOCR,
which, unlike its tables, says where the baseline of a line runs and how large its letters are.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from shutil import which
from xml.etree import ElementTree

LANGUAGE = "swe"
INSTALL = "install it (Debian, Ubuntu: apt-get install tesseract-ocr tesseract-ocr-swe)"

# title="bbox 630 161 1437 196; baseline 0.01 -8; x_size 31.3; x_descenders 7.8"
BOX = re.compile(r"\bbbox (-?\d+) (-?\d+) (-?\d+) (-?\d+)")
BASELINE = re.compile(r"\bbaseline (-?[\d.]+) (-?[\d.]+)")
LETTER_SIZE = re.compile(r"\bx_size ([\d.]+)")
CONFIDENCE = re.compile(r"\bx_wconf (\d+)")
TURN = re.compile(r"^Rotate: (\d+)", re.MULTILINE)  # "Rotate: 90"


class OcrFailedError(Exception):
    """Tesseract gave no answer for one page; the message says why, as the end of a sentence."""


@dataclass(frozen=True, slots=True)
class SeenWord:
    """A word in a picture: box and baseline in pixels from the upper left corner, confidence from 0 to 100."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    baseline: float
    confidence: int


@dataclass(frozen=True, slots=True)
class SeenLine:
    """Words that Tesseract took for one line; ``size`` is the height from ascender to descender in pixels."""

    words: tuple[SeenWord, ...]
    size: float


@cache
def missing() -> str | None:
    """What is not installed and how to get it, as a sentence; None when Swedish OCR can run."""
    program = which("tesseract")
    if program is None:
        return f"The OCR program Tesseract is not here; {INSTALL}."
    try:
        listed = subprocess.run([program, "--list-langs"], capture_output=True, text=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return f"The OCR program Tesseract does not start; {INSTALL}."
    if LANGUAGE not in listed.stdout.split():
        return f"The OCR program Tesseract lacks its Swedish data; {INSTALL}."
    return None


def lines_seen(picture: bytes, *, dpi: int, seconds: float) -> list[SeenLine]:
    """Lines of words in a picture file (PGM, PNG, TIFF), in Tesseract's own order.

    Raises ``OcrFailedError`` when Tesseract fails or takes more than ``seconds``.
    """
    answer = _answer(["-l", LANGUAGE, "--dpi", str(dpi), "--psm", "3", "hocr"], picture, seconds)
    try:
        return list(lines_of_hocr(answer))
    except ElementTree.ParseError as error:
        raise OcrFailedError("the answer of the OCR program cannot be understood") from error


def turn_needed(picture: bytes, *, dpi: int, seconds: float) -> int:
    """Degrees clockwise (0, 90, 180, 270) by which the picture must be turned to stand upright; 0 when unknown."""
    try:
        answer = _answer(["-l", "osd", "--dpi", str(dpi), "--psm", "0"], picture, seconds)
    except OcrFailedError:  # too few letters, or the data for it is not installed
        return 0
    turn = TURN.search(answer.decode("utf-8", "replace"))
    return int(turn[1]) % 360 if turn else 0


def _answer(options: list[str], picture: bytes, seconds: float) -> bytes:
    command = ["tesseract", "stdin", "stdout", *options]
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}  # its own threads cost more than they win
    try:
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
        )
    except OSError as error:
        raise OcrFailedError("the OCR program does not start") from error
    with process:
        _limit_time(process.pid, seconds)
        try:
            answer, _ = process.communicate(picture, seconds)
        except subprocess.TimeoutExpired as error:
            process.kill()
            raise OcrFailedError(f"OCR took more than {seconds:g} seconds") from error
        except BaseException:
            process.kill()
            raise
    if process.returncode != 0:
        raise OcrFailedError(f"the OCR program failed (exit code {process.returncode})")
    return answer


def _limit_time(pid: int, seconds: float) -> None:
    """The program ends itself after so much work, even when whoever waits for it has been killed."""
    if sys.platform == "linux":
        import resource

        limit = int(seconds) + 1
        with suppress(OSError):  # it may have ended already
            resource.prlimit(pid, resource.RLIMIT_CPU, (limit, limit))


def lines_of_hocr(answer: bytes) -> Iterator[SeenLine]:
    """Lines of an hOCR page that hold words."""
    for element in ElementTree.fromstring(answer).iter():
        # ocr_line, ocr_header, ocr_caption and ocr_textfloat are lines; they alone have a baseline
        title = element.get("title", "")
        box, baseline, size = BOX.search(title), BASELINE.search(title), LETTER_SIZE.search(title)
        if not box or not size:
            continue
        slope, offset = (float(number) for number in baseline.groups()) if baseline else (0.0, 0.0)
        left, bottom = int(box[1]), int(box[4])
        words = tuple(_words(element, left, bottom + offset, slope))
        if words:
            yield SeenLine(words, float(size[1]))


def _words(line: ElementTree.Element, left: float, level: float, slope: float) -> Iterator[SeenWord]:
    for element in line.iter():
        title = element.get("title", "")
        box, sure = BOX.search(title), CONFIDENCE.search(title)
        text = "".join(element.itertext()).strip()
        if not box or not sure or not text:
            continue
        x0, top, x1, bottom = (float(number) for number in box.groups())
        baseline = level + slope * ((x0 + x1) / 2 - left)
        yield SeenWord(text, x0, top, x1, bottom, baseline, int(sure[1]))
