"""The audit log: who did what, in a chain of hashes, without names and without a word of any talk.

People stand in it by a pseudonym that another table ties to them. Once somebody is erased, nothing
ties it any more, and the chain still verifies.
"""

import hashlib
import hmac
import json
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal, get_args

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, col, select

from trainer.core.base import Value
from trainer.store.base import Table, Utc
from trainer.store.database import Database
from trainer.store.people import PersonRow

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
    "misreading-decided",
    "assigned",
    "assignment-withdrawn",
    "contest-answered",
    "retention-set",
    "retention-run",
    "exported",
    "erased",
    "left",
]
ACTS: tuple[Act, ...] = get_args(Act)
FIRST = "0" * 64
"""What the first row is chained to."""


class AuditRow(Table, table=True):
    """A row of the log; rows are only ever appended."""

    __tablename__ = "audit"

    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    """1, 2, 3 ...: a gap is a row that was removed."""
    at: datetime = Field(sa_type=Utc)
    act: str
    by: str | None = None
    """The pseudonym of who did it; none for the command line, and before signing in."""
    about: str | None = None
    """The pseudonym of whom it concerns."""
    thing: str | None = None
    """What it concerns: a group, a role, a number; an attempt by a mark of its own."""
    before: str
    """The hash of the row before."""
    hash: str


class AuditHeadRow(Table, table=True):
    """Where the log ends: its one row is the lock of those who write, and tells of a lost end."""

    __tablename__ = "audit_head"

    id: int = Field(primary_key=True)
    number: int
    hash: str


class AliasRow(Table, table=True):
    """A person's pseudonym; it goes with the person."""

    __tablename__ = "alias"

    person_id: str = Field(foreign_key="person.id", ondelete="CASCADE", primary_key=True)
    alias: str = Field(unique=True)
    salt: str
    """Makes the marks of this person's attempts, which nobody can make again without it."""


class Entry(Value):
    """A row of the log as the page shows it."""

    number: int
    at: datetime
    act: str
    by: str | None
    """The name of who did it, their pseudonym once they are erased, or None."""
    about: str | None
    thing: str | None


class Broken(Value):
    """The first fault in the log."""

    number: int
    """The row at which the chain breaks, from 1."""
    how: Literal["changed", "removed", "inserted", "lost"]
    """lost: the chain is whole, but is not the one whose hash was noted."""


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
        whom = await _alias(session, about)
        row = AuditRow(
            number=head.number + 1,
            at=self.now(),
            act=act,
            by=who.alias if (who := await _alias(session, by)) else None,
            about=whom.alias if whom else None,
            thing=_mark(whom, attempt) if whom and attempt else thing,
            before=head.hash,
            hash="",
        )
        row.hash = _hash(row)
        session.add(row)
        head.number, head.hash = row.number, row.hash
        await session.flush()

    async def verify(self, noted: str = "") -> Broken | None:
        """Return the first fault, or None; a hash ``noted`` earlier must still be in the chain."""
        async with self.database.reading() as session:
            rows = (await session.scalars(select(AuditRow).order_by(col(AuditRow.number)))).all()
            head = await session.get(AuditHeadRow, 1)
        found = _broken(rows, head)
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
            names = await _names(session, {one for row in rows for one in (row.by, row.about)})
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


async def _alias(session: AsyncSession, person: str | None) -> AliasRow | None:
    """Return somebody's pseudonym, a new one where they have none yet."""
    if person is None:
        return None
    known = await session.get(AliasRow, person)
    if known is None:
        known = AliasRow(person_id=person, alias=secrets.token_hex(8), salt=secrets.token_hex(16))
        session.add(known)
        await session.flush()
    return known


async def _names(session: AsyncSession, aliases: set[str | None]) -> dict[str, str]:
    query = (
        select(AliasRow.alias, PersonRow.name)
        .join(PersonRow, col(PersonRow.id) == AliasRow.person_id)
        .where(col(AliasRow.alias).in_([one for one in aliases if one]))
    )
    return {alias: name for alias, name in (await session.execute(query)).all()}


def _mark(whom: AliasRow, attempt: str) -> str:
    return hmac.new(whom.salt.encode(), attempt.encode(), hashlib.sha256).hexdigest()[:16]


def _hash(row: AuditRow) -> str:
    """Return a row's hash; its number is left out, since rows could be counted anew."""
    own = row.model_dump(exclude={"hash", "at", "number"})
    text = json.dumps(own | {"at": row.at.astimezone(UTC).isoformat()}, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _broken(rows: Sequence[AuditRow], head: AuditHeadRow | None) -> Broken | None:
    """Return the first row that does not follow from the one before it."""
    fewer = head is not None and len(rows) < head.number
    known = {FIRST: 0}
    for place, row in enumerate(rows, 1):
        if row.hash != _hash(row):
            return Broken(number=row.number, how="changed")
        if known.get(row.before) != place - 1:
            follows = rows[place].before if place < len(rows) else head.hash if head else ""
            if follows == (rows[place - 2].hash if place > 1 else FIRST):
                return Broken(number=row.number, how="inserted")
            return _between(row, place, known, fewer)
        known[row.hash] = place
    if head is None or (head.number, head.hash) == (len(rows), rows[-1].hash if rows else FIRST):
        return None if head else Broken(number=1, how="removed")
    if fewer:
        return Broken(number=len(rows) + 1, how="removed")
    inserted = len(rows) > head.number
    return Broken(number=len(rows), how="inserted" if inserted else "changed")


def _between(row: AuditRow, place: int, known: Mapping[str, int], fewer: bool) -> Broken:
    """Return what came between a row and the one that it was chained to."""
    if row.before in known:
        return Broken(number=known[row.before] + 1, how="inserted")
    if row.number > place or fewer:
        return Broken(number=place, how="removed")
    return Broken(number=place - 1, how="changed")
