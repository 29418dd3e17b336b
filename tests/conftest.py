"""Fixtures shared by all tests: the real documents when they are there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]


def shared_folder() -> Path | None:
    """Folder of the real documents, or None where this checkout stands alone."""
    candidate = Path(os.environ.get("BESLUT_SHARED", REPOSITORY.parent / "shared"))
    return candidate if (candidate / "seeds").is_dir() else None


@pytest.fixture(scope="session")
def shared() -> Path:
    """Folder of the real documents; skips the test, with the reason, when it is absent."""
    folder = shared_folder()
    if folder is None:
        pytest.skip("the folder of real documents (BESLUT_SHARED or ../shared) is not here")
    return folder
