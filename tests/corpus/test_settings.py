"""Settings come from the environment, and only what is set."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from corpus.settings import Settings


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    for name in list(os.environ):
        if name.upper().startswith("BESLUT_") or name.upper() == "QDRANT_URL":
            monkeypatch.delenv(name)


def test_without_any_setting_there_are_usable_values() -> None:
    settings = Settings()
    assert settings.home == Path("arkiv")
    assert (settings.model, settings.qdrant_url, settings.catalogue_url) == (None, None, None)
    assert (settings.max_query_chars, settings.max_draft_chars) == (2_000, 200_000)


@pytest.mark.parametrize(
    ("name", "value", "field", "expected"),
    [
        ("BESLUT_HOME", "/srv/arkiv", "home", Path("/srv/arkiv")),
        ("BESLUT_MODEL", "intfloat/multilingual-e5-small", "model", "intfloat/multilingual-e5-small"),
        ("BESLUT_MODEL", "", "model", None),
        ("QDRANT_URL", "http://qdrant:6333", "qdrant_url", "http://qdrant:6333"),
        ("BESLUT_QDRANT_URL", "http://qdrant:6333", "qdrant_url", "http://qdrant:6333"),
        ("BESLUT_CATALOGUE_URL", "postgresql+psycopg://db/arkiv", "catalogue_url", "postgresql+psycopg://db/arkiv"),
        ("BESLUT_PORT", "8123", "port", 8123),
    ],
)
def test_a_variable_sets_its_field(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, field: str, expected: object
) -> None:
    monkeypatch.setenv(name, value)
    assert getattr(Settings(), field) == expected


@pytest.mark.parametrize(("name", "value"), [("BESLUT_PORT", "http"), ("BESLUT_MAX_QUERY_CHARS", "0")])
def test_a_value_that_cannot_be_is_refused(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ValidationError):
        Settings()


def test_types_in_which_names_are_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Settings().mask_names == frozenset()
    monkeypatch.setenv("BESLUT_MASK_NAMES", "medborgarförslag, Skrivelse")
    assert Settings().mask_names == {"medborgarförslag", "skrivelse"}
    monkeypatch.setenv("BESLUT_MASK_NAMES", "brev")
    with pytest.raises(ValueError, match="no document type brev"):
        Settings()
