"""WebSub subscribers.

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "hub_requests",
        sa.Column("number", _NUMBER, autoincrement=True, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("callback", sa.Text(), nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("lease", sa.BigInteger(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_attempt_at", sa.BigInteger(), nullable=False),
        sa.Column("lease_holder", sa.Text(), nullable=True),
        sa.Column("lease_until", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_hub_requests")),
        sa.UniqueConstraint("id", name=op.f("uq_hub_requests_id")),
        comment="What WebSub subscribers asked for and their callbacks have not confirmed yet",
    )
    op.create_index(op.f("ix_hub_requests_host"), "hub_requests", ["host"])
    op.create_index(op.f("ix_hub_requests_next_attempt_at"), "hub_requests", ["next_attempt_at"])
    op.create_table(
        "hub_leases",
        sa.Column("subscription_id", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["subscription_id"], ["subscriptions.id"], name=op.f("fk_hub_leases_subscription_id")
        ),
        sa.PrimaryKeyConstraint("subscription_id", name=op.f("pk_hub_leases")),
    )
    op.create_index(op.f("ix_hub_leases_expires_at"), "hub_leases", ["expires_at"])
