"""Reviews: the level that a coach gives on a criterion, beside the machine's; both are kept."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Index, func
from sqlmodel import Field, col, select

from trainer.core.agreement import Pair
from trainer.core.assessment import Assessment, Level
from trainer.core.base import Value
from trainer.core.rubric import BANDS, BandName
from trainer.errors import NotFoundError
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
    level: int
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

    async def history(self, attempt: str) -> tuple[Review, ...]:
        """Return every review of an attempt, the first one first."""
        query = select(ReviewRow).where(ReviewRow.attempt_id == attempt).order_by(col(ReviewRow.id))
        async with self.database.reading() as session:
            rows = (await session.scalars(query)).all()
        return tuple(_review(row) for row in rows)

    async def latest(self, attempt: str) -> dict[str, Review]:
        """Return the review that counts, by criterion."""
        return {one.criterion: one for one in await self.history(attempt)}

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
            .where(col(ReviewRow.id).in_(last), col(ReviewRow.machine).is_not(None))
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


def earlier(history: Iterable[Review]) -> dict[str, tuple[Review, ...]]:
    """Return what coaches thought before the level that counts now, by criterion."""
    found: dict[str, tuple[Review, ...]] = {}
    for one in history:
        found[one.criterion] = (*found.get(one.criterion, ()), one)
    return {id: some[:-1] for id, some in found.items() if len(some) > 1}


def review_row(
    attempt: str, assessment: Assessment, criterion: str, coach: str, given: Given, at: datetime
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


def _review(row: ReviewRow) -> Review:
    return Review(
        criterion=row.criterion, level=row.level, reason=row.reason, coach=row.coach_id, at=row.at
    )
