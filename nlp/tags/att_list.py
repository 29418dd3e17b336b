"""Points of a proposed or taken decision: one for every att-sats, numbered point or whole sentence, with its stem.

    Socialnämnden beslutar          <- the stem (lead) of both points
    - att anta planen, samt         <- "att anta planen, samt"
    - att skicka den vidare.        <- "att skicka den vidare."

Spans are exact: ``text[point.start:point.end] == point.text``; markers ("1.", "- ") stay outside, a trailing
", samt" or full stop inside. Forms read from minutes and proposals of Stockholm, Göteborg, Malmö, Uppsala and small
municipalities (numbered, bulleted, att-lines, running text).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

ChunkKind = Literal["numbered", "letter", "bullet", "att", "plain"]


@dataclass(frozen=True, slots=True)
class Point:
    """One point; ``lead`` is the sentence stem above or before it, without colon, or None for a whole sentence."""

    lead: str | None
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Chunk:
    """Lines that belong together; ``start`` stands after the marker."""

    kind: ChunkKind
    start: int
    end: int


# "1. Nämnden", "2) att", "3 att godkänna"
NUMBERED = re.compile(r"[ \t]*\d{1,2}[ \t]?[.)](?:[ \t]+|$)|[ \t]*\d{1,2}[ \t]+(?=att[ \t])")
# "a) att"
LETTERED = re.compile(r"[ \t]*[a-h]\)(?:[ \t]+|$)")
# "- att", "• att", "–att"
BULLET = re.compile(r"[ \t]*[-–—•*·▪◦‣●](?:[ \t]+|(?=[Aa]tt\b))")
# "att godkänna", "dels att godkänna", "Att godkänna"; not a paragraph ("Att byta kostar lite. Det är ...")
ATT_LINE = re.compile(r"[ \t]*(?=(?:dels[ \t]+)?att[ \t]|Att[ \t](?!.*[.!?][ \t]+[A-ZÅÄÖ]))")
# what may follow the verb of a stem: "för egen del", "följande", "enligt följande"
STEM_TAIL = (
    r"(?:,?[ \t]+(?:för (?:egen|sin) del|i stället|istället|följande|därutöver|också|även|dels|enhälligt|"
    r"enligt följande|vidare|slutligen|därför|således|med anledning av (?:detta|ärendet)))*"
)
# who may stand behind the verb: "beslutar kommunfullmäktige att", "föreslår vi att", "föreslår kommunstyrelsen att"
BEHIND_VERB = (
    r"(?:[ \t]+(?:jag|vi|man|undertecknade?|[\w-]+(?:partiet|demokraterna)|"
    r"(?:[\w-]+[ \t]+){0,3}?[\w-]*(?:nämnden|nämnd|styrelsen|fullmäktige|utskottet)))?"
)
# "Stadsdelsnämnden beslutar att X", "Kommunstyrelsen föreslår kommunfullmäktige besluta att X"
STEM_BEFORE_ATT = re.compile(
    r"(?P<lead>[^.:;]*?\b(?:beslut(?:ar|a|ade|at)|föreslår|föreslås|hemställer|yrkar)\b"
    + BEHIND_VERB
    + STEM_TAIL
    + r")[ \t]*[:,]?\s+(?=(?:dels\s+)?att\s)",
    re.IGNORECASE,
)
# a stem inside the first clause: "att kommunfullmäktige beslutar att X"
STEM_IN_CLAUSE = re.compile(
    r"att\s+(?P<body>[\w åäö–-]{3,60}?)\s+(?:ska(?:ll)?\s+)?beslut(?:ar|a)\b" + STEM_TAIL + r"\s*:?\s+(?=att\s)",
    re.IGNORECASE,
)
# the verb that makes a line without full stop a stem: "Nämnden föreslås besluta", "Jag yrkar"
STEM_VERB = re.compile(
    r"\b(?:beslut(?:ar|a|ade|at)|föreslå(?:r|s)|föreslog|hemställ(?:er|s)|yrka(?:r|s|de)|ställs?|frågar|frågor|undrar|"
    r"vill|önskar|begär|kräver)\b",
    re.IGNORECASE,
)
# between two clauses on one level: ", att", ", samt att", " samt att", "; att", " dels att"
NEXT_CLAUSE = re.compile(r"(?:[,;]\s*(?:(?:samt|och|dels)\s+)?|\s(?:samt|dels)\s+)(?=att\s)")
# " och att": opens a new clause only when the running one holds no inner att-sats
AND_CLAUSE = re.compile(r"\soch\s+(?=att\s)")
# "att uppdra åt förvaltningen att utreda": an att-sats inside the clause
INNER_ATT = re.compile(r"\S\s+att\s")
# end of a sentence: ". Nämnden", not "bl.a. Nämnden" or "kl. 18"
SENTENCE_END = re.compile(
    r"(?<!\bbl\.a)(?<!\bm\.m)(?<!\bm\.fl)(?<!\bkl)(?<!\bdnr)(?<!\bca)(?<!\bnr)(?<!\bs\.k)(?<!\bf\.d)(?<!\bt\.ex)"
    r"[.!?](?:\s+)(?=[A-ZÅÄÖ§])"
)
# words that carry a decision: enough to accept a line without full stop as a point
DECISION_VERB = re.compile(
    r"\b(?:beslutar|beslutade|godkänn\w*|antar|antog|antas|överlämn\w*|åberopa\w*|avslå\w*|avslog|bif(?:all|öll)\w*|"
    r"förklara\w*|justeras|anses|återremitter\w*|bordl(?:ägg|ad)\w*|l(?:ägg|ad)(?:er|s|es)\b|noter\w*|fastställ\w*|"
    r"uppdra\w*|uppdrog|ger|ges|får|fick|tillstyrk\w*|avstyrk\w*|bevilja\w*|utse[rs]?|utsågs?|välj\w*|valdes?|"
    r"översänd\w*|remitter\w*|avskriv\w*|hänvisa\w*|besvara\w*|ansöker|hemställer|medger|delegera\w*|tar del|tog del)",
    re.IGNORECASE,
)
# how a stem without colon ends: "Nämnden beslutar", "... besluta att", "Nämndens förslag till kommunfullmäktige",
# "Nämnden föreslår kommunfullmäktige", "I kommunstyrelsen", "... för egen del", the body alone over a list
STEM_END = re.compile(
    r"(?:\b(?:beslut(?:ar|a|ade|at)|föreslår|föreslås|föreslog|hemställer|yrkar)\b" + STEM_TAIL + r"(?:[ \t]+att)?"
    r"|\bförslag till (?:beslut i )?[\w-]*(?:nämnd(?:en)?|styrelsen|fullmäktige|utskottet)"
    r"|\bföreslår (?:\w+ ){0,2}?[\w-]*(?:nämnden|styrelsen|fullmäktige)"
    r"|^I [\w-]*(?:nämnden|styrelsen|fullmäktige)"
    r"|^[A-ZÅÄÖ][\w-]*(?: [\w-]+){0,3}?(?:(?<=nämnden)|(?<=styrelsen)|(?<=fullmäktige)|(?<=direktionen))"
    r"|\bför (?:egen|sin) del|\beget beslut\b.*|\bunder förutsättning av\b.*|\batt)$",
    re.IGNORECASE,
)


# a paragraph: lines up to the next blank one
PARAGRAPH = re.compile(r"\S(?:.|\n(?![ \t]*\n))*")
LONGEST_STEM = 120
# formal subjects of a point that stands below a list: "Paragrafen förklaras omedelbart justerad."
FORMAL_SUBJECT = re.compile(
    r"(?:Beslutet|Ärendet|Paragrafen|Punkten|Motionen|Skrivelsen|Medborgarförslaget|Protokollet|"
    r"[A-ZÅÄÖ][\w-]*(?:[ \t–-]+[\w-]+){0,3}?(?:nämnd(?:en)?|styrelsen|fullmäktige|utskottet))[ \t]"
)


def points_in(
    text: str, start: int, end: int, *, stem: str | None = None, opening: re.Pattern[str] = STEM_BEFORE_ATT
) -> tuple[Point, ...]:
    """Points standing in ``text[start:end]``, in order; ``stem`` is a sentence stem that stands above the span,
    ``opening`` what opens the att-satser of a running sentence (with a group ``lead``)."""
    chunks = _joined(text, list(_chunks(text, start, end)))
    points: list[Point] = []
    lead = stem
    below_list = False
    for place, chunk in enumerate(chunks):
        following = chunks[place + 1].kind if place + 1 < len(chunks) else None
        content = text[chunk.start : chunk.end]
        if chunk.kind == "plain":
            found, opened = _paragraph_points(text, chunk, lead, following, opening)
            points.extend(p for p in found if not below_list or _stands_below(p))
            below_list, lead = below_list and opened == lead, opened
            continue
        below_list = True
        if chunk.kind in ("numbered", "letter") and content.endswith(":") and _is_stem(content, following):
            lead = content.rstrip(": \t")
        elif chunk.kind in ("numbered", "letter"):
            points.append(Point(lead, content, chunk.start, chunk.end))
        else:
            points.extend(clauses_in(text, chunk.start, chunk.end, lead))
    return tuple(point for point in points if point.text)


def end_of_list(text: str, start: int, end: int) -> int:
    """Where the paragraph at ``start`` ends, with the list that stands below it: items, att-satser and their stems."""
    stop = start
    for paragraph in PARAGRAPH.finditer(text, start, end):
        a, b = paragraph.start(), paragraph.end()
        is_item = _kind_of(text, a, text.find("\n", a, b) if "\n" in paragraph.group() else b)[0] != "plain"
        is_stem = len(paragraph.group()) <= LONGEST_STEM and STEM_END.search(paragraph.group().rstrip(": \t"))
        if stop > start and not is_item and not is_stem:
            break
        stop = a + len(paragraph.group().rstrip())
    return stop


def sentences_in(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans of the sentences in ``text[start:end]``, blanks around them left out."""
    begin = start
    for stop in SENTENCE_END.finditer(text, start, end):
        if text[begin : stop.start()].strip().isdigit():  # "1. Ordföranden": a marker, no sentence
            continue
        yield _trimmed(text, begin, stop.start() + 1)
        begin = stop.end()
    if text[begin:end].strip():
        yield _trimmed(text, begin, end)


def _chunks(text: str, start: int, end: int) -> Iterator[Chunk]:
    """Marked lines with their continuation lines, and paragraphs; a blank line closes either."""
    current: Chunk | None = None
    offset = start
    for line in text[start:end].splitlines(keepends=True):
        begin, stop = offset, offset + len(line.rstrip())
        offset += len(line)
        kind, content = _kind_of(text, begin, stop)
        if stop <= begin or not line.strip():
            if current and current.start < current.end:
                yield current
                current = None
        elif current and kind == "plain":
            current = Chunk(current.kind, current.start if current.start < current.end else content, stop)
        else:
            if current and current.start < current.end:
                yield current
            current = Chunk(kind, content, stop)
    if current and current.start < current.end:
        yield current


def _kind_of(text: str, begin: int, stop: int) -> tuple[ChunkKind, int]:
    """What a line is, and where its content starts."""
    if match := NUMBERED.match(text, begin, stop):
        return "numbered", match.end()
    if match := LETTERED.match(text, begin, stop):
        return "letter", match.end()
    if match := BULLET.match(text, begin, stop):
        return "bullet", match.end()
    if match := ATT_LINE.match(text, begin, stop):
        return "att", match.end()
    indent = len(text[begin:stop]) - len(text[begin:stop].lstrip())
    return "plain", begin + indent


def _joined(text: str, chunks: list[Chunk]) -> list[Chunk]:
    """Chunks with bullets under "1. ... följande:" and torn-off line ends put back to their point."""
    joined: list[Chunk] = []
    for chunk in chunks:
        before = joined[-1] if joined else None
        if before and _belongs_to(text, before, chunk):
            joined[-1] = Chunk(before.kind, before.start, chunk.end)
        else:
            joined.append(chunk)
    return joined


def _belongs_to(text: str, before: Chunk, chunk: Chunk) -> bool:
    """Whether a chunk continues the point before it."""
    ending = text[before.start : before.end]
    if before.kind == "numbered" and chunk.kind in ("bullet", "letter"):
        return ":" in ending[-1:] + ending.split("\n")[0][-1:] and not STEM_END.search(ending.rstrip(": \t"))
    torn = before.kind != "plain" and not ending.endswith((".", ":", ";", ",", "!", "?", " samt", " och"))
    return chunk.kind == "plain" and torn and text[chunk.start].islower()


def _paragraph_points(
    text: str, chunk: Chunk, lead: str | None, following: ChunkKind | None, opening: re.Pattern[str]
) -> tuple[list[Point], str | None]:
    """Points of a paragraph, and the stem in force after it."""
    points: list[Point] = []
    spans = list(sentences_in(text, chunk.start, chunk.end))
    for place, (start, end) in enumerate(spans):
        sentence = text[start:end]
        if place == len(spans) - 1 and _is_stem(sentence, following):
            lead = sentence.rstrip(": \t")
        elif stem := opening.match(sentence):
            points.extend(clauses_in(text, start + stem.end(), end, stem["lead"].strip()))
        elif _is_decision_sentence(sentence):
            points.append(Point(lead, sentence, start, end))
    return points, lead


def _stands_below(point: Point) -> bool:
    """Whether a sentence below a list is a point too, not the text that a board adds to its decision."""
    return (
        point.text.startswith("att ")
        or (FORMAL_SUBJECT.match(point.text) and DECISION_VERB.search(point.text)) is not None
    )


def _is_stem(sentence: str, following: ChunkKind | None) -> bool:
    """Whether a sentence is the stem of what follows it: it ends with a colon, or stops short of its object."""
    if following is None or sentence.endswith("."):
        return False
    if STEM_END.search(sentence.rstrip(": \t")):
        return True
    return following != "plain" and (sentence.endswith(":") or STEM_VERB.search(sentence) is not None)


def clauses_in(text: str, start: int, end: int, lead: str | None) -> list[Point]:
    """The att-satser of ``text[start:end]``, each with the comma or "samt" that closes it."""
    if inner := STEM_IN_CLAUSE.match(text, start, end):
        lead = " ".join(filter(None, (lead, text[start : inner.end()].strip().rstrip(":"))))
        start = inner.end()
    cuts = [start]
    for match in sorted(
        [*NEXT_CLAUSE.finditer(text, start, end), *AND_CLAUSE.finditer(text, start, end)], key=lambda m: m.end()
    ):
        is_nested = match.re is AND_CLAUSE and INNER_ATT.search(text, cuts[-1] + 4, match.start())
        if not is_nested and match.end() > cuts[-1]:
            cuts.append(match.end())
    spans = [_trimmed(text, a, b) for a, b in zip(cuts, [*cuts[1:], end], strict=True)]
    return [Point(lead, text[a:b], a, b) for a, b in spans]


def _is_decision_sentence(sentence: str) -> bool:
    """Whether a sentence of a decision section is a point: "Nämnden avslår skrivelsen." """
    words = len(sentence.split())
    is_closed, has_verb = sentence.endswith("."), DECISION_VERB.search(sentence) is not None
    is_passive = words == 2 and sentence.endswith("s.")  # "Redovisningen antecknas."
    return (words >= 3 and is_closed) or (words >= 2 and has_verb) or is_passive


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without blanks at its ends."""
    content = text[start:end]
    return start + len(content) - len(content.lstrip()), start + len(content.rstrip())
