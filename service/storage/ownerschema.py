"""The tables of whoever runs this service: his password, his sessions, his tokens."""

from sqlalchemy import Column, Integer, Table, Text

from service.storage.columns import Moment, Written, metadata, number

owner = Table(
    "owner",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("password_hash", Text),
    Column("form_key", Text, nullable=False),
    comment="One row: who runs this service. `form_key` signs the forms of his pages",
)

sessions = Table(
    "sessions",
    metadata,
    number(),
    Column("digest", Text, nullable=False, unique=True),
    Column("password_mark", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("used_at", Moment, nullable=False),
    Column("agent", Written, nullable=False),
)

tokens = Table(
    "tokens",
    metadata,
    number(),
    Column("id", Text, nullable=False, unique=True),
    Column("name", Written, nullable=False),
    Column("digest", Text, nullable=False, unique=True),
    Column("scope", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("used_at", Moment),
    Column("revoked_at", Moment),
)
