"""Remarks: what a coach says of a turn; the trainee reads it beside the talk.

What a coach takes back nobody else sees; for some days the coach can put it back.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, delete, func, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, col, select

from trainer.core.base import Value
from trainer.errors import NotFoundError
from trainer.store.base import Table, Utc
from trainer.store.database import Database

KEPT = timedelta(days=7)
"""How long what was taken back can be put back."""


class RemarkRow(Table, table=True):
    """A remark as it is kept."""

    __tablename__ = "remark"

    id: int | None = Field(default=None, primary_key=True)
    attempt_id: str = Field(foreign_key="attempt.id", ondelete="CASCADE", index=True)
    turn: int
    text: str
    coach_id: str | None = Field(
        default=None, foreign_key="person.id", ondelete="SET NULL", index=True
    )
    at: datetime = Field(sa_type=Utc)
    removed: datetime | None = Field(default=None, sa_type=Utc)
    """When its coach took it back; None where it stands."""


class Remark(Value):
    """What a coach says of a turn."""

    id: int
    turn: int
    """The 0-based index in the transcript."""
    text: str
    coach: str | None
    """The coach's id; None once the coach is gone."""
    at: datetime
    removed: datetime | None = None
    """When its coach took it back; None where it stands."""


Some = tuple[Remark, ...]


@dataclass(frozen=True)
class Remarks:
    """Keeps remarks; each call is one transaction. Who may, is for the caller to see to."""

    database: Database
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    async def add(self, attempt: str, turn: int, text: str, coach: str) -> None:
        """Keep a remark; what stands already, word for word, is not said twice."""
        row = RemarkRow(attempt_id=attempt, turn=turn, text=text, coach_id=coach, at=self.now())
        same = select(col(RemarkRow.id)).where(
            col(RemarkRow.attempt_id) == attempt,
            col(RemarkRow.turn) == turn,
            col(RemarkRow.text) == text,
            col(RemarkRow.coach_id) == coach,
            stands(),
        )
        async with self.database.writing() as session:
            if (await session.execute(same)).first() is None:
                session.add(row)

    async def remove(self, attempt: str, id: int, coach: str) -> None:
        """Take back a remark of one's own; to ask it twice changes nothing."""
        first = func.coalesce(col(RemarkRow.removed), self.now())
        await self._change(attempt, id, coach, removed=first)

    async def restore(self, attempt: str, id: int, coach: str) -> None:
        """Put back what one took back; to ask it twice changes nothing."""
        await self._change(attempt, id, coach, removed=None)

    async def of_attempt(self, attempt: str, coach: str | None = None) -> dict[int, Some]:
        """Return an attempt's remarks by turn, the first one first.

        A ``coach`` gets those as well that they took back and can put back.
        """
        own = (col(RemarkRow.coach_id) == coach) & self._fresh()
        query = (
            select(RemarkRow)
            .where(RemarkRow.attempt_id == attempt, stands() | own)
            .order_by(col(RemarkRow.id))
        )
        found: dict[int, Some] = {}
        async with self.database.reading() as session:
            for row in (await session.scalars(query)).all():
                found[row.turn] = (*found.get(row.turn, ()), _remark(row))
        return found

    def _fresh(self) -> ColumnElement[bool]:
        return col(RemarkRow.removed) > self.now() - KEPT

    async def _change(self, attempt: str, id: int, coach: str, **values: object) -> None:
        """Change a remark; ``NotFoundError`` where it is not theirs, or went long ago."""
        change = (
            update(RemarkRow)
            .where(
                col(RemarkRow.id) == id,
                col(RemarkRow.attempt_id) == attempt,
                col(RemarkRow.coach_id) == coach,
                stands() | self._fresh(),
            )
            .values(**values)
            .returning(col(RemarkRow.id))
        )
        async with self.database.writing() as session:
            if (await session.execute(change)).first() is None:
                raise NotFoundError("remark-unknown")


def stands() -> ColumnElement[bool]:
    """Return the condition that a remark was not taken back."""
    return col(RemarkRow.removed).is_(None)


async def forget_removed(session: AsyncSession, now: datetime) -> None:
    """Remove what was taken back too long ago to be put back."""
    await session.execute(delete(RemarkRow).where(col(RemarkRow.removed) <= now - KEPT))


def _remark(row: RemarkRow) -> Remark:
    own = row.model_dump(exclude={"attempt_id", "coach_id"})
    return Remark.model_validate({**own, "coach": row.coach_id})
