"""What child processes do in tests: read as always, except for files whose names say otherwise."""

from __future__ import annotations

import os
import time
from pathlib import Path

from ingest.reading import Outcome, read_stored


def read_or_misbehave(stored: str, name: str) -> Outcome:
    """The outcome of ``read_stored``; a file may ask for a crash, a hang, too much memory, or one crash only."""
    if name.startswith("krasch"):
        os.abort()
    if name.startswith("häng"):
        time.sleep(600)
    if name.startswith("minne"):
        return read_stored(stored, str(bytes(2**34)))
    if name.startswith("engång") and not _was_here(Path(stored)):
        os._exit(3)
    return read_stored(stored, name)


def _was_here(stored: Path) -> bool:
    mark = stored.with_suffix(".sedd")
    seen = mark.exists()
    mark.touch()
    return seen
