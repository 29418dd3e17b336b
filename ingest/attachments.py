"""Where an enclosed document begins inside a file, if one follows the main text.

"Bilaga" alone says only that there is one: after it the main text may go on ("Ärendet", "Bakgrund"). An enclosed
document shows itself by repeating the title, by a heading the main text has already used, or by its own new page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.records import Block, SectionKind
from corpus.vocabulary import fold

# "Bilaga", "Bilaga 2", "Bilaga 1 Avtal om samverkan", "Bilaga: Ansökan till länsstyrelsen"; never the list "Bilagor"
ATTACHMENT = re.compile(r"^bilaga(?: \d{1,2}(?: [^.]{1,80})?)?\s*(?:[:.–-].*)?$", re.IGNORECASE)
# "Bilaga 1", "Bilaga: Regler för skolskjuts": says which one; "Bilaga" alone does not
NAMED = re.compile(r"^bilaga ?(?:\d|:\s*\w)", re.IGNORECASE)
PARAGRAPH_HEAD = re.compile(
    r"^(?:[A-ZÅÄÖ]\w{0,3} )?§{1,2}\s?\d"
)  # minutes: every matter has its own "Beslut" and "Bakgrund"
MAIN_KINDS: frozenset[SectionKind] = frozenset(
    ("proposal", "summary", "preparation", "background", "matter", "assessment", "economy", "perspective")
)
ENOUGH_TEXT = 250  # characters: less after "Bilaga" is a list of names
NEAR = 4  # blocks between "Bilaga" and the title it repeats


def attachment_start(
    words: Sequence[str], blocks: Sequence[Block], title: range, starts: Sequence[tuple[int, SectionKind]]
) -> int | None:
    """Index of the block that opens the enclosed document, or None."""
    main = next((index for index, kind in starts if kind in ("proposal", "summary", "matter")), None)
    if main is None or any(PARAGRAPH_HEAD.match(line) for line in words):
        return None
    candidates = [index for index in range(main + 1, len(blocks)) if ATTACHMENT.match(words[index])]
    for index in candidates:
        if _is_opening(words, blocks, title, starts, index):
            return index
    return _second_of_a_kind(words, blocks, starts, candidates)


def _is_opening(
    words: Sequence[str],
    blocks: Sequence[Block],
    title: range,
    starts: Sequence[tuple[int, SectionKind]],
    index: int,
) -> bool:
    following = range(index + 1, min(index + 1 + NEAR, len(blocks)))
    title_words = fold(" ".join(words[place] for place in title))
    if title_words and any(fold(words[place]) == title_words for place in following):
        return True
    new_page = blocks[index].page > blocks[index - 1].page
    if new_page and blocks[index].role == "heading" and NAMED.match(words[index]):
        return len("".join(words[index:])) >= ENOUGH_TEXT
    return new_page and not _main_goes_on(starts, index) and len("".join(words[index:])) >= ENOUGH_TEXT


def _main_goes_on(starts: Sequence[tuple[int, SectionKind]], index: int) -> bool:
    """True when the next main heading after ``index`` is of a kind that has not been seen before."""
    before = {kind for block, kind in starts if block < index}
    following = next((kind for block, kind in starts if block > index and kind in MAIN_KINDS), None)
    return following is not None and following not in before


def _second_of_a_kind(
    words: Sequence[str],
    blocks: Sequence[Block],
    starts: Sequence[tuple[int, SectionKind]],
    candidates: Sequence[int],
) -> int | None:
    """The document around a heading said for the second time ("Bakgrund" again): from "Bilaga", or from its title."""
    seen: set[str] = set()
    for index, kind in starts:
        if kind not in MAIN_KINDS:
            continue
        heading = fold(words[index])
        if heading in seen:
            opening = [place for place in candidates if place < index]
            return opening[-1] if opening else _own_title(blocks, index)
        seen.add(heading)
    return None


def _own_title(blocks: Sequence[Block], index: int) -> int:
    """The larger heading shortly above, which is the enclosed document's title; else the heading itself."""
    size = blocks[index].size or 0.0
    for place in range(index - 1, max(index - 8, 0), -1):
        block = blocks[place]
        if block.role == "heading" and (block.size or 0.0) > size:
            return place
    return index
