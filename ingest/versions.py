"""By which logic a document was read, tagged and cut: what the catalogue stores, and what ``reprocess`` compares."""

from __future__ import annotations

from collections.abc import Mapping

# Raise when reading gives other text, blocks or sections for the same file: then originals are read anew.
READING_VERSION = 3
# Raise when documents are cut into other passages, or their lexical vectors are made otherwise.
PASSAGES_VERSION = 2

READING, PASSAGES = "reading", "passages"
# Archives from before these two were counted hold what version 1 of them made.
_UNCOUNTED = {READING: 1, PASSAGES: 1}


def versions_now() -> dict[str, int]:
    """Version of every tag's logic, of reading and of cutting, by name."""
    from nlp.tagger import logic_versions

    return {**logic_versions(), READING: READING_VERSION, PASSAGES: PASSAGES_VERSION}


def stale_in(stored: Mapping[str, int], now: Mapping[str, int]) -> tuple[str, ...]:
    """Names of what this program would make otherwise than the one that made the document."""
    return tuple(name for name, version in now.items() if stored.get(name, _UNCOUNTED.get(name)) != version)
