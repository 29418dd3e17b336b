"""An index that holds all that filtering and counting in memory needs of a document."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_NAME = "ix_documents_columns"
_COLUMNS = ["state", "indexed_at", "id", "type", "district", "municipality", "year", "date_first", "date_last"]


def upgrade() -> None:
    """Bring the catalogue to this version."""
    op.create_index(_NAME, "documents", _COLUMNS, unique=False)


def downgrade() -> None:
    """Take the catalogue back to the version before."""
    op.drop_index(_NAME, "documents")
