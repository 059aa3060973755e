"""Skills: what each graded attempt did to a person's ratings, and the ratings."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy
from sqlalchemy import Row, bindparam, case, delete
from sqlalchemy.exc import IntegrityError
from sqlmodel import Field, col, select

from trainer.core.assessment import Level
from trainer.core.base import Value
from trainer.core.progress import Glimpse, Practised, Tried
from trainer.core.skill import Rating
from trainer.errors import ConflictError
from trainer.store.base import Table, Utc
from trainer.store.database import Database
from trainer.store.difficulties import Meeting, meet
from trainer.store.practised import PractisedRow, practised_row
from trainer.store.read import Read, Rows
from trainer.store.uncounted import Counted, Graded, counted, uncounted

ORDER = (col(PractisedRow.at), col(PractisedRow.attempt_id))
MINE = col(PractisedRow.person_id) == bindparam("person")
DONE = (
    select(*(col(getattr(PractisedRow, name)) for name in Tried._fields))
    .where(MINE)
    .order_by(*ORDER)
)
REVIEWED = case((col(PractisedRow.review) > 0, col(PractisedRow.updates)))
"""Whose level each is: all are the machine's where no coach looked. They are long to read."""
LOOKED = (
    sqlalchemy.select(
        col(PractisedRow.attempt_id), col(PractisedRow.at), col(PractisedRow.levels), REVIEWED
    )
    .where(MINE)
    .order_by(*ORDER)
)


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


@dataclass(frozen=True)
class Skills:
    """Keeps ratings; each call is one transaction."""

    database: Database

    def counted(self, person: str) -> Read[Counted]:
        """Return how much of what a person did is counted."""
        return counted(self.database, person)

    async def uncounted(self, person: str) -> tuple[Graded, ...]:
        """Return a person's graded attempts that count and are new here, or reviewed since."""
        return await uncounted(self.database, person)

    async def history(self, person: str) -> tuple[Practised, ...]:
        """Return a person's graded attempts that count, the earliest first."""
        query = select(PractisedRow).where(PractisedRow.person_id == person).order_by(*ORDER)
        async with self.database.reading() as session:
            return tuple(row.value() for row in (await session.scalars(query)).all())

    async def glimpses(self, person: str) -> tuple[Glimpse, ...]:
        """Return how each criterion went in the same attempts, the earliest first."""
        return _glimpses(await self.database.rows(LOOKED, person=person))

    def ends(self, person: str, most: int) -> Read[tuple[tuple[Glimpse, ...], tuple[Glimpse, ...]]]:
        """Return the same of the first ``most`` attempts alone, and of the last ``most`` alone."""
        first, last = _ends(most)
        read = self.database.read
        return read(_glimpses, first, person=person) & read(_latest, last, person=person)

    async def done(self, person: str) -> tuple[Tried, ...]:
        """Return what was done in the same attempts as in ``history``, which is much quicker."""
        return tuple(Tried(*row) for row in await self.database.rows(DONE, person=person))

    def of_person(self, person: str) -> Read[dict[str, Mastery]]:
        """Return a person's ratings by criterion."""
        return self.database.read(_masteries, OWN, person=person)

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
                session.add_all(practised_row(person, one) for one in changed if one.attempt in new)
                await session.flush()
                for again in changed:
                    if again.attempt not in new:
                        await session.merge(practised_row(person, again))
                await session.execute(delete(SkillRow).where(col(SkillRow.person_id) == person))
                session.add_all(_skill(person, id, one) for id, one in ratings.items())
                await meet(session, meetings)
        except IntegrityError as error:
            raise ConflictError("counted-already") from error


@cache
def _ends(most: int) -> tuple[Any, Any]:
    """Return the queries of a person's first and last attempts that count."""
    latest = (one.desc() for one in ORDER)
    return LOOKED.limit(most), LOOKED.order_by(None).order_by(*latest).limit(most)


def _latest(rows: Rows) -> tuple[Glimpse, ...]:
    return _glimpses(rows[::-1])


def _glimpses(rows: Rows) -> tuple[Glimpse, ...]:
    return tuple(one for row in rows for one in _of_attempt(*row))


def _of_attempt(
    attempt: str, at: datetime, levels: Mapping[str, Level], reviewed: Sequence[Any] | None
) -> Iterator[Glimpse]:
    by = {one["criterion"]: one["by"] for one in reviewed or ()}
    for criterion, level in levels.items():
        yield Glimpse(attempt, at, criterion, level, by.get(criterion, "machine"))


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


def _masteries(rows: Rows) -> dict[str, Mastery]:
    return {row.criterion: mastery(row) for row in rows}


def mastery(row: SkillRow | Row[Any]) -> Mastery:
    """Return a rating as it was kept."""
    rating = Rating(mean=row.mean, variance=row.variance, seen=row.seen)
    return Mastery(rating=rating, mastered=row.mastered, due=row.due)
