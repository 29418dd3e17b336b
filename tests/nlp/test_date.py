"""The document's own date, its kind, and the dates that are not it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from nlp.tags.context import TagContext
from nlp.tags.date import DocumentDate, date_in, iso_dates_in

TITLE = "\n\nNy lekpark\n\nFörslag till beslut\n\nNämnden godkänner planen.\n"
HISTORY = "\n\nBakgrund\n\nDen 3 maj 2011 fick förvaltningen frågan. Mötet hölls 2011-06-01.\n"

ROWS: list[tuple[str, tuple[str, ...], str, str | None, str, str]] = [
    ("Sammanträde 28 augusti 2007" + TITLE, (), "tjänsteutlåtande", "2007-08-28", "meeting", "meeting field"),
    (
        "Utfärdat 2015-09-07\nSammanträde 2015-09-20" + TITLE,
        (),
        "tjänsteutlåtande",
        "2015-09-07",
        "issued",
        "writing goes first",
    ),
    ("Datum: 140203" + TITLE, (), "tjänsteskrivelse", "2014-02-03", "issued", "six digits behind a label"),
    (
        "Handläggare Datum Diarienummer\nEva Ek 2014-02-03 KS 2014/12" + TITLE,
        (),
        "tjänsteskrivelse",
        "2014-02-03",
        "issued",
        "row of labels",
    ),
    (
        "Eva Ek" + TITLE,
        ("Tyresö kommun", "Datum", "2016-05-09"),
        "tjänsteskrivelse",
        "2016-05-09",
        "issued",
        "running header",
    ),
    ("Till\nSocialnämnden" + TITLE + HISTORY, (), "tjänsteutlåtande", None, "none", "history is never taken"),
    (
        "Motion om träd\n\nNorrköping den 4 mars 2012\n\nVi yrkar att träd planteras 2013-01-01.\n",
        (),
        "motion",
        "2012-03-04",
        "issued",
        "place and date",
    ),
    (
        "Fler träd\n\nVi yrkar att träd planteras.\n\nUppsala 2012-03-04\n\nEva Ek (MP)\n",
        (),
        "motion",
        "2012-03-04",
        "issued",
        "where it is signed",
    ),
    (
        "§ 3\n\nLekpark\n\nBeslut\n\nJa.\n",
        ("PROTOKOLL", "Sammanträdesdatum", "2012-03-04"),
        "protokoll",
        "2012-03-04",
        "meeting",
        "minutes",
    ),
    (
        "Stöd\n\nNyhetsbrev\nnr 2/4 2010\n\njuni\n\nDen 27 maj var det start.\n",
        (),
        "nyhetsbrev",
        "2010-06",
        "month",
        "month alone",
    ),
    (
        "Stöd\n\nNyhetsbrev nr 3\n\nOktober 2012\n\nVi berättar.\n",
        (),
        "nyhetsbrev",
        "2012-10",
        "month",
        "month and year",
    ),
    ("Datum 2014-02-31" + TITLE, (), "tjänsteskrivelse", None, "none", "no such day"),
    ("Datum för anslags uppsättande 2014-02-03" + TITLE, (), "övrigt", None, "none", "a notice's date"),
]


@pytest.mark.parametrize(("text", "header", "kind", "value", "date_kind", "why"), ROWS)
def test_date(
    context_of: Callable[..., TagContext],
    text: str,
    header: tuple[str, ...],
    kind: str,
    value: str | None,
    date_kind: str,
    why: str,
) -> None:
    assert date_in(context_of(text, *header, type=kind)) == DocumentDate(value, date_kind), why


def test_all_dates_of_a_text() -> None:
    text = "den 1:e maj 2012, 2012-05-02, 3 MAJ 2012 och 30 februari 2012"
    assert [iso for _, iso in iso_dates_in(text)] == ["2012-05-01", "2012-05-02", "2012-05-03"]
