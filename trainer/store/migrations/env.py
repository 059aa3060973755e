"""Alembic's entry: runs the migrations on the connection that ``Database.migrate`` hands over."""

from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy.types import String

import trainer.store.store  # noqa: F401  # with it come all tables
from trainer.store.base import Table, Utc


def rendered(kind: str, item: object, _: AutogenContext) -> str | Literal[False]:
    """Write our own types as the plain ones that they are in the database."""
    if kind == "type" and isinstance(item, Utc):
        return "sa.DateTime(timezone=True)"
    return "sa.String()" if kind == "type" and isinstance(item, String) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Table.metadata,
    render_as_batch=True,
    compare_type=True,
    render_item=rendered,
)
with context.begin_transaction():
    context.run_migrations()
