"""The table of those who do the work beside a daemon."""

from sqlalchemy import BigInteger, Column, Table, Text

from service.storage.columns import Moment, Written, metadata

workers = Table(
    "workers",
    metadata,
    Column("holder", Text, primary_key=True),
    Column("place", Written, nullable=False),
    Column("sites", BigInteger, nullable=False),
    Column("started_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
    comment="Who does what the daemon hands out, as each last showed itself",
)
