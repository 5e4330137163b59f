"""How far back the pages of each listing were read.

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "histories",
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("page", sa.Text(), nullable=False),
        sa.Column("complete", sa.Boolean(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_histories_source_id")),
        sa.PrimaryKeyConstraint("source_id", name=op.f("pk_histories")),
        comment="How far back the pages of a listing were read: `page` was the last one",
    )


def downgrade() -> None:
    op.drop_table("histories")
