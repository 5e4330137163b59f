"""A channel remembers that its closing was told, until something arrives again.

Revision ID: 0014
Revises: 0013
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "channels",
        sa.Column(
            "trouble",
            sa.Text(),
            nullable=True,
            comment="The incident that told of its closing; null once something arrived again",
        ),
    )


def downgrade() -> None:
    op.drop_column("channels", "trouble")
