"""Those who sign a paper, with their titles: name over title, "name, title", or behind "Justeras:" in minutes.

Leif Ek                    Vid protokollet: Amanda Ek, sekreterare
stadsdelsdirektör          Justeras: Kaj Al, ordförande, och Gösta Bo, justerare
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.tags.context import TagContext
from nlp.tags.party import MINUTES, POLITICIANS_TEXTS
from nlp.tags.person_names import NAME, composed, is_name_line, person_name

# "stadsdelsdirektör", "Chef Bidrag & Vuxenstöd", "T.f. förvaltningschef", "Koordinator för lokala stödet"
OFFICE = re.compile(
    r"(?:chef|direktör|sekreterare|utredare|handläggare|jurist|strateg|samordnare|controller|ledare|koordinator|"
    r"ekonom|ingenjör|arkitekt|inspektör|planerare|konsulent|rådgivare|rektor|kurator|kommunalråd|borgarråd|"
    r"ordförande|justerare|justerande|justeringsman|ombudsman)\b",
    re.IGNORECASE,
)
OFFICE_LINE = 70  # characters a title may have
# "Gösta Ek, ordförande"
NAME_AND_OFFICE = re.compile(rf"^(?P<name>{NAME}),[ \t]+(?P<title>[^.,]{{4,{OFFICE_LINE}}})$")
# "Kaj Ek, ordförande" among others in a line
SIGNED_PAIR = re.compile(rf"(?P<name>{NAME}),[ \t]+(?P<title>[\wåäö]*(?:ordförande|justera(?:re|nde)|sekreterare))\b")
# "Vid protokollet", "Justeras", "Justerat den 3 maj"
SIGNING_CUE = re.compile(r"^(?:vid protokollet|justera|justerat|underskrift|sekreterare|ordförande\b)", re.IGNORECASE)


def signatories_in(
    context: TagContext, lines: list[tuple[int, str]], contacts: set[str]
) -> Iterator[tuple[str, str | None]]:
    """Name over title, or "name, title" where a text is signed; politicians who sign their own text are movers."""
    if context.type in POLITICIANS_TEXTS or context.type == "nyhetsbrev":
        return
    is_signed = False
    for place, (offset, line) in enumerate(lines):
        if offset < context.front_end and context.type not in MINUTES:
            continue
        is_signed = is_signed or _is_signature(context, offset) or SIGNING_CUE.match(line) is not None
        below = lines[place + 1][1] if place + 1 < len(lines) else ""
        for name, title in _signed(line, below, is_signed=is_signed):
            if name not in contacts:
                yield name, composed(title)


def _signed(line: str, below: str, *, is_signed: bool) -> Iterator[tuple[str, str]]:
    """Those who sign on one line: with the title below, behind a comma, or joined to the name."""
    joined = _name_with_office(line)
    both = NAME_AND_OFFICE.match(line) if is_signed else None
    if joined:
        yield joined
    elif is_name_line(line) and is_office(below) and (name := person_name(line)):
        yield name, below
    elif both and OFFICE.search(both["title"]) and (name := person_name(both["name"])):
        yield name, both["title"]
    elif SIGNING_CUE.match(line) and ":" in line:
        yield from _signed_in_line(line)


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
