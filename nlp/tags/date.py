"""When a document was written or dealt with: its date, and of what kind that date is.

Order of trust: the field for the writing date, the field for the meeting, the line of place and date, a date that
stands alone. Minutes take the meeting first. Dates of the running text are history and are never taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal

from nlp.tags.context import TagContext

LOGIC_VERSION = 3

DateKind = Literal["meeting", "issued", "month", "none"]

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("januari", "jan"),
            ("februari", "feb", "febr"),
            ("mars", "mar"),
            ("april", "apr"),
            ("maj",),
            ("juni", "jun"),
            ("juli", "jul"),
            ("augusti", "aug"),
            ("september", "sep", "sept"),
            ("oktober", "okt"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))

# "2007-08-28" · "28 augusti 2007" · "den 3:e maj 2012" · "28 AUGUSTI 2007" · "2007 08 28"
WRITTEN_DATE = re.compile(
    rf"(?<![\d-])(?P<y>(?:19|20)\d\d)[- ](?P<m>\d\d)[- ](?P<d>\d\d)(?![\d-])"
    rf"|(?<!\d)(?P<day>\d{{1,2}})(?::?e)?[ ]+(?P<month>{MONTH})\.?[ ]+(?P<year>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)

# "20070828" · "070828": only after a label
COMPACT_DATE = re.compile(r"(?<!\d)(?P<y>(?:19|20)?\d\d)(?P<m>\d\d)(?P<d>\d\d)(?![\d-])")

# "juni 2010" · "Juni–augusti 2012" (the first month)
MONTH_OF_YEAR = re.compile(
    rf"\b(?P<month>{MONTH})(?:\s*[-–/]\s*(?:{MONTH}))?\.?,?\s+(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE
)

# a month on a line of its own: "juni"
LONE_MONTH = re.compile(rf"^(?P<month>{MONTH})$", re.IGNORECASE)

# a year in the name of an issue: "nr 2/4 2010", "Nummer 3, 2014"
ISSUE_YEAR = re.compile(r"\b(?:nr|nummer)\b[^\n]{0,12}?\b(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE)

# fields for the writing date: "Utfärdat 2015-09-07" · "Datum: 2014-02-03" · "HANDLÄGGARE DATUM DIARIENUMMER"
# not "Datum för anslags uppsättande", "Datum då anslaget tas ned"
ISSUED_FIELD = re.compile(
    r"\b(?:(?:Utfärda[td]|UTFÄRDAT|Skrivelsens datum)|(?:Datum|DATUM)(?!\s+(?:för|då|när)))\b"
    r"|^[ \t]*(?:Upprätta[td]|Dater(?:ad|at)|Inlämna[td]|Inkom(?:men|met)?)\b",
    re.MULTILINE,
)

# fields for the meeting: "Sammanträde 28 augusti 2007" · "SAMMANTRÄDESDATUM" · "Plats och tid  Rådhuset, 3 maj 2012"
MEETING_FIELD = re.compile(
    r"\b(?:Sammanträdesda(?:tum|g)|SAMMANTRÄDESDATUM|Mötesda(?:tum|g)|MÖTESDATUM|Sammanträdet?(?=\s+(?:den\s+)?\d))\b"
    r"|^[ \t]*(?:Till )?(?:nämndens |stadsdelsnämndens |kommunstyrelsens )?"
    r"(?:Sammanträde[t]?|SAMMANTRÄDE|Nämndsammanträde|Nämndmöte|Möte|(?i:tid och plats|plats och tid)|Tid)\b",
    re.MULTILINE,
)

# "Göteborg 2012-03-04" · "Norrköping den 4 mars 2012" · "Stockholm, 17 april 2007" · "Tyresö i maj 2012" is no date
PLACE_AND_DATE = re.compile(
    r"^(?:[A-ZÅÄÖ][\wåäöÅÄÖé-]+(?:\s[A-ZÅÄÖ][\wåäöÅÄÖ-]+){0,2})\s*,?\s+(?:den\s+)?(?=\d)", re.IGNORECASE
)

# "Skarpnäcks stadsdelsnämnd" · "Kommunstyrelsen"
ADDRESSED_BOARD = re.compile(r"(?:nämnd(?:en)?|styrelsen)$", re.IGNORECASE)

# "Till" above the board or before it
ADDRESSEE = re.compile(r"^(?:till|mottagare)\b", re.IGNORECASE)

# "Minnesanteckningar från dialogmöte": dated by the meeting
MEETING_NOTES = re.compile(r"^(?:minnes|mötes)anteckningar\b", re.IGNORECASE)

# how far behind its label a value may stand: the header table puts labels on one line, values on the next
FIELD_REACH = 160


@dataclass(frozen=True, slots=True)
class DocumentDate:
    """ISO date or month ("2010-06") with its kind; both empty when the document has none."""

    value: str | None
    kind: DateKind


NO_DATE = DocumentDate(None, "none")


def date_in(context: TagContext) -> DocumentDate:
    """The document's own date: ISO day, or month for a newsletter that names no day."""
    is_minutes = context.type in ("protokoll", "protokollsutdrag")
    front = context.front_text
    issued = _after_field(ISSUED_FIELD, front) or _in_header(ISSUED_FIELD, context)
    meeting = _after_field(MEETING_FIELD, front) or _in_header(MEETING_FIELD, context)
    if is_minutes:
        found = meeting or issued or _standing_alone(context) or _first_in_front(context)
        return DocumentDate(found, "meeting") if found else NO_DATE
    if found := issued:
        return DocumentDate(found, "issued")
    if found := meeting:
        return DocumentDate(found, "meeting")
    if found := _below_addressee(context):
        lines = (*context.header_lines, *(text for _, text in context.front_lines))
        issued = next((day for line in lines if (day := _date_line(line.strip())) and day != found), None)
        return DocumentDate(issued, "issued") if issued else DocumentDate(found, "meeting")
    if found := _standing_alone(context) or _of_meeting_notes(context):
        return DocumentDate(found, "meeting" if MEETING_NOTES.match(context.title or "") else "issued")
    if context.type == "nyhetsbrev":
        return _newsletter_date(context)
    return NO_DATE


def iso_dates_in(text: str) -> Iterator[tuple[int, str]]:
    """Every full date of the text as (offset, "yyyy-mm-dd"); impossible ones are left out."""
    for match in WRITTEN_DATE.finditer(text):
        if iso := _iso(match):
            yield match.start(), iso


def _iso(match: re.Match[str]) -> str | None:
    parts = match.groupdict()
    if parts.get("month"):
        year, month, day = int(parts["year"]), MONTHS[parts["month"].lower()], int(parts["day"])
    else:
        year, month, day = int(_full_year(parts["y"])), int(parts["m"]), int(parts["d"])
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _full_year(year: str) -> str:
    """ "07" -> "2007", "98" -> "1998"."""
    return year if len(year) == 4 else ("19" if int(year) >= 70 else "20") + year


def _after_field(field: re.Pattern[str], text: str) -> str | None:
    """The first date behind a label, on its line or in the row below it."""
    for label in field.finditer(text):
        reach = text[label.end() : label.end() + FIELD_REACH].split("§", 1)[
            0
        ]  # dates of a matter are not the meeting's
        own_line = reach.split("\n", 1)[0]
        for candidate in (own_line, reach):
            if found := _first_date(candidate):
                return found
    return None


def _first_date(text: str) -> str | None:
    for _, iso in iso_dates_in(text):
        return iso
    if compact := re.match(r"\s*:?\s*", text):
        match = COMPACT_DATE.match(text, compact.end())
        return _iso(match) if match else None
    return None


def _in_header(field: re.Pattern[str], context: TagContext) -> str | None:
    """The date of a running header: its field, where the label may stand on the line before."""
    return _after_field(field, "\n".join(context.header_lines))


def _standing_alone(context: TagContext) -> str | None:
    """A date that is a line, with or without its place: in the letterhead, else where the text is signed."""
    lines = [text for _, text in context.front_lines]
    lines += [line.strip() for line in context.header_lines]
    tail = context.main_text[-1500:] if context.main_end > context.front_end else ""
    for line in (*lines, *reversed(tail.split("\n"))):
        if found := _date_line(line.strip()):
            return found
    return None


def _of_meeting_notes(context: TagContext) -> str | None:
    """ "Minnesanteckningar från samråd den 14 april 2015" -> "2015-04-14"."""
    title = context.title or ""
    return _first_date(title) if MEETING_NOTES.match(title) else None


def _below_addressee(context: TagContext) -> str | None:
    """The meeting's date right below the board: "Till / Skarpnäcks stadsdelsnämnd / 2012-05-24"."""
    lines = ["", *(text for _, text in context.front_lines)]
    for (above, board), line in zip(pairwise(lines), lines[2:], strict=False):
        is_addressed = ADDRESSEE.match(above) or ADDRESSEE.match(board)
        if is_addressed and ADDRESSED_BOARD.search(board) and (found := _date_line(line)):
            return found
    return None


def _date_line(line: str) -> str | None:
    rest = line[place.end() :] if (place := PLACE_AND_DATE.match(line)) else line.removeprefix("den ")
    match = WRITTEN_DATE.match(rest)
    if match and not rest[match.end() :].strip(" ."):
        return _iso(match)
    return None


def _first_in_front(context: TagContext) -> str | None:
    return next((iso for _, iso in iso_dates_in(context.front_text)), None)


def _newsletter_date(context: TagContext) -> DocumentDate:
    """A newsletter's day, else its month: "juni 2010", or the lone "juni" under "nr 2/4 2010"."""
    opening = "\n".join((*context.header_lines, context.main_text[:600]))
    lines = [line.strip() for line in opening.split("\n")]
    masthead = "\n".join(line for line in lines if len(line) <= 80)
    if day := next((iso for _, iso in iso_dates_in(masthead)), None):
        return DocumentDate(day, "issued")
    if match := MONTH_OF_YEAR.search(masthead):
        return DocumentDate(f"{match['year']}-{MONTHS[match['month'].lower()]:02d}", "month")
    month = next((found for line in lines if (found := LONE_MONTH.match(line))), None)
    year = ISSUE_YEAR.search(masthead)
    if month and year:
        return DocumentDate(f"{year['year']}-{MONTHS[month['month'].lower()]:02d}", "month")
    return NO_DATE
