"""An archive of a wanted number of passages for the search bench: public-sector texts with drawn facts.

The texts are real, so words and vectors are spread as in an archive; district, party, type and year are drawn with a
fixed seed, for the filters. The catalogue holds everything the product would store.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import lzma
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from corpus.archive import Archive
from corpus.records import Block, Document, PageSpan, PartyMention, Section, Source, TagRecord
from corpus.vocabulary import districts
from nlp.embedding import Tagged, embed_documents
from nlp.encoder import load_encoder
from tests.bench.volume_files import SEED, pairs_file

TYPES = ("motion", "tjänsteutlåtande", "protokollsutdrag", "skrivelse")
PARTIES = ("V", "S", "MP", "M", "L", "C", "KD")
BATCH = 200


def filled_archive(home: Path, passages: int) -> Archive:
    """The open archive in ``home`` with at least so many passages; what it has already is kept and added to."""
    encoder = load_encoder()
    archive = Archive.open(home, dimensions=encoder.dimensions, model=encoder.model)
    held = archive.status()
    count, began = held.passages, time.perf_counter()
    waiting = itertools.islice(drawn_documents(), held.documents, None)
    while count < passages and (some := list(itertools.islice(waiting, BATCH))):
        embedded = embed_documents(some, encoder)
        archive.add(embedded)
        count += sum(len(one.passages) for one in embedded)
        print(f"\r{count:,} passages, {time.perf_counter() - began:.0f} s", end="", file=sys.stderr)
    print(file=sys.stderr)
    return archive


def drawn_documents() -> Iterator[Tagged]:
    """All texts as documents, in a drawn order, always the same."""
    draw = random.Random(SEED)
    with lzma.open(pairs_file(), "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    draw.shuffle(rows)
    places = [one.id for one in districts().all]
    for row in rows:
        yield _document(row["title"] or "", row["body"] or "", draw, places)


def _document(title: str, body: str, draw: random.Random, places: list[str]) -> Tagged:
    text = f"{title}\n\n{body}".strip() + "\n"
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    source = Source(f"{sha256[:12]}.txt", sha256, 1, "text", "text/plain")
    document = Document(
        source=source,
        text=text,
        pages=(PageSpan(1, 0, len(text)),),
        blocks=(Block("paragraph", 0, len(text), 1, None),),
        sections=(Section("matter", title, 0, 0, len(text), 1),),
        furniture=(),
        masked_numbers=0,
    )
    party = draw.choice(PARTIES)
    tags = TagRecord(
        source=source,
        type=draw.choice(TYPES),
        title=title or None,
        date=f"{draw.randint(1998, 2024)}-{draw.randint(1, 12):02d}-{draw.randint(1, 28):02d}",
        date_kind="meeting",
        municipality="Stockholm",
        district=draw.choice(places),
        parties=(PartyMention(party, "mover", (), f"({party})", 1),),
    )
    return Tagged(sha256[:16], document, tags)
