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


@evaluate.command()
@click.argument("gold", metavar="GOLD_DIR", type=click.Path(path_type=Path))
@click.option(
    "--documents", type=click.Path(path_type=Path), help="Where the documents are, if not beside their labels."
)
@click.option(
    "--compare", type=click.Path(path_type=Path), help="An earlier report (--json): end with 1 if a field fell."
)
@click.option("--failures", type=click.IntRange(0), help="Print at most so many failing examples of a field.")
@json_option
def tagging(gold: Path, documents: Path | None, compare: Path | None, failures: int | None, as_json: bool) -> None:
    """Precision, recall and F1 of every tag over hand-labelled documents.

    GOLD_DIR holds documents with NAME.tags.json beside each (a tag record; only the keys it states are scored), and
    short texts in NAME.snippets.txt.
    """
    from search_api.tagging_evaluation import drops, evaluate_tagging, report_lines
    from search_api.tagging_gold import gold_in, report_in

    last = report_in(compare) if compare else None
    report = evaluate_tagging(gold_in(gold, documents), progress=_progress)
    fallen = list(drops(last, report)) if last is not None else []
    if as_json:
        print_json(report | {"dropped": fallen} if compare else report)
    else:
        for line in report_lines(report, failures=failures):
            say(line)
    for sentence in fallen:
        click.echo(sentence, err=True)
    if fallen:
        raise SystemExit(1)


def _progress(done: int, of: int) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r{done}/{of} documents", err=True, nl=done == of)
