"""How far a scanned page is turned, and the page turned back.

A straight page has rows full of ink and rows without; the angle at which the rows differ most is the page's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from PIL.Image import Image

WIDEST = 6.0  # degrees to either side; paper drawn in askew rarely exceeds three
COARSE, FINE = 0.5, 0.05  # degrees between two trials
WORTH_TURNING = 0.15  # degrees; turning costs sharpness, and Tesseract bears this much
MEASURED_HEIGHT = 1200  # pixels of the page that is measured; more shows nothing new
DARK = 140  # of 255: darker is ink
MOST_INK = 0.3  # share of the page; more is a photograph, whose rows say nothing
LEAST_INK = 200  # pixels


def straightened(image: Image) -> tuple[Image, float]:
    """The page with its lines level, and the degrees (counter-clockwise) it was turned for that; 0.0 if it was not."""
    from PIL.Image import Resampling

    angle = skew_of(np.asarray(image))
    if abs(angle) < WORTH_TURNING:
        return image, 0.0
    return image.rotate(angle, Resampling.BICUBIC, fillcolor=255), angle


def skew_of(pixels: NDArray[np.uint8]) -> float:
    """Degrees by which the lines of a grey page (height, width) fall to the right; 0.0 when it shows no lines."""
    step = max(1, pixels.shape[0] // MEASURED_HEIGHT)
    rows, columns = np.nonzero(_shrunk(pixels, step) < DARK)
    if not LEAST_INK <= len(rows) <= MOST_INK * pixels.size / step**2:
        return 0.0
    coarse = _best(rows, columns, np.arange(-WIDEST, WIDEST + COARSE / 2, COARSE))
    return _best(rows, columns, np.arange(coarse - COARSE, coarse + COARSE + FINE / 2, FINE))


def _shrunk(pixels: NDArray[np.uint8], step: int) -> NDArray[np.uint8]:
    """Every ``step`` pixels as one, as dark as the darkest, so that thin strokes stay."""
    height, width = pixels.shape[0] // step * step, pixels.shape[1] // step * step
    blocks = pixels[:height, :width].reshape(height // step, step, width // step, step)
    shrunk: NDArray[np.uint8] = blocks.min(axis=(1, 3))
    return shrunk


def _best(rows: NDArray[np.intp], columns: NDArray[np.intp], angles: NDArray[np.float64]) -> float:
    trials: list[float] = angles.tolist()
    best = max(trials, key=lambda angle: _contrast(rows, columns, angle))
    return round(best, 2)


def _contrast(rows: NDArray[np.intp], columns: NDArray[np.intp], angle: float) -> float:
    """How much neighbouring rows differ in ink after the page is sheared back by ``angle``."""
    level = rows - columns * np.tan(np.radians(angle))
    ink = np.bincount((level - level.min()).astype(np.intp))
    return float(np.square(np.diff(ink)).sum())
