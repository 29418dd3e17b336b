"""Which paper it is: by its label, by what it is built of, by its first word."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from nlp.tags.context import TagContext
from nlp.tags.document_type import type_of

REPORT = (
    "Handläggare: Eva Ek\n\nTill\nFarsta stadsdelsnämnd\n\nNy lekpark\n\nFörslag till beslut\n\nNämnden godkänner {}.\n"
)

ROWS: list[tuple[str, tuple[str, ...], str, str]] = [
    (
        REPORT.format("planen"),
        ("FARSTA STADSDELSFÖRVALTNING TJÄNSTEUTLÅTANDE",),
        "tjänsteutlåtande",
        "running header only",
    ),
    (
        REPORT.format("planen"),
        ("FARSTA STADSDELSFÖRVALTNINGTJÄNSTEUTLÅTANDE",),
        "tjänsteutlåtande",
        "columns run together",
    ),
    (REPORT.format("planen"), ("Göteborgs Stad Park, tjänsteutlåtande",), "tjänsteutlåtande", "behind the sender"),
    (REPORT.format("tjänsteutlåtandet som svar"), (), "tjänsteutlåtande", "it names itself in the proposal"),
    (REPORT.format("planen"), (), "tjänsteutlåtande", "a district's official with a proposal"),
    (
        REPORT.format("planen").replace("Farsta stadsdelsnämnd", "Omsorgsnämnden"),
        ("Norrköpings kommun",),
        "tjänsteskrivelse",
        "the same paper outside the reporting cities",
    ),
    (
        REPORT.format("planen"),
        ("Tyresö kommun", "TJÄNSTESKRIVELSE", "1 (2)"),
        "tjänsteskrivelse",
        "label in the header",
    ),
    ("Motion om fler träd\n\nUppsala den 3 maj 2012\n\nVi yrkar\n\natt träd planteras.\n", (), "motion", "first word"),
    (
        REPORT.format("planen").replace("Ny lekpark", "Motion om fler träd av Eva Ek (MP)"),
        ("TJÄNSTESKRIVELSE",),
        "tjänsteskrivelse",
        "a report on a motion is no motion",
    ),
    (
        "§ 12\n\nNy lekpark\n\nBeslut\n\nNämnden godkänner planen.\n",
        ("SAMMANTRÄDESPROTOKOLL", "1 (9)"),
        "protokoll",
        "minutes",
    ),
    (
        "§ 12\n\nNy lekpark\n\nBeslut\n\nNämnden godkänner planen.\n",
        ("PROTOKOLLSUTDRAG",),
        "protokollsutdrag",
        "an extract",
    ),
    ("Stöd till unga\n\nNyhetsbrev nr 3 2012\n\noktober\n\nVi berättar.\n", (), "nyhetsbrev", "masthead"),
    ("VANTÖRS STADSDELSNÄMND\n\nMedborgarförslag\n\nBänkar\n\nJag föreslår bänkar.\n", (), "medborgarförslag", "form"),
    (
        (
            "FARSTA STADSDELSNÄMND\n\nFler bänkar\n\nStockholm den 3 maj 2005\n\nDet saknas bänkar i parken.\n\n"
            "Vi föreslår att bänkar ställs ut.\n\nEva Ek (m)\n\nUlf Al (m)\n"
        ),
        (),
        "skrivelse",
        "no label at all: politicians ask the board and sign",
    ),
    ("Protokollet från i fjol var långt.\n\nDet är allt.\n", (), "övrigt", "a word in running text says nothing"),
]


@pytest.mark.parametrize(("text", "header", "expected", "why"), ROWS)
def test_type(
    context_of: Callable[..., TagContext], text: str, header: tuple[str, ...], expected: str, why: str
) -> None:
    assert type_of(context_of(text, *header)) == expected, why


WIDER = [
    ("KUSTBLADET nr 2-2019\n\nSkolan\n\nTaket läggs om.\n", "nyhetsbrev", "an issue is numbered with its year"),
    ("TIBRO KOMMUN     SAMMANTRÄDESPROTOKOLL     Sida 7 av 19\n\n§ 58\n\nBryggan\n\nBeslut\n\nJa.\n",
     "protokollsutdrag", "one matter, cut out of many pages"),
    ("TIBRO KOMMUN     SAMMANTRÄDESPROTOKOLL\n\nBeslutande\n\nMaj Alm (C)\n\n§ 58\n\nBryggan\n\nBeslut\n\nJa.\n",
     "protokoll", "those present make it whole"),
    ("Revisionsskrivelse om inköp\n\nVi har granskat inköpen.\n", "skrivelse", "of the auditors"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "why"), WIDER)
def test_type_of_papers_elsewhere(context_of: Callable[..., TagContext], text: str, expected: str, why: str) -> None:
    assert type_of(context_of(text)) == expected, why
