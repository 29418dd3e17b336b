"""Parties and their persons in every written form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.tags.party_mentions import party_mentions_in

Found = list[tuple[str, list[str]]]

ROWS: list[tuple[str, Found, str]] = [
    ("Leif Ek och Nils Al (v)", [("V", ["Leif Ek", "Nils Al"])], "one bracket covers the whole row"),
    (
        "Anna-Klara Sjö (MP), Stefan Nyd (MP) och Jon Ek (MP)",
        [("MP", ["Anna-Klara Sjö"]), ("MP", ["Stefan Nyd"]), ("MP", ["Jon Ek"])],
        "a bracket for each person",
    ),
    ("Eva Ek, Bo Al och Cia Dahl samtliga MP, har", [("MP", ["Eva Ek", "Bo Al", "Cia Dahl"])], "samtliga, bare"),
    ("Lennart Ek och Rebwar Al (båda mp)", [("MP", ["Lennart Ek", "Rebwar Al"])], "båda inside the bracket"),
    ("vice ordföranden Helena Ek m fl (m)", [("M", ["Helena Ek"])], "m fl is not M"),
    ("Karin Ek m.fl (S)", [("S", ["Karin Ek"])], "nor is m.fl"),
    ("Frågor om böcker m.m. och kartor m fl", [], "neither stands for a party alone"),
    ("Skrivelse till stadsdelsnämnden från (v)", [("V", [])], "a party without person"),
    ("Svar på skrivelse från (s), (v) och (mp)", [("S", []), ("V", []), ("MP", [])], "joint parties"),
    ("Svar på skrivelse från (MP och (V)", [("MP", []), ("V", [])], "a bracket lost"),
    ("I yrkande till styrelsen från S, MP och V har", [("S", []), ("MP", []), ("V", [])], "bare codes in a row"),
    ("V, S och MP vill i ett yrkande", [("V", []), ("S", []), ("MP", [])], "bare codes before the verb"),
    ("M, L, C särskilt yttrande", [("M", []), ("L", []), ("C", [])], "actors in front of an act"),
    ("Protokollsanteckning Elisa Ek (KD) Yttrande SD", [("KD", ["Elisa Ek"]), ("SD", [])], "an act behind the name"),
    ("Besvarande av motion från Katrin Ek (fp) ang", [("L", ["Katrin Ek"])], "fp is L"),
    ("Inger Ek (kds)", [("KD", ["Inger Ek"])], "kds is KD"),
    ("Göran Ek (-)", [("NONE", ["Göran Ek"])], "no party"),
    ("Eva Ek ( C )", [("C", ["Eva Ek"])], "blanks in the bracket"),
    ("Folkpartiet liberalerna anser", [("L", [])], "one name, not two"),
    ("Socialdemokraternas och vänsterpartiets ledamöter", [("S", []), ("V", [])], "names in the genitive"),
    ("Eva Ek, Vänsterpartiet", [("V", ["Eva Ek"])], "a party's name behind the person"),
    ("Bitte Ek, Bromma sd, Anita Al, Tyresö", [], "sd may be a stadsdel"),
    ("bilaga A, B och C samt hus S och M", [], "letters that no party word introduces"),
    ("alternativ (a), (b) eller (c)", [], "a list of letters"),
    ("en moderat ökning av de liberala reglerna", [], "plain adjectives"),
    ("se beslut (2012:6) (bilaga 1)", [], "other brackets"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "why"), ROWS)
def test_mentions(text: str, expected: Found, why: str) -> None:
    assert [(found.party, list(found.persons)) for found in party_mentions_in(text)] == expected, why


def test_attendance_tables_put_the_code_first() -> None:
    table = "C Ulla-Maj Ek, ordförande\nS Ulf Al, vice ordförande\n"
    found = party_mentions_in(table, is_minutes=True)
    assert [(mention.party, mention.persons) for mention in found] == [("C", ("Ulla-Maj Ek",)), ("S", ("Ulf Al",))]
    assert party_mentions_in(table) == ()


def test_a_local_party_counts_at_home_only() -> None:
    assert [m.party for m in party_mentions_in("Demokraterna yrkar", municipality="Göteborg")] == ["D"]
    assert party_mentions_in("Demokraterna yrkar", municipality="Stockholm") == ()


def test_a_bloc_is_its_members_on_that_day() -> None:
    found = party_mentions_in("skrivelse från alliansen", municipality="Stockholm", date="2012-03-01")
    assert {mention.party for mention in found} == {"M", "L", "C", "KD"}
    assert all(mention.is_bloc for mention in found)
    assert party_mentions_in("skrivelse från alliansen", municipality="Stockholm") == ()


PIECES = st.sampled_from(
    ["Eva Ek", " och ", ", ", "(v)", "(S", ")", "samtliga MP", "m fl ", "från ", "S, M och V", "\n", "é"]
)


@given(st.one_of(st.text(), st.lists(PIECES, max_size=30).map("".join)))
def test_spans_hold_what_was_found(text: str) -> None:
    for found in party_mentions_in(text, municipality="Stockholm", is_minutes=True, date="2010-01-01"):
        assert found.raw in text[found.start : found.end]


def test_a_long_list_of_names_without_party_is_read_in_one_go() -> None:
    assert party_mentions_in("Anna Ek, Bo Al, " * 500) == ()
