"""The questions over the demo archive, with the documents that answer them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

QUESTIONS = Path(__file__).parent / "questions.yaml"


@dataclass(frozen=True, slots=True)
class Question:
    """What one of the users asks, and the slugs (file names without ending) that a good search has among its first."""

    id: str
    user: str
    query: str
    expected: tuple[str, ...]
    demo: bool


def questions() -> tuple[Question, ...]:
    """All questions, in the order of the file."""
    import yaml

    rows: list[dict[str, Any]] = yaml.safe_load(QUESTIONS.read_text(encoding="utf-8"))["questions"]
    return tuple(
        Question(row["id"], row["user"], row["query"], tuple(row["expected"]), bool(row.get("demo"))) for row in rows
    )


def demo_questions() -> list[str]:
    """The queries that ``make demo`` answers."""
    return [question.query for question in questions() if question.demo]
