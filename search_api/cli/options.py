"""Options that several commands share, and how results are shown."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from corpus.records import JsonObject

Command = TypeVar("Command", bound=Callable[..., Any])


def home_option(command: Command) -> Command:
    """Adds ``--home DIR`` (also BESLUT_HOME, default ./arkiv)."""
    return click.option(
        "--home",
        type=click.Path(path_type=Path),
        envvar="BESLUT_HOME",
        default=Path("arkiv"),
        show_default=True,
        help="Folder of the archive.",
    )(command)


def json_option(command: Command) -> Command:
    """Adds ``--json``: one JSON value on stdout, nothing else there."""
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON value.")(command)


def configured_model() -> str | None:
    """The encoder named in the settings, or None for the shipped one."""
    import os

    return os.environ.get("BESLUT_MODEL") or None


def print_json(value: JsonObject | list[Any]) -> None:
    """One JSON value on stdout, letters as themselves."""
    json.dump(value, sys.stdout, ensure_ascii=False)
    sys.stdout.write("\n")


def say(text: str = "") -> None:
    """A line for people, on stdout."""
    click.echo(text)


def note(text: str) -> None:
    """A line about the run itself, on stderr."""
    click.echo(text, err=True)
