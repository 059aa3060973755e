"""Cells: what may be known of a group, closed once and kept as it was shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, bindparam, func
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, col, select

from trainer.core.bundle import Closed, bundles, covered
from trainer.core.cell import Cell, cell, waits
from trainer.core.week import WEEK, begins
from trainer.store.base import Table
from trainer.store.counted import count, did, did_anywhere, weeks_of
from trainer.store.database import Database
from trainer.store.membership import GroupRow, practising_in
from trainer.store.read import Read
from trainer.store.waits import waited


class CellRow(Table, table=True):
    """A cell as it is kept: what is shown of it, and nothing of who is in it."""

    __tablename__ = "cell"

    id: int | None = Field(default=None, primary_key=True)
    group_id: str | None = Field(
        default=None, foreign_key="practice_group.id", ondelete="CASCADE", index=True
    )
    """None: of the whole house."""
    kind: str
    scenario: str | None = None
    criterion: str | None = None
    first: date
    last: date
    people: int
    level: float | None = None
    beginner: float | None = None
    margin: float | None = None
    waited: int | None = None

    def value(self) -> Cell:
        """Return the cell."""
        return Cell.model_validate({name: getattr(self, name) for name in Cell.model_fields})


NEWEST = select(func.max(CellRow.id)).where(col(CellRow.group_id) == bindparam("group"))
NEWEST_OF_HOUSE = select(func.max(CellRow.id)).where(col(CellRow.group_id).is_(None))


@dataclass(frozen=True)
class Cells:
    """Keeps cells; each call is one transaction."""

    database: Database

    async def of_group(self, group: str | None) -> tuple[Cell, ...]:
        """Return a group's cells, the earliest first; those of the whole house for None."""
        query = select(CellRow).where(_of(group)).order_by(col(CellRow.first), col(CellRow.id))
        async with self.database.reading() as session:
            return tuple(row.value() for row in (await session.scalars(query)).all())

    def newest(self, group: str | None) -> Read[int]:
        """Return the number of the newest cell, which is the highest; 0 where there is none."""
        whose = {"group": group} if group else {}
        query = NEWEST if group else NEWEST_OF_HOUSE
        return self.database.read(lambda rows: rows[0][0] or 0, query, **whose)

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
            members = await practising_in(session, group)
            await count(session, group, members, through)
            weeks = await weeks_of(session, group, through)
            if not weeks:
                return 0
            closed, begun = await _closed(session, group), min(week for _, week in weeks)
            done = await did(session, weeks, closed.get(("level", None)), through)
            made = [cell(one, len(members)) for one in bundles(done, closed, begun, through)]
            return _keep(session, group, made)

    async def close_house(self, through: date) -> int:
        """Close what is told of the whole house: which cases are practised, and what waited."""
        async with self.database.writing() as session:
            await session.execute(select(GroupRow.id).order_by(col(GroupRow.id)).with_for_update())
            done = await did_anywhere(session, through)
            gone = await waited(session, begins(through + WEEK))
            weeks = {one.week for one in done} | {one.week for one in gone}
            if not weeks:
                return 0
            closed, begun = await _closed(session, None), min(weeks)
            made = [cell(one, 0) for one in covered(done, closed, begun, through)]
            made += waits(gone, closed, begun, through)
            return _keep(session, None, made)


def _of(group: str | None) -> ColumnElement[bool]:
    return col(CellRow.group_id).is_(None) if group is None else col(CellRow.group_id) == group


def _keep(session: AsyncSession, group: str | None, made: Sequence[Cell]) -> int:
    session.add_all(CellRow(group_id=group, **one.model_dump()) for one in made)
    return len(made)


async def _closed(session: AsyncSession, group: str | None) -> Closed:
    query = select(col(CellRow.kind), col(CellRow.scenario), col(CellRow.last)).where(_of(group))
    found: dict[tuple[Any, str | None], date] = {}
    for kind, scenario, last in (await session.execute(query)).all():
        key = (kind, scenario if kind == "case" else None)
        found[key] = max(last, found.get(key, last))
    return found
