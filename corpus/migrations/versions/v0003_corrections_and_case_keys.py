"""People's corrections; the keys that link the documents of a matter; what tagging from the stored text needs."""

import sqlalchemy as sa
from alembic import op

from corpus.case_keys import case_keys_of
from corpus.catalogue import storable
from corpus.tag_json import tag_from_json

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_BATCH = 500


def upgrade() -> None:
    """Bring the catalogue to this version; keys are worked out for every document that is there."""
    op.add_column("documents", sa.Column("starts", sa.JSON(), nullable=True))
    op.add_column("documents", sa.Column("reading_warnings", sa.JSON(), nullable=True))
    op.create_table(
        "corrections",
        sa.Column("document_id", sa.String(length=32), nullable=False),
        sa.Column("field", sa.String(length=32), nullable=False),
        sa.Column("whole", sa.String(length=32), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("was", sa.JSON(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("anchor", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("document_id", "field"),
    )
    op.create_index(op.f("ix_corrections_whole"), "corrections", ["whole"], unique=False)
    case_keys = op.create_table(
        "case_keys",
        sa.Column("document_id", sa.String(length=32), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("role", sa.String(length=8), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("document_id", "key"),
    )
    op.create_index("ix_case_keys_key_role", "case_keys", ["key", "role"], unique=False)
    _fill(op.get_bind(), case_keys)


def downgrade() -> None:
    """Take the catalogue back to the version before."""
    op.drop_table("case_keys")
    op.drop_table("corrections")
    op.drop_column("documents", "reading_warnings")
    op.drop_column("documents", "starts")


def _fill(connection: sa.Connection, case_keys: sa.Table) -> None:
    documents = sa.table("documents", sa.column("id", sa.String), sa.column("record", sa.JSON()))
    last = ""
    while True:
        query = sa.select(documents).where(documents.c.id > last).order_by(documents.c.id).limit(_BATCH)
        rows = list(connection.execute(query))
        if not rows:
            return
        last = rows[-1].id
        keys = [
            {"document_id": row.id, "role": role, "key": storable(key)}
            for row in rows
            for role, key in case_keys_of(tag_from_json(row.record))
        ]
        if keys:
            connection.execute(case_keys.insert(), keys)
