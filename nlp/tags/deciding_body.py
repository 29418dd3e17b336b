"""Which body is to decide a point, and which one decided: by its stem, its own subject, or the document.

Kommunstyrelsen föreslår kommunfullmäktige besluta   -> to decide: Kommunfullmäktige; decided (to ask): Kommunstyrelsen
Nämnden beslutar                                     -> the document's body
"""

from __future__ import annotations

import re

from corpus.vocabulary import fold
from nlp.tags.att_list import Point

# "kommunfullmäktige", "Social resursnämnd", "park- och naturnämnden", "Hässelby-Vällingby stadsdelsnämnd"
BODY = (
    r"(?:[\wåäö]+-?[ \t]+(?:och[ \t]+)?){0,3}?"
    r"[\wåäö-]*(?:nämnden|nämnd|styrelsen|styrelse|fullmäktige|utskottet|utskott|beredningen|delegationen|"
    r"direktionen)\b"
)
# with what stands behind the kind of board, before its verb: "Programnämnd social välfärd beslutar"
NAME = (
    rf"{BODY}(?:(?:[ \t]+(?!(?:för|att|ska|skall|i|enligt|även|också|därutöver|enhälligt|följande|och|eller)\b"
    r"|beslut|föresl)[\wåäö-]+){1,4}(?=[ \t]+(?:beslut|föresl)))?"
)
# "föreslår kommunfullmäktige besluta", "hemställer hos kommunstyrelsen att besluta", "förslag till kommunfullmäktige",
# "föreslår kommunstyrelsen föreslå kommunfullmäktige", "föreslår att kommunstyrelsen föreslår kommunfullmäktige"
ASKED = re.compile(
    rf"\b(?:föreslår?|föreslog|hemställer(?:[ \t]+hos)?|rekommenderar?|förslag[ \t]+till(?:[ \t]+beslut[ \t]+i)?)[ \t]+"
    rf"(?:att[ \t]+)?(?P<body>{NAME})",
    re.IGNORECASE,
)
# "I kommunstyrelsen och kommunfullmäktige", "I kommunfullmäktige": Göteborg's stems
DECIDED_IN = re.compile(rf"^I[ \t]+(?:{BODY}[ \t]+och[ \t]+)?(?P<body>{BODY})", re.IGNORECASE)
# "Nämnden beslutar", "Social resursnämnd beslutar", "Utbildningsnämnden föreslås besluta"; not who is told to do
# something: "Socialnämnden får i uppdrag", "Tekniska nämnden tillförs medel"
SUBJECT = re.compile(
    rf"(?:att[ \t]+)?(?P<body>{NAME})[ \t]+"
    r"(?!att\b|(?:får|fick|ges|gavs|ska|skall|bör|kan|är|har|och|samt|i|uppdras|uppmanas|anmodas|bemyndigas|tillförs|tilldelas|"
    r"beviljas|medges|ersätts|kompenseras|utökas|minskas)\b)[\wåäö]+",
    re.IGNORECASE,
)
# "för egen del", "Regionstyrelsens eget beslut": the body decides by itself
OWN = re.compile(r"\b(?:till|för) (?:egen|sin) del\b|\beget beslut\b", re.IGNORECASE)
# "Med 31 ja-röster mot 24 beslutar kommunfullmäktige"
INVERTED = re.compile(rf"\bbeslut(?:ar|ade)[ \t]+(?P<body>{BODY})", re.IGNORECASE)
# articles that a written name has and the body's own name may lack: "utskottet" and "utskott"
ENDINGS = (("nämnden", "nämnd"), ("styrelsen", "styrelse"), ("utskottet", "utskott"), ("beredningen", "beredning"))


def deciding_body(point: Point, heading: str | None, body: str | None) -> str | None:
    """Name of the body that is to decide the point; ``body`` (the document's) where nothing else is said."""
    if point.lead and OWN.search(point.lead):
        return _named(point.lead, (DECIDED_IN, SUBJECT), body) or body
    return (
        asked_body(point.lead, body)
        or _named(point.lead, (DECIDED_IN, SUBJECT, INVERTED), body)
        or _named(point.text, (SUBJECT,), body)
        or asked_body(heading, body)
        or body
    )


def body_that_decided(point: Point, body: str | None) -> str | None:
    """Name of the body that took a decision of minutes: it may have decided only to ask another one."""
    return _named(point.lead, (SUBJECT, INVERTED), body) or _named(point.text, (SUBJECT,), body) or body


def asked_body(stem: str | None, body: str | None) -> str | None:
    """The last body that a stem asks to decide: "föreslår kommunstyrelsen föreslå kommunfullmäktige besluta"."""
    asked = list(ASKED.finditer(stem)) if stem else []
    return _full_name(asked[-1]["body"], body) if asked else None


def asks_another(stem: str | None) -> bool:
    """Whether a stem asks some body to decide."""
    return stem is not None and ASKED.search(stem) is not None


def _named(place: str | None, patterns: tuple[re.Pattern[str], ...], body: str | None) -> str | None:
    if place is None:
        return None
    for pattern in patterns:
        match = pattern.search(place) if pattern is INVERTED else pattern.match(place)
        if match:
            return _full_name(match["body"], body)
    return None


def _full_name(written: str, body: str | None) -> str:
    """The document's body where the word means it ("nämnden", "stadsdelsnämnden"), else the word with a capital."""
    name = " ".join(written.split())
    if body is not None and (_stem(body).endswith(_stem(name)) or _opens(body, name)):
        return body
    return name[:1].upper() + name[1:]


def _opens(body: str, name: str) -> bool:
    """Whether the body's name goes on behind what is written: "nämnden" of "Nämnden för kultur"."""
    return fold(body).startswith((f"{_stem(name)} ", f"{fold(name)} "))


def _stem(name: str) -> str:
    """ "Socialnämnden" and "socialnämnd" -> "socialnämnd"."""
    folded = fold(name)
    for definite, plain in ENDINGS:
        if folded.endswith(definite):
            return folded.removesuffix(definite) + plain
    return folded
