"""Coaching: who is whose coach; a person has one at most.

Groups come first: who practises in a group with a coach has one of its coaches.
"""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import bindparam, delete
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, col, select

from trainer.errors import ConflictError, NotFoundError
from trainer.store.base import Table
from trainer.store.database import Database
from trainer.store.membership import coaches_for
from trainer.store.people import Person, PersonRow


class CoachingRow(Table, table=True):
    """That somebody coaches a person; a table of its own, so that no other is made anew for it."""

    __tablename__ = "coaching"

    person_id: str = Field(foreign_key="person.id", ondelete="CASCADE", primary_key=True)
    coach_id: str = Field(foreign_key="person.id", ondelete="CASCADE", index=True)


TRAINEES = (
    select(*(col(getattr(PersonRow, name)) for name in Person.model_fields))
    .join(CoachingRow, col(CoachingRow.person_id) == PersonRow.id)
    .where(col(CoachingRow.coach_id) == bindparam("coach"))
    .order_by(col(PersonRow.name))
)


@dataclass(frozen=True)
class Coaching:
    """Keeps who is whose coach; each call is one transaction."""

    database: Database

    async def give(self, person: str, coach: str) -> None:
        """Make somebody the coach of a person, in place of who was it.

        ``ConflictError`` where that one is no coach, is the person, or coaches none of the groups
        that the person practises in while others do.
        """
        async with self.database.writing() as session:
            row = await session.get(PersonRow, coach)
            if row is None:
                raise NotFoundError("person-unknown")
            if row.role != "coach" or coach == person:
                raise ConflictError("coach-unfit")
            fit = await coaches_for(session, person)
            if fit and coach not in fit:
                raise ConflictError("coach-elsewhere")
            await session.merge(CoachingRow(person_id=person, coach_id=coach))

    async def end(self, person: str) -> None:
        """Leave a person without a coach."""
        async with self.database.writing() as session:
            await session.execute(delete(CoachingRow).where(col(CoachingRow.person_id) == person))

    async def coach_of(self, person: str) -> Person | None:
        """Return a person's coach, or None."""
        query = (
            select(PersonRow)
            .join(CoachingRow, col(CoachingRow.coach_id) == PersonRow.id)
            .where(CoachingRow.person_id == person)
        )
        async with self.database.reading() as session:
            row = (await session.scalars(query)).one_or_none()
        return row.value() if row else None

    async def trainees_of(self, coach: str) -> tuple[Person, ...]:
        """Return whom somebody coaches, by name."""
        found = await self.database.rows(TRAINEES, coach=coach)
        return tuple(Person.model_validate(row._mapping) for row in found)


async def settle(session: AsyncSession, person: str, gone: Collection[str] = ()) -> None:
    """Let a person's coach follow from their groups, after these changed.

    Where no group has a coach for them, they keep the one they have, unless that is one of those
    who are ``gone``.
    """
    fit = await coaches_for(session, person)
    row = await session.get(CoachingRow, person)
    if row and row.coach_id in fit:
        return
    if fit:
        await session.merge(CoachingRow(person_id=person, coach_id=fit[0]))
    elif row and row.coach_id in gone:
        await session.delete(row)
