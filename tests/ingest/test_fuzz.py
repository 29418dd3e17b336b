"""Good PDFs with seeded damage: nothing crashes or hangs past its limit, every file is accounted for.

``BESLUT_FUZZ=2000`` damages so many; the number of a mutation makes the same file every time.
"""

from __future__ import annotations

import os
import random
import re
from pathlib import Path

import psutil
import pytest

from corpus.archive import Archive
from corpus.originals import sha256_of
from ingest.pipeline import ingest
from ingest.reading import Limits
from ingest.sandbox import Sandbox
from nlp.encoder import load_encoder
from tests.commands import SAMPLE

MUTATIONS = int(os.environ.get("BESLUT_FUZZ", "150"))
FILE_SECONDS = 30.0
NUMBER = re.compile(rb"\d+")
NAMES = [
    b"/Length",
    b"/Kids",
    b"/Count",
    b"/Filter",
    b"/FlateDecode",
    b"/MediaBox",
    b"/Font",
    b"endobj",
    b"stream",
    b"xref",
]


def mutation(number: int, sources: list[bytes]) -> bytes:
    """One of the good files with one to three kinds of damage."""
    chance = random.Random(number)
    content = bytearray(chance.choice(sources))
    for _ in range(chance.randint(1, 3)):
        damage = chance.choice([_flip, _cut, _repeat, _insert, _shorten, _renumber, _rename])
        damage(content, chance)
    return b"%PDF-1.4\n" + bytes(content) if b"%PDF-" not in content[:1024] else bytes(content)


def _flip(content: bytearray, chance: random.Random) -> None:
    for _ in range(chance.randint(1, 40)):
        content[chance.randrange(len(content))] = chance.randrange(256)


def _cut(content: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(content))
    del content[at : at + chance.randint(1, 400)]
    content.extend(b" " * 16)  # never empty


def _repeat(content: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(content))
    content[at:at] = content[at : at + chance.randint(1, 2000)]


def _insert(content: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(content))
    content[at:at] = chance.randbytes(chance.randint(1, 200))


def _shorten(content: bytearray, chance: random.Random) -> None:
    del content[max(64, int(len(content) * chance.uniform(0.3, 1.0))) :]


def _renumber(content: bytearray, chance: random.Random) -> None:
    places = [match.span() for match in NUMBER.finditer(bytes(content))]
    for start, end in sorted(chance.sample(places, min(len(places), 3)), reverse=True):
        content[start:end] = chance.choice([b"0", b"-1", b"4294967296", b"99999999999999999999", b"1", b"7"])


def _rename(content: bytearray, chance: random.Random) -> None:
    old, new = chance.choice(NAMES), chance.choice(NAMES)
    content[:] = bytes(content).replace(old, new, 1)


@pytest.mark.slow
def test_mutations_of_good_files(tmp_path: Path) -> None:
    sources = [file.read_bytes() for file in sorted((SAMPLE / "pdf").glob("*.pdf"))]
    folder = tmp_path / "in"
    folder.mkdir()
    contents = set()
    for number in range(MUTATIONS):
        content = mutation(number, sources)
        contents.add(sha256_of(content))
        (folder / f"{number:05}.pdf").write_bytes(content)
    encoder = load_encoder()
    sandbox = Sandbox(2, Limits(file_seconds=FILE_SECONDS))
    with Archive.open(tmp_path / "arkiv", dimensions=encoder.dimensions, model=encoder.model) as archive:
        before = psutil.Process().num_fds()
        report = ingest(archive, [folder], encoder=encoder, readers=sandbox)
        handles = [
            child.num_fds() for child in psutil.Process().children() if "spawn_main" in " ".join(child.cmdline())
        ]
        sandbox.close()
        assert psutil.Process().num_fds() <= before + 2
        assert max(handles) < 40
        assert report.received == MUTATIONS
        assert report.indexed + report.unchanged + len(report.quarantined) == MUTATIONS
        states = archive.status().by_state
        assert set(states) <= {"indexed", "quarantined"}
        assert sum(states.values()) == len(contents)
        assert archive.verify().ok
    unforeseen = [file for file in report.quarantined if "unforeseen" in file.reason]
    over = [file for file in report.quarantined if "crashed" in file.reason or "more than" in file.reason]
    assert not unforeseen
    assert not over
    print(f"{MUTATIONS} mutations: {report.indexed} read, {len(report.quarantined)} refused, {report.seconds:.0f} s")
