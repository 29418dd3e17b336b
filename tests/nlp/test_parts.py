"""Minutes cut into matters; everything else left whole."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from nlp.parts import parts_of
from nlp.tags.context import TagContext

ROWS = [
    ("§ 7 Hallar\n\nBeslut\n\nJa.\n\n§ 8 Bad\n\nBeslut\n\nNej.\n", ["Hallar", "Bad"], "two paragraphs"),
    ("§ 7\n\nHallar\n\nBeslut\n\nJa.\n\n§ 8\n\nBad\n\nBeslut\n\nNej.\n", ["Hallar", "Bad"], "titles below the numbers"),
    (
        "KF § 286 Budget\n\nBeslut\n\nJa.\n\nKF § 287 Taxa\n\nBeslut\n\nNej.\n",
        ["Budget", "Taxa"],
        "the body's letters before",
    ),
    ("§ 7 Hallar\n\nBeslut\n\nNämnden beslutar ja.\n", [], "an extract is one matter"),
    ("Enligt\n\n§ 5 ska nämnden svara.\n\n§ 6 säger samma sak.\n", [], "sentences about a law"),
]


@pytest.mark.parametrize(("text", "titles", "why"), ROWS)
def test_titles(context_of: Callable[..., TagContext], text: str, titles: list[str], why: str) -> None:
    document = context_of(text).document
    parts = parts_of(document)
    assert [part.title for part in parts] == titles, why
    for part in parts:
        assert document.text[part.start : part.end] == part.document.text
        assert all(0 <= section.start <= section.end <= len(part.document.text) for section in part.document.sections)
        assert part.document.pages[0].start == 0
        assert part.document.pages[-1].end == len(part.document.text)


HEADS = [
    (
        "Kf § 4          Dnr 12/7\n\nTaxa\n\nBeslut\n\nJa.\n\nKf §§ 5-6       Dnr 12/8\n\nVal\n\nBeslut\n\nNej.\n",
        [("§ 4", "Taxa"), ("§§ 5-6", "Val")],
        "two paragraphs under one head; case numbers beside the heads",
    ),
    (
        "Paragrafer\n\n§§ 4-5\n\n§ 4\n\nTaxa\n\nBeslut\n\nJa.\n\n§ 5\n\nVal\n\nBeslut\n\nNej.\n",
        [("§ 4", "Taxa"), ("§ 5", "Val")],
        "the span on the first page is no matter",
    ),
    (
        "Sn § 4      Au § 9\n\nTaxa\n\nBeslut\n\nJa.\n\nSn § 5      Au § 10\n\nVal\n\nBeslut\n\nNej.\n",
        [("§ 4", "Taxa"), ("§ 5", "Val")],
        "the paragraph of the committee that prepared it",
    ),
]


@pytest.mark.parametrize(("text", "expected", "why"), HEADS)
def test_heads(
    context_of: Callable[..., TagContext], text: str, expected: list[tuple[str | None, str | None]], why: str
) -> None:
    parts = parts_of(context_of(text).document)
    assert [(part.paragraph, part.title) for part in parts] == expected, why
