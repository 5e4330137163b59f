"""An entry whose text came late is told once more, to those whose rules find something in the text.

Revision ID: 0015
Revises: 0014
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("fanouts") as fanouts:
        fanouts.add_column(
            sa.Column(
                "late",
                sa.Boolean(),
                server_default=sa.false(),
                nullable=False,
                comment="Its text came after its release: judged again for those who wanted nothing of its title",
            )
        )
        fanouts.drop_constraint("uq_fanouts_entry_id_source_id", type_="unique")
        fanouts.create_unique_constraint(
            op.f("uq_fanouts_entry_id_source_id_late"), ["entry_id", "source_id", "late"]
        )


def downgrade() -> None:
    op.execute("DELETE FROM fanouts WHERE late")
    with op.batch_alter_table("fanouts") as fanouts:
        fanouts.drop_constraint("uq_fanouts_entry_id_source_id_late", type_="unique")
        fanouts.drop_column("late")
        fanouts.create_unique_constraint(op.f("uq_fanouts_entry_id_source_id"), ["entry_id", "source_id"])
