"""Commands about the model: vectors of lines, rankings of a corpus, quality on judged queries."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from search_api.cli.options import json_option, print_json, say, settings_for


@click.command()
@click.option("--passage", "as_passage", is_flag=True, help="As a passage is embedded, not as a query.")
@json_option
def embed(as_passage: bool, as_json: bool) -> None:
    """Read lines from stdin, print one vector a line as the archive would embed a query."""
    from itertools import islice

    from nlp.encoder import load_encoder

    encoder = load_encoder(settings_for().model)
    lines = (line.rstrip("\n") for line in sys.stdin)
    while batch := list(islice(lines, 256)):
        vectors = encoder.encode_passages(batch) if as_passage else [encoder.encode_query(line) for line in batch]
        for vector in vectors:
            sys.stdout.write(json.dumps([round(float(x), 6) for x in vector]) + "\n")


@click.command()
@click.argument("corpus", type=click.Path(path_type=Path))
@click.argument("queries", type=click.Path(path_type=Path))
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="JSON file to write.")
@click.option("--limit", default=100, show_default=True, type=click.IntRange(1, 10_000))
@json_option
def rank(corpus: Path, queries: Path, output: Path, limit: int, as_json: bool) -> None:
    """Rank CORPUS.jsonl (id, title, text) for each of QUERIES.jsonl (id, query) by the shipped hybrid ranking."""
    from nlp.encoder import load_encoder
    from search_api.evaluation import rank as ranked

    run = ranked(corpus, queries, encoder=load_encoder(settings_for().model), limit=limit)
    output.write_text(json.dumps(run, ensure_ascii=False), encoding="utf-8")
    if as_json:
        print_json({"queries": len(run), "output": str(output)})
    else:
        say(f"{output}: {len(run)} queries ranked")


@click.group()
def evaluate() -> None:
    """Measure quality on judged data."""


@evaluate.command()
@click.argument("corpus", type=click.Path(path_type=Path))
@click.argument("queries", type=click.Path(path_type=Path))
@json_option
def retrieval(corpus: Path, queries: Path, as_json: bool) -> None:
    """nDCG@10, recall@10 and MRR of lexical, dense and hybrid search.

    CORPUS.jsonl has rows {"id","title","text"}, QUERIES.jsonl rows {"id","query","relevant": {doc_id: grade}}.
    """
    from nlp.encoder import load_encoder
    from search_api.evaluation import evaluate_retrieval

    report = evaluate_retrieval(corpus, queries, encoder=load_encoder(settings_for().model))
    if as_json:
        print_json(report)
        return
    systems = report["systems"]
    say(f"{report['queries']} queries over {report['documents']} documents")
    say(f"{'':10}{'nDCG@10':>10}{'recall@10':>11}{'MRR':>8}")
    for name, scores in systems.items():
        say(f"{name:10}{scores['ndcg@10']:10.3f}{scores['recall@10']:11.3f}{scores['mrr']:8.3f}")
