"""Sections of a document: title block, proposal, signatures, summary, background ... and what is enclosed after it.

Headings are known by their type (bold, larger) or by the vocabulary; the vocabulary says their kind. The rules are
read from tjänsteutlåtanden of Stockholm and Göteborg: signatures stand without a heading under the proposal or the
summary; a line "Bilaga: ..." only names what is enclosed, unless the enclosed text itself follows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.records import Block, Section, SectionKind
from corpus.vocabulary import headings
from ingest.attachments import attachment_start
from ingest.title_block import BODY_NAME, is_paper_name, title_blocks

# "Alrik Tornvall", "BrittInger Rask", "Mona Ek Bergil", "Anna-Lena Öberg"
NAME = r"(?:[A-ZÅÄÖÉ][\wéåäöü]+(?:-[A-ZÅÄÖ]\w+)?(?: (?:von|af|de))?)(?: [A-ZÅÄÖÉ][\w-]+){1,3}"
SIGNED_NAME = re.compile(rf"^{NAME}$")
# "Jasmina Petronovic och Göran Flink", alone under a whole paper
SIGNED_NAMES = re.compile(rf"^{NAME}(?:(?:,| och|, och) {NAME})*$")
# "Närvarande", "Beslutande ledamöter", "Ersättare": who was there, which signs nothing
ATTENDANCE = re.compile(
    r"^(?:(?:ej )?(?:när|från)varande|beslutande|(?:tjänstgörande )?ersättare|övriga (?:när|del)\w+|deltagare|"
    r"ledamöter)",
    re.IGNORECASE,
)
# "Underskrifter", "Signaturer": a heading that names those who sign
SIGNING_HEADING = re.compile(r"^(?:underskrift(?:er)?|signatur(?:er)?):?$", re.IGNORECASE)
# "stadsdelsdirektör", "Chef Bidrag & Vuxenstöd", "T.f. förvaltningschef", "bitr. enhetschef"
OFFICE = re.compile(
    r"(?:^|\b|\w)(?:chef|direktör|sekreterare|utredare|handläggare|jurist|strateg|samordnare|controller|ledare|"
    r"ordförande|ekonom|ingenjör|arkitekt|inspektör|planerare|konsulent|rådgivare|rektor|kurator|kommunalråd|"
    r"borgarråd)\b",
    re.IGNORECASE,
)
# "Nils-Erik Torpman (C)", "Amira Solberg (V) och Greta Vallinder (MP)": who signs a motion
NAME_AND_PARTY = re.compile(rf"^{NAME} \([^()]{{1,12}}\)(?:(?:,| och|, och) {NAME} \([^()]{{1,12}}\))*$")
# "Anna Berg, förvaltningschef"
NAME_AND_OFFICE = re.compile(rf"^{NAME}, (?P<office>[^.]{{4,60}})$")
# "Bilaga: Skrivelse från ...", "Bilagor:", "Bilaga 1. Avtal"
ATTACHMENT_LINE = re.compile(r"^(?P<label>Bilag(?:a|or)(?: \d{1,2})?)\s*(?::|\.|$)\s*", re.IGNORECASE)

# "PARKENS SKÖTSEL": a heading by its capitals alone; not "KS 2014/0123", not "§ 12"
CAPITALS = re.compile(r"^(?:\d{1,2}(?:\.\d)*\.? )?[^\W\d_]{3,}(?:[ ,/–-]+[^\W\d_]+)*:?$")

HEAD = ("front", "title")  # sections above the first that says something
HEADING_LINE = 70  # characters a vocabulary heading without any type of its own may have
SIGNATURE_LINE = 60
SUBTITLE = 200  # a longer paragraph under the title is text,
SENTENCE = 60  # and so is a shorter one that ends as a sentence


@dataclass(frozen=True, slots=True)
class _Start:
    """Where a section begins: its first block and how many blocks its heading takes."""

    block: int
    kind: SectionKind
    heading: str | None
    heading_blocks: int
    label: int = 0  # characters of the first block that are its heading ("Bilaga: ")


def sections_in(text: str, blocks: Sequence[Block]) -> tuple[Section, ...]:
    """Sections that cover the text in order and without gaps; ``()`` for an empty text."""
    if not blocks:
        return ()
    words = [text[block.start : block.end] for block in blocks]
    title = title_blocks(words, blocks, _first_main_heading(words, blocks))
    starts = _with_signatures(words, blocks, _headed(words, blocks, title))
    enclosed = attachment_start(words, blocks, title, [(start.block, start.kind) for start in starts])
    return _sections(text, blocks, _with_enclosed(words, starts, enclosed), enclosed)


# --- headings ------------------------------------------------------------------------------------------------


def kind_of_heading(words: str, block: Block) -> SectionKind | None:
    """The kind a block opens as a heading: by vocabulary, ``other`` by type alone; None for text."""
    if block.role == "item" or (len(words) > HEADING_LINE and block.role != "heading"):
        return None
    kind = headings().kind_of(words)
    if kind is not None:
        return "attachment_list" if kind == "attachment" else kind
    if SIGNING_HEADING.match(words):
        return "signature"
    return "other" if block.role == "heading" else None


def _first_main_heading(words: Sequence[str], blocks: Sequence[Block]) -> int | None:
    for index, block in enumerate(blocks):
        if is_paper_name(words[index]):
            continue
        if kind_of_heading(words[index], block) not in (None, "other", "front", "contact", "attachment_list"):
            return index
    return None


def _headed(words: Sequence[str], blocks: Sequence[Block], title: range) -> list[_Start]:
    starts: list[_Start] = []
    if title.start > 0:
        starts.append(_Start(0, "front", None, 0))
    if title:
        heading = " ".join(words[index] for index in title)
        starts.append(_Start(title.start, "title", heading, len(title)))
    for index in range(title.stop, len(blocks)):
        kind = kind_of_heading(words[index], blocks[index]) or _by_capitals(words, index)
        if kind == "assessment" and is_paper_name(words[index]) and all(start.kind in HEAD for start in starts):
            continue  # "YTTRANDE" in the letterhead names the paper
        label = ATTACHMENT_LINE.match(words[index]) if blocks[index].role != "item" else None
        if label and label.end() == len(words[index]):
            starts.append(_Start(index, "attachment_list", words[index], 1))
        elif label:
            starts.append(_Start(index, "attachment_list", label["label"], 0, label.end()))
        elif kind is not None and not _is_lead(blocks, index, kind, starts):
            starts.append(_Start(index, kind, words[index], 1))
        elif title and starts[-1].kind == "title" and _is_text(words[index]):
            starts.append(_Start(index, "other", None, 0))
    if not starts or starts[0].block > 0:
        starts.insert(0, _Start(0, "front" if starts else "other", None, 0))
    return starts


def _by_capitals(words: Sequence[str], index: int) -> SectionKind | None:
    """``other`` for a line in capitals over running text, when nothing else says that it is a heading."""
    line, following = words[index], words[index + 1] if index + 1 < len(words) else ""
    alone = len(line) <= HEADING_LINE and line.isupper() and CAPITALS.match(line) and not BODY_NAME.match(line)
    return "other" if alone and len(following) >= SENTENCE else None


def _is_text(line: str) -> bool:
    return len(line) > SUBTITLE or (len(line) > SENTENCE and line.endswith("."))


def _is_lead(blocks: Sequence[Block], index: int, kind: SectionKind, starts: Sequence[_Start]) -> bool:
    """True for the line that leads the points in: "Nämnden föreslås besluta" under "Förslag till beslut"."""
    if not starts or blocks[index].role == "heading" or kind not in ("proposal", "decision"):
        return False
    before = starts[-1]
    return before.kind in ("proposal", "decision") and before.block + before.heading_blocks == index


# --- signatures ----------------------------------------------------------------------------------------------


def _with_signatures(words: Sequence[str], blocks: Sequence[Block], starts: list[_Start]) -> list[_Start]:
    """The sections with every run of names and offices under a heading set apart."""
    divided: list[_Start] = []
    for start, after in zip(starts, [*starts[1:], None], strict=True):
        divided.append(start)
        end = after.block if after else len(blocks)
        first = start.block + start.heading_blocks
        if start.kind == "signature":
            stop = next(
                (place for place in range(first, end) if not _is_signature_line(words[place], blocks[place])), end
            )
            divided += [_Start(stop, "other", None, 0)] if first < stop < end else []
            continue
        if start.kind in ("front", "title", "contact") or ATTENDANCE.match(start.heading or ""):
            continue
        signed = _signature(words, blocks, range(first, end))
        if start.kind == "dissent" and signed.start == first:
            continue  # "Reservation", "Eva Ek (V)": those who reserve, not who sign the paper
        if signed:
            divided.append(_Start(signed.start, "signature", None, 0))
            if signed.stop < end:
                divided.append(_Start(signed.stop, "other", None, 0))
    return divided


def _signature(words: Sequence[str], blocks: Sequence[Block], within: range) -> range:
    """The first run of "name, office" lines in a section; empty when there is none."""
    for first in within:
        if not _opens_signature(words, first, within.stop):
            continue
        last = first
        if first - 1 in within and len(words[first - 1]) <= SIGNATURE_LINE and BODY_NAME.match(words[first - 1]):
            first -= 1  # "Social resursförvaltning" over its director's name
        while last + 1 < within.stop and _is_signature_line(words[last + 1], blocks[last + 1]):
            last += 1
        return range(first, last + 1)
    return range(within.stop, within.stop)


def _opens_signature(words: Sequence[str], index: int, stop: int) -> bool:
    if combined := NAME_AND_OFFICE.match(words[index]):
        return OFFICE.search(combined["office"]) is not None
    if NAME_AND_PARTY.match(words[index]):
        return True
    if index == len(words) - 1 and index > 0:
        return SIGNED_NAMES.match(words[index]) is not None  # names alone under a whole paper
    following = words[index + 1] if index + 1 < stop else ""
    is_office = len(following) <= SIGNATURE_LINE and OFFICE.search(following) is not None
    return SIGNED_NAME.match(words[index]) is not None and is_office and not following.endswith(".")


def _is_signature_line(line: str, block: Block) -> bool:
    short = block.role == "paragraph" and len(line) <= SIGNATURE_LINE and not line.endswith((".", ":", ";", ","))
    patterns = (SIGNED_NAME, NAME_AND_PARTY, NAME_AND_OFFICE)
    return short and bool(OFFICE.search(line) or any(pattern.match(line) for pattern in patterns))


# --- the whole -----------------------------------------------------------------------------------------------


def _with_enclosed(words: Sequence[str], starts: list[_Start], enclosed: int | None) -> list[_Start]:
    """The sections with one of kind ``attachment`` where the enclosed document begins."""
    if enclosed is None:
        return starts
    opening = _Start(enclosed, "attachment", words[enclosed], 1)
    kept = [start for start in starts if start.block != enclosed]
    return sorted([*kept, opening], key=lambda start: start.block)


def _sections(
    text: str, blocks: Sequence[Block], starts: Sequence[_Start], enclosed: int | None
) -> tuple[Section, ...]:
    sections: list[Section] = []
    for start, after in zip(starts, [*starts[1:], None], strict=True):
        block = blocks[start.block]
        end = blocks[after.block].start if after else len(text)
        body = start.block + start.heading_blocks
        body_start = blocks[body].start if body < len(blocks) and blocks[body].start < end else end
        if start.heading_blocks == 0:
            body_start = min(block.start + start.label, end)
        attached = enclosed is not None and start.block >= enclosed
        sections.append(Section(start.kind, start.heading, block.start, body_start, end, block.page, attached))
    sections[0] = replace(sections[0], start=0)
    return tuple(sections)
