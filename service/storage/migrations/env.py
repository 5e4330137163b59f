"""Run by Alembic, on the connection that `service.storage.migrating` hands over."""

from alembic import context

from service.storage import (  # their tables are then in the metadata
    feedschema,  # noqa: F401
    ownerschema,  # noqa: F401
    schema,  # noqa: F401
    workschema,  # noqa: F401
)
from service.storage.columns import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=False,  # the caller's transaction is around all of it
)
context.run_migrations()
