"""The tables of archives and of private feeds."""

from sqlalchemy import JSON, Column, ForeignKey, Integer, PrimaryKeyConstraint, Table, Text, UniqueConstraint

from service.storage.columns import Moment, Written, metadata
from service.storage.schema import entries

archived = Table(
    "archived",
    metadata,
    Column("feed_id", Text, nullable=False),
    Column("place", Integer, nullable=False),
    Column("entry_id", Text, ForeignKey(entries.c.id), nullable=False),
    Column("filed_at", Moment, nullable=False),
    PrimaryKeyConstraint("feed_id", "place"),
    UniqueConstraint("feed_id", "entry_id"),
    comment="The places of entries in the archive of a feed, counted from 0; only ever added to",
)

private_feeds = Table(
    "private_feeds",
    metadata,
    Column("id", Text, primary_key=True),
    Column("title", Written, nullable=False),
    Column("feeds", JSON(none_as_null=True), nullable=False),
    Column("words", Written, nullable=False),
    Column("digest", Text, nullable=False, unique=True),
    Column("created_at", Moment, nullable=False),
)
