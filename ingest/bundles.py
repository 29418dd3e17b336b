"""Meeting bundles: where in a PDF one paper ends and the next begins, and the text of all of them together.

A paper begins on a page that opens as one: fields of a letterhead, a title in larger or bold type, and a case number
that the paper before has not named. What is enclosed with a paper stays with it: it is marked "Bilaga", or carries no
number, or one that the paper itself cites. Where an agenda comes first, its list of numbers decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import groupby, pairwise

from corpus.records import Block, FurnitureLine, Line, Page, PageSpan, Section
from corpus.vocabulary.numbers import parse
from ingest.drafts import ReadText
from ingest.furniture import without_furniture
from ingest.reading_order import body_size, text_of_pages
from ingest.sections import sections_in
from ingest.title_block import BODY_NAME, FIELD
from nlp.tags.number_strings import number_strings_in

TOP_SHARE = 0.45  # a letterhead and the title under it stand in the upper part of the page
EDGE_SHARE = 0.1  # page numbers stand nearer the edge than this
LONGEST_LABEL = 90  # characters
LARGER = 1.12  # a title's type over the text's
FEWEST_PAPERS = 2
ALL_ELSE = 3  # fields of a letterhead
FEWEST_LISTED = 2  # numbers that make a front page an agenda
SEPARATOR = "\n\n"

# "1 (4)", "Sida 2 (2)", "Sid 3 av 7", "tjänsteutlåtande 1(2)": which page of its own paper this is
PAGE_OF_PAPER = re.compile(
    r"(?:^|\s)(?:sid(?:a|an)?\.?\s*)?(?P<page>\d{1,3})\s?(?:\(\s?\d{1,3}\s?\)|av \d{1,3})$", re.I
)
# "Bilaga", "Bilaga 2 till tjänsteutlåtande", "BILAGA A"
ENCLOSED = re.compile(r"^bilag(?:a|or)\b", re.IGNORECASE)
# "Kallelse", "Föredragningslista nr 4", "DAGORDNING", "Ärendelista": the front of a bundle
AGENDA = re.compile(r"^(?:kallelse|föredragningslista|dagordning|ärendelista|ärendeförteckning)\b", re.IGNORECASE)
# "SAMMANTRÄDESPROTOKOLL", "Protokoll nr 4/2012"; an extract is a paper like others
MINUTES = re.compile(r"^(?:sammanträdes)?protokoll(?!sutdrag|s?utdrag)\b", re.IGNORECASE)
# the label of a paper, alone or behind its sender: "TJÄNSTESKRIVELSE", "Lundby förvaltning, tjänsteutlåtande 1(2)"
PAPER_LABEL = re.compile(
    r"(?:tjänste?utlåtande?|tjänsteskrivelse|protokollsutdrag|motion|medborgarförslag|interpellation|remissvar)"
    r"(?:\s+\d{1,3}\s?\(\d{1,3}\))?$",
    re.IGNORECASE,
)
# the fields of a letterhead by what they say: who answers for it, when, for whom, under which number
LETTERHEAD: tuple[re.Pattern[str], ...] = (
    re.compile(r"\b(?:handläggare|kontaktperson|referens|förslagsställare)\b", re.IGNORECASE),
    re.compile(r"^(?:datum|utfärdat|sammanträde\w*)\b|(?:^|\s)datum(?:\s|$)", re.IGNORECASE),
    re.compile(r"\b(?:telefon|tfn|e-?post)\b", re.IGNORECASE),
    re.compile(r"\b(?:dnr|d nr|diarienummer|diarienr|ärendenummer)\b", re.IGNORECASE),
    re.compile(r"^till$", re.IGNORECASE),
)

Key = tuple[int | None, int | str]


@dataclass(frozen=True)  # no slots: its numbers are read only where they decide something
class _Look:
    """What a page looks like from above."""

    fields: int
    labelled: bool
    titled: bool
    page_of_paper: int | None
    enclosed: bool
    agenda: bool
    minutes: bool
    upper: str
    text: str

    @cached_property
    def own(self) -> frozenset[Key]:
        """Labelled case numbers of the upper part."""
        return frozenset(_keys(self.upper, labelled_only=True))

    @cached_property
    def named(self) -> frozenset[Key]:
        """All case numbers on the page."""
        return frozenset(_keys(self.text, labelled_only=False))

    @property
    def may_open(self) -> bool:
        """Whether a paper may begin here, its number aside."""
        forbidden = self.enclosed or self.minutes or self.agenda or self.page_of_paper not in (None, 1)
        return self.titled and not forbidden


@dataclass(frozen=True, slots=True)
class BundleText:
    """The text of all papers one after another, where each begins (the frame before the first is none), and the
    running lines of each."""

    read: ReadText
    starts: tuple[int, ...]
    furniture: tuple[FurnitureLine, ...]


@dataclass(slots=True)
class _Joined:
    parts: list[str] = field(default_factory=list)
    at: int = 0
    blocks: list[Block] = field(default_factory=list)
    pages: list[PageSpan] = field(default_factory=list)
    furniture: list[FurnitureLine] = field(default_factory=list)


def text_of_bundle(pages: Sequence[Page]) -> BundleText | None:
    """The papers of a meeting bundle, each read as if it were a file of its own; None where the file is one paper."""
    opening = first_pages(pages)
    if not opening:
        return None
    bounds = [*opening, len(pages)] if opening[0] == 0 else [0, *opening, len(pages)]
    joined, starts = _Joined(), []
    for first, stop in pairwise(bounds):
        start = _append(joined, pages[first:stop], first)
        if first in opening:
            starts.append(start)
    read = ReadText("".join(joined.parts), tuple(joined.blocks), tuple(joined.pages))
    return BundleText(read, tuple(starts), tuple(joined.furniture))


def sections_of_bundle(text: str, blocks: Sequence[Block], starts: Sequence[int]) -> tuple[Section, ...]:
    """Sections of each paper by itself; they cover the text in order and without gaps."""
    bounds = [*([0] if starts[0] else []), *starts, len(text)]
    sections: list[Section] = []
    at = 0
    for start, stop in pairwise(bounds):
        own: list[Block] = []
        while at < len(blocks) and blocks[at].start < stop:
            own.append(replace(blocks[at], start=blocks[at].start - start, end=blocks[at].end - start))
            at += 1
        for section in sections_in(text[start : own[-1].end + start] if own else "", own):
            sections.append(
                replace(
                    section, start=section.start + start, body_start=section.body_start + start, end=section.end + start
                )
            )
        if own:
            sections[-1] = replace(sections[-1], end=stop)
    return tuple(sections)


def first_pages(pages: Sequence[Page]) -> tuple[int, ...]:
    """Indices of the pages on which a paper begins; () where the file is one paper, or minutes."""
    if len(pages) < FEWEST_PAPERS:
        return ()
    body = body_size(pages)
    found: list[int] = []
    listed: frozenset[Key] = frozenset()  # by the agenda
    own: frozenset[Key] = frozenset()  # of the present paper
    named: frozenset[Key] = frozenset()  # in it so far
    looks = [_look(page, body) for page in pages]
    likely = sum(look.may_open and (look.fields > 0 or look.labelled) for look in looks)
    if looks[0].minutes or (likely < FEWEST_PAPERS and not any(look.agenda for look in looks)):
        return ()
    for index, look in enumerate(looks):
        if not found and (look.agenda or (index > 0 and listed)) and not _opens(look, listed):
            listed |= look.named
            continue
        is_other = bool(look.own - named) and not look.own & own if look.own else True
        if _opens(look, listed) and (not found or is_other) and not (look.agenda and not found):
            found.append(index)
            own, named = look.own, look.named
        else:
            named |= look.named
    return tuple(found) if len(found) >= FEWEST_PAPERS else ()


def _opens(look: _Look, listed: frozenset[Key]) -> bool:
    """Whether a paper of its own may begin here, whatever came before."""
    if not look.may_open:
        return False
    if len(listed) >= FEWEST_LISTED:
        return bool(look.own & listed)
    first = look.page_of_paper == 1
    if not look.own:  # its number was left out, but all else says that a paper begins
        return first and look.fields >= ALL_ELSE
    return look.fields >= 2 or (look.fields == 1 and (look.labelled or first)) or (look.labelled and first)


def _look(page: Page, body: float) -> _Look:
    rows = list(_rows(page.lines))
    top = [line for line in page.lines if line.top < TOP_SHARE * page.height]
    upper = [text for text, at in rows if at < TOP_SHARE * page.height]
    head, foot = EDGE_SHARE * page.height, (1 - EDGE_SHARE) * page.height
    edges = [line.text for line in page.lines if not head < line.top < foot]
    counted = [int(match["page"]) for line in edges if (match := PAGE_OF_PAPER.search(line.strip()))]
    singly = [line.text.strip() for line in top]
    return _Look(
        fields=sum(any(pattern.search(text) for text in upper) for pattern in LETTERHEAD),
        labelled=any(PAPER_LABEL.search(text) for text in singly if len(text) <= LONGEST_LABEL),
        titled=any(_is_title(line, body) for line in top),
        page_of_paper=counted[0] if counted else None,
        enclosed=any(ENCLOSED.match(text) for text in singly[:6]),
        agenda=any(AGENDA.match(text) for text in singly[:10] if len(text) <= LONGEST_LABEL),
        minutes=any(MINUTES.match(text) for text in singly[:8]),
        upper="\n".join(upper),
        text="\n".join(text for text, _ in rows),
    )


def _rows(lines: Sequence[Line]) -> Iterator[tuple[str, float]]:
    """The lines with those side by side joined, so that a row of labels stands over its row of values."""
    ordered = sorted(lines, key=lambda line: (round(line.top / 3), line.x0))
    for _, row in groupby(ordered, key=lambda line: round(line.top / 3)):
        beside = list(row)
        yield " ".join(line.text.strip() for line in beside), beside[0].top


def _is_title(line: Line, body: float) -> bool:
    """A line in a title's type that is no field and no sender; scans have no bold type, and little size."""
    text = line.text.strip()
    set_apart = line.bold or line.size > LARGER * body
    return set_apart and len(text) > 3 and not FIELD.search(text) and not BODY_NAME.match(text) and not text.isupper()


def _keys(text: str, *, labelled_only: bool) -> Iterator[Key]:
    """Year and running number of every case number, or the number as written where it does not parse."""
    for string in number_strings_in(text):
        if labelled_only and string.found == "bare":
            continue
        for raw in (string.raw, string.raw.rpartition(" ")[0]):
            if parsed := parse(raw, labelled=string.found != "bare"):
                yield parsed.year, parsed.number
                break


def _append(joined: _Joined, pages: Sequence[Page], first: int) -> int:
    """Where the text of these pages begins: they were read as a file of their own and put behind the others."""
    kept, furniture = without_furniture([replace(page, number=number) for number, page in enumerate(pages, start=1)])
    read = text_of_pages(kept)
    if joined.at and read.text:
        joined.parts.append(SEPARATOR)
        joined.at += len(SEPARATOR)
        joined.pages[-1] = replace(joined.pages[-1], end=joined.at)
    start = joined.at
    joined.parts.append(read.text)
    joined.at += len(read.text)
    joined.blocks += [
        replace(block, start=block.start + start, end=block.end + start, page=block.page + first)
        for block in read.blocks
    ]
    joined.pages += [PageSpan(page.number + first, page.start + start, page.end + start) for page in read.pages]
    joined.furniture += [replace(line, page=line.page + first) for line in furniture]
    return start
