"""The board a document comes from or goes to, under its proper name, and its addressee as resolved."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.vocabulary import districts, fold
from nlp.tags.context import TagContext
from nlp.tags.municipality import SENDER_LINE

LOGIC_VERSION = 3

# what a board's name ends with; Göteborg's four social boards bear their area behind
BOARD_END = (
    r"(?:nämnd(?:en)?|styrelsen?|fullmäktige|utskott(?:et)?|beredningen?|direktionen)"
    r"(?:\s+(?:Centrum|Nordost|Sydväst|Hisingen))?"
)

# boards whose name stands behind their kind: "Stadsdelsnämnden Askim-Frölunda-Högsbo" · "Stadsområdesnämnd Söder" ·
# "Programnämnd social välfärd"
NAMED_BEHIND = (
    r"(?:(?i:stadsdels|stadsområdes|kommundels)nämnd(?:en)? (?:i )?(?-i:[A-ZÅÄÖ])[\w-]+(?: (?-i:[A-ZÅÄÖ])[\w-]+)?"
    r"|(?i:programnämnd)(?:en)? [a-zåäö]+(?: [a-zåäö]+)?)"
)

# a line that is a board's name: "Hässelby-Vällingby stadsdelsnämnd" · "Kommunstyrelsen" · "Vård- och omsorgsnämnden"
# · "Kommunstyrelsens arbetsutskott" · "Nämnden för arbete och välfärd" · "Kommunfullmäktige i Norrköping"
BOARD_LINE = re.compile(
    rf"^(?P<name>{NAMED_BEHIND}$|(?:[\w/–-]+,?\s+){{0,6}}?[\w-]*{BOARD_END}|Nämnden för [\w\s,-]{{3,60}}?)"
    r"(?: i [A-ZÅÄÖ]\w+(?: kommun)?)?"
    r"\s*(?:,?\s*(?:den\s+)?\d{1,4}[\s-].*)?$",
    re.IGNORECASE,
)

# the addressee on the label's line or the next: "Till Socialnämnden" · "Till\nFarsta stadsdelsnämnd" · "Mottagare:"
# · "Skrivelse till socialnämnden"
ADDRESSEE_LABEL = re.compile(
    r"^(?:(?:skrivelse|motion|interpellation)\s+)?(?:till|mottagare)\s*:?(?:\s+|$)", re.IGNORECASE
)

# who decides, by the words after the name: "Social resursnämnd beslutar:" · "Socialnämnden föreslås besluta"
# · "Kommunstyrelsen föreslår kommunfullmäktige"
DECIDING = re.compile(
    rf"(?P<name>[A-ZÅÄÖ][\w/–-]*(?:,?\s+[\w/–-]+){{0,6}}?(?:(?<=\w)|\s){BOARD_END})"
    r"\s+(?:beslutar|beslutade|beslöt|besluta|föreslås|föreslår|för egen del|har beslutat|tillstyrker|godkänner"
    r"|överlämnar|lämnar|antar|avslår|bifaller|uppdrar|ger|anser)\b"
)
BARE_DECIDING = re.compile(
    r"\b(?P<name>[A-ZÅÄÖ][a-zåäö]*(?:nämnd(?:en)?|styrelsen|fullmäktige|utskottet))"
    r"\s+(?:beslutar|beslutade|beslöt|besluta|föreslås|föreslår|för egen del|har beslutat|tillstyrker|godkänner"
    r"|överlämnar|lämnar|antar|avslår|bifaller|uppdrar|ger|anser)\b"
    r"|^(?P<giver>[A-ZÅÄÖ][a-zåäö]*(?:nämnden|styrelsen))s förslag till kommunfullmäktige\b"
    r"|\b(?P<small>[a-zåäö]+(?:nämnden|styrelsen|fullmäktige))\s+(?:beslutar|föreslår|föreslås|besluta)\b"
)

NAMED_DECIDING = re.compile(
    rf"\b(?P<name>{NAMED_BEHIND})\s+(?:beslutar|beslutade|beslöt|föreslås|tillstyrker|godkänner|överlämnar)\b"
)

# "Kommunstyrelsen föreslår kommunfullmäktige besluta": the name ends before its verb
VERB = re.compile(r"\b(?:föreslår|föreslås|beslutar|besluta|att)\b")

# the administration of a board: "SOCIALFÖRVALTNINGEN" -> Socialnämnden, "Utbildningsförvaltningen"
OFFICE_LINE = re.compile(
    r"^(?:\S+ (?:kommun|stad),?\s+)?(?P<stem>(?:[\w-]+ och )?[\w-]+?)(?:s)?förvaltning(?:en)?$", re.IGNORECASE
)

COUNCIL = "Kommunfullmäktige"

# "Rinkeby-Kista stadsdelsförvaltning" · "Utbildningskontoret"
OFFICE_END = re.compile(r"(?:förvaltning(?:en)?|kontor(?:et)?)$", re.IGNORECASE)

# "Nyhetsbrev från hemvårdsförvaltningen" · "Ett nyhetsbrev från omsorgsförvaltningen i Tanums kommun"
SENT_BY_OFFICE = re.compile(
    r"\bnyhetsbrev\b[^\n.]{0,20}? från (?P<office>(?:[\w-]+ och )?[\w-]+(?:förvaltningen|kontoret))\b", re.IGNORECASE
)
MASTHEAD = 400

# a board that is named by its kind alone
NAMELESS_DISTRICT_BOARD = frozenset({"stadsdelsnämnden", "stadsdelsnämnd", "kommundelsnämnden", "stadsdelsfullmäktige"})
NAMELESS_BOARD = frozenset({"nämnden", "nämnd", "styrelsen", "utskottet", "arbetsutskottet", *NAMELESS_DISTRICT_BOARD})

# "Maria - Gamla stans", "Spånga – Tensta"
SPACED_DASH = re.compile(r"(?<=[\wåäö])\s*[-‐‑‒–—]\s*(?=[A-ZÅÄÖ])(?!OCH\b|SAMT\b)")

# "yttrande till kommunstyrelsen" names who is answered, not who answers
LEADING_SMALL_WORDS = re.compile(r"^(?:.*\b(?:till|från|av|att)|i|för)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class BoardNames:
    """The issuing board and the addressee, each under its proper name, or ``None``."""

    body: str | None
    addressee: str | None


def boards_of(context: TagContext) -> BoardNames:
    """Body: addressee of a report, else who decides in it, else the board of its letterhead or district."""
    addressee = _proper(_addressee(context), context)
    candidates = (
        _meeting_board(context),
        addressee if context.type != "remissvar" else None,
        _deciding(context),
        _in_letterhead(context),
        _of_district(context),
        addressee,
        _of_office(context),
    )
    named = (name for name in candidates if name and fold(name) not in NAMELESS_BOARD)
    body = next(named, None)
    if context.type == "övrigt":
        return BoardNames(body or _publisher(context), addressee)
    if context.type == "nyhetsbrev":
        return BoardNames(_in_letterhead(context) or _publisher(context), None)
    if context.type in ("motion", "interpellation"):
        # the Local Government Act knows them in the council only, so most do not say where they are raised
        return BoardNames(COUNCIL, COUNCIL)
    return BoardNames(_of_district(context) if body is None else body, addressee)


def _addressee(context: TagContext) -> str | None:
    """Who it is addressed to, as written: behind "Till", else the board that stands alone before the title."""
    if context.type in ("protokoll", "protokollsutdrag"):
        return None
    lines = [text for _, text in context.front_lines]
    for index, line in enumerate(lines):
        if label := ADDRESSEE_LABEL.match(line):
            rest = line[label.end() :].strip()
            candidate = rest or (lines[index + 1] if index + 1 < len(lines) else "")
            if board := BOARD_LINE.match(candidate):
                return _one_line(board["name"])
    return _board_before_title(context)


def _board_before_title(context: TagContext) -> str | None:
    above = (line for offset, line in context.front_lines if offset < context.head_end)
    boards = [match for line in above if (match := BOARD_LINE.match(line))]
    return _one_line(boards[-1]["name"]) if boards else None


def _meeting_board(context: TagContext) -> str | None:
    """The board whose minutes these are: the first named in the running header or at the top."""
    if context.type not in ("protokoll", "protokollsutdrag"):
        return None
    return _in_letterhead(context) or _of_district(context)


def _in_letterhead(context: TagContext) -> str | None:
    for line in (*context.header_lines, *(text for _, text in context.front_lines)):
        if (match := BOARD_LINE.match(line.strip())) and fold(match["name"]) not in NAMELESS_BOARD:
            return _proper(_one_line(match["name"]), context)
    return None


def _publisher(context: TagContext) -> str | None:
    """Who sends a newsletter or a notice, by its head: an administration, else the city itself."""
    above = [text for offset, text in context.front_lines if offset < context.head_end]
    lines = [*(line.strip() for line in context.header_lines), *above]
    city = next((match["name"] for line in lines if (match := SENDER_LINE.match(line))), None)
    offices = (line.removeprefix(city or "").strip(" ,") for line in lines if OFFICE_END.search(line))
    whole = "\n".join((*lines, context.main_text[:MASTHEAD]))
    if context.type == "nyhetsbrev" and (sent := SENT_BY_OFFICE.search(whole)):
        return sent["office"][:1].upper() + sent["office"][1:]
    return next(offices, None) or city


def _deciding(context: TagContext) -> str | None:
    """Who decides in the proposal: "Social resursnämnd beslutar"."""
    for section in context.sections("proposal", "decision", "summary"):
        text = context.document.text[section.start : section.end]
        for name in _deciders(text):
            if fold(name) not in NAMELESS_BOARD:
                return _proper(name, context)
    return None


def _deciders(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        match = NAMED_DECIDING.search(line) or DECIDING.match(line.strip(" -–•\t0123456789."))
        if match is None or VERB.search(match["name"]):
            match = BARE_DECIDING.search(line)
        if match:
            names = match.groupdict()
            yield _one_line(names.get("small") or names.get("giver") or match["name"])


def _of_district(context: TagContext) -> str | None:
    district = districts().by_id(context.district) if context.district else None
    return district.board if district else None


def _of_office(context: TagContext) -> str | None:
    """The board behind an administration's letterhead: "SOCIALFÖRVALTNINGEN" -> "Socialnämnden"."""
    for line in (*context.header_lines, *(text for _, text in context.front_lines)):
        if (match := OFFICE_LINE.match(line.strip())) and "stadsdel" not in match["stem"].lower():
            stem = match["stem"].lower().rstrip("s")
            for name in (f"{stem}nämnden", f"{stem}snämnden"):
                if re.search(rf"\b{re.escape(name)}\b", context.main_text, re.IGNORECASE):
                    return _proper(name, context)
    return None


def _proper(name: str | None, context: TagContext) -> str | None:
    """The name as the board is properly written: a district's by the vocabulary, no capitals throughout."""
    if name is None:
        return None
    if fold(name) in NAMELESS_DISTRICT_BOARD:
        return _of_district(context) or name
    name = SPACED_DASH.sub("-", name)
    known = districts().named(name, on=context.date, municipality=context.municipality)
    if known is not None and (name.isupper() or name.islower()):
        return known.board
    name = LEADING_SMALL_WORDS.sub("", name)
    name = name.capitalize() if name.isupper() else name
    return name[:1].upper() + name[1:]


def _one_line(text: str) -> str:
    return " ".join(text.split())
