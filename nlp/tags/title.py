"""The title: what the document is about in its own words, without the subtitle and without the letterhead."""

from __future__ import annotations

import re

from corpus.records import Block, Section
from corpus.vocabulary import districts, municipalities
from nlp.parts import PARAGRAPH_HEADING, parts_of
from nlp.tags.context import TagContext
from nlp.tags.number_strings import SHAPE

LOGIC_VERSION = 4

# a line that only says what kind of paper it is: "MOTION" · "Tjänsteskrivelse 1 (2)" · "Motion (2012:6)"
KIND_LINE = re.compile(
    r"^(?:tjänste?utlåtande?|tjänsteskrivelse|motion|medborgarförslag|interpellation|skrivelse|remissvar|yttrande"
    r"|(?:sammanträdes)?protokoll|protokollsutdrag|nyhetsbrev|ordförandeförslag|e-förslag|enkel fråga|kallelse|rapport)"
    r"(?:\s*(?:nr\s*)?[\d(:/).,\s-]*(?:\d{4})?)?$",
    re.IGNORECASE,
)

# a label before the title itself: "Rubrik: Belysning längs spåret" · "Ärende: …"
TITLE_LABEL = re.compile(r"^(?:rubrik|titel|ärende(?:mening)?|ämne|förslagets rubrik)\s*:\s*(?=\S)", re.IGNORECASE)

# a field of the letterhead: "Handläggare: Eva Ek" · "Dnr 12-2007" · "Till" · "E-post: …" · "Sida 1 (4)"
FIELD_LINE = re.compile(
    r"^(?:handläggare|referens|kontaktperson|telefon|tfn|tel|fax|e-?\s?post|dnr|d\s?nr|diarienummer|diarienr"
    r"|ärendenummer|ärendebeteckning|ärendenr|beteckning|datum|utfärdat|sammanträde\w*|till|mottagare|adress|postadress|besöksadress|sid(?:a|an)?"
    r"|vår beteckning|er beteckning|förslagsställare|inkom|från|plats och tid|tid och plats|www|webb|org|kopia till"
    r"|publicerat|anslag\w*|justera\w*|utses att|instans|namn|beslutande|paragrafer?|sektor|avdelningen för"
    r"|kontoret för|enheten för)\b"
    r"|^[^:]{2,40}:$|^\S+@\S+$",
    re.IGNORECASE,
)

# the sender or the addressee alone on a line: "SOCIALFÖRVALTNINGEN" · "Tyresö kommun" · "Socialnämnden"
BODY_LINE = re.compile(
    r"^(?!.*\bom\b)(?:[\wåäöÅÄÖ,/ –-]+\s)?[\wåäöÅÄÖ-]*"
    r"(?:förvaltning(?:en)?|kontor(?:et)?|n[äa]mnd(?:en)?|styrelsen?|fullmäktige|kommun|stad|avdelning(?:en)?|utskott(?:et)?"
    r"|departementet|myndigheten|verket)(?:\s+(?:(?-i:[A-ZÅÄÖ])\w+|(?:den\s+)?\d{1,4}[ -]\S+(?:[ -]\d+)?))?$"
    r"|^(?:sdn|sdf|kdn) \S+$|^\S+ (?:sdn|sdf|kdn|sd)$"
    r"|^region [A-ZÅÄÖ][\w ]+$|^länsstyrelsen i [\w ]+$",
    re.IGNORECASE,
)

# nothing but numbers, dates and marks: "2014-02-03" · "1 (4)" · "3 maj 2012"
NUMBER_LINE = re.compile(
    r"^[\d\s().:/,–-]+$|^(?:[a-zåäö]+dag(?:en)? )?(?:den )?\d{1,2} [a-zåäö]+ \d{4}\b"
    r"|\bkl(?:\.|ockan)?\s?\d{1,2}[.:]?\d*",
    re.IGNORECASE,
)

# a paragraph of minutes under its number and no more: "KS § 155 Dnr 2012-333 530" · "Sn § 50 Au § 84 Dnr 114/11"
NUMBERED_PARAGRAPH = re.compile(
    r"^(?:\w{1,6}\s*)?§+\s*\d+.*\b(?:dnr|diarienr|diarienummer)\b[ .:]*\S*\d", re.IGNORECASE
)

# the number of a paragraph before its title: "§ 118 Svar på motion"
PARAGRAPH_NUMBER = re.compile(r"^§\s*\d+(?:/\d+)?\.?\s+(?=[^\W\d_])")

# a row of values: "Eiderbrant Ulf 2015-03-02 SCN-2015-0180"
VALUE_LINE = re.compile(r"(?:19|20)\d\d-\d\d-\d\d\s+(?:[A-ZÅÄÖ]{1,6}\s)?\S*\d")

# "Kultur- och fritidsnämndens sammanträde"
MEETING = re.compile(r"\b(?:sammanträde|protokoll|möte)", re.IGNORECASE)

# how a title begins wherever it stands: "Svar på motion om …", "Yttrande över …", "Motion om …", "Ansökan om …"
OPENING = re.compile(
    r"^(?:svar på|besvarande av|yttrande (?:över|angående|till|på)|motion (?:om|angående|för|rörande|[-–] )"
    r"|medborgarförslag (?:om|[-–] )|interpellation (?:till|om|angående)|enkel fråga|skrivelse (?:om|angående|ang\.)"
    r"|revisionsskrivelse|(?:ledamots|nämnd|politiker)initiativ (?:om|angående)|ansökan om|rapport om|remiss (?:av|om)"
    r"|remissvar (?:gällande|angående|avseende|över|om|på)|minnesanteckningar|återrapportering"
    r"|redovisning av|förslag till (?!beslut))\b.*",
    re.IGNORECASE,
)

# a subtitle that names who is answered but not about what: "Svar på skrivelse från Kim Ek (v)"
SUBTITLE = re.compile(
    r"^(?:svar på|besvarande av|yttrande över)(?: en)? (?:remiss|skrivelse|motion|medborgarförslag|interpellation)\w* "
    r"(?:från|av)\b(?!.*\b(?:om|angående|ang\.|gällande)\b)",
    re.IGNORECASE,
)

# a person alone on a line, or several: "Emelie Stigamo", "Kicki Östlund"; titles have more than names in them
PERSONS = re.compile(r"^(?:[A-ZÅÄÖÉ][\wé]+(?:-[A-ZÅÄÖ]\w+)? ){1,2}(?:(?:von|af|de) )?[A-ZÅÄÖÉ][\wé]+(?:-[A-ZÅÄÖ]\w+)?$")

# who writes, or what is said of the sender: "Folkpartiet liberalerna", "Socialdemokraterna på Orust", "Växtbolaget AB",
# "(Er beteckning TN 2007/2215)", "Haninge 2014-02-12", "Motion till kommunfullmäktige i Nyköping"
SENDER = re.compile(
    r"^(?:(?:social|sverige|krist)demokraterna|(?:nya )?moderaterna|liberalerna"
    r"|feministiskt initiativ|\w+partiet)(?: (?:de gröna|liberalerna))?(?: (?:i|på) \S+(?: \S+)?)?$"
    r"|\b(?:AB|HB|förening|förbundet|rådet)$|^\S+rådet för \w+$|^rådet för \w+$"
    r"|^\(?er(?:t|a)? (?:beteckning|referens|ref|dnr|diarienummer)\b"
    r"|^\S+(?: \S+)?,? (?:den )?(?:(?:19|20)\d\d-\d\d-\d\d|\d{1,2} [a-zåäö]+ (?:19|20)\d\d)$"
    r"|^(?:motion|interpellation|skrivelse|enkel fråga|medborgarförslag) till (?:kommun|region)?fullmäktige"
    r"(?: i \S+(?: \S+)?)?$"
    r"|^(?:stadsdels|stadsområdes|kommundels|program)nämnd(?:en)? \S+(?: \S+)?$",
    re.IGNORECASE,
)

# papers whose title stands below their fields
REPORTS = frozenset({"tjänsteutlåtande", "tjänsteskrivelse", "remissvar"})

# a labelled title ("Rubrik: …") stands among the first blocks
LAST_FRONT_BLOCK = 20

# how long a title may be
LONGEST_TITLE = 300

# the case number that some boards repeat behind the title: "Nytt gruppboende (SN/2014:12)"
NUMBER_BEHIND = re.compile(
    r"\s*\((?:dnr\b[^)]*|(?!(?:SOU|SFS|Ds|dir|prop|bet)\b)[A-ZÅÄÖ]{1,6}[/ -]\d{4}[:/-]\d+[^)]*)\)$", re.IGNORECASE
)


def title_in(context: TagContext) -> str | None:
    """The title on one line; ``None`` when no line of the letterhead can be one."""
    if context.type == "medborgarförslag" and (labelled := _labelled(context)):
        return labelled
    if _is_plain(context) and (found := _by_words(context)):
        return found
    found = _found(context)
    if context.type not in REPORTS or found is None:
        return found
    return _below_fields(context, found) or found


def _is_plain(context: TagContext) -> bool:
    """Whether nothing but the words tells a title: all of the letterhead in one type, and no heading of its own."""
    front = [block for block in context.document.blocks if block.start < context.front_end]
    return all(block.role != "heading" and not block.size for block in front)


def _by_words(context: TagContext) -> str | None:
    """The title of a text without types: how it begins tells it, else where it stands among fields and senders."""
    if context.type == "nyhetsbrev" or (context.type == "protokoll" and parts_of(context.document)):
        return None
    texts = [" ".join(_block_text(context, block).split()) for block in context.document.blocks]
    front = [
        text for text, block in zip(texts, context.document.blocks, strict=True) if block.start < context.front_end
    ]
    if labelled := _labelled(context):
        return labelled
    free = [title for text in front if (title := _as_title(text)) and not _is_sender(title, context)]
    opening = next((index for index, title in enumerate(free) if OPENING.match(title)), None)
    if opening is not None:
        return free[opening - 1] if opening and SUBTITLE.match(free[opening]) else free[opening]
    if context.type in REPORTS:
        return free[-1] if free else None
    if context.type == "protokollsutdrag":
        return _below_paragraph(texts)
    return next(iter(free), None)


def _labelled(context: TagContext) -> str | None:
    """What a form names as its subject: "Rubrik: Bänkar vid ån"."""
    texts = (_block_text(context, block) for block in context.document.blocks[:LAST_FRONT_BLOCK])
    return next((_as_title(text) for text in texts if TITLE_LABEL.match(text)), None)


def _below_paragraph(texts: list[str]) -> str | None:
    """The first title at or below the paragraph's number: "§ 86 Dnr Ks 03-412 807", below it "Bidrag till museet"."""
    place = next((index for index, text in enumerate(texts) if PARAGRAPH_HEADING.match(text)), None)
    if place is None:
        return None
    below = (text for text in texts[place : place + 4] if not NUMBERED_PARAGRAPH.match(text))
    return next(
        (title for text in below if (title := _as_title(text)) and not PARAGRAPH_HEADING.match(title)),
        None,
    )


def _is_sender(line: str, context: TagContext) -> bool:
    """Whether a line that could be a title names a person, a party, a place or a municipality alone."""
    is_place = municipalities().named(line) is not None or districts().all_named(line)
    is_person = context.type in REPORTS and PERSONS.match(line)
    return bool(is_place or is_person or SENDER.match(line))


def _below_fields(context: TagContext, found: str) -> str | None:
    """The first title below the last field, sender or addressee, where what was found stands above and is no larger."""
    lines = [block for block in context.document.blocks if block.start < context.front_end]
    titles = [(block, _as_title(_block_text(context, block))) for block in lines]
    last = max((place for place, (_, title) in enumerate(titles) if title is None), default=-1)
    below = [(block, title) for block, title in titles[last + 1 :] if title]
    above = [(block, title) for block, title in titles[: last + 1] if title == found]
    if not below or not above:
        return None
    return below[0][1] if (above[0][0].size or 0) <= (below[0][0].size or 0) else None


def _found(context: TagContext) -> str | None:
    section = context.section("title")
    if section is None:
        return _from_blocks(context)
    if context.type == "protokoll" and parts_of(context.document):
        # minutes of several matters are called by their number only
        heading = section.heading or ""
        return _kind(heading) or (_as_title(heading) if MEETING.search(heading) else None)
    if section.heading and (title := _as_title(section.heading)):
        return title
    if context.type == "protokoll" and section.heading:
        # minutes of several matters have a title of their own, or none: never that of their first matter
        is_matter = PARAGRAPH_HEADING.match(section.heading)
        return (
            None if is_matter and parts_of(context.document) else _as_title(section.heading) or _kind(section.heading)
        )
    return _next_heading(context, section) or _first_line(context, section.start, section.end) or _from_blocks(context)


def _kind(heading: str) -> str | None:
    """The heading as it stands, where it names the kind only: "Protokoll 8/2013"."""
    return " ".join(heading.split()) if KIND_LINE.match(heading.strip()) else None


def _next_heading(context: TagContext, section: Section) -> str | None:
    """The first heading below a line that only names the kind: "Medborgarförslag", fields, "Hundrastgård i Rågsved"."""
    below = [other for other in context.main_sections if other.start >= section.end][:1]
    return next((title for other in below if other.kind == "other" and (title := _as_title(other.heading or ""))), None)


def _first_line(context: TagContext, start: int, end: int) -> str | None:
    for line in context.document.text[start:end].split("\n"):
        if title := _as_title(line):
            return title
    return None


def _from_blocks(context: TagContext) -> str | None:
    """The largest or boldest block of the letterhead that is neither field nor sender."""
    front = [block for block in context.document.blocks if block.start < context.front_end]
    candidates = [(block, title) for block in front if (title := _as_title(_block_text(context, block)))]
    if not candidates:
        return None
    return max(candidates, key=lambda pair: (pair[0].role == "heading", pair[0].size or 0.0, pair[0].bold))[1]


def _block_text(context: TagContext, block: Block) -> str:
    return context.document.text[block.start : block.end]


def _as_title(text: str) -> str | None:
    """The text as a title, or ``None`` where it is a field, a sender, an addressee or a paragraph."""
    line = TITLE_LABEL.sub("", PARAGRAPH_NUMBER.sub("", NUMBER_BEHIND.sub("", " ".join(text.split())))).strip()
    if not line or len(line) > LONGEST_TITLE or not re.search(r"[^\W\d_]{3}", line):
        return None
    if any(pattern.search(line) for pattern in (KIND_LINE, FIELD_LINE, NUMBER_LINE, VALUE_LINE)):
        return None
    if NUMBERED_PARAGRAPH.match(line) or (len(line) <= 40 and SHAPE.fullmatch(line)):
        return None
    return None if len(line) <= 80 and BODY_LINE.match(line) else line
