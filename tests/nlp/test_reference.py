"""Papers a text points to."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from nlp.tags.context import TagContext
from nlp.tags.reference import numbered_references_in, references_in

ROWS: list[tuple[str, list[tuple[str, str, str | None]], str]] = [
    ("enligt SFS 2001:453", [("sfs", "2001:453", "sfs 2001:453")], "by its series"),
    ("socialtjänstlagen (2001:453)", [("sfs", "2001:453", "sfs 2001:453")], "behind the law's name"),
    ("lagen (1993:387) om stöd", [("sfs", "1993:387", "sfs 1993:387")], "inside it"),
    ("lagen om elektronisk kommunikation (2022:482)", [("sfs", "2022:482", "sfs 2022:482")], "behind its long name"),
    ("prop. 2008/09:1", [("prop", "2008/09:1", "prop. 2008/09:1")], "a bill"),
    ("Ordföranden ställer proposition på förslagen", [], "a proposition put to the vote"),
    ("se SOU 2005:1", [("sou", "2005:1", "sou 2005:1")], "an inquiry"),
    ("Motion (2012:6) av Eva Ek (M)", [("motion", "Motion (2012:6)", "motion 2012:6")], "a numbered motion"),
    ("motion 2007:23 från", [("motion", "motion 2007:23", "motion 2007:23")], "without brackets"),
    ("Motion av Eva Ek och Bo Al (båda mp) (2006:36)", [("motion", "2006:36", "motion 2006:36")], "its number last"),
    (
        "motioner 2012:6 och 2012:7",
        [("motion", "motioner 2012:6", "motion 2012:6"), ("motion", "2012:7", "motion 2012:7")],
        "two behind one word",
    ),
    ("enligt LSS (1993:387)", [("sfs", "1993:387", "sfs 1993:387")], "a law by its letters"),
    (
        "se bet. 2013/14:KU1, rskr. 2013/14:82",
        [("document", "bet. 2013/14:KU1", "bet 2013/14:KU1"), ("document", "rskr. 2013/14:82", "rskr 2013/14:82")],
        "the parliament's papers",
    ),
    (
        "Ds 2010:5 och dir. 2024:18",
        [("document", "Ds 2010:5", "ds 2010:5"), ("document", "dir. 2024:18", "dir 2024:18")],
        "the government's",
    ),
    ("Utlåtande 2017:19", [("document", "Utlåtande 2017:19", "utlåtande 2017:19")], "the council's"),
    ("vi bodde där 2012: 14 hushåll", [], "a year before a colon"),
    ("mötet den 3 maj 2012 klockan 18:30", [], "an hour"),
]


@pytest.mark.parametrize(("text", "expected", "why"), ROWS)
def test_numbered(text: str, expected: list[tuple[str, str, str | None]], why: str) -> None:
    assert [(found.kind, found.raw, found.canonical) for found in numbered_references_in(text)] == expected, why


def test_cases_and_papers_of_a_document(context_of: Callable[..., TagContext]) -> None:
    text = (
        "Dnr 511-206-2012\n\n# Bänkar\n\nFörslag till beslut\n\n1. Nämnden avslår det.\n\nBakgrund\n\n"
        "Nämnden avslog 2005 ett likadant förslag (dnr 511-118-2005). ”Handlingsplan för parker” gäller ännu, liksom "
        "”Parken är vår”. Plan- och bygglagen (2010:900) gäller, dnr 511-206-2012.\n"
    )
    found = references_in(context_of(text, type="tjänsteutlåtande", date="2012-05-03"))
    assert [(reference.kind, reference.raw) for reference in found] == [
        ("dnr", "511-118-2005"),
        ("sfs", "2010:900"),
        ("document", "Handlingsplan för parker"),
    ]


def test_what_the_words_before_make_a_reference(context_of: Callable[..., TagContext]) -> None:
    text = (
        'Ny hall\n\nBakgrund\n\nKommunen gav uppdraget i ärende KS 2014-17. Rapporten "Plats för fler" och programmet '
        '"Trygga kvällar" ligger till grund, liksom cirkulär 2009:12 och HVMFS 2013:4. Teatern spelade "Onkel Vanja".\n'
    )
    found = [(one.kind, one.raw) for one in references_in(context_of(text, municipality="Tibro"))]
    assert ("dnr", "KS 2014-17") in found
    assert {raw for kind, raw in found if kind == "document"} == {
        "Plats för fler",
        "Trygga kvällar",
        "cirkulär 2009:12",
        "HVMFS 2013:4",
    }
