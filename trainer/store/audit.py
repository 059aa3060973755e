"""The audit log: who did what, in a chain of hashes, without names and without a word of any talk.

People stand in it by a pseudonym that another table ties to them. Once somebody is erased, nothing
ties it any more, and the chain still verifies.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from trainer.core.base import Value
from trainer.store.aliases import AliasRow, alias_of, mark, names_of
from trainer.store.chain import FIRST, AuditHeadRow, AuditRow, Broken, broken, hash_of
from trainer.store.database import Database

Act = Literal[
    "person-added",
    "person-stopped",
    "person-resumed",
    "role-given",
    "coach-given",
    "group-added",
    "group-renamed",
    "group-removed",
    "group-joined",
    "group-left",
    "invited",
    "invitation-withdrawn",
    "invitation-used",
    "password-changed",
    "sign-in-failed",
    "locked-out",
    "sessions-ended",
    "reviewed",
    "review-taken-back",
    "review-restored",
    "remarked",
    "remark-removed",
    "remark-restored",
    "misreading-decided",
    "assigned",
    "assignment-withdrawn",
    "assignment-restored",
    "contest-answered",
    "retention-set",
    "retention-run",
    "exported",
    "erased",
    "attempt-erased",
    "left",
]


class Entry(Value):
    """A row of the log as the page shows it."""

    number: int
    at: datetime
    act: str
    by: str | None
    """The name of who did it, their pseudonym once they are erased, or None."""
    about: str | None
    thing: str | None


class Head(Value):
    """Where the log ends."""

    number: int
    """How many rows there are."""
    hash: str
    """Noted elsewhere, it proves later that nothing before it was changed."""


@dataclass(frozen=True)
class Audit:
    """Keeps the log."""

    database: Database
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    async def write(
        self,
        act: Act,
        by: str | None = None,
        about: str | None = None,
        thing: str | None = None,
        attempt: str | None = None,
    ) -> None:
        """Append a row. ``by`` and ``about`` are ids of people; ``attempt`` is one of ``about``."""
        async with self.database.writing() as session:
            await self.append(session, act, by, about, thing, attempt)

    async def append(
        self,
        session: AsyncSession,
        act: Act,
        by: str | None = None,
        about: str | None = None,
        thing: str | None = None,
        attempt: str | None = None,
    ) -> None:
        """Append a row in a transaction that is under way."""
        head = await session.get_one(AuditHeadRow, 1, with_for_update=True)
        whom = await alias_of(session, about)
        row = AuditRow(
            number=head.number + 1,
            at=self.now(),
            act=act,
            by=who.alias if (who := await alias_of(session, by)) else None,
            about=whom.alias if whom else None,
            thing=mark(whom, attempt) if whom and attempt else thing,
            before=head.hash,
            hash="",
        )
        row.hash = hash_of(row)
        session.add(row)
        head.number, head.hash = row.number, row.hash
        await session.flush()

    async def verify(self, noted: str = "") -> Broken | None:
        """Return the first fault, or None; a hash ``noted`` earlier must still be in the chain."""
        async with self.database.reading() as session:
            rows = (await session.scalars(select(AuditRow).order_by(col(AuditRow.number)))).all()
            head = await session.get(AuditHeadRow, 1)
        found = broken(rows, head)
        if found is None and noted and noted not in {row.hash for row in rows}:
            return Broken(number=len(rows), how="lost")
        return found

    async def head(self) -> Head:
        """Return where the log ends."""
        async with self.database.reading() as session:
            row = await session.get(AuditHeadRow, 1)
        return Head(number=row.number, hash=row.hash) if row else Head(number=0, hash=FIRST)

    async def latest(self, before: int | None = None, limit: int = 100) -> tuple[Entry, ...]:
        """Return the newest rows, or those before a number, the newest first."""
        query = select(AuditRow).order_by(col(AuditRow.number).desc()).limit(limit)
        if before is not None:
            query = query.where(AuditRow.number < before)
        async with self.database.reading() as session:
            rows = (await session.scalars(query)).all()
            names = await names_of(session, {one for row in rows for one in (row.by, row.about)})
        return tuple(
            Entry(
                number=row.number,
                at=row.at,
                act=row.act,
                by=names.get(row.by or "", row.by),
                about=names.get(row.about or "", row.about),
                thing=row.thing,
            )
            for row in rows
        )

    async def of(self, person: str) -> tuple[Entry, ...]:
        """Return every row that concerns a person or that they caused, the oldest first."""
        async with self.database.reading() as session:
            known = await session.get(AliasRow, person)
            if known is None:
                return ()
            mine = (AuditRow.by == known.alias) | (AuditRow.about == known.alias)
            query = select(AuditRow).where(mine).order_by(col(AuditRow.number))
            rows = (await session.scalars(query)).all()
        same = Entry.model_fields
        return tuple(Entry(**{name: getattr(row, name) for name in same}) for row in rows)
