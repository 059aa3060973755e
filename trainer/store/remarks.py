"""Remarks: what a coach says of a turn; the trainee reads it beside the talk."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import delete
from sqlmodel import Field, col, select

from trainer.core.base import Value
from trainer.store.base import Table, Utc
from trainer.store.database import Database


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


class Remark(Value):
    """What a coach says of a turn."""

    id: int
    turn: int
    """The 0-based index in the transcript."""
    text: str
    coach: str | None
    """The coach's id; None once the coach is gone."""
    at: datetime


@dataclass(frozen=True)
class Remarks:
    """Keeps remarks; each call is one transaction. Who may, is for the caller to see to."""

    database: Database
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    async def add(self, attempt: str, turn: int, text: str, coach: str) -> None:
        """Keep a remark."""
        row = RemarkRow(attempt_id=attempt, turn=turn, text=text, coach_id=coach, at=self.now())
        async with self.database.writing() as session:
            session.add(row)

    async def remove(self, attempt: str, id: int, coach: str) -> None:
        """Take back a remark of one's own."""
        own = delete(RemarkRow).where(
            col(RemarkRow.id) == id,
            col(RemarkRow.attempt_id) == attempt,
            col(RemarkRow.coach_id) == coach,
        )
        async with self.database.writing() as session:
            await session.execute(own)

    async def of_attempt(self, attempt: str) -> dict[int, tuple[Remark, ...]]:
        """Return an attempt's remarks by turn, the first one first."""
        query = select(RemarkRow).where(RemarkRow.attempt_id == attempt).order_by(col(RemarkRow.id))
        found: dict[int, tuple[Remark, ...]] = {}
        async with self.database.reading() as session:
            for row in (await session.scalars(query)).all():
                found[row.turn] = (*found.get(row.turn, ()), _remark(row))
        return found


def _remark(row: RemarkRow) -> Remark:
    own = row.model_dump(exclude={"attempt_id", "coach_id"})
    return Remark.model_validate({**own, "coach": row.coach_id})
