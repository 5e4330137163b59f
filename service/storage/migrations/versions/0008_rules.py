"""Subscriptions with rules, quiet hours and caps; sources with tags; the pages of digests.

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_JSON = sa.JSON(none_as_null=True)


def upgrade() -> None:
    op.add_column("sources", sa.Column("tags", _JSON, server_default="[]", nullable=False))
    for column in (
        sa.Column("timing", sa.Text(), server_default="at once", nullable=False),
        sa.Column("rules", _JSON, server_default="{}", nullable=False),
        sa.Column("quiet", sa.Text(), nullable=True),
        sa.Column("entries_cap", sa.Integer(), server_default="0", nullable=False),
        sa.Column("alerts_cap", sa.Integer(), server_default="0", nullable=False),
    ):
        op.add_column("subscriptions", column)
    op.execute("UPDATE subscriptions SET timing = 'daily ' || digest_at WHERE digest_at IS NOT NULL")
    op.drop_column("subscriptions", "digest_at")
    page = sa.Column(
        "page", sa.Text(), nullable=True, comment="Of a digest: where it can be read, a name that nobody guesses"
    )
    op.add_column("deliveries", page)
    op.create_index(
        "ix_deliveries_page",
        "deliveries",
        ["page"],
        unique=True,
        sqlite_where=sa.text("page IS NOT NULL"),
        postgresql_where=sa.text("page IS NOT NULL"),
    )
