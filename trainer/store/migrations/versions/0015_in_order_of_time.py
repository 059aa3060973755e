"""What people practised is found in order of time, without a look at each talk."""

from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Make the change."""
    op.create_index(
        op.f("ix_practised_person_id_at_attempt_id"), "practised", ["person_id", "at", "attempt_id"]
    )
    op.drop_index(op.f("ix_practised_person_id"), "practised")


def downgrade() -> None:
    """Take it back."""
    op.create_index(op.f("ix_practised_person_id"), "practised", ["person_id"])
    op.drop_index(op.f("ix_practised_person_id_at_attempt_id"), "practised")
