"""Catalogue, originals and index compared, and the index mended from the catalogue."""

from __future__ import annotations

from collections.abc import Sequence

from corpus import holdings, ledger
from corpus.catalogue import Catalogue
from corpus.index import PassageIndex
from corpus.originals import Originals
from corpus.stored import VerifyReport


def verify(catalogue: Catalogue, originals: Originals, index: PassageIndex, *, repair: bool) -> VerifyReport:
    """What differs. With ``repair`` the index is made to follow the catalogue; a lost original cannot be made."""
    with catalogue.begin() as connection:
        expected = set(holdings.passage_ids(connection))
        originals_expected = ledger.expected_originals(connection)
        unfinished = ledger.unfinished(connection)
    present = set(index.ids())
    missing, orphans = sorted(expected - present), sorted(present - expected)
    lost = tuple(sha256 for sha256 in originals_expected if not originals.has(sha256))
    damaged = tuple(sha256 for sha256 in originals_expected if sha256 not in lost and not originals.is_intact(sha256))
    repaired = _mend(catalogue, index, missing, orphans) if repair else 0
    return VerifyReport(
        ok=not lost and not damaged and repaired == len(missing) + len(orphans),
        missing_in_index=tuple(missing),
        orphans_in_index=tuple(orphans),
        missing_originals=lost,
        damaged_originals=damaged,
        unknown_originals=tuple(sorted(set(originals.all()) - set(originals_expected))),
        unfinished=unfinished,
        repaired=repaired,
    )


def _mend(catalogue: Catalogue, index: PassageIndex, missing: Sequence[int], orphans: Sequence[int]) -> int:
    """How many points were put back or removed, counted in the index afterwards."""
    with catalogue.begin() as connection:
        for points in holdings.points_by_id(connection, missing):
            index.upsert(points)
    index.delete(orphans)
    present = set(index.ids())
    return sum(point in present for point in missing) + sum(point not in present for point in orphans)
