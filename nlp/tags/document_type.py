"""What kind of document it is: the word in its letterhead, or, where that is missing, what it is built of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.tags.context import TagContext
from nlp.tags.municipality import municipality_of

LOGIC_VERSION = 2

# the label of an official's report on a line of its own, after the sender, or before the page number:
#   "TJÄNSTEUTLÅTANDE" · "Göteborgs Stad Social resursförvaltning, tjänsteutlåtande" · "Tjänsteskrivelse 1 (2)"
REPORT_LABEL = re.compile(
    r"(?:^|[\s,–-]|(?<=[a-zåäöA-ZÅÄÖ]{4}))"
    r"(?P<word>tjänste?utlåtande?|tjänsteskrivelse|ordförandeförslag|ordförandeskrivelse)"
    r"\s*(?:(?:sid(?:a|an)?\s*)?\d+\s*(?:\(\d+\)|av \d+)|(?:19|20)\d\d-\d\d-\d\d(?:\s*\d+\s*\(\d+\))?)?$",
    re.IGNORECASE,
)

# "PROTOKOLLSUTDRAG" · "Utdrag ur sammanträdesprotokoll" · "Utdrag ur protokoll 2014-03-02"
EXTRACT_LABEL = re.compile(r"^(?:protokollsutdrag\b|utdrag ur (?:sammanträdes)?protokoll)", re.IGNORECASE)

# "PROTOKOLL" · "Sammanträdesprotokoll 1(33)" · "Protokoll nr 4/2012" · "Protokoll fört vid sammanträde"
MINUTES_LABEL = re.compile(
    r"^(?:sammanträdes)?protokoll(?:\s+(?:fört|från|nr)\b.*|\s*[\d§(].*)?$"
    r"|^\S.{0,60}[\s,](?:sammanträdes)?protokoll(?:\s*\d+\s*\(\d+\))?$",
    re.IGNORECASE,
)

# "Nyhetsbrev" · "NYHETSBREV nr 3 2012" · "Nyhetsbrev från socialförvaltningen"
NEWSLETTER_LABEL = re.compile(r"^nyhetsbrev(?:et)?\b|\bnyhetsbrev(?: nr| nummer|$|,)", re.IGNORECASE)

# politicians' and citizens' own texts begin with their name: "Motion om …" · "MOTION" · "Motion (2012:6) av …"
OPENING_WORDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("motion", re.compile(r"^motion\b(?!s)", re.IGNORECASE)),
    ("medborgarförslag", re.compile(r"^(?:medborgarförslag|e-förslag|medborgarinitiativ)\b", re.IGNORECASE)),
    ("interpellation", re.compile(r"^(?:interpellation|enkel fråga)\b", re.IGNORECASE)),
    ("remissvar", re.compile(r"^(?:remissvar|remissyttrande|yttrande (?:över|till|på))\b", re.IGNORECASE)),
    (
        "skrivelse",
        re.compile(r"^(?:skrivelse|öppen skrivelse|(?:ledamots|nämnd|politiker)initiativ)\b", re.IGNORECASE),
    ),
)

# the official who wrote it, as a field of the letterhead: "Handläggare: Eva Ek", "HANDLÄGGARE"
OFFICIAL_FIELD = re.compile(r"^\s*(?:handläggare|referens|kontaktperson)\b", re.IGNORECASE | re.MULTILINE)

# where the official's field fell away, too: "Dnr …" and "Datum" over a proposal make it a report all the same
NUMBER_FIELD = re.compile(
    r"^\s*(?:dnr|d nr|diarienummer|diarienr|ärendenummer|ärendenr)\b", re.IGNORECASE | re.MULTILINE
)

# "T J Ä N S T E U T L Å T A N D E"
LETTER_SPACED = re.compile(r"(?:\w ){5,}\w")

# a word of the body that says what the document calls itself: "godkänner tjänsteutlåtandet som svar"
SELF_NAMED = re.compile(r"\b(tjänste?utlåtande|tjänsteskrivelse)", re.IGNORECASE)

# an unlabelled report that is sent as the answer to a referral: "Yttrande över motion", under it "Remiss från KS"
ANSWER_TITLE = re.compile(r"^(?:yttrande|remissvar|remissyttrande|svar på remiss)\b", re.IGNORECASE)
REFERRED_BY = re.compile(r"^remiss(?:en)? (?:från|av)\b", re.IGNORECASE)

# where officials write tjänsteutlåtanden; elsewhere the same paper is a tjänsteskrivelse
REPORTING = frozenset({"Stockholm", "Göteborg", "Huddinge"})
DISTRICT_BOARD = re.compile(r"stadsdels(?:nämnd|förvaltning)", re.IGNORECASE)

# "§ 12 Svar på motion": a headed item of minutes
PARAGRAPH_SIGN = re.compile(r"^§+\s*\d+", re.MULTILINE)

# "Justerandes signatur" · "Beslutande" · "Utses att justera"
MINUTES_FRAME = re.compile(r"\b(?:justera(?:re|ndes?|s)?|beslutande|paragrafer|tjänstgörande)\b", re.IGNORECASE)

# what politicians ask for: "Vi föreslår att", "Jag yrkar att", "hemställer vi"
ASKING = re.compile(
    r"\b(?:vi|jag)\s+(?:föreslår|yrkar|hemställer)|\b(?:föreslår|yrkar|hemställer)\s+(?:vi|jag)\b", re.IGNORECASE
)

# the last lines name who asks, each with a party: "Claes Reuterholm (m)"
SIGNED_BY_PARTY = re.compile(r"^[A-ZÅÄÖ][\wåäö-]+(?: [A-ZÅÄÖ][\wåäö-]+)+,? \([a-zåäöA-ZÅÄÖ]{1,3}\)\s*$", re.MULTILINE)

# "Till kommunfullmäktige"
TO_COUNCIL = re.compile(r"\btill\s+(?:kommun|region)fullmäktige", re.IGNORECASE)


def type_of(context: TagContext) -> str:
    """One of the contract's document types; "övrigt" when nothing tells."""
    return (
        _labelled_report(context)
        or _labelled_minutes(context)
        or _newsletter(context)
        or _unlabelled_report(context)
        or _opening_word(context)
        or _by_structure(context)
        or "övrigt"
    )


def _labels(context: TagContext) -> Iterator[str]:
    for line in (*context.header_lines, *(text for _, text in context.front_lines)):
        yield line.replace(" ", "") if LETTER_SPACED.fullmatch(line.strip()) else line.strip()


def _labelled_report(context: TagContext) -> str | None:
    for line in _labels(context):
        if len(line) <= 90 and (match := REPORT_LABEL.search(line)):
            return _report_type(match["word"])
    return None


def _report_type(word: str) -> str:
    return "tjänsteutlåtande" if "utl" in word.lower() else "tjänsteskrivelse"


def _labelled_minutes(context: TagContext) -> str | None:
    lines = [line for line in _labels(context) if len(line) <= 90]
    if any(EXTRACT_LABEL.search(line) for line in lines):
        return "protokollsutdrag"
    return "protokoll" if any(MINUTES_LABEL.search(line) for line in lines) else None


def _newsletter(context: TagContext) -> str | None:
    return "nyhetsbrev" if any(NEWSLETTER_LABEL.search(line) for line in _labels(context)) else None


def _unlabelled_report(context: TagContext) -> str | None:
    """A report whose name fell away: an official in the letterhead and a proposed decision below."""
    if not context.sections("proposal"):
        return None
    if not (OFFICIAL_FIELD.search(context.front_text) or NUMBER_FIELD.search(context.front_text)):
        return None
    lines = [text for _, text in context.front_lines]
    if any(map(ANSWER_TITLE.match, lines)) and any(map(REFERRED_BY.match, lines)):
        return "remissvar"
    if named := SELF_NAMED.search(context.main_text):
        return _report_type(named.group(1))
    sender = "\n".join((*context.header_lines, context.front_text))
    reporting = DISTRICT_BOARD.search(sender) or municipality_of(context) in REPORTING
    return "tjänsteutlåtande" if reporting else "tjänsteskrivelse"


def _opening_word(context: TagContext) -> str | None:
    for line in (*(text for _, text in context.front_lines), *context.header_lines):
        for kind, pattern in OPENING_WORDS:
            if pattern.match(line.strip()):
                return kind
    return None


def _by_structure(context: TagContext) -> str | None:
    if PARAGRAPH_SIGN.search(context.main_text) and (
        context.sections("decision") or MINUTES_FRAME.search(context.main_text)
    ):
        return "protokoll"
    signed = SIGNED_BY_PARTY.search(context.main_text[-600:]) and ASKING.search(context.main_text)
    if signed or context.sections("motion_demand"):
        return "motion" if TO_COUNCIL.search(context.main_text) else "skrivelse"
    return None
