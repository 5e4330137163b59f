"""What was published between two polls and could not be read yet.

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("sources", sa.Column("gap", sa.JSON(none_as_null=True), nullable=True))


def downgrade() -> None:
    op.drop_column("sources", "gap")
