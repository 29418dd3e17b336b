"""Hand-labelled documents: a folder of files, each with `<name>.tags.json` beside it, and of `*.snippets.txt`.

A tags file holds the contract's tag record, or a part of it. A snippets file holds short texts under a line of "=",
each with why it is there and its tags as JSON, and the text after a blank line:

    ====
    why: code first, year behind a slash
    tags: {"diarienummer": [{"canonical": "sthlm-sdn-farsta|2001|234", "role": "own"}]}

    Farsta stadsdelsnämnd
    Dnr 311-234/2001
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import NotFoundError, UserMistakeError
from search_api.tagging_rules import RULES, Units

ENDING = ".tags.json"
SNIPPETS = ".snippets.txt"
# "====" alone on a line
BETWEEN_SNIPPETS = re.compile(r"^={4,}[ \t]*\n", re.MULTILINE)
# "why: ..." and "tags: {...}", over a blank line and the text
SNIPPET = re.compile(r"why:[ \t]*(?P<why>\S[^\n]*)\ntags:[ \t]*(?P<tags>.*?)\n\n(?P<text>.*\S)\s*", re.DOTALL)
# keys that a record may hold and that are not scored
PASSED_OVER = frozenset({"source", "warnings", "parts", "register", "pages"})


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """A document as bytes, the tags it must get (only the stated keys count), and why it is there."""

    name: str
    content: bytes
    tags: dict[str, Any]
    why: str | None = None


def gold_in(folder: Path, documents: Path | None = None) -> tuple[GoldDocument, ...]:
    """All labelled documents and snippets of a folder, by name.

    ``documents`` is the folder of the files themselves when they do not lie beside their labels. Raises
    ``NotFoundError`` and ``UserMistakeError`` with a sentence that names the file.
    """
    if not folder.is_dir():
        raise NotFoundError(f"there is no folder {folder}")
    if documents is not None and not documents.is_dir():
        raise NotFoundError(f"there is no folder {documents}")
    gold = [*_labelled(folder, documents or folder), *_snippets(folder)]
    if not gold:
        raise UserMistakeError(f"{folder} holds neither NAME{ENDING} nor NAME{SNIPPETS}, so there is nothing to score")
    return tuple(gold)


def _labelled(folder: Path, documents: Path) -> Iterator[GoldDocument]:
    for path in sorted(folder.glob(f"*{ENDING}")):
        stem = path.name.removesuffix(ENDING)
        files = [
            file
            for file in sorted(documents.glob(f"{_literal(stem)}.*"))
            if file.stem == stem and file.suffix.lower() != ".json"
        ]
        if documents == folder and len(files) > 1:  # a Markdown source beside what is printed from it
            files = [file for file in files if file.suffix.lower() != ".md"]
        if not files:
            raise UserMistakeError(
                f"{path} labels a document that {documents} does not hold ({stem}.pdf, .txt or .docx)"
            )
        if len(files) > 1:
            raise UserMistakeError(f"{path} may label {files[0].name} or {files[1].name}: keep one of them")
        yield GoldDocument(files[0].name, files[0].read_bytes(), checked(_json(path), str(path)))


def _literal(stem: str) -> str:
    """The stem with what a glob would read as a pattern made plain."""
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in stem)


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, OSError) as error:
        raise UserMistakeError(f"{path} is not readable JSON: {error}") from error


def _snippets(folder: Path) -> Iterator[GoldDocument]:
    for path in sorted(folder.glob(f"*{SNIPPETS}")):
        for place, block in enumerate(BETWEEN_SNIPPETS.split(path.read_text(encoding="utf-8"))[1:], 1):
            where = f"snippet {place} of {path}"
            parsed = SNIPPET.fullmatch(block)
            if parsed is None:
                raise UserMistakeError(
                    f'{where} needs a line "why: ...", a line "tags: {{...}}", a blank line and a text'
                )
            try:
                tags = json.loads(parsed["tags"])
            except ValueError as error:
                raise UserMistakeError(f"the tags of {where} are not readable JSON: {error}") from error
            name = f"{path.name.removesuffix(SNIPPETS)}-{place}.txt"
            yield GoldDocument(name, parsed["text"].encode(), checked(tags, where), parsed["why"])


def report_in(path: Path) -> dict[str, Any]:
    """An earlier report, as ``beslut evaluate tagging --json`` printed it."""
    if not path.is_file():
        raise NotFoundError(f"there is no file {path}")
    report = _json(path)
    if not isinstance(report, dict) or not isinstance(report.get("fields"), dict):
        raise UserMistakeError(f"{path} is no report of an evaluation: it has no fields")
    return report


def checked(tags: Any, where: str) -> dict[str, Any]:
    """The tags, when they have the shape of a tag record. Raises ``UserMistakeError`` saying what is wrong."""
    if not isinstance(tags, dict) or not tags:
        raise UserMistakeError(f"{where}: the labels must be an object with at least one field of the tag record")
    units = {rule.field: rule for rule in RULES if isinstance(rule, Units)}
    known = {rule.field for rule in RULES} | PASSED_OVER
    if strange := sorted(set(tags) - known):
        raise UserMistakeError(f"{where}: {strange[0]!r} is no field of the tag record")
    for name, value in tags.items():
        if name in units:
            _check_units(units[name], value, where)
        elif name.endswith("_mentioned") and not isinstance(value, list):
            raise UserMistakeError(f"{where}: {name!r} must be a list")
    parts = tags.get("parts") or []
    if not isinstance(parts, list):
        raise UserMistakeError(f"{where}: 'parts' must be a list of tag records")
    for place, part in enumerate(parts, 1):
        checked(part, f"{where}, part {place}")
    return tags


def _check_units(rule: Units, value: Any, where: str) -> None:
    if not isinstance(value, list) or not all(isinstance(claim, dict) for claim in value):
        raise UserMistakeError(f"{where}: {rule.field!r} must be a list of objects")
    for claim in value:
        if missing := [name for name, _ in rule.key if name not in claim]:
            raise UserMistakeError(f"{where}: an entry of {rule.field!r} lacks {missing[0]!r}")
