"""The handläggare of a paper: behind a label, in a column of the letterhead, or over a telephone.

    Handläggare: Lisa Ek och Kerstin Al        Handläggare   Datum   Diarienummer        Ann Ek
    Tfn: 08-508 00 000 resp. 08-508 00 001     Ek Ann        2016-02-08  OSN-2016-0072   Telefon 031-00 00 00

Uppsala writes the surname first in its column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.tags.context import TagContext
from nlp.tags.party import MINUTES, POLITICIANS_TEXTS
from nlp.tags.person_names import GAP, NAME, WORD, is_name_line, person_name, person_names

# "Handläggare: Hans Ek", "HANDLÄGGARE", "Handläggare Datum Diarienummer", "Vår handläggare", "Handl.", "Upprättad av:"
OFFICIAL_LABEL = re.compile(
    r"^(?:(?:vår |ansvarig )?handläggare|vår referens(?=:?[ \t]+[A-ZÅÄÖ][a-zåäö]+[ \t]+[A-ZÅÄÖ])|handl\.|"
    r"ansvarig (?:tjänsteman|tjänsteperson)|tjänste(?:man|person)|referens|"
    r"utredare|föredragande|kontaktperson|ärendeansvarig|(?:upprättad|upprättat|utarbetad|skriven) av|"
    r"författare)(?![\wåäö])"
    r"[ \t]*:?[ \t]*(?P<value>.*)$",
    re.IGNORECASE,
)
# a field that breaks inside its last name: "Rut Ek och Jesper"
CUT_NAME = re.compile(rf"(?:,|\boch){GAP}{WORD}$")
# other labels of the letterhead: "Telefon: 08-508 00 000", "Datum", "Till"
OTHER_LABEL = re.compile(
    r"\b(?:telefon|tfn|tel|tele|mobil|e-?\s?post|mejl|fax|datum|dnr|diarienummer|ärendenummer|sida?|sammanträde|"
    r"utfärdat|"
    r"till|vår|er|beteckning|adress|besöksadress)\b.*$",
    re.IGNORECASE,
)
# "Gustav Ek Datum 6 maj 2016", "Kicki Ek Dnr 11/44", "Eva Ek, 016-710 00 00", "Erland Ek 2014-05-06", or the name alone
NAME_BEFORE_FIELD = re.compile(
    rf"^(?P<name>{NAME})(?:,?[ \t]*(?:$|0\d{{1,3}}[- ]\d|\d{{4}}-\d\d|\d{{1,2}}[ ][a-zåäö]+[ ]\d{{4}}|"
    r"(?:Datum|Dnr|Diarienummer|Ärende|Sida|Tjänsteskrivelse|Tjänsteutlåtande)\b))"
)
# "Telefon 08-508 00 000", "E-post: eva.ek@...", "Tfn: ...", "E post: ..."
REACHED_BY = re.compile(
    r"^(?:telefon|tfn|tel|tele|mobil|e-?\s?post|e-?mail|mejl)\b\s*[.:]?|^[\w.-]+@[\w.-]+$|^0\d{1,3}[-\s]\d",
    re.IGNORECASE,
)


def officials_in(context: TagContext) -> tuple[str, ...]:
    """Names behind the label, in its column, or over a telephone."""
    front = [line for _, line in context.front_lines]
    header = [line.strip() for line in context.header_lines]
    names = list(_labelled(front)) or list(_labelled(header))
    if not names and context.type not in (POLITICIANS_TEXTS | MINUTES | {"nyhetsbrev"}):
        names = list(_over_telephone(front)) or list(_over_telephone(header)) or list(_unlabelled(context))
    if context.municipality == "Uppsala" and _in_column(front):
        names = [_given_name_first(name) for name in names]
    return tuple(dict.fromkeys(names))


def _labelled(lines: list[str]) -> Iterator[str]:
    for place, line in enumerate(lines):
        label = OFFICIAL_LABEL.match(line)
        if label is None:
            continue
        value = label["value"].strip()
        if CUT_NAME.search(value) and place + 1 < len(lines) and not OTHER_LABEL.search(lines[place + 1]):
            value = f"{value} {lines[place + 1]}"
        names = _names_of_field(value)
        if names and (place == 0 or value):
            yield from names
            if not value.endswith((",", "och", "/")):
                continue
        for following in lines[place + 1 : place + 9]:
            below = _names_of_field(following)
            if not below and (names or not OTHER_LABEL.search(following)):
                break
            names = (*names, *below)
            yield from below


def _names_of_field(value: str) -> tuple[str, ...]:
    """Names in a field's value, before the next label: "utredare Eva Ek, tfn 508 09 000"."""
    return person_names(OTHER_LABEL.sub("", re.sub(r"\([^)]*\)", " ", value)))


def _over_telephone(lines: list[str]) -> Iterator[str]:
    for place, line in enumerate(lines[:-1]):
        if is_name_line(line) and REACHED_BY.match(lines[place + 1]) and (name := person_name(line)):
            yield name


def _unlabelled(context: TagContext) -> Iterator[str]:
    """The one name of a letterhead without labels: alone on its line, or before a field ("Eva Ek Dnr 11/44")."""
    above = [line for offset, line in context.front_lines if offset < context.head_end]
    named = [match for line in above if not OFFICIAL_LABEL.match(line) and (match := NAME_BEFORE_FIELD.match(line))]
    names = {name for match in named if (name := person_name(match["name"])) and is_name_line(match["name"])}
    if len(names) == 1:
        yield names.pop()


def _in_column(lines: list[str]) -> bool:
    """Whether the label stands over its value: alone, or in a row of labels."""
    return any(
        (label := OFFICIAL_LABEL.match(line)) is not None and not _names_of_field(label["value"]) for line in lines
    )


def _given_name_first(name: str) -> str:
    """ "Lindh Asta" -> "Asta Lindh"."""
    surname, *given = name.split(" ")
    return " ".join([*given, surname])
