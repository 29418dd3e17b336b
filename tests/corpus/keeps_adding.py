"""Run as a process of its own: fills an archive batch by batch, saying after each one what is acknowledged."""

from __future__ import annotations

import sys
from itertools import count
from pathlib import Path

from corpus.archive import Archive
from tests.corpus.invented import DIMENSIONS, MODEL, content_of, indexed_document


def main(home: Path, first: int) -> None:
    with Archive.open(home, dimensions=DIMENSIONS, model=MODEL) as archive:
        print("open", flush=True)
        for start in count(first, 4):
            numbers = range(start, start + 4)
            for number in numbers:
                archive.receive(f"ärende {number}.pdf", content_of(number))
            # every other round replaces the batch before by a shorter edition
            archive.add([indexed_document(number) for number in numbers])
            if start % 8:
                archive.add([indexed_document(number, passages=1, edition="b") for number in numbers])
            print(start, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
