"""Document types and classes of decision that a query asks for.

"Motioner om trygghet" asks for motions. "Svar på medborgarförslag" asks for what answered them, "vilka skrivelser
har besvarats" for the answers too, and "i tjänsteutlåtanden" only says where somebody looks: these state no type.
"""

from __future__ import annotations

import re

from corpus.vocabulary import document_types
from search_api.query_words import QueryWords

# matches what stands before a type word that is not asked for: "svar på ", "svarade nämnden på Karin Eks ",
# "besvarande av ", "med anledning av den "
ANSWER_TO = re.compile(
    r"\b(?:svar(?:et|en|at|ade|a|ar)?|besvarande|yttranden?|anledning|behandling)(?:\s+[^\W\d_]+)?\s+"
    r"(?:på|av|över|till)\s+(?:[^\W\d_]+(?:-[^\W\d_]+)*\s+){0,3}$",
    re.IGNORECASE,
)
# matches what stands after: "skrivelser har besvarats", "motionerna som har fått svar"
ANSWERED_AFTER = re.compile(r"\s+(?:som\s+)?(?:har\s+|hade\s+|blev\s+)?(?:besvarats|besvarades|fått\s+svar)\b", re.I)
# "barns perspektiv i tjänsteutlåtanden": the genre somebody studies, answered by any document that has the matter
STUDIED_IN = re.compile(r"\S+\s+i\s+$", re.IGNORECASE)
# "fysisk motion", "kost och motion", "motion på recept", "motion och hälsa": exercise
EXERCISE_BEFORE = re.compile(r"\b(?:fysisk|daglig|mer|ökad|kost|kost\s+och|hälsa\s+och)\s+$", re.IGNORECASE)
EXERCISE_AFTER = re.compile(r"\s+(?:på\s+recept|och\s+(?:hälsa|idrott|kost|friskvård|rörelse))\b", re.IGNORECASE)

# What was decided, as people say it of documents. "Avslag" and "bifall" alone are topics (avslag på ansökan om
# bistånd); before a type word ("avslag på motioner") they are the outcome.
ASKED_TYPE = r"(?=\s+(?:på|till|av)\s+(?:\w+\s+)?(?:motion|medborgarförslag|skrivelse|interpellation|yrkande))"
CLASS_WORDS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), decision_class)
    for pattern, decision_class in (
        # avslagna motioner · avslogs · har avslagits · avslag på motionen
        (r"\b(?:avslagn[ae]|avslaget|avslagen|avslagits|avslogs?|avslås|avslår)\b", "reject"),
        (rf"\bavslag{ASKED_TYPE}", "reject"),
        # bifallna motioner · bifölls · bifall till motionen
        (r"\b(?:bifalln[ae]|bifallet|bifallen|bifallits|bifölls?|bifalls|bifaller)\b", "grant_motion"),
        (rf"\bbifall{ASKED_TYPE}", "grant_motion"),
        # ansetts besvarade · anses besvarad · ansågs vara besvarad
        (r"\bans(?:etts|es|ågs|edda)\s+(?:vara\s+)?besvara(?:d|de|t)\b", "deemed_answered"),
        # återremitterade ärenden · återremitterades · återremiss
        (r"\båterremi(?:tter\w+|ss(?:en|er|erna)?)\b", "remand"),
        # bordlagda ärenden · bordlades
        (r"\b(?:bordlagd[a]?|bordlagt|bordlades|bordläggs|bordlägger|bordlagts)\b", "table_item"),
        # avstyrker · avstyrkta remisser
        (r"\bavstyrk(?:er|t|ta|te|s|tes|ts|ande)\b", "oppose_consult"),
        # tillstyrker · tillstyrkta
        (r"\btillstyrk(?:er|t|ta|te|s|tes|ts|ande)\b", "support_consult"),
        # lagts till handlingarna
        (r"\bla(?:gts|gda|des)\s+till\s+handlingarna\b", "file_note"),
    )
)


def classes_in(words: QueryWords) -> tuple[str, ...]:
    """Ids of the decision classes that the words state, in the order of the query. The words stay in the search."""
    found: dict[int, str] = {}
    for pattern, decision_class in CLASS_WORDS:
        for match in pattern.finditer(words.free_text):
            words.take_span(match.start(), match.end(), drop=False)
            found[match.start()] = decision_class
    return tuple(dict.fromkeys(found[start] for start in sorted(found)))


def types_in(words: QueryWords) -> tuple[str, ...]:
    """Document types asked for, in the order of the query."""
    found: list[str] = []
    for index, word in enumerate(words.words):
        if not words.is_free(index):
            continue
        named = document_types().by_query_word(_type_part(word.folded))
        if named and _is_asked_for(words.text[: word.start], word.folded, words.text[word.end :]):
            words.take(index, index + 1, drop=True)
            found.append(named)
    return tuple(dict.fromkeys(found))


def _type_part(folded: str) -> str:
    """``motion`` of ``s-motion``; the word itself otherwise."""
    return folded.rpartition("-")[2]


def _is_asked_for(before: str, word: str, after: str) -> bool:
    if ANSWER_TO.search(before) or ANSWERED_AFTER.match(after):
        return False
    if word.startswith("tjänste") and STUDIED_IN.search(before):
        return False
    return not (word.startswith("motion") and (EXERCISE_BEFORE.search(before) or EXERCISE_AFTER.match(after)))
