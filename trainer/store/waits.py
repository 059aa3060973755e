"""How long things waited: contests until they were answered, assignments until they were done."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from trainer.core.bundle import Waited
from trainer.core.week import WEEK, week_of
from trainer.store.assignments import counts_for
from trainer.store.attempts import AttemptRow
from trainer.store.contests import ContestRow
from trainer.store.suggestions import SuggestionRow


async def waited(session: AsyncSession, until: datetime) -> list[Waited]:
    """Return what was answered or done before a moment, whoever waited for it."""
    return [*await _contests(session, until), *await _assignments(session, until)]


async def _contests(session: AsyncSession, until: datetime) -> list[Waited]:
    query = (
        select(AttemptRow.person_id, ContestRow.at, ContestRow.answered)
        .join(AttemptRow, col(AttemptRow.id) == ContestRow.attempt_id)
        .where(col(ContestRow.answered) < until)
    )
    found = (await session.execute(query)).all()
    return [_waited("contest", person, at, done) for person, at, done in found if done]


async def _assignments(session: AsyncSession, until: datetime) -> list[Waited]:
    query = (
        select(SuggestionRow.id, SuggestionRow.person_id, SuggestionRow.at, AttemptRow.ended)
        .join(AttemptRow, col(AttemptRow.person_id) == SuggestionRow.person_id)
        .where(col(SuggestionRow.by_coach), *counts_for())
        .order_by(col(AttemptRow.ended))
    )
    first: dict[str, Waited] = {}
    for id, person, at, done in (await session.execute(query)).all():
        if done and done < until:
            first.setdefault(id, _waited("assignment", person, at, done))
    return list(first.values())


def _waited(kind: str, person: str, at: datetime, done: datetime) -> Waited:
    return Waited.model_validate(
        {"kind": kind, "person": person, "week": week_of(done), "weeks": (done - at) / WEEK}
    )
