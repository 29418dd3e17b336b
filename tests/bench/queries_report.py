"""How the realistic queries fare over the real documents and the sample: scores, and docs/reports/queries.md.

python -m tests.bench.queries_report [--shared FOLDER] [-o docs/reports/queries.md]
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from corpus.archive import Archive
from ingest.pipeline import ingest
from nlp.encoder import Encoder, load_encoder
from search_api.answers import SearchRequest
from search_api.query import understand
from search_api.search import search
from search_api.understood import understood_to_json
from tests.commands import SAMPLE

REPOSITORY = Path(__file__).resolve().parents[2]
REPORT = REPOSITORY / "docs" / "reports" / "queries.md"
FIRST, FIRST_FEW = 10, 3

# Why a seed is missed, found by looking at the hits; a miss without a line here is reported as not yet explained.
REASONS = {
    "Q017": "the name of the state programme is made of common words; the other seeds speak more of care for addicts",
    "Q034": "names a district alone: 004 spells it in just this way, and two sample papers of that board fit as well",
    "Q022": "asks for a stance (advised against for want of money) that no tag says and the seed words differently",
    "Q052": "asks for the same stance in a paraphrase",
    "Q086": "the sample's cluster on homeless women, same years and city, answers better; the seed is about addiction",
    "Q116": "the sample's documents on support for relatives answer better; the seed speaks of it in a word or two",
}
INTRODUCTION = """\
# Realistic queries over the real documents and the sample

Written by `python -m tests.bench.queries_report` over {documents} documents: the seeds with a text layer and
the sample. Queries, intended filters and expected seeds: `domain/queries.yaml` of the shared folder.

| measure | goal | reached |
|---|---|---|
| queries with an expected seed | | {asked} |
| recall@10 of expected seeds | 0.90 | {recall:.3f} |
| an expected seed among the first three | 80 % | {near_top:.0%} |
| understood filters exactly right | 95 % | {understood} of {scored} |
| median processor time of a search, warm | 30 ms | {median:.0f} ms |

The query readers (`search_api/query_*.py`) and the weights of understood filters (`search_api/fitting.py`) were written
with these queries open: the figures are a fit, not a forecast.

## Misses

| query | ranks of expected seeds | first three hits | reason |
|---|---|---|---|
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One query with the rank (from 1) of each expected seed, None beyond the first ten."""

    id: str
    query: str
    ranks: dict[str, int | None]
    above: tuple[str, ...]
    cpu_ms: float

    @property
    def recall(self) -> float:
        """Part of the expected seeds among the first ten."""
        return sum(rank is not None for rank in self.ranks.values()) / len(self.ranks)

    @property
    def is_near_top(self) -> bool:
        """True when an expected seed is among the first three."""
        return any(rank is not None and rank <= FIRST_FEW for rank in self.ranks.values())


def queries_in(shared: Path) -> list[dict[str, Any]]:
    """The realistic queries with their intended filters."""
    queries: list[dict[str, Any]] = yaml.safe_load((shared / "domain" / "queries.yaml").read_text("utf-8"))["queries"]
    return queries


@contextmanager
def archive_of_seeds_and_sample(shared: Path, encoder: Encoder) -> Iterator[Archive]:
    """An archive that holds the seeds with a text layer and the sample, for as long as the block lasts."""
    seeds = [path for path in sorted((shared / "seeds").glob("*.pdf")) if path.stem.count("_") == 1]
    with (
        tempfile.TemporaryDirectory() as home,
        Archive.open(Path(home), dimensions=encoder.dimensions, model=encoder.model) as archive,
    ):
        ingest(archive, [*seeds, SAMPLE / "pdf"], encoder=encoder)
        yield archive


def outcomes(archive: Archive, encoder: Encoder, queries: list[dict[str, Any]]) -> list[Outcome]:
    """What became of each query that expects a seed."""
    found: list[Outcome] = []
    for query in queries:
        expected = query.get("expected_seeds") or ()
        began = time.process_time()  # other work on the machine shall not count
        answer = search(archive, encoder, SearchRequest(text=query["query"], limit=FIRST))
        spent = (time.process_time() - began) * 1000
        names = [hit.name for hit in answer.hits]
        ranks = {
            seed: next((rank for rank, name in enumerate(names, 1) if name.startswith(f"{seed}_")), None)
            for seed in expected
        }
        if ranks:
            above = tuple(Path(name).stem for name in names[:FIRST_FEW])
            found.append(Outcome(query["id"], query["query"], ranks, above, spent))
    return found


def filter_misses(queries: list[dict[str, Any]]) -> list[tuple[str, str, Any, Any]]:
    """(id, query, expected, understood) where the understood filters are not exactly the intended ones."""
    missed = []
    for query in queries:
        if query.get("score_filters") is not False:
            understood = filters_said(query["query"])
            if understood != query["filters"]:
                missed.append((query["id"], query["query"], query["filters"], understood))
    return missed


def filters_said(text: str) -> dict[str, Any]:
    """The understood filters in the shape of the scored queries."""
    said = understood_to_json(understand(text))
    if isinstance(said.get("dnr"), dict):
        said["dnr"] = {name: said["dnr"][name] for name in ("year", "number")}
    return said


def report(results: list[Outcome], queries: list[dict[str, Any]], documents: int) -> str:
    """The report as Markdown: the scores, then each miss with its reason."""
    scored = [query for query in queries if query.get("score_filters") is not False]
    wrong = filter_misses(queries)
    text = INTRODUCTION.format(
        documents=documents,
        asked=len(results),
        recall=statistics.mean(one.recall for one in results),
        near_top=statistics.mean(one.is_near_top for one in results),
        understood=len(scored) - len(wrong),
        scored=len(scored),
        median=statistics.median(one.cpu_ms for one in results),
    )
    for one in results:
        if one.recall < 1 or not one.is_near_top:
            reason = REASONS.get(one.id, "not yet explained")
            text += f"| {one.id} | {_ranks(one)} | {', '.join(one.above)} | {reason} |\n"
    if wrong:
        text += "\n## Filters not understood as intended\n\n| query | intended | understood |\n|---|---|---|\n"
    return text + "".join(f"| {id_} | `{wanted}` | `{said}` |\n" for id_, _, wanted, said in wrong)


def _ranks(one: Outcome) -> str:
    return ", ".join(f"{seed}: {rank or 'not in ten'}" for seed, rank in one.ranks.items())


def main() -> None:
    """Measure and write the report."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--shared", type=Path, default=REPOSITORY.parent / "shared")
    parser.add_argument("-o", "--output", type=Path, default=REPORT)
    options = parser.parse_args()
    encoder, queries = load_encoder(), queries_in(options.shared)
    with archive_of_seeds_and_sample(options.shared, encoder) as archive:
        outcomes(archive, encoder, queries[:5])  # warm
        text = report(outcomes(archive, encoder, queries), queries, archive.status().documents)
    options.output.parent.mkdir(parents=True, exist_ok=True)
    options.output.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
