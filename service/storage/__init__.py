"""Floor 2: what is remembered, on SQLite or PostgreSQL. `Store` is the only face of it."""

from service.storage.store import Store

__all__ = ["Store"]
