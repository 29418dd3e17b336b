"""``beslut tag``: the tag record of files, without touching an archive."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from corpus.errors import BeslutError, NotFoundError, UserMistakeError
from corpus.records import Document, JsonObject, TagRecord
from search_api.cli.options import json_option, note, print_json, say


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--jsonl", "as_lines", is_flag=True, help="One record a line, for many files or folders.")
@click.option("--text", "with_text", is_flag=True, help="Add the document's text as read.")
@json_option
def tag(paths: tuple[Path, ...], as_lines: bool, with_text: bool, as_json: bool) -> None:
    """Read and tag files: numbers, district, proposals, parties, people."""
    if as_lines:
        _print_lines(paths, with_text)
        return
    if len(paths) != 1 or paths[0].is_dir():
        raise UserMistakeError("--json takes one file; use --jsonl for several files or a folder")
    from corpus.settings import Settings
    from nlp.swedish import load_swedish
    from nlp.tagger import tag_document

    document = _read(paths[0])
    record = _record(document, tag_document(document, load_swedish(Settings().names_model)), with_text)
    if as_json:
        print_json(record)
    else:
        _show(record)


def _read(path: Path) -> Document:
    from ingest.reader import read_document

    try:
        content = path.read_bytes()
    except OSError as error:
        raise UserMistakeError(f"{path} cannot be read: {error.strerror}") from error
    return read_document(path.name, content)


def _record(document: Document, tags: TagRecord, with_text: bool) -> JsonObject:
    from corpus.tag_json import tag_to_json

    record = tag_to_json(tags)
    return {**record, "text": document.text} if with_text else record


def _print_lines(paths: tuple[Path, ...], with_text: bool) -> None:
    """One record a line; a file that cannot be read gives a line on stderr and the rest goes on."""
    from corpus.settings import Settings
    from ingest.files import files_in
    from ingest.reader import read_document
    from nlp.swedish import load_swedish
    from nlp.tagger import tag_document

    swedish = load_swedish(Settings().names_model)
    for file in files_in(paths):
        try:
            if file.problem or file.content is None:
                raise file.problem or NotFoundError(f"{file.path} cannot be read")
            document = read_document(file.name, file.content)
        except BeslutError as error:
            note(f"beslut: {file.path}: {error}")
            continue
        record = _record(document, tag_document(document, swedish), with_text)
        sys.stdout.write(json.dumps(record, ensure_ascii=False) + "\n")


def _show(record: JsonObject) -> None:
    """The record for people: one field a line, lists indented, empty fields left out."""
    for name, value in record.items():
        if value in (None, [], ""):
            continue
        if isinstance(value, list):
            say(f"{name}:")
            for item in value:
                say(f"  {_line(item)}")
        else:
            say(f"{name}: {_line(value)}")


def _line(value: object) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_line(item)}" for key, item in value.items() if item not in (None, [], ""))
    if isinstance(value, list):
        return ", ".join(_line(item) for item in value)
    return str(value)
