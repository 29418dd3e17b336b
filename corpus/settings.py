"""Settings of the product, from the environment. Entry points read them; everything else takes plain arguments."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import AliasChoices, Field, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

DOCUMENT_TYPES = frozenset(
    "tjänsteutlåtande tjänsteskrivelse motion skrivelse interpellation medborgarförslag protokoll protokollsutdrag "
    "remissvar nyhetsbrev övrigt".split()
)


class Settings(BaseSettings):
    """``BESLUT_HOME`` and so on; ``QDRANT_URL`` is read under its usual name too. An empty variable is unset.

    Longer queries than ``max_query_chars`` are refused, never cut; a pasted draft may have ``max_draft_chars``.
    Sizes are bytes. Reading one file may take ``file_seconds``, with ``page_seconds`` more for each page a scan of its
    size may hold, and ``child_mb`` of memory. In documents of the types ``mask_names`` ("medborgarförslag,skrivelse")
    private persons' names are hidden before anything is stored of them; unset, in none.
    """

    model_config = SettingsConfigDict(env_prefix="BESLUT_", env_ignore_empty=True, frozen=True, extra="ignore")

    home: Path = Path("arkiv")
    model: str | None = None
    names_model: str | None = None
    qdrant_url: str | None = Field(default=None, validation_alias=AliasChoices("BESLUT_QDRANT_URL", "QDRANT_URL"))
    catalogue_url: str | None = None
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65535)
    lock_seconds: float = Field(default=5.0, ge=0)
    max_query_chars: int = Field(default=2_000, ge=1)
    max_draft_chars: int = Field(default=200_000, ge=1)
    max_upload_bytes: int = Field(default=50 * 1024 * 1024, ge=1)
    file_seconds: float = Field(default=120.0, gt=0)
    page_seconds: float = Field(default=10.0, ge=0)
    child_mb: int = Field(default=1024, ge=64)
    mask_names: Annotated[frozenset[str], NoDecode] = frozenset()

    @field_validator("mask_names", mode="before")
    @classmethod
    def _types_named(cls, value: object) -> object:
        """ "medborgarförslag, skrivelse" -> those types."""
        if not isinstance(value, str):
            return value
        named = frozenset(name.strip().casefold() for name in value.split(",") if name.strip())
        if unknown := named - DOCUMENT_TYPES:
            raise ValueError(f"no document type {', '.join(sorted(unknown))}; known are {', '.join(DOCUMENT_TYPES)}")
        return named
