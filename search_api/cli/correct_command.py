"""``beslut correct``: a person's word on a document."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from corpus.records import JsonObject
from search_api.cli.options import home_option, json_option, print_json, say, settings_for


@click.command()
@click.argument("document_id")
@click.argument("field", required=False)
@click.argument("value", required=False)
@click.option("--by", metavar="NAME", help="Who says so; shown with the document.")
@click.option("--reason", metavar="TEXT", help="Why.")
@click.option("--dry-run", is_flag=True, help="Only check, and show what would be kept.")
@click.option("--list", "as_list", is_flag=True, help="Show what has been corrected in the document.")
@click.option("--undo", metavar="FIELD", help="Take the correction of this field back.")
@home_option
@json_option
def correct(
    document_id: str,
    field: str | None,
    value: str | None,
    by: str | None,
    reason: str | None,
    dry_run: bool,
    as_list: bool,
    undo: str | None,
    home: Path | None,
    as_json: bool,
) -> None:
    """Correct FIELD of a document to VALUE (text or JSON), list its corrections, or undo one."""
    from search_api.owner_client import run_operation

    said = field is not None or value is not None
    if sum((as_list, undo is not None, said)) != 1 or (said and value is None):
        raise click.UsageError("give FIELD and VALUE, or --list, or --undo FIELD")
    if said and not (by and by.strip()):
        raise click.UsageError("a correction needs --by NAME: who says so")
    params: JsonObject = {"document_id": document_id, "dry_run": dry_run}
    settings = settings_for(home)
    if as_list:
        answer = run_operation("correction_list", params, settings)
        shown = answer["corrections"]
    elif undo is not None:
        answer = run_operation("correction_undo", {**params, "field": undo}, settings)
        shown = [answer]
    else:
        params |= {"field": field, "value": _value(str(value)), "by": by, "reason": reason}
        answer = run_operation("correct", params, settings)
        shown = [answer]
    if as_json:
        print_json(answer["corrections"] if as_list else answer)
        return
    if as_list and not shown:
        say("nobody has corrected this document")
    for one in shown:
        _show(one, undone=undo is not None)


def _value(text: str) -> Any:
    """JSON where it is a list, an object, a text in quotes or null; else the text itself ("2012" is a year)."""
    if text.strip().startswith(("[", "{", '"')) or text.strip() == "null":
        try:
            return json.loads(text)
        except ValueError as error:
            raise click.UsageError(f"VALUE begins like JSON but is none: {error}") from error
    return text


def _show(one: JsonObject, *, undone: bool) -> None:
    old, new = (one["value"], one["was"]) if undone else (one["was"], one["value"])
    state = "undone: " if undone else ""
    state = f"would be {state}" if one.get("dry_run") else state
    say(f"{state}{one['field']}: {_plain(old)} -> {_plain(new)}")
    say(f"  by {one['by']}, {one['at']}" + (f": {one['reason']}" if one["reason"] else ""))


def _plain(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
