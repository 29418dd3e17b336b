"""Marks of confidentiality: this paper (or an annex of it) is secret, or a person's whereabouts are protected.

Offentlighets- och sekretesslagen (2009:400), "OSL": secrecy goes by chapter and paragraph ("OSL 26 kap. 1 §", "26:1");
before 2009 sekretesslagen (1980:100), "SekrL". Protected are persons with sekretessmarkering, skyddad folkbokföring
(until 2019 kvarskrivning) or fingerade personuppgifter. A text that explains the law, sets out a routine, says that no
secrecy applies or asks whether it does is no such mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.records import Confidentiality, ConfidentialityKind
from nlp.tags.context import TagContext

LOGIC_VERSION = 1

LONGEST_MARK = 120  # letters of a line that is a stamp, a label or a heading

_LAW = r"(?:OSL|SekrL|offentlighets-?\s+och\s+sekretesslagen|sekretesslagen)"
_PLACE = r"(?:\d{1,2}\s*(?:kap(?:\.|itlet)?|:)\s*\d{1,2}\s*[a-z]?\s*§{0,2})"
# "SEKRETESS" · "Sekretess enligt 26 kap. 1 § OSL" · "Sekretess: OSL 25:1" · "Sekretess (26 kap 1 § OSL)" · "HEMLIG"
STAMP = re.compile(
    rf"^\W*(?:(?:omfattas av |belagd med )?sekretess(?:\s*[:–-]?\s*ja)?|hemlig(?:t|stämplad)?|"
    rf"sekretess-?belag(?:d|t|da)|sekretessklassad|sekretessärende|sekretesskyddad)\b[\s:,(–-]*"
    rf"(?:(?:enligt|enl\.?|jfr|jml\.?|med stöd av)\s+)?(?:{_LAW}[\s,]*)?(?:\(?\d{{4}}:\d+\)?[\s,]*)?"
    rf"(?:{_PLACE}[\s,]*)*(?:(?:i|och)\s+)?(?:{_LAW})?\W*$",
    re.IGNORECASE,
)
# "Handlingen omfattas av sekretess", "Bilaga 2 är sekretessbelagd", "Uppgifterna är belagda med sekretess"
IS_SECRET = re.compile(
    r"\b(?P<what>handling(?:en|arna)|dokument(?:et|en)|ärendet|bilag(?:an|orna)|bilaga\s+\d+|underlaget|utredningen|"
    r"protokollet|paragrafen|skrivelsen|uppgift(?:en|erna)|innehållet|beslutet|anmälan|akten|namnet|yttrandet|avtalet|"
    r"anbud(?:et|en)|tjänsteutlåtandet|tjänsteskrivelsen)\b(?P<between>[^.\n]{0,40}?)\b"
    r"(?:omfattas\s+av\s+(?:\w+\s+)?sekretess|(?:är|har)\s+(?:delvis\s+|helt\s+)?(?:sekretessbelag(?:d|t|da)|belag(?:d|t|da)\s+med\s+"
    r"sekretess|sekretessmarkera(?:d|t|de)|sekretesskydda(?:d|t|de)|hemligstämpla(?:d|t|de))|lyder\s+under\s+sekretess)",
    re.IGNORECASE,
)
# "sekretess gäller enligt 21 kap. 1 § OSL", "sekretess enligt OSL 26 kap. 1 §" in running text
UNDER_LAW = re.compile(
    rf"\bsekretess(?:belag(?:d|t|da))?\b[^.\n§]{{0,30}}?\b(?:enligt|med stöd av)\s+"
    rf"(?:{_LAW}\s*,?\s*{_PLACE}|{_PLACE}\s*(?:i\s+)?{_LAW})",
    re.IGNORECASE,
)
# "har skyddade personuppgifter", "beviljats kvarskrivning", "är sekretessmarkerad i folkbokföringen"
_PROTECTED = (
    r"(?:skyddade\s+personuppgifter|skyddad\s+(?:identitet|adress|folkbokföring)|kvarskrivning|kvarskriven|"
    r"fingerade\s+personuppgifter|fingerad\s+identitet|sekretessmarkering|sekretessmarkerade\s+personuppgifter)"
)
PERSON_PROTECTED = re.compile(
    r"\b(?:har|hade|beviljats|fått|lever\s+(?:med|under)|är|står\s+under|med)\s+(?:en\s+)?(?P<phrase>"
    + _PROTECTED
    + r")\b",
    re.IGNORECASE,
)
# "Skyddade personuppgifter" · "OBS! Skyddad identitet" · "Skyddad folkbokföring: ja"
PROTECTED_STAMP = re.compile(
    r"^\W*(?:obs(?:ervera)?\W*)?(?:personen\s+har\s+)?(?P<phrase>" + _PROTECTED + r")(?:\s*[:–-]\s*ja)?\W*$",
    re.IGNORECASE,
)
# what makes a sentence a question, a condition, a denial or a rule
NOT_SO = re.compile(
    r"\b(?:inte|ej|ingen|inga|inget|icke|aldrig|utan|saknar|saknas|om|ifall|huruvida|när|kan|kunde|ska|skall|bör|måste|får|"
    r"eventuell\w*|oavsett|i\s+den\s+mån|såvida|prövas?|prövning\w*|upphör\w*|hävs|hävts|hävd|upphävts|avslag\w*|ansök\w+)\b",
    re.IGNORECASE,
)
# "personer som lever med skyddad identitet", "rutin för skyddade personuppgifter"
IN_GENERAL = re.compile(
    r"\b(?:personer|elever|barn|medarbetare|anställda|medborgare|invånare|klienter|brukare|kvinnor|de|alla|dem|andra|"
    r"individer|förtroendevalda|vårdnadshavare|familjer|patienter|kunder|en\s+person|någon|den|man|föräldrar|"
    r"rutin\w*|riktlinje\w*|handbok\w*|polic\w*|information|utbildning\w*|hantering\w*|frågor|bestämmelser\w*|regler\w*)\b",
    re.IGNORECASE,
)
# what every mark holds; a line without it is not read closely
TRIGGER = re.compile(r"sekret|hemlig|skydda|fingera|kvarskr", re.IGNORECASE)
SENTENCE = re.compile(r"[^\n.!?]+(?:\.(?=\S|\s[a-zåäö\d§])[^\n.!?]*)*")


def confidentiality_in(context: TagContext) -> tuple[Confidentiality, ...]:
    """Every mark once for each place, in the order of the text, then those in running headers."""
    text = context.document.text
    found = {(start, end): kind for kind, start, end in _marks(text)}
    marks = [
        Confidentiality(kind, text[start:end], context.document.page_at(start), start, end)
        for (start, end), kind in sorted(found.items())
    ]
    for line in context.document.furniture:
        if stamp := _stamp(line.text):
            kind, start, end = stamp
            marks.append(Confidentiality(kind, line.text[start:end], line.page, None, None))
    return tuple(marks)


def _marks(text: str) -> Iterator[tuple[ConfidentialityKind, int, int]]:
    at = 0
    for line in text.split("\n"):
        if TRIGGER.search(line) is None:
            pass
        elif stamp := _stamp(line):
            kind, start, end = stamp
            yield kind, at + start, at + end
        else:
            for sentence in SENTENCE.finditer(line):
                for kind, start, end in _said(sentence.group()):
                    yield kind, at + sentence.start() + start, at + sentence.start() + end
        at += len(line) + 1


def _stamp(line: str) -> tuple[ConfidentialityKind, int, int] | None:
    """A line that is nothing but a mark."""
    stripped = line.strip()
    if not stripped or len(stripped) > LONGEST_MARK:
        return None
    start = line.index(stripped)
    if STAMP.match(stripped):
        return "secrecy", start, start + len(stripped)
    if match := PROTECTED_STAMP.match(stripped):
        return "protected_identity", start + match.start("phrase"), start + match.end("phrase")
    return None


def _said(sentence: str) -> Iterator[tuple[ConfidentialityKind, int, int]]:
    """What a sentence states of this matter, not of matters in general."""
    for match in IS_SECRET.finditer(sentence):
        if not NOT_SO.search(sentence, 0, match.end()):
            yield "secrecy", *match.span()
            break
    else:
        match_of_law = UNDER_LAW.search(sentence)
        if match_of_law and not NOT_SO.search(sentence) and not IN_GENERAL.search(sentence):
            yield "secrecy", *match_of_law.span()
    for match in PERSON_PROTECTED.finditer(sentence):
        before = sentence[: match.start("phrase")]
        if not NOT_SO.search(before) and not IN_GENERAL.search(before):
            yield "protected_identity", *match.span("phrase")
