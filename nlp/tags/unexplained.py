"""Names that no rule explains, read by the trained model in the few sentences that hold one.

Rules know a person by label, party, title or telephone, and an organisation by its form. What is left are words with
a capital: two in a row in running text may be a person, and behind "avtal med" or before "har ansökt" stands somebody.
Only those sentences are given to the model, all of a document at once; reading everything would cost ten times as much.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from nlp.tags.context import TagContext
from nlp.tags.organisation_names import organisations_named
from nlp.tags.party import party_passages_in
from nlp.tags.person_names import A_NAME, lists_of_persons, person_name
from nlp.word_places import matches_at, places_of

# sentences of one document that are read at most, and characters on either side of a name
MOST_SENTENCES = 24
REACH = 140
# what promises a name that its form may not show: "avtal med Kultur i Väst", "beviljar Rädda Barnen", "bidrag till ..."
PROMISE = re.compile(
    r"(?:\b(?:\w*avtal\w*|\w*partnerskap\w*|överenskommelse\w*)\b[^.\n;]{0,50}\b(?:med|mellan\s+\w+\s+och)|"
    r"\b(?:ansökan|anbud\w*|skrivelse|remiss|överklagande)\b[^.\n;]{0,60}\b(?:från|av)|\b(?:[Bb]evilja\w*|[Ff]öreläg\w+)|"
    r"\b(?:\w*bidrag\w*|\w*stöd|kronor|\w*tillstånd\w*|markanvisning)\b[^.\n;,]{0,40}\b(?:till|för|åt)|"
    r"\b[Ss]ökanden?\s*(?:är|[,:])?)\s+(?=[A-ZÅÄÖ][\wåäöé&-]+)"
)
# what the word holds that PROMISE begins with
PROMISING = re.compile(
    "avtal|partnerskap|överenskommelse|ansökan|anbud|skrivelse|remiss|överklagande|bevilja|föreläg|bidrag|stöd|kronor|"
    "tillstånd|markanvisning|sökande"
)
# "Kultur i Väst har ansökt": a word with a capital, and soon what it did
DID = re.compile(
    r"(?<![\wåäö])[A-ZÅÄÖ][\wåäöé&-]+(?:[ ][\wåäöé&-]+){0,4}[ ](?:har[ ](?:\w+[ ]){0,4}?)?"
    r"(?:ansökt|ansöker|överklagat|överklagar|inkommit|anhåller|anhållit)\b"
)
DONE = frozenset({"ansökt", "ansöker", "överklagat", "överklagar", "inkommit", "anhåller", "anhållit"})
# a capital that any sentence may open with, or a board: not worth reading for
PLAIN_START = re.compile(
    r"^(?:Nämnden|Förvaltningen|Kommunen|Stadsdels\w+|Kommun\w+|Social\w+|Utskottet|Styrelsen|Sökanden|En|Ett|Den|Det|De|Som|Om|I|"
    r"På|För|Ansökan|Föreningen|Bolaget)\b(?![ ][A-ZÅÄÖ])"
)
SENTENCE_EDGE = re.compile(r"[.!?]\s+(?=[A-ZÅÄÖ])|\n")


@dataclass(frozen=True, slots=True)
class ReadName:
    """A name as the model read it: ``main_text[start:end]``."""

    start: int
    end: int
    text: str
    label: Literal["PER", "ORG", "LOC"]


@lru_cache(maxsize=4)  # people and organisations ask for the same document in turn
def names_read(context: TagContext) -> tuple[ReadName, ...]:
    """Names in the sentences that rules leave unexplained, in order of the text."""
    text = context.main_text
    spans = _merged(_sentences(context))[:MOST_SENTENCES]
    if not spans:
        return ()
    found = []
    for (start, end), names in zip(spans, context.swedish.entities_in([text[a:b] for a, b in spans]), strict=True):
        for name in names:
            a, b = start + name.start, min(start + name.end, end)
            found.append(ReadName(a, b, text[a:b], name.label))
    return tuple(sorted(set(found), key=lambda name: name.start))


def _sentences(context: TagContext) -> Iterator[tuple[int, int]]:
    text = context.main_text
    for start, end in _unexplained_spans(context):
        yield _sentence_around(text, start, end)


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans in order, those that overlap as one, so that nothing is read twice."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(set(spans)):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _unexplained_spans(context: TagContext) -> Iterator[tuple[int, int]]:
    """Where a name may stand that no rule reads: rows of words with a capital, and what is promised."""
    text = context.main_text
    explained = [(found.start, found.end) for found, _, _ in party_passages_in(context)]
    named = context.swedish.names_in(context.document.text)
    explained += [(name.start, name.end) for name in (*named.districts, *named.municipalities)]
    explained += [(one.start, one.end) for one in organisations_named(text)]
    lists = [(match.end(), _line_end(text, match.end())) for match in lists_of_persons(text)]
    for match in A_NAME.finditer(text, context.front_end):
        is_taken = any(start < match.end() and match.start() < end for start, end in explained)
        if not is_taken and any(start <= match.start() < end for start, end in lists):
            continue
        in_cells = "\t" in match.group() and not any(map(A_NAME.search, match.group().split("\t")))
        if in_cells:
            continue  # "Alternativ | Avstånd": the heads of a table
        if not is_taken and not _stands_alone(text, *match.span()) and person_name(match.group()):
            yield match.span()
    for match in matches_at(PROMISE, text, places_of(text, holding=PROMISING)):
        if not any(start <= match.end() < end for start, end in explained):
            yield match.end(), match.end() + 1
    for match in DID.finditer(text) if places_of(text, DONE) else ():
        is_taken = any(start <= match.start() < end for start, end in explained)
        if not is_taken and not PLAIN_START.match(match.group()):
            yield match.span()


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a name fills its line: signatures and headings, which rules read."""
    return text[:start].endswith("\n") and text[end : end + 1] in ("\n", "")


def _sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence of a span, cut at ``REACH`` on both sides."""
    low, high = max(0, start - REACH), min(len(text), end + REACH)
    edges = [match.end() for match in SENTENCE_EDGE.finditer(text, low, start)]
    behind = SENTENCE_EDGE.search(text, end, high)
    begin = edges[-1] if edges else low
    stop = behind.start() + 1 if behind else high
    while begin > low and begin == low and text[begin - 1].isalnum():
        begin -= 1
    return begin, len(text[:stop].rstrip())
