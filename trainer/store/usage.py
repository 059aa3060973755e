"""What each call of a language model took, a row a call; it goes with its attempt."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlmodel import Field, col, select

from trainer.core.usage import Part, Usage
from trainer.store.base import Table, Utc
from trainer.store.database import Database


class UsageRow(Table, table=True):
    """One call."""

    __tablename__ = "usage"

    id: int | None = Field(default=None, primary_key=True)
    attempt_id: str = Field(foreign_key="attempt.id", ondelete="CASCADE", index=True)
    part: str
    model: str
    prompt: str
    tokens_in: int | None
    tokens_cached: int | None
    tokens_out: int | None
    seconds: float
    cost: float | None
    failed: bool
    at: datetime = Field(sa_type=Utc)

    def value(self) -> Usage:
        """Return the call."""
        same = {name: getattr(self, name) for name in Usage.model_fields}
        return Usage(**{**same, "part": cast(Part, self.part)})


def rows(attempt: str, usage: Iterable[Usage], at: datetime) -> list[UsageRow]:
    """Return the rows of calls."""
    return [UsageRow(attempt_id=attempt, at=at, **one.model_dump()) for one in usage]


@dataclass(frozen=True)
class Usages:
    """Tells what models took."""

    database: Database

    async def all(self) -> tuple[tuple[str, Usage], ...]:
        """Return every call with its attempt, the oldest first."""
        async with self.database.reading() as session:
            found = await session.scalars(select(UsageRow).order_by(col(UsageRow.id)))
            return tuple((row.attempt_id, row.value()) for row in found)
