"""Run by Alembic, on the connection that `service.storage.migrating` hands over."""

from alembic import context

from service.storage import feedschema, schema, workschema  # noqa: F401 - their tables are then in the metadata
from service.storage.columns import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=False,  # the caller's transaction is around all of it
)
context.run_migrations()
