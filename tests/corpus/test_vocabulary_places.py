"""Districts with their lineage, municipalities with their ambiguities, boards with their diaries."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.vocabulary import board_id, boards, districts, fold, municipalities, municipality_slug


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        ("Hässelby–Vällingby stadsdelsnämnd", "sthlm-sdn-hasselby-vallingby", "en dash"),
        ("Maria - Gamla stans stadsdelsförvaltning", "sthlm-sdn-maria-gamla-stan", "genitive inside the name"),
        ("maria gamla stan", "sthlm-sdn-maria-gamla-stan", "no hyphen"),
        ("Enskede / Årsta", "sthlm-sdn-enskede-arsta", "stroke with blanks"),
        ("Enskede-Årsta/Vantör", "sthlm-sdn-enskede-arsta-vantor", "two separators mixed"),
        ("HässelbyVällingby", "sthlm-sdn-hasselby-vallingby", "hyphen lost"),
        ("Stadsdelsnämnden i Farsta", "sthlm-sdn-farsta", "board word first"),
        ("Bromma sd", "sthlm-sdn-bromma", "sd is stadsdel here"),
        ("Lundby", "gbg-sdn-lundby", "namesakes in one town: the later one"),
        ("Socialnämnden Centrum", "gbg-sn-centrum-2021", "board word decides"),
        ("Centrum", None, "an ordinary word"),
        ("SDF Centrum", None, "Göteborg or Malmö"),
        ("stadsdelsnämnden", None, "no name at all"),
        ("Hässelby strand", None, "a neighbourhood is no board"),
        ("", None, "nothing"),
    ],
)
def test_named(text: str, expected: str | None, why: str) -> None:
    found = districts().named(text)
    assert (found.id if found else None) == expected, why


def test_date_and_municipality_decide_between_namesakes() -> None:
    named = districts().named
    assert (early := named("Lundby", on="2004-05-27")) is not None
    assert early.id == "gbg-sdn-lundby-1990"
    assert (malmo := named("SDF Centrum", municipality="Malmö")) is not None
    assert malmo.id == "malmo-sdn-centrum"


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        ("Hässlby-Vällinby", "sthlm-sdn-hasselby-vallingby", "two slips"),
        ("Skarpnnäck", "sthlm-sdn-skarpnack", "doubled letter"),
        ("Södermalms stadsdelsnämnd", "sthlm-sdn-sodermalm", "exact, though Östermalm is two edits away"),
        ("Östermalm", "sthlm-sdn-ostermalm", "exact, though Södermalm is two edits away"),
        ("Härjedalen", None, "a municipality one edit from Lärjedalen"),
        ("Liseberg", None, "a neighbourhood two edits from Kirseberg"),
        ("Kitsa", None, "too short to guess"),
    ],
)
def test_close_to(text: str, expected: str | None, why: str) -> None:
    found = districts().close_to(text)
    assert (found.id if found else None) == expected, why


def test_no_real_place_is_corrected_into_a_district() -> None:
    for municipality in municipalities().all:
        found = districts().close_to(municipality.name)
        assert found is None or fold(municipality.name) in found.aliases
    for district in districts().all:
        for neighbourhood in district.neighbourhoods:
            found = districts().close_to(neighbourhood)
            assert found is None or fold(neighbourhood) in found.aliases


@given(st.data())
def test_one_slip_in_a_long_name_never_gives_another_district(data: st.DataObject) -> None:
    long_names = [d for d in districts().all if len(d.name) >= 10 and d.kind == "stadsdelsnämnd"]
    district = data.draw(st.sampled_from(long_names))
    at = data.draw(st.integers(1, len(district.name) - 2))
    found = districts().close_to(district.name[:at] + district.name[at + 1 :])
    assert found is None or found.name == district.name


def test_lineage() -> None:
    assert districts().with_predecessors("sthlm-sdn-sodermalm")[0] == "sthlm-sdn-sodermalm"
    assert set(districts().with_predecessors("sthlm-sdn-sodermalm")) == {
        "sthlm-sdn-sodermalm",
        "sthlm-sdn-maria-gamla-stan",
        "sthlm-sdn-katarina-sofia",
        "sthlm-sdn-hornstull",
        "sthlm-sdn-hammarby",
    }
    assert districts().with_successors("sthlm-sdn-rinkeby") == (
        "sthlm-sdn-rinkeby",
        "sthlm-sdn-rinkeby-kista",
        "sthlm-sdn-jarva",
    )
    assert districts().with_predecessors("gbg-srn") == ("gbg-srn",)


def test_lineage_is_closed_and_follows_time() -> None:
    for district in districts().all:
        for later_id in district.merged_into:
            later = districts().by_id(later_id)
            assert later is not None
            assert district.id in later.predecessors
            assert (later.valid_to or "9999") > (district.valid_to or "9999")


@pytest.mark.parametrize(
    ("district_id", "date", "expected"),
    [
        ("sthlm-sdn-sodermalm", "2006-12-31", False),
        ("sthlm-sdn-sodermalm", "2007-01-01", True),
        ("sthlm-sdn-maria-gamla-stan", "2006", True),
        ("sthlm-sdn-jarva", "2023-06", False),
        ("sthlm-sdn-jarva", "2023", True),
        ("unknown", "2010-01-01", False),
    ],
)
def test_valid_on(district_id: str, date: str, expected: bool) -> None:
    assert districts().valid_on(district_id, date) is expected


def test_neighbourhood_and_prefix() -> None:
    assert [d.id for d in districts().with_neighbourhood("Tensta")] == [
        "sthlm-sdn-spanga-tensta",
        "sthlm-sdn-jarva",
    ]
    assert (found := districts().by_prefix("ska")) is not None
    assert found.id == "sthlm-sdn-skarpnack"


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        ("Tyresö kommun", "Tyresö", "usual form"),
        ("Göteborgs Stad", "Göteborg", "calls itself a city"),
        ("gbg", "Göteborg", "short form"),
        ("Upplands Bro", "Upplands-Bro", "hyphen lost"),
        ("Salem", "Salem", "bare, capital or not: ambiguous is for the reader to weigh"),
        ("vara", None, "the verb"),
        ("Vara", "Vara", "with its capital"),
        ("vara kommun", "Vara", "kommun makes it safe"),
        ("Habo", "Habo", "not Håbo"),
        ("Falu kommun", "Falun", "irregular"),
        ("Danderyds sjukhus", None, "the hospital"),
    ],
)
def test_municipality_named(text: str, expected: str | None, why: str) -> None:
    found = municipalities().named(text)
    assert (found.name if found else None) == expected, why


@pytest.mark.parametrize(
    ("municipality", "board", "expected"),
    [
        ("Göteborg", "Social resursförvaltning", "gbg-srn"),
        ("Stockholm", "Socialnämnden", "sthlm-socn"),
        ("Stockholm", "Kommunfullmäktige", "sthlm-ks"),
        ("Uppsala", "socialnämnden", "uppsala-scn"),
        ("Norrköping", "Tekniska nämnden", "norrkoping-tn"),
        ("Tyresö", "Fritidsnämnden", "tyreso-fn"),
        ("Arboga", "Kommunstyrelsens", "arboga-ks"),
        ("Upplands Väsby", "Social- och äldrenämnden", "upplandsvasby-san"),
        ("Kalmar", "Servicenämnden", "kalmar-servicenamnd"),
    ],
)
def test_board_id(municipality: str, board: str, expected: str) -> None:
    assert board_id(municipality, board) == expected


def test_a_board_name_alone_decides_only_where_it_is_unique() -> None:
    assert boards().named("kommunstyrelsen") is None
    assert len(boards().all_named("kommunstyrelsen")) > 5
    assert (tyreso := boards().named("Kommunstyrelsen i Tyresö")) is not None
    assert tyreso.id == "tyreso-ks"
    assert (srn := boards().named("social resursnämnd")) is not None
    assert srn.id == "gbg-srn"
    assert (nacka := boards().by_prefix("KFKS")) is not None
    assert nacka.id == "nacka-ks"
    assert boards().by_prefix("KS") is None


def test_boards_stand_in_real_municipalities() -> None:
    for board in boards().all:
        assert board.municipality is None or municipalities().by_name(board.municipality)
        assert boards().by_id(board.diary) is not None
        if board.municipality:
            assert board.id.startswith(municipality_slug(board.municipality) + "-")


@pytest.mark.shared
def test_every_diary_owner_of_the_real_numbers_is_known(shared: object) -> None:
    from pathlib import Path

    lines = (Path(str(shared)) / "domain" / "diarienummer.tsv").read_text(encoding="utf-8").splitlines()[1:]
    owners = {line.split("\t")[4] for line in lines} - {""}
    assert [o for o in sorted(owners) if not boards().by_id(o) and not districts().by_id(o)] == []
