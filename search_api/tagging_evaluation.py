"""How right the tags are: precision, recall and F1 of every field over hand-labelled documents, with what failed.

The rules of comparison stand in ``tagging_rules``, the form of the labels in ``tagging_gold``.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from corpus.errors import UnreadableError, UserMistakeError
from search_api.tagging_gold import GoldDocument
from search_api.tagging_rules import LISTED, PLAIN, UNITS, Key, Listed, Plain, Record, Units, alike, fields

# F1 values are kept with four decimals; a smaller difference is rounding
SMALLEST_DROP = 0.00005


@dataclass(frozen=True, slots=True)
class Failure:
    """A wrong, missing or surplus value: None on the side that has nothing. ``part`` counts from 1."""

    document: str
    part: int | None
    field: str
    expected: str | None
    got: str | None
    page: int | None


@dataclass(slots=True)
class Tally:
    """Counts of one field."""

    right: int = 0
    missed: int = 0
    extra: int = 0

    @property
    def precision(self) -> float:
        """Share of the given values that are right; 1 when none was given."""
        return self.right / (self.right + self.extra) if self.right + self.extra else 1.0

    @property
    def recall(self) -> float:
        """Share of the stated values that were found; 1 when none is stated."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = 2 * self.right + self.missed + self.extra
        return 2 * self.right / total if total else 1.0

    def as_json(self) -> dict[str, float | int]:
        """{"precision", "recall", "f1", "right", "missed", "extra"}."""
        shares = {"precision": self.precision, "recall": self.recall, "f1": self.f1}
        rounded = {name: round(share, 4) for name, share in shares.items()}
        return {**rounded, "right": self.right, "missed": self.missed, "extra": self.extra}


@dataclass(slots=True)
class Scores:
    """Counts by field, and every failure."""

    documents: int = 0
    tallies: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    failures: list[Failure] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """{"documents", "fields": {name: counts and shares}, "failures": [...]}, fields in the order of the rules."""
        names = [name for name, _ in fields() if name in self.tallies]
        return {
            "documents": self.documents,
            "fields": {name: self.tallies[name].as_json() for name in names},
            "failures": [
                {name: getattr(failure, name) for name in Failure.__dataclass_fields__} for failure in self.failures
            ],
        }


def evaluate_tagging(
    gold: Sequence[GoldDocument], *, progress: Callable[[int, int], None] | None = None
) -> dict[str, Any]:
    """The report of ``Scores.as_json`` over all documents; ``progress(done, of)`` is called after each.

    Raises ``UserMistakeError`` when a labelled document cannot be read: labels of a broken file are a mistake.
    """
    from corpus.tag_json import tag_to_json
    from ingest.reader import read_document
    from nlp.swedish import load_swedish
    from nlp.tagger import tag_document

    swedish, scores = load_swedish(), Scores()
    for done, document in enumerate(gold, 1):
        try:
            read = read_document(document.name, document.content)
        except UnreadableError as error:
            raise UserMistakeError(f"the labelled document {document.name} cannot be read: {error}") from error
        score(scores, document.name, document.tags, tag_to_json(tag_document(read, swedish)))
        if progress:
            progress(done, len(gold))
    return scores.as_json()


def score(scores: Scores, document: str, expected: Record, got: Record) -> None:
    """Add one document to the scores."""
    scores.documents += 1
    _score_record(scores, document, None, expected, got)
    if "parts" in expected:
        _score_parts(scores, document, expected["parts"] or [], got.get("parts") or [])


def _score_parts(scores: Scores, document: str, expected: Sequence[Record], got: Sequence[Record]) -> None:
    """Parts belong together by title; of one that is missing, all that was stated is missed."""
    left = dict(enumerate(got))
    for number, part in enumerate(expected, 1):
        title = alike(part.get("title"))
        place = next((place for place, other in left.items() if alike(other.get("title")) == title), None)
        if place is None:
            _miss(scores, Failure(document, number, "parts", str(part.get("title")), None, None))
            continue
        scores.tallies["parts"].right += 1
        _score_record(scores, document, number, part, left.pop(place))
    for place, other in left.items():
        pages = other.get("pages") or [None]
        _add(scores, Failure(document, place + 1, "parts", None, str(other.get("title")), pages[0]))


def _score_record(scores: Scores, document: str, part: int | None, expected: Record, got: Record) -> None:
    for rule in PLAIN:
        if rule.field in expected and not (part and rule.field == "title"):
            _score_value(scores, Failure(document, part, rule.field, None, None, None), rule, expected, got)
    for listed in LISTED:
        if listed.field in expected:
            _score_list(scores, Failure(document, part, listed.field, None, None, None), listed, expected, got)
    for units in UNITS:
        if units.field in expected:
            _score_units(scores, document, part, units, expected[units.field] or [], got.get(units.field) or [])


def _score_value(scores: Scores, blank: Failure, rule: Plain, expected: Record, got: Record) -> None:
    wanted, found = (None if side.get(rule.field) is None else rule.form(side[rule.field]) for side in (expected, got))
    _compare(scores, blank, wanted, found, expected.get(rule.field), got.get(rule.field))


def _compare(
    scores: Scores, blank: Failure, wanted: str | None, found: str | None, as_stated: object, as_got: object
) -> None:
    """Count one value against another, in the forms that are compared; failures show them as written."""
    tally = scores.tallies[blank.field]
    if wanted == found:
        tally.right += wanted is not None
        return
    tally.missed += wanted is not None
    tally.extra += found is not None
    shown = (None if side is None else _shown(side) for side in (as_stated, as_got))
    stated, given = shown
    scores.failures.append(Failure(blank.document, blank.part, blank.field, stated, given, blank.page))


def _score_list(scores: Scores, blank: Failure, rule: Listed, expected: Record, got: Record) -> None:
    passed_over = {rule.form(side[rule.apart]) for side in (expected, got) if rule.apart and side.get(rule.apart)}
    wanted, found = (
        {rule.form(value) for value in side.get(rule.field) or ()} - passed_over for side in (expected, got)
    )
    scores.tallies[rule.field].right += len(wanted & found)
    for value in sorted(wanted - found):
        _miss(scores, Failure(blank.document, blank.part, rule.field, value, None, None))
    for value in sorted(found - wanted):
        _add(scores, Failure(blank.document, blank.part, rule.field, None, value, None))


def _score_units(
    scores: Scores, document: str, part: int | None, rule: Units, expected: Sequence[Record], got: Sequence[Record]
) -> None:
    scores.tallies[rule.field].right += 0
    left: dict[Key, list[Record]] = defaultdict(list)
    for claim in got:
        left[rule.key_of(claim)].append(claim)
    for claim in expected:
        if not left.get(rule.key_of(claim)):
            _miss(scores, Failure(document, part, rule.field, _unit(rule, claim), None, claim.get("page")))
            continue
        twin = left[rule.key_of(claim)].pop(0)
        scores.tallies[rule.field].right += 1
        for detail in rule.details:
            if detail.name in claim:
                name = f"{rule.field}.{detail.name}"
                wanted, found = (
                    None if side.get(detail.name) in (None, []) else detail.form(side[detail.name])
                    for side in (claim, twin)
                )
                if wanted is None and found is None:
                    continue
                blank = Failure(document, part, name, None, None, twin.get("page"))
                context = _unit(rule, claim)
                _compare(
                    scores,
                    blank,
                    wanted,
                    found,
                    f"{_shown(claim.get(detail.name))} <- {context}",
                    None if found is None else _shown(twin[detail.name]),
                )
    for claim in (claim for claims in left.values() for claim in claims):
        _add(scores, Failure(document, part, rule.field, None, _unit(rule, claim), claim.get("page")))


def _miss(scores: Scores, failure: Failure) -> None:
    scores.tallies[failure.field].missed += 1
    scores.failures.append(failure)


def _add(scores: Scores, failure: Failure) -> None:
    scores.tallies[failure.field].extra += 1
    scores.failures.append(failure)


def _unit(rule: Units, claim: Record) -> str:
    return " | ".join(_shown(claim.get(name)) for name, _ in rule.key)


def _shown(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {_shown(item)}" for name, item in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(_shown(item) for item in value) or "-"
    return "-" if value is None else " ".join(str(value).split())


def drops(last: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    """A sentence for each field whose F1 is lower than in an earlier report, with up to three failures.

    Raises ``UserMistakeError`` when the earlier report is none.
    """
    before = last.get("fields") if isinstance(last, Mapping) else None
    if not isinstance(before, Mapping):
        raise UserMistakeError('the report to compare with must be an object with "fields", as --json prints it')
    for name, then in before.items():
        if name not in now["fields"]:
            yield f"{name}: scored before, but not now"
            continue
        earlier, later = float(then["f1"]), float(now["fields"][name]["f1"])
        if later < earlier - SMALLEST_DROP:
            lines = [f"{name}: F1 fell from {earlier:.4f} to {later:.4f}"]
            failed = [failure for failure in now["failures"] if failure["field"] == name]
            yield "\n".join([*lines, *(f"    {line}" for line in map(failure_line, failed[:3]))])


def failure_line(failure: Mapping[str, Any]) -> str:
    """ "paper.pdf part 2 page 3: expected X, got Y"."""
    place = [failure["document"]]
    place += [f"part {failure['part']}"] if failure["part"] else []
    place += [f"page {failure['page']}"] if failure["page"] else []
    expected, got = failure["expected"], failure["got"]
    return f"{' '.join(place)}: expected {expected or 'nothing'}, got {got or 'nothing'}"


def report_lines(report: Mapping[str, Any], *, failures: int | None = None) -> Iterator[str]:
    """The report as a table of fields, each followed by its failures (at most ``failures`` of them)."""
    yield f"{report['documents']} document{'s' * (report['documents'] != 1)}"
    yield f"{'field':26}{'precision':>10}{'recall':>8}{'F1':>8}{'right':>7}{'missed':>8}{'extra':>7}"
    for name, counts in report["fields"].items():
        yield (
            f"{name:26}{counts['precision']:10.3f}{counts['recall']:8.3f}{counts['f1']:8.3f}"
            f"{counts['right']:7}{counts['missed']:8}{counts['extra']:7}"
        )
    by_field: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for failure in report["failures"]:
        by_field[failure["field"]].append(failure)
    for name in report["fields"]:
        if found := by_field.get(name):
            yield ""
            yield f"{name}: {_count(found)}"
            yield from (f"  {failure_line(failure)}" for failure in found[:failures])
            if failures is not None and len(found) > failures:
                yield f"  ... and {len(found) - failures} more"


def _count(found: Iterable[Mapping[str, Any]]) -> str:
    kinds = Counter(
        "missed" if failure["got"] is None else "surplus" if failure["expected"] is None else "wrong"
        for failure in found
    )
    return ", ".join(f"{count} {kind}" for kind, count in kinds.items())
