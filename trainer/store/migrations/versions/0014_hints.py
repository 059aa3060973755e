"""Hints: for each that was asked for, where the conversation stood."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

ATTEMPT = sa.table("attempt", sa.column("id"), sa.column("hints"), sa.column("hinted", sa.JSON))


def upgrade() -> None:
    """Make the change; of the hints before, only their number is known.

    The table is changed where it stands: SQLite removes what hangs on a table that is made anew.
    """
    op.add_column("attempt", sa.Column("hinted", sa.JSON(), nullable=False, server_default="[]"))
    connection = op.get_bind()
    asked = sa.select(ATTEMPT.c.id, ATTEMPT.c.hints).where(ATTEMPT.c.hints > 0)
    for id, count in connection.execute(asked).all():
        change = sa.update(ATTEMPT).where(ATTEMPT.c.id == id)
        connection.execute(change.values(hinted=["early"] * count))
    op.drop_column("attempt", "hints")


def downgrade() -> None:
    """Take it back."""
    op.add_column("attempt", sa.Column("hints", sa.Integer(), nullable=False, server_default="0"))
    connection = op.get_bind()
    for id, hinted in connection.execute(sa.select(ATTEMPT.c.id, ATTEMPT.c.hinted)).all():
        change = sa.update(ATTEMPT).where(ATTEMPT.c.id == id)
        connection.execute(change.values(hints=len(hinted)))
    op.drop_column("attempt", "hinted")
