"""Documents in which the printed case numbers of ``diarienummer.tsv`` stand where municipalities print them.

Each layout puts a number into a paper of its owner (named in the head) or cites it in another board's paper, together
with what must be found: year, running number, code and role, and nothing more.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.records import Document, FurnitureLine
from ingest.reader import read_document

# the label a printed string brings along: "Dnr: DNR 103-198/2002", "(D nr 099 – 376/06)", "Länsstyrelsens beteckning"
OWN_LABEL = re.compile(
    r"^\(?(?:(?:JO )?(?:dnr|d nr|dn(?=;)|diarienummer|ärendenummer)[.:;]?\s*|Länsstyrelsens beteckning |bet\. "
    r"|Protokoll )+",
    re.IGNORECASE,
)
# "(framställd 16/2)"
REMARK = re.compile(r"\s*\(framställd [^)]*\)")
# diaries that no municipal board keeps: their numbers are met as somebody else's only
FOREIGN_OWNERS = {
    "lst-stockholm": "Länsstyrelsen i Stockholms län",
    "regeringen-fi": "Finansdepartementet",
    "jo": "JO",
    "sthlm-revision": "stadsrevisionen",
}
# names of boards that the table gives by their diary only
BOARD_NAMES = {
    "ockelbo-ks": "Kommunstyrelsen",
    "nykoping-sbn": "Samhällsbyggnadsnämnden",
    "ludvika-mb": "Miljö- och byggnadsnämnden",
    "tyreso-ksm": "Miljö- och samhällsbyggnadsutskottet",
}
REPORT_NAME = {"Stockholm": "TJÄNSTEUTLÅTANDE", "Göteborg": "TJÄNSTEUTLÅTANDE"}

Expected = tuple[int, int, str | None, str]


@dataclass(frozen=True)
class PrintedNumber:
    """A row of the table: the string as printed, its owner and its meaning."""

    raw: str
    bare: str
    owner: str
    municipality: str
    board: str
    date: str
    year: int
    number: int
    code: str | None

    def as_role(self, role: str) -> Expected:
        """What the tagger must say of it."""
        return self.year, self.number, self.code, role


@dataclass(frozen=True)
class Paper:
    """A document with what its case numbers must be."""

    layout: str
    owner: str
    raw: str
    document: Document
    expected: tuple[Expected, ...]


def rows(shared: Path, kind: str) -> list[dict[str, str]]:
    """Rows of the table of one kind: ``dnr`` or ``not-dnr``."""
    with (shared / "domain" / "diarienummer.tsv").open(encoding="utf-8", newline="") as table:
        return [row for row in csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE) if row["kind"] == kind]


def printed_numbers(shared: Path) -> list[PrintedNumber]:
    """All real strings whose running number is known."""
    return [_printed(row) for row in rows(shared, "dnr") if row["running_number"]]


def _printed(row: dict[str, str]) -> PrintedNumber:
    place, _, board = row["organisation"].partition(", ")
    board = BOARD_NAMES.get(row["org_id"]) or re.split(r"/| \(", board)[0]
    bare = REMARK.sub("", OWN_LABEL.sub("", row["raw"])).rstrip(")")
    return PrintedNumber(
        raw=row["raw"],
        bare=bare,
        owner=row["org_id"],
        municipality=place,
        board=board[:1].upper() + board[1:],
        date=row["document_date"],
        year=int(row["parsed_year"]),
        number=int(row["running_number"]),
        code=row["plan_code"] or None,
    )


def papers_with(number: PrintedNumber, other: PrintedNumber) -> Iterator[Paper]:
    """The number in every layout that suits its owner; ``other`` is one more number of the same diary."""
    if number.owner not in FOREIGN_OWNERS:
        yield from _own_papers(number, other)
    yield from _citing_papers(number)


def _own_papers(number: PrintedNumber, other: PrintedNumber) -> Iterator[Paper]:
    own, bare = (number.as_role("own"),), number.bare
    labelled = number.raw if OWN_LABEL.match(number.raw) else f"Dnr {number.raw}"

    def paper(layout: str, text: str, *header: str, expected: tuple[Expected, ...] = own) -> Paper:
        return Paper(layout, number.owner, number.raw, _read(text, header), expected)

    yield paper("label as printed", _report(number, labelled))
    yield paper("Dnr:", _report(number, f"Dnr: {bare}"))
    yield paper("label on the line before", _report(number, f"Diarienummer\n{bare}"))
    yield paper("no label, letterhead", _report(number, bare))
    yield paper("row of labels", _report(number, f"Handläggare Datum Diarienummer\nEva Ek {_day(number)} {bare}"))
    yield paper("columns", _report(number, f"Datum\nDiarienummer\n{_day(number)}\n{bare}"))
    yield paper("columns by tab", _report(number, f"Datum\tVår beteckning\n{_day(number)}\t{bare}"))
    yield paper("two blank lines below", _report(number, f"Diarienummer:\n\n{bare}"))
    yield paper("behind other fields", _report(number, f"Handläggare: Eva Ek  Datum: {_day(number)}  Dnr: {bare}"))
    yield paper("before a date", _report(number, f"Dnr {bare} {_day(number)}"))
    yield paper("before a written date", _report(number, f"Diarienummer {bare} 12 juni {_year(number)}"))
    yield paper("before a page count", _report(number, f"Dnr {bare} 1 (3)"))
    yield paper("before the official", _report(number, f"Dnr {bare} Handläggare: Eva Ek"))
    yield paper("field with full stop", _report(number, f"Dnr. {bare}."))
    yield paper("ärende nr", _report(number, f"Ärende nr: {bare}"))
    yield paper("er and vår", _report(number, f"Vår beteckning Er beteckning\n{bare}"))
    yield paper("running header", _report(number, "Eva Ek"), f"Dnr {bare}", "1 (3)")
    yield paper("running header, columns", _report(number, "Eva Ek"), "Datum Diarienummer", f"{_day(number)} {bare}")
    yield paper("head of minutes", _minutes(number, f"§ 7 Ny lekpark\n\nDnr {bare}"), *_minutes_header(number))
    yield paper("§ line of minutes", _minutes(number, f"§ 7 Dnr {bare}\n\nNy lekpark"), *_minutes_header(number))
    yield paper("behind the title", _report(number, "Eva Ek", title=f"Ny lekpark (Dnr {bare})"))
    yield paper(
        "again in running text",
        _report(number, f"Dnr {bare}", body=f"Frågan har behandlats förut i samma ärende (dnr {bare})."),
    )
    if other.number != number.number and other.year <= int(_year(number)) <= other.year + 12:
        both = (*own, other.as_role("own"))
        yield paper("two behind one label, och", _report(number, f"Dnr {bare} och {other.bare}"), expected=both)
        yield paper("two behind one label, comma", _report(number, f"Dnr: {bare}, {other.bare}"), expected=both)


def _citing_papers(number: PrintedNumber) -> Iterator[Paper]:
    """The number as the remitter's, in another board's paper with a number of its own."""
    own: Expected = (number.year, 4711, "9", "own")
    expected = (own, number.as_role("foreign"))
    sender = FOREIGN_OWNERS.get(number.owner) or number.board
    host = replace(number, owner="", municipality=number.municipality, board="Servicenämnden")
    if number.owner in FOREIGN_OWNERS:
        host = replace(host, municipality="Stockholm")
    head = f"Dnr 9-4711-{number.year}"
    for layout, where in (
        ("remiss från, subtitle", {"subtitle": f"Remiss från {sender}, dnr {number.bare}"}),
        ("remiss från, running text", {"body": f"Nämnden har fått en remiss från {sender} (dnr {number.bare})."}),
        ("owner's genitive", {"fields": f"{head}\n{_genitive(sender)} dnr {number.bare}"}),
        ("er beteckning", {"fields": f"{head}\nEr beteckning: {number.bare}"}),
    ):
        fields = {"fields": head} | where
        yield Paper(layout, number.owner, number.raw, _read(_report(host, **fields), ()), expected)


def _genitive(name: str) -> str:
    return name if name.endswith("s") or name == "JO" else f"{name}s"


def _day(number: PrintedNumber) -> str:
    return number.date if re.fullmatch(r"\d{4}-\d\d-\d\d", number.date) else f"{_year(number)}-06-12"


def _year(number: PrintedNumber) -> str:
    return number.date[:4] or str(number.year)


def _sender(number: PrintedNumber) -> str:
    return f"{number.municipality} {'stad' if number.municipality in ('Stockholm', 'Göteborg', 'Malmö') else 'kommun'}"


def _report(
    number: PrintedNumber, fields: str, *, title: str = "Ny lekpark", subtitle: str = "", body: str = "Läget är gott."
) -> str:
    name = REPORT_NAME.get(number.municipality, "TJÄNSTESKRIVELSE")
    below = f"{subtitle}\n\n" if subtitle else ""
    return (
        f"{_sender(number)}\n{name}\n\n{fields}\n\nSammanträde {_day(number)}\n\nTill\n{number.board}\n\n"
        f"{title}\n\n{below}Förslag till beslut\n\n{number.board} godkänner förslaget.\n\nBakgrund\n\n{body}\n"
    )


def _minutes_header(number: PrintedNumber) -> tuple[str, ...]:
    return (_sender(number), "SAMMANTRÄDESPROTOKOLL", number.board, f"Sammanträdesdatum {_day(number)}")


def _minutes(number: PrintedNumber, head: str) -> str:
    return (
        f"Plats och tid\n\nRådhuset, klockan 13-15\n\n{head}\n\nBeslut\n\n{number.board} godkänner förslaget.\n\n"
        "Ärendet\n\nLekparken är gammal.\n"
    )


def _read(text: str, header: tuple[str, ...]) -> Document:
    document = read_document("dokument.txt", text.encode())
    return replace(document, furniture=tuple(FurnitureLine(line, 1) for line in header))


def look_alike_papers(shared: Path) -> Iterator[Paper]:
    """Each look-alike alone, beside a real number, in running text and where a person could have mistyped it."""
    host = PrintedNumber("", "", "", "Stockholm", "Farsta stadsdelsnämnd", "2012-06-12", 2012, 206, "511")
    dnr, own = "Dnr 511-206-2012", (host.as_role("own"),)
    for row in rows(shared, "not-dnr"):
        raw = row["raw"]
        texts = {
            "letterhead": (_report(host, raw), ()),
            "running text": (_report(host, "Eva Ek", body=f"Ärendet gäller {raw} och annat."), ()),
            "running text with a number": (_report(host, dnr, body=f"I ärendet (dnr 511-206-2012, {raw}) sägs."), own),
            "beside a number": (_report(host, f"{dnr} {raw}"), own),
            "behind a number and a comma": (_report(host, f"{dnr}, {raw}"), own),
            "line below a number": (_report(host, f"{dnr}\n{raw}"), own),
            "title": (_report(host, dnr, title=f"Yttrande om {raw}"), own),
            "in brackets behind the title": (_report(host, dnr, title=f"Ny lekpark ({raw.strip('()')})"), own),
            "mistyped behind Dnr": (_report(host, f"Dnr {raw}"), ()),
            "mistyped below Diarienummer": (_report(host, f"Diarienummer\n{raw}"), ()),
            "running text behind dnr": (_report(host, dnr, body=f"Remiss från kommunstyrelsen, dnr {raw}."), own),
        }
        for layout, (text, expected) in texts.items():
            yield Paper(layout, row["pattern"].removeprefix("lookalike:"), raw, _read(text, ()), expected)
