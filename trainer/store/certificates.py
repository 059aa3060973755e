"""Certificates: what somebody shows of their practice, with a code by which it can be checked."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, delete
from sqlmodel import Field, col, select

from trainer.core.certificate import Certificate, Shows
from trainer.errors import NotFoundError
from trainer.store.base import Table, Utc
from trainer.store.coaching import CoachingRow
from trainer.store.database import Database

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without those that are read wrong when they are copied from paper."""
LENGTH = 12


class CertificateRow(Table, table=True):
    """A certificate as it is kept: what it showed when it was made."""

    __tablename__ = "certificate"

    code: str = Field(primary_key=True)
    person_id: str = Field(foreign_key="person.id", ondelete="CASCADE", index=True)
    body: dict[str, Any] = Field(sa_type=JSON)
    at: datetime = Field(sa_type=Utc)


@dataclass(frozen=True)
class Certificates:
    """Keeps certificates; each call is one transaction."""

    database: Database
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    async def add(self, person: str, shows: Shows) -> Certificate:
        """Keep what a certificate shows, under a new code."""
        row = CertificateRow(
            code="".join(secrets.choice(LETTERS) for _ in range(LENGTH)),
            person_id=person,
            body=shows.model_dump(mode="json"),
            at=self.now(),
        )
        async with self.database.writing() as session:
            session.add(row)
        return _value(row)

    async def of_person(self, person: str) -> tuple[Certificate, ...]:
        """Return what somebody made, the newest first."""
        query = (
            select(CertificateRow)
            .where(CertificateRow.person_id == person)
            .order_by(col(CertificateRow.at).desc(), col(CertificateRow.code))
        )
        async with self.database.reading() as session:
            return tuple(_value(row) for row in (await session.scalars(query)).all())

    async def get(self, person: str, code: str) -> Certificate:
        """Return one of somebody's own; ``NotFoundError`` where it is not theirs."""
        async with self.database.reading() as session:
            row = await session.get(CertificateRow, code)
        if row is None or row.person_id != person:
            raise NotFoundError("certificate-unknown")
        return _value(row)

    async def checked(self, coach: str, code: str) -> Certificate | None:
        """Return the certificate with a code where it is an own trainee's, else None."""
        query = (
            select(CertificateRow)
            .join(CoachingRow, col(CoachingRow.person_id) == CertificateRow.person_id)
            .where(CertificateRow.code == code, CoachingRow.coach_id == coach)
        )
        async with self.database.reading() as session:
            row = (await session.scalars(query)).one_or_none()
        return _value(row) if row else None

    async def remove(self, person: str, code: str) -> None:
        """Throw one of somebody's own away; its code means nothing from then on."""
        own = delete(CertificateRow).where(
            col(CertificateRow.code) == code, col(CertificateRow.person_id) == person
        )
        async with self.database.writing() as session:
            await session.execute(own)


def _value(row: CertificateRow) -> Certificate:
    return Certificate(
        code=row.code, person=row.person_id, at=row.at, shows=Shows.model_validate(row.body)
    )
