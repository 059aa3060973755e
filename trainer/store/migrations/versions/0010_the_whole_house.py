"""Cells of the whole house, and how long things waited."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Make the change."""
    with op.batch_alter_table("cell") as table:
        table.alter_column("group_id", existing_type=sa.String(), nullable=True)
        table.add_column(sa.Column("waited", sa.Integer(), nullable=True))


def downgrade() -> None:
    """Take it back."""
    op.execute("DELETE FROM cell WHERE group_id IS NULL")
    with op.batch_alter_table("cell") as table:
        table.drop_column("waited")
        table.alter_column("group_id", existing_type=sa.String(), nullable=False)
