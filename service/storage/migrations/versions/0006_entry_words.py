"""The words of entries, for searches.

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

from service.domain.words import fold

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_AT_ONCE = 500


def upgrade() -> None:
    words = op.create_table(
        "entry_words",
        sa.Column("entry_id", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name=op.f("fk_entry_words_entry_id")),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_entry_words")),
        comment="All that an entry says, in the form in which written forms do not differ; beside the entries, "
        "because they are read far more often than searched",
    )
    entries = sa.table(
        "entries",
        sa.column("number", sa.BigInteger()),
        *(sa.column(name, sa.Text()) for name in ("id", "title", "summary", "author", "text")),
        sa.column("attachments", sa.JSON()),
    )
    connection, last = op.get_bind(), 0
    listed = sa.select(entries).order_by(entries.c.number).limit(_AT_ONCE)
    while rows := connection.execute(listed.where(entries.c.number > last)).all():
        last = rows[-1].number
        said = [
            (row.id, [row.title, row.summary, row.author, row.text, *(file["name"] for file in row.attachments)])
            for row in rows
        ]
        op.bulk_insert(
            words,
            [
                {"entry_id": entry_id, "folded": "\n".join(fold(part) for part in parts if part)}
                for entry_id, parts in said
            ],
        )


def downgrade() -> None:
    op.drop_table("entry_words")
