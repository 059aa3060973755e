"""Who read that an assignment was done or set aside goes with the attempt or the assignment.

Before, the key named the trainee and the moment, which outlived a talk that was erased.
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Remove these keys; what is news still is told once more."""
    _forget()


def downgrade() -> None:
    """Do the same: the older keys are others."""
    _forget()


def _forget() -> None:
    key = sa.column("key", sa.String)
    read = sa.table("notice_read", key)
    op.execute(sa.delete(read).where(key.startswith("done:") | key.startswith("aside:")))
