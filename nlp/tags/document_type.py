"""What kind of document it is: the word in its letterhead, or, where that is missing, what it is built of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.parts import parts_of
from nlp.tags.context import TagContext
from nlp.tags.date import MONTH
from nlp.tags.municipality import municipality_of

LOGIC_VERSION = 3

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
    r"^(?:sammanträdes)?protokoll(?:\s+(?:fört|från|nr)\b.*|\s*(?:sida?n?|blad)?\s*[\d§(].*)?$"
    r"|^\S.{0,60}[\s,](?:sammanträdes)?protokoll(?:\s*\d+\s*\(\d+\))?$",
    re.IGNORECASE,
)

# what only an extract has: "Utdragsbestyrkande", "Rätt utdraget intygas", "Utdrag" beside the word for minutes
EXTRACT_MARK = re.compile(r"^(?:utdragsbestyrkande|rätt utdraget\b.*|utdrag)$", re.IGNORECASE | re.MULTILINE)

# which page of the minutes it is: "Sida 7 av 19" · "5 (9)" · "12/31"; an extract seldom begins with the first of many
PAGE_OF = re.compile(
    r"(?:^|sida? |blad )(?P<page>\d{1,3}) ?(?:\((?P<of>\d{1,3})\)|av (?P<last>\d{1,3})|/(?P<end>\d{1,3}))$",
    re.IGNORECASE,
)
FEWEST_PAGES = 4  # of a whole protokoll

# "Nyhetsbrev" · "NYHETSBREV nr 3 2012" · "Nyhetsbrev från socialförvaltningen" · "Ett nyhetsbrev från kommunen"
NEWSLETTER_LABEL = re.compile(
    r"^(?:ett |månadens |vårt )?nyhets(?:brev|blad)(?:et)?\b|\bnyhetsbrev(?: nr| nummer|$|,)", re.IGNORECASE
)

# the number of an issue, by which a paper without that word is one all the same: "KUSTNYTT nr 2-2019" ·
# "Nummer 2, mars 2017" · "Årgång 6 · Nummer 4 · December 2013"; not "Protokoll nr 2 2019", "Motion nr 3, 2014"
ISSUE_LINE = re.compile(
    rf"^(?!.*\b(?:protokoll|motion|interpellation|dnr|ärende|rapport|remiss|bilaga|paragraf))[^.:§]{{0,40}}"
    rf"\b(?:nr|nummer)\.? ?\d{{1,2}}\s*[,·|/–-]?\s*(?:(?:{MONTH})\s*)?(?:19|20)\d\d$",
    re.IGNORECASE,
)
MASTHEAD_LINES = 5

# politicians' and citizens' own texts begin with their name: "Motion om …" · "MOTION" · "Motion (2012:6) av …"
OPENING_WORDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("motion", re.compile(r"^motion\b(?!s)", re.IGNORECASE)),
    ("medborgarförslag", re.compile(r"^(?:medborgarförslag|e-förslag|medborgarinitiativ)\b", re.IGNORECASE)),
    ("interpellation", re.compile(r"^(?:interpellation|enkel fråga)\b", re.IGNORECASE)),
    (
        "remissvar",
        re.compile(r"^(?:remissvar|remissyttrande|yttrande (?:över|till|på|angående)|yttrande$)", re.IGNORECASE),
    ),
    (
        "skrivelse",
        re.compile(
            r"^(?:(?:revisions)?skrivelse|öppen skrivelse|(?:ledamots|nämnd|politiker)initiativ)\b", re.IGNORECASE
        ),
    ),
)

# the official who wrote it, as a field of the letterhead: "Handläggare: Eva Ek", "HANDLÄGGARE"
OFFICIAL_FIELD = re.compile(r"^\s*(?:handläggare|referens|kontaktperson)\b", re.IGNORECASE | re.MULTILINE)

# where the official's field fell away, too: "Dnr …" and "Datum" over a proposal make it a report all the same
NUMBER_FIELD = re.compile(
    r"^\s*(?:dnr|d nr|diarienummer|diarienr|ärendenummer|ärendenr)\b", re.IGNORECASE | re.MULTILINE
)

# the number alone, with its board's letters: "BUN/2015:98" · "TU 2016-77 041"
LETTERED_NUMBER = re.compile(r"[A-ZÅÄÖ][A-ZÅÄÖa-zåäö]{1,5}[ /-]?(?:19|20)\d\d[:/-]\d{1,6}(?:[ -]\d{1,3})?")

# "T J Ä N S T E U T L Å T A N D E"
LETTER_SPACED = re.compile(r"(?:\w ){5,}\w")

# a word of the body that says what the document calls itself: "godkänner tjänsteutlåtandet som svar"
SELF_NAMED = re.compile(r"\b(tjänste?utlåtande|tjänsteskrivelse)", re.IGNORECASE)

# an unlabelled report that is sent as the answer to a referral: "Yttrande över motion", under it "Remiss från KS"
ANSWER_TITLE = re.compile(r"^(?:yttrande|remissvar|remissyttrande|svar på remiss)\b", re.IGNORECASE)
REFERRED_BY = re.compile(
    r"^remiss(?:en)? (?:från|av)\b|^\(?er(?:t|a)? (?:beteckning|dnr|diarienummer|referens)\b", re.IGNORECASE
)

# where officials write tjänsteutlåtanden; elsewhere the same paper is a tjänsteskrivelse
REPORTING = frozenset({"Stockholm", "Göteborg", "Huddinge"})
DISTRICT_BOARD = re.compile(r"stadsdels(?:nämnd|förvaltning)", re.IGNORECASE)

# "§ 12 Svar på motion": a headed item of minutes
PARAGRAPH_SIGN = re.compile(r"^§+\s*\d+", re.MULTILINE)

# "§ 118", "KS § 86", "Vn § 11": the head of a matter, alone on its line or with its number or title
PARAGRAPH_OF_MEETING = re.compile(r"^(?:[A-ZÅÄÖ]\w{0,3} )?§ ?\d+\b(?!.*[.;,]$)", re.MULTILINE)

# who was there, which a whole protokoll begins with
ROLL = re.compile(
    r"\b(?:närvarande|beslutande|tjänstgörande|utses att justera|plats och tid|justerade paragrafer)\b", re.IGNORECASE
)

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
    if any(MINUTES_LABEL.search(line) for line in lines):
        return "protokollsutdrag" if _is_extract(context, lines) else "protokoll"
    return None


def _is_extract(context: TagContext, lines: list[str]) -> bool:
    """Whether minutes are of one matter only: cut out of a meeting, or without those present and the roll call."""
    if parts_of(context.document):
        return False
    if EXTRACT_MARK.search(context.main_text) or any(map(EXTRACT_MARK.match, lines)):
        return True
    for match in filter(None, map(PAGE_OF.search, lines)):
        last = int(match["of"] or match["last"] or match["end"])
        if last >= max(FEWEST_PAGES, int(match["page"])):
            return int(match["page"]) > 1
    return len(PARAGRAPH_OF_MEETING.findall(context.main_text)) == 1 and not ROLL.search(context.main_text)


def _newsletter(context: TagContext) -> str | None:
    if any(NEWSLETTER_LABEL.search(line) for line in _labels(context)):
        return "nyhetsbrev"
    masthead = [*context.header_lines, *context.main_text[:600].split("\n")]
    lines = [line.strip() for line in masthead if line.strip()][: len(context.header_lines) + MASTHEAD_LINES]
    no_matter = not context.sections("proposal", "decision") and not NUMBER_FIELD.search(context.front_text)
    return "nyhetsbrev" if no_matter and any(map(ISSUE_LINE.match, lines)) else None


def _unlabelled_report(context: TagContext) -> str | None:
    """A report whose name fell away: an official in the letterhead and a proposed decision below."""
    if not context.sections("proposal"):
        return None
    has_number = NUMBER_FIELD.search(context.front_text) or any(
        LETTERED_NUMBER.fullmatch(text) for _, text in context.front_lines
    )
    if not (OFFICIAL_FIELD.search(context.front_text) or has_number):
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
