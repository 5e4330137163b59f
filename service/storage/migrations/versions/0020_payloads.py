"""The bytes of messages in a table of their own: a delivery is written often, its bytes once.

Revision ID: 0020
Revises: 0019
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "payloads",
        sa.Column("number", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("bytes", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["number"], ["deliveries.number"], name=op.f("fk_payloads_number")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_payloads")),
        comment="What every try of the delivery of this number sends",
    )
    op.execute(
        "INSERT INTO payloads (number, bytes) SELECT number, payload FROM deliveries WHERE payload IS NOT NULL"
    )
    op.drop_column("deliveries", "payload")


def downgrade() -> None:
    op.add_column("deliveries", sa.Column("payload", sa.LargeBinary(), nullable=True))
    op.execute(
        "UPDATE deliveries SET payload = (SELECT bytes FROM payloads WHERE payloads.number = deliveries.number)"
    )
    op.drop_table("payloads")
