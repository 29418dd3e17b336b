"""Commands that ask an archive."""

from __future__ import annotations

import os
import re
from pathlib import Path

import click

from corpus.errors import UserMistakeError
from corpus.records import JsonObject
from search_api.cli.options import home_option, json_option, print_json, say, settings_for

DOCUMENT_ID = re.compile(r"[0-9a-f]{16}(-\d+)?")  # 5e19011caeaf3431, 5e19011caeaf3431-2


@click.command()
@click.argument("query", default="")
@click.option("--district", "districts", multiple=True, metavar="ID", help="District id; predecessors included.")
@click.option("--party", "parties", multiple=True, metavar="P", help="Party, in today's letters: L also finds (fp).")
@click.option("--type", "types", multiple=True, metavar="T", help="Document type, for example motion.")
@click.option("--municipality", "municipalities", multiple=True, metavar="NAME")
@click.option("--class", "classes", multiple=True, metavar="C", help="Class of proposal or decision, e.g. reject.")
@click.option("--from", "date_from", metavar="YYYY[-MM-DD]")
@click.option("--to", "date_to", metavar="YYYY[-MM-DD]")
@click.option("--sort", type=click.Choice(["relevance", "date"]), default="relevance", show_default=True)
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1, 200))
@click.option("--cursor", help="Where the last answer ended (its next_cursor).")
@click.option("--strict", is_flag=True, help="Let the filters understood from the words exclude, not only raise.")
@home_option
@json_option
def search(
    query: str,
    districts: tuple[str, ...],
    parties: tuple[str, ...],
    types: tuple[str, ...],
    municipalities: tuple[str, ...],
    classes: tuple[str, ...],
    date_from: str | None,
    date_to: str | None,
    sort: str,
    limit: int,
    cursor: str | None,
    strict: bool,
    home: Path | None,
    as_json: bool,
) -> None:
    """Find decisions. Numbers, districts, parties, years and document types are understood from the words."""
    from search_api.owner_client import run_operation

    params: JsonObject = {
        "text": query,
        "districts": districts,
        "parties": parties,
        "types": types,
        "municipalities": municipalities,
        "classes": classes,
        "date_from": date_from,
        "date_to": date_to,
        "sort": sort,
        "limit": limit,
        "cursor": cursor,
        "strict": ("all",) if strict else (),
    }
    answer = run_operation("search", params, settings_for(home))
    if as_json:
        print_json(answer)
    else:
        show_answer(answer)


@click.command()
@click.argument("file_or_document_id")
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1, 200))
@home_option
@json_option
def similar(file_or_document_id: str, limit: int, home: Path | None, as_json: bool) -> None:
    """Find precedents for a draft in a file, or for a document of the archive."""
    from search_api.owner_client import run_operation

    params: JsonObject = {"limit": limit}
    if os.path.isfile(file_or_document_id):
        params["path"] = os.path.abspath(file_or_document_id)
    elif DOCUMENT_ID.fullmatch(file_or_document_id):
        params["document_id"] = file_or_document_id
    else:
        raise UserMistakeError(f"{file_or_document_id} is neither a file nor a document id")
    answer = run_operation("similar", params, settings_for(home))
    if as_json:
        print_json(answer)
    else:
        show_answer(answer)


@click.command()
@click.argument("queries", type=click.Path(path_type=Path))
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help=".parquet, .csv or .jsonl")
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1, 200))
@home_option
@json_option
def bulk(queries: Path, output: Path, limit: int, home: Path | None, as_json: bool) -> None:
    """Run many queries (CSV with columns id,query and optional filters); one row per query and hit."""
    from search_api.owner_client import run_operation

    params: JsonObject = {
        "queries": str(queries.absolute()),
        "output": str(output.absolute()),
        "limit": limit,
    }
    summary = run_operation("bulk", params, settings_for(home))
    if as_json:
        print_json(summary)
    else:
        say(f"{output}: " + ", ".join(f"{key} {value}" for key, value in summary.items()))


def show_answer(answer: JsonObject) -> None:
    """A search answer for people: what was understood, then the hits."""
    about = "at least " if answer["total_is_approximate"] else ""
    say(f"{about}{answer['total']} documents, {answer['took_ms']:.0f} ms")
    if understood := {key: value for key, value in answer["query"]["understood"].items() if value}:
        say("understood: " + "; ".join(f"{key} {_plain(value)}" for key, value in understood.items()))
    if answer.get("message"):
        say(answer["message"])
    for position, hit in enumerate(answer["hits"], start=1):
        _show_hit(position, hit)


def _show_hit(position: int, hit: JsonObject) -> None:
    """One hit: title, facts, the matching passage, proposals and why."""
    say()
    say(click.style(f"{position}. {hit['title'] or '(no title)'}", bold=True))
    foreign = hit["foreign_diarienummer"]
    numbers = ", ".join(f"{number} (foreign)" if number in foreign else number for number in hit["diarienummer"])
    facts = [hit["type"], hit["date"], hit.get("body") or hit["district"], numbers and f"dnr {numbers}"]
    say("   " + " · ".join(str(fact) for fact in facts if fact) + f" · page {hit['page']} · {hit['document_id']}")
    say("   " + _shortened(str(hit["passage"])))
    for proposal in hit["proposals"]:
        say("   » " + _shortened(str(proposal["text"]), 160))
    for decision in hit["decisions"]:
        say("   » decided: " + _shortened(str(decision["text"]), 160))
    for reason in hit.get("why") or []:
        say("   because: " + _plain(reason))


def _shortened(text: str, length: int = 300) -> str:
    """The text on one line, cut at a word."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[:length].rsplit(" ", 1)[0] + " …"


def _plain(value: object) -> str:
    """A JSON value as words."""
    if isinstance(value, dict):
        if "raw" in value:
            return str(value["raw"])
        return ", ".join(f"{_plain(item)}" for item in value.values() if item)
    if isinstance(value, list):
        return ", ".join(_plain(item) for item in value)
    return str(value)
