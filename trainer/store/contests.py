"""Contests: a level that a trainee asks their coach to look at, with the reason and the answer."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlalchemy import Row, UniqueConstraint, bindparam, delete, exists, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Field, col, select

from trainer.core.assessment import Assessment, Level
from trainer.core.base import Language, Value
from trainer.core.rubric import BANDS, BandName
from trainer.errors import ConflictError
from trainer.store.attempts import AttemptRow
from trainer.store.base import Table, Utc
from trainer.store.coaching import CoachingRow
from trainer.store.database import Database
from trainer.store.people import PersonRow
from trainer.store.reviews import Given, review_row
from trainer.store.sharing import SharingRow


class ContestRow(Table, table=True):
    """A contest as it is kept; there is one at most of a criterion of an attempt."""

    __tablename__ = "contest"
    __table_args__ = (UniqueConstraint("attempt_id", "criterion"),)

    id: int | None = Field(default=None, primary_key=True)
    attempt_id: str = Field(foreign_key="attempt.id", ondelete="CASCADE")
    criterion: str
    reason: str
    at: datetime = Field(sa_type=Utc)
    due: datetime = Field(sa_type=Utc)
    level: int | None = None
    """The level that the coach gave in answer; None while it waits."""
    answer: str = ""
    coach_id: str | None = Field(
        default=None, foreign_key="person.id", ondelete="SET NULL", index=True
    )
    """Who answered."""
    answered: datetime | None = Field(default=None, sa_type=Utc, index=True)


class Contest(Value):
    """A level that somebody asks their coach to look at."""

    attempt: str
    criterion: str
    reason: str
    """The trainee's."""
    at: datetime
    due: datetime
    """When it is to be answered at the latest."""
    level: Level | None = None
    """What the coach gave in answer; None while it waits."""
    answer: str = ""
    """The coach's reason."""
    coach: str | None = None
    """Who answered; None while it waits, or once that one is gone."""
    answered: datetime | None = None

    @property
    def open(self) -> bool:
        """Tell whether it waits for an answer."""
        return self.answered is None

    @property
    def band(self) -> BandName | None:
        """The name of the level in answer."""
        return None if self.level is None else BANDS[self.level]


class Waiting(Contest):
    """A contest as a coach's list shows it."""

    trainee: str
    """The trainee's name."""
    scenario: str
    language: Language


@dataclass(frozen=True)
class Contests:
    """Keeps contests; each call is one transaction."""

    database: Database
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    async def add(self, attempt: str, criterion: str, reason: str, due: datetime) -> None:
        """Keep a contest and share the attempt with the coach, both or none.

        ``ConflictError`` where this criterion was contested already.
        """
        row = ContestRow(
            attempt_id=attempt, criterion=criterion, reason=reason, at=self.now(), due=due
        )
        try:
            async with self.database.writing() as session:
                session.add(row)
                await session.flush()
                shared = await session.get(SharingRow, attempt)
                if shared is None or shared.taken_back:
                    again = SharingRow(attempt_id=attempt, at=self.now(), taken_back=None)
                    await session.merge(again)
        except IntegrityError as error:
            raise ConflictError("contest-known") from error

    async def withdraw(self, attempt: str, criterion: str | None = None) -> None:
        """Forget a contest that nobody answered yet; every one where no criterion is named."""
        waiting = delete(ContestRow).where(
            col(ContestRow.attempt_id) == attempt, col(ContestRow.answered).is_(None)
        )
        if criterion is not None:
            waiting = waiting.where(col(ContestRow.criterion) == criterion)
        async with self.database.writing() as session:
            await session.execute(waiting)

    async def answer(
        self, attempt: str, assessment: Assessment, criterion: str, coach: str, given: Given
    ) -> None:
        """Keep the coach's level with its reason, in answer and as a review, once.

        ``ConflictError`` where it is answered, withdrawn, or not shared with this coach.
        """
        change = (
            update(ContestRow)
            .where(
                col(ContestRow.attempt_id) == attempt,
                col(ContestRow.criterion) == criterion,
                col(ContestRow.answered).is_(None),
                _readable(coach),
            )
            .values(level=given[0], answer=given[1], coach_id=coach, answered=self.now())
            .returning(col(ContestRow.id))
        )
        async with self.database.writing() as session:
            if (await session.execute(change)).scalar_one_or_none() is None:
                raise ConflictError("contest-answered")
            session.add(review_row(attempt, assessment, criterion, coach, given, self.now()))

    async def of_attempt(self, attempt: str) -> dict[str, Contest]:
        """Return an attempt's contests by criterion."""
        query = select(ContestRow).where(ContestRow.attempt_id == attempt)
        async with self.database.reading() as session:
            rows = (await session.scalars(query)).all()
        return {row.criterion: Contest.model_validate(_own(row)) for row in rows}

    async def for_coach(self, coach: str) -> tuple[Waiting, ...]:
        """Return what waits for a coach's answer, the most pressing first."""
        return tuple(
            Waiting.model_validate(
                {
                    **_own(row),
                    "scenario": row.scenario,
                    "language": row.language,
                    "trainee": row.name,
                }
            )
            for row in await self.database.rows(_waiting(), coach=coach)
        )


@cache
def _waiting() -> Any:
    """Return the query of what waits for a coach's answer, the most pressing first."""
    return (
        select(ContestRow, AttemptRow.scenario, AttemptRow.language, PersonRow.name)
        .join(AttemptRow, col(AttemptRow.id) == ContestRow.attempt_id)
        .join(PersonRow, col(PersonRow.id) == AttemptRow.person_id)
        .where(col(ContestRow.answered).is_(None), _readable(bindparam("coach")))
        .order_by(col(ContestRow.due), col(ContestRow.id))
    )


def _readable(coach: Any) -> Any:
    """Return the condition that a contest's attempt is shared with its trainee's own coach."""
    return exists().where(
        col(AttemptRow.id) == ContestRow.attempt_id,
        col(CoachingRow.person_id) == AttemptRow.person_id,
        col(CoachingRow.coach_id) == coach,
        col(SharingRow.attempt_id) == ContestRow.attempt_id,
        col(SharingRow.taken_back).is_(None),
    )


def _own(row: ContestRow | Row[Any]) -> dict[str, object]:
    own = {name: getattr(row, name) for name in Contest.model_fields.keys() - {"attempt", "coach"}}
    return {**own, "attempt": row.attempt_id, "coach": row.coach_id}
