"""Marks of secrecy and of protected persons are found; talk about secrecy is not. All texts invented."""

from __future__ import annotations

import pytest

from corpus.records import Document, FurnitureLine, PageSpan, Source
from nlp.swedish import SwedishPipeline
from nlp.tags.confidentiality import confidentiality_in
from nlp.tags.context import TagContext


def found(text: str, swedish: SwedishPipeline, header: str = "") -> list[tuple[str, str]]:
    furniture = (FurnitureLine(header, 1),) if header else ()
    source = Source("a.txt", "0" * 64, 1, "text", "text/plain")
    document = Document(source, text, (PageSpan(1, 0, len(text)),), (), (), furniture)
    marks = confidentiality_in(TagContext(document, swedish))
    assert all(mark.start is None or text[mark.start : mark.end] == mark.raw for mark in marks)
    return [(mark.kind, mark.raw) for mark in marks]


@pytest.mark.parametrize(
    ("text", "kind", "raw", "why"),
    [
        ("Sekretess enligt 26 kap. 1 § OSL\n\nÄrendet", "secrecy", "Sekretess enligt 26 kap. 1 § OSL", "a stamp"),
        ("SEKRETESS", "secrecy", "SEKRETESS", "a stamp without law"),
        ("Sekretessbelagd\n\nVård av barn", "secrecy", "Sekretessbelagd", "a stamp"),
        ("Omfattas av sekretess, OSL 25:1", "secrecy", "Omfattas av sekretess, OSL 25:1", "chapter and paragraph"),
        ("Sekretess: OSL 26 kap 1 §", "secrecy", "Sekretess: OSL 26 kap 1 §", "a field"),
        ("Sekretess: ja", "secrecy", "Sekretess: ja", "a field with yes"),
        ("Nämnden möts. Bilaga 2 är sekretessbelagd.", "secrecy", "Bilaga 2 är sekretessbelagd", "an annex"),
        ("Uppgifterna i utredningen omfattas av sekretess enligt OSL.", "secrecy",
         "Uppgifterna i utredningen omfattas av sekretess", "a statement"),
        ("Namnet lämnas ut, sekretess enligt 21 kap. 3 § OSL.", "secrecy",
         "sekretess enligt 21 kap. 3 § OSL", "by law"),
        ("Skyddade personuppgifter", "protected_identity", "Skyddade personuppgifter", "a stamp"),
        ("OBS! Skyddad identitet", "protected_identity", "Skyddad identitet", "a stamp with a call"),
        ("Skyddad folkbokföring: ja", "protected_identity", "Skyddad folkbokföring", "a field"),
        ("Modern har skyddade personuppgifter.", "protected_identity", "skyddade personuppgifter", "a person"),
        ("Sökanden har beviljats kvarskrivning i Tibro.", "protected_identity", "kvarskrivning", "a person"),
        ("Hon är kvarskriven i kommunen.", "protected_identity", "kvarskriven", "a person"),
    ],
)  # fmt: skip
def test_marked(text: str, kind: str, raw: str, why: str, swedish: SwedishPipeline) -> None:
    assert found(text, swedish) == [(kind, raw)], why


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Ärendet omfattas inte av sekretess.", "denied"),
        ("Ingen sekretess", "denied"),
        ("Sekretess: nej", "denied"),
        ("Sekretess råder ej", "denied"),
        ("Om handlingen omfattas av sekretess ska den hållas åtskild.", "a condition"),
        ("Förvaltningen prövar om uppgifterna omfattas av sekretess.", "a question"),
        ("Sekretesslagen reglerar vad som får lämnas ut.", "the law as a subject"),
        ("Bestämmelser om sekretess enligt 26 kap. 1 § OSL gäller i socialtjänsten.", "the law explained"),
        ("Rutin för skyddade personuppgifter", "a routine"),
        ("Personer som lever med skyddad identitet behöver stöd.", "people in general"),
        ("Elever med skyddade personuppgifter har rätt till skola.", "people in general"),
        ("Sökanden saknar skyddade personuppgifter.", "denied"),
        ("Sekretessen har upphört.", "ended"),
        ("Kommunen utbildar i tystnadsplikt och sekretess.", "a subject taught"),
        ("Parken ligger skyddad bakom skogen.", "another word"),
        ("", "nothing"),
    ],
)
def test_not_marked(text: str, why: str, swedish: SwedishPipeline) -> None:
    assert found(text, swedish) == [], why


def test_stamp_in_a_running_header_has_no_offsets(swedish: SwedishPipeline) -> None:
    assert found("Vård av barn", swedish, header="SEKRETESS enl. OSL 26 kap 1 §") == [
        ("secrecy", "SEKRETESS enl. OSL 26 kap 1 §")
    ]
