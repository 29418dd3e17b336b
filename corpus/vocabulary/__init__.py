"""The vocabulary of municipal documents: districts, boards, parties, decision classes, number formats, headings.

Every entry of the YAML files carries ``examples`` that its loader must recognise and ``counter_examples`` that it
must not; a test runs them all. Importing this package reads nothing; each loader reads its file at its first call.
"""

from corpus.vocabulary.boards import Board, Boards, StandardBoard, board_id, boards, municipality_slug
from corpus.vocabulary.decisions import (
    DecisionClass,
    DecisionClasses,
    decision_classes,
    meeting_acts,
    stances,
)
from corpus.vocabulary.districts import District, Districts, districts
from corpus.vocabulary.folding import edit_distance, fold, slug, straighten, without_diacritics
from corpus.vocabulary.headings import Heading, Headings, LineLabel, headings
from corpus.vocabulary.municipalities import Municipalities, Municipality, municipalities
from corpus.vocabulary.numbers import (
    LookAlike,
    NumberFormat,
    NumberFormats,
    NumberLabel,
    ParsedNumber,
    normalised,
    number_formats,
    parse,
)
from corpus.vocabulary.parties import Bloc, FormerParty, Parties, Party, parties
from corpus.vocabulary.phrases import PhraseClass, PhraseClasses
from corpus.vocabulary.requests import requests
from corpus.vocabulary.types import AnswerTitle, DocumentType, DocumentTypes, document_types

__all__ = [
    "AnswerTitle",
    "Bloc",
    "Board",
    "Boards",
    "DecisionClass",
    "DecisionClasses",
    "District",
    "Districts",
    "DocumentType",
    "DocumentTypes",
    "FormerParty",
    "Heading",
    "Headings",
    "LineLabel",
    "LookAlike",
    "Municipalities",
    "Municipality",
    "NumberFormat",
    "NumberFormats",
    "NumberLabel",
    "ParsedNumber",
    "Parties",
    "Party",
    "PhraseClass",
    "PhraseClasses",
    "StandardBoard",
    "board_id",
    "boards",
    "decision_classes",
    "districts",
    "document_types",
    "edit_distance",
    "fold",
    "headings",
    "meeting_acts",
    "municipalities",
    "municipality_slug",
    "normalised",
    "number_formats",
    "parse",
    "parties",
    "requests",
    "slug",
    "stances",
    "straighten",
    "without_diacritics",
]
