"""Points of decisions in the forms minutes and proposals print them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.tags.att_list import points_in, sentences_in

Expected = list[tuple[str | None, str]]

ROWS: list[tuple[str, Expected, str]] = [
    (
        "Stadsdelsnämnden beslutar att bifalla skrivelsen.",
        [("Stadsdelsnämnden beslutar", "att bifalla skrivelsen.")],
        "one sentence: stem and att-sats part",
    ),
    (
        "1. Nämnden godkänner planen för lekparken.\n2. Beslutet förklaras omedelbart justerat.",
        [(None, "Nämnden godkänner planen för lekparken."), (None, "Beslutet förklaras omedelbart justerat.")],
        "numbered sentences have no stem and lose their number",
    ),
    (
        "Tekniska nämnden beslutar:\n\n- att anta taxan, samt\n- att sända den vidare till fullmäktige.",
        [
            ("Tekniska nämnden beslutar", "att anta taxan, samt"),
            ("Tekniska nämnden beslutar", "att sända den vidare till fullmäktige."),
        ],
        "the stem loses its colon, the point keeps what closes it",
    ),
    (
        "Nämnden beslutar att godkänna rapporten, att lämna den till kansliet samt att avsluta uppdraget.",
        [
            ("Nämnden beslutar", "att godkänna rapporten,"),
            ("Nämnden beslutar", "att lämna den till kansliet samt"),
            ("Nämnden beslutar", "att avsluta uppdraget."),
        ],
        "three clauses in running text",
    ),
    (
        "Nämnden beslutar att uppdra åt förvaltningen att räkna på kostnaden och att återkomma i maj.",
        [("Nämnden beslutar", "att uppdra åt förvaltningen att räkna på kostnaden och att återkomma i maj.")],
        "an att-sats inside the clause takes its 'och att' with it",
    ),
    (
        "Omsorgsnämnden föreslås besluta\n\natt anta riktlinjen\n\natt följa upp den om ett år.",
        [
            ("Omsorgsnämnden föreslås besluta", "att anta riktlinjen"),
            ("Omsorgsnämnden föreslås besluta", "att följa upp den om ett år."),
        ],
        "att-lines under a stem without colon",
    ),
    (
        "Kommunstyrelsens förslag till kommunfullmäktige\n\nMotionen avslås.",
        [("Kommunstyrelsens förslag till kommunfullmäktige", "Motionen avslås.")],
        "a stem without a verb",
    ),
    (
        "Styrelsen föreslår fullmäktige besluta\n\natt anta den.\n\nStyrelsen beslutar för egen del\n\natt gå vidare.",
        [
            ("Styrelsen föreslår fullmäktige besluta", "att anta den."),
            ("Styrelsen beslutar för egen del", "att gå vidare."),
        ],
        "two bodies, each with its own points",
    ),
    (
        "Nämnden beslutar\n\natt avslå förslaget.\n\nVi vill ändå framhålla att bänkarna är slitna.",
        [("Nämnden beslutar", "att avslå förslaget.")],
        "what a board adds below its list is no point",
    ),
    ("Nämnden noterar redovisningen. Ärendet justeras omedelbart.",
     [(None, "Nämnden noterar redovisningen."), (None, "Ärendet justeras omedelbart.")],
     "two sentences of one paragraph"),
    ("1. Nämnden beslutar att godkänna avtalet.", [(None, "Nämnden beslutar att godkänna avtalet.")],
     "a numbered point stays whole"),
    ("1. Nämnden godkänner följande:\n- planen för 2012\n- planen för 2013",
     [(None, "Nämnden godkänner följande:\n- planen för 2012\n- planen för 2013")],
     "bullets under a numbered point belong to it"),
    ("Att byta ordning kostar lite. Det är samma bilar.", [
        (None, "Att byta ordning kostar lite."), (None, "Det är samma bilar.")],
     "a paragraph that opens with Att is no att-sats"),
    ("Eva Ek\n\navdelningschef", [], "those who sign are no points"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "why"), ROWS)
def test_points(text: str, expected: Expected, why: str) -> None:
    assert [(point.lead, point.text) for point in points_in(text, 0, len(text))] == expected, why


def test_abbreviations_do_not_end_a_sentence() -> None:
    text = "Rapporten gäller bl.a. Farsta och kl. 18 i maj. Nästa kommer i juni."
    assert [text[a:b] for a, b in sentences_in(text, 0, len(text))] == [
        "Rapporten gäller bl.a. Farsta och kl. 18 i maj.",
        "Nästa kommer i juni.",
    ]


PIECES = st.sampled_from(
    [
        "Nämnden beslutar",
        " att ",
        "anta planen",
        ", samt",
        ".",
        ":",
        "\n",
        "\n\n",
        "1. ",
        "- ",
        "och att ",
        "Att x",
        "å",
    ]
)


@given(st.one_of(st.text(), st.lists(PIECES).map("".join)))
def test_spans_slice_back(text: str) -> None:
    for point in points_in(text, 0, len(text)):
        assert text[point.start : point.end] == point.text
        assert point.text == point.text.strip() != ""
