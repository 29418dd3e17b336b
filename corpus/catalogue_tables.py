"""The catalogue's tables. The same definitions serve SQLite and PostgreSQL; migrations keep files in step."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

metadata = MetaData()

# The ledger. ``key`` is the SHA-256, or "name:<name>" for a file whose bytes were never seen.
files = Table(
    "files",
    metadata,
    Column("key", Text, primary_key=True),
    Column("sha256", String(64), unique=True),
    Column("name", Text, nullable=False),
    Column("state", String(16), nullable=False, index=True),
    Column("reason", Text),
    Column("error", String(64)),
    Column("size", BigInteger),
    Column("attempts", Integer, nullable=False),
    # 0 for a document loaded from a snapshot: the original was never here, so verify does not miss it
    Column("has_original", Integer, nullable=False),
    Column("received_at", String(32), nullable=False),
    Column("updated_at", String(32), nullable=False),
    # what a register said of the file when it came, kept for reading it again
    Column("register", JSON),
)

# Every name the same bytes came under.
file_names = Table(
    "file_names",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("name", Text, primary_key=True),
)

documents = Table(
    "documents",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("sha256", String(64), nullable=False, index=True),
    Column("part_of", String(32)),
    Column("name", Text, nullable=False),
    Column("state", String(16), nullable=False, index=True),
    Column("type", String(64), nullable=False),
    Column("title", Text),
    Column("date", String(10)),
    Column("date_first", Integer),
    Column("date_last", Integer),
    Column("year", Integer),
    Column("district", String(128)),
    Column("municipality", String(128)),
    Column("body", Text),
    Column("masked_numbers", Integer, nullable=False),
    Column("indexed_at", String(32)),
    # equal for versions of one document (corpus.versions)
    Column("version_key", String(64), index=True),
    Column("logic_versions", JSON, nullable=False),
    Column("record", JSON, nullable=False),
    Column("pages", JSON, nullable=False),
    Column("sections", JSON, nullable=False),
    Column("blocks", JSON, nullable=False),
    Column("furniture", JSON, nullable=False),
    Column("text", Text, nullable=False),
    # what tagging from the stored text needs besides: where the papers of a bundle begin, and what the reader warned
    # of; null in catalogues from before they were kept
    Column("starts", JSON),
    Column("reading_warnings", JSON),
    # all that ``corpus.columns`` loads: it reads this index alone, not the rows with their text
    Index(
        "ix_documents_columns",
        *("state", "indexed_at", "id", "type", "district", "municipality", "year", "date_first", "date_last"),
    ),
)

# One row per value a document can be found or counted by: party, class, number, case, district_mentioned ...
filter_values = Table(
    "filter_values",
    metadata,
    Column("document_id", ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("field", String(32), primary_key=True),
    Column("value", Text, primary_key=True),
    Index("ix_filter_values_field_value", "field", "value"),
)

# By what a document can be named in a matter, and what it names (corpus.case_keys): links are looked up here.
case_keys = Table(
    "case_keys",
    metadata,
    Column("document_id", ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("key", Text, primary_key=True),
    Column("role", String(8), nullable=False),
    Index("ix_case_keys_key_role", "key", "role"),
)

# What people say of documents. No foreign key: a document that is read anew is replaced, its corrections stay.
corrections = Table(
    "corrections",
    metadata,
    Column("document_id", String(32), primary_key=True),
    Column("field", String(32), primary_key=True),
    # the id of the file's whole, so that all corrections of a file are found at once
    Column("whole", String(32), nullable=False, index=True),
    Column("value", JSON, nullable=False),
    Column("was", JSON, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", String(32), nullable=False),
    Column("reason", Text),
    Column("anchor", Text),
)

# The vectors stand last: reading a passage's text does not touch their pages.
passages = Table(
    "passages",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("document_id", ForeignKey("documents.id", ondelete="CASCADE"), nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("heading", Text),
    Column("kind", String(32), nullable=False),
    Column("page", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("model", Text, nullable=False),
    Column("dense", LargeBinary, nullable=False),
    Column("sparse", LargeBinary, nullable=False),
    Index("ix_passages_document_ordinal", "document_id", "ordinal", unique=True),
)

# Points to take out of the index: written with the change that made them stale, cleared when they are gone.
stale_points = Table(
    "stale_points",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
)

meta = Table(
    "meta",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("value", Text, nullable=False),
)
