"""Where identity numbers of persons stand in a text, however they are written.

Personnummer and samordningsnummer (Skatteverket, SKV 704 and SKV 707): six or eight digits of birth date, a separator,
three digits and a check digit by the Luhn rule over the last ten; in a samordningsnummer the day is raised by 60.
"+" as separator marks a person past a hundred. Organisationsnummer have the same shape, but a third digit of at
least 2, which no month has: the two are never confused, so a label that says "org.nr" decides nothing (a sole trader
has no other number than the personal one).

    text -> chains of digit groups -> windows of 10 or 12 digits -> how they are written -> what the label says

Digits, a date and a check digit say what a number may be; how it is written and the nearest word before it decide.
What stays undecidable is told in docs/reports/personal-data.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from nlp.number_evidence import Label, is_date, is_unfinished_date_range, label_before, luhn_holds, money_follows

_DASHES = "\\-\u2010\u2011\u2012\u2013\u2014\u2212\u00ad\ufe63\uff0d"  # every dash a word processor may write
_UNSEEN = "\u200b\u200c\u200d\u2060\ufeff"
_LINK = rf"[\s{_DASHES}{_UNSEEN}+./_|]{{0,6}}"
# "811218-9876", "1981 12 18 - 9876", "8112-\n18-9876": ten digits or more, with no word between
CHAIN = re.compile(rf"\d(?:{_LINK}\d){{9,}}")
GROUP = re.compile(r"\d+")
# "O8l218-9876", "8112I8-9B76": letters that OCR reads for digits, in a chain that no letter touches
_SEEN_DIGIT = r"[\dOoQlIi|SBZ]"
SEEN_CHAIN = re.compile(rf"(?<![^\W_]){_SEEN_DIGIT}(?:{_LINK}{_SEEN_DIGIT}){{9,}}(?![^\W_])")
SEEN_GROUP = re.compile(rf"{_SEEN_DIGIT}+")
MISREAD = re.compile(r"\d[OoQlIi|SBZ]|[OoQlIi|SBZ]\d")
AS_DIGITS = str.maketrans("OoQlIi|SBZ", "0001111582")
FEWEST_DIGITS = 6  # of a number read with letters in it
# "811218-" at the end of a page: the rest stands on the next one
DANGLING = re.compile(rf"(?<!\d)(?P<date>\d{{6}}|\d{{8}})[{_DASHES}][ \t]*$", re.MULTILINE)

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Number:
    """A window of a chain: its groups ``first`` to ``last``, and whether digits joined to it would make it another."""

    start: int
    end: int
    first: int
    last: int
    stands_alone: bool


@dataclass(frozen=True, slots=True)
class _Chain:
    """Groups of digits with what stands between them; ``links[n]`` is before group ``n + 1``."""

    text: str
    spans: tuple[Span, ...]
    groups: tuple[str, ...]
    links: tuple[str, ...]


def identity_spans(text: str, *, misread: bool = False) -> list[Span]:
    """Spans of the identity numbers, in order, without overlaps.

    ``misread`` is for text by OCR: there, digits in the one form that only identity numbers have
    ("811218-9876") are taken for one although the check digit fails.
    """
    found = [span for chain in _chains(text, CHAIN, GROUP) for span in _numbers_in(chain, misread)]
    if MISREAD.search(text):
        seen = [span for chain in _chains(text, SEEN_CHAIN, SEEN_GROUP) for span in _numbers_in(chain, misread)]
        found += [span for span in seen if all(span[1] <= a or b <= span[0] for a, b in found)]
    return sorted(found)


def dangling_spans(text: str) -> list[Span]:
    """Spans of birth dates with a hyphen that end a line, the number broken there."""
    return [match.span("date") for match in DANGLING.finditer(text) if is_date(match["date"])]


def _chains(text: str, chain: re.Pattern[str], group: re.Pattern[str]) -> Iterator[_Chain]:
    for match in chain.finditer(text):
        pieces = list(group.finditer(text, *match.span()))
        digits = tuple(piece.group().translate(AS_DIGITS) for piece in pieces)
        if group is SEEN_GROUP and not _mostly_digits([piece.group() for piece in pieces]):
            continue
        spans = tuple(piece.span() for piece in pieces)
        links = tuple(_link(text[a[1] : b[0]]) for a, b in pairwise(spans))
        yield _glued(_Chain(text, spans, digits, links))


def _mostly_digits(groups: Sequence[str]) -> bool:
    return all(any(map(str.isdigit, one)) for one in groups) and sum(map(str.isdigit, "".join(groups))) >= FEWEST_DIGITS


def _link(between: str) -> str:
    """What stands between two groups: "" (nothing to be seen), "-" and "+" touching or "~" apart, " ", "|" (another
    cell), ".", "/", "\\n", "\\n\\n" (another block), or "-\\n" for a hyphen at the line's end."""
    seen = between.strip(_UNSEEN)
    dash = re.search(rf"[{_DASHES}]", seen)
    if "\n" in seen or "\r" in seen:
        return "-\n" if dash else "+" if "+" in seen else "\n\n" if seen.count("\n") > 1 else "\n"
    if not seen or seen == "\u00ad":
        return "-" if seen else ""
    if "+" in seen:
        return "+"
    if dash:
        return "-" if not re.search(r"\s", seen) else "~"
    if "\t" in seen or "|" in seen or len(seen) > 2:
        return "|" if seen.strip(" .") in ("", "|") else "?"
    return " " if not seen.strip() else seen.strip()[0]


def _glued(chain: _Chain) -> _Chain:
    """The chain with groups that only something unseen parts as one."""
    if "" not in chain.links:
        return chain
    links: list[str] = []
    spans, groups = [chain.spans[0]], [chain.groups[0]]
    for span, group, link in zip(chain.spans[1:], chain.groups[1:], chain.links, strict=True):
        if link:
            spans, groups, links = [*spans, span], [*groups, group], [*links, link]
        else:
            spans[-1], groups[-1] = (spans[-1][0], span[1]), groups[-1] + group
    return _Chain(chain.text, tuple(spans), tuple(groups), tuple(links))


# --- windows of a chain --------------------------------------------------------------------------------------


def _numbers_in(chain: _Chain, misread: bool) -> Iterator[Span]:
    """Numbers of a chain from left to right; one that others are joined to counts where those are numbers too."""
    numbers: list[_Number] = []
    for number in sorted(_windows(chain, misread), key=lambda one: (one.first, -one.last)):
        if not numbers or number.first > numbers[-1].last:
            numbers.append(number)
    taken = {place for number in numbers for place in range(number.first, number.last + 1)}
    for number in numbers:
        beside = [place for place in _joined_to(chain, number) if place not in taken]
        if number.stands_alone or not beside:
            yield number.start, number.end


def _joined_to(chain: _Chain, number: _Number) -> list[int]:
    """Groups that touch the number with a dash or a stroke."""
    before = [number.first - 1] if number.first and chain.links[number.first - 1] in "-/" else []
    after = [number.last + 1] if number.last < len(chain.links) and chain.links[number.last] in "-/" else []
    return before + after


def _windows(chain: _Chain, misread: bool) -> Iterator[_Number]:
    for first in range(len(chain.groups)):
        digits = ""
        for last in range(first, len(chain.groups)):
            digits += chain.groups[last]
            if len(digits) > 12:
                break
            if len(digits) in (10, 12) and (found := _number(chain, first, last, digits, misread)):
                yield found


def _number(chain: _Chain, first: int, last: int, digits: str, misread: bool) -> _Number | None:
    lengths = [len(group) for group in chain.groups[first : last + 1]]
    links = list(chain.links[first:last])
    form = _form(lengths, links, digits[-4:])
    start, end = chain.spans[first][0], chain.spans[last][1]
    if not _is_a_person(chain, form, digits, start, end, first, last, misread):
        return None
    surely = form == "usual" or (form == "parted" and digits[-4:-2] not in ("19", "20"))
    return _Number(start, end, first, last, stands_alone=surely)


def _is_a_person(
    chain: _Chain, form: str, digits: str, start: int, end: int, first: int, last: int, misread: bool
) -> bool:
    label = label_before(chain.text, start)
    dated, checked = is_date(digits[:-4]), luhn_holds(digits[-10:])
    if checked and int(digits[-8]) >= 2:  # an organisationsnummer
        return False
    after = chain.links[last] if last < len(chain.links) else ""
    following = chain.groups[last + 1] if after else ""
    if is_unfinished_date_range(digits[-4:], after, following):
        return False
    if not (dated and checked):
        written = form in ("usual", "solid", "parted")
        if label is not None and label.kind == "person":
            return written and label.distance <= Label.DIRECTLY
        return misread and dated and form == "usual" and chain.links[first] in ("-", "+") and label is None
    if label is not None and label.kind == "person":
        return True
    return form != "unusual" and not _is_said_to_be_another(chain, form, digits, end, label)


def _is_said_to_be_another(chain: _Chain, form: str, digits: str, end: int, label: Label | None) -> bool:
    """A telephone, a case number of year and month, an invoice or an amount, where the digits may be one."""
    if form == "solid" and money_follows(chain.text, end):
        return True
    if label is None:
        return False
    if label.kind == "case":  # "Dnr 201201-1236": year, month and a running number
        return len(digits) == 10 and "1950" <= digits[:4] <= "2049" and 1 <= int(digits[4:6]) <= 12
    if label.kind == "phone":  # no telephone is parted after six digits
        return form == "solid" and len(digits) == 10 and digits[0] == "0"
    return label.kind == "other" and form == "solid"


# --- how it is written ---------------------------------------------------------------------------------------


def _form(lengths: list[int], links: list[str], serial: str) -> str:
    """ "usual" (811218-9876), "solid" (8112189876), "parted" (1981-12-18-9876), else "unusual"."""
    best = _form_in_line(lengths, [_at_line_end(link) for link in links], serial)
    if best != "unusual" or not any("\n" in link for link in links):
        return best
    # broken inside: "8112-\n18-9876", "811218-98\n76"
    between: list[str] = []
    whole = [lengths[0]]
    for length, link in zip(lengths[1:], links, strict=True):
        if "\n" in link:
            whole[-1] += length
        else:
            whole, between = [*whole, length], [*between, link]
    joined = _form_in_line(whole, between, serial)
    # figures of a table stand under one another with blanks: only a hyphen in its place tells a broken number
    surely = bool({"-", "+", "~"}.intersection(between)) or not {"\n", "\n\n"}.intersection(links)
    return joined if surely else "unusual"


def _at_line_end(link: str) -> str:
    return {"-\n": "-", "\n": " ", "\n\n": "|"}.get(link, link)


def _form_in_line(lengths: list[int], links: list[str], serial: str) -> str:
    if len(lengths) == 1:
        return "solid"
    head, tail = lengths[0], links[-1]
    year_like = serial[:2] in ("19", "20")
    if lengths in ([6, 4], [8, 4]):
        return "usual" if tail in ("-", "+", "~", " ", ".", "/", "_") else "unusual"
    if head in (6, 8) and links[0] in ("-", "+", "~") and sum(lengths[1:]) == 4 and set(links[1:]) <= {" "}:
        return "usual"  # "811218-98 76"
    if lengths in ([4, 2, 2, 4], [2, 2, 2, 4]) and links[0] == links[1]:
        surely = tail in ("-", "+") and lengths[0] == 4
        return "parted" if surely or (tail in ("-", "+", "~") and not year_like) else "unusual"
    if lengths == [4, 4, 4]:
        return "parted" if tail in ("-", "+") else "unusual"  # "1981 1218-9876"
    if set(lengths) == {1} and links[-4] in ("-", "+", "~") and set(links[:-4]) | set(links[-3:]) == {" "}:
        return "parted"  # "8 1 1 2 1 8 - 9 8 7 6"
    return "unusual"
