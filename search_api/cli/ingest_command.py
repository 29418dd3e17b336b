"""``beslut ingest``: files into the archive, once or for as long as a folder is watched."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from corpus.errors import NotFoundError, UserMistakeError
from corpus.records import JsonObject
from corpus.settings import Settings
from search_api.cli.options import home_option, json_option, note, print_json, say, settings_for
from search_api.operations import Progress


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Reading processes.")
@click.option("--scheduler", metavar="tcp://…", help="Read on a Dask cluster instead.")
@click.option("--manifest", type=click.Path(path_type=Path), help="CSV with what a register knows of the files.")
@click.option("--dry-run", is_flag=True, help="Only show what would be taken in.")
@click.option("--watch", is_flag=True, help="Go on taking in what comes into the folders, until Ctrl-C.")
@click.option("--every", default=5.0, show_default=True, type=click.FloatRange(0.1), help="Seconds between looks.")
@click.option("--report", "report_file", type=click.Path(path_type=Path), help="Write a report of the run (JSON).")
@home_option
@json_option
def ingest(
    paths: tuple[Path, ...],
    workers: int,
    scheduler: str | None,
    manifest: Path | None,
    dry_run: bool,
    watch: bool,
    every: float,
    report_file: Path | None,
    home: Path | None,
    as_json: bool,
) -> None:
    """Read files, folders and zip archives into the archive. Safe to repeat; resumes after a kill."""
    settings = settings_for(home)
    params: JsonObject = {
        "manifest": str(manifest.absolute()) if manifest else None,
        "workers": workers,
        "scheduler": scheduler,
        "limits": limits_in(settings),
    }
    if dry_run:
        _show_plan({**params, "paths": _absolute(paths)}, settings, as_json)
    elif watch:
        _watch(paths, params, settings, every, as_json)
    else:
        started = datetime.now(UTC)
        report = _take_in(paths, params, settings)
        if report_file is not None:
            _write(report_file, run_report(report, started, params, settings))
        _show(report, as_json)


def limits_in(settings: Settings) -> JsonObject:
    """What reading one file may cost."""
    return {name: getattr(settings, name) for name in ("file_seconds", "page_seconds", "child_mb")}


def run_report(report: JsonObject, started: datetime, params: JsonObject, settings: Settings) -> JsonObject:
    """What a run did, for the operator's files: counts, speed, what failed and why."""
    taken = report["indexed"] + len(report["quarantined"])
    return {
        "archive": str(settings.home.absolute()),
        "started": started.isoformat(timespec="seconds"),
        "ended": datetime.now(UTC).isoformat(timespec="seconds"),
        **report,
        "files_per_second": round(taken / report["seconds"], 2) if report["seconds"] else 0.0,
        "failures_by_reason": dict(Counter(file["reason"] for file in report["quarantined"]).most_common()),
        "paths": params.get("paths"),
        "manifest": params["manifest"],
        "workers": params["workers"],
        "scheduler": params["scheduler"],
        "limits": params["limits"],
    }


def _absolute(paths: Sequence[Path]) -> list[str]:
    return [str(path.absolute()) for path in paths]


def _take_in(paths: Sequence[Path], params: JsonObject, settings: Settings) -> JsonObject:
    from search_api.owner_client import run_operation

    params["paths"] = _absolute(paths)
    with ProgressBar() as bar:
        return run_operation("ingest", params, settings, create=True, progress=bar.advance)


def _show(report: JsonObject, as_json: bool) -> None:
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


def _show_plan(params: JsonObject, settings: Settings, as_json: bool) -> None:
    from search_api.operations import plan_of
    from search_api.owner_client import run_operation

    try:
        planned = run_operation("ingest_plan", params, settings)
    except NotFoundError:  # no archive yet: all would be new, and none is made
        planned = plan_of(params, lambda sha256: None)
    if as_json:
        print_json(planned)
        return
    say(
        f"would take in {len(planned['new'])} of {planned['received']}, unchanged {planned['unchanged']}, "
        f"refuse {len(planned['refused'])}; nothing was changed"
    )
    for path in planned["new"]:
        say(f"  new: {path}")
    for file in planned["refused"]:
        say(f"  refused: {file['path']}: {file['reason']}")


def _watch(paths: Sequence[Path], params: JsonObject, settings: Settings, every: float, as_json: bool) -> None:
    """Taken in as it comes; with ``as_json`` one report a line. Between two looks the archive is free for others."""
    from ingest.watching import Watch

    for path in paths:
        if not path.exists():
            raise UserMistakeError(f"There is no file or folder {path}.")
    watch = Watch(paths)
    note(f"beslut: watching {', '.join(map(str, paths))}; stop with Ctrl-C")
    try:
        while True:
            if arrived := watch.arrived():
                _show(_take_in(arrived, params, settings), as_json)
            time.sleep(every)
    except KeyboardInterrupt:
        note("beslut: no longer watching")


def _write(path: Path, report: JsonObject) -> None:
    try:
        path.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise UserMistakeError(f"the report cannot be written to {path}: {error.strerror}") from error


class ProgressBar:
    """A tqdm bar on stderr with rate, remaining time and failures so far; silent where stderr is no terminal."""

    def __init__(self) -> None:
        self._bar: Any = None

    def __enter__(self) -> ProgressBar:
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
