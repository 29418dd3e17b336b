"""Documents that hold a quoted phrase word for word, in one passage or in their heading."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from corpus.archive import Archive
from corpus.records import Passage, SearchFilter
from nlp.lexical import query_vector
from search_api.candidates import Candidates

# passages read for a phrase, best first by its words; a longer list would be read from the catalogue for each query
MOST_READ = 2_000
BLANKS = re.compile(r"\s+")


def holders_of_phrases(
    archive: Archive, phrases: Sequence[str], where: SearchFilter, most: int = MOST_READ
) -> Candidates:
    """Documents that hold every phrase, each in some passage; ``is_cut`` when more than the ``most`` passages read
    had the words."""
    holding: list[dict[str, dict[int, float]]] = []
    is_cut = False
    for phrase in phrases:
        scored = archive.index.search_sparse(query_vector(phrase), where=where, limit=most + 1)
        is_cut = is_cut or len(scored) > most
        texts = archive.passages([one.passage_id for one in scored[:most]])
        wanted = _folded(phrase)
        found: defaultdict[str, dict[int, float]] = defaultdict(dict)
        for one in scored[:most]:
            passage = texts.get(one.passage_id)
            if passage is not None and _holds(passage, wanted):
                found[one.document_id][one.passage_id] = 1.0
        holding.append(dict(found))
    everywhere = set.intersection(*(set(found) for found in holding)) if holding else set()
    passages = {one: {**{k: v for found in holding for k, v in found[one].items()}} for one in everywhere}
    return Candidates(dict.fromkeys(sorted(everywhere), 0.0), passages, is_cut)


def _holds(passage: Passage, wanted: str) -> bool:
    """True when the phrase stands in the passage, whole words only: "plan" does not stand in "planera"."""
    pattern = rf"(?<!\w){re.escape(wanted)}(?!\w)"
    return re.search(pattern, _folded(f"{passage.heading or ''}\n{passage.text}")) is not None


def _folded(text: str) -> str:
    return BLANKS.sub(" ", text).casefold().strip()
