"""Alembic's environment: migrations run on the connection that `Database.migrate` hands over, in its transaction."""

from alembic import context

connection = context.config.attributes["connection"]
# SQLite changes a table by copying it ("batch mode").
context.configure(connection=connection, render_as_batch=connection.dialect.name == "sqlite")
with context.begin_transaction():
    context.run_migrations()
