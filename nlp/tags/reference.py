"""References: laws, bills, inquiries, motions, others' case numbers and named papers that a text points to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from corpus.records import Reference
from corpus.vocabulary import slug
from corpus.vocabulary.numbers import parse
from nlp.tags.context import TagContext
from nlp.tags.diarienummer import diarienummer_in
from nlp.tags.number_strings import number_strings_in
from nlp.tags.person_names import composed

LOGIC_VERSION = 3

Kind = Literal["dnr", "motion", "sfs", "prop", "sou", "document"]

# "SFS 2001:453", "socialtjänstlagen (2001:453)", "lagen (1993:387) om stöd", "skollagen, 2010:800",
# "lagen om elektronisk kommunikation (2022:482)"
LAW = re.compile(
    r"(?:\b(?:lag|lagen|förordning|förordningen)\s+(?:om|med|för|angående)\s[^().\n]{3,90}\("
    r"|\bSFS\.?\s*(?:nr\s*)?"
    r"|\b\w*(?:lags?|lagens?|förordning|förordningen|balk|balken|ordning|ordningen|kungörelsen?),?\s*\(?\s*(?:SFS\s*)?)"
    r"(?P<number>(?:1[6-9]|20)\d\d:\d{1,4})\b",
    re.IGNORECASE,
)
# "prop. 2008/09:1", "propositionen 1996/97:124"
BILL = re.compile(
    r"\bprop(?:\.|osition(?:en)?)?\s*\(?(?P<number>(?:19|20)\d\d(?:/\d\d(?:\d\d)?)?:\d{1,4})\b", re.IGNORECASE
)
# "SOU 2005:1"
INQUIRY = re.compile(r"\bSOU\s*(?:nr\s*)?(?P<number>(?:19|20)\d\d:\d{1,4})\b")
# "Motion (2012:6)", "motion 2007:23", "motion nr 2009:16"
MOTION = re.compile(
    r"\bmotion(?:en|er|erna)?\s*,?\s*(?:nr\.?\s*|nummer\s*)?\(?\s*(?P<number>(?:19|20)\d\d(?:/\d\d)?\s?:\s?\d{1,4})\b",
    re.IGNORECASE,
)
# "Motion av Eva Ek och Bo Al (båda mp) (2006:36)"
MOTION_BEHIND = re.compile(
    r"\bmotion\s+(?:av|från)\b[^.\n]{1,160}?\((?P<number>(?:19|20)\d\d:\d{1,4})\)", re.IGNORECASE
)
# what all of them have: "2001:453", "2008/09:1", "2013/14:KU1"
YEAR_AND_NUMBER = re.compile(r"\d\d\s?:\s?[A-Za-zÅÄÖåäö]{0,4}\d{1,4}")
CITED_REACH = 220

# a law by its short name: "LSS (1993:387)", "LVM (1988:870)", "SoL 2001:453"
SHORT_LAW = re.compile(
    r"\b(?:LSS|LVM|LVU|LPT|LRV|SoL|HSL|PBL|KL|OSL|PSL|FB|MB|LOU|LUK|LOV|LFF|FL|AML|MBL|LAS|JB|BrB|RF|TF|SFB|IL|KomL)\s*"
    r"\(?(?P<number>(?:1[6-9]|20)\d\d:\d{1,4})\b"
)
# one more of the same kind: "motion 2012:6 och 2012:7"
ONE_MORE = re.compile(r"\)?\s*(?:,|och|samt)\s*\(?(?P<number>(?:1[6-9]|20)\d\d:\d{1,4})(?![\d:/])")
# other numbered series: "Ds 2010:5", "dir. 2024:18", "bet. 2013/14:KU1", "SOSFS 2014:5", "interpellation 2009:6"
SERIES = re.compile(
    r"\b(?P<series>ds|dir|bet|rskr|skr|hslf-fs|[a-zåäö]{1,5}fs(?<!\bsfs)|cirkulär|interpellation|utlåtande|revisionsrapport)"
    r"(?:en|et)?\.?\s*(?:nr\.?\s*)?\(?(?P<number>(?:19|20)\d\d(?:/\d\d)?:\s?[A-ZÅÄÖ]{0,3}\d{1,4})(?!\d)",
    re.IGNORECASE,
)
# ”Handlingsplan mot droger 2012-2015”, "Riktlinjer för ..."
NAMED_PAPER = re.compile(
    r"[”\"“](?P<number>[A-ZÅÄÖ][^”\"“\n]{5,120})[”\"“]",
)
# what a quoted title is said to be: 'rapporten "Öppet efter fem"', 'programmet "Trygg i staden 2020"'
SAID_TO_BE = re.compile(
    r"\b(?:plan(?:en)?|program(?:met)?|policyn?|strategin?|riktlinje(?:n|rna)|rapport(?:en)?|utredning(?:en)?|skrift(?:en)?"
    r"|betänkandet|promemorian?|dokument(?:et)?|handbok(?:en)?|vägledning(?:en)?|broschyr(?:en)?|granskning(?:en)?)"
    r":?\s+$",
    re.IGNORECASE,
)
# what comes before the number of another case in running text: "i ärende KS 2017-331", "beslutet KS 2016-19"
CASE_WORD = re.compile(r"\b(?:ärende(?:t|n|na)?|beslut(?:et)?|diariet)\s+\(?$", re.IGNORECASE)
# the word that makes a quoted title one of a paper
PAPER = re.compile(
    r"(?:plan|program|policy|policyn|strategi|riktlinje[r]?|rapport|överenskommelse|avtal|utredning|reglemente|"
    r"föreskrifter|handbok|vägledning)\b",
    re.IGNORECASE,
)
QUICK: tuple[tuple[Kind, re.Pattern[str], str], ...] = (
    ("sfs", LAW, "sfs"),
    ("sfs", SHORT_LAW, "sfs"),
    ("prop", BILL, "prop."),
    ("sou", INQUIRY, "sou"),
    ("motion", MOTION, "motion"),
    ("motion", MOTION_BEHIND, "motion"),
)


def references_in(context: TagContext) -> tuple[Reference, ...]:
    """Each paper the main document points to, once, in order of first mention within its kind.

    ``raw`` is the number (or title) as written, ``canonical`` a key: "sfs 2001:453", "motion 2012:6",
    "prop. 2008/09:1", "sou 2005:1", a case's owner|year|number; None for a paper known by its title only.
    """
    found = list(_cases(context))
    found += numbered_references_in(context.main_text)
    found += _named_papers(context.main_text)
    first: dict[tuple[str, str], Reference] = {}
    for reference in found:
        # a paper's title is written now with, now without its hyphens: "alkohol-, narkotika" and "alkohol, narkotika"
        first.setdefault((reference.kind, reference.canonical or slug(reference.raw).replace("-", "")), reference)
    return tuple(first.values())


def _cases(context: TagContext) -> Iterator[Reference]:
    """Other cases: the senders' numbers, and earlier cases cited in the text (whose owner is not told: "?")."""
    known = diarienummer_in(context)
    yield from (Reference("dnr", number.raw, number.canonical) for number in known if number.role == "foreign")
    cases = {(number.year, number.number) for number in known}
    year = int(context.date[:4]) if context.date else None
    for string in number_strings_in(context.main_text):
        is_labelled = string.found == "label"
        parsed = parse(string.raw, document_year=year, labelled=is_labelled)
        # "avslogs 2017 (KSN-2017-1236)": without a label only a bracketed number with its board's letters
        before = context.main_text[max(0, string.start - 20) : string.start]
        is_cited = is_labelled or ((before.endswith("(") or CASE_WORD.search(before)) and parsed and parsed.prefix)
        if parsed and is_cited and string.start >= context.front_end and (parsed.year, parsed.number) not in cases:
            yield Reference("dnr", string.raw, f"?|{parsed.year}|{parsed.number}")


def numbered_references_in(text: str) -> list[Reference]:
    """Laws, bills, inquiries and motions that ``text`` cites by number."""
    places = tuple(_places(text))
    found = [
        Reference(kind, _as_cited(kind, match), f"{prefix} {''.join(match['number'].split())}")
        for kind, pattern, prefix in QUICK
        for start, end in places
        for first in pattern.finditer(text, start, end)
        for match in _with_more(text, first)
    ]
    found += [
        Reference("document", composed(match.group()), f"{match['series'].lower()} {''.join(match['number'].split())}")
        for start, end in places
        for match in SERIES.finditer(text, start, end)
    ]
    return found


def _places(text: str) -> Iterator[tuple[int, int]]:
    """The stretches in which a number of a year can be cited; the rest of the text need not be looked at."""
    start = end = 0
    for match in YEAR_AND_NUMBER.finditer(text):
        if match.start() - CITED_REACH > end:
            if end:
                yield start, end
            start = max(0, match.start() - CITED_REACH)
        end = match.end() + 1
    if end:
        yield start, end


def _with_more(text: str, first: re.Match[str]) -> Iterator[re.Match[str]]:
    """The number, and those that follow it in a row."""
    match: re.Match[str] | None = first
    while match:
        yield match
        match = ONE_MORE.match(text, match.end())


def _as_cited(kind: Kind, match: re.Match[str]) -> str:
    """The number as written; a motion with its word: "Motion (2012:6)"."""
    if match.re is not MOTION:
        return match["number"]
    return composed(match.group() + (")" if "(" in match.group() else ""))


def _named_papers(text: str) -> Iterator[Reference]:
    for match in NAMED_PAPER.finditer(text):
        title = composed(match["number"])
        if PAPER.search(title) or SAID_TO_BE.search(text, max(0, match.start() - 20), match.start()):
            yield Reference("document", title, None)
