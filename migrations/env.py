"""How alembic runs the revisions: on the connection it is handed, in the transaction that its owner commits."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()
