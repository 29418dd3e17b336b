"""Invented documents with seeded random vectors: data for the archive's tests."""

from __future__ import annotations

import hashlib

import numpy as np

from corpus.records import (
    Block,
    Diarienummer,
    Document,
    EmbeddedPassage,
    FurnitureLine,
    IndexedDocument,
    PageSpan,
    PartyMention,
    Passage,
    Proposal,
    Section,
    Source,
    SparseVector,
    TagRecord,
)

DIMENSIONS = 16
MODEL = "slump-16"
DISTRICTS = ("sthlm-sdn-kungsholmen", "sthlm-sdn-sodermalm", None)
TYPES = ("motion", "tjänsteutlåtande", "protokoll")
PARTIES = ("V", "S", "MP", "L")


def content_of(number: int, edition: str = "") -> bytes:
    return f"Ärende {number} om båthamnen i Årsta 🛶 {edition}".encode()


def passage_id(document_id: str, ordinal: int) -> int:
    return int.from_bytes(hashlib.sha256(f"{document_id}:{ordinal}".encode()).digest()[:8], "big") >> 1


def indexed_document(
    number: int, *, passages: int = 3, edition: str = "", part: int | None = None, dimensions: int = DIMENSIONS
) -> IndexedDocument:
    """The same number always gives the same document; an edition differs in content and vectors."""
    rng = np.random.default_rng([number, passages, len(edition), part or 0])
    sha256 = hashlib.sha256(content_of(number)).hexdigest()
    document_id = sha256[:16] + (f"-{part}" if part else "")
    lines = [f"Stycke {i} i ärende {number}{edition}: räksmörgås åt alla 🛶." for i in range(max(passages, 1))]
    text = "\n\n".join(lines)
    source = Source(f"ärende {number}.pdf", sha256, 2, "text", "application/pdf")
    spans = [(text.index(line), text.index(line) + len(line)) for line in lines]
    document = Document(
        source=source,
        text=text,
        pages=(PageSpan(1, 0, spans[0][1]), PageSpan(2, spans[0][1], len(text))),
        blocks=tuple(Block("paragraph", start, end, 1, 11.5) for start, end in spans),
        sections=(Section("matter", "Ärendet", 0, 0, len(text), 1),),
        furniture=(FurnitureLine("Stadsdelsförvaltningen", 1),),
        masked_numbers=number % 2,
    )
    return IndexedDocument(
        id=document_id,
        document=document,
        tags=_tags(number, source, spans[0]),
        passages=tuple(
            EmbeddedPassage(
                Passage(passage_id(document_id, i), document_id, i, line, "Ärendet", "matter", 1, *span),
                unit_vector(rng, dimensions),
                sparse_vector(rng),
            )
            for i, (line, span) in enumerate(zip(lines[:passages], spans, strict=False))
        ),
        logic_versions={"diarienummer": 1, "date": 2},
    )


def _tags(number: int, source: Source, span: tuple[int, int]) -> TagRecord:
    year = 2004 + number % 20
    case = Diarienummer(
        f"1.1 {number}-{year}", f"sthlm-sdn-kungsholmen|{year}|{number}", year, number, "1.1", "own", 1, *span, "body"
    )
    party = PARTIES[number % len(PARTIES)]
    return TagRecord(
        source=source,
        type=TYPES[number % len(TYPES)],
        title=f"Båtplatser vid Årstaviken, del {number}",
        date=f"{year}-03-0{1 + number % 9}",
        date_kind="meeting",
        municipality="Stockholm",
        body="Kungsholmens stadsdelsnämnd",
        district=DISTRICTS[number % len(DISTRICTS)],
        districts_mentioned=("sthlm-sdn-farsta",),
        diarienummer=(case,),
        proposals=(Proposal(1, "Nämnden beslutar", "att avslå", "reject", None, 1, *span),),
        parties=(
            PartyMention(party, "mover", ("Åke Öberg",), f"({party.lower()})", 1),
            PartyMention("M", "mentioned", (), "(m)", 2),
        ),
    )


def unit_vector(rng: np.random.Generator, dimensions: int = DIMENSIONS) -> np.ndarray:
    vector = rng.standard_normal(dimensions)
    return (vector / np.linalg.norm(vector)).astype(np.float16)


def sparse_vector(rng: np.random.Generator, terms: int = 40, vocabulary: int = 500) -> SparseVector:
    indices = np.unique(rng.integers(0, vocabulary, terms)).astype(np.uint32)
    return SparseVector(indices, (rng.random(len(indices)) + 0.1).astype(np.float32))
