"""What a register already knows of files, from a sidecar (``file.pdf.json``) or a manifest (CSV): it outranks the text.

Names of fields and columns, Swedish or English: fil, källa, datum, diarienummer, nämnd, stadsdel, kommun, typ, rubrik,
sekretess. A field that is empty says nothing; one that says something impossible is an error, never passed over.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from corpus.errors import UserMistakeError
from corpus.records import Diarienummer, Period, RegisterEntry, TagRecord
from corpus.vocabulary import board_id, boards, districts, document_types, municipalities
from corpus.vocabulary.numbers import parse
from nlp.personal_data import mask_identity_numbers

FIELDS = {
    "file": "file", "fil": "file", "filnamn": "file", "path": "file", "sökväg": "file", "name": "file",
    "source_url": "source_url", "url": "source_url", "källa": "source_url", "länk": "source_url",
    "date": "date", "datum": "date",
    "diarienummer": "diarienummer", "dnr": "diarienummer", "number": "diarienummer",
    "board": "board", "body": "board", "nämnd": "board", "organ": "board",
    "district": "district", "stadsdel": "district",
    "municipality": "municipality", "kommun": "municipality",
    "type": "type", "typ": "type", "dokumenttyp": "type",
    "title": "title", "rubrik": "title", "titel": "title", "ärendemening": "title",
    "confidentiality": "confidential", "confidential": "confidential", "sekretess": "confidential",
}  # fmt: skip
DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")  # 2009, 2009-03, 2009-03-12
OPEN = frozenset({"", "0", "no", "nej", "false", "falskt", "public", "offentlig", "ingen", "none"})


@dataclass(frozen=True, slots=True)
class Manifest:
    """Entries by file: by its path within the folder that is taken in, or by its name alone."""

    entries: Mapping[str, RegisterEntry]

    def entry_for(self, name: str) -> RegisterEntry | None:
        """The entry of the file of this name, the longest path first: ``2009/a.pdf``, then ``a.pdf``."""
        return self.entries.get(name) or self.entries.get(name.rpartition("/")[2])


def manifest_from(path: Path) -> Manifest:
    """The manifest in a CSV file (UTF-8, comma or semicolon). Raises UserMistakeError naming the line."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise UserMistakeError(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UserMistakeError(f"{path} is not UTF-8; save it as CSV UTF-8.") from error
    head = text.partition("\n")[0]
    rows = csv.DictReader(io.StringIO(text), delimiter=";" if head.count(";") > head.count(",") else ",")
    if "file" not in {FIELDS.get(_key(name)) for name in rows.fieldnames or ()}:
        raise UserMistakeError(f"{path} has no column for the file; name one 'file' or 'fil'.")
    entries: dict[str, RegisterEntry] = {}
    for row in rows:
        try:
            said = _said({name: value for name, value in row.items() if name is not None})
            if file := said.pop("file", "").replace("\\", "/").removeprefix("./"):
                entries[file] = _entry(said)
        except UserMistakeError as error:
            raise UserMistakeError(f"{path}, line {rows.line_num}: {error}") from error
    return Manifest(entries)


def entry_from_sidecar(content: bytes) -> RegisterEntry:
    """The entry in a sidecar: one JSON object. Raises UserMistakeError."""
    try:
        value = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise UserMistakeError("it is not JSON") from error
    if not isinstance(value, dict):
        raise UserMistakeError("it is not a JSON object")
    said = _said(value)
    said.pop("file", None)
    return _entry(said)


def with_register(tags: TagRecord, entry: RegisterEntry) -> TagRecord:
    """The tags with what the register says in place of what was read, and the entry itself."""
    named = ("title", "type", "municipality", "district")
    changes: dict[str, Any] = {name: getattr(entry, name) for name in named if getattr(entry, name)}
    if entry.board:
        changes["body"] = entry.board
    if entry.date:
        kind = {10: "issued", 7: "month"}.get(len(entry.date), "none")
        changes |= {
            "date": entry.date if kind != "none" else None,
            "date_kind": kind,
            "period": Period(entry.date[:4], entry.date[:4], "date"),
        }
    of_parts = {name: value for name, value in changes.items() if name not in ("title", "type")}
    parts = tuple(replace(part, **of_parts) for part in tags.parts)  # the matters of one meeting share when and where
    told = replace(tags, register=entry, **{**changes, "parts": parts})
    return _with_number(told, entry.diarienummer) if entry.diarienummer else told


def _with_number(tags: TagRecord, raw: str) -> TagRecord:
    """The register's number is the document's own; others that were taken for its own are foreign."""
    owner = tags.district
    if owner is None and tags.municipality and tags.body:
        owner = board_id(tags.municipality, tags.body)
    parsed = parse(raw, owner=owner, labelled=True)
    if parsed is None:
        own = Diarienummer(raw, f"?|?|{raw}", None, None, None, "own", 1, None, None, "header")
    else:
        board = boards().by_prefix(parsed.prefix, tags.municipality) if parsed.prefix else None
        canonical = f"{board.id if board else owner or '?'}|{parsed.year}|{parsed.number}"
        own = Diarienummer(raw, canonical, parsed.year, parsed.number, parsed.code, "own", 1, None, None, "header")
    same = [n for n in tags.diarienummer if own.year is not None and (n.year, n.number) == (own.year, own.number)]
    if same:  # it was read too: where it stands is kept
        own = replace(same[0], canonical=own.canonical, role="own")
    others = tuple(replace(number, role="foreign") for number in tags.diarienummer if number not in same)
    return replace(tags, diarienummer=(own, *others))


def _key(name: object) -> str:
    return str(name).strip().casefold()


def _said(row: Mapping[str, Any]) -> dict[str, str]:
    """Field -> text, of what is said at all; a field of an unknown name is passed over."""
    said: dict[str, str] = {}
    for name, value in row.items():
        field = FIELDS.get(_key(name))
        if field is None or value is None or isinstance(value, dict | list):
            continue
        text, _ = mask_identity_numbers(" ".join(str(value).split()))
        if text:
            said[field] = text
    return said


def _entry(said: dict[str, str]) -> RegisterEntry:
    fields: dict[str, Any] = dict(said)
    fields["confidential"] = said.get("confidential", "").casefold() not in OPEN
    if (date := said.get("date")) and not DATE.fullmatch(date):
        raise UserMistakeError(f"'{date}' is no date; write YYYY-MM-DD.")
    if name := said.get("municipality"):
        municipality = municipalities().named(name)
        if municipality is None:
            raise UserMistakeError(f"'{name}' is no Swedish municipality.")
        fields["municipality"] = municipality.name
    if name := said.get("type"):
        if name.casefold() not in {one.id for one in document_types().all}:
            raise UserMistakeError(f"'{name}' is no document type.")
        fields["type"] = name.casefold()
    if name := said.get("district"):
        district = districts().by_id(name) or districts().named(name)
        if district is None:
            raise UserMistakeError(f"'{name}' is no known district.")
        fields["district"] = district.id
        fields.setdefault("municipality", district.municipality)
    return RegisterEntry(**fields)
