"""How much a term of a query tells of what is looked for: gör and få in a question little, a subject's name more.

``nlp/models/query_weights.txt.gz`` was learned from user-style queries by ``nlp.training.query_weights``. Terms of the
thesaurus never weigh less than 1: they name what a municipality decides on.
"""

from __future__ import annotations

import gzip
from functools import lru_cache
from importlib.resources import files

from nlp.synonyms import terms_of_groups


def query_weight(term: str) -> float:
    """.5 to 1.6; 1 for a term that nothing was learned of."""
    return _weights().get(term, 1.0)


@lru_cache(maxsize=1)
def _weights() -> dict[str, float]:
    packed = files("nlp").joinpath("models/query_weights.txt.gz").read_bytes()
    lines = (line.rsplit(" ", 1) for line in gzip.decompress(packed).decode("utf-8").splitlines())
    weights = {term: int(hundredths) / 100 for term, hundredths in lines}  # "få 52"
    named = terms_of_groups()
    return {term: weight for term, weight in weights.items() if weight > 1 or term not in named}
