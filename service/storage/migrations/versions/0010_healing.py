"""How a source whose page was built anew is read instead.

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("sources", sa.Column("healing", sa.JSON(none_as_null=True), nullable=True))


def downgrade() -> None:
    op.drop_column("sources", "healing")
