"""The YAML files beside this module, as plain mappings; read with the C parser, at the first call only."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


@cache
def entries_in(name: str) -> dict[str, Any]:
    """Content of ``<name>.yaml``: its top-level keys with their lists of entries."""
    import yaml

    content: dict[str, Any] = yaml.load((FOLDER / f"{name}.yaml").read_bytes(), Loader=yaml.CSafeLoader)
    return content


def texts(entry: dict[str, Any], key: str) -> tuple[str, ...]:
    """The list of strings under ``key``; empty when absent."""
    return tuple(entry.get(key) or ())
