"""Levels that a coach took back, tries to sign in, and the daily run of retention."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Make the change."""
    with op.batch_alter_table("review") as table:
        table.alter_column("level", existing_type=sa.Integer(), nullable=True)
    op.create_table(
        "sign_in_try",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_try")),
    )
    op.create_index(op.f("ix_sign_in_try_key_at"), "sign_in_try", ["key", "at"])
    run = op.create_table(
        "retention_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("claimed", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended", sa.DateTime(timezone=True), nullable=True),
        sa.Column("gone", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retention_run")),
    )
    op.bulk_insert(run, [{"id": 1, "claimed": None, "ended": None, "gone": {}}])


def downgrade() -> None:
    """Take it back."""
    op.drop_table("retention_run")
    op.drop_table("sign_in_try")
    op.execute("DELETE FROM review WHERE level IS NULL")
    with op.batch_alter_table("review") as table:
        table.alter_column("level", existing_type=sa.Integer(), nullable=False)
