"""Cells: what may be known of a group, closed once and kept as it was shown."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, col, select

from trainer.core.cell import Cell, Closed, Done, bundles, cell, done
from trainer.core.week import WEEK, begins, week_of
from trainer.store.base import Table
from trainer.store.database import Database
from trainer.store.membership import GroupRow, MemberRow
from trainer.store.people import PersonRow
from trainer.store.skills import PractisedRow


class CellRow(Table, table=True):
    """A cell as it is kept: what is shown of it, and nothing of who is in it."""

    __tablename__ = "cell"

    id: int | None = Field(default=None, primary_key=True)
    group_id: str = Field(foreign_key="practice_group.id", ondelete="CASCADE", index=True)
    kind: str
    scenario: str | None = None
    criterion: str | None = None
    first: date
    last: date
    people: int
    level: float | None = None
    beginner: float | None = None
    margin: float | None = None

    def value(self) -> Cell:
        """Return the cell."""
        return Cell.model_validate({name: getattr(self, name) for name in Cell.model_fields})


class CountedRow(Table, table=True):
    """In which group somebody counts in a week, for good.

    The week stays counted where the group is removed: what was shown of it cannot be taken back.
    """

    __tablename__ = "counted"

    person_id: str = Field(foreign_key="person.id", ondelete="CASCADE", primary_key=True)
    week: date = Field(primary_key=True)
    group_id: str | None = Field(
        default=None, foreign_key="practice_group.id", ondelete="SET NULL", index=True
    )


@dataclass(frozen=True)
class Cells:
    """Keeps cells; each call is one transaction."""

    database: Database

    async def of_group(self, group: str) -> tuple[Cell, ...]:
        """Return a group's cells, the earliest first."""
        query = (
            select(CellRow)
            .where(CellRow.group_id == group)
            .order_by(col(CellRow.first), col(CellRow.id))
        )
        async with self.database.reading() as session:
            return tuple(row.value() for row in (await session.scalars(query)).all())

    async def close(self, group: str, through: date) -> int:
        """Close what can be closed up to a settled week; return how many cells that made.

        Nothing is closed where another group counted the same people at the same time; the next
        call does it.
        """
        try:
            return await self._close(group, through)
        except IntegrityError:
            return 0

    async def _close(self, group: str, through: date) -> int:
        async with self.database.writing() as session:
            # Two processes may come at once: the second finds what the first has closed.
            locked = select(GroupRow.id).where(GroupRow.id == group).with_for_update()
            if (await session.scalars(locked)).one_or_none() is None:
                return 0
            members = await _members(session, group)
            await _count(session, group, members, through)
            weeks = await _weeks(session, group, through)
            if not weeks:
                return 0
            closed, begun = await _closed(session, group), min(week for _, week in weeks)
            did = await _did(session, weeks, closed.get(("level", None)), through)
            made = [cell(one, len(members)) for one in bundles(did, closed, begun, through)]
            session.add_all(CellRow(group_id=group, **one.model_dump()) for one in made)
            return len(made)


async def _members(session: AsyncSession, group: str) -> list[str]:
    query = (
        select(MemberRow.person_id)
        .join(PersonRow, col(PersonRow.id) == MemberRow.person_id)
        .where(MemberRow.group_id == group, MemberRow.part == "trainee", col(PersonRow.active))
    )
    return list((await session.scalars(query)).all())


async def _count(session: AsyncSession, group: str, members: Sequence[str], through: date) -> None:
    """Let the members' weeks that count nowhere yet count in this group."""
    practised = select(PractisedRow.person_id, PractisedRow.at).where(
        col(PractisedRow.person_id).in_(members), PractisedRow.at < begins(through + WEEK)
    )
    known = select(col(CountedRow.person_id), col(CountedRow.week)).where(
        col(CountedRow.person_id).in_(members)
    )
    found = {(person, week_of(at)) for person, at in (await session.execute(practised)).all()}
    new = found - {(person, week) for person, week in (await session.execute(known)).all()}
    session.add_all(
        CountedRow(person_id=person, week=week, group_id=group) for person, week in sorted(new)
    )
    await session.flush()


async def _weeks(session: AsyncSession, group: str, through: date) -> set[tuple[str, date]]:
    """Return who counts in a group in which week, whether they are still in it or not."""
    query = select(col(CountedRow.person_id), col(CountedRow.week)).where(
        CountedRow.group_id == group, CountedRow.week <= through
    )
    return {(person, week) for person, week in (await session.execute(query)).all()}


async def _closed(session: AsyncSession, group: str) -> Closed:
    query = select(col(CellRow.kind), col(CellRow.scenario), col(CellRow.last)).where(
        CellRow.group_id == group
    )
    found: dict[tuple[Any, str | None], date] = {}
    for kind, scenario, last in (await session.execute(query)).all():
        key = (kind, scenario if kind == "case" else None)
        found[key] = max(last, found.get(key, last))
    return found


async def _did(
    session: AsyncSession, weeks: set[tuple[str, date]], levels: date | None, through: date
) -> list[Done]:
    """Return what people did in the weeks that count; levels only from where they are open."""
    people, first = {person for person, _ in weeks}, min(week for _, week in weeks)
    still = begins(levels + WEEK if levels else first)
    own = (
        col(PractisedRow.person_id).in_(people),
        PractisedRow.at >= begins(first),
        PractisedRow.at < begins(through + WEEK),
    )
    past = select(PractisedRow.person_id, PractisedRow.at, PractisedRow.scenario).where(
        *own, PractisedRow.at < still
    )
    recent = select(PractisedRow).where(*own, PractisedRow.at >= still)
    found = [
        Done(person=person, week=week_of(at), scenario=scenario, seen={})
        for person, at, scenario in (await session.execute(past)).all()
    ]
    found += _done((await session.scalars(recent)).all())
    return [one for one in found if (one.person, one.week) in weeks]


def _done(rows: Iterable[PractisedRow]) -> list[Done]:
    return [done(row.person_id, row.value()) for row in rows]
