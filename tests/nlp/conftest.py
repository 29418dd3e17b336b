"""Fixtures of the nlp tests: the Swedish pipeline, loaded once, and contexts made from written-out documents."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from corpus.records import FurnitureLine
from ingest.reader import read_document
from nlp.swedish import SwedishPipeline, load_swedish
from nlp.tags.context import TagContext

ContextOf = Callable[..., TagContext]


@pytest.fixture(scope="session")
def swedish() -> SwedishPipeline:
    """Tokenizer and name matchers."""
    return load_swedish()


@pytest.fixture(scope="session")
def context_of(swedish: SwedishPipeline) -> ContextOf:
    """A function: text (and running header lines, and what is already known) -> TagContext."""

    def build(text: str, *header: str, **known: Any) -> TagContext:
        document = read_document("dokument.txt", text.encode())
        furniture = tuple(FurnitureLine(line, 1) for line in header)
        return TagContext(replace(document, furniture=furniture), swedish, **known)

    return build
