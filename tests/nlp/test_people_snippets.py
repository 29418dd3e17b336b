"""People, organisations and parties in the forms of many municipalities: the labelled table of ``people_snippets``.

First run, before any rule was written for it: 35 of 66 snippets wholly right.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest

from nlp.tags.context import TagContext
from nlp.tags.organisation import organisations_in
from nlp.tags.party import parties_in
from nlp.tags.people import people_in
from tests.nlp.people_snippets import SNIPPETS, Snippet

TITLE = "Ny gångväg vid Strandbacken"
# the place to eat is named beside the company that applies; nothing in the form tells which of them does
TAKEN_TOO = {"licence to serve": {("party", "Restaurang Gyllene Ankan")}}


def context(context_of: Callable[..., TagContext], snippet: Snippet, text: str) -> TagContext:
    known = {"type": snippet.type, "municipality": snippet.municipality, "body": snippet.body, "date": snippet.date}
    return context_of(text, title=TITLE if TITLE in snippet.text else None, **known)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("snippet", SNIPPETS, ids=lambda snippet: snippet.why.replace(" ", "-"))
def test_snippet(context_of: Callable[..., TagContext], snippet: Snippet, form: str) -> None:
    tagged = context(context_of, snippet, unicodedata.normalize(form, snippet.text))
    if snippet.people is not None:
        assert {(person.role, person.name) for person in people_in(tagged)} == set(snippet.people)
    if snippet.organisations is not None:
        found = {(organisation.role, organisation.name) for organisation in organisations_in(tagged)}
        assert found - TAKEN_TOO.get(snippet.why, set()) == set(snippet.organisations)
    if snippet.parties is not None:
        assert {(one.role, one.party, one.persons) for one in parties_in(tagged)} == set(snippet.parties)
