"""Tries to sign in that failed: counted for all servers together, and gone within an hour or two.

Who tried stands nowhere: a try is kept under a hash of the name or address.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Index, delete, func
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, col, select

from trainer.store.base import Table, Utc
from trainer.store.database import Database

KEPT = timedelta(hours=1)
"""The longest time over which tries are counted."""
TRYING = 7_240_302
"""The PostgreSQL lock by which tries are counted one after another."""


class TryRow(Table, table=True):
    """One try, under one of the keys that it counts for."""

    __tablename__ = "sign_in_try"
    __table_args__ = (Index("ix_sign_in_try_key_at", "key", "at"),)

    id: int | None = Field(default=None, primary_key=True)
    key: str
    at: datetime = Field(sa_type=Utc)


@dataclass(frozen=True)
class Limit:
    """So many tries within so long, for one key."""

    key: str
    most: int
    within: timedelta


@dataclass(frozen=True)
class Tries:
    """Counts tries; each call is one transaction."""

    database: Database
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    async def begin(self, limits: Iterable[Limit]) -> bool:
        """Count a try before it is made; return False, and count nothing, where it is one too many.

        Counted first, many tries at once get no further than one after another.
        """
        limits = tuple(limits)
        async with self.database.writing() as session:
            if self.database.engine.dialect.name == "postgresql":
                await session.execute(select(func.pg_advisory_xact_lock(TRYING)))
            await session.execute(delete(TryRow).where(col(TryRow.at) <= self.now() - KEPT))
            if await self._full(session, limits):
                return False
            keys = dict.fromkeys(one.key for one in limits)
            session.add_all(TryRow(key=_hidden(key), at=self.now()) for key in keys)
        return True

    async def full(self, limits: Iterable[Limit]) -> bool:
        """Tell whether another try would be one too many."""
        async with self.database.reading() as session:
            return await self._full(session, limits)

    async def forget(self, limits: Iterable[Limit]) -> None:
        """Take the last try back: it did not fail."""
        async with self.database.writing() as session:
            for key in dict.fromkeys(one.key for one in limits):
                last = select(func.max(TryRow.id)).where(TryRow.key == _hidden(key))
                mine = col(TryRow.id) == last.scalar_subquery()
                await session.execute(delete(TryRow).where(mine))

    async def _full(self, session: AsyncSession, limits: Iterable[Limit]) -> bool:
        for one in limits:
            query = select(func.count()).where(
                TryRow.key == _hidden(one.key), TryRow.at > self.now() - one.within
            )
            if (await session.execute(query)).scalar_one() >= one.most:
                return True
        return False


def _hidden(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
