"""A remark that its coach took back is kept for some days, so that it can be put back."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Make the change."""
    op.add_column("remark", sa.Column("removed", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Take it back; what was taken back goes."""
    remark = sa.table("remark", sa.column("removed"))
    op.execute(sa.delete(remark).where(remark.c.removed.is_not(None)))
    op.drop_column("remark", "removed")
