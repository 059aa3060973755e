"""Sharing: an attempt that its trainee lets their coach read, until they take it back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any, Literal

from sqlalchemy import Select, bindparam, update
from sqlmodel import Field, col, select

from trainer.core.base import Value
from trainer.store.attempts import AttemptRow
from trainer.store.base import Table, Utc
from trainer.store.coaching import CoachingRow
from trainer.store.database import Database
from trainer.store.people import PersonRow
from trainer.store.reviews import ReviewRow, counts
from trainer.store.summaries import Summary, listed, summary

Stands = Literal["waiting", "read", "back"]
"""How it is with what was shared: no coach gave a level yet, one did, or it was taken back."""


class SharingRow(Table, table=True):
    """That an attempt is, or was, shared."""

    __tablename__ = "sharing"

    attempt_id: str = Field(foreign_key="attempt.id", ondelete="CASCADE", primary_key=True)
    at: datetime = Field(sa_type=Utc)
    taken_back: datetime | None = Field(default=None, sa_type=Utc)
    """From here on a coach sees the levels and nothing else."""


class Shared(Value):
    """A shared attempt as a coach's list shows it."""

    attempt: Summary
    trainee: str
    """The trainee's name."""
    at: datetime
    taken_back: bool
    reviewed: bool
    """The coach gave a level on at least one criterion."""


@dataclass(frozen=True)
class Sharing:
    """Keeps what is shared with whom; each call is one transaction."""

    database: Database
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    async def share(self, attempt: str) -> None:
        """Let the trainee's coach read an attempt."""
        async with self.database.writing() as session:
            await session.merge(SharingRow(attempt_id=attempt, at=self.now(), taken_back=None))

    async def take_back(self, attempt: str) -> None:
        """Hide it again; that it was shared, and its levels, stay."""
        change = (
            update(SharingRow)
            .where(col(SharingRow.attempt_id) == attempt, col(SharingRow.taken_back).is_(None))
            .values(taken_back=self.now())
        )
        async with self.database.writing() as session:
            await session.execute(change)

    async def is_shared(self, attempt: str) -> bool:
        """Tell whether an attempt is shared now."""
        async with self.database.reading() as session:
            row = await session.get(SharingRow, attempt)
        return row is not None and row.taken_back is None

    async def may_read(self, coach: str, attempt: str) -> bool:
        """Tell whether a person is coach of an attempt's trainee, who shares it now."""
        query = (
            select(SharingRow.attempt_id)
            .join(AttemptRow, col(AttemptRow.id) == SharingRow.attempt_id)
            .join(CoachingRow, col(CoachingRow.person_id) == AttemptRow.person_id)
            .where(
                SharingRow.attempt_id == attempt,
                col(SharingRow.taken_back).is_(None),
                CoachingRow.coach_id == coach,
            )
        )
        async with self.database.reading() as session:
            return (await session.scalars(query)).first() is not None

    async def with_coach(
        self, coach: str, stands: Stands | None = None, trainee: str | None = None, limit: int = 500
    ) -> tuple[Shared, ...]:
        """Return what a coach's own trainees share or shared, the latest first.

        Only what ``stands`` so, or of one ``trainee``, where that is asked for.
        """
        whose = {"coach": coach} | ({"trainee": trainee} if trainee else {})
        found = await self.database.rows(_with_coach(stands, bool(trainee), limit), **whose)
        return tuple(
            Shared(
                attempt=summary(row),
                trainee=row.name,
                at=row.at,
                taken_back=row.taken_back,
                reviewed=row.reviewed,
            )
            for row in found
        )


@cache
def _with_coach(stands: Stands | None, of_one: bool, limit: int) -> Select[Any]:
    """Return the query of what a coach's own trainees, or one of them, share or shared."""
    given = col(ReviewRow.attempt_id) == AttemptRow.id
    reviewed = select(ReviewRow.id).where(given, counts()).exists()
    back = col(SharingRow.taken_back).is_not(None)
    which = {"waiting": ~back & ~reviewed, "read": ~back & reviewed, "back": back}
    query = (
        listed(
            col(PersonRow.name),
            col(SharingRow.at),
            back.label("taken_back"),
            reviewed.label("reviewed"),
        )
        .join(SharingRow, col(SharingRow.attempt_id) == AttemptRow.id)
        .join(PersonRow, col(PersonRow.id) == AttemptRow.person_id)
        .join(CoachingRow, col(CoachingRow.person_id) == AttemptRow.person_id)
        .where(col(CoachingRow.coach_id) == bindparam("coach"))
        .order_by(col(SharingRow.at).desc(), col(AttemptRow.id))
        .limit(limit)
    )
    if stands:
        query = query.where(which[stands])
    return query.where(col(AttemptRow.person_id) == bindparam("trainee")) if of_one else query
