"""Commands that inspect and mend an archive, and move it whole."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from search_api.cli.options import home_option, json_option, note, print_json, say, settings_for


@click.command()
@home_option
@json_option
def status(home: Path | None, as_json: bool) -> None:
    """Show the ledger: what is in, what failed and why."""
    from search_api.owner_client import run_operation

    report = run_operation("status", {}, settings_for(home))
    if as_json:
        print_json(report)
        return
    for key, value in report.items():
        show_field(key, value)


@click.command()
@click.option("--repair", is_flag=True, help="Mend what can be mended from the catalogue.")
@home_option
@json_option
def verify(repair: bool, home: Path | None, as_json: bool) -> None:
    """Compare catalogue, originals and index. Ends with 1 when something is wrong."""
    from search_api.owner_client import run_operation

    report = run_operation("verify", {"repair": repair}, settings_for(home))
    if as_json:
        print_json(report)
    else:
        say("the archive is whole" if report["ok"] else "the archive is NOT whole")
        for key, value in report.items():
            if key != "ok":
                show_field(key, value)
    if not report["ok"]:
        raise click.exceptions.Exit(1)


@click.command()
@click.option("--force", is_flag=True, help="Build the graph whether or not it pays.")
@home_option
@json_option
def optimize(force: bool, home: Path | None, as_json: bool) -> None:
    """Build the graph that keeps search fast in a large archive. Searches go on meanwhile; `ingest` does it itself."""
    from search_api.owner_client import run_operation

    note("beslut: a child process builds the graph; a minute or two per 100,000 passages")
    report = run_operation("optimize", {"force": force}, settings_for(home))
    if as_json:
        print_json(report)
    elif report["built"]:
        say(f"the graph is built; index generation {report['generation']} is in use")
    else:
        say("nothing to do: the archive is small, or its graph is fresh (--force builds it all the same)")


@click.command()
@click.argument("document_id")
@click.option("--reason", required=True, help="Why; kept on the tombstone.")
@click.option("--dry-run", is_flag=True, help="Only show what would be removed.")
@home_option
@json_option
def withdraw(document_id: str, reason: str, dry_run: bool, home: Path | None, as_json: bool) -> None:
    """Remove a document's text, vectors and original; a tombstone with the reason remains."""
    from search_api.owner_client import run_operation

    params = {"document_id": document_id, "reason": reason, "dry_run": dry_run}
    report = run_operation("withdraw", params, settings_for(home))
    if as_json:
        print_json(report)
        return
    say("would be removed:" if dry_run else "removed:")
    for key, value in report.items():
        show_field(key, value)


@click.command()
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="Folder to write.")
@click.option("--format", "file_format", type=click.Choice(["parquet", "jsonl", "csv"]), default="parquet")
@home_option
@json_option
def export(output: Path, file_format: str, home: Path | None, as_json: bool) -> None:
    """Write the whole archive (tags, passages, vectors) with a snapshot id that can be cited."""
    from search_api.owner_client import run_operation

    params = {"folder": str(output.absolute()), "format": file_format}
    snapshot = run_operation("export", params, settings_for(home))
    if as_json:
        print_json(snapshot)
        return
    say(f"written to {output}")
    for key, value in snapshot.items():
        show_field(key, value)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@home_option
@json_option
def load(folder: Path, home: Path | None, as_json: bool) -> None:
    """Make an archive of an exported snapshot; it answers exactly as the exporting one did."""
    from dataclasses import asdict

    from corpus.snapshot import load_snapshot

    target = settings_for(home).home
    snapshot = asdict(load_snapshot(folder, target))
    if as_json:
        print_json(snapshot)
        return
    say(f"loaded into {target}")
    for key, value in snapshot.items():
        show_field(key, value)


def show_field(name: str, value: Any) -> None:
    """One field of a report for people; tables are indented under their name."""
    label = name.replace("_", " ")
    if isinstance(value, dict):
        say(f"{label}:")
        for key, item in value.items():
            say(f"  {key or '-'}: {_flat(item)}")
    elif isinstance(value, list | tuple):
        say(f"{label}: {len(value)}")
        for item in value:
            say(f"  {_flat(item)}")
    else:
        say(f"{label}: {'-' if value is None else value}")


def _flat(item: Any) -> str:
    if isinstance(item, dict):
        return ", ".join(f"{key} {value}" for key, value in item.items())
    return str(item)
