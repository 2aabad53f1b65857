"""Alembic's entry: migrates over the connection that `search.catalogue` hands it, or over the URL of a configuration file."""

from alembic import context
from sqlalchemy import Connection, create_engine

from search.schema import metadata


def _migrate(connection: Connection) -> None:
    # SQLite cannot alter most things in place: batch mode copies the table instead.
    context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    _migrate(given)
else:
    with create_engine(context.config.get_main_option("sqlalchemy.url") or "").connect() as connection:
        _migrate(connection)
