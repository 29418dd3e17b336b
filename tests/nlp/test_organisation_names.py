"""Organisations by form: what one is, where it ends, and what only looks like one."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.tags.organisation_names import organisations_named

ROWS: list[tuple[str, list[str], str]] = [
    ("Anbud från Tallmo Bygg AB och Grävlaget i Norr HB.", ["Tallmo Bygg AB", "Grävlaget i Norr HB"], "two in a row"),
    ("Sökande är Hult & Söner AB.", ["Hult & Söner AB"], "an ampersand"),
    ("Fastighets AB Klockaren äger huset.", ["Fastighets AB Klockaren"], "the form in the middle"),
    ("Till AB Ekhus säljs tomten.", ["AB Ekhus"], "the form in front"),
    ("Ekbackens villaägareförening vill", ["Ekbackens villaägareförening"], "an association behind its place"),
    ("Föreningen Gläntan i Torpa har", ["Föreningen Gläntan i Torpa"], "an association before its name"),
    ("Brukarrådet för hemtjänst i Norra Viken", ["Brukarrådet för hemtjänst i Norra Viken"], "what it is for"),
    ("Bidrag till Hallsta IF och Bergby GoIF", ["Hallsta IF", "Bergby GoIF"], "clubs"),
    ("Brf Ankaret vill glasa in.", ["Brf Ankaret"], "a housing society"),
    ("enligt Länsstyrelsen i Kalmar län och polisen", ["Länsstyrelsen i Kalmar län", "polisen"], "authorities"),
    ("Socialstyrelsens råd", ["Socialstyrelsen"], "the genitive stays outside"),
    ("Nacka tingsrätt och förvaltningsrätten i Luleå", ["Nacka tingsrätt", "förvaltningsrätten i Luleå"], "courts"),
    ("Tillväxtverket och Elsäkerhetsverket", ["Tillväxtverket", "Elsäkerhetsverket"], "an authority by its ending"),
    ("Vattenverket och Reningsverket byggs om.", [], "works of the municipality"),
    ("En ideell förening kan söka. Ingen klubb har svarat.", [], "no name at all"),
    ("Föreningen har sökt. AB betyder aktiebolag.", [], "only the word"),
]


@pytest.mark.parametrize(("text", "expected", "why"), ROWS)
def test_forms(text: str, expected: list[str], why: str) -> None:
    found = organisations_named(text)
    assert [one.name for one in found] == expected, why
    assert all(text[one.start : one.end] == one.name for one in found)


WORDS = st.sampled_from(["AB", "Ek", "Föreningen", "i", "och", "&", "IF", "klubb", "Polisen", "\n", "län", "Brf", "s"])


@given(st.lists(WORDS | st.text(max_size=5), max_size=30).map(" ".join))
def test_any_text_gives_spans_that_hold(text: str) -> None:
    found = organisations_named(text)
    assert all(text[one.start : one.end] == one.name for one in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
