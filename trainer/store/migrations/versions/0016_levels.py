"""The levels of what was practised stand beside all that went into them."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

PRACTISED = sa.table(
    "practised", sa.column("attempt_id"), sa.column("updates", sa.JSON), sa.column("levels", sa.JSON)
)
AT_ONCE = 1000
"""How many rows are in memory at a time."""


def upgrade() -> None:
    """Make the change; what was practised before gets its levels too."""
    op.add_column("practised", sa.Column("levels", sa.JSON(), nullable=False, server_default="{}"))
    connection = op.get_bind()
    ids = connection.scalars(sa.select(PRACTISED.c.attempt_id)).all()
    for start in range(0, len(ids), AT_ONCE):
        some = PRACTISED.c.attempt_id.in_(ids[start : start + AT_ONCE])
        rows = connection.execute(sa.select(PRACTISED.c.attempt_id, PRACTISED.c.updates).where(some))
        connection.execute(
            sa.update(PRACTISED).where(PRACTISED.c.attempt_id == sa.bindparam("id")),
            [{"id": id, "levels": _levels(updates)} for id, updates in rows.all()],
        )


def downgrade() -> None:
    """Take it back."""
    op.drop_column("practised", "levels")


def _levels(updates: list[dict[str, object]]) -> dict[str, object]:
    return {str(one["criterion"]): one["level"] for one in updates}
