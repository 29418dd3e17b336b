"""Commands that fill, inspect and mend an archive."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from corpus.records import JsonObject
from search_api.cli.options import home_option, json_option, note, print_json, say, settings_for
from search_api.operations import Progress


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Reading processes.")
@home_option
@json_option
def ingest(paths: tuple[Path, ...], workers: int, home: Path | None, as_json: bool) -> None:
    """Read files, folders and zip archives into the archive. Safe to repeat; resumes after a kill."""
    from search_api.owner_client import run_operation

    settings = settings_for(home)
    limits = {
        "file_seconds": settings.file_seconds,
        "page_seconds": settings.page_seconds,
        "child_mb": settings.child_mb,
    }
    params = {"paths": [str(path.absolute()) for path in paths], "workers": workers, "limits": limits}
    with _ProgressBar() as bar:
        report = run_operation("ingest", params, settings, create=True, progress=bar.advance)
    if as_json:
        print_json(report)
        return
    failed = report["quarantined"]
    say(
        f"received {report['received']}, indexed {report['indexed']}, unchanged {report['unchanged']}, "
        f"quarantined {len(failed)} in {report['seconds']:.1f} s"
    )
    for file in failed:
        say(f"  quarantined: {file['path']}: {file['reason']}")
    if not report["received"]:
        say("  no documents were found there")


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
        _show_field(key, value)


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
                _show_field(key, value)
    if not report["ok"]:
        raise click.exceptions.Exit(1)


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
        _show_field(key, value)


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
        _show_field(key, value)


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
        _show_field(key, value)


def _show_field(name: str, value: Any) -> None:
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


class _ProgressBar:
    """A tqdm bar on stderr with rate, remaining time and failures; silent where stderr is no terminal."""

    def __init__(self) -> None:
        self._bar: Any = None

    def __enter__(self) -> _ProgressBar:
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.close()

    @property
    def advance(self) -> Progress:
        """The callback for the pipeline."""
        return self._advance

    def _advance(self, done: int, known: int, failed: int) -> None:
        if self._bar is None:
            from tqdm import tqdm

            self._bar = tqdm(total=known, unit="file", disable=None, leave=False)
        self._bar.total = known
        self._bar.set_postfix(quarantined=failed, refresh=False)
        self._bar.update(done - self._bar.n)


__all__ = ["JsonObject", "export", "ingest", "load", "note", "status", "verify", "withdraw"]
