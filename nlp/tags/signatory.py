"""Those who sign a paper, with their titles: name over title, "name, title", or behind "Justeras:" in minutes.

Leif Ek                    Vid protokollet: Amanda Ek, sekreterare
stadsdelsdirektör          Justeras: Kaj Al, ordförande, och Gösta Bo, justerare
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.tags.context import TagContext
from nlp.tags.party import MINUTES, POLITICIANS_TEXTS
from nlp.tags.person_names import A_NAME, NAME, composed, is_name_line, names_side_by_side, person_name, person_names
from nlp.tags.signing_rows import BEHIND_NAME, CUES, SIGNING_OFFICE, signing_rows

# "stadsdelsdirektör", "Chef Bidrag & Vuxenstöd", "T.f. förvaltningschef", "Koordinator för lokala stödet"
OFFICE = re.compile(
    r"(?:chef|direktör|sekreterare|utredare|handläggare|jurist|strateg|samordnare|controller|ledare|koordinator|"
    r"ekonom|ingenjör|arkitekt|inspektör|planerare|konsulent|rådgivare|rektor|kurator|kommunalråd|borgarråd|"
    r"sjuksköterska|ordförande|justerare|justerande|justeringsman|ombudsman|administratör|registrator)\b",
    re.IGNORECASE,
)
OFFICE_LINE = 70  # characters a title may have
LONGEST_SIGNATURE = 160  # characters of a line that somebody signs
LAST_LINES = 4  # of a paper, where a title may stand over the name
# "Gösta Ek, ordförande"
NAME_AND_OFFICE = re.compile(rf"^(?P<name>{NAME}),[ \t]+(?P<title>[^.,]{{4,{OFFICE_LINE}}})$")
# "Kaj Ek, ordförande" among others in a line
SIGNED_PAIR = re.compile(rf"(?P<name>{NAME}),[ \t]+(?P<title>[\wåäö]*(?:ordförande|justera(?:re|nde)|sekreterare))\b")
# "Vid protokollet", "Justeras", "Justerat den 3 maj"
SIGNING_CUE = re.compile(r"^(?:vid protokollet|justera|justerat|underskrift|sekreterare|ordförande\b)", re.IGNORECASE)
# the part of minutes in which each signs under (or behind) the office: "Underskrifter", "Sekreterare ............"
SIGNING_PART = re.compile(
    r"^(?:underskrift|justera[ts]?\b(?! för)|vid protokollet)|^(?:sekreterare|ordförande)[ \t]*[.…_]{3,}", re.I
)
# "Bo Al (S)", "Bo Al (S), ordförande"
OF_PARTY = re.compile(r"\([^)\n]{1,4}\)")
SECRETARY = re.compile(r"^(?:sekreterare|protokollförare)\b", re.IGNORECASE)
# columns side by side: "Eva Ek        Bo Al" over "Kommundirektör   Ekonomichef"
COLUMN_GAP = re.compile(r"\t+|[ \u00a0]{3,}")
# "elektroniskt signerat av Bo Al, enhetschef", "Beslutet är undertecknat av Eva Ek"
SIGNED_BY = re.compile(
    rf"\b(?:signera[dt]s?|underteckna[dt]s?|godkän[dt]s?|fastställ[dt]s?)\s+(?:(?:digitalt|elektroniskt|den\s\S+)\s+)?av\s+"
    rf"(?:[a-zåäö]+\s+){{0,2}}(?P<name>{NAME})(?:,[ \t]+(?P<title>[^.,\n]{{4,{OFFICE_LINE}}}))?"
)


def signatories_in(
    context: TagContext, lines: list[tuple[int, str]], contacts: set[str]
) -> Iterator[tuple[str, str | None]]:
    """Name over title, "name, title" where a text is signed, in minutes also under the office; politicians who sign
    their own text are movers."""
    if context.type in POLITICIANS_TEXTS or context.type == "nyhetsbrev":
        return
    for name, title in _all_signed(context, lines):
        if name not in contacts:
            yield name, composed(title) if title else None


def _all_signed(context: TagContext, lines: list[tuple[int, str]]) -> Iterator[tuple[str, str | None]]:
    is_signed = is_signing_part = False
    rows = {row.start: row for row in signing_rows([line for _, line in lines])}
    end_of_row = 0
    for place, (offset, line) in enumerate(lines):
        if offset < context.front_end and context.type not in MINUTES:
            continue
        if row := rows.get(place):
            yield from row.signed
            end_of_row = row.end
        if place < end_of_row:
            continue
        is_signed = is_signed or _is_signature(context, offset) or SIGNING_CUE.match(line) is not None
        if context.type in MINUTES:
            is_signing_part = not line.startswith("§") and (is_signing_part or SIGNING_PART.match(line) is not None)
        below = lines[place + 1][1] if place + 1 < len(lines) else ""
        if context.type in MINUTES and SECRETARY.match(line) and any(_signed_under_office(line, below)):
            is_signing_part = True
        if is_signing_part and (signed := list(_signed_under_office(line, below))):
            yield from signed
            continue
        yield from _signed(line, below, is_signed=is_signed)
        is_last = place >= len(lines) - LAST_LINES and offset >= context.front_end
        if (
            (is_signed or is_last)
            and _is_plain_office(line)
            and is_name_line(below)
            and not _has_title(lines, place + 1)
            and not (place and is_name_line(lines[place - 1][1]))
        ):
            yield below, line
    for match in SIGNED_BY.finditer(context.main_text, context.front_end):
        if name := person_name(match["name"]):
            yield name, match["title"]


def _signed(line: str, below: str, *, is_signed: bool) -> Iterator[tuple[str, str]]:
    """Those who sign on one line: with the title below, behind a comma, or joined to the name."""
    if len(line) > LONGEST_SIGNATURE:
        return
    columns, titles = COLUMN_GAP.split(line), COLUMN_GAP.split(below)
    if len(columns) > 1:
        if len(columns) == len(titles) and all(map(is_name_line, columns)) and all(map(is_office, titles)):
            yield from ((name, title) for raw, title in zip(columns, titles, strict=True) if (name := person_name(raw)))
        return
    in_row = _titles_side_by_side(below) if len(below) <= LONGEST_SIGNATURE else ()
    if names := names_side_by_side(line, len(in_row)) if in_row else ():
        yield from zip(names, in_row, strict=True)
        return
    if SECRETARY.match(below) and OF_PARTY.search(line):
        return  # the last of those present, over the field of an official
    line = BEHIND_NAME.sub("", line) if is_office(below) and is_name_line(BEHIND_NAME.sub("", line)) else line
    joined = _name_with_office(line)
    both = NAME_AND_OFFICE.match(line) if is_signed else None
    if joined:
        yield joined
    elif is_name_line(line) and is_office(below) and not NAME_AND_OFFICE.match(below) and (name := person_name(line)):
        yield name, below
    elif both and OFFICE.search(both["title"]) and (name := person_name(both["name"])):
        yield name, both["title"]
    elif SIGNING_CUE.match(line) and ":" in line:
        yield from _signed_in_line(line)


def _signed_under_office(line: str, below: str) -> Iterator[tuple[str, str]]:
    """Those of "Sekreterare ........" over "Eva Ek", "Justerande Bo Al (S)"; no other words may stand there."""
    office = SIGNING_OFFICE.match(line)
    if office is None:
        return
    for place in (office["rest"], below):
        bare = BEHIND_NAME.sub("", place).strip()
        names = names_side_by_side(bare, 2) or person_names(bare)
        if names and not A_NAME.sub("", bare).strip(" ,/&").replace("och", "").strip():
            title = office["office"].casefold()
            yield from ((name, CUES.get(title, title)) for name in names)
            return
        if bare:
            return


def _titles_side_by_side(line: str) -> tuple[str, ...]:
    """Titles that stood in columns and now stand in a row, "Parkchef Teknisk direktör", "ordförande justerare"."""
    ends = [match.end() for match in OFFICE.finditer(line)]
    titles = tuple(line[start:end].strip() for start, end in zip((0, *ends), ends, strict=False))
    is_row = len(ends) > 1 and ends[-1] == len(line) and "," not in line
    is_sure = all(title[:1].isupper() for title in titles) or all(OFFICE.fullmatch(title) for title in titles)
    return titles if is_row and is_sure else ()


def _is_plain_office(line: str) -> bool:
    """Whether a line is a title and nothing else: "Förvaltningschef"."""
    return is_office(line) and len(line.split()) <= 3 and not is_name_line(line) and ":" not in line


def _has_title(lines: list[tuple[int, str]], place: int) -> bool:
    """Whether the line below a name is a title of its own."""
    return place + 1 < len(lines) and is_office(lines[place + 1][1])


def _signed_in_line(line: str) -> Iterator[tuple[str, str]]:
    """Those of "Justeras: Kaj Ek, ordförande, och Bo Al, justerare"."""
    for match in SIGNED_PAIR.finditer(line):
        if name := person_name(match["name"]):
            yield name, match["title"]


def _name_with_office(line: str) -> tuple[str, str] | None:
    """Name and title that stand on one line without a comma: "Eva Ek Förvaltningschef"."""
    words = line.split()
    for place in range(2, min(len(words), 5)):
        name = " ".join(words[:place])
        if OFFICE.search(words[place]) and is_name_line(name) and (found := person_name(name)):
            return found, " ".join(words[place:])
    return None


def _is_signature(context: TagContext, offset: int) -> bool:
    return any(section.start <= offset < section.end for section in context.sections("signature"))


def is_office(line: str) -> bool:
    """Whether a short line is a title: "Stadsdelsdirektör", "Chef Bidrag & Vuxenstöd"."""
    is_short = len(line) <= OFFICE_LINE and not line.endswith((".", ":", "?", ";"))
    return is_short and "§" not in line and OFFICE.search(line) is not None
