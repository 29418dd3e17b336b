"""Run by Alembic: migrates over the connection that ``corpus.catalogue`` hands in."""

from alembic import context

from corpus.catalogue_tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
