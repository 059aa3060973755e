"""Pseudonyms: who people are in the audit log. Once somebody is erased, nothing ties them to it."""

import hashlib
import hmac
import secrets

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, col, select

from trainer.store.base import Table
from trainer.store.people import PersonRow


class AliasRow(Table, table=True):
    """A person's pseudonym; it goes with the person."""

    __tablename__ = "alias"

    person_id: str = Field(foreign_key="person.id", ondelete="CASCADE", primary_key=True)
    alias: str = Field(unique=True)
    salt: str
    """Makes the marks of this person's attempts, which nobody can make again without it."""


async def alias_of(session: AsyncSession, person: str | None) -> AliasRow | None:
    """Return somebody's pseudonym, a new one where they have none yet."""
    if person is None:
        return None
    known = await session.get(AliasRow, person)
    if known is None:
        known = AliasRow(person_id=person, alias=secrets.token_hex(8), salt=secrets.token_hex(16))
        session.add(known)
        await session.flush()
    return known


async def names_of(session: AsyncSession, aliases: set[str | None]) -> dict[str, str]:
    """Return the names behind some pseudonyms; of who is erased there is none."""
    query = (
        select(AliasRow.alias, PersonRow.name)
        .join(PersonRow, col(PersonRow.id) == AliasRow.person_id)
        .where(col(AliasRow.alias).in_([one for one in aliases if one]))
    )
    return {alias: name for alias, name in (await session.execute(query)).all()}


def mark(whom: AliasRow, attempt: str) -> str:
    """Return what stands for an attempt in the log; who lacks the salt cannot make it again."""
    return hmac.new(whom.salt.encode(), attempt.encode(), hashlib.sha256).hexdigest()[:16]
