"""Laws of the tags of a matter: no text breaks an extractor, spans give their text back, classes exist."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import UnreadableError
from corpus.vocabulary import decision_classes, parties, requests
from ingest.reader import read_document
from nlp.swedish import SwedishPipeline
from nlp.tags.context import TagContext
from nlp.tags.decision import decisions_in
from nlp.tags.demand import demands_in
from nlp.tags.dissent import dissents_in
from nlp.tags.organisation import organisations_in
from nlp.tags.party import parties_in
from nlp.tags.people import people_in
from nlp.tags.proposal import proposals_in
from nlp.tags.reference import references_in

TYPES = ("tjänsteutlåtande", "motion", "protokoll", "protokollsutdrag", "interpellation", "skrivelse")
PIECES = [
    "Förslag till beslut\n\n", "Beslut\n\n", "Stadsdelsnämnden beslutar", " att anta planen", ", samt", ":\n\n", "\n\n",
    "1. ", "Eva Ek", " och ", "Bo Al (v)", " m fl (m) ", "har i en skrivelse föreslagit", "från S och MP", "- ",
    "Bilaga: Skrivelse\n\n", "avdelningschef\n", "Yrkanden\n\n", "yrkar bifall", "Reservation\n\n", "reserverar sig",
    "Jag föreslår", "Hur många?", "efter votering 7 - 6", "§ 4 ", "SFS 2001:453", "(dnr 511-2-2004)", "Justeras: ",
    "Handläggare: ",
    "Länsstyrelsen i Uppsala län", "svar till ", "\x0c", "\u2028", "🚲", "alliansens ", "Telefon 08-508 00 000\n",
]  # fmt: skip
TEXTS = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(PIECES), max_size=25).map("".join))


@settings(max_examples=150, deadline=None)
@given(text=TEXTS, kind=st.sampled_from(TYPES), body=st.sampled_from([None, "Socialnämnden", "Farsta stadsdelsnämnd"]))
def test_any_text(swedish: SwedishPipeline, text: str, kind: str, body: str | None) -> None:
    try:
        document = read_document("dokument.txt", text.encode())
    except UnreadableError:
        return
    context = TagContext(document, swedish, type=kind, body=body, date="2012-05-03", municipality="Uppsala")
    known = {entry.id for entry in decision_classes().all}
    for proposal in proposals_in(context):
        assert document.text[proposal.start : proposal.end] == proposal.text != ""
        assert proposal.decision_class in known | {None}
    for decision in decisions_in(context):
        assert decision.text in document.text
        assert kind in ("protokoll", "protokollsutdrag")
    for demand in demands_in(context):
        assert demand.text in document.text
        assert demand.request in {entry.id for entry in requests().all} | {None}
    for mention in parties_in(context):
        assert parties().by_id(mention.party) is not None
        assert mention.raw in document.text
    assert all(dissent.text in document.text for dissent in dissents_in(context))
    assert len({(p.name, p.role) for p in people_in(context)}) == len(people_in(context))
    assert all(organisation.name for organisation in organisations_in(context))
    assert all(reference.raw for reference in references_in(context))
