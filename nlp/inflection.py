"""Base forms of the Swedish words that a stemmer tears apart: kvinnan -> kvinna, städer -> stad, sökte -> söka.

Snowball's rules know no "-an" and no changed vowel, and leave "barnet" beside "barn". ``nlp/models/base_forms.txt.gz``
lists the forms whose stem would differ from that of their base form, gathered by ``nlp.training.base_forms``.
"""

from __future__ import annotations

import gzip
from functools import lru_cache
from importlib.resources import files


def base_form(word: str) -> str:
    """The listed base form of a folded word; the word itself where the stemmer can do without."""
    return _base_forms().get(word, word)


@lru_cache(maxsize=1)
def _base_forms() -> dict[str, str]:
    """The list, read once (about 10 ms)."""
    packed = files("nlp").joinpath("models/base_forms.txt.gz").read_bytes()
    bases = {}
    for line in gzip.decompress(packed).decode("utf-8").splitlines():
        base, *forms = line.split(" ")  # "grundvatten 2net 2nets": take two letters off, write "net"
        for form in forms:
            bases[base[: len(base) - int(form[0])] + form[1:]] = base
    return bases
