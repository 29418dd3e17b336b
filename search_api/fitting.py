"""How well a document fits what was understood from the words: what raises it above equals, and hides nothing.

Weights are in units of a base score whose best document has 1. A value that a document does not state (no date, no
party) counts a part: what is unknown may fit.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from corpus.columns import Columns, Places
from corpus.records import TagRecord
from corpus.vocabulary import districts, fold
from search_api.conditions import day_number
from search_api.understood import UnderstoodFilters

# Set by judgement. Over the realistic queries all weights times 0.5 or 2 score as these do (recall@10 0.98, a
# seed among the first three 0.92; with no weights 0.98 and 0.90): they order what the user sees, they do not find it.
DISTRICT, MUNICIPALITY, PARTY, TYPE, CLASS, PERIOD, NAME, REFERENCE = 0.30, 0.12, 0.20, 0.12, 0.15, 0.15, 0.40, 0.30
MENTIONED = 0.4  # named in the text, but not the one that issued or moved it
UNKNOWN = 0.4
LAST_DAY = 99_991_231
# A motion is answered by a tjänsteutlåtande; who asks for motions is served by the answer too, only less.
ANSWERABLE = frozenset({"motion", "skrivelse", "medborgarförslag", "interpellation"})
ANSWERING = frozenset({"tjänsteutlåtande", "tjänsteskrivelse", "protokoll", "protokollsutdrag", "remissvar"})
ANSWERS = 0.5


def fit_of(columns: Columns, places: Places, wanted: UnderstoodFilters) -> NDArray[np.float64]:
    """For each of the documents at ``places`` the sum of the weights that its facts earn; 0 where nothing was
    understood."""
    districts_wanted = [one for district in wanted.districts for one in districts().with_predecessors(district)]
    fit = np.zeros(len(places))
    if districts_wanted:
        fit += DISTRICT * _own_or_mentioned(columns, places, "district", districts_wanted)
    if wanted.municipalities:
        fit += MUNICIPALITY * _own_or_mentioned(columns, places, "municipality", wanted.municipalities)
    for party in wanted.parties:
        acting = columns.has_any("party", places, (party,))
        mentioned = columns.has_any("party_mentioned", places, (party,))
        fit += PARTY / len(wanted.parties) * np.where(acting, 1.0, MENTIONED * mentioned)
    if wanted.types:
        fit += TYPE * _type_fit(columns, places, wanted.types)
    if wanted.classes:
        fit += CLASS * columns.has_any("class", places, wanted.classes)
    return fit + PERIOD * _period_fit(columns, places, wanted)


def fit_of_names(tags: TagRecord, wanted: UnderstoodFilters, in_text: Collection[str] = ()) -> float:
    """What the persons and references of a tag record earn, for queries that name some.

    ``in_text`` are those of the asked names that stand in the document's text: tags do not know everyone.
    """
    movers = [person for party in tags.parties for person in party.persons]
    movers += [person.name for person in tags.people if person.role == "mover"]
    everyone = [*movers, *(person.name for person in tags.people), *in_text]
    fits = (
        (NAME, _names_fit(wanted.movers, movers, everyone)),
        (NAME, _names_fit(wanted.persons, everyone, everyone)),
        (REFERENCE, _references_fit(wanted.references, tags)),
    )
    return sum(weight * fit for weight, fit in fits)


def _own_or_mentioned(columns: Columns, places: Places, field: str, asked: Sequence[str]) -> NDArray[np.float64]:
    own = columns.is_one_of(field, places, asked)
    mentioned = columns.has_any(f"{field}_mentioned", places, asked)
    return np.where(own, 1.0, MENTIONED * mentioned)


def _type_fit(columns: Columns, places: Places, asked: Sequence[str]) -> NDArray[np.float64]:
    answering = ANSWERS * columns.is_one_of("type", places, ANSWERING) if ANSWERABLE & set(asked) else 0.0
    return np.where(columns.is_one_of("type", places, asked), 1.0, answering)


def _period_fit(columns: Columns, places: Places, wanted: UnderstoodFilters) -> NDArray[np.float64]:
    first, last = day_number(wanted.date_from, last=False), day_number(wanted.date_to, last=True)
    if first is None and last is None:
        return np.zeros(len(places))
    begins, ends = columns.numbers["date_first"][places], columns.numbers["date_last"][places]
    overlaps = (begins <= (last or LAST_DAY)) & (ends >= (first or 0))
    return np.where(ends == 0, UNKNOWN, overlaps)


def _names_fit(asked: Sequence[str], preferred: Sequence[str], everyone: Sequence[str]) -> float:
    if not asked:
        return 0.0
    fits = (1.0 if _has_name(one, preferred) else MENTIONED * _has_name(one, everyone) for one in asked)
    return sum(fits) / len(asked)


def _has_name(asked: str, names: Sequence[str]) -> bool:
    """True when all words of the asked name stand in one of the names: "Åkerblom" in "Eva-Stina Åkerblom"."""
    words = set(fold(asked).split())
    return any(words <= set(fold(name).split()) for name in names)


def _references_fit(asked: Sequence[str], tags: TagRecord) -> float:
    raws = [fold(reference.raw) for reference in tags.references]
    raws += [fold(tags.title or "")]
    numbers = [fold(one).split()[-1] for one in asked]
    return float(any(number in raw for number in numbers for raw in raws))
