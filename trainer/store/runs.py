"""Runs: when what is past its time was removed last, and which server does it today."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import JSON, update
from sqlmodel import Field, col, select

from trainer.core.base import Value
from trainer.store.base import Table, Utc
from trainer.store.database import Database
from trainer.store.retention import Gone

DAILY = timedelta(hours=24)


class RunRow(Table, table=True):
    """The last run; its one row is what servers claim the next one by."""

    __tablename__ = "retention_run"

    id: int = Field(primary_key=True)
    claimed: datetime | None = Field(default=None, sa_type=Utc)
    ended: datetime | None = Field(default=None, sa_type=Utc)
    gone: dict[str, int] = Field(sa_type=JSON)


class Run(Value):
    """The last run."""

    ended: datetime
    gone: Gone


@dataclass(frozen=True)
class Runs:
    """Keeps the last run, and gives the next one to one server."""

    database: Database
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    async def claim(self) -> bool:
        """Take the run of today; False where a server did, or a person less than a day ago."""
        claimed = col(RunRow.claimed)
        change = (
            update(RunRow)
            .where(claimed.is_(None) | (claimed <= self.now() - DAILY))
            .values(claimed=self.now())
            .returning(col(RunRow.id))
        )
        async with self.database.writing() as session:
            return (await session.execute(change)).first() is not None

    async def unclaim(self) -> None:
        """Leave the run of today to the next that asks."""
        await self._set(claimed=None)

    async def ended(self, gone: Gone) -> None:
        """Keep that a run ended now, whoever began it, and what went."""
        await self._set(claimed=self.now(), ended=self.now(), gone=gone.model_dump())

    async def last(self) -> Run | None:
        """Return the last run, or None where there was none yet."""
        async with self.database.reading() as session:
            row = (await session.scalars(select(RunRow))).one()
        return Run(ended=row.ended, gone=Gone.model_validate(row.gone)) if row.ended else None

    async def _set(self, **values: object) -> None:
        async with self.database.writing() as session:
            await session.execute(update(RunRow).values(values))
