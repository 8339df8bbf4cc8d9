"""What does Alembic run? The steps, in the transaction that the caller has begun."""

from alembic import context

context.run_migrations()
