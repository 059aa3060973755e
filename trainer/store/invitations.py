"""Invitations: a link that works once, with which somebody chooses their own password."""

import secrets
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, col, select

from trainer.core.base import Value
from trainer.errors import NotFoundError
from trainer.store.base import Table, Utc
from trainer.store.database import Database
from trainer.store.people import Person, PersonRow
from trainer.store.sessions import sign_out, token_hash

LASTS = timedelta(days=7)


class InvitationRow(Table, table=True):
    """An invitation as it is kept; it goes when it is used."""

    __tablename__ = "invitation"

    id: str = Field(primary_key=True)
    token_hash: str = Field(unique=True)
    """SHA-256 of the link's token: who reads the store cannot use it."""
    person_id: str = Field(foreign_key="person.id", ondelete="CASCADE", index=True)
    made: datetime = Field(sa_type=Utc)
    expires: datetime = Field(sa_type=Utc)


class Invitation(Value):
    """An invitation that can still be used."""

    person: str
    """The person's id."""
    made: datetime
    expires: datetime


@dataclass(frozen=True)
class Invitations:
    """Keeps invitations; each call is one transaction."""

    database: Database
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    async def make(self, person: str) -> str:
        """Return the token of a new invitation; earlier ones of this person end."""
        token, now = secrets.token_urlsafe(32), self.now()
        row = InvitationRow(
            id=uuid.uuid4().hex,
            token_hash=token_hash(token),
            person_id=person,
            made=now,
            expires=now + LASTS,
        )
        async with self.database.writing() as session:
            if await session.get(PersonRow, person) is None:
                raise NotFoundError("person-unknown")
            await _end(session, person, now)
            session.add(row)
        return token

    async def withdraw(self, person: str) -> None:
        """End what invites a person."""
        async with self.database.writing() as session:
            await _end(session, person, self.now())

    async def open(self) -> dict[str, Invitation]:
        """Return the invitations that can still be used, by person."""
        query = select(InvitationRow).where(InvitationRow.expires > self.now())
        async with self.database.reading() as session:
            rows = (await session.scalars(query)).all()
        return {
            row.person_id: Invitation(person=row.person_id, made=row.made, expires=row.expires)
            for row in rows
        }

    async def person_of(self, token: str) -> Person:
        """Return whom a token invites; ``NotFoundError`` where it does not, or no longer."""
        async with self.database.reading() as session:
            _, person = await self._found(session, token)
        return person.value()

    async def use(self, token: str, password: str) -> Person:
        """Keep the hash of the chosen ``password``; the link and every session end.

        ``NotFoundError`` where the link was used, ended or never there.
        """
        async with self.database.writing() as session:
            row, person = await self._found(session, token)
            taken = await session.execute(
                delete(InvitationRow)
                .where(col(InvitationRow.id) == row.id)
                .returning(col(InvitationRow.id))
            )
            if taken.first() is None:
                raise NotFoundError("invitation-unknown")
            person.password = password
            session.add(person)
            await sign_out(session, person.id)
            return person.value()

    async def _found(self, session: AsyncSession, token: str) -> tuple[InvitationRow, PersonRow]:
        query = (
            select(InvitationRow, PersonRow)
            .join(PersonRow, col(PersonRow.id) == InvitationRow.person_id)
            .where(
                InvitationRow.token_hash == token_hash(token),
                InvitationRow.expires > self.now(),
                col(PersonRow.active),
            )
        )
        found = (await session.execute(query)).one_or_none()
        if found is None:
            raise NotFoundError("invitation-unknown")
        row, person = found
        return row, person


async def _end(session: AsyncSession, person: str, now: datetime) -> None:
    """Remove a person's invitations, and whoever's are over."""
    old = (col(InvitationRow.person_id) == person) | (col(InvitationRow.expires) <= now)
    await session.execute(delete(InvitationRow).where(old))
