"""Every command and every path is described in docs/; the two files promise nothing that is not there."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from search_api.cli.main import COMMANDS, beslut

DOCS = Path(__file__).resolve().parents[1] / "docs"
COMMAND_PAGE = (DOCS / "commands.md").read_text(encoding="utf-8")
HTTP_PAGE = (DOCS / "http.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", COMMANDS)
def test_command_is_described_here_and_in_its_help(name: str) -> None:
    command = beslut.get_command(click.Context(beslut), name)
    assert command is not None
    assert f"`beslut {name}" in COMMAND_PAGE
    assert command.help


def test_no_command_is_promised_that_is_not_there() -> None:
    assert set(re.findall(r"^\| `beslut (\w+)", COMMAND_PAGE, flags=re.M)) == set(COMMANDS)


def test_paths_are_those_described() -> None:
    from search_api.api import router

    paths = {route.path for route in router.routes if hasattr(route, "path")}
    described = set(re.findall(r"^\| `(?:GET|POST) (/[^`]+)`", HTTP_PAGE, flags=re.M))
    assert described - {"/healthz"} == paths
