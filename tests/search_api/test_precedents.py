"""Precedents over the demo archive: the cluster on the same question, with reasons, without the case itself.

Papers of one board and day on other matters (twins) share every set phrase with a draft, and stand below what is on its
question.
"""

from __future__ import annotations

import statistics
from pathlib import Path

import pytest

from corpus.archive import Archive
from corpus.errors import NotFoundError, QueryError
from corpus.sample.sources import sample_sources
from ingest.pipeline import ingest
from nlp.encoder import Encoder
from search_api.answers import SimilarRequest
from search_api.drafts import without_boilerplate
from search_api.precedents import similar


def test_most_of_each_cluster_is_among_the_first_ten(
    demo_archive: Archive, encoder: Encoder, id_of: dict[str, str]
) -> None:
    clusters = {source.slug: source.text("cluster") for source in sample_sources()}
    found: dict[str, float] = {}
    for name, cluster in clusters.items():
        others = {
            id_of[other]
            for other, theirs in clusters.items()
            if cluster is not None and theirs == cluster and other in id_of and name in id_of
        } - same_case(demo_archive, id_of.get(name, ""))
        if others:
            answer = similar(demo_archive, encoder, SimilarRequest(document_id=id_of[name], limit=10))
            found[name] = len(others & {hit.document_id for hit in answer.hits}) / min(len(others), 10)
    assert len(found) > 50
    # 0.96 when this was written; the clusters are loose (a cycle path belongs to snow clearing)
    assert statistics.mean(found.values()) >= 0.93, sorted(found.items(), key=lambda item: item[1])[:10]


def same_case(archive: Archive, document_id: str) -> set[str]:
    document = archive.get(document_id)
    if document is None:
        return {document_id}
    own = [one.canonical for one in document.tags.diarienummer if one.role == "own"]
    return {document_id, *(one for canonical in own for one in archive.documents_by_number(canonical))}


def test_the_draft_and_its_case_are_left_out_unless_asked_for(
    demo_archive: Archive, encoder: Encoder, id_of: dict[str, str]
) -> None:
    draft = id_of["webbsandning-enskede-arsta-vantor-2010-tjansteutlatande"]
    minutes = id_of["webbsandning-enskede-arsta-vantor-2010-protokollsutdrag"]
    usual = similar(demo_archive, encoder, SimilarRequest(document_id=draft, limit=100))
    asked = similar(demo_archive, encoder, SimilarRequest(document_id=draft, limit=100, include_same_case=True))
    assert not {draft, minutes} & {hit.document_id for hit in usual.hits}
    assert minutes in {hit.document_id for hit in asked.hits}
    assert draft not in {hit.document_id for hit in asked.hits}


def test_every_precedent_says_why(demo_archive: Archive, encoder: Encoder, id_of: dict[str, str]) -> None:
    draft = id_of["hundrastgard-vantor-2005-tjansteutlatande"]
    hits = similar(demo_archive, encoder, SimilarRequest(document_id=draft)).hits
    assert all(hit.why for hit in hits)
    assert "på sidan" in hits[0].why[0]


def test_pasted_text_finds_precedents(demo_archive: Archive, encoder: Encoder) -> None:
    text = (
        "Förslag till beslut\n\nStadsdelsnämnden beslutar att avslå medborgarförslaget.\n\nBakgrund\n\n"
        "En boende vill att nämnden stängslar in en gräsyta där hundar kan springa lösa. Platsen ligger nära bostäder, "
        "och grannar befarar skall. Kostnaden för staket, grindar och belysning ryms inte i parkbudgeten."
    )
    hits = similar(demo_archive, encoder, SimilarRequest(text=text, limit=3)).hits
    assert sum("hundrastgard" in hit.name for hit in hits) >= 2


OWN_BOARD, OWN_DAY = "Vantörs stadsdelsnämnd", "2009-03-19"
# board, date, title, background, what the office thinks of it
DRAFT = (
    OWN_BOARD,
    OWN_DAY,
    "Svar på skrivelse om odlingslotter vid Högdalen",
    "I en skrivelse föreslås att mark upplåts för odlingslotter där boende odlar grönsaker. Kön till lotterna är lång.",
    "Mark för odling kan upplåtas mellan kraftledningsgatan och koloniområdet.",
)
TWINS = {
    "klotter": (
        "Svar på skrivelse om klotter i tunnelbanan",
        "I en skrivelse begärs att klotter saneras inom ett dygn i gångtunnlar och på fasader.",
        "Sanering av klotter sköts av entreprenören på trafikkontorets uppdrag.",
    ),
    "bibliotek": (
        "Svar på skrivelse om bibliotekets öppettider",
        "I en skrivelse föreslås söndagsöppet på biblioteket i Rågsved.",
        "Söndagsöppet kräver två tjänster till och ett nytt avtal om bemanning.",
    ),
    "bad": (
        "Svar på skrivelse om utomhusbad",
        "I en skrivelse föreslås att plaskdammen blir ett utomhusbad med omklädningsrum.",
        "Ett bad fordrar vattenrening, livräddare och stängsel.",
    ),
}
MEMBERS = {
    "kolonilotter": (
        "Farsta stadsdelsnämnd",
        "2011-05-12",
        "Kolonilotter i Farsta",
        "Boende har lämnat ett medborgarförslag om fler kolonilotter, eftersom väntetiden på en lott är åtta år.",
        "Nya lotter kan anläggas på gräsytan bakom idrottsplatsen om staden drar fram vatten.",
    ),
    "stadsodling": (
        "Skarpnäcks stadsdelsnämnd",
        "2006-10-05",
        "Stadsodling i Kärrtorp",
        "En skrivelse handlar om stadsodling i pallkragar på parkmark, så att trångbodda kan odla egna grönsaker.",
        "Förvaltningen lånar ut pallkragar och jord till föreningar som sköter odlingen.",
    ),
    "upplåtelse": (
        "Bromma stadsdelsnämnd",
        "2013-02-14",
        "Upplåtelse av mark för odling i Åkeshov",
        "En koloniförening vill arrendera mer mark för odlingslotter intill slottet.",
        "Arrendeavtal tecknas för fem år i taget; området inhägnas av föreningen.",
    ),
}
SET_PHRASES = """
Ärendets beredning

Ärendet har beretts inom avdelningen för individ och familj i samråd med administrativa avdelningen. Handikapprådet och
pensionärsrådet har tagit del av ärendet.

Jämställdhet och barnperspektiv

Förvaltningen har prövat ärendet utifrån stadens program för jämställdhet. Förslaget bedöms inte påverka kvinnor och
män, flickor och pojkar olika. En barnkonsekvensanalys bifogas inte.

Ekonomiska konsekvenser

Kostnaderna ryms inom nämndens budget för innevarande år. Eventuella merkostnader beaktas i samband med
tertialrapport två.

Förvaltningens synpunkter och förslag

Förvaltningen delar skrivelsens uppfattning att frågan är angelägen för stadsdelens invånare. Förvaltningen följer
utvecklingen noga och återkommer till nämnden när underlag finns.
"""


def paper(board: str, day: str, title: str, background: str, opinion: str, phrases: str) -> str:
    return (
        f"{board.replace('nämnd', 'förvaltning')}\nTjänsteutlåtande\n{day}\n\nHandläggare: Maria Ek\n\n"
        f"Till\n{board}\n\n{title}\n\nFörslag till beslut\n\n{board} beslutar att godkänna förvaltningens "
        f"tjänsteutlåtande som svar på skrivelsen.\n\nBakgrund\n\n{background}\n{phrases} {opinion}\n"
    )


def test_twins_in_set_phrases_stand_below_what_is_on_the_question(tmp_path: Path, encoder: Encoder) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    papers = {"utkast": paper(*DRAFT, SET_PHRASES)}
    papers |= {name: paper(OWN_BOARD, OWN_DAY, *said, SET_PHRASES) for name, said in TWINS.items()}
    plain = "\nFörvaltningens synpunkter\n\n"
    papers |= {name: paper(*said, plain) for name, said in MEMBERS.items()}
    for name, text in papers.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    with Archive.open(tmp_path / "home", dimensions=encoder.dimensions, model=encoder.model) as archive:
        ingest(archive, [folder], encoder=encoder)
        id_of = {Path(document.name).stem: document.id for document in archive.documents()}
        hits = similar(archive, encoder, SimilarRequest(document_id=id_of["utkast"])).hits
    order = [Path(hit.name).stem for hit in hits]
    assert set(order[: len(MEMBERS)]) == set(MEMBERS), order


@pytest.mark.parametrize(
    ("request_", "error", "word"),
    [
        (SimilarRequest(text="   "), QueryError, "empty"),
        (SimilarRequest(), QueryError, "empty"),
        (SimilarRequest(text="ord " * 60_000), QueryError, "at most"),
        (SimilarRequest(document_id="ffffffffffffffff"), NotFoundError, "no document"),
        (SimilarRequest(text="parklek", limit=0), QueryError, "limit"),
    ],
)
def test_mistakes_are_named(
    demo_archive: Archive, encoder: Encoder, request_: SimilarRequest, error: type[Exception], word: str
) -> None:
    with pytest.raises(error, match=word):
        similar(demo_archive, encoder, request_)


BOILERPLATE = [
    ("Stadsdelsnämnden beslutar att bygga en brygga.", "bygga en brygga.", "who decides"),
    ("Nämnden överlämnar tjänsteutlåtandet som svar på skrivelsen.", "", "the form of the answer"),
    ("Förvaltningen föreslår ett staket.", "ett staket.", "officialese"),
    ("att omedelbart justera paragrafen", "", "immediate adjustment"),
    ("Ärendet har beretts inom avdelningen för park. Bryggan ruttnar.", "Bryggan ruttnar.", "who prepared it"),
]


@pytest.mark.parametrize(("text", "kept", "why"), BOILERPLATE)
def test_set_phrases_weigh_nothing(text: str, kept: str, why: str) -> None:
    assert without_boilerplate(text).strip(" .") == kept.strip(" ."), why
