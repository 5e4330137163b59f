"""Edited notices, told to those who were told of the notice.

Revision ID: 0013
Revises: 0012
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "edits",
        sa.Column("number", _NUMBER, autoincrement=True, nullable=False),
        sa.Column("entry_id", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("lines", sa.JSON(none_as_null=True), nullable=False),
        sa.Column(
            "cursor",
            _NUMBER,
            nullable=True,
            comment="To be told to the subscriptions numbered above; null: all were told",
        ),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name=op.f("fk_edits_entry_id")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_edits")),
    )
    op.create_index(op.f("ix_edits_entry_id"), "edits", ["entry_id"])
    op.create_index(
        "ix_edits_untold",
        "edits",
        ["number"],
        sqlite_where=sa.text("cursor IS NOT NULL"),
        postgresql_where=sa.text("cursor IS NOT NULL"),
    )
    op.add_column("deliveries", sa.Column("edit_number", _NUMBER, nullable=True))
    op.add_column(
        "deliveries",
        sa.Column(
            "follows", sa.Text(), nullable=True, comment="The delivery that told first what this one says more of"
        ),
    )
