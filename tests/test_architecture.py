"""The floors import downwards only, and each outside library stays in the room that owns it."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]
MAY_IMPORT = {
    "corpus": {"corpus"},
    "nlp": {"nlp", "corpus"},
    "ingest": {"ingest", "nlp", "corpus"},
    "search_api": {"search_api", "ingest", "nlp", "corpus"},
}
# library -> rooms (path prefixes) that may import it
OWNERS = {
    "qdrant_edge": ("corpus/edge_index",),
    "qdrant_client": ("corpus/server_index",),
    "sqlalchemy": ("corpus/",),
    "alembic": ("corpus/",),
    "pydantic_settings": ("corpus/settings",),
    "yaml": ("corpus/",),
    "reportlab": ("corpus/sample/",),
    "spacy": ("nlp/swedish", "nlp/names", "nlp/training/"),
    "Stemmer": ("nlp/",),
    "tokenizers": ("nlp/",),
    "safetensors": ("nlp/",),
    "sentence_transformers": ("nlp/encoder", "nlp/training/"),
    "torch": ("nlp/training/",),
    "pypdfium2": ("ingest/", "search_api/page_image"),
    "pypdfium2_raw": ("ingest/",),
    "pdfplumber": ("ingest/",),
    "pebble": ("ingest/sandbox",),
    "distributed": ("ingest/cluster",),
    "lxml": ("ingest/office_package", "ingest/web"),
    "PIL": ("ingest/deskew", "ingest/ocr", "ingest/page_image", "ingest/page_tokens"),
    "email": ("ingest/mail",),
    "pyarrow": ("corpus/snapshot", "search_api/bulk"),
    "fastapi": ("search_api/",),
    "starlette": ("search_api/",),
    "pydantic": ("search_api/", "corpus/settings"),
    "uvicorn": ("search_api/",),
    "jinja2": ("search_api/",),
    "click": ("search_api/cli",),
}


def modules() -> Iterator[tuple[str, Path]]:
    for floor in MAY_IMPORT:
        for path in sorted((REPOSITORY / floor).rglob("*.py")):
            yield floor, path


def imported_names(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names.add(node.module.split(".")[0])
    return names


ALL = list(modules())


@pytest.mark.parametrize(("floor", "path"), ALL, ids=[str(p.relative_to(REPOSITORY)) for _, p in ALL])
def test_floor_imports_only_downwards(floor: str, path: Path) -> None:
    assert imported_names(path) & set(MAY_IMPORT) <= MAY_IMPORT[floor]


@pytest.mark.parametrize("path", [p for _, p in ALL], ids=[str(p.relative_to(REPOSITORY)) for _, p in ALL])
def test_libraries_stay_in_their_rooms(path: Path) -> None:
    room = path.relative_to(REPOSITORY).as_posix()
    strays = {name for name in imported_names(path) & set(OWNERS) if not room.startswith(OWNERS[name])}
    assert not strays


def test_no_room_outgrows_its_purpose() -> None:
    long = {p.name: n for _, p in ALL if (n := len(p.read_text(encoding="utf-8").splitlines())) > 330}
    assert not long


def test_names_say_what_rooms_hold() -> None:
    vague = {"utils", "helpers", "common", "manager", "misc", "util"}
    assert not [p for _, p in ALL if p.stem in vague]


HEAVY = (
    "torch",
    "spacy",
    "sentence_transformers",
    "qdrant_client",
    "alembic",
    "pyarrow",
    "pandas",
    "fastapi",
    "pdfplumber",
)


@pytest.mark.parametrize(
    "module", ["search_api.search", "search_api.query", "nlp.lexical", "nlp.encoder", "corpus.archive"]
)
def test_query_path_imports_nothing_heavy(module: str) -> None:
    code = f"import sys, {module}; print([m for m in {HEAVY!r} if m in sys.modules])"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=REPOSITORY, check=True)
    assert result.stdout.strip() == "[]"
