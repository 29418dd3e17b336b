"""Fixtures shared by all tests: the real documents when they are there."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from hypothesis import settings

# no deadlines: how long an example takes says more about the machine than about the code. CI runs the same
# examples each time, so that a change fails for what it changed; by hand they are new every time.
settings.register_profile("beslut", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("beslut")
# a run in the background may inherit that Ctrl-C is ignored, and its children would too: the tests that send it need it
signal.signal(signal.SIGINT, signal.default_int_handler)

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
