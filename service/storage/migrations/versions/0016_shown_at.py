"""Feeds hold what was found last, not what is dated last: notices that are dated back are passed over no more.

Revision ID: 0016
Revises: 0015
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("entries") as entries:
        entries.add_column(
            sa.Column(
                "shown_at",
                sa.BigInteger(),
                server_default="0",
                nullable=False,
                comment="Feeds show the newest first",
            )
        )
    op.execute(
        "UPDATE entries SET shown_at = "
        "CASE WHEN announced AND first_seen_at > dated_at THEN first_seen_at ELSE dated_at END"
    )
    op.create_index("ix_entries_shown_at", "entries", ["shown_at"])
    op.create_index("ix_entries_site_id_shown_at", "entries", ["site_id", "shown_at"])
    op.drop_index("ix_entries_site_id_dated_at", "entries")


def downgrade() -> None:
    op.drop_index("ix_entries_shown_at", "entries")
    op.drop_index("ix_entries_site_id_shown_at", "entries")
    op.create_index("ix_entries_site_id_dated_at", "entries", ["site_id", "dated_at"])
    with op.batch_alter_table("entries") as entries:
        entries.drop_column("shown_at")
