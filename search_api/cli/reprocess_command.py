"""``beslut reprocess``: documents tagged anew after an update of the rules."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from corpus.records import JsonObject
from corpus.settings import Settings
from search_api.cli.ingest_command import ProgressBar, limits_in
from search_api.cli.options import home_option, json_option, print_json, say, settings_for

STRETCH = 64  # files asked of the owner at a time: so long it answers nobody else's writes, and the bar stands still


@click.command()
@click.option("--stale", is_flag=True, help="Only documents that older rules have tagged.")
@click.option("--dry-run", is_flag=True, help="Only show which tags would change.")
@click.option("--examples", default=20, show_default=True, type=click.IntRange(0), help="Changes to show.")
@home_option
@json_option
def reprocess(stale: bool, dry_run: bool, examples: int, home: Path | None, as_json: bool) -> None:
    """Tag documents anew from their stored text. Corrections by people stay; resumes after a kill."""
    settings = settings_for(home)
    params: JsonObject = {"stale": stale, "dry_run": dry_run, "examples": examples, "limits": limits_in(settings)}
    with ProgressBar() as bar:
        report = _run(params, settings, bar)
    if as_json:
        print_json(report)
    else:
        _show(report)


def _run(params: JsonObject, settings: Settings, bar: ProgressBar) -> JsonObject:
    """All of it at once, or, where another process owns the archive, a stretch at a time."""
    from corpus.ownership import owner_of
    from search_api.owner_client import run_operation

    owner = owner_of(settings.home)
    if owner is None or owner.url is None:
        return run_operation("reprocess", params, settings, progress=bar.advance)
    total: JsonObject = {}
    while True:
        part = run_operation("reprocess", {**params, "most_files": STRETCH}, settings)
        total = _sum(total, part, params["examples"]) if total else part
        bar.advance(total["files"], total["files"] + part["remaining"], len(total["failed"]))
        if part["next"] is None:
            return total
        params["after"] = part["next"]


def _sum(total: JsonObject, part: JsonObject, most_examples: int) -> JsonObject:
    """Two stretches as one report."""
    added = {name: total[name] + part[name] for name in ("files", "changed", "encoded", "reread", "seconds")}
    counted: JsonObject = {
        name: dict((Counter(total[name]) + Counter(part[name])).most_common()) for name in ("stale", "fields")
    }
    listed = {
        "examples": [*total["examples"], *part["examples"]][:most_examples],
        "failed": [*total["failed"], *part["failed"]],
    }
    return {**part, **added, **counted, **listed}


def _show(report: JsonObject) -> None:
    would = "would change" if report["dry_run"] else "changed"
    say(f"{report['files']} files looked at, {report['changed']} {would}, {report['seconds']:.1f} s")
    for name, count in report["stale"].items():
        say(f"  stale in {name}: {count}")
    for name, count in report["fields"].items():
        say(f"  {name}: {count} {would}")
    for change in report["examples"]:
        say(f"{change['document_id']} {change['name']}, {change['field']}:")
        old, new = change["old"], change["new"]
        if isinstance(old, list) and isinstance(new, list):  # of lists only what differs
            old, new = [one for one in old if one not in new], [one for one in new if one not in old]
        say(f"  - {_shortened(old)}")
        say(f"  + {_shortened(new)}")
    for failure in report["failed"]:
        say(f"  keeps its old text: {failure}")
    if report["dry_run"]:
        say("nothing was changed")


def _shortened(value: object, length: int = 200) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= length else text[:length] + " …"
