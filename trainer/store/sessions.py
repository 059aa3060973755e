"""Sign-in sessions: a random token in a cookie, its hash in the store, gone at sign-out."""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import bindparam, delete, func
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, col, select

from trainer.core.base import Value
from trainer.store.base import Table, Utc
from trainer.store.database import Database
from trainer.store.people import Person, PersonRow

COOKIE = "oefenbalie"
LONGEST = timedelta(hours=8)
BROWSER, ID = 200, 16
"""The most characters of a browser's name, and those of a session's id."""


class SessionRow(Table, table=True):
    """A session as it is kept."""

    __tablename__ = "session"

    token_hash: str = Field(primary_key=True)
    """SHA-256 of the token: who reads the store cannot sign in with it."""
    person_id: str = Field(foreign_key="person.id", ondelete="CASCADE", index=True)
    begun: datetime = Field(sa_type=Utc)
    expires: datetime = Field(sa_type=Utc)
    browser: str | None = None
    """What the browser calls itself, cut short: so that people know their own sessions."""


SIGNED_IN = (
    select(*(col(getattr(PersonRow, name)) for name in Person.model_fields))
    .join(SessionRow, col(SessionRow.person_id) == PersonRow.id)
    .where(
        col(SessionRow.token_hash) == bindparam("token"),
        col(SessionRow.expires) > bindparam("now"),
        col(PersonRow.active),
    )
)


class Session(Value):
    """A session as its owner sees it."""

    id: str
    """The start of the token's hash: enough to end it, and useless for anything else."""
    begun: datetime
    expires: datetime
    browser: str | None
    here: bool
    """The one that asks."""


@dataclass(frozen=True)
class Sessions:
    """Opens, checks and ends sessions."""

    database: Database
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    async def open(self, person: str, browser: str | None = None) -> str:
        """Begin a session of at most eight hours and return its token."""
        token = secrets.token_urlsafe(32)
        now = self.now()
        row = SessionRow(
            token_hash=token_hash(token),
            person_id=person,
            begun=now,
            expires=now + LONGEST,
            browser=browser[:BROWSER] if browser else None,
        )
        async with self.database.writing() as session:
            await session.execute(delete(SessionRow).where(col(SessionRow.expires) <= now))
            session.add(row)
        return token

    async def person_of(self, token: str | None) -> Person | None:
        """Return who is signed in with a token, or None."""
        if not token:
            return None
        found = await self.database.rows(SIGNED_IN, token=token_hash(token), now=self.now())
        return Person.model_validate(found[0]._mapping) if found else None

    async def of_person(self, person: str, token: str | None) -> tuple[Session, ...]:
        """Return where somebody is signed in, the latest first; ``token`` is where they ask."""
        query = (
            select(SessionRow)
            .where(SessionRow.person_id == person, SessionRow.expires > self.now())
            .order_by(col(SessionRow.begun).desc())
        )
        here = token_hash(token or "")
        async with self.database.reading() as session:
            rows = (await session.scalars(query)).all()
        return tuple(
            Session(
                id=row.token_hash[:ID],
                begun=row.begun,
                expires=row.expires,
                browser=row.browser,
                here=row.token_hash == here,
            )
            for row in rows
        )

    async def end(self, person: str, id: str) -> None:
        """End one of a person's sessions."""
        mine = (
            col(SessionRow.person_id) == person,
            func.substr(SessionRow.token_hash, 1, ID) == id,
        )
        async with self.database.writing() as session:
            await session.execute(delete(SessionRow).where(*mine))

    async def close(self, token: str) -> None:
        """End a session."""
        async with self.database.writing() as session:
            await session.execute(
                delete(SessionRow).where(col(SessionRow.token_hash) == token_hash(token))
            )

    async def close_others(self, person: str, token: str) -> None:
        """End every session of a person but this one."""
        others = (
            col(SessionRow.person_id) == person,
            col(SessionRow.token_hash) != token_hash(token),
        )
        async with self.database.writing() as session:
            await session.execute(delete(SessionRow).where(*others))

    async def close_all(self, person: str) -> None:
        """End every session of a person."""
        async with self.database.writing() as session:
            await sign_out(session, person)


async def sign_out(session: AsyncSession, person: str) -> None:
    """End every session of a person, in a transaction that is under way."""
    await session.execute(delete(SessionRow).where(col(SessionRow.person_id) == person))


def token_hash(token: str) -> str:
    """Return what is kept of a token that lets somebody in."""
    return hashlib.sha256(token.encode()).hexdigest()
