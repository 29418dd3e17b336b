"""Case numbers (diarienummer): which shapes there are, what each part means, and what only looks like one.

A case is owner + year + running number; plan code and prefix describe it, but do not identify it. The order of the
parts changes between boards and years, so each shape is a named format (``numbers.yaml``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, Literal

from corpus.vocabulary.entries import entries_in, texts
from corpus.vocabulary.folding import fold, straighten
from corpus.vocabulary.number_parts import parts_of_number

# Parts of the formats: plan code (511, 1.5.1, 1.2.4.), letters of the owner (KS, SÄN), four-digit year
_PARTS = {
    "C": r"(?:\d(?:\.\d{1,2}){1,3}\.?|\d{1,5})",
    "P": r"(?:(?!(?:d?nr|sou|sfs|ds|dir|prop|bet|rskr)\b)[A-Za-zÅÄÖåäö]{1,5})",
    "Y": r"(?:(?:19|20)\d{2})",
}
# A part stands alone in its group: (?P<code>C), (?P<year>Y)
_PART = re.compile(r"(?<=>)([CPY])(?=\))")
# "511 - 206 - 2007", "05-320/ 529"
_BLANKS_AT_SEPARATOR = re.compile(r"\s*([-/])\s*")
# "(framställd 16/2)"
_REMARK = re.compile(r"\((?:framställd|inkom|inkommen)[^)]*\)", re.IGNORECASE)
# A day: 2007-12-31 is no case number unless a label says so
_DAY = re.compile(r"(?:19|20)\d{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")
_LONGEST_CASE_YEARS = 12
_FIRST_TWO_DIGIT_YEAR_OF_1900 = 70


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """One shape of a case number. ``regex`` matches a whole number in normal form (see ``normalised``).

    Named groups: ``year`` or ``yy``, ``run``, ``code``, ``prefix``, ``unit``. ``needs_label``: too common a shape to
    be believed without a label, a header cell or a known owner; ``label_only``: never read without the label itself.
    ``examples`` pairs a raw string with its year and running number.
    """

    name: str
    regex: re.Pattern[str]
    source: str
    needs_label: bool
    label_only: bool
    owners: tuple[str, ...]
    examples: tuple[tuple[str, int, int], ...]
    counter_examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NumberLabel:
    """A word that introduces a case number. ``side`` tells whose number follows; ``open``: the context decides."""

    label: str
    source: str
    side: Literal["own", "foreign", "open"]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LookAlike:
    """Something of digits that is no case number; ``regex`` is searched in running text."""

    name: str
    regex: re.Pattern[str]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ParsedNumber:
    """A case number taken apart. ``code`` keeps leading zeros and loses a trailing full stop."""

    raw: str
    normalised: str
    year: int
    number: int
    code: str | None
    prefix: str | None
    format: str
    needs_label: bool
    labelled: bool


class NumberFormats:
    """All formats, labels and look-alikes."""

    def __init__(
        self, formats: Iterable[NumberFormat], labels: Iterable[NumberLabel], look_alikes: Iterable[LookAlike]
    ) -> None:
        self.all = tuple(formats)
        self.labels = tuple(labels)
        self.look_alikes = tuple(look_alikes)
        self._for_owner = {
            owner: tuple(sorted(self.all, key=lambda form: owner not in form.owners))
            for owner in {owner for form in self.all for owner in form.owners}
        }

    def for_owner(self, owner: str | None) -> tuple[NumberFormat, ...]:
        """All formats, those that this diary is known for first."""
        return self._for_owner.get(owner or "", self.all)

    @cached_property
    def label_regex(self) -> re.Pattern[str]:
        """Matches any label with the colon or full stop after it; searched in running text, case ignored."""
        either = "|".join(label.source for label in sorted(self.labels, key=lambda label: -len(label.source)))
        return re.compile(rf"(?<!\w)(?:{either})(?![^\W\d])[\s.:;]*", re.IGNORECASE)

    @cached_property
    def number_regex(self) -> re.Pattern[str]:
        """Finds candidates for case numbers in running text: any format, blanks and dashes as printed."""
        loose = (_as_printed(form) for form in self.all if not form.label_only)
        return re.compile(rf"(?:(?<=dnr)|(?<![\w./-]))(?:{'|'.join(loose)})(?!\w|\s?[-/:]\s?\d|\.\d)", re.IGNORECASE)

    def side_of(self, label: str) -> Literal["own", "foreign", "open"]:
        """Whose number a label introduces ("Er beteckning" -> foreign)."""
        text = fold(label).strip(" :;")
        fitting = [known for known in self.labels if re.fullmatch(known.source, text, re.IGNORECASE)]
        return fitting[0].side if fitting else "open"

    def look_alikes_in(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Start, end and name of everything in ``text`` that only looks like a case number."""
        for look_alike in self.look_alikes:
            for match in look_alike.regex.finditer(text):
                yield match.start(), match.end(), look_alike.name


def _as_printed(form: NumberFormat) -> str:
    """The format's pattern without group names, blanks and any dash allowed at its separators."""
    loose = re.sub(r"\(\?P<\w+>", "(?:", form.source)
    loose = _expanded(loose)
    loose = re.sub(r"\[[ /:-]*-\]|\[-/:?\]|\[:/-\]", lambda found: _loose_class(found[0]), loose)
    return re.sub(r"(?<=\))([-/])(?=\()", lambda found: _loose_class(f"[{found[1]}]"), loose)


def _loose_class(characters: str) -> str:
    inner = characters[1:-1]
    blank = " " in inner
    dashes = "\u2010-\u2015\u2212-" if "-" in inner else ""
    others = "".join(c for c in inner if c in "/:")
    separator = rf"[ \u00a0]{{0,2}}[{others}{dashes}][ \u00a0]{{0,2}}"
    return rf"(?:{separator}|[ \u00a0])" if blank else separator


def _expanded(source: str) -> str:
    return re.sub(r"(?<=[:>])([CPY])(?=\))", lambda found: _PARTS[found[1]], source)


def normalised(raw: str) -> str:
    """``raw`` in normal form: NFKC, one kind of dash, no label, brackets, remark or blanks around - and /."""
    return _without_label(raw)[0]


def _without_label(raw: str) -> tuple[str, bool]:
    text = _REMARK.sub(" ", straighten(raw)).strip(" ()[];,")
    labelled = False
    while match := number_formats().label_regex.match(text):
        text, labelled = text[match.end() :].lstrip(" ([:;."), True
    text = _BLANKS_AT_SEPARATOR.sub(r"\1", text).strip(" ()[];,:")
    return text.rstrip(".") if text.endswith(".") else text, labelled


def parse(
    raw: str, *, owner: str | None = None, document_year: int | None = None, labelled: bool = False
) -> ParsedNumber | None:
    """The case number that ``raw`` is, or None.

    ``owner`` (a district or board id) decides between readings of a two-digit year; with ``document_year`` a reading
    must have been opened in that year or at most twelve years before. ``labelled``: a label stands before ``raw``.
    """
    text, has_label = _without_label(raw)
    labelled = labelled or has_label
    if not labelled and _DAY.fullmatch(text):
        return None
    for form in number_formats().for_owner(owner):
        match = None if form.label_only and not labelled else form.regex.fullmatch(text)
        if match and (number := _number(raw, text, form, match, labelled)) and _plausible(number, document_year):
            return number
    return _by_its_parts(raw, text, document_year) if labelled else None


def _by_its_parts(raw: str, text: str, document_year: int | None) -> ParsedNumber | None:
    """A labelled number of a shape that no known diary uses."""
    found = parts_of_number(text, document_year, oldest=_LONGEST_CASE_YEARS)
    if found is None:
        return None
    return ParsedNumber(raw, text, found.year, found.number, found.code, found.prefix, "parts", True, True)


def _number(raw: str, text: str, form: NumberFormat, match: re.Match[str], labelled: bool) -> ParsedNumber | None:
    groups = match.groupdict()
    year = int(groups["year"]) if groups.get("year") else _four_digit_year(int(groups["yy"]))
    number = int(groups["run"])
    if number < 1:
        return None
    code = groups.get("code") or groups.get("unit")
    return ParsedNumber(
        raw=raw,
        normalised=text,
        year=year,
        number=number,
        code=code.rstrip(".") if code else None,
        prefix="T" if form.name == "prefix-year-code-run" else groups.get("prefix"),
        format=form.name,
        needs_label=form.needs_label,
        labelled=labelled,
    )


def _four_digit_year(two_digits: int) -> int:
    return (1900 if two_digits >= _FIRST_TWO_DIGIT_YEAR_OF_1900 else 2000) + two_digits


def _plausible(number: ParsedNumber, document_year: int | None) -> bool:
    if document_year is None:
        return True
    return document_year - _LONGEST_CASE_YEARS <= number.year <= document_year


def _format(entry: dict[str, Any]) -> NumberFormat:
    flags = 0 if entry.get("case") else re.IGNORECASE
    return NumberFormat(
        name=entry["name"],
        regex=re.compile(_expanded(entry["regex"]), flags),
        source=entry["regex"],
        needs_label=bool(entry.get("needs_label", False)),
        label_only=bool(entry.get("label_only", False)),
        owners=texts(entry, "owners"),
        examples=tuple((raw, year, run) for raw, (year, run) in entry["examples"].items()),
        counter_examples=texts(entry, "counter_examples"),
    )


@cache
def number_formats() -> NumberFormats:
    """All formats, labels and look-alikes of ``numbers.yaml``."""
    content = entries_in("numbers")
    return NumberFormats(
        map(_format, content["formats"]),
        (
            NumberLabel(
                label=entry["label"],
                source=entry["regex"],
                side=entry["side"],
                examples=texts(entry, "examples"),
                counter_examples=texts(entry, "counter_examples"),
            )
            for entry in content["labels"]
        ),
        (
            LookAlike(
                name=entry["name"],
                regex=re.compile(entry["regex"], re.IGNORECASE),
                examples=texts(entry, "examples"),
                counter_examples=texts(entry, "counter_examples"),
            )
            for entry in content["look_alikes"]
        ),
    )
