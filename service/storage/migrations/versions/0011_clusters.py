"""The same notice posted by several offices.

Revision ID: 0011
Revises: 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("entries", sa.Column("title_key", sa.Text(), server_default="", nullable=False))
    op.add_column("entries", sa.Column("same_as", sa.Text(), nullable=True))
    op.create_index(op.f("ix_entries_site_id_title_key"), "entries", ["site_id", "title_key"])
    op.create_index(
        "ix_entries_same_as",
        "entries",
        ["same_as"],
        sqlite_where=sa.text("same_as IS NOT NULL"),
        postgresql_where=sa.text("same_as IS NOT NULL"),
    )
