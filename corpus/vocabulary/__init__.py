"""The vocabulary of municipal documents: districts, boards, parties, decision classes, number formats, headings.

Every entry of the YAML files carries ``examples`` that its loader must recognise and ``counter_examples`` that it
must not; a test runs them all. Importing this package reads nothing; each loader reads its file at its first call.
"""

from corpus.vocabulary.districts import District, Districts, districts
from corpus.vocabulary.folding import edit_distance, fold, slug, straighten, without_diacritics
from corpus.vocabulary.municipalities import Municipalities, Municipality, municipalities

__all__ = [
    "District",
    "Districts",
    "Municipalities",
    "Municipality",
    "districts",
    "edit_distance",
    "fold",
    "municipalities",
    "slug",
    "straighten",
    "without_diacritics",
]
