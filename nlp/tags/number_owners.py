"""Whose diary a case number is of: by its letters, by the authority named before it, else the issuing board."""

from __future__ import annotations

import re

from corpus.vocabulary import board_id, boards, districts, fold, municipalities
from nlp.tags.context import TagContext
from nlp.tags.district import resolved

# what the names of authorities end with
AUTHORITY_END = (
    r"(?:styrelsen?|kontoret|nämnd(?:en)?|departementet|förvaltning(?:en)?|fullmäktige|verket|inspektionen|revision(?:en)?"
    r"|utskott(?:et)?|myndighet(?:en)?|domstol(?:en)?|rätten|förbund(?:et)?|regionen|landstinget|ombudsmannen)"
)

# an authority anywhere in a stretch of text: "Länsstyrelsen i Uppsala län", "Socialnämnden", "JO"
AUTHORITY = re.compile(
    rf"\b(?:länsstyrelsen(?: i \w+ län)?|JO|IVO|[\wåäö-]*{AUTHORITY_END})s?\b",
    re.IGNORECASE,
)


# "Kommunstyrelsens arbetsutskott" -> "Kommunstyrelsen"
COMMITTEE = re.compile(r"(?<=n)s (?:\w*utskott(?:et)?|\w*beredning(?:en)?)$", re.IGNORECASE)


def own_id(context: TagContext) -> str | None:
    """Id of the issuing board's diary."""
    if context.district:
        return context.district
    if not context.municipality or not context.body:
        return None
    if district := districts().named(context.body, on=context.date, municipality=context.municipality):
        return district.id
    # a committee keeps no diary of its own
    return board_id(context.municipality, COMMITTEE.sub("", context.body))


def board_by_prefix(prefix: str, context: TagContext) -> str | None:
    """Id of the board whose numbers begin with these letters, here or in the state."""
    board = boards().by_prefix(prefix, context.municipality)
    if board is None and (state := boards().by_prefix(prefix)) and state.municipality is None:
        board = state
    if board is not None and not (context.municipality is None and board.municipality and _is_usual(prefix)):
        return board.id
    district = districts().by_prefix(prefix)
    return district.id if district and context.municipality in (district.municipality, None) else None


def _is_usual(prefix: str) -> bool:
    """Whether boards of many municipalities number so ("VON", "KS"): then letters alone tell no municipality."""
    return any(board.code == fold(prefix) for board in boards().standard)


def board_by_usual_letters(prefix: str, context: TagContext) -> str | None:
    """Id of the board that most municipalities number so ("KS", "BUN"), where the municipality is known.

    The issuing board itself goes first where its name begins with the same letter: an "AN" of the
    Arbetsmarknadsnämnden is not the Äldrenämnden's.
    """
    if context.body and fold(context.body)[:1] == fold(prefix)[:1]:
        return own_id(context)
    known = next((board for board in boards().standard if board.code == fold(prefix)), None)
    return board_id(context.municipality, known.name) if known and context.municipality else None


def named_owner(before: str, context: TagContext) -> str | None:
    """Id of the last authority named before a number."""
    for name in reversed(list(AUTHORITY.finditer(before))):
        district = _district_beside(before, name, context)
        if owner := district or authority_id(before[: name.end()], context, last=name.group()):
            return owner
    return None


def _district_beside(text: str, name: re.Match[str], context: TagContext) -> str | None:
    """The district of a board's name: "Farsta stadsdelsnämnd", "stadsdelsnämnden i Farsta"."""
    for span in context.swedish.names_in(text).districts:
        if span.end >= name.start() - 2 and span.start <= name.end() + 5 and (district := resolved(span, context)):
            return district.id
    return None


def authority_id(phrase: str, context: TagContext, last: str | None = None) -> str | None:
    """Id of the district or authority a phrase names, or, with ``last``, ends with."""
    for span in () if last else reversed(context.swedish.names_in(phrase).districts):
        if district := resolved(span, context):
            return district.id
    name = last or next((match.group() for match in reversed(list(AUTHORITY.finditer(phrase)))), phrase)
    if context.body and context.municipality and _ends_with_name(phrase, context.body):
        return board_id(context.municipality, context.body)
    if known := _longest_known(phrase, name, context):
        return known
    if re.match(r"länsstyrelsen", name, re.IGNORECASE):
        return county_board(phrase, context)
    standard = boards().standard_named(name) or boards().standard_named(name.rstrip("s"))
    return board_id(context.municipality, standard.name) if standard and context.municipality else None


def _ends_with_name(phrase: str, name: str) -> bool:
    return fold(phrase).rstrip(" ,(").removesuffix("s").endswith(fold(name).removesuffix("s"))


def _longest_known(phrase: str, name: str, context: TagContext) -> str | None:
    """The board whose name, of up to five words, ends the phrase: "miljö- och samhällsbyggnadsutskottets"."""
    words = phrase.strip().split()
    for size in (4, 3, 2):
        if len(words) >= size and (longer := boards().named(" ".join(words[-size:]), context.municipality)):
            return longer.id
    for form in (name.strip(), name.strip().removesuffix("s")):
        if known := boards().named(form, context.municipality):
            return known.id
    return None


def county_board(phrase: str, context: TagContext) -> str | None:
    """The county administrative board: of the county named, else of the document's own county."""
    named = re.search(r"länsstyrelsen i [\w ]+? län", phrase, re.IGNORECASE)
    home = municipalities().by_name(context.municipality or "")
    name = named.group() if named else f"Länsstyrelsen i {home.county}" if home else ""
    board = boards().named(name) if name else None
    return board.id if board else None
