"""The vocabulary of headings; headings known by type alone until that vocabulary is in place."""

from __future__ import annotations

from typing import Any


class _NoWords:
    def kind_of(self, line: str) -> None:
        return None

    def is_running_label(self, line: str) -> bool:
        return False


def headings() -> Any:
    """The headings of ``corpus.vocabulary``."""
    try:
        from corpus.vocabulary import headings as of_vocabulary  # type: ignore[attr-defined,unused-ignore]
    except ImportError:
        return _NoWords()
    return of_vocabulary()
