"""How surely case numbers are read: every printed number in many layouts, look-alikes, and owners left out by turns.

    python -m tests.bench.diarienummer [--write]

``--write`` puts the result into ``docs/reports/diarienummer.md``. Needs the folder of real documents.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpus.records import TagRecord
from corpus.vocabulary import boards, districts, number_formats, parse
from corpus.vocabulary.entries import entries_in
from nlp.swedish import SwedishPipeline, load_swedish
from nlp.tagger import tag_document
from nlp.tags.number_strings import number_strings_in
from tests.bench.number_lines import Paper, PrintedNumber, look_alike_papers, papers_with, printed_numbers
from tests.conftest import shared_folder

REPORT = Path(__file__).resolve().parents[2] / "docs" / "reports" / "diarienummer.md"


@dataclass
class Score:
    """How many papers gave exactly their numbers, by a group's name; and those that did not."""

    asked: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    owned: Counter[str] = field(default_factory=Counter)
    wrong: list[tuple[Paper, list[object]]] = field(default_factory=list)

    def add(self, group: str, paper: Paper, record: TagRecord) -> None:
        """Counts a paper: year, number, code and role of all its numbers, and whether the owner's key is right."""
        numbers = [*record.diarienummer, *(number for part in record.parts for number in part.diarienummer)]
        found = {(number.year, number.number, number.code, number.role) for number in numbers}
        self.asked[group] += 1
        self.right[group] += found == set(paper.expected)
        owners = {number.canonical.split("|")[0] for number in numbers}
        self.owned[group] += (paper.owner in owners) if paper.owner else "?" not in owners
        if found != set(paper.expected):
            self.wrong.append((paper, sorted(found, key=str)))

    @property
    def share(self) -> float:
        """Right papers of all."""
        return sum(self.right.values()) / sum(self.asked.values())


def papers_of(numbers: Iterable[PrintedNumber]) -> Iterator[Paper]:
    """All papers for these numbers, each with the next number of its own diary as the second one."""
    by_owner: dict[str, list[PrintedNumber]] = defaultdict(list)
    for number in numbers:
        by_owner[number.owner].append(number)
    for diary in by_owner.values():
        for place, number in enumerate(diary):
            yield from papers_with(number, diary[(place + 1) % len(diary)])


def measured_by_layout(shared: Path, swedish: SwedishPipeline) -> Score:
    """Every number in every layout, grouped by layout."""
    score = Score()
    for paper in papers_of(printed_numbers(shared)):
        score.add(paper.layout, paper, tag_document(paper.document, swedish))
    return score


def measured_look_alikes(shared: Path, swedish: SwedishPipeline) -> Score:
    """Every look-alike in every place, grouped by place."""
    score = Score()
    for paper in look_alike_papers(shared):
        score.add(paper.layout, paper, tag_document(paper.document, swedish))
    return score


def measured_without_owner(shared: Path, owners: Iterable[str] | None = None) -> Score:
    """Each owner's numbers after all that is known of that owner is gone, grouped by owner."""
    score = Score()
    by_owner: dict[str, list[PrintedNumber]] = defaultdict(list)
    for number in printed_numbers(shared):
        by_owner[number.owner].append(number)
    only = formats_of_one_owner(number for diary in by_owner.values() for number in diary)
    for owner in owners or by_owner:
        with vocabulary_without(owner, only[owner]):
            swedish = load_swedish()
            for paper in papers_of(by_owner[owner]):
                score.add(owner, paper, tag_document(paper.document, swedish))
    return score


def formats_of_one_owner(numbers: Iterable[PrintedNumber]) -> dict[str, set[str]]:
    """Names of the formats that only this owner's numbers have, by owner."""
    owners: dict[str, set[str]] = defaultdict(set)
    for number in numbers:
        if parsed := parse(number.bare, owner=number.owner, labelled=True):
            owners[parsed.format].add(number.owner)
    only: dict[str, set[str]] = defaultdict(set)
    for name, known in owners.items():
        if len(known) == 1:
            only[next(iter(known))].add(name)
    return only


@contextmanager
def vocabulary_without(owner: str, formats: set[str]) -> Iterator[None]:
    """While this lasts, the vocabulary has neither the owner's row, name and letters nor the formats only it uses."""
    kept = {
        "boards": ("boards", lambda entry: entry["id"] != owner),
        "districts": ("districts", lambda entry: entry["id"] != owner),
        "numbers": ("formats", lambda entry: entry["name"] not in formats),
    }
    before: dict[str, list[Any]] = {}
    for name, (key, keeps) in kept.items():
        content = entries_in(name)
        before[name] = content[key]
        content[key] = [_unowned(entry, owner) for entry in content[key] if keeps(entry)]
    _forget()
    try:
        yield
    finally:
        for name, entries in before.items():
            entries_in(name)[kept[name][0]] = entries
        _forget()


def _unowned(entry: dict[str, Any], owner: str) -> dict[str, Any]:
    owners = [known for known in entry.get("owners", ()) if known != owner]
    return {**entry, "owners": owners} if "owners" in entry else entry


def _forget() -> None:
    import importlib

    # the package's attribute of this name is the loader, not the module
    aliases: Any = vars(importlib.import_module("corpus.vocabulary.boards"))["_all_aliases"]
    for loader in (boards, districts, number_formats, aliases, number_strings_in):
        loader.cache_clear()


def report_of(by_layout: Score, alike: Score, unseen: Score) -> str:
    """The report, as Markdown."""
    lines = [
        "# Case numbers: how surely they are read",
        "",
        "`python -m tests.bench.diarienummer --write` writes this page. Measured: whole documents through reader and",
        "tagger; right means that year, running number, plan code and role of all numbers are exactly those of the",
        "document, and nothing more is taken. The owner stands in the head of the paper.",
        "",
        f"- {sum(by_layout.asked.values())} papers, 278 printed numbers of 45 diaries: **{by_layout.share:.2%}** right",
        f"- {sum(alike.asked.values())} papers with look-alikes: **{alike.share:.2%}** right",
        f"- owners left out by turns (names, letters, formats of their own): **{unseen.share:.2%}** right",
        "",
        "| layout | papers | right | owner's key right |",
        "|---|---|---|---|",
        *_rows(by_layout),
        "",
        "Foreign numbers behind `Er beteckning` name nobody, so their key has an unknown owner.",
        "",
        "| place of a look-alike | papers | right |",
        "|---|---|---|",
        *(f"| {name} | {count} | {alike.right[name]} |" for name, count in alike.asked.items()),
        "",
        "Owners left out by turns: the board or district is unknown to the vocabulary, so its key is made from the",
        "name in the head; formats that only this owner uses are gone, too.",
        "",
        "| owner left out | papers | right | share |",
        "|---|---|---|---|",
        *(
            f"| {name} | {count} | {unseen.right[name]} | {unseen.right[name] / count:.1%} |"
            for name, count in unseen.asked.items()
        ),
        "",
        "Not right:",
        "",
        *_wrong(by_layout, "known"),
        *_wrong(alike, "look-alike"),
        *_wrong(unseen, "left out"),
    ]
    return "\n".join(lines) + "\n"


def _rows(score: Score) -> Iterator[str]:
    for name, count in score.asked.items():
        yield f"| {name} | {count} | {score.right[name]} | {score.owned[name]} |"


def _wrong(score: Score, title: str) -> Iterator[str]:
    seen: set[tuple[str, str]] = set()
    for paper, found in score.wrong:
        if (paper.layout, paper.owner) not in seen:
            seen.add((paper.layout, paper.owner))
            yield f"- {title}, {paper.layout}, {paper.owner}: `{paper.raw}` -> {found}"


def main() -> None:
    shared = shared_folder()
    if shared is None:
        sys.exit("The folder of real documents (BESLUT_SHARED or ../shared) is not here.")
    swedish = load_swedish()
    text = report_of(
        measured_by_layout(shared, swedish), measured_look_alikes(shared, swedish), measured_without_owner(shared)
    )
    if "--write" in sys.argv:
        REPORT.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
