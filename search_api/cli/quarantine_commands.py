"""``beslut quarantine``: what could not be taken in, why, and another try."""

from __future__ import annotations

from pathlib import Path

import click

from search_api.cli.options import home_option, json_option, print_json, say, settings_for


@click.group()
def quarantine() -> None:
    """Files that could not be taken in: list them, show one, try again."""


@quarantine.command("list")
@home_option
@json_option
def list_files(home: Path | None, as_json: bool) -> None:
    """List the files in quarantine with their reasons."""
    from search_api.owner_client import run_operation

    held = run_operation("quarantine_list", {}, settings_for(home))["quarantined"]
    if as_json:
        print_json(held)
        return
    say(f"{len(held)} in quarantine")
    for file in held:
        say(f"{file['id']}  {file['name']}: {file['reason']}")


@quarantine.command()
@click.argument("file_id", metavar="ID")
@home_option
@json_option
def show(file_id: str, home: Path | None, as_json: bool) -> None:
    """Show all that is known of one file in quarantine."""
    from search_api.cli.archive_commands import show_field
    from search_api.owner_client import run_operation

    (file,) = run_operation("quarantine_list", {"ids": [file_id]}, settings_for(home))["quarantined"]
    if as_json:
        print_json(file)
        return
    for name, value in file.items():
        show_field(name, value)


@quarantine.command()
@click.argument("file_ids", metavar="[ID]...", nargs=-1)
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Reading processes.")
@home_option
@json_option
def retry(file_ids: tuple[str, ...], workers: int, home: Path | None, as_json: bool) -> None:
    """Read files in quarantine once more, all or those named: after an update, or with higher limits."""
    from search_api.cli.ingest_command import ProgressBar, limits_in
    from search_api.owner_client import run_operation

    settings = settings_for(home)
    params = {"ids": list(file_ids), "workers": workers, "limits": limits_in(settings)}
    with ProgressBar() as bar:
        report = run_operation("quarantine_retry", params, settings, progress=bar.advance)
    if as_json:
        print_json(report)
        return
    say(f"tried {report['received']}, indexed {report['indexed']}, still in quarantine {len(report['quarantined'])}")
    for file in report["quarantined"]:
        say(f"  quarantined: {file['path']}: {file['reason']}")
