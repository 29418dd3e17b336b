"""The tag record of a document: an explicit, ordered row of extractors, each reading what those before it found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from types import ModuleType
from typing import Any

from corpus.records import Document, TagRecord
from nlp.parts import Part, frame_document, moved, parts_of
from nlp.swedish import SwedishPipeline
from nlp.tags import (
    body,
    confidentiality,
    date,
    decision,
    demand,
    diarienummer,
    dissent,
    district,
    document_type,
    issue,
    municipality,
    organisation,
    party,
    people,
    period,
    proposal,
    reference,
    title,
)
from nlp.tags.context import TagContext

Fields = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Extractor:
    """One step: its module (for the logic version) and the fields of ``TagRecord`` it fills."""

    module: ModuleType
    fields: Callable[[TagContext], Fields]


def _date(context: TagContext) -> Fields:
    found = date.date_in(context)
    return {"date": found.value, "date_kind": found.kind}


def _boards(context: TagContext) -> Fields:
    found = body.boards_of(context)
    return {"body": found.body, "addressee": found.addressee}


# who, when and what: once for the whole file
IDENTITY: tuple[Extractor, ...] = (
    Extractor(document_type, lambda context: {"type": document_type.type_of(context)}),
    Extractor(title, lambda context: {"title": title.title_in(context)}),
    Extractor(date, _date),
    Extractor(district, lambda context: {"district": district.district_of(context)}),
    Extractor(municipality, lambda context: {"municipality": municipality.municipality_of(context)}),
    Extractor(body, _boards),
    Extractor(issue, lambda context: {"issue": issue.issue_in(context)}),
    Extractor(period, lambda context: {"period": period.period_of(context)}),
)

# what belongs to a matter: for the whole, and again for each matter of a bundle
MATTER: tuple[Extractor, ...] = (
    Extractor(district, lambda context: {"districts_mentioned": district.districts_mentioned(context)}),
    Extractor(
        municipality,
        lambda context: {"municipalities_mentioned": municipality.municipalities_mentioned(context)},
    ),
    Extractor(diarienummer, lambda context: {"diarienummer": diarienummer.diarienummer_in(context)}),
    Extractor(proposal, lambda context: {"proposals": proposal.proposals_in(context)}),
    Extractor(decision, lambda context: {"decisions": decision.decisions_in(context)}),
    Extractor(demand, lambda context: {"demands": demand.demands_in(context)}),
    Extractor(dissent, lambda context: {"dissents": dissent.dissents_in(context)}),
    Extractor(party, lambda context: {"parties": party.parties_in(context)}),
    Extractor(people, lambda context: {"people": people.people_in(context)}),
    Extractor(organisation, lambda context: {"organisations": organisation.organisations_in(context)}),
    Extractor(reference, lambda context: {"references": reference.references_in(context)}),
    Extractor(confidentiality, lambda context: {"confidentiality": confidentiality.confidentiality_in(context)}),
)

# what later extractors may read from the context
SHARED_FIELDS = ("type", "title", "date", "municipality", "body", "district")


def tag_document(document: Document, swedish: SwedishPipeline) -> TagRecord:
    """All tags of one document. Raises nothing for any text: what is not found is ``None`` or ``()``."""
    if document.starts:
        return _tag_bundle(document, swedish)
    context, identity = _identified(TagContext(document, swedish))
    warnings = (*document.warnings, *diarienummer.misprints_in(context))
    record = TagRecord(
        source=document.source, masked_names=document.masked_names, **identity, **_matter(context), warnings=warnings
    )
    return replace(record, parts=_parts(context, identity)) if context.type == "protokoll" else record


def _identified(context: TagContext) -> tuple[TagContext, Fields]:
    """Who, when and what, and the context that knows it."""
    identity: Fields = {}
    for extractor in IDENTITY:
        found = extractor.fields(context)
        identity |= found
        context = replace(context, **{name: found[name] for name in SHARED_FIELDS if name in found})
    return context, identity


def _matter(context: TagContext) -> Fields:
    return {name: value for extractor in MATTER for name, value in extractor.fields(context).items()}


def _parts(context: TagContext, identity: Fields) -> tuple[TagRecord, ...]:
    """A record for each matter of minutes: date, board and place are the meeting's, the rest its own."""
    records = []
    for part in parts_of(context.document):
        own = replace(context, document=part.document, title=part.title)
        fields = {**identity, "title": part.title, "addressee": None, **_matter(own)}
        record = TagRecord(
            source=part.document.source,
            masked_names=part.document.masked_names,
            **fields,
            pages=_pages(part),
            paragraph=part.paragraph,
        )
        records.append(moved(record, part.start))
    return tuple(records)


def _tag_bundle(document: Document, swedish: SwedishPipeline) -> TagRecord:
    """The papers each tagged by themselves. The whole's own record says what its frame (the notice, the agenda) says;
    without a frame, only where and for whom all papers agree."""
    parts = parts_of(document)
    records = []
    for part in parts:
        context, identity = _identified(TagContext(part.document, swedish))
        record = TagRecord(
            source=part.document.source,
            masked_names=part.document.masked_names,
            **identity,
            **_matter(context),
            pages=_pages(part),
        )
        records.append(moved(record, part.start))
    frame = frame_document(document, parts)
    if frame.text.strip():
        context, identity = _identified(TagContext(frame, swedish))
        fields = {**identity, **_matter(context)}
    else:
        fields = {"type": "övrigt"}
    for name in ("municipality", "body", "district"):
        values = {getattr(record, name) for record in records}
        if not fields.get(name) and len(values) == 1:
            fields[name] = values.pop()
    return TagRecord(
        source=document.source,
        masked_names=document.masked_names,
        **fields,
        parts=tuple(records),
        warnings=document.warnings,
    )


def _pages(part: Part) -> tuple[int, ...]:
    return tuple(page.number for page in part.document.pages)


def logic_versions() -> dict[str, int]:
    """Version of each extractor's logic by module name; the catalogue keeps it to know what is stale."""
    modules = dict.fromkeys(extractor.module for extractor in (*IDENTITY, *MATTER))
    return {module.__name__.rpartition(".")[2]: int(module.LOGIC_VERSION) for module in modules}
