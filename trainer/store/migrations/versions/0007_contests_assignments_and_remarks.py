"""What passes between a coach and a trainee: contests, remarks, deadlines, notices, certificates."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "contest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("attempt_id", sa.String(), nullable=False),
        sa.Column("criterion", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due", sa.DateTime(timezone=True), nullable=False),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("coach_id", sa.String(), nullable=True),
        sa.Column("answered", sa.DateTime(timezone=True), nullable=True),
        _of("contest", "attempt_id", "attempt", "CASCADE"),
        _of("contest", "coach_id", "person", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contest")),
        sa.UniqueConstraint(
            "attempt_id", "criterion", name=op.f("uq_contest_attempt_id_criterion")
        ),
    )
    op.create_index(op.f("ix_contest_coach_id"), "contest", ["coach_id"])
    op.create_index(op.f("ix_contest_answered"), "contest", ["answered"])
    op.create_table(
        "remark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("attempt_id", sa.String(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("coach_id", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        _of("remark", "attempt_id", "attempt", "CASCADE"),
        _of("remark", "coach_id", "person", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remark")),
    )
    op.create_index(op.f("ix_remark_attempt_id"), "remark", ["attempt_id"])
    op.create_index(op.f("ix_remark_coach_id"), "remark", ["coach_id"])
    op.create_table(
        "notice_read",
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        _of("notice_read", "person_id", "person", "CASCADE"),
        sa.PrimaryKeyConstraint("person_id", "key", name=op.f("pk_notice_read")),
    )
    op.create_table(
        "certificate",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        _of("certificate", "person_id", "person", "CASCADE"),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_certificate")),
    )
    op.create_index(op.f("ix_certificate_person_id"), "certificate", ["person_id"])
    op.add_column("suggestion", sa.Column("due", sa.Date(), nullable=True))


def downgrade() -> None:
    """Take it back."""
    op.drop_column("suggestion", "due")
    for table in ("certificate", "notice_read", "remark", "contest"):
        op.drop_table(table)


def _of(table: str, column: str, other: str, gone: str) -> sa.ForeignKeyConstraint:
    """Return the key that points at another table, and what happens where that row goes."""
    name = op.f(f"fk_{table}_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete=gone)
