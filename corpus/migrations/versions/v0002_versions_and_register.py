"""Documents know which others are versions of the same; files keep what a register said of them."""

import sqlalchemy as sa
from alembic import op

from corpus.tag_json import tag_from_json
from corpus.versions import version_key

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the catalogue to this version."""
    op.add_column("documents", sa.Column("version_key", sa.String(length=64), nullable=True))
    op.create_index(op.f("ix_documents_version_key"), "documents", ["version_key"], unique=False)
    op.add_column("files", sa.Column("register", sa.JSON(), nullable=True))
    documents = sa.table("documents", sa.column("id"), sa.column("record", sa.JSON()), sa.column("version_key"))
    connection = op.get_bind()
    for document_id in list(connection.scalars(sa.select(documents.c.id))):
        record = connection.scalar(sa.select(documents.c.record).where(documents.c.id == document_id))
        key = version_key(tag_from_json(record or {}))
        connection.execute(documents.update().where(documents.c.id == document_id).values(version_key=key))


def downgrade() -> None:
    """Take the catalogue back to the version before."""
    op.drop_column("files", "register")
    op.drop_index(op.f("ix_documents_version_key"), table_name="documents")
    op.drop_column("documents", "version_key")
