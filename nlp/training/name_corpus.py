"""The sentences that the model for names is taught: newspapers, mended, and parliament's, half labelled.

Webbnyheter 2012 is hand-labelled and noisy; ``cleaned`` takes out or leaves open what is systematically wrong.
Sentences of parliament and government get labels only where a name is surely known; their other words with a capital
are left open.
"""

from __future__ import annotations

import json
import lzma
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from corpus.vocabulary import municipalities, parties
from nlp.names import plain_blanks
from nlp.training.name_lists import AUTHORITIES, NameLists
from nlp.training.texts import training_texts

SEED = 7
LABELS = ("PER", "ORG", "LOC")
# a name that is labelled at least this often, of so many, is known; a word without a label there is left open
SURE_SHARE, SURE_COUNT = 0.75, 3

# "?rets", "V?sterås": letters that were lost
LOST_LETTER = re.compile(r"\?[a-zåäö]")
# a soft hyphen inside a word: "vapenexpor\u00adten"
SOFT_HYPHEN = re.compile("[\u00ad\u200b]")
# courts and authorities, labelled now ORG, now MISC, now not at all: "Tingsrätten", "Polisen", "Riksrevisionen"
AUTHORITY = re.compile(r"^(?:[A-ZÅÄÖ]\w+(?:rätten|styrelsen|verket|inspektionen|myndigheten|revisionen)|Polisen)s?$")
SENTENCE = re.compile(r"[A-ZÅÄÖ][^.\n!?]{20,220}[.!?](?=\s|$)")
CAPITAL = re.compile(r"(?<![\w-])[A-ZÅÄÖ][\w:-]*")
PARTY_OF_AUTHOR = re.compile(r"\s*\([^)]*\)\s*$")


@dataclass(frozen=True)
class Taught:
    """A sentence with its names and the places where nothing is known; offsets in characters."""

    text: str
    names: list[tuple[int, int, str]]
    open: list[tuple[int, int]] = field(default_factory=list)


# --- Webbnyheter -------------------------------------------------------------------------------------------------


def sentences_of(path: Path) -> Iterator[list[tuple[str, str]]]:
    """Sentences as (word, label) pairs, "0" for no name, soft hyphens taken out."""
    with path.open(encoding="utf-8") as lines:
        parted = (SOFT_HYPHEN.sub("", line).rsplit(maxsplit=1) for line in lines)
        for is_row, rows in groupby(parted, key=bool):
            if is_row:
                yield [(row[0].strip(), row[1]) for row in rows if len(row) == 2]


def taught(row: Sequence[tuple[str, str]], left_open: Iterable[int] = ()) -> Taught:
    """The sentence as text; neighbours of one label are one name."""
    text, names, places = "", [], []
    for label, pairs in groupby(row, key=lambda pair: pair[1]):
        words = [word for word, _ in pairs]
        start = len(text) + (1 if text else 0)
        for word in words:
            text += (" " if text else "") + word
            places.append((len(text) - len(word), len(text)))
        if label in LABELS:
            names.append((start, len(text), label))
    return Taught(text, names, [places[at] for at in left_open])


def cleaned(rows: Sequence[list[tuple[str, str]]]) -> tuple[list[Taught], Counter[str]]:
    """The sentences without what is systematically wrong, and how often each mending happened.

    Sentences with lost letters are dropped. MISC, which covers courts, cups and titles alike, is left open. An
    authority is an organisation. Open, too, are words without a label that are labelled nearly everywhere else, and
    labels that stand against nearly all others of the same word.
    """
    kept, counts = [], Counter[str]()
    known = _known_words(rows)
    for row in rows:
        if any(LOST_LETTER.search(word) for word, _ in row):
            counts["dropped for lost letters"] += 1
            continue
        mended, left_open = [], []
        for at, (word, label) in enumerate(row):
            if AUTHORITY.match(word) and label in ("0", "MISC"):
                counts["authority without its label"] += 1
                mended.append((word, "ORG"))
                continue
            if label == "MISC":
                counts["MISC left open"] += 1
                left_open.append(at)
            elif known.get(word, label) != label:
                counts["label against all others left open"] += 1
                left_open.append(at)
            mended.append((word, "0" if at in left_open else label))
        kept.append(taught(mended, left_open))
    return kept, counts


def _known_words(rows: Iterable[list[tuple[str, str]]]) -> dict[str, str]:
    """Words with a capital that bear one label nearly always."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        for word, label in row:
            if word[:1].isupper() and len(word) > 2:
                seen[word][label] += 1
    sure = {}
    for word, labels in seen.items():
        label, count = labels.most_common(1)[0]
        if label in LABELS and count >= SURE_COUNT and count / labels.total() >= SURE_SHARE:
            sure[word] = label
    return sure


# --- parliament and government -----------------------------------------------------------------------------------


def authors_in(pairs: Path) -> list[str]:
    """Names of the persons who wrote interpellations and motions, without their parties."""
    found: set[str] = set()
    with lzma.open(pairs, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if row["source"] in ("riksdag/interpellation", "riksdag/motion"):
                found.update(PARTY_OF_AUTHOR.sub("", str(author)) for author in row.get("authors") or ())
    return sorted(name for name in found if re.fullmatch(r"[^\W\d_]+(?:[ -][^\W\d_]+){1,3}", name))


def name_lists(authors: Sequence[str]) -> NameLists:
    """Given names and surnames of the authors, parted, and all municipalities."""
    given = sorted({name.split()[0] for name in authors})
    surnames = sorted({name.split()[-1] for name in authors})
    return NameLists(given, surnames, [municipality.name for municipality in municipalities().all])


def silver_sentences(pairs: Path, names: NameLists) -> Iterator[Taught]:
    """Sentences that hold a surely known name; other words with a capital are left open."""
    chance = random.Random(SEED)
    known = _known_names(names)
    given, surnames = set(names.given), set(names.surnames)
    lower: Counter[str] = Counter()
    found: list[str] = []
    for text in training_texts(pairs):
        if chance.random() < 0.25:
            sentences = SENTENCE.findall(text.body[:6000])
            lower.update(word for sentence in sentences for word in sentence.split() if word[0].islower())
            found += chance.sample(sentences, min(4, len(sentences)))
    chance.shuffle(found)
    for sentence in found:
        made = _silver(plain_blanks(sentence), known, given, surnames, lower)
        if made.names or chance.random() < 0.1:
            yield made


def _known_names(names: NameLists) -> dict[str, str]:
    known = dict.fromkeys(AUTHORITIES, "ORG")
    known |= {party.name: "ORG" for party in parties().all if party.municipality is None}
    return known | {place: "LOC" for place in names.places if len(place) > 4}


def _silver(text: str, known: dict[str, str], given: set[str], surnames: set[str], lower: Counter[str]) -> Taught:
    """Runs of words with a capital: a known name, a person of known parts, a plain word, or left open."""
    labelled, left_open = [], []
    for match in re.finditer(r"[A-ZÅÄÖ][\w:-]*(?: (?:och|av|i|för) (?=[A-ZÅÄÖ])| ?[A-ZÅÄÖ][\w:-]*)*", text):
        start, run = match.start(), match.group().strip()
        words = run.split(" ")
        is_person = len(words) in (2, 3) and words[0] in given and words[-1] in surnames
        label = "PER" if is_person else known.get(run) or known.get(run.removesuffix("s"))
        if label:
            labelled.append((start, start + len(run), label))
        elif not (len(words) == 1 and lower[run.lower()] >= 20):
            left_open += [(start + m.start(), start + m.end()) for m in re.finditer(r"\S+", run)]
    return Taught(text, labelled, left_open)
