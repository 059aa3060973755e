"""Skills: what each graded attempt did to a person's ratings, and the ratings."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import JSON, ColumnElement, Row, bindparam, delete, func
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, col, select

from trainer.core.assessment import Assessment, Level
from trainer.core.base import Value
from trainer.core.progress import Practised
from trainer.core.scenario import LevelName
from trainer.core.skill import Rating, Update
from trainer.errors import ConflictError
from trainer.store.assessments import AssessmentRow
from trainer.store.attempts import AttemptRow
from trainer.store.base import Table, Utc
from trainer.store.database import Database
from trainer.store.difficulties import Meeting, meet
from trainer.store.reviews import ReviewRow


class PractisedRow(Table, table=True):
    """A graded attempt as it counts, with all that went into its updates."""

    __tablename__ = "practised"

    attempt_id: str = Field(foreign_key="attempt.id", ondelete="CASCADE", primary_key=True)
    person_id: str = Field(foreign_key="person.id", ondelete="CASCADE", index=True)
    scenario: str
    level: str
    at: datetime = Field(sa_type=Utc)
    review: int
    updates: list[dict[str, Any]] = Field(sa_type=JSON)

    def value(self) -> Practised:
        """Return the attempt as it counts."""
        return Practised.model_validate(
            {
                "attempt": self.attempt_id,
                "scenario": self.scenario,
                "level": self.level,
                "at": self.at,
                "review": self.review,
                "updates": self.updates,
            }
        )


ORDER = (col(PractisedRow.at), col(PractisedRow.attempt_id))
DONE = (
    select(
        *(
            col(getattr(PractisedRow, n))
            for n in ("attempt_id", "scenario", "level", "at", "review")
        )
    )
    .where(col(PractisedRow.person_id) == bindparam("person"))
    .order_by(*ORDER)
)
"""What of a graded attempt tells which it was, and not what it did to ratings."""


class SkillRow(Table, table=True):
    """What is believed of one person's skill on one criterion now."""

    __tablename__ = "skill"

    person_id: str = Field(foreign_key="person.id", ondelete="CASCADE", primary_key=True)
    criterion: str = Field(primary_key=True)
    mean: float
    variance: float
    seen: int
    mastered: datetime | None = Field(default=None, sa_type=Utc)
    """Since when; None where it is not."""
    due: datetime | None = Field(default=None, sa_type=Utc)
    """When a mastered skill is to be refreshed."""


OWN = select(SkillRow).where(col(SkillRow.person_id) == bindparam("person"))


class Mastery(Value):
    """A rating, and whether it is mastered."""

    rating: Rating
    mastered: datetime | None = None
    """Since when; None where it is not."""
    due: datetime | None = None
    """When it is to be refreshed."""


class Graded(Value):
    """A graded attempt that is not counted yet, or that a coach reviewed since."""

    attempt: str
    scenario: str
    level: LevelName
    at: datetime
    review: int
    """The latest review; 0 where there is none."""
    levels: dict[str, Level]
    """By criterion; what was not assessed is left out."""
    coach: frozenset[str]
    """The criteria whose level is a coach's."""


@dataclass(frozen=True)
class Skills:
    """Keeps ratings; each call is one transaction."""

    database: Database

    async def uncounted(self, person: str) -> tuple[Graded, ...]:
        """Return a person's graded attempts that count and are new here, or reviewed since."""
        query = _uncounted()
        async with self.database.reading() as session:
            found = (await session.execute(query, {"person": person})).all()
            reviewed = [row.id for row, _, review in found if review]
            given = await _given(session, reviewed)
        return tuple(
            _graded(row, graded.value(), review, given.get(row.id, {}))
            for row, graded, review in found
        )

    async def history(self, person: str) -> tuple[Practised, ...]:
        """Return a person's graded attempts that count, the earliest first."""
        query = (
            select(PractisedRow)
            .where(PractisedRow.person_id == person)
            .order_by(col(PractisedRow.at), col(PractisedRow.attempt_id))
        )
        async with self.database.reading() as session:
            return tuple(row.value() for row in (await session.scalars(query)).all())

    async def ends(self, person: str, most: int) -> tuple[Practised, ...]:
        """Return the first and the last ``most`` of the same attempts, the earliest first."""
        first, last = _ends(most)
        async with self.database.reading() as session:
            own = {"person": person}
            rows = {row.attempt_id: row for row in (await session.scalars(first, own)).all()}
            for row in reversed((await session.scalars(last, own)).all()):
                rows.setdefault(row.attempt_id, row)
        return tuple(row.value() for row in rows.values())

    async def done(self, person: str) -> tuple[Practised, ...]:
        """Return the same attempts as ``history`` without their updates, which is much quicker."""
        return tuple(
            Practised(attempt=attempt, scenario=scenario, level=level, at=at, review=review)
            for attempt, scenario, level, at, review in await self.database.rows(
                DONE, person=person
            )
        )

    async def count(self, person: str) -> int:
        """Return how many of these attempts there are."""
        query = select(func.count()).where(PractisedRow.person_id == person)
        async with self.database.reading() as session:
            return (await session.execute(query)).scalar_one()

    async def of_person(self, person: str) -> dict[str, Mastery]:
        """Return a person's ratings by criterion."""
        rows = await self.database.rows(OWN, person=person)
        return {row.criterion: mastery(row) for row in rows}

    async def keep(
        self,
        person: str,
        changed: Sequence[Practised],
        new: frozenset[str],
        ratings: Mapping[str, Mastery],
        meetings: Iterable[Meeting],
    ) -> None:
        """Keep what changed, all or nothing: attempts (some are new), ratings and difficulties.

        ``ConflictError`` where another came in between; it can be tried again.
        """
        try:
            async with self.database.writing() as session:
                session.add_all(_row(person, one) for one in changed if one.attempt in new)
                await session.flush()
                for again in changed:
                    if again.attempt not in new:
                        await session.merge(_row(person, again))
                await session.execute(delete(SkillRow).where(col(SkillRow.person_id) == person))
                session.add_all(_skill(person, id, one) for id, one in ratings.items())
                await meet(session, meetings)
        except IntegrityError as error:
            raise ConflictError("counted-already") from error


@cache
def _uncounted() -> Any:
    """Return the query of a person's attempts that count and are new, or reviewed since."""
    last = last_review()
    return (
        select(AttemptRow, AssessmentRow, last)
        .join(AssessmentRow, col(AssessmentRow.attempt_id) == AttemptRow.id)
        .outerjoin(PractisedRow, col(PractisedRow.attempt_id) == AttemptRow.id)
        .where(
            col(AttemptRow.person_id) == bindparam("person"),
            AttemptRow.status == "graded",
            col(AttemptRow.counts),
            (col(PractisedRow.attempt_id).is_(None)) | (col(PractisedRow.review) < last),
        )
    )


@cache
def _ends(most: int) -> tuple[Any, Any]:
    """Return the queries of a person's first and last attempts that count."""
    own = select(PractisedRow).where(col(PractisedRow.person_id) == bindparam("person"))
    return own.order_by(*ORDER).limit(most), own.order_by(*(o.desc() for o in ORDER)).limit(most)


def last_review() -> ColumnElement[int]:
    """Return the latest review of the attempt in the query around it; 0 where there is none."""
    latest = (
        select(func.max(ReviewRow.id))
        .where(ReviewRow.attempt_id == AttemptRow.id)
        .correlate(AttemptRow)
        .scalar_subquery()
    )
    return func.coalesce(latest, 0)


async def _given(session: AsyncSession, attempts: Sequence[str]) -> dict[str, dict[str, int]]:
    """Return the coach's latest level by attempt and criterion."""
    if not attempts:
        return {}
    query = (
        select(ReviewRow.attempt_id, ReviewRow.criterion, ReviewRow.level)
        .where(col(ReviewRow.attempt_id).in_(attempts))
        .order_by(col(ReviewRow.id))
    )
    given: dict[str, dict[str, int | None]] = {}
    for attempt, criterion, level in (await session.execute(query)).all():
        given.setdefault(attempt, {})[criterion] = level
    # What a coach took back is the machine's again.
    return {
        attempt: {id: level for id, level in levels.items() if level is not None}
        for attempt, levels in given.items()
    }


def _graded(
    row: AttemptRow, assessment: Assessment, review: int, coach: Mapping[str, int]
) -> Graded:
    machine = {
        id: verdict.level
        for id, verdict in assessment.verdicts.items()
        if verdict.level is not None
    }
    return Graded.model_validate(
        {
            "attempt": row.id,
            "scenario": row.scenario,
            "level": row.level,
            "at": row.ended or row.begun,
            "review": review,
            "levels": {**machine, **coach},
            "coach": frozenset(coach),
        }
    )


def _row(person: str, one: Practised) -> PractisedRow:
    return PractisedRow(
        attempt_id=one.attempt,
        person_id=person,
        scenario=one.scenario,
        level=one.level,
        at=one.at,
        review=one.review,
        updates=_json(one.updates),
    )


def _json(updates: Iterable[Update]) -> list[dict[str, Any]]:
    return [update.model_dump(mode="json") for update in updates]


def _skill(person: str, criterion: str, one: Mastery) -> SkillRow:
    rating = one.rating
    return SkillRow(
        person_id=person,
        criterion=criterion,
        mean=rating.mean,
        variance=rating.variance,
        seen=rating.seen,
        mastered=one.mastered,
        due=one.due,
    )


def mastery(row: SkillRow | Row[Any]) -> Mastery:
    """Return a rating as it was kept."""
    rating = Rating(mean=row.mean, variance=row.variance, seen=row.seen)
    return Mastery(rating=rating, mastered=row.mastered, due=row.due)
