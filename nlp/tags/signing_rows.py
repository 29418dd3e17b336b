"""Names and offices of those who sign minutes, where they stand in columns or line by line.

Sekreterare     Vid protokollet     Sekreterare Eva Ek     Vid protokollet
Ordförande      Eva Ek              Ordförande Bo Al (S)   Eva Ek
Justerande      sekreterare         Justerande Ann By      Justeras
Eva Ek          Bo Al                                      Bo Al
Bo Al (S)       ordförande                                 Ann By
Ann By          ...

The reader gives a form of two columns as the first and then the second, so the first office is the first name's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeAlias

from nlp.tags.person_names import is_name_line, names_side_by_side, person_name

SIGNING_OFFICE = re.compile(
    r"^(?P<office>sekreterare|protokollförare|vid protokollet|(?:vice |förste vice )?ordförande|justerande|justerare|"
    r"justeringsman|justeras)[ \t.:…_]*(?P<rest>.*)$",
    re.IGNORECASE,
)
# "(S)" behind the name of who signs, the line of dots to sign on, "Paragrafer 21-23" beside it
BEHIND_NAME = re.compile(r"[ \t]*\([^)\n]{1,4}\)|[.…_]{3,}|[ \t]*\bParagraf.*|[ \t]*§.*")
# what announces who signs, and the office that it means
CUES = {"vid protokollet": "sekreterare", "justeras": "justerare"}
LONGEST_LINE = 90
Signed: TypeAlias = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class SigningRow:
    """Lines ``start:end`` of a text, which say who signs and nothing else: (name, title) of each."""

    start: int
    end: int
    signed: tuple[Signed, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    """A line with an office, a name or both; ``is_cue`` for "Vid protokollet"."""

    place: int
    office: str | None
    name: str | None
    is_cue: bool = False


def signing_rows(lines: Sequence[str]) -> Iterator[SigningRow]:
    """Every row of two or more who sign whose offices are sure, in order."""
    if sum(SIGNING_OFFICE.match(line) is not None for line in lines) < 2:
        return
    read = [(place, _read(place, line)) for place, line in enumerate(lines)]
    for is_row, group in groupby(read, key=lambda one: one[1] is not None):
        row = [line for _, line in group if line]
        if is_row and sum(line.office is not None for line in row) > 1:
            yield from _signed(row, lines)


def _read(place: int, line: str) -> _Line | None:
    if len(line) > LONGEST_LINE:
        return None
    office = SIGNING_OFFICE.match(line)
    bare = BEHIND_NAME.sub("", office["rest"] if office else line).strip()
    name = person_name(bare) if bare and is_name_line(bare) else None
    if name is None and (bare or not office):
        return None
    title = office["office"] if office else None
    return _Line(place, title, name, is_cue=name is None and title is not None and title.casefold() in CUES)


def _signed(row: list[_Line], lines: Sequence[str]) -> Iterator[SigningRow]:
    """Who signs in a row of lines, by the first form that fits."""
    form = "".join(map(_form, row))
    for pattern, pairs in FORMS:
        if match := pattern.search(form):
            found = row[match.start() : match.end()]
            yield SigningRow(found[0].place, found[-1].place + 1, tuple(pairs(found, lines)))
            return


def _form(line: _Line) -> str:
    return "c" if line.is_cue else "b" if line.name and line.office else "n" if line.name else "o"


def _on_one_line(row: Sequence[_Line], _: Sequence[str]) -> Iterator[Signed]:
    yield from ((line.name, _title(line.office)) for line in row if line.name and line.office)


def _name_first(row: Sequence[_Line], _: Sequence[str]) -> Iterator[Signed]:
    plain = [line for line in row if not line.is_cue]
    yield from ((name.name, office.office) for name, office in zip(plain[::2], plain[1::2], strict=True) if name.name)


def _in_columns(row: Sequence[_Line], _: Sequence[str]) -> Iterator[Signed]:
    offices = [line.office for line in row if line.office]
    names = [line.name for line in row if line.name]
    yield from ((name, _title(office)) for name, office in zip(names, offices, strict=True))


def _below_cue(row: Sequence[_Line], lines: Sequence[str]) -> Iterator[Signed]:
    title: str | None = None
    for line in row:
        title = _title(line.office) if line.office else title
        for name in names_side_by_side(line.name, 2) or (line.name,) if line.name else ():
            yield name, _title_told(name, lines) if title == CUES["justeras"] else title


def _title(office: str) -> str:
    return CUES.get(office.casefold(), office.casefold())


def _title_told(name: str, lines: Sequence[str]) -> str | None:
    """What those who merely "justeras" are called above: "Bo Al (C), ordförande", "Justerare: Ann By"."""
    chair = re.compile(rf"\b{re.escape(name)}(?:[ \t]*\([^)]*\))?,?[ \t]+(?P<title>(?:vice[ ])?ordförande)\b", re.I)
    if match := next((found for line in lines if (found := chair.search(line))), None):
        return match["title"].lower()
    chosen = re.compile(rf"\bjuster(?:are|ande|a|ingsman)\b.*\b{re.escape(name)}\b", re.IGNORECASE)
    return CUES["justeras"] if any(map(chosen.search, lines)) else None


# the forms of the module's head, surest first: "o" an office, "n" a name, "b" both, "c" "Vid protokollet"
FORMS = (
    (re.compile(r"b{2,}"), _on_one_line),
    (re.compile(r"^c*(?:noc*){2,}$"), _name_first),
    (re.compile(r"(?<!o)(?:oonn|ooonnn|oooonnnn)(?!n)"), _in_columns),
    (re.compile(r"^cnc*n+$"), _below_cue),
)
