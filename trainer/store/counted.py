"""Counted: in which group somebody's week counts, and what they did in the weeks that do."""

import asyncio
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, col, select

from trainer.core.bundle import Done, done
from trainer.core.week import WEEK, begins, week_of
from trainer.store.base import Table
from trainer.store.practised import PractisedRow


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


async def count(session: AsyncSession, group: str, members: Sequence[str], through: date) -> None:
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


async def weeks_of(session: AsyncSession, group: str, through: date) -> set[tuple[str, date]]:
    """Return who counts in a group in which week, whether they are still in it or not."""
    query = select(col(CountedRow.person_id), col(CountedRow.week)).where(
        CountedRow.group_id == group, CountedRow.week <= through
    )
    return {(person, week) for person, week in (await session.execute(query)).all()}


async def did(
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
    found = _without_levels((await session.execute(past)).all())
    found += [done(row.person_id, row.value()) for row in (await session.scalars(recent)).all()]
    return [one for one in found if (one.person, one.week) in weeks]


async def did_anywhere(session: AsyncSession, through: date) -> list[Done]:
    """Return who did which case in which week, in the whole house; no levels."""
    query = select(PractisedRow.person_id, PractisedRow.at, PractisedRow.scenario).where(
        PractisedRow.at < begins(through + WEEK)
    )
    found = (await session.execute(query)).all()
    # All that a house ever did takes seconds, in which others go on talking.
    return await asyncio.to_thread(_without_levels, found)


def _without_levels(found: Iterable[Row[str, datetime, str]]) -> list[Done]:
    return [
        Done(person=person, week=week_of(at), scenario=scenario, seen={})
        for person, at, scenario in found
    ]
