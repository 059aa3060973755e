"""Uncounted: graded attempts that ratings do not know yet, or that a coach reviewed since."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

import sqlalchemy
from sqlalchemy import ColumnElement, Row, bindparam, func
from sqlmodel import col, select

from trainer.core.assessment import Assessment, Level
from trainer.core.base import Value
from trainer.core.scenario import LevelName
from trainer.store.assessments import AssessmentRow
from trainer.store.attempts import AttemptRow
from trainer.store.database import Database
from trainer.store.practised import PractisedRow
from trainer.store.read import Read
from trainer.store.reviews import ReviewRow

GIVEN = (
    select(ReviewRow.attempt_id, ReviewRow.criterion, ReviewRow.level)
    .where(col(ReviewRow.attempt_id).in_(bindparam("attempts", expanding=True)))
    .order_by(col(ReviewRow.id))
)


class Graded(Value):
    """A graded attempt that is not counted yet, or that a coach reviewed since."""

    attempt: str
    scenario: str
    level: LevelName
    at: datetime
    review: int
    """The latest review; 0 where there is none."""
    levels: dict[str, Level]
    """By criterion; what was not assessed is left out."""
    coach: frozenset[str]
    """The criteria whose level is a coach's."""


class Counted(NamedTuple):
    """How much of what somebody did is counted."""

    new: bool
    """Whether any graded attempt that counts is not, or not as a coach reviewed it since."""
    done: int
    """How many are."""


def counted(database: Database, person: str) -> Read[Counted]:
    """Return how much of what a person did is counted."""
    return database.read(lambda rows: Counted(*rows[0]), _counted(), person=person)


async def uncounted(database: Database, person: str) -> tuple[Graded, ...]:
    """Return a person's graded attempts that count and are new, or reviewed since.

    A review that is given meanwhile is found by the next look, if not by this one.
    """
    found = await database.rows(_uncounted(), person=person)
    given = await _given(database, [row.id for row in found if row.last])
    return tuple(_graded(row, given.get(row.id, {})) for row in found)


@cache
def _counted() -> Any:
    """Return the query of whether a person has such attempts, and of how many are counted."""
    done = select(func.count()).where(col(PractisedRow.person_id) == bindparam("person"))
    return sqlalchemy.select(_uncounted().exists(), done.scalar_subquery())


@cache
def _uncounted() -> Any:
    """Return the query of a person's attempts that count and are new, or reviewed since."""
    last = last_review()
    shown = [col(getattr(AttemptRow, name)) for name in ("id", "scenario", "level", "begun")]
    return (
        sqlalchemy.select(
            *shown, col(AttemptRow.ended), col(AssessmentRow.body), last.label("last")
        )
        .select_from(AttemptRow)
        .join(AssessmentRow, col(AssessmentRow.attempt_id) == AttemptRow.id)
        .outerjoin(PractisedRow, col(PractisedRow.attempt_id) == AttemptRow.id)
        .where(
            col(AttemptRow.person_id) == bindparam("person"),
            col(AttemptRow.status) == "graded",
            col(AttemptRow.counts),
            (col(PractisedRow.attempt_id).is_(None)) | (col(PractisedRow.review) < last),
        )
    )


def last_review() -> ColumnElement[int]:
    """Return the latest review of the attempt in the query around it; 0 where there is none."""
    latest = (
        select(func.max(ReviewRow.id))
        .where(ReviewRow.attempt_id == AttemptRow.id)
        .correlate(AttemptRow)
        .scalar_subquery()
    )
    return func.coalesce(latest, 0)


async def _given(database: Database, attempts: Sequence[str]) -> dict[str, dict[str, int]]:
    """Return the coach's latest level by attempt and criterion."""
    if not attempts:
        return {}
    given: dict[str, dict[str, int | None]] = {}
    for attempt, criterion, level in await database.rows(GIVEN, attempts=tuple(attempts)):
        given.setdefault(attempt, {})[criterion] = level
    # What a coach took back is the machine's again.
    return {
        attempt: {id: level for id, level in levels.items() if level is not None}
        for attempt, levels in given.items()
    }


def _graded(row: Row[Any], coach: Mapping[str, int]) -> Graded:
    verdicts = Assessment.model_validate(row.body).verdicts
    machine = {id: one.level for id, one in verdicts.items() if one.level is not None}
    return Graded.model_validate(
        {
            "attempt": row.id,
            "scenario": row.scenario,
            "level": row.level,
            "at": row.ended or row.begun,
            "review": row.last,
            "levels": {**machine, **coach},
            "coach": frozenset(coach),
        }
    )
