"""Difficulties: how far what people do moved them from what the authors said."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import bindparam, func
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, col, select

from trainer.core.assessment import Level
from trainer.core.base import Value
from trainer.core.difficulty import Shift, shifted
from trainer.core.scenario import LevelName, Skill
from trainer.core.skill import Rating
from trainer.store.base import Table
from trainer.store.database import Database
from trainer.store.practised import PractisedRow

Place = tuple[str, LevelName, str]
"""A scenario, a level and a criterion."""


class DifficultyRow(Table, table=True):
    """How far what people do moved a difficulty from what its author said."""

    __tablename__ = "difficulty"

    scenario: str = Field(primary_key=True)
    level: str = Field(primary_key=True)
    criterion: str = Field(primary_key=True)
    by: float
    variance: float
    seen: int

    def value(self) -> Shift:
        """Return the shift."""
        return Shift(by=self.by, variance=self.variance, seen=self.seen)


class Meeting(Value):
    """That somebody met a difficulty: what moves it."""

    scenario: str
    level: LevelName
    criterion: str
    skill: Skill
    """What the author says."""
    first: Shift
    """The shift where nobody met it before."""
    before: Rating
    """What was believed of the person then."""
    seen: Level


MET_BY = select(func.count(col(PractisedRow.person_id).distinct())).where(
    col(PractisedRow.scenario) == bindparam("scenario"),
    col(PractisedRow.level) == bindparam("level"),
)


@dataclass(frozen=True)
class Difficulties:
    """Gives how far each difficulty was moved."""

    database: Database

    async def shifts(self) -> dict[Place, Shift]:
        """Return how far each difficulty was moved, where anybody met it."""
        async with self.database.reading() as session:
            rows = (await session.scalars(select(DifficultyRow))).all()
        return {(row.scenario, row.level, row.criterion): row.value() for row in rows}  # type: ignore[misc]

    async def met_by(self, scenario: str, level: LevelName) -> int:
        """Return how many people did a case at a level in talks that count."""
        ((people,),) = await self.database.rows(MET_BY, scenario=scenario, level=level)
        return int(people)


async def meet(session: AsyncSession, meetings: Iterable[Meeting]) -> None:
    """Move the difficulties that were met, within the session's transaction.

    In one order, so that two at once wait for each other and never in a circle.
    """
    for one in sorted(meetings, key=lambda one: (one.scenario, one.level, one.criterion)):
        await _meet(session, one)


async def _meet(session: AsyncSession, one: Meeting) -> None:
    place = (one.scenario, one.level, one.criterion)
    row = await session.get(DifficultyRow, place, with_for_update=True)
    shift = shifted(one.skill, row.value() if row else one.first, one.before, one.seen)
    if row is None:
        row = DifficultyRow(scenario=place[0], level=place[1], criterion=place[2], **dict(shift))
        session.add(row)
    else:
        row.by, row.variance, row.seen = shift.by, shift.variance, shift.seen
    await session.flush()
