"""People: who may sign in, in which role and language."""

import asyncio
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import Literal

from pwdlib import PasswordHash
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, col, select

from trainer.core.base import Language, Value
from trainer.errors import ConflictError, NotFoundError
from trainer.store.base import Table, Utc
from trainer.store.database import Database

Role = Literal["trainee", "coach", "manager", "admin"]


class Person(Value):
    """Somebody with an account."""

    id: str
    name: str
    sign_in: str
    """What they type to sign in; lower case, unique."""
    role: Role
    language: Language | None = None
    """The language of the interface, once chosen."""
    active: bool = True
    fictional: bool = False
    """Made for the demo; real deployments have none."""
    privacy_read: datetime | None = None
    """When they read who sees what."""


class PersonRow(Table, table=True):
    """A person as it is kept."""

    __tablename__ = "person"

    id: str = Field(primary_key=True)
    name: str
    sign_in: str = Field(unique=True)
    role: str
    language: str | None = None
    password: str | None = None
    """The argon2id hash; none for those who cannot sign in with a password."""
    active: bool = True
    fictional: bool = False
    privacy_read: datetime | None = Field(default=None, sa_type=Utc)
    created: datetime = Field(sa_type=Utc)

    def value(self) -> Person:
        """Return the person without the password."""
        known = Person.model_fields
        return Person.model_validate({name: getattr(self, name) for name in known})


@dataclass(frozen=True)
class People:
    """Keeps people."""

    database: Database
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    hashing: PasswordHash = field(default_factory=PasswordHash.recommended)
    """Argon2id."""

    async def add(
        self,
        name: str,
        sign_in: str,
        role: Role,
        password: str | None = None,
        language: Language | None = None,
        fictional: bool = False,
    ) -> Person:
        """Make an account; ``ConflictError`` where the sign-in name is taken."""
        row = PersonRow(
            id=uuid.uuid4().hex,
            name=name,
            sign_in=sign_in.strip().lower(),
            role=role,
            language=language,
            password=await self.hashed(password) if password else None,
            fictional=fictional,
            created=self.now(),
        )
        try:
            async with self.database.writing() as session:
                session.add(row)
        except IntegrityError as error:
            raise ConflictError(f"the sign-in name {row.sign_in!r} is taken") from error
        return row.value()

    async def get(self, id: str) -> Person:
        """Return a person; ``NotFoundError`` where there is none."""
        async with self.database.reading() as session:
            row = await session.get(PersonRow, id)
        if row is None:
            raise NotFoundError("person-unknown")
        return row.value()

    async def named(self, sign_in: str) -> Person:
        """Return the person with a sign-in name; ``NotFoundError`` where there is none."""
        query = select(PersonRow).where(PersonRow.sign_in == sign_in.strip().lower())
        async with self.database.reading() as session:
            row = (await session.scalars(query)).one_or_none()
        if row is None:
            raise NotFoundError("person-unknown")
        return row.value()

    async def id_of(self, sign_in: str) -> str | None:
        """Return the id that goes with a sign-in name, or None."""
        query = select(PersonRow.id).where(PersonRow.sign_in == sign_in.strip().lower())
        async with self.database.reading() as session:
            return (await session.scalars(query)).one_or_none()

    async def fictional(self) -> tuple[Person, ...]:
        """Return the people made for the demo, in the order in which they were made."""
        query = select(PersonRow).where(col(PersonRow.fictional)).order_by(col(PersonRow.created))
        async with self.database.reading() as session:
            rows = (await session.scalars(query)).all()
        return tuple(row.value() for row in rows)

    async def verified(self, sign_in: str, password: str) -> Person | None:
        """Return the person whose password this is; takes as long where there is nobody."""
        query = select(PersonRow).where(PersonRow.sign_in == sign_in.strip().lower())
        async with self.database.reading() as session:
            row = (await session.scalars(query)).one_or_none()
        known = row.password if row and row.active and row.password else None
        nobody = await asyncio.to_thread(lambda: self._nobody)
        right = await asyncio.to_thread(self.hashing.verify, password, known or nobody)
        return row.value() if row and known and right else None

    async def hashed(self, password: str) -> str:
        """Return the hash that is kept of a password."""
        return await asyncio.to_thread(self.hashing.hash, password)

    async def give_password(self, id: str, password: str) -> None:
        """Keep the hash of a new password."""
        await self._set(id, password=await self.hashed(password))

    async def speak(self, id: str, language: Language) -> None:
        """Keep the language of a person's interface."""
        await self._set(id, language=language)

    async def read_privacy(self, id: str) -> None:
        """Record that a person read who sees what."""
        await self._set(id, privacy_read=self.now())

    async def _set(self, id: str, **values: object) -> None:
        async with self.database.writing() as session:
            await session.execute(update(PersonRow).where(col(PersonRow.id) == id).values(values))

    @cached_property
    def _nobody(self) -> str:
        return self.hashing.hash(uuid.uuid4().hex)


async def to_change(session: AsyncSession, person: str) -> PersonRow:
    """Return somebody's row, locked until the transaction ends; ``NotFoundError`` for nobody.

    The rows of all who administer are locked with it, in one order, so that of two who are changed
    at once the second sees what became of the first.
    """
    administers = (col(PersonRow.role) == "admin") & col(PersonRow.active)
    locked = (
        select(PersonRow)
        .where((col(PersonRow.id) == person) | administers)
        .order_by(col(PersonRow.id))
        .with_for_update()
    )
    found = {row.id: row for row in await session.scalars(locked)}
    if person not in found:
        raise NotFoundError("person-unknown")
    return found[person]


async def another_admin(session: AsyncSession, row: PersonRow) -> None:
    """Refuse to lose the last administrator, with ``ConflictError``."""
    if row.role != "admin" or not row.active:
        return
    others = select(PersonRow.id).where(
        PersonRow.role == "admin", col(PersonRow.active), PersonRow.id != row.id
    )
    if (await session.scalars(others)).first() is None:
        raise ConflictError("last-admin")
