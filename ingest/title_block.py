"""Where a document's title stands: the largest line above the first section, or the line before it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.records import Block
from corpus.vocabulary import document_types, headings

# "Handläggare: Vendela Stråth", "Telefon 08-...", "Dnr 311-77-2009", "Sammanträde 12 mars", "E-post: ..."
FIELD = re.compile(
    r"^(?:handläggare|telefon|tfn|tel|e-?post|dnr|diarienummer|diarienr|datum|sammanträde\w*|utfärdat|referens|"
    r"mottagare|vår|er|sid(?:a|an)?|ärendenummer|kontaktperson|till|från|kopia|adress|box)\b[^.]{0,60}$"
    r"|^[^:]{1,30}:(?:\s|$)|@|www\.",
    re.IGNORECASE,
)
# "Hässelby-Vällingby stadsdelsnämnd", "Socialnämnden", "Social resursförvaltning", "Kommunstyrelsen"
BODY_NAME = re.compile(
    r"^[\w ,&/–-]{0,60}"
    r"(?:nämnd|förvaltning|styrelse|kontor|fullmäktige|utskott|avdelning|kommun|stad)(?:en|ens|et|s)?$",
    re.IGNORECASE,
)
DATE_ALONE = re.compile(r"^(?:den )?\d{1,4}[-./ ](?:\w+)[-./ ]\d{1,4}$|^\d{4}$", re.IGNORECASE)
# "YTTRANDE", "PM" alone: kinds of paper that are no document type of their own
PAPER_ALONE = re.compile(
    r"(?:remiss|yttrande|kallelse|föredragningslista|ordförandeförslag|ärende|missiv|promemoria|pm|rapport)",
    re.IGNORECASE,
)
LARGER = 1.06  # sizes nearer than this are the same to the eye
LAST_FRONT_BLOCKS = 25  # a title stands among the first blocks


def title_blocks(words: Sequence[str], blocks: Sequence[Block], first_heading: int | None) -> range:
    """Indices of the blocks that are the title (empty range when the document has none)."""
    stop = len(blocks) if first_heading is None else first_heading
    front = range(min(stop, LAST_FRONT_BLOCKS))
    set_apart = [
        index
        for index in front
        if blocks[index].role == "heading" and blocks[index].page == blocks[0].page and _can_be_title(words[index])
    ]
    if set_apart:
        return _largest(blocks, set_apart, first_heading is not None)
    if first_heading is None:
        return _first_line(words, blocks)
    return _before_heading(words, blocks, front)


def _can_be_title(line: str) -> bool:
    label = is_paper_name(line) or headings().is_running_label(line) or headings().field_of(line) or FIELD.search(line)
    return not label and any(map(str.isalpha, line))


def is_paper_name(line: str) -> bool:
    """True when a line says only what kind of paper this is: "MEDBORGARFÖRSLAG", "Tjänsteutlåtande"."""
    return document_types().named(line) is not None or PAPER_ALONE.fullmatch(line) is not None


def _largest(blocks: Sequence[Block], candidates: list[int], before_heading: bool) -> range:
    """The largest heading; among equals the last before a section, or the first of a paper without sections."""
    size = max(blocks[index].size or 0.0 for index in candidates)
    largest = [index for index in candidates if (blocks[index].size or 0.0) * LARGER >= size]
    chosen = largest[-1] if before_heading else largest[0]
    first = last = chosen
    while before_heading and first - 1 in largest and (blocks[first].size or 0) > 12 * LARGER:
        first -= 1
    while not before_heading and last + 1 in largest and (blocks[last].size or 0) > 12 * LARGER:
        last += 1
    return range(first, last + 1)


def _before_heading(words: Sequence[str], blocks: Sequence[Block], front: range) -> range:
    """Without any type to go by: the first line above the first section that is no field, body or date."""
    after_addressee = max((index + 1 for index in front if words[index].strip(" :").casefold() == "till"), default=0)
    for index in range(after_addressee, front.stop):
        line = words[index]
        plain = not FIELD.search(line) and not BODY_NAME.match(line) and not DATE_ALONE.match(line)
        if plain and blocks[index].role != "item" and _can_be_title(line) and len(line) > 8:
            return range(index, index + 1)
    return range(0)


def _first_line(words: Sequence[str], blocks: Sequence[Block]) -> range:
    """A paper without any heading: its first line, when that is short and set apart from running text."""
    line = words[0]
    if len(blocks) > 1 and 3 < len(line) <= 120 and line[-1:] not in ".,:;" and _can_be_title(line):
        return range(1) if blocks[0].role != "item" else range(0)
    return range(0)
