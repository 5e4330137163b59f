"""What leaves under a limit is counted in the database, by all who send.

Revision ID: 0018
Revises: 0017
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "started",
        sa.Column("number", _NUMBER, autoincrement=True, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("channel_id", sa.Text(), nullable=True),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.Column("most", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_started")),
        comment="Messages that count for the limit `name` until then: for one channel, or (null) for all together",
    )
    op.create_index(op.f("ix_started_name"), "started", ["name"])


def downgrade() -> None:
    op.drop_table("started")
