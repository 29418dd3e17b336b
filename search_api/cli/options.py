"""Options that several commands share, and how results are shown."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from corpus.errors import UserMistakeError
from corpus.records import JsonObject

if TYPE_CHECKING:
    from corpus.settings import Settings

Command = TypeVar("Command", bound=Callable[..., Any])


def home_option(command: Command) -> Command:
    """Adds ``--home DIR`` (also BESLUT_HOME, default ./arkiv)."""
    return click.option(
        "--home",
        type=click.Path(path_type=Path),
        help="Folder of the archive (BESLUT_HOME, else ./arkiv).",
    )(command)


def json_option(command: Command) -> Command:
    """Adds ``--json``: one JSON value on stdout, nothing else there."""
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON value.")(command)


def settings_for(home: Path | None = None, **given: Any) -> Settings:
    """The settings from the environment, with what the command line gave above them.

    Raises ``UserMistakeError`` naming the variable that holds a wrong value.
    """
    from pydantic import ValidationError

    from corpus.settings import Settings

    said = {key: value for key, value in {"home": home, **given}.items() if value is not None}
    try:
        return Settings(**said)
    except ValidationError as error:
        fault = error.errors()[0]
        name = "BESLUT_" + "_".join(str(part) for part in fault["loc"]).upper()
        raise UserMistakeError(f"{name}: {fault['msg']}") from error


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
