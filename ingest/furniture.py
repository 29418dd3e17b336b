"""What runs along the edges of pages: headers, footers and page numbers, told apart from the text.

Seen in tjänsteutlåtanden of Stockholm and Göteborg: the board's name in capitals at the top of every page, "Sid 1",
"SID 1 (6)", "Sida 1 (4)" at the bottom, "1(4)" under the name at the top.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from corpus.records import FurnitureLine, Line, Page

# "Sid 1", "SID 1 (6)", "Sida 1 av 4", "1(4)", "- 3 -", "7", "s. 2/5"
PAGE_NUMBER = re.compile(
    r"[-–—]?\s*(?:sid(?:a|an|nr|\.)?|page|s\.)?\s*:?\s*\d{1,4}\s*"
    r"(?:\(\s*\d{1,4}\s*\)|/\s*\d{1,4}|av\s+\d{1,4})?\s*[-–—]?",
    re.IGNORECASE,
)
# "Sida 1 (4)", "2 (2)": cannot be anything but a page number; a bare "7" can
SURE_PAGE_NUMBER = re.compile(r"(?:sid(?:a|an|nr|\.)? ?)?\d{1,4} ?\(\d{1,4}\)|sid(?:a|an)? ?\d{1,4}", re.IGNORECASE)
# "Justerandes signatur", "Ordf. sign", "Utdragsbestyrkande", also in one line: the frame of minutes
SIGNER = r"(?:juster(?:andes?|arnas?|ares?|are)|ordf(?:örandes?)?\.?|sekr(?:eterarens?)?\.?)"
SIGNING_BOX = rf"(?:{SIGNER} sign\w*|utdragsbestyrk\w+|sign(?:atur(?:er)?)?)[.:]?"
SIGNING = re.compile(rf"(?:{SIGNING_BOX}(?:\s+{SIGNING_BOX})*|juster\w+[.:]?)", re.IGNORECASE)
# "Box 123, 162 15 Vällingby", "Telefon 08-508 04 000", "www.stockholm.se", "Org.nr 212000-0142"
ADDRESS = re.compile(
    r"\bbox \d|\bwww\.|\btelefon\b|\btfn\b|\bväxel\b|@|\borg\.? ?nr|\bpostadress|\b\d{3} ?\d{2} [A-ZÅÄÖ]",
    re.IGNORECASE,
)
# "STADSDELSFÖRVALTNINGTJÄNSTEUTLÅTANDE": two runs set side by side without a blank
GLUED_TYPE = re.compile(
    r"(?<=[A-ZÅÄÖ]{4})(?=(?:TJÄNSTEUTLÅTANDE|TJÄNSTESKRIVELSE|SAMMANTRÄDESPROTOKOLL|PROTOKOLLSUTDRAG)\b)"
)
# "Sn § 21", "Dnr Sn 2009/62": the head of a matter at the top of a page runs only where it repeats to the figure
MATTER_HEAD = re.compile(r"(?:\w{1,4} )?§+ ?\d|dnr\b(?!.*\(\d+\)$)", re.IGNORECASE)
DIGITS = re.compile(r"\d+")  # "SID 3 (6)" -> "SID # (#)"

HEADER_SHARE = 0.16  # running headers stand in the upper sixth
FOOTER_SHARE = 0.88  # and footers in the last eighth
SIGNING_SHARE = 0.75  # the boxes for signatures stand in the last quarter
LETTERHEAD_SHARE = 0.09  # a letterhead seen only once must stand nearer the edge
SMALL_PRINT = 0.86  # and be set smaller than the text, by this share
SAME_PLACE = 8.0  # points a running line may wander from page to page
GAP_TO_TEXT = 1.5  # type sizes between a letterhead and the text under it


def without_furniture(pages: list[Page]) -> tuple[list[Page], tuple[FurnitureLine, ...]]:
    """The pages without their running lines, and each of those once (digits apart), with its first page."""
    running = _running_keys(pages)
    body_size = _body_size(pages)
    kept: list[Page] = []
    furniture: dict[str, FurnitureLine] = {}
    for page in pages:
        taken = _taken(page, running)
        if len(pages) == 1:
            taken |= _letterhead(page, body_size, taken)
        for index in sorted(taken):
            text = GLUED_TYPE.sub(" ", page.lines[index].text)
            furniture.setdefault(_key(text), FurnitureLine(text, page.number))
        lines = tuple(line for index, line in enumerate(page.lines) if index not in taken)
        kept.append(replace(page, lines=lines))
    return kept, tuple(furniture.values())


def _key(text: str) -> str:
    if MATTER_HEAD.match(text):
        return " ".join(text.split()).casefold()
    return DIGITS.sub("#", " ".join(text.split()).casefold())


def _in_header(line: Line, page: Page) -> bool:
    return line.bottom <= HEADER_SHARE * page.height


def _in_footer(line: Line, page: Page) -> bool:
    return line.top >= FOOTER_SHARE * page.height


def _running_keys(pages: list[Page]) -> dict[str, list[float]]:
    """Line texts that stand at the same height on at least two pages, near an edge, with those heights."""
    places: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for page in pages:
        for line in page.lines:
            if _in_header(line, page) or _in_footer(line, page):
                places[_key(line.text)].append((page.number, line.top))
    running: dict[str, list[float]] = {}
    for key, seen in places.items():
        tops = [
            top
            for number, top in seen
            if any(other != number and abs(top - height) <= SAME_PLACE for other, height in seen)
        ]
        if tops:
            running[key] = tops
    return running


def _taken(page: Page, running: dict[str, list[float]]) -> set[int]:
    """Indices of the page's running lines. A header ends at the first row that does not run."""
    taken: set[int] = set()
    rows = _rows(page)
    for in_zone, ordered in ((_in_header, rows), (_in_footer, rows[::-1])):
        for row in ordered:
            if not all(in_zone(page.lines[index], page) for index in row):
                break
            runs = {index for index in row if _runs(page.lines[index], running)}
            taken |= runs
            if len(runs) < len(row):
                break
    return taken | {index for index, line in enumerate(page.lines) if _is_frame(line, page)}


def _is_frame(line: Line, page: Page) -> bool:
    if _in_footer(line, page):
        return bool(SURE_PAGE_NUMBER.fullmatch(line.text) or SIGNING.fullmatch(line.text))
    if line.top >= SIGNING_SHARE * page.height and " " in line.text and SIGNING.fullmatch(line.text):
        return True
    return _in_header(line, page) and SURE_PAGE_NUMBER.fullmatch(line.text) is not None


def _runs(line: Line, running: dict[str, list[float]]) -> bool:
    if PAGE_NUMBER.fullmatch(line.text):
        return True
    return any(abs(line.top - top) <= SAME_PLACE for top in running.get(_key(line.text), ()))


def _rows(page: Page) -> list[list[int]]:
    """Indices of lines, grouped by height, top to bottom."""
    rows: list[list[int]] = []
    for index in sorted(range(len(page.lines)), key=lambda index: page.lines[index].top):
        if rows and page.lines[index].top - page.lines[rows[-1][0]].top < 3.0:
            rows[-1].append(index)
        else:
            rows.append([index])
    return rows


def _letterhead(page: Page, body_size: float, taken: set[int]) -> set[int]:
    """On a single page nothing repeats: small print or capitals at the very top, an address at the very bottom."""
    found: set[int] = set()
    rest = [index for index in range(len(page.lines)) if index not in taken]
    for place, index in enumerate(rest):
        line = page.lines[index]
        if line.bottom > LETTERHEAD_SHARE * page.height or not _is_letterhead(line, body_size):
            break
        below = next((page.lines[other] for other in rest[place + 1 :]), None)
        found.add(index)
        if below is not None and below.top - line.bottom > GAP_TO_TEXT * body_size:
            break
    else:
        found.clear()  # the page is all letterhead: then it is the text
    for index in reversed(rest):
        line = page.lines[index]
        if not _in_footer(line, page) or line.size > SMALL_PRINT * body_size or not ADDRESS.search(line.text):
            break
        found.add(index)
    return found


def _is_letterhead(line: Line, body_size: float) -> bool:
    capitals = line.text.isupper() and line.size <= body_size and not line.bold
    return line.size <= SMALL_PRINT * body_size or capitals


def _body_size(pages: Iterable[Page]) -> float:
    """The type size most characters are set in."""
    weight: dict[float, int] = defaultdict(int)
    for page in pages:
        for line in page.lines:
            weight[line.size] += len(line.text)
    return max(weight, key=lambda size: weight[size], default=10.0)
