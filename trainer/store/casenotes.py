"""Case notes: what trainees wrote for the file after a talk. Nobody else gets to see it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field

from trainer.core.casenote import CaseNote
from trainer.store.base import Table, Utc
from trainer.store.database import Database


class CaseNoteRow(Table, table=True):
    """The note of an attempt, the last one that was made."""

    __tablename__ = "case_note"

    attempt_id: str = Field(foreign_key="attempt.id", ondelete="CASCADE", primary_key=True)
    body: dict[str, Any] = Field(sa_type=JSON)
    at: datetime = Field(sa_type=Utc)


@dataclass(frozen=True)
class CaseNotes:
    """Keeps case notes; each call is one transaction."""

    database: Database
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    async def keep(self, attempt: str, note: CaseNote) -> None:
        """Keep the note of an attempt; it replaces the one before."""
        body = note.model_dump(mode="json")
        async with self.database.writing() as session:
            await session.merge(CaseNoteRow(attempt_id=attempt, body=body, at=self.now()))

    async def of_attempt(self, attempt: str) -> CaseNote | None:
        """Return the note of an attempt, or None where there is none."""
        async with self.database.reading() as session:
            row = await session.get(CaseNoteRow, attempt)
        return CaseNote.model_validate(row.body) if row else None
