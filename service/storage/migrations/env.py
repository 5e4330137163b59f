"""Run by Alembic, on the connection that `service.storage.migrating` hands over."""

from alembic import context

from service.storage import feedschema, ownerschema, schema, workschema
from service.storage.columns import metadata

_TABLES = (schema, feedschema, ownerschema, workschema)
"""Imported, so that the metadata know them."""

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=False,  # the caller's transaction is around all of it
)
context.run_migrations()
