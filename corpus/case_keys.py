"""By what a document can be named in a matter, and what it names itself: the keys by which matters are put together.

    is        its own case number, its motion number, the subject of a motion or another initiative
    treats    what it answers or decides: another authority's case, the motion in its title, the subject of its title
    mentions  cases and motions that it only speaks of

Keys are worked out of the tag record alone and stored beside it; links between documents are looked up by them
(``corpus.case_links``), so that it does not matter which of two documents came first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from corpus.bundles import frame_of
from corpus.records import Reference, TagRecord
from corpus.vocabulary import boards, document_types, fold, parse, straighten

KeyRole: TypeAlias = Literal["is", "treats", "mentions"]

INITIATIVES = frozenset({"motion", "skrivelse", "medborgarförslag", "interpellation"})
ANSWERS = frozenset({"tjänsteutlåtande", "tjänsteskrivelse", "remissvar", "protokoll", "protokollsutdrag"})
MINUTES = frozenset({"protokoll", "protokollsutdrag"})

# All titles are folded: small letters, "-" without blanks for every dash.
# "svar på ", "yttrande över ", "remiss av ", "besvarande av "
ANSWERING = re.compile(
    r"^(?:(?:förslag till )?(?:svar|yttrande|remissvar|remiss|remissyttrande|utlåtande|besvarande|behandling)"
    r"\s+(?:på|över|av|till|angående|ang\.?|med anledning av|i anledning av)\s+)"
)
# "motion 2012:6 ", "en skrivelse (nr 4) ", "medborgarförslaget ", "interpellation "
KIND = re.compile(
    r"^(?:en |ett )?(?P<kind>motion|skrivelse|medborgarförslag|interpellation)(?:en|et)?\b"
    r"(?:\s*\(?(?:nr\.?\s*)?(?:\d{4}(?:/\d\d)?:)?\d{1,4}\)?(?![\d-]))?[\s,:-]*"
)
# "motioner om ": several are answered at once, and the subject they share tells none of them
SEVERAL = re.compile(r"^(?:motioner|motionerna|skrivelser|skrivelserna|interpellationer|interpellationerna)\b")
# "av eva ek och bo al (båda mp) om ", "från vänsterpartiet angående "
MOVERS_BEFORE = re.compile(r"^(?:av|från|till)\s.{2,160}?(?=\s(?:om|angående|ang|gällande|rörande|avseende)\b)\s")
# "om ", "angående "
ABOUT = re.compile(r"^(?:om|angående|ang\.?|gällande|rörande|avseende|beträffande)\s+(?:att\s+)?")
# " från nils-erik torpman (c) och vendela rosenhill (kd)", " av eva ek (s)"
MOVERS_BEHIND = re.compile(r"[\s,-]+(?:från|av|väckt av)\s[^()]{2,90}\([^()]{1,30}\)(?:[^()]{1,90}\([^()]{1,30}\))*$")
# "hundrastgård vid flatenvägen-svar på medborgarförslag"
ANSWER_BEHIND = re.compile(
    r"[\s,-]+(?:svar på|yttrande över|besvarande av)\s+"
    r"(?P<kind>motion|skrivelse|medborgarförslag|interpellation)(?:en|et)?(?:\s+\(?\d{4}:\d{1,4}\)?)?(?:\s+från\b.*)?$"
)
# " (2012:41)" at the end
NUMBER_BEHIND = re.compile(r"\s*\((?:nr\s*)?(?:\d{4}(?:/\d\d)?:)?\d{1,4}\)$")
# "motion 2012:6": the key of a reference
MOTION_KEY = re.compile(r"motion (?P<number>\d{4}(?:/\d\d)?:\d{1,4})")
MARKS = re.compile(r"[\"'”“’.,:;()]+")

FEWEST_WORDS, FEWEST_LETTERS = 2, 10  # of a subject that can tell one matter from another


@dataclass(frozen=True, slots=True)
class Subject:
    """What a title is about, folded, without what kind of paper it is; ``answered`` is the kind that it answers."""

    words: str | None
    answered: str | None


def case_keys_of(tags: TagRecord) -> list[tuple[KeyRole, str]]:
    """(role, key) pairs, each once; of a whole with parts only what its frame says."""
    tags = frame_of(tags)
    found = (*_numbers(tags), *_motions(tags), *_subject(tags), *_cited(tags))
    first: dict[str, KeyRole] = {}
    for role, key in found:
        first.setdefault(key, role)  # own before treated before mentioned, in the order above
    return [(role, key) for key, role in first.items()]


def subject_of(title: str) -> Subject:
    """ "Svar på motion om jämställd snöröjning" -> "jämställd snöröjning", an answer to a motion."""
    text = " ".join(fold(straighten(title)).split())
    answered = document_types().answered_by(title)
    if behind := ANSWER_BEHIND.search(text):
        answered, text = behind["kind"], text[: behind.start()]
    text = NUMBER_BEHIND.sub("", text)
    is_answer = ANSWERING.match(text)
    text = ANSWERING.sub("", text)
    if SEVERAL.match(text):
        return Subject(None, answered)
    if kind := KIND.match(text):
        answered = answered or (kind["kind"] if is_answer else None)
        text = MOVERS_BEFORE.sub("", text[kind.end() :])
    text = MOVERS_BEHIND.sub("", ABOUT.sub("", text))
    text = " ".join(MARKS.sub(" ", text).split())
    is_telling = len(text.split()) >= FEWEST_WORDS and len(text) >= FEWEST_LETTERS
    return Subject(text if is_telling else None, answered if answered in INITIATIVES else None)


def _numbers(tags: TagRecord) -> Iterator[tuple[KeyRole, str]]:
    for number in sorted(tags.diarienummer, key=lambda one: one.role != "own"):
        if number.year is None or number.number is None:
            continue
        known = not number.canonical.startswith("?")
        if number.role == "own":
            if known:
                yield "is", f"case:{number.canonical}"
            if tags.municipality:
                yield "is", f"number:{tags.municipality}|{number.year}|{number.number}"
        elif known:
            yield "treats", f"case:{number.canonical}"


def _motions(tags: TagRecord) -> Iterator[tuple[KeyRole, str]]:
    """A motion's own number; in an answer the one in its title, or the only one when its title speaks of a motion."""
    numbers = [m["number"] for r in tags.references if r.kind == "motion" and (m := _motion_key(r))]
    if not tags.municipality or not numbers:
        return
    title = fold(tags.title or "")
    titled = [number for number in numbers if number in title]
    meant = titled or (numbers if len(set(numbers)) == 1 and re.search(r"\bmotion", title) else [])
    if tags.type == "motion":
        role: KeyRole | None = "is" if titled or len(set(numbers)) == 1 else None
        meant = titled or numbers
    else:
        role = "treats" if tags.type in ANSWERS else None
    for number in numbers:
        yield role if role and number in meant else "mentions", f"motion:{tags.municipality}|{number}"


def _motion_key(reference: Reference) -> re.Match[str] | None:
    return MOTION_KEY.fullmatch(reference.canonical or "")


def _subject(tags: TagRecord) -> Iterator[tuple[KeyRole, str]]:
    if not tags.title or not tags.municipality:
        return
    subject = subject_of(tags.title).words
    if subject and tags.type in INITIATIVES:
        yield "is", f"title:{tags.municipality}|{subject}"
    elif subject and tags.type in ANSWERS:
        yield "treats", f"title:{tags.municipality}|{subject}"


def _cited(tags: TagRecord) -> Iterator[tuple[KeyRole, str]]:
    """Cases that the text speaks of. The letters in a number may tell whose it is; else the number alone is kept."""
    for reference in tags.references:
        if reference.kind != "dnr" or not reference.canonical:
            continue
        owner, _, rest = reference.canonical.partition("|")
        if not re.fullmatch(r"\d{4}\|\d+", rest):
            continue
        if owner == "?":
            parsed = parse(reference.raw, labelled=True)
            board = boards().by_prefix(parsed.prefix, tags.municipality) if parsed and parsed.prefix else None
            owner = board.diary if board else owner
        if owner != "?":
            yield "mentions", f"case:{owner}|{rest}"
        elif tags.municipality:
            yield "mentions", f"number:{tags.municipality}|{rest}"
