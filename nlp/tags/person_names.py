"""Names of persons as Swedish documents write them: hyphens, particles, initials, double surnames, several in a row.

    Anna-Klara Müntzing · BrittMarie Kyndel · Gustaf von Essen · Anders W Jonsson · Eva Hagberg Dyberg

A name is two to five words; a lone surname is never taken for one. Words that stand before a name with a capital
of their own ("Ordföranden", "Motion", "Vänsterpartiets") are taken off it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from nlp.word_places import matches_at, places_of

_LETTERS = [chr(code) for code in range(0x41, 0x250) if chr(code).isalpha()]
UPPER = "".join(letter for letter in _LETTERS if letter.isupper())
# with the combining marks of decomposed text: "u" + U+0308
LOWER = "".join(letter for letter in _LETTERS if letter.islower()) + "\u0300-\u036f"

# "Anna", "Anna-Klara", "BrittMarie", "O'Hara", "Müntzing", "McDonald"
WORD = rf"(?:[{UPPER}]['’])?[{UPPER}][{LOWER}]+(?:(?:[-‐‑–][{UPPER}]?|[{UPPER}])[{LOWER}]+)*"
# "W", "W.", "H:son"
INITIAL = rf"[{UPPER}](?:\.|:son)?(?![\w:])"
# "von", "af", "de la"
PARTICLE = r"(?:von|af|de|la|van|den|der|du|da|dos|di|del|el|al|bin|ibn|ter|ten|zu)"
PARTICLES = frozenset(PARTICLE[3:-1].split("|"))
GAP = r"[ \t\u00a0]+"
# "Leif Larsson", "Anders W Jonsson", "Gustaf von Essen", "Marietta de Pourbaix-Lundin"
NAME = (
    rf"(?<![\w\u0300-\u036f-]){WORD}(?:{GAP}(?:{WORD}|{INITIAL})){{0,2}}"
    rf"{GAP}(?:{PARTICLE}{GAP}){{0,2}}{WORD}(?:{GAP}{WORD})?(?![\w\u0300-\u036f])"
)
# between names: ", " · " och " · ", samt " · "/"; a list may run over a line break
BREAK = r"[ \t\u00a0]*+(?:\n[ \t\u00a0]*+)?"  # possessive: blanks have one reading, so long lists stay cheap
SEPARATOR = (
    rf"(?:{BREAK},{BREAK}(?:(?:och|samt){GAP})?|{BREAK}(?<=\s)(?:och|samt|&)(?=\s){BREAK}|[ \t\u00a0]*/[ \t\u00a0]*)"
)
NAMES = rf"{NAME}(?:{SEPARATOR}{NAME}){{0,15}}"

A_NAME = re.compile(NAME)
A_SEPARATOR = re.compile(SEPARATOR)

# a list that says who takes part: "De som ingår i samrådet är: Ulla Ek, KSL, Bo Al, Salem"
LISTED = re.compile(
    r"\b(?:ingår|deltar|deltog|består av|ledamöter|medverkar|representanter)\b[^:.]{0,120}:\s*", re.IGNORECASE
)
LISTED_OPENINGS = frozenset({"ingår", "deltar", "deltog", "består", "ledamöter", "medverkar", "representanter"})
# words that stand before a name, with a capital at the start of a line: "Motion Anna Ek (M)"
OPENING_WORDS = frozenset(
    """
    mellan under efter inom vid hos med enligt genom
    av från till samt och för svar motion interpellation skrivelse fråga enkel begäran yrkande tilläggsyrkande
    ändringsyrkande reservation protokollsanteckning yttrande ersättaryttrande uttalande initiativ ledamotsinitiativ
    nämndinitiativ medborgarförslag remiss anmälan bordlagd bordlagt ordförande ordföranden vice förste andre andra
    ledamot ledamoten ledamöter ledamöterna ersättare ersättaren ersättarna tjänstgörande beslutande närvarande
    justerare justeringsman sekreterare gruppledare gruppledaren borgarrådet borgarråd kommunalråd kommunalrådet
    oppositionsråd oppositionsrådet oppositionsborgarrådet statsråd statsrådet statsminister nämndeman herr fru
    fröken riksdagsledamoten handläggare föredragande förslagsställare förslagsställaren motionär motionären
    motionärerna motionärer frågeställare dessutom även när då att som bifall ja nej avstår jäv
    stadsdelsdirektör stadsdelsdirektören förvaltningschef förvaltningschefen enhetschef enhetschefen
    """.split()
)
# "miljöministern", "Socialborgarråd", "vänsterpartiets", "moderaternas"
OPENING_ENDING = re.compile(
    r"(?:ministern?|råde?t?|ordföranden?|partiets?|demokraternas?|moderaternas?|liberalernas?|direktör(?:en)?|"
    r"chef(?:en)?|sekreteraren?|ledaren?|utredaren?|handläggaren?|jurist(?:en)?|strateg(?:en)?|samordnaren?|controllern?|"
    r"koordinatorn?|ekonom(?:en)?|ingenjör(?:en)?|arkitekt(?:en)?|inspektör(?:en)?|planeraren?|konsulent(?:en)?|"
    r"rådgivaren?|rektorn?|ombudsman(?:nen)?|advokat(?:en)?|administratör(?:en)?|läkaren?)$",
    re.IGNORECASE,
)
# endings no surname has: "Stadsdelsnämnden", "Socialstyrelsen", "resursförvaltning"
ORGANISATION_ENDING = re.compile(
    r"(?:nämnd|nämnden|nämnder|nämnds|förvaltning|förvaltningen|förvaltnings|styrelse|styrelsen|kommun|kommuner|"
    r"kommunen|landsting|departementet|kontor|kontoret|förening|föreningen|förbundet|fullmäktige|utskott|utskottet|"
    r"verket|myndigheten|inspektionen|bolaget|stiftelse|stiftelsen|centrum|gatan|torget|platsen|parken|skolan|"
    r"sammanträde|protokoll|utlåtande|avdelning|avdelningen|enheten|partiet|demokraterna|moderaterna|liberalerna|"
    r"universitet|högskola|bostäder|program|rådet|skrivelse|motion|nummer)$",
    re.IGNORECASE,
)
# whole words no person is called by: "Stockholms Stad", "Region Uppsala", "Plan Program"
NOT_A_NAME = frozenset(
    """
    paragraf paragrafer
    stad stads staden region län läns skola center väg vägen rotel telefon post datum handläggare sid sida bilaga
    bilagor dnr plan policy budget sammanfattning bakgrund ärendet beslut förslag enhet vänstern centern sverige
    stockholm göteborg malmö uppsala stockholms göteborgs ab hb vård omsorg kyrkan församling hem svenska
    """.split()
)


def lists_of_persons(text: str) -> Iterator[re.Match[str]]:
    """Where a list of those who take part is announced; behind the match stands its first name."""
    return matches_at(LISTED, text, places_of(text, LISTED_OPENINGS))


def composed(text: str) -> str:
    """The text in composed letters, with single blanks."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def person_name(raw: str) -> str | None:
    """The name in ``raw`` without words that merely stand before it; None when it is no person's."""
    words = composed(raw).split(" ")
    while words and (words[0].casefold().rstrip(".:") in OPENING_WORDS or OPENING_ENDING.search(words[0])):
        words = words[1:]
    # "Yttrande D Daniel Bernmar": a code that was left standing alone
    if len(words) > 2 and len(words[0]) == 1:
        words = words[1:]
    if len(words) < 2 or any(_is_no_name(word) for word in words):
        return None
    return " ".join(words)


def person_names(raw: str) -> tuple[str, ...]:
    """All names of a row of names ("Leif Larsson, Eva Ek och Nils Elfvik"), in order, each once."""
    found = (person_name(match.group()) for match in A_NAME.finditer(raw))
    return tuple(dict.fromkeys(name for name in found if name))


def names_side_by_side(line: str, count: int) -> tuple[str, ...]:
    """The ``count`` names of a line that held one in each column ("Eva Ek Jonas de la Gard"); () when it does not."""
    words = composed(line).split(" ")
    if not 2 * count <= len(words) <= 3 * count or person_name(" ".join(words)) is None:
        return ()
    names, start = [], 0
    for column in range(count):
        end = len(words) if column == count - 1 else start + 2
        while end < len(words) and words[end - 1] in PARTICLES:
            end += 1
        names.append(" ".join(words[start:end]))
        start = end
    return tuple(names) if all(map(is_name_line, names)) else ()


def is_name_line(line: str) -> bool:
    """Whether a line holds a person's name and nothing else."""
    return bool(re.fullmatch(NAME, line.strip())) and person_name(line) is not None


def _is_no_name(word: str) -> bool:
    return word.casefold() in NOT_A_NAME or ORGANISATION_ENDING.search(word) is not None
