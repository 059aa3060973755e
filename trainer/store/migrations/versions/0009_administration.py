"""Invitations, the audit log, how long things are kept, and the browser of a session."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
FIRST = "0" * 64


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "invitation",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("made", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_invitation_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_invitation_token_hash")),
    )
    op.create_index(op.f("ix_invitation_person_id"), "invitation", ["person_id"])
    op.create_table(
        "alias",
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("alias", sa.String(), nullable=False),
        sa.Column("salt", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_alias_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_alias")),
        sa.UniqueConstraint("alias", name=op.f("uq_alias_alias")),
    )
    op.create_table(
        "audit",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=True),
        sa.Column("about", sa.String(), nullable=True),
        sa.Column("thing", sa.String(), nullable=True),
        sa.Column("before", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit")),
    )
    head = op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
    )
    op.bulk_insert(head, [{"id": 1, "number": 0, "hash": FIRST}])
    op.create_table(
        "retention",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", name=op.f("pk_retention")),
    )
    op.add_column("session", sa.Column("browser", sa.String(), nullable=True))


def downgrade() -> None:
    """Take it back."""
    with op.batch_alter_table("session", schema=None) as batch_op:
        batch_op.drop_column("browser")
    op.drop_table("retention")
    op.drop_table("audit_head")
    op.drop_table("audit")
    op.drop_table("alias")
    op.drop_table("invitation")
