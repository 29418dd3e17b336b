"""Learn how much each term of a query tells of what is looked for: writes ``nlp/models/query_weights.txt.gz``.

    python -m nlp.training.query_weights --pairs PAIRS.jsonl.xz --queries QUERIES.jsonl [-o FILE]

"Hur gör jag för att få äldre att må bättre" asks for äldre, not for gör and få, which IDF does not know: few documents
have such words. For each query the right text stands against the best others by words; a weight per term, times what
the term gives a text today, is fitted so that the right one comes first. Held-back queries take no part.
"""

from __future__ import annotations

import argparse
import gzip
import random
from collections import Counter, defaultdict
from math import exp, log
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray

from nlp.lexical import passage_vector, plain_query_weights, term_id
from nlp.training.texts import Query, is_held_back, queries_in, texts_in
from nlp.training.word_census import MODELS
from nlp.windows import windows_of

SEED = 1
RIVALS, LOOKED_AT = 24, 60  # other texts beside the right one, among so many best passages
SEEN_FROM = 6  # queries with a term that is to have a weight of its own
STEPS, RATE, DECAY = 150, 0.05, 3.0
DAMPED, LEAST, MOST = 0.6, 0.5, 1.6  # what was learned to this power, and within these bounds
SHIPPED_FROM = 0.08  # difference from 1
LONGEST_BODY = 40_000

Scores = NDArray[np.float32]


class Contest(NamedTuple):
    """A query's terms, and what each gives each text today: texts x terms, the right text first."""

    terms: list[str]
    gains: Scores


class Passages:
    """Passages of the texts that answer queries, by term."""

    def __init__(self, texts: list[tuple[str, str, str]]) -> None:
        rows: dict[int, list[int]] = {}
        values: dict[int, list[float]] = {}
        self.owners: list[str] = []
        self.owned: defaultdict[str, list[int]] = defaultdict(list)
        for text_id, title, body in texts:
            for start, end in list(windows_of(body)) or [(0, len(body))]:
                vector = passage_vector(body[start:end], title or None)
                for term, value in zip(vector.indices.tolist(), vector.values.tolist(), strict=True):
                    rows.setdefault(term, []).append(len(self.owners))
                    values.setdefault(term, []).append(value)
                self.owned[text_id].append(len(self.owners))
                self.owners.append(text_id)
        self.by_term = {
            term: (np.array(held, np.int32), np.array(values[term], np.float32)) for term, held in rows.items()
        }

    def gains(self, weights: dict[str, float]) -> dict[str, tuple[NDArray[np.int32], Scores]]:
        """For each term of the query that any passage has: the passages, and what it gives them."""
        found = {}
        for term, weight in weights.items():
            if term_id(term) in self.by_term:
                rows, values = self.by_term[term_id(term)]
                idf = log(1 + (len(self.owners) - len(rows) + 0.5) / (len(rows) + 0.5))
                found[term] = rows, (weight * idf * values).astype(np.float32)
        return found


def main() -> None:
    """Index, hold the contests, learn, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pairs", type=Path, required=True)
    parser.add_argument("--queries", type=Path, required=True)
    parser.add_argument("-o", "--output", type=Path, default=MODELS / "query_weights.txt.gz")
    options = parser.parse_args()
    queries = [query for query in queries_in(options.queries) if not is_held_back(query.text_id)]
    wanted = {query.text_id for query in queries}
    texts = [(one.id, one.title, one.body[:LONGEST_BODY]) for one in texts_in(options.pairs) if one.id in wanted]
    passages = Passages(texts)
    random.seed(SEED)
    contests = [one for query in queries if (one := contest_of(query, passages))]
    print(f"{len(passages.owners)} passages, {len(contests)} contests", flush=True)
    write_weights(options.output, weights_from(contests))


def contest_of(query: Query, passages: Passages) -> Contest | None:
    """The right text's best passage against the best passage of each rival; None where no term finds it."""
    gains = passages.gains(plain_query_weights(query.query))
    scores = np.zeros(len(passages.owners), np.float32)
    for rows, values in gains.values():
        scores[rows] += values
    best: dict[str, int] = {}
    top = np.argpartition(-scores, LOOKED_AT)[:LOOKED_AT]
    for row in top[np.argsort(-scores[top])].tolist():
        if scores[row] > 0:
            best.setdefault(passages.owners[row], row)
    right = max(passages.owned[query.text_id], key=lambda row: float(scores[row]), default=None)
    if right is None or scores[right] <= 0:
        return None
    rivals = [row for owner, row in best.items() if owner != query.text_id][:RIVALS]
    table = np.zeros((1 + len(rivals), len(gains)), np.float32)
    for column, (rows, values) in enumerate(gains.values()):
        places = np.searchsorted(rows, [right, *rivals])
        for line, (place, row) in enumerate(zip(places.tolist(), [right, *rivals], strict=True)):
            if place < len(rows) and rows[place] == row:
                table[line, column] = values[place]
    return Contest(list(gains), table)


def weights_from(contests: list[Contest]) -> dict[str, float]:
    """Weight of each term seen often enough, 1 for one that tells as much as IDF says."""
    seen = Counter(term for contest in contests for term in contest.terms)
    place = {term: number for number, term in enumerate(term for term, count in seen.items() if count >= SEEN_FROM)}
    rows: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    owner: list[int] = []
    right: list[int] = []
    for number, contest in enumerate(contests):
        right.append(len(owner))
        for line, column in np.argwhere(contest.gains > 0).tolist():
            rows.append(len(owner) + line)
            columns.append(place.get(contest.terms[column], len(place)))
            values.append(float(contest.gains[line, column]))
        owner += [number] * len(contest.gains)
    learned = _fitted(
        (torch.tensor(rows), torch.tensor(columns), torch.tensor(values)),
        torch.tensor(owner),
        torch.tensor(right),
        len(place),
    )
    return {term: min(MOST, max(LEAST, exp(DAMPED * learned[number]))) for term, number in place.items()}


def _fitted(
    gains: tuple[torch.Tensor, torch.Tensor, torch.Tensor], owner: torch.Tensor, right: torch.Tensor, terms: int
) -> list[float]:
    """Logarithms of the weights."""
    rows, columns, values = gains
    contests = len(right)
    logs = torch.zeros(terms, requires_grad=True)
    sharpness = torch.tensor(0.5, requires_grad=True)
    optimizer = torch.optim.Adam([logs, sharpness], lr=RATE)
    for _ in range(STEPS):
        weights = torch.exp(torch.cat([logs, torch.zeros(1)]))
        scores = torch.zeros(len(owner)).index_add(0, rows, values * weights[columns]) * sharpness
        best = torch.full((contests,), -1e9).scatter_reduce(0, owner, scores.detach(), "amax")
        total = best + torch.log(torch.zeros(contests).scatter_add(0, owner, torch.exp(scores - best[owner])))
        loss = (total - scores[right]).mean() + DECAY * (logs**2).sum() / contests
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
    return [float(value) for value in logs.detach()]


def write_weights(path: Path, weights: dict[str, float]) -> None:
    """One line a term, sorted: "få 52" for a weight of .52."""
    lines = [f"{term} {round(100 * one)}" for term, one in sorted(weights.items()) if abs(one - 1) >= SHIPPED_FROM]
    path.write_bytes(gzip.compress("\n".join(lines).encode("utf-8"), compresslevel=9, mtime=0))


if __name__ == "__main__":
    main()
