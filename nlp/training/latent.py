"""First vectors of the word pieces, from which windows they stand in together (latent semantic analysis).

A random start knows of a piece only what the contrast of some hundred thousand pairs tells; this one begins with what
the whole text says: words of one matter lie near each other before the first step.
"""

from __future__ import annotations

import numpy as np
import torch

from nlp.training.bags import Bags

WINDOWS_READ = 120_000
SPARE, ROUNDS = 16, 2  # of the randomised decomposition
RARE = 3  # windows; a piece of fewer gets a random vector


def latent_vectors(bags: Bags, units: np.ndarray, size: int, dimensions: int, norm_power: float) -> torch.Tensor:
    """(size, dimensions) vectors whose lengths grow with the piece's inverse document frequency to ``norm_power``."""
    random = np.random.default_rng(0)
    if len(units) > WINDOWS_READ:
        units = random.choice(units, WINDOWS_READ, replace=False)
    batch = bags.of(units)
    seen = np.bincount(batch.pieces, minlength=size)
    rarity = np.log((len(units) + 1) / (seen + 1)).astype(np.float32)
    values = batch.counts * rarity[batch.pieces]
    values /= np.repeat(
        np.sqrt(np.maximum(np.add.reduceat(values**2, batch.starts), 1e-9)), _sizes(batch.starts, values)
    )
    ends = np.append(batch.starts, len(values))
    table = torch.sparse_csr_tensor(
        torch.from_numpy(ends),
        torch.from_numpy(batch.pieces.astype(np.int64)),
        torch.from_numpy(values),
        size=(len(units), size),
    )
    turned = table.t().to_sparse_csr()
    basis = torch.from_numpy(random.standard_normal((size, dimensions + SPARE)).astype(np.float32))
    for _ in range(ROUNDS):
        basis, _ = torch.linalg.qr(turned @ (table @ basis))
    image = table @ basis
    directions, strengths, _ = torch.linalg.svd(image.T @ image)
    rows = basis @ directions[:, :dimensions] * strengths[:dimensions] ** 0.25
    rows = torch.nn.functional.normalize(rows, dim=1) * torch.from_numpy(rarity**norm_power)[:, None]
    rows *= 0.5 * dimensions**0.5 / rows.norm(dim=1).mean()
    rare = torch.from_numpy(np.flatnonzero(seen < RARE))
    rows[rare] = torch.from_numpy(random.standard_normal((len(rare), dimensions)).astype(np.float32)) * 0.3
    return rows


def _sizes(starts: np.ndarray, values: np.ndarray) -> np.ndarray:
    return np.diff(np.append(starts, len(values)))
