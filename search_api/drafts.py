"""What a draft is about: its proposal, background and matter as texts to search with, less the boilerplate.

Letterheads, addresses, signatures and attachments are left out by their section; set phrases of officialese that stand
in every document of a kind are cut out of what remains.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.errors import QueryError
from corpus.records import Section, SectionKind, TagRecord
from search_api.answers import LONGEST_DRAFT

PASTED = "utkast.txt"  # the name a pasted text is read under

MOST_PARTS = 8
LONGEST_PART = 1_500  # characters: the matter is said first, what follows thins the vector out
SHORTEST_PART = 25

# how much a match with this part counts
WEIGHTS: dict[SectionKind, float] = {
    "title": 1.2,
    "proposal": 0.8,
    "decision": 0.8,
    "motion_demand": 1.0,
    "summary": 1.0,
    "matter": 0.9,
    "background": 0.9,
    "assessment": 0.6,
    "other": 0.4,
    "economy": 0.2,
}

# Set phrases that say nothing of the matter; each pattern with what it takes out.
BOILERPLATE = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # "Stadsdelsnämnden beslutar", "Förvaltningen föreslår att nämnden beslutar följande"
        (
            r"\b(?:\w*förvaltning(?:en|ens)?\s+föreslår\s+)?(?:att\s+)?\w*(?:nämnd|styrelse|fullmäktige)(?:n|en)?\s+"
            r"(?:beslutar?|föreslås\s+besluta|godkänner)(?:\s+(?:följande|att|enligt\s+följande))?"
        ),
        # "att godkänna förvaltningens tjänsteutlåtande som svar på skrivelsen", "överlämnar ... som sitt svar"
        (
            r"\b(?:att\s+)?(?:godkänn|överlämn|åberop|hänvis|besvar|anse)\w*\b[^.\n]{0,80}?"
            r"(?:tjänsteutlåtande|tjänsteskrivelse|utlåtande)\w*"
            r"(?:\s+som\s+(?:sitt\s+|nämndens\s+)?(?:svar|yttrande)(?:\s+(?:på|till|över)\s+\w+)?)?"
        ),
        # "att motionen därmed ska anses besvarad"
        r"\b(?:att\s+)?\w+\s+(?:därmed|härmed)?\s*(?:skall?\s+)?(?:anses?|ska)\s+(?:vara\s+)?besvarad\w*",
        # "att omedelbart justera paragrafen", "förklaras omedelbart justerad"
        r"\b(?:att\s+)?(?:förklara\w*\s+)?\w*\s*omedelbart\s+justera\w*(?:\s+\w+)?",
        # "lägga ärendet till handlingarna"
        r"\b(?:att\s+)?(?:lägg\w*|lades)\s+[^.\n]{0,40}?till\s+handlingarna",
        # "Ärendet har beretts inom avdelningen för ..."
        r"\bärendet\s+har\s+(?:beretts|handlagts|behandlats)[^.\n]*\.?",
        # "Dnr 123-45/2012", "Sida 2 (5)"
        r"\bdnr\.?:?\s*[\w./ -]{4,25}|\bsid(?:a|an)?\s+\d+\s*\(\d+\)",
    )
)


# Words that every document of the kind has, whatever its matter; taking them out lifted the part of a cluster that is
# found from 0.87 to 0.90 on the sample.
OFFICIALESE = re.compile(
    r"\b(?:\w*förvaltning(?:en|ens)?|\w*nämnd(?:en|ens|er)?s?|\w*fullmäktige|kommunstyrelsen?|förslag(?:et|en)?|"
    r"besluta?r?|beslut(?:et)?|medborgarförslag(?:et)?|motion(?:en|er|ären|ärerna)?s?|skrivelse[nr]?|"
    r"tjänsteutlåtande\w*|tjänsteskrivelse\w*|förslagsställare[n]?|ärende\w*|föreslår|avslå|bifalla|anse[rs]?|"
    r"besvarad\w*|svar|kronor|kommunen?s?|staden?s?|stadsdelsområdet|yrka[rtn]?\w*|avslag|bifall\w*|"
    r"sammanträde\w*|protokoll\w*)\b",
    re.IGNORECASE,
)
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class DraftPart:
    """A text to search with, the heading it stood under (None for the title), and how much its matches count."""

    heading: str | None
    text: str
    weight: float


def content_of_pasted(text: str) -> bytes:
    """A pasted text as the bytes of a plain text file. Raises ``QueryError`` when it is empty or too long."""
    said = text.strip()
    if not said:
        raise QueryError("the draft is empty; paste a text, or name a file or a document of the archive")
    if len(said) > LONGEST_DRAFT:
        raise QueryError(
            f"the pasted text has {len(said)} characters, at most {LONGEST_DRAFT} can be compared; "
            "paste the proposal and the background only"
        )
    return said.encode("utf-8", "replace")


def parts_of(text: str, sections: Sequence[Section], tags: TagRecord | None) -> tuple[DraftPart, ...]:
    """The parts of a draft that say what it is about, the most telling first; without headings its beginning."""
    parts: list[DraftPart] = []
    names = _names_of(tags) if tags is not None else frozenset()
    if tags is not None and tags.title:
        parts.append(DraftPart(None, without_boilerplate(tags.title, names) or tags.title, WEIGHTS["title"]))
    main = [one for one in sections if not one.attachment and one.kind in WEIGHTS]
    for section in sorted(main, key=lambda one: -WEIGHTS[one.kind]):
        if section.kind == "title" and parts:
            continue
        start = section.start if section.kind == "title" else section.body_start
        said = without_boilerplate(text[start : section.end], names)[:LONGEST_PART]
        if len(said) >= SHORTEST_PART:
            parts.append(DraftPart(section.heading, said, WEIGHTS[section.kind]))
    telling = [one for one in parts if one.weight >= WEIGHTS["assessment"]]
    if len(telling) < 2:
        parts += _opening(text, names, parts)
    return tuple(parts[:MOST_PARTS])


def without_boilerplate(text: str, names: frozenset[str] = frozenset()) -> str:
    """The text less set phrases, words of officialese and ``names`` (small letters), blanks tidied."""
    for pattern in (*BOILERPLATE, OFFICIALESE):
        text = pattern.sub(" ", text)
    if names:
        text = WORD.sub(lambda word: " " if word.group().casefold() in names else word.group(), text)
    return " ".join(text.split()).strip(" -–•,;:")


def _names_of(tags: TagRecord) -> frozenset[str]:
    """Words of the draft's own board, municipality and persons: two papers of one board are not alike for that."""
    named = [tags.municipality, tags.body, tags.addressee, *(person.name for person in tags.people)]
    words = {word.casefold() for name in named if name for word in WORD.findall(name)}
    return frozenset(words | {f"{word}s" for word in words})


def _opening(text: str, names: frozenset[str], parts: Iterable[DraftPart]) -> list[DraftPart]:
    """The first pages of a text without known headings, in pieces."""
    taken = {part.text[:80] for part in parts}
    said = without_boilerplate(text, names)
    pieces = [said[at : at + LONGEST_PART] for at in range(0, min(len(said), 3 * LONGEST_PART), LONGEST_PART)]
    return [DraftPart(None, one, 1.0) for one in pieces if one and one[:80] not in taken]
