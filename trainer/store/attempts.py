"""Attempts: from briefing to grade, with what was said, the self-rating and the notes."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy
from sqlalchemy import JSON, Index, Row, Text, bindparam, cast, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Field, col, select

from trainer.core.assessment import Assessment
from trainer.core.attempt import Attempt, Exchange, Phase, SelfRating, Status
from trainer.core.state import State
from trainer.core.usage import Usage
from trainer.errors import ConflictError, NotFoundError
from trainer.store import turns, usage
from trainer.store.assessments import AssessmentRow
from trainer.store.base import Table, Utc
from trainer.store.database import Database
from trainer.store.turns import TurnRow

OPEN: tuple[Status, ...] = ("briefing", "talking")
"""While an attempt is this, something can still be said."""


class AttemptRow(Table, table=True):
    """An attempt as it is kept; what was said stands in ``turn``."""

    __tablename__ = "attempt"
    __table_args__ = (
        Index("ix_attempt_person_id_begun", "person_id", "begun"),
        Index("ix_attempt_status", "status"),
    )

    id: str = Field(primary_key=True)
    person_id: str = Field(foreign_key="person.id", ondelete="CASCADE")
    scenario: str
    scenario_version: int
    scenario_hash: str
    rubric: str
    level: str
    language: str
    seed: int
    status: str
    counts: bool
    parent: str | None = None
    parent_exchanges: int = 0
    start: dict[str, Any] = Field(sa_type=JSON)
    hinted: list[str] = Field(default_factory=list, sa_type=JSON)
    begun: datetime = Field(sa_type=Utc)
    ended: datetime | None = Field(default=None, sa_type=Utc)


class SelfRatingRow(Table, table=True):
    """How the trainee rated themselves."""

    __tablename__ = "self_rating"

    attempt_id: str = Field(foreign_key="attempt.id", ondelete="CASCADE", primary_key=True)
    levels: dict[str, int] = Field(sa_type=JSON)
    remark: str
    at: datetime = Field(sa_type=Utc)


class NoteRow(Table, table=True):
    """A remark about what happened on the way."""

    __tablename__ = "note"

    id: int | None = Field(default=None, primary_key=True)
    attempt_id: str = Field(foreign_key="attempt.id", ondelete="CASCADE", index=True)
    text: str
    at: datetime = Field(sa_type=Utc)


SAME = sorted(AttemptRow.model_fields.keys() & Attempt.model_fields.keys() - {"start", "hinted"})
"""What stands in an attempt as it stands in its row."""
WHOLE = (
    sqlalchemy.select(
        *(col(getattr(AttemptRow, name)) for name in (*SAME, "person_id")),
        cast(col(AttemptRow.start), Text).label("start_json"),
        cast(col(AttemptRow.hinted), Text).label("hinted_json"),
        cast(col(SelfRatingRow.levels), Text).label("levels_json"),
        col(SelfRatingRow.remark),
        *turns.COLUMNS,
    )
    .select_from(AttemptRow)
    .join(TurnRow, col(TurnRow.attempt_id) == AttemptRow.id)
    .outerjoin(SelfRatingRow, col(SelfRatingRow.attempt_id) == AttemptRow.id)
    .where(col(AttemptRow.id) == bindparam("id"))
    .order_by(col(TurnRow.position))
)
"""An attempt and its turns, a row each, in one query that is made once and makes no objects:
somebody waits for the citizen's first word."""
NOTED = (
    sqlalchemy.select(col(NoteRow.text))
    .where(col(NoteRow.attempt_id) == bindparam("id"))
    .order_by(col(NoteRow.id))
)


@dataclass(frozen=True)
class Attempts:
    """Keeps attempts; each call is one transaction."""

    database: Database
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    async def add(self, attempt: Attempt) -> None:
        """Keep a new attempt, with what it took over where it is a fork."""
        row = AttemptRow(
            person_id=attempt.person,
            start=attempt.start.model_dump(mode="json"),
            hinted=list(attempt.hinted),
            **{name: getattr(attempt, name) for name in SAME},
        )
        said = turns.rows(attempt.id, 0, attempt.exchanges, attempt.begun)
        async with self.database.writing() as session:
            session.add(row)
            await session.flush()
            session.add_all([turns.opening(attempt.id, attempt.opening, attempt.begun), *said])

    async def get(self, id: str) -> Attempt:
        """Return an attempt with all that was said; ``NotFoundError`` where there is none."""
        async with self.database.reading() as session:
            connection = await session.connection()
            found = (await connection.execute(WHOLE, {"id": id})).all()
            if not found:
                raise NotFoundError("attempt-unknown")
            noted = await connection.execute(NOTED, {"id": id})
            # While somebody waits for a reply there is none yet.
            is_open = found[0].status in OPEN
            graded = None if is_open else await session.get(AssessmentRow, id)
        return _whole(found, graded, tuple(noted.scalars()))

    async def append(
        self,
        id: str,
        position: int,
        exchange: Exchange,
        then: Status = "talking",
        ended: datetime | None = None,
    ) -> None:
        """Keep exchange number ``position`` (0-based) and the status after it: all or nothing.

        Raises ``ConflictError`` where that position is taken, or the talk is over.
        """
        own = col(AttemptRow.id) == id
        try:
            async with self.database.writing() as session:
                # The lock on the row also keeps a finish from coming in between.
                query = select(AttemptRow.status).where(own).with_for_update()
                status = await session.scalar(query)
                if status is None:
                    raise NotFoundError("attempt-unknown")
                if status not in OPEN:
                    raise ConflictError("talk-is-over")
                session.add_all(turns.rows(id, position, [exchange], self.now()))
                if then != status:
                    change = update(AttemptRow).where(own).values(status=then, ended=ended)
                    await session.execute(change)
        except IntegrityError as error:
            raise ConflictError("turn-taken") from error

    async def move(self, id: str, status: Status, ended: datetime | None = None) -> None:
        """Change the status, which is final once graded; back in the talk, it has not ended."""
        values: dict[str, object] = {"status": status}
        if ended or status == "talking":
            values["ended"] = ended
        async with self.database.writing() as session:
            # Two clicks at once: what came first is graded, and the second changes nothing.
            open = (col(AttemptRow.id) == id, col(AttemptRow.status) != "graded")
            await session.execute(update(AttemptRow).where(*open).values(values))

    async def hinted(self, id: str, phase: Phase, most: int) -> int | None:
        """Keep that a hint was asked for in a phase; return the how manieth there it is.

        None, and nothing is kept, where there were ``most`` already.
        """
        async with self.database.writing() as session:
            row = await session.get(AttemptRow, id, with_for_update=True)
            if row is None:
                raise NotFoundError("attempt-unknown")
            count = row.hinted.count(phase) + 1
            if count > most:
                return None
            row.hinted = [*row.hinted, phase]
            session.add(row)
        return count

    async def rate(self, id: str, rating: SelfRating) -> None:
        """Keep the trainee's own rating; a second one replaces the first."""
        row = SelfRatingRow(
            attempt_id=id, levels=dict(rating.levels), remark=rating.remark, at=self.now()
        )
        async with self.database.writing() as session:
            await session.merge(row)

    async def grade(self, id: str, assessment: Assessment) -> bool:
        """Keep the assessment once; return False where there was one already."""
        try:
            async with self.database.writing() as session:
                session.add(AssessmentRow.of(id, assessment, self.now()))
                session.add_all(usage.rows(id, assessment.usage, self.now()))
                await session.flush()
                await session.execute(
                    update(AttemptRow).where(col(AttemptRow.id) == id).values(status="graded")
                )
        except IntegrityError:
            return False
        return True

    async def used(self, id: str, calls: Sequence[Usage]) -> None:
        """Keep what calls of a model took."""
        async with self.database.writing() as session:
            session.add_all(usage.rows(id, calls, self.now()))

    async def note(self, id: str, note: str) -> None:
        """Keep a remark about what happened on the way."""
        async with self.database.writing() as session:
            session.add(NoteRow(attempt_id=id, text=note, at=self.now()))

    async def count_in(self, id: str, counts: bool) -> None:
        """Keep whether an attempt counts; once the talk has begun that stays as it is."""
        change = (
            update(AttemptRow)
            .where(
                col(AttemptRow.id) == id,
                col(AttemptRow.status) == "briefing",
                col(AttemptRow.parent).is_(None),
            )
            .values(counts=counts)
        )
        async with self.database.writing() as session:
            await session.execute(change)

    async def ungraded(self) -> tuple[str, ...]:
        """Return the attempts that wait for their grade, the oldest first."""
        query = (
            select(AttemptRow.id)
            .where(AttemptRow.status == "grading")
            .order_by(col(AttemptRow.begun))
        )
        async with self.database.reading() as session:
            return tuple((await session.scalars(query)).all())


def _whole(
    found: Sequence[Row[*tuple[Any, ...]]], graded: AssessmentRow | None, notes: tuple[str, ...]
) -> Attempt:
    row = found[0]
    return Attempt.model_validate(
        {
            **{name: getattr(row, name) for name in SAME},
            "person": row.person_id,
            "start": State.model_validate_json(row.start_json),
            "hinted": json.loads(row.hinted_json),
            "opening": row.text,
            "exchanges": turns.exchanges(found),
            "self_rating": _rating(row),
            "assessment": graded.value() if graded else None,
            "notes": notes,
        }
    )


def _rating(row: Row[*tuple[Any, ...]]) -> SelfRating | None:
    if row.levels_json is None:
        return None
    return SelfRating(levels=json.loads(row.levels_json), remark=row.remark)
