"""Sign-in sessions: a random token in a cookie, its hash in the store, gone at sign-out."""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete
from sqlmodel import Field, col, select

from trainer.store.base import Table, Utc
from trainer.store.database import Database
from trainer.store.people import Person, PersonRow

COOKIE = "oefenbalie"
LONGEST = timedelta(hours=8)


class SessionRow(Table, table=True):
    """A session as it is kept."""

    __tablename__ = "session"

    token_hash: str = Field(primary_key=True)
    """SHA-256 of the token: who reads the store cannot sign in with it."""
    person_id: str = Field(foreign_key="person.id", ondelete="CASCADE", index=True)
    begun: datetime = Field(sa_type=Utc)
    expires: datetime = Field(sa_type=Utc)


@dataclass(frozen=True)
class Sessions:
    """Opens, checks and ends sessions."""

    database: Database
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    async def open(self, person: str) -> str:
        """Begin a session of at most eight hours and return its token."""
        token = secrets.token_urlsafe(32)
        now = self.now()
        row = SessionRow(
            token_hash=_hash(token), person_id=person, begun=now, expires=now + LONGEST
        )
        async with self.database.writing() as session:
            await session.execute(delete(SessionRow).where(col(SessionRow.expires) <= now))
            session.add(row)
        return token

    async def person_of(self, token: str | None) -> Person | None:
        """Return who is signed in with a token, or None."""
        if not token:
            return None
        query = (
            select(PersonRow)
            .join(SessionRow, col(SessionRow.person_id) == PersonRow.id)
            .where(
                SessionRow.token_hash == _hash(token),
                SessionRow.expires > self.now(),
                col(PersonRow.active),
            )
        )
        async with self.database.reading() as session:
            row = (await session.scalars(query)).one_or_none()
        return row.value() if row else None

    async def close(self, token: str) -> None:
        """End a session."""
        async with self.database.writing() as session:
            await session.execute(
                delete(SessionRow).where(col(SessionRow.token_hash) == _hash(token))
            )

    async def close_all(self, person: str) -> None:
        """End every session of a person."""
        async with self.database.writing() as session:
            await session.execute(delete(SessionRow).where(col(SessionRow.person_id) == person))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
