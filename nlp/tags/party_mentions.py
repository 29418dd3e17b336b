"""Where a text names political parties, with the persons named for them.

    Leif Larsson och Nils Elfvik (v)      one bracket after the last name covers the whole row
    Eva Ek, Bo Al samtliga MP             the party after "samtliga", without brackets
    från S, MP och V                      bare codes in a row
    (s), (v) och (mp) · (MP och (V)       joint parties, also with a bracket lost
    vänsterpartiets ledamöter             party names, also in the genitive

"m fl" is never M, "sd" without bracket or person never SD; "fp" is L. Forms after mover_patterns of the vocabulary.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from corpus.vocabulary.parties import Bloc, parties
from nlp.tags.person_names import GAP, NAME, NAMES, person_name, person_names
from nlp.word_places import first_word, matches_at, places_of


@dataclass(frozen=True, slots=True)
class FoundParty:
    """One party where it stands: ``start:end`` covers the persons and the party, ``raw`` is the party as written.

    ``is_bloc`` marks a member of a bloc that was named ("alliansen"), not the party itself.
    """

    party: str
    persons: tuple[str, ...]
    raw: str
    start: int
    end: int
    is_bloc: bool = False


CODE = r"[A-Za-zÅÄÖåäö]{1,4}!?"
# "v", "s, v och mp", "S+V", "MP/V"
CODES = rf"{CODE}(?:\s*(?:,|/|\+|&|\soch\s|\ssamt\s)\s*{CODE})*"
ALL_OF = r"(?:båda|bägge|samtliga|alla)"
# "m fl", "m.fl.", "med flera"
AND_OTHERS = rf"(?:[ \t\u00a0]*,?[ \t\u00a0]*(?:m\.?[ \t\u00a0]?fl\.?|med{GAP}flera))"
# "(v)", "( C )", "(båda mp)", "(s, v och mp)", and the torn "(MP och (V)"
BRACKET = rf"\(\s*(?:{ALL_OF}\s+)?(?P<codes>{CODES}|[-–])(?:-gruppen|-ledamöter(?:na)?)?\s*(?:\)|(?=och\s+\(|,\s*\())"
BRACKETED = re.compile(BRACKET)
# "Leif Larsson och Nils Elfvik (v)", "vice ordföranden Helena Ek m fl (m)"
NAMED = re.compile(rf"(?P<names>{NAMES}){AND_OTHERS}?[ \t\u00a0]*,?\s?{BRACKET}")
# "Eva Ek, Bo Al och Cia Dahl samtliga MP"
ALL_NAMED = re.compile(
    rf"(?P<names>{NAMES})[ \t\u00a0]*,?\s+{ALL_OF}\s+(?:(?:från|för)\s+)?"
    r"(?P<codes>[A-ZÅÄÖ][A-Za-z]{0,2}|[a-z]{1,2})\b"
)
ALL_CUE = re.compile(rf"{ALL_OF}\s+(?:(?:från|för)\s+)?(?:[A-ZÅÄÖ][A-Za-z]{{0,2}}|[a-z]{{1,2}})\b")
ALL_WORDS = frozenset(ALL_OF[3:-1].split("|"))
# bare codes in a row: "S, MP och V"; the last word of "S, M eller" is left out by the vocabulary
BARE_ROW = re.compile(
    r"(?<![\w(/:-])(?P<codes>(?:[A-ZÅÄÖ][A-Za-z]{0,3}|F!)(?:\s*(?:,|\+|/)\s*(?:[A-ZÅÄÖ][A-Za-z]{0,3}|F!))*"
    r"(?:\s*,?\s(?:och|samt)\s+(?:[A-ZÅÄÖ][A-Za-z]{0,3}|F!)))(?![\w)!:/-]|\.\w)"
)
# "från s, mp och v", "yrkande från V", "Yttrande SD", "M, L, C, D särskilt yttrande"
ACT = (
    r"(?:[a-zåäö]*(?:yrkande|yttrande|uttalande|anteckning)|reservation|skrivelse|motion|interpellation|"
    r"initiativ|förslag)"
)
# how the word ends that AFTER_FROM or AFTER_ACT begins with
ACT_ENDINGS = tuple(
    "yrkande yttrande uttalande anteckning reservation skrivelse motion interpellation initiativ förslag".split()
)
AFTER_FROM = re.compile(
    rf"\b{ACT}\s+(?:\S+\s+){{0,3}}?(?:från|av)\s+(?:{ALL_OF}\s+)?(?P<codes>{CODES})(?![\w(/:-]|\.\w)", re.IGNORECASE
)
AFTER_ACT = re.compile(
    r"\b(?i:[a-zåäö]*(?:yrkande|yttrande|uttalande|anteckning)|reservation)[ \t]+(?P<codes>[A-ZÅÄÖ]{1,3}"
    r"(?:,\s[A-ZÅÄÖ]{1,3})*(?:\s(?:och|samt)\s[A-ZÅÄÖ]{1,3}(?![\wåäö]))?)(?=\s|$|,)"
)
BEFORE_ACT = re.compile(
    r"(?<![\w(/:-])(?P<codes>[A-ZÅÄÖ]{1,3}(?:,\s[A-ZÅÄÖ]{1,3})*(?:\soch\s[A-ZÅÄÖ]{1,3})?)"
    r"\s+(?=(?:särskilt|reserver|yrkar|yrkade|vill i ett|lämnar (?:följande|ett|särskil)|deltar (?:ej|inte)|avstår))"
)
# what makes a bare row one of parties, before it or after it
ROW_CUE = re.compile(
    r"(?:från|av|för|yrkande\w*|reservation\w*|uttalande\w*|yttrande\w*|ledamöter\w*|partierna|samtliga|majoritet\w*)"
    r"[\s:]*$",
    re.IGNORECASE,
)
ROW_VERB = re.compile(
    r"\s+(?:vill|yrka\w*|reserv\w*|särskil\w*|föresl\w*|har|lade|lämnade|lämnar|instämmer|inkom\w*|deltar|deltog|"
    r"avstår|begär\w*|anmäl\w*|skriver)\b"
)
# attendance table: "S Ulf Dahlberg, vice ordförande", "C  Ulla-Maj Persson"
TABLE_ROW = re.compile(rf"^(?P<codes>[A-ZÅÄÖ]{{1,3}})[ \t]+(?P<names>{NAME})(?=\s*(?:,|$))", re.MULTILINE)
# "Eva Ek, Vänsterpartiet" · "Eva Ek (Vänsterpartiet)"
NAME_BEFORE_WORD = re.compile(rf"(?P<name>{NAME})(?:,[ \t]+|[ \t]+\()$")
# "Vänsterpartiets Eva Ek" followed by no bracket of its own
NAME_AFTER_WORD = re.compile(rf"{GAP}(?P<name>{NAME})(?![ \t]*\()")
# who signs, over the party: "Eva Ek och Bo Al" over "Miljöpartiet de gröna", or "(S) (V)"
SIGNED_OVER = re.compile(
    rf"^[ \t]*(?P<names>{NAMES})[ \t]*\n\s*(?:[Ff]ör[ ])?(?:(?P<word>[A-ZÅÄÖa-zåäö][\wåäö ]{{3,40}})|"
    rf"(?P<brackets>\([\wåäö!]{{1,4}}\)"
    r"(?:\s+\([\wåäö!]{1,4}\))*))[ \t]*$",
    re.MULTILINE,
)
# "För Socialdemokraterna" over "Eva Ek"
SIGNED_UNDER = re.compile(
    rf"^[ \t]*[Ff]ör[ ](?P<word>[A-ZÅÄÖa-zåäö][\wåäö ]{{3,40}})\n\s*(?P<names>{NAMES})[ \t]*$", re.MULTILINE
)
# "Noomi Eks (MP) avsägelse": the genitive stands in the name
OWNED = re.compile(r"\s*\)?\s*(?:\w*yrkande|förslag|avsägelse|motion|interpellation|skrivelse|reservation|ändring)\w*")
SEPARATORS = re.compile(r"\s*(?:,|/|\+|&|\bsamt\b|\boch\b)\s*|\s+")
CHAMBER_PARTIES = frozenset({"S", "M", "V", "MP", "C", "L", "KD", "SD"})


def party_of(code: str, municipality: str | None, *, with_person: bool = True) -> str | None:
    """Id of the party written ``code``; local parties count only at home, rare codes only beside a person."""
    found = parties().by_code(code, municipality)
    if found is None:
        return None
    is_sure = found.id in CHAMBER_PARTIES or not found.ambiguous_bare
    at_home = found.municipality is not None and found.municipality == municipality
    return found.id if is_sure or at_home or with_person else None


def party_mentions_in(
    text: str, *, municipality: str | None = None, is_minutes: bool = False, date: str | None = None
) -> tuple[FoundParty, ...]:
    """Every party named in ``text``, in order; no two cover the same characters, save those of one bracket.

    ``date`` (ISO) decides who belongs to a bloc; attendance tables are read only in minutes.
    """
    taken: list[tuple[int, int]] = []
    found: list[FoundParty] = []
    for batch in _readings(text, municipality, is_minutes, date):
        if not any(batch[0].start < end and start < batch[0].end for start, end in taken):
            taken.append((batch[0].start, batch[0].end))
            found.extend(batch)
    return tuple(sorted(found, key=lambda mention: mention.start))


def _readings(
    text: str, municipality: str | None, is_minutes: bool, date: str | None
) -> Iterator[tuple[FoundParty, ...]]:
    """Mentions by every form, surest first; those of one bracket or row together."""
    is_all = any(matches_at(ALL_CUE, text, places_of(text, ALL_WORDS)))
    for pattern in (NAMED, ALL_NAMED) if is_all else (NAMED,):
        for match in pattern.finditer(text):
            yield from _of_persons(match, municipality)
    for pattern in (SIGNED_OVER, SIGNED_UNDER):
        for match in pattern.finditer(text):
            yield from _signed_over(match, municipality)
    if is_minutes and len(rows := list(TABLE_ROW.finditer(text))) > 1:
        for match in rows:
            yield from _of_persons(match, municipality)
    for match in BRACKETED.finditer(text):
        if match["codes"] != "c" or "(a)" not in text:
            yield from _of_codes(match, municipality)
    acts = places_of(text, endings=ACT_ENDINGS)
    for matches in (matches_at(AFTER_FROM, text, acts), matches_at(AFTER_ACT, text, acts), BEFORE_ACT.finditer(text)):
        for match in matches:
            yield from _of_codes(match, municipality)
    for match in BARE_ROW.finditer(text):
        if ROW_CUE.search(text, max(0, match.start() - 40), match.start()) or ROW_VERB.match(text, match.end()):
            yield from _of_codes(match, municipality)
    yield from _of_words(text, municipality)
    yield from _of_blocs(text, municipality, date)


def _of_persons(match: re.Match[str], municipality: str | None) -> Iterator[tuple[FoundParty, ...]]:
    """The party of one bracket with the persons before it."""
    persons = person_names(match["names"])
    codes = _codes(match["codes"])
    ids = [party_of(code, municipality) for code in codes]
    if not persons or None in ids or not ids:
        return
    raw = _raw(match)
    if persons[-1].endswith("s") and OWNED.match(match.string, match.end()):
        persons = (*persons[:-1], persons[-1][:-1])
    start = match.start() + match["names"].find(match["names"].lstrip())
    yield tuple(FoundParty(party, persons, raw, start, match.end()) for party in ids if party)


def _signed_over(match: re.Match[str], municipality: str | None) -> Iterator[tuple[FoundParty, ...]]:
    """Persons over the name of their party, or each over a code of their own."""
    persons = person_names(match["names"])
    if match["word"]:
        party = parties().by_word(match["word"].strip())
        if party and persons and party.municipality in (None, municipality):
            yield (
                FoundParty(
                    party.id,
                    persons,
                    match["word"].strip(),
                    min(match.start("names"), match.start("word")),
                    match.end(),
                ),
            )
        return
    codes = [code.strip("() ") for code in match["brackets"].split()]
    ids = [party_of(code, municipality) for code in codes]
    if len(ids) == 1:
        ids *= len(persons)
    if len(ids) == len(persons) and None not in ids:
        yield tuple(
            FoundParty(party, (person,), f"({code})", match.start("names"), match.end())
            for party, person, code in zip(ids, persons, codes * len(ids) if len(codes) == 1 else codes, strict=False)
            if party
        )


def _of_codes(match: re.Match[str], municipality: str | None) -> Iterator[tuple[FoundParty, ...]]:
    """Parties of a bracket or a row of codes without persons."""
    codes = _codes(match["codes"])
    ids = [party_of(code, municipality, with_person=False) for code in codes]
    if not ids or None in ids:
        return
    start, end = (match.start(), match.end()) if match.re is BRACKETED else match.span("codes")
    raws = [_raw(match)] if len(codes) == 1 else codes
    yield tuple(
        FoundParty(party, (), raw, start, end)
        for party, raw in zip(ids, raws * (len(ids) if len(raws) == 1 else 1), strict=True)
        if party
    )


def _raw(match: re.Match[str]) -> str:
    """The party as written: "(v)" with its brackets, a bare code without."""
    whole = match.group()
    at = match.start("codes") - match.start()
    opening = whole.rfind("(", 0, at)
    return whole[opening:] if opening >= 0 and match.re in (NAMED, BRACKETED) else match["codes"]


def _codes(written: str) -> list[str]:
    return [part for part in SEPARATORS.split(written.strip()) if part]


def _of_words(text: str, municipality: str | None) -> Iterator[tuple[FoundParty, ...]]:
    """Parties by name, with the person who bears it: "Eva Ek, Vänsterpartiet", "Vänsterpartiets Eva Ek"."""
    words, openings = _word_pattern()
    for match in matches_at(words, text, places_of(text, openings)):
        party = parties().by_word(match["word"])
        if party is None or (party.municipality and party.municipality != municipality):
            continue
        before = NAME_BEFORE_WORD.search(text, max(0, match.start() - 80), match.start())
        after = NAME_AFTER_WORD.match(text, match.end()) if match["word"].endswith("s") else None
        person = person_name(before["name"]) if before else person_name(after["name"]) if after else None
        start = before.start("name") if before and person else match.start()
        end = after.end() if after and person and not before else match.end()
        yield (FoundParty(party.id, (person,) if person else (), match["word"], start, end),)


def _of_blocs(text: str, municipality: str | None, date: str | None) -> Iterator[tuple[FoundParty, ...]]:
    """Members of the blocs named, where it is known who belonged to them on that day."""
    words, openings = _bloc_pattern()
    for match in matches_at(words, text, places_of(text, openings)):
        bloc = parties().bloc(match["word"])
        if bloc is not None and bloc.members and _is_in_force(bloc, municipality, date):
            yield tuple(FoundParty(p, (), match["word"], *match.span(), is_bloc=True) for p in bloc.members)


def _is_in_force(bloc: Bloc, municipality: str | None, date: str | None) -> bool:
    if bloc.municipality not in (None, municipality):
        return False
    if date is None:
        return bloc.valid_from is None and bloc.valid_to is None
    return (bloc.valid_from or "") <= date[:4] <= (bloc.valid_to or "9999")


@cache
def _word_pattern() -> tuple[re.Pattern[str], frozenset[str]]:
    return _any_of({word for party in parties().all for word in party.words if len(word) > 3})


@cache
def _bloc_pattern() -> tuple[re.Pattern[str], frozenset[str]]:
    return _any_of({word for bloc in parties().blocs for word in bloc.words})


def _any_of(words: set[str]) -> tuple[re.Pattern[str], frozenset[str]]:
    """Whole words, longest first, and what they open with; a blank in them may be a line break."""
    either = "|".join(re.escape(word).replace(r"\ ", r"\s") for word in sorted(words, key=len, reverse=True))
    pattern = re.compile(rf"(?<![\w-])(?P<word>{either})(?![\w-])", re.IGNORECASE)
    return pattern, frozenset(map(first_word, words))
