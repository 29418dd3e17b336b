"""Which body is to decide a point: the one its stem asks, its own subject, or the body of the document.

Kommunstyrelsen föreslår kommunfullmäktige besluta   -> Kommunfullmäktige
Nämnden beslutar                                     -> the document's body
"""

from __future__ import annotations

import re

from corpus.vocabulary import fold
from nlp.tags.att_list import Point

# "kommunfullmäktige", "Social resursnämnd", "park- och naturnämnden", "Hässelby-Vällingby stadsdelsnämnd"
BODY = (
    r"(?:[\wåäö]+-?[ \t]+(?:och[ \t]+)?){0,3}?"
    r"[\wåäö-]*(?:nämnden|nämnd|styrelsen|styrelse|fullmäktige|utskottet|utskott|beredningen)\b"
)
# "föreslår kommunfullmäktige besluta", "hemställer hos kommunstyrelsen att besluta", "förslag till kommunfullmäktige"
ASKED = re.compile(
    rf"\b(?:föreslår|hemställer(?:[ \t]+hos)?|rekommenderar|förslag[ \t]+till(?:[ \t]+beslut[ \t]+i)?)[ \t]+"
    rf"(?:att[ \t]+)?(?P<body>{BODY})",
    re.IGNORECASE,
)
# "Nämnden beslutar", "Social resursnämnd beslutar", "Utbildningsnämnden föreslås besluta"
SUBJECT = re.compile(rf"(?:att[ \t]+)?(?P<body>{BODY})[ \t]+(?!att\b)[\wåäö]+", re.IGNORECASE)


def deciding_body(point: Point, heading: str | None, body: str | None) -> str | None:
    """Name of the body that is to decide the point; ``body`` (the document's) where nothing else is said."""
    for place, patterns in ((point.lead, (ASKED, SUBJECT)), (point.text, (SUBJECT,)), (heading, (ASKED,))):
        if place is None:
            continue
        for pattern in patterns:
            match = pattern.search(place) if pattern is ASKED else pattern.match(place)
            if match:
                return _full_name(match["body"], body)
    return body


def _full_name(written: str, body: str | None) -> str:
    """The document's body where the word means it ("nämnden", "stadsdelsnämnden"), else the word with a capital."""
    name = " ".join(written.split())
    if body is not None and _stem(body).endswith(_stem(name)):
        return body
    return name[:1].upper() + name[1:]


def _stem(name: str) -> str:
    """ "Socialnämnden" and "socialnämnd" -> "socialnämnd"."""
    return fold(name).removesuffix("en") if fold(name).endswith("nämnden") else fold(name)
