"""Sections: title, proposal, signatures, attachments, in the layouts that were met."""

from __future__ import annotations

import pytest

from corpus.records import Document, Section
from ingest.reader import read_document
from tests.ingest.papers import Run, column, pdf, utlatande


def document(text: str) -> Document:
    return read_document("handling.md", text.encode())


def kinds(text: str) -> list[str]:
    return [section.kind + ("*" if section.attachment else "") for section in document(text).sections]


def section(text: str, kind: str) -> Section:
    return next(section for section in document(text).sections if section.kind == kind)


FRONT = "Handläggare: Vendela Stråth\nTelefon: 08-465 004 99\n\nTill\nNorrvikens stadsdelsnämnd\n\n"
TITLE = "Belysning längs gångvägen\n\nSvar på skrivelse från Ebba Kvarnlöf (v)\n\n"
PROPOSAL = "Förslag till beslut\n\nStadsdelsnämnden godkänner svaret.\n\n"
SIGNED = "Alrik Tornvall\n\nstadsdelsdirektör\n\nMona Bergil\n\navdelningschef\n\n"
MINUTES = "".join(
    f"§ {number}\n\nSvar på motion\n\nBeslut\n\nMotionen avslås.\n\nBakgrund\n\nText.\n\n" for number in (12, 13)
)
LONG = "Gräset klipps var fjortonde dag från maj till september och löven tas bort i två omgångar.\n\n"
MINUTES_HEAD = (
    "# Protokoll 3/2009\n\n**Plats och tid**\n\nTallskolan klockan 18\n\n"
    "**Närvarande**\n\nNils Ek (C), ordförande\n\nVera Alm (KD)\n\n**Underskrifter**\n\nNils Ek, ordförande\n\n"
)
MOTION = (
    "# Motion om snöröjning\n\nFler faller än kör, och vägarna plogas ändå först av allt, år efter år, också i år.\n\n"
    "Nils Ek (C)\n\nVera Alm (KD)"
)
SUMMARY = "Sammanfattning\n\nElva stolpar saknar armatur och byts i vår.\n\n"


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        (FRONT + TITLE + PROPOSAL + SIGNED + SUMMARY + "Bakgrund\n\nSkrivelsen kom i januari.",
         ["front", "title", "proposal", "signature", "summary", "background"], "Stockholm: signed under the proposal"),
        (FRONT + TITLE + PROPOSAL + SUMMARY + "Norrvikens förvaltning\n\n" + SIGNED + "Bilaga\n\nÄrendet\n\nText.",
         ["front", "title", "proposal", "summary", "signature", "attachment_list", "matter"],
         "Göteborg: signed under the summary; a bare Bilaga ends nothing"),
        (FRONT + TITLE + PROPOSAL + SUMMARY + "Bilaga: Skrivelse om belysning.\n\nBakgrund\n\nText.",
         ["front", "title", "proposal", "summary", "attachment_list", "background"], "one line names what is enclosed"),
        (FRONT + TITLE + PROPOSAL + SUMMARY + "Bakgrund\n\nText.\n\nBilaga: Ansökan\n\nBelysning längs gångvägen\n\n"
         "Målgruppen\n\nAlla som går här.\n\nBudget\n\nEn miljon.",
         ["front", "title", "proposal", "summary", "background", "attachment*", "other*", "economy*"],
         "the enclosed paper repeats the title"),
        (FRONT + TITLE + PROPOSAL + SUMMARY + "Bakgrund\n\nText.\n\nBilaga 1\n\nBakgrund\n\nAnnan text.",
         ["front", "title", "proposal", "summary", "background", "attachment*", "background*"],
         "a second Bakgrund is the enclosed paper's"),
        (MINUTES, ["front", "title", "decision", "background", "decision", "background"],
         "in minutes headings repeat without any attachment"),
        (MINUTES_HEAD + MINUTES, ["title", "other", "other", "signature", "other", "decision", "background",
         "decision", "background"], "who was there signs nothing; Underskrifter does"),
        (FRONT + TITLE + PROPOSAL + "PARKENS SKÖTSEL\n\n" + LONG, ["front", "title", "proposal", "other"],
         "capitals over running text"),
        (FRONT + TITLE + PROPOSAL + LONG + "SLUT", ["front", "title", "proposal"], "capitals over nothing"),
        (MOTION, ["title", "other", "signature"], "movers sign with their parties"),
        (PROPOSAL, ["proposal"], "nothing before the first heading"),
        ("Bara löpande text som slutar med punkt.", ["other"], "no structure"),
    ],
)  # fmt: skip
def test_kinds(text: str, expected: list[str], why: str) -> None:
    assert kinds(text) == expected, why


@pytest.mark.parametrize(
    ("front", "expected", "why"),
    [
        (FRONT + TITLE, "Belysning längs gångvägen", "after the addressee"),
        ("TJÄNSTESKRIVELSE\n\nDatum: 2014-05-12\n\nUtbildningsnämnden\n\nNya regler för skolskjuts\n\n",
         "Nya regler för skolskjuts", "after letterhead, date and body"),
        ("## Medborgarförslag\n\n## Rastgård i parken\n\n", "Rastgård i parken", "a type is no title"),
        ("# Nya taxor\n\n## Lunds kommun\n\n", "Nya taxor", "the largest"),
    ],
)  # fmt: skip
def test_title(front: str, expected: str, why: str) -> None:
    assert section(front + PROPOSAL, "title").heading == expected, why


def test_subtitle_belongs_to_the_title() -> None:
    text = FRONT + TITLE + PROPOSAL
    title = section(text, "title")
    assert document(text).text[title.body_start : title.end].strip() == "Svar på skrivelse från Ebba Kvarnlöf (v)"


def test_lead_line_stays_in_its_proposal() -> None:
    text = "Förslag till beslut\n\nUtbildningsnämnden föreslås besluta\n\natt avstyrka motionen."
    (only,) = document(text).sections
    assert (only.kind, only.heading) == ("proposal", "Förslag till beslut")


def test_attachment_line_keeps_label_and_name_apart() -> None:
    text = PROPOSAL + "Bilaga: Skrivelse om belysning."
    found = section(text, "attachment_list")
    body = document(text).text
    assert (body[found.start : found.body_start], body[found.body_start : found.end], found.heading) == (
        "Bilaga: ", "Skrivelse om belysning.", "Bilaga")  # fmt: skip


def test_pdf_by_type_and_vocabulary() -> None:
    sections = read_document("utlåtande.pdf", utlatande()).sections
    assert [(each.kind, each.page) for each in sections] == [
        ("front", 1), ("title", 1), ("proposal", 1), ("signature", 1), ("summary", 1), ("background", 2)]  # fmt: skip


def test_enclosed_paper_on_its_own_page() -> None:
    main = [Run(90, 80, "Nya taxor för vatten", 16, True), Run(90, 120, "Förslag till beslut", 11, True),
            Run(90, 136, "Nämnden antar taxan."), Run(90, 160, "Bakgrund", 11, True),
            Run(90, 176, "Taxan är från 2004.")]  # fmt: skip
    enclosed = [Run(90, 80, "Bilaga 1", 11, True), *column(90, 110, [
        f"Anläggningsavgiften för fastighet nummer {place} är fyra tusen kronor." for place in range(9)])]  # fmt: skip
    sections = read_document("taxa.pdf", pdf([main, enclosed])).sections
    assert [(each.kind, each.attachment) for each in sections] == [
        ("title", False), ("proposal", False), ("background", False), ("attachment", True)]  # fmt: skip
