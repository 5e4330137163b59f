"""What an article asks for by when.

Revision ID: 0003
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    kept = sa.JSON(none_as_null=True)
    op.add_column("entries", sa.Column("deadlines", kept, server_default="[]", nullable=False))
    op.add_column("entries", sa.Column("due_until", sa.BigInteger(), nullable=True))
    op.create_index(
        "ix_entries_due",
        "entries",
        ["due_until"],
        sqlite_where=sa.text("due_until IS NOT NULL"),
        postgresql_where=sa.text("due_until IS NOT NULL"),
    )
