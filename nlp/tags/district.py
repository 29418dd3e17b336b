"""Which district board issued a document, and which districts it mentions.

A document names many districts; at most one issued it: the one in its letterhead, its addressee or its own name for
its administration. A name that several boards have borne means the one valid on the document's date.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from corpus.vocabulary import District, districts, edit_distance, fold, without_diacritics
from nlp.swedish import NameSpan
from nlp.tags.context import TagContext
from nlp.tags.municipality import sender_municipality
from nlp.tags.period import year_hint

LOGIC_VERSION = 2

# the document speaks of its own board without a name: "Till\nStadsdelsnämnden", "Stadsdelsdirektör"
NAMELESS_BOARD = re.compile(r"\bstadsdels(?:nämnden|förvaltningen|direktör)|\bkommundelsnämnden", re.IGNORECASE)

# the words behind a name that mean the board's own administration
OWN_OFFICE = re.compile(
    r"^(?:stadsdels|stadsområdes|kommundels|områdes)(?:nämnd|förvaltning|fullmäktige)|^social|^(?:sdn|sdf|sd|kdn|sof)$",
    re.IGNORECASE,
)

# a board in the letterhead that no spelling of the vocabulary meets: "Hässe1by-Vällingby stadsdelsnämnd", "Faista sdn"
UNREAD_BOARD = re.compile(
    r"^(?:stadsdelsn[äa]mnden\s+(?:i\s+)?)?(?P<name>[A-ZÅÄÖ][\w |/–-]{4,40}?)\s+"
    r"(?:stadsdels(?:n[äa]mnd|f[öo]rvaltning)\w*|sdn|sdf)\s*$",
    re.IGNORECASE | re.MULTILINE,
)

# figures that a scanner reads for letters
LETTERS_FOR_FIGURES = str.maketrans("015|", "olsl")

# a letter goes "Till Farsta stadsdelsnämnd"; a motion is raised there
ADDRESSED = re.compile(r"\btill:?\s+$", re.IGNORECASE)


# from how many letters on two may be wrong
LONG_NAME = 14


def district_of(context: TagContext) -> str | None:
    """Id of the issuing district board; ``None`` for other boards and where districts are only mentioned."""
    header = _in_lines(context, context.header_lines)
    front = _in_front(context)
    if found := next(iter((*front, *header)), None) or _misread(context):
        return found
    if context.type == "nyhetsbrev" or not NAMELESS_BOARD.search(context.front_text + _first_proposal(context)):
        return None
    return _own_office(context)


def districts_mentioned(context: TagContext) -> tuple[str, ...]:
    """Ids of all districts named in the document, in order of appearance, the issuing one included."""
    spans = context.swedish.names_in(context.document.text).districts
    found = (resolved(span, context) for span in spans)
    return tuple(dict.fromkeys(district.id for district in found if district))


def resolved(span: NameSpan, context: TagContext) -> District | None:
    """The one district a name means here: of the right municipality, and in existence on the document's date.

    A bare name needs a living board ("Rinkeby" in 2012 is a neighbourhood); one with a board word, or a compound that
    only boards bear, may be history.
    """
    known = [district for key in span.ids if (district := districts().by_id(key))]
    if len({district.municipality for district in known}) > 1:
        home = context.municipality or sender_municipality(context)
        known = [district for district in known if district.municipality == home]
    if not known:
        return None
    when = context.date or year_hint(context)
    if when is None:
        return known[-1]
    living = [district for district in known if districts().valid_on(district.id, when)]
    if living:
        return living[-1]
    past = [district for district in known if (district.valid_from or "") <= when]
    return past[-1] if past and (span.board_word or "-" in past[-1].name) else None


def _in_front(context: TagContext) -> list[str]:
    """Boards and administrations named with their word in the letterhead, outside title and subtitle."""
    names = context.swedish.names_in(context.document.text).districts
    return [
        district.id
        for span in names
        if span.start < context.head_end and _is_office(span) and (district := resolved(span, context))
    ]


def _in_lines(context: TagContext, lines: tuple[str, ...]) -> list[str]:
    names = context.swedish.names_in("\n".join(lines)).districts
    return [district.id for span in names if _is_office(span) and (district := resolved(span, context))]


def _misread(context: TagContext) -> str | None:
    """A board of the letterhead one or two letters away from the only living one that is so near."""
    head = "\n".join((*context.header_lines, context.document.text[: context.head_end]))
    for match in UNREAD_BOARD.finditer(head):
        name = without_diacritics(fold(match["name"])).translate(LETTERS_FOR_FIGURES)
        limit = 2 if len(name) >= LONG_NAME else 1
        when = context.date or year_hint(context)
        if known := districts().all_named(match["name"]):
            living = [district.id for district in known if when is None or districts().valid_on(district.id, when)]
            if living:
                return living[-1]
            continue  # a real board, only not of that time
        near: dict[str, int] = {}
        for district in districts().all:
            if when and not districts().valid_on(district.id, when):
                continue
            for form in (district.name, f"{district.name}s"):
                distance = edit_distance(name, without_diacritics(fold(form)), limit)
                if distance <= limit and not district.needs_board_word:
                    near[district.id] = min(distance, near.get(district.id, distance))
        best = [key for key, distance in near.items() if distance == min(near.values())]
        if len(best) == 1:
            return best[0]
    return None


def _is_office(span: NameSpan) -> bool:
    return bool(span.board_word and OWN_OFFICE.match(span.board_word))


def _first_proposal(context: TagContext) -> str:
    section = context.section("proposal")
    return context.text_of(section)[:300] if section else ""


def _own_office(context: TagContext) -> str | None:
    """The district whose administration speaks in the text, when one is named clearly most often."""
    for end in (context.main_end, len(context.document.text)):
        ranked = Counter(_offices(context, end)).most_common(2)
        if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]):
            return ranked[0][0]
    return None


def _offices(context: TagContext, end: int) -> Iterator[str]:
    for span in context.swedish.names_in(context.document.text).districts:
        if span.start < end and _is_office(span) and (district := resolved(span, context)):
            yield district.id
