"""Reviews: the level that a coach gives on a criterion, beside the machine's; both are kept."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, Index, exists, func
from sqlalchemy.orm import aliased
from sqlmodel import Field, col, select

from trainer.core.agreement import Pair
from trainer.core.assessment import Assessment, Level
from trainer.core.base import Value
from trainer.core.rubric import BANDS, BandName
from trainer.errors import ConflictError, NotFoundError
from trainer.store.base import Table, Utc
from trainer.store.database import Database

Given = tuple[Level, str]
"""A level and the reason for it."""


class ReviewRow(Table, table=True):
    """A review as it is kept; a later one on the same criterion wins, and the first stays."""

    __tablename__ = "review"
    __table_args__ = (
        Index("ix_review_attempt_id_criterion", "attempt_id", "criterion"),
        Index("ix_review_rubric_engine", "rubric", "engine"),
    )

    id: int | None = Field(default=None, primary_key=True)
    attempt_id: str = Field(foreign_key="attempt.id", ondelete="CASCADE")
    coach_id: str | None = Field(
        default=None, foreign_key="person.id", ondelete="SET NULL", index=True
    )
    criterion: str
    level: int | None
    """None: from here on the coach has no level of their own."""
    reason: str
    machine: int | None = None
    """The machine's level; an assessment is never replaced, so it stays true."""
    rubric: str
    engine: str
    at: datetime = Field(sa_type=Utc)


class Review(Value):
    """What a coach thinks of one criterion."""

    criterion: str
    level: Level
    reason: str
    coach: str | None
    """The coach's id; None once the coach is gone."""
    at: datetime

    @property
    def band(self) -> BandName:
        """The level's name."""
        return BANDS[self.level]


class TakenBack(Value):
    """That a coach took their level on a criterion back."""

    criterion: str
    coach: str | None
    """The coach's id; None once the coach is gone."""
    at: datetime


History = tuple[Review | TakenBack, ...]
"""What coaches did with an attempt's levels, the first first."""


@dataclass(frozen=True)
class Reviews:
    """Keeps reviews; each call is one transaction."""

    database: Database
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    async def add(
        self,
        attempt: str,
        assessment: Assessment,
        coach: str,
        given: Mapping[str, Given],
    ) -> None:
        """Keep the level and the reason that a coach gives on each criterion, all or none."""
        if not given.keys() <= assessment.verdicts.keys():
            raise NotFoundError("criterion-unknown")
        rows = [
            review_row(attempt, assessment, criterion, coach, one, self.now())
            for criterion, one in given.items()
        ]
        async with self.database.writing() as session:
            session.add_all(rows)

    async def take_back(
        self, attempt: str, assessment: Assessment, coach: str, criterion: str
    ) -> None:
        """Leave a criterion to the machine again; what was given stays in the history.

        ``ConflictError`` where the level that counts is not this coach's.
        """
        latest = (await self.latest(attempt)).get(criterion)
        if latest is None or latest.coach != coach:
            raise ConflictError("review-unknown")
        row = review_row(attempt, assessment, criterion, coach, (None, ""), self.now())
        async with self.database.writing() as session:
            session.add(row)

    async def restore(
        self, attempt: str, assessment: Assessment, coach: str, criterion: str
    ) -> None:
        """Give again what this coach took back last; ``ConflictError`` where that is nothing."""
        own = [one for one in await self.history(attempt) if one.criterion == criterion]
        if len(own) < 2 or not isinstance(own[-1], TakenBack) or own[-1].coach != coach:
            raise ConflictError("review-unknown")
        given = next(one for one in reversed(own) if isinstance(one, Review))
        await self.add(attempt, assessment, coach, {criterion: (given.level, given.reason)})

    async def history(self, attempt: str) -> History:
        """Return every review of an attempt, the first one first."""
        query = select(ReviewRow).where(ReviewRow.attempt_id == attempt).order_by(col(ReviewRow.id))
        async with self.database.reading() as session:
            rows = (await session.scalars(query)).all()
        return tuple(_review(row) for row in rows)

    async def latest(self, attempt: str) -> dict[str, Review]:
        """Return the review that counts, by criterion."""
        return counting(await self.history(attempt))

    async def pairs(self, rubric: str, engine: str) -> dict[str, list[Pair]]:
        """Return the levels that an engine and a coach both gave, by criterion."""
        judged = (ReviewRow.rubric == rubric, ReviewRow.engine == engine)
        last = (
            select(func.max(ReviewRow.id))
            .where(*judged)
            .group_by(col(ReviewRow.attempt_id), col(ReviewRow.criterion))
        )
        query = (
            select(ReviewRow.criterion, ReviewRow.machine, ReviewRow.level)
            .where(
                col(ReviewRow.id).in_(last),
                col(ReviewRow.machine).is_not(None),
                col(ReviewRow.level).is_not(None),
            )
            .order_by(col(ReviewRow.id))
        )
        found: dict[str, list[Pair]] = {}
        async with self.database.reading() as session:
            for criterion, machine, level in (await session.execute(query)).all():
                found.setdefault(criterion, []).append((machine, level))
        return found

    async def judged(self) -> tuple[tuple[str, str], ...]:
        """Return each rubric and engine that coaches reviewed."""
        query = (
            select(ReviewRow.rubric, ReviewRow.engine)
            .distinct()
            .order_by(ReviewRow.rubric, ReviewRow.engine)
        )
        async with self.database.reading() as session:
            return tuple(
                (rubric, engine) for rubric, engine in (await session.execute(query)).all()
            )


def counts() -> ColumnElement[bool]:
    """Return the condition that a review counts: the last on its criterion, and not taken back."""
    later = aliased(ReviewRow)
    followed = exists().where(
        col(later.attempt_id) == col(ReviewRow.attempt_id),
        col(later.criterion) == col(ReviewRow.criterion),
        col(later.id) > col(ReviewRow.id),
    )
    return col(ReviewRow.level).is_not(None) & ~followed


def counting(history: History) -> dict[str, Review]:
    """Return the review that counts, by criterion."""
    last = {one.criterion: one for one in history}
    return {id: one for id, one in last.items() if isinstance(one, Review)}


def taken_back(history: History) -> dict[str, TakenBack]:
    """Return what a coach took back, by criterion."""
    last = {one.criterion: one for one in history}
    return {id: one for id, one in last.items() if isinstance(one, TakenBack)}


def earlier(history: History) -> dict[str, tuple[Review, ...]]:
    """Return what coaches thought before, and does not count now, by criterion."""
    now = counting(history).values()
    found: dict[str, tuple[Review, ...]] = {}
    for one in history:
        if isinstance(one, Review) and not any(one is another for another in now):
            found[one.criterion] = (*found.get(one.criterion, ()), one)
    return found


def review_row(
    attempt: str,
    assessment: Assessment,
    criterion: str,
    coach: str,
    given: Given | tuple[None, str],
    at: datetime,
) -> ReviewRow:
    """Return a review beside the machine's verdict, to be kept."""
    level, reason = given
    return ReviewRow(
        attempt_id=attempt,
        coach_id=coach,
        criterion=criterion,
        level=level,
        reason=reason,
        machine=assessment.verdicts[criterion].level,
        rubric=assessment.rubric,
        engine=assessment.engine,
        at=at,
    )


def _review(row: ReviewRow) -> Review | TakenBack:
    who = {"criterion": row.criterion, "coach": row.coach_id, "at": row.at}
    if row.level is None:
        return TakenBack.model_validate(who)
    return Review.model_validate({**who, "level": row.level, "reason": row.reason})
