"""Files that came into folders since the last look, once they have stopped growing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

from ingest.files import found_in

Stamp: TypeAlias = tuple[int, int]  # size in bytes, time of the last change in nanoseconds


class Watch:
    """Some files and folders that are looked at again and again."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self._paths = tuple(paths)
        self._settled: dict[Path, Stamp] = {}
        self._last: dict[Path, Stamp] = {}

    def arrived(self) -> Sequence[Path]:
        """Files that are new or changed since they were last told, and the same now as at the look before: a file that
        is still being copied is left for later."""
        now = dict(self._stamps())
        ready = [
            path for path, stamp in now.items() if self._last.get(path) == stamp and self._settled.get(path) != stamp
        ]
        self._last = now
        self._settled.update({path: now[path] for path in ready})
        return ready

    def _stamps(self) -> Iterator[tuple[Path, Stamp]]:
        for path in self._paths:
            for file in found_in(path):
                try:
                    known = file.stat()
                except OSError:  # gone again
                    continue
                yield file, (known.st_size, known.st_mtime_ns)
