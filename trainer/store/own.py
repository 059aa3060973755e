"""What is kept of one person: all of it to take along, or all of it gone.

Both follow the keys of the tables, so a table that comes later is not forgotten.
"""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, or_
from sqlalchemy import Table as SqlTable
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from trainer.errors import NotFoundError
from trainer.store.assignments import erased
from trainer.store.attempts import AttemptRow
from trainer.store.audit import Audit
from trainer.store.base import Table
from trainer.store.coaching import CoachingRow, settle
from trainer.store.database import Database
from trainer.store.membership import MemberRow
from trainer.store.notices import forget
from trainer.store.people import PersonRow, another_admin, to_change
from trainer.store.sessions import sign_out
from trainer.store.suggestions import SuggestionRow

SECRET = frozenset({"password", "token_hash", "salt"})
"""Columns that open something; nobody gets them, not even the person."""
WRITTEN: Mapping[str, tuple[str, ...]] = {
    "review": ("criterion", "level", "reason", "at"),
    "remark": ("text", "at", "removed"),
    "contest": ("criterion", "level", "answer", "answered"),
    "misreading": ("status", "answer", "decided"),
    "suggestion": ("remark", "at", "due"),
}
"""What a coach wrote in a row that is somebody else's; the rest of that row is not theirs."""
TRIES = 20
"""How often the journal is emptied while others read; it is emptied later where they go on."""
Rows = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class Own:
    """Gives and removes what is kept of somebody; each call is one transaction."""

    database: Database
    audit: Audit

    async def export(self, person: str) -> Rows:
        """Return every row of a person by table, without secrets and without other people."""
        async with self.database.reading() as session:
            attempts = await _attempts(session, person)
            found: Rows = {}
            for table in Table.metadata.sorted_tables:
                where = _mine(table, person, attempts)
                if where is None:
                    continue
                rows = (await session.execute(table.select().where(where))).all()
                kept = [_shown(table, row, person, set(attempts)) for row in rows]
                found[table.name] = [row for row in kept if row]
        return {name: rows for name, rows in found.items() if rows}

    async def erase(self, person: str, by: str | None = None) -> tuple[str, ...]:
        """Remove a person and all that is kept of them; return the ids of their attempts.

        ``ConflictError`` where nobody would be left to administer.
        """
        async with self.database.writing() as session:
            await another_admin(session, await to_change(session, person))
            attempts = await _attempts(session, person)
            trainees = await _coached(session, person)
            await self.audit.append(session, "erased", by=by or person, about=person)
            mine = select(SuggestionRow.id).where(SuggestionRow.person_id == person)
            await forget(session, {*attempts, *(await session.scalars(mine)).all()})
            await session.execute(delete(PersonRow).where(col(PersonRow.id) == person))
            for trainee in trainees:
                await settle(session, trainee)
        await self._overwrite()
        return tuple(attempts)

    async def erase_attempt(self, person: str, id: str) -> tuple[str, ...]:
        """Remove an attempt of somebody's and the other tries that began in it; return their ids.

        Where a coach chose it, what stays is that it was done and erased.
        ``NotFoundError`` where it is not theirs.
        """
        own = col(AttemptRow.person_id) == person
        taken = or_(col(AttemptRow.id) == id, col(AttemptRow.parent) == id)
        async with self.database.writing() as session:
            gone = (await session.scalars(select(AttemptRow.id).where(own, taken))).all()
            if id not in gone:
                raise NotFoundError("attempt-unknown")
            await self.audit.append(session, "attempt-erased", person, person, attempt=id)
            await forget(session, set(gone))
            await erased(session, person, gone)
            await session.execute(delete(AttemptRow).where(col(AttemptRow.id).in_(gone)))
        await self._overwrite()
        return tuple(gone)

    async def leave(self, person: str) -> None:
        """Take somebody out of every group and let them in no more; what is kept runs its time.

        ``ConflictError`` where nobody would be left to administer.
        """
        async with self.database.writing() as session:
            row = await to_change(session, person)
            await another_admin(session, row)
            trainees = await _coached(session, person)
            row.active = False
            session.add(row)
            await session.execute(delete(MemberRow).where(col(MemberRow.person_id) == person))
            theirs = or_(col(CoachingRow.person_id) == person, col(CoachingRow.coach_id) == person)
            await session.execute(delete(CoachingRow).where(theirs))
            await sign_out(session, person)
            for trainee in trainees:
                await settle(session, trainee)
            await self.audit.append(session, "left", by=person, about=person)

    async def _overwrite(self) -> None:
        """Leave nothing of what was removed in SQLite's journal either."""
        if self.database.engine.dialect.name != "sqlite":
            return
        async with self.database.engine.connect() as connection:
            raw = await connection.get_raw_connection()
            driver: Any = raw.driver_connection
            for _ in range(TRIES):
                ((busy, *_),) = await driver.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")
                if not busy:
                    return
                await asyncio.sleep(0.05)


async def _attempts(session: AsyncSession, person: str) -> list[str]:
    query = select(AttemptRow.id).where(AttemptRow.person_id == person)
    return list((await session.scalars(query)).all())


async def _coached(session: AsyncSession, person: str) -> list[str]:
    query = select(CoachingRow.person_id).where(CoachingRow.coach_id == person)
    return list((await session.scalars(query)).all())


def _keys(table: SqlTable, to: str) -> list[ColumnElement[Any]]:
    """Return the columns of a table that point at a person or an attempt."""
    own = [table.c.id] if table.name == to else []
    return own + [
        column
        for column in table.columns
        for key in column.foreign_keys
        if key.column.table.name == to
    ]


def _mine(table: SqlTable, person: str, attempts: Sequence[str]) -> ColumnElement[bool] | None:
    """Return the condition for a person's rows in a table; None where it has no people."""
    people, talks = _keys(table, "person"), _keys(table, "attempt")
    if not people and not talks:
        return None
    mine = [column == person for column in people]
    return or_(*mine, *(column.in_(attempts) for column in talks))


def _shown(table: SqlTable, row: Row[Any], person: str, attempts: set[str]) -> dict[str, Any]:
    """Return what of a row is this person's."""
    people = {column.name for column in _keys(table, "person")}
    talks = {column.name for column in _keys(table, "attempt")}
    values = dict(row._mapping)
    theirs = any(values[name] not in attempts for name in talks)
    owner = values["person_id"] if "person_id" in people else person
    if theirs or (owner != person and table.name != "coaching"):
        return dict(_plain(values, WRITTEN.get(table.name, ())))
    others = {name for name in people if values[name] != person}
    return dict(_plain(values, [n for n in values if n not in SECRET and n not in others]))


def _plain(values: Mapping[str, Any], names: Sequence[str]) -> Iterator[tuple[str, Any]]:
    for name in names:
        value = values.get(name)
        if isinstance(value, datetime | date):
            value = value.isoformat()
        if value is not None:
            yield name, value
