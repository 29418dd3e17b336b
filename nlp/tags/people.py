"""People of a matter: its handläggare, those who sign, its movers, contacts, and others named in a list.

A handläggare has a label ("Handläggare: Eva Ek"), a column ("Handläggare  Datum  Diarienummer" over the values) or, in
Göteborg, only a telephone under the name. Those who sign have a title on the line below their name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from corpus.records import Person, PersonRole
from corpus.vocabulary import districts, municipalities
from nlp.tags.att_list import sentences_in
from nlp.tags.context import TagContext
from nlp.tags.misread_names import same_persons
from nlp.tags.official import REACHED_BY, officials_in
from nlp.tags.party import MINUTES, POLITICIANS_TEXTS, movers_in, paragraphs_in, party_passages_in, text_start
from nlp.tags.person_names import A_NAME, LISTED, NAME, NAMES, is_name_line, lists_of_persons, person_name, person_names
from nlp.tags.signatory import NAME_AND_OFFICE, OFFICE, is_office, signatories_in
from nlp.tags.unexplained import names_read
from nlp.word_places import matches_at, places_of

LOGIC_VERSION = 3

# "Förslagsställare: Gunvor Ek"
CITIZEN_LABEL = re.compile(r"^förslagsställare(?:ns namn)?\b[ \t]*:?[ \t]*(?P<value>.*)$", re.IGNORECASE)
# the form of a medborgarförslag: "Namn: Gunvor Ek"
NAME_LABEL = re.compile(r"^namn\b[ \t]*:?[ \t]*(?P<value>.*)$", re.IGNORECASE)
# "Svar på medborgarförslag från Gunvor Ek", "medborgarförslag väckt av Gunvor Ek och Bo Al"
CITIZEN_MOVED = re.compile(
    rf"\b(?:medborgarförslag|e-förslag|medborgarinitiativ|e-petition|\w*initiativet)(?:et|"
    rf"en)?\b[^.\n]{{0,80}}?\b(?:från|av)\s+(?P<names>{NAME}(?:\s+(?:och|samt)\s+{NAME})*)(?!\s*\()",
    re.IGNORECASE,
)
# "Gunvor Ek föreslår att", "Gunvor Ek har i ett medborgarförslag", "Noa Ek, 13 år, har lämnat"
CITIZEN_PROPOSES = re.compile(
    rf"(?P<names>{NAME}(?:\s+och\s+{NAME})?)(?:,\s+\d{{1,2}}\s+år,?)?\s+(?:föreslår|har\s+(?:i|lämnat|inkommit|föreslagit)|vill)\b"
)
# "av Lise Ek, Beroendecentrum, tel 08-555", "Kontakt: Lise Ek, lise.ek@..."
REACHED_IN_LINE = re.compile(
    rf"(?P<name>{NAME}),?[ \t]+(?:[^.\n,]{{2,60}},[ \t]+)?(?:(?:på|via)[ \t]+)?"
    r"(?:tel|telefon|tfn|mobil|e-?post|mejl|[\w.-]+@)",
)
WAYS_TO_REACH = ("tel", "tfn", "mobil", "post", "mejl", "@")
CONTACT_WORDS = frozenset(
    "kontakta kontakt kontaktperson kontaktpersoner kontaktuppgifter hör frågor upplysningar".split()
)
# "Kontakta projektledare Lo Ek", "Frågor besvaras av Eva Ek eller Bo Al", "Kontaktperson: Bo Al, tekniska kontoret"
CONTACT_CUE = re.compile(
    rf"\b(?:[Kk]ontakta|[Kk]ontakt(?:person(?:er)?|uppgifter)?(?:[ ]är)?:?|[Hh]ör\s+(?:gärna\s+)?av\s+(?:dig|"
    rf"er)\s+till|"
    rf"[Ff]rågor\b[^.\n]{{0,40}}\b(?:besvaras|ställs)\s+(?:av|till)|[Uu]pplysningar\s+(?:lämnas|fås)\s+(?:av|hos))\s+"
    rf"(?:[a-zåäö]+\s+){{0,3}}(?P<names>{NAMES}(?:\s+eller\s+(?:[a-zåäö]+\s+){{0,2}}{NAME})?)(?!\s*\()"
)
# minutes: where those are listed who are present without a vote
PRESENT_LABEL = re.compile(
    r"^[#\s]*(?:övriga (?:deltagande|deltagare|närvarande)|(?:närvarande )?tjänste(?:män|personer)|"
    r"(?:dessutom|även) närvarande|från förvaltningen|föredragande|inbjudna)\b[ \t]*:?[ \t]*(?P<value>.*)$",
    re.IGNORECASE,
)
# the next field of the first page of minutes
OTHER_FIELD = re.compile(
    r"^[#\s]*(?:utses att justera|justering|underskrift|sekreterare\b|ordförande\b|paragraf|§|plats|beslutande|"
    r"ersättare|"
    r"anslag|tid\b|ledamöter|ärende)",
    re.IGNORECASE,
)
# a title before a name in such a list: "socialchef Kenneth Ek"
TITLE_BEFORE = re.compile(rf"(?P<title>[\wåäö-]*{OFFICE.pattern})[ \t]+$", re.IGNORECASE)
# ", ekonomichef" behind it
TITLE_BEHIND = re.compile(
    rf",[ \t]+(?P<title>(?:[a-zåäö]+[ \t])?[\wåäö-]*{OFFICE.pattern})(?![ \t]+[A-ZÅÄÖ])", re.IGNORECASE
)
# "Anders Zorns väg": a place that is called after somebody
PLACE_BEHIND = re.compile(
    r"[ \t-]+(?:väg|gata|gränd|torg|plats|park|plan|backe|stig|allé|kapell|kyrka|skola|minne|hus|gård|stiftelse|fond|"
    r"bro)\w{0,3}\b"
)
FEWEST_LISTED = 3
TOOK_PART_WORDS = frozenset({"medverkade", "medverkar", "deltog", "närvarade"})
# "Från förvaltningen medverkade Ture Ek och Mirjam Al"
TOOK_PART = re.compile(rf"\b(?:medverkade|medverkar|deltog|närvarade)\s+(?P<names>{NAMES})(?!\s*\()")

RANK: dict[PersonRole, int] = {"handläggare": 0, "signatory": 1, "mover": 2, "contact": 3, "mentioned": 4}


def people_in(context: TagContext) -> tuple[Person, ...]:
    """Each person once for each role, most responsible first; a mere mention adds nothing to a role."""
    lines = _lines(context)
    officials = officials_in(context)
    contacts = [] if context.type in MINUTES else list(_contacts(context, lines, taken=officials))
    signatories = list(signatories_in(context, lines, {name for name, _ in contacts}))
    found: list[Person] = [Person(name, "handläggare") for name in officials]
    found += [Person(name, "signatory", title) for name, title in signatories]
    found += [Person(name, "mover") for name in _movers(context, lines)]
    found += [Person(name, "contact", title) for name, title in contacts]
    found += [Person(name, "mentioned", title) for name, title in _present(lines, context)]
    found += [Person(name, "mentioned") for name in _listed(context)]
    found += [Person(name, "mentioned") for name in _read(context)]
    return _each_once(found)


def _each_once(found: list[Person]) -> tuple[Person, ...]:
    kept: dict[tuple[str, str], Person] = {}
    one_of = same_persons([person.name for person in found])
    found = [replace(person, name=one_of.get(person.name, person.name)) for person in found]
    names = {person.name for person in found}
    for person in sorted(found, key=lambda person: RANK[person.role]):
        if person.role == "mentioned" and any(
            person.name != name and f" {person.name}" in f" {name}" for name in names
        ):
            continue  # "Cruz Delgado", a part of "Ramona Cruz Delgado"
        if person.role == "mentioned" and person.name.endswith("s") and person.name[:-1] in names:
            continue  # "Leyla Ozgens son"
        known = [role for name, role in kept if name == person.name]
        if person.role not in known and not (known and person.role in ("contact", "mentioned")):
            kept[person.name, person.role] = person
    return tuple(kept.values())


def _lines(context: TagContext) -> list[tuple[int, str]]:
    """Lines of the main document that are not blank, with their offsets."""
    return [(match.start(), match.group().strip()) for match in re.finditer(r"[^\s\n][^\n]*", context.main_text)]


# --- movers --------------------------------------------------------------------------------------------------


def _movers(context: TagContext, lines: list[tuple[int, str]]) -> Iterator[str]:
    """Persons behind the matter: with their party, or citizens without one."""
    for mover in movers_in(context):
        yield from mover.persons
    is_proposal = context.type == "medborgarförslag"
    for place, (_, line) in enumerate(lines):
        if (label := CITIZEN_LABEL.match(line)) or (is_proposal and (label := NAME_LABEL.match(line))):
            below = lines[place + 1][1] if place + 1 < len(lines) else ""
            yield from person_names(label["value"]) or (person_names(below) if is_name_line(below) else ())
    if context.type not in POLITICIANS_TEXTS:
        yield from _citizens(context)
    else:
        yield from _signing_below(lines, text_start(context))


def _citizens(context: TagContext) -> Iterator[str]:
    """Movers of the medborgarförslag a paper answers: in its title block, else where the text first tells of it."""
    in_front = [name for match in CITIZEN_MOVED.finditer(context.front_text) for name in person_names(match["names"])]
    yield from in_front
    if in_front or "medborgarförslag" not in context.front_text.casefold():
        return
    enclosed = [line.strip() for line in context.document.text[context.main_end :].split("\n") if line.strip()]
    signed = [name for line in enclosed[-3:] if is_name_line(line) and (name := person_name(line))]
    if signed:
        yield from signed
        return
    for section in context.sections("summary", "matter", "background"):
        if match := CITIZEN_PROPOSES.match(context.text_of(section).lstrip()):
            yield from person_names(match["names"])
            return


def _signing_below(lines: list[tuple[int, str]], front_end: int) -> Iterator[str]:
    """Names that stand alone on the last lines of a text."""
    for offset, line in lines[-6:]:
        signed = NAME_AND_OFFICE.match(line)
        is_officer = signed is not None and is_office(signed["title"])
        raw = signed["name"] if signed and is_officer else line
        if offset >= front_end and (is_officer or is_name_line(line)) and (name := person_name(raw)):
            yield name


# --- contacts and lists --------------------------------------------------------------------------------------


def _contacts(
    context: TagContext, lines: list[tuple[int, str]], *, taken: tuple[str, ...]
) -> Iterator[tuple[str, str | None]]:
    """Persons with a telephone or an address under their name, or behind it in the sentence."""
    for place, (offset, line) in enumerate(lines):
        if offset < context.front_end and context.type != "nyhetsbrev":
            continue
        name = person_name(line) if is_name_line(line) else None
        below = [text for _, text in lines[place + 1 : place + 4]]
        reached = next((at for at, text in enumerate(below) if REACHED_BY.match(text)), None)
        if name and name not in taken and reached is not None and not any(map(is_name_line, below[:reached])):
            titles = [text for text in below[:reached] if is_office(text)]
            yield name, titles[0] if titles else None
    text, start = context.main_text, 0 if context.type == "nyhetsbrev" else context.front_end
    for match in REACHED_IN_LINE.finditer(text) if any(way in text for way in WAYS_TO_REACH) else ():
        name = person_name(match["name"])
        if name and name not in taken and match.start() >= start:
            yield name, None
    cues = [place for place in places_of(text, CONTACT_WORDS) if place >= start]
    for match in matches_at(CONTACT_CUE, text, cues):
        yield from ((name, None) for name in person_names(match["names"]) if name not in taken)


def _present(lines: list[tuple[int, str]], context: TagContext) -> Iterator[tuple[str, str | None]]:
    """Officials present at a meeting: without a party, with the title before or behind the name."""
    if context.type not in MINUTES:
        return
    is_list = False
    for _, line in lines:
        label = PRESENT_LABEL.match(line)
        is_list = label is not None or (is_list and not OTHER_FIELD.match(line))
        if is_list:
            yield from _officials_of_row(label["value"] if label else line)


def _officials_of_row(row: str) -> Iterator[tuple[str, str | None]]:
    for match in A_NAME.finditer(row):
        name = person_name(match.group())
        if name is None or row[match.end() :].lstrip().startswith("("):
            continue
        at = match.start() + match.group().find(name.split(" ")[0])
        before = TITLE_BEFORE.search(row, 0, at)
        behind = TITLE_BEHIND.match(row, match.end())
        title = behind["title"] if behind else before["title"] if before else None
        yield name, title


def _read(context: TagContext) -> Iterator[str]:
    """Persons that the trained model read where no rule knows them; a party's own persons stand with it."""
    of_parties = {person for found, _, _ in party_passages_in(context) for person in found.persons}
    text = context.main_text
    for found in names_read(context):
        cell = text.find("\t", found.start)
        whole = A_NAME.match(text, found.start, cell if cell >= 0 else len(text))
        if found.label != "PER" or whole is None or whole.end() < found.end or PLACE_BEHIND.match(text, whole.end()):
            continue
        name = person_name(whole.group())
        if name and not of_parties & {name, name.removesuffix("s")}:
            yield name


def _listed(context: TagContext) -> Iterator[str]:
    """Persons in a list of those who take part: "name, organisation, name, organisation"."""
    text = context.main_text
    cues = [match.start() for match in lists_of_persons(text)]
    for start, end in paragraphs_in(text, 0, len(text)) if cues else ():
        if not any(start <= cue < end for cue in cues):
            continue
        for a, b in sentences_in(text, start, end):
            if match := LISTED.search(text, a, b):
                names = list(_names_of_list(text[match.end() : b]))
                if len(names) >= FEWEST_LISTED:
                    yield from names
    for match in matches_at(TOOK_PART, text, places_of(text, TOOK_PART_WORDS)):
        yield from person_names(match["names"])


def _names_of_list(listed: str) -> Iterator[str]:
    """Names of a list in which what follows a name is where it comes from ("Lars Ek, Upplands Bro")."""
    for part in re.split(r",\s*|\s+(?:och|samt)\s+(?=[A-ZÅÄÖ])|;\s*", listed.strip(" .")):
        name = person_name(part) if A_NAME.fullmatch(part.strip()) else None
        if name and municipalities().named(part) is None and districts().named(part) is None:
            yield name
