"""Assignments: the cases that a coach chose for somebody, and what became of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any, Literal

import sqlalchemy
from sqlalchemy import ColumnElement, Row, bindparam, case, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from trainer.core.base import Value
from trainer.errors import NotFoundError
from trainer.store.attempts import AttemptRow
from trainer.store.coaching import CoachingRow
from trainer.store.database import Database
from trainer.store.people import PersonRow
from trainer.store.read import Read, Rows
from trainer.store.suggestions import Status, Suggested, SuggestionRow, let_go, suggested

MOST = 50
"""How many of somebody's assignments are told at the most."""
State = Literal["open", "aside", "done", "erased", "withdrawn"]
"""aside: the trainee set it aside. erased: done, and the trainee erased the talk since. withdrawn:
by the coach, or another came in its place."""
WITHDRAWN: dict[Status, Status] = {"open": "withdrawn", "declined": "withdrawn-declined"}
"""What a coach can take back, and as what it is kept until it is put back as it was."""
RESTORED = {back: was for was, back in WITHDRAWN.items()}
STATES: dict[Status, State] = {"open": "open", "declined": "aside", "erased": "erased"}
"""Where something stands that is not done; the rest is withdrawn."""


class Assignment(Value):
    """A case that a coach chose for somebody."""

    suggested: Suggested
    trainee: str
    """The trainee's name."""
    coach: str | None
    """The coach's name; None once the coach is gone."""
    attempt: str | None = None
    """The first graded attempt that counts for it."""
    done: datetime | None = None
    """When that ended."""

    @property
    def state(self) -> State:
        """Where it stands."""
        if self.attempt:
            return "done"
        return STATES.get(self.suggested.status, "withdrawn")

    @property
    def restorable(self) -> bool:
        """Tell whether the coach took it back, and can put it back."""
        return self.state == "withdrawn" and self.suggested.status in RESTORED


def _coached_by(coach: Any) -> ColumnElement[bool]:
    """Return the condition that a suggestion is to somebody whom a person coaches."""
    own = select(CoachingRow.person_id).where(col(CoachingRow.coach_id) == coach)
    return col(SuggestionRow.person_id).in_(own)


COACH = aliased(PersonRow)
FOUND: Any = (
    sqlalchemy.select(
        SuggestionRow,
        col(PersonRow.name).label("trainee"),
        col(COACH.name).label("coach"),
    )
    .join(PersonRow, col(PersonRow.id) == SuggestionRow.person_id)
    .outerjoin(COACH, col(COACH.id) == SuggestionRow.coach_id)
    .where(col(SuggestionRow.by_coach))
    .order_by(col(SuggestionRow.at).desc(), col(SuggestionRow.id))
)
OF_PERSON = FOUND.where(col(SuggestionRow.person_id) == bindparam("person")).limit(MOST)
BY_COACH = FOUND.where(
    col(SuggestionRow.coach_id) == bindparam("coach"), _coached_by(bindparam("coach"))
)


@dataclass(frozen=True)
class Assignments:
    """Gives the assignments, which are kept as suggestions by a coach."""

    database: Database
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    async def of_person(self, person: str) -> tuple[Assignment, ...]:
        """Return what was assigned to somebody, the latest first."""
        return await self.told(await self.chosen(person))

    def chosen(self, person: str) -> Read[Rows]:
        """Return what was assigned to somebody, of which ``told`` tells what became."""
        return self.database.read(lambda rows: rows, OF_PERSON, person=person)

    async def by_coach(self, coach: str, limit: int = 200) -> tuple[Assignment, ...]:
        """Return what a coach assigned to those who are their own trainees, the latest first."""
        return await self.told(await self.database.rows(BY_COACH.limit(limit), coach=coach))

    async def withdraw(self, coach: str, id: str) -> None:
        """Take back what is not done yet; ``NotFoundError`` where it is not this coach's."""
        change = (
            update(SuggestionRow)
            .where(
                col(SuggestionRow.id) == id,
                col(SuggestionRow.coach_id) == coach,
                col(SuggestionRow.by_coach),
                col(SuggestionRow.status).in_(WITHDRAWN.keys()),
                ~_done(),
            )
            .values(status=case(WITHDRAWN, value=col(SuggestionRow.status)), decided=self.now())
            .returning(col(SuggestionRow.id))
        )
        async with self.database.writing() as session:
            if (await session.execute(change)).first() is None:
                raise NotFoundError("assignment-unknown")

    async def restore(self, coach: str, id: str) -> None:
        """Put back what was taken back, open or set aside as it was.

        Where it is open again, what came for the same case meanwhile goes.
        ``NotFoundError`` where this coach did not take it back, or coaches that trainee no more.
        """
        change = (
            update(SuggestionRow)
            .where(
                col(SuggestionRow.id) == id,
                col(SuggestionRow.coach_id) == coach,
                col(SuggestionRow.status).in_(RESTORED.keys()),
                _coached_by(coach),
            )
            .values(status=case(RESTORED, value=col(SuggestionRow.status)), decided=self.now())
            .returning(
                col(SuggestionRow.status), col(SuggestionRow.person_id), col(SuggestionRow.body)
            )
        )
        async with self.database.writing() as session:
            row = (await session.execute(change)).first()
            if row is None:
                raise NotFoundError("assignment-unknown")
            if row.status != "open":
                return
            meanwhile = let_go(row.person_id, self.now()).where(
                col(SuggestionRow.id) != id,
                col(SuggestionRow.body)["scenario"].as_string() == row.body["scenario"],
            )
            await session.execute(meanwhile)

    async def told(self, found: Rows) -> tuple[Assignment, ...]:
        """Return assignments that were ``chosen``, with what became of them."""
        ids = tuple(row.id for row in found)
        attempts = await self.database.rows(_attempts(), ids=ids) if ids else ()
        first: dict[str, tuple[str, datetime]] = {}
        for id, attempt, ended in attempts:
            first.setdefault(id, (attempt, ended))
        return tuple(_assignment(row, first.get(row.id)) for row in found)


def counts_for() -> tuple[Any, ...]:
    """Return when an attempt counts for an assignment: its case and level, begun after it."""
    body = col(SuggestionRow.body)
    return (
        col(AttemptRow.person_id) == SuggestionRow.person_id,
        col(AttemptRow.status) == "graded",
        col(AttemptRow.counts),
        col(AttemptRow.ended) >= SuggestionRow.at,
        col(AttemptRow.scenario) == body["scenario"].as_string(),
        col(AttemptRow.level) == body["level"].as_string(),
    )


async def erased(session: AsyncSession, person: str, attempts: Sequence[str]) -> None:
    """Keep of somebody's assignments that are done by these attempts alone that this was erased."""
    among = col(AttemptRow.id).in_(attempts)
    change = (
        update(SuggestionRow)
        .where(
            col(SuggestionRow.person_id) == person,
            col(SuggestionRow.by_coach),
            col(SuggestionRow.status).not_in(RESTORED.keys()),
            _done(among),
            ~_done(~among),
        )
        .values(status="erased")
    )
    await session.execute(change)


def _done(*among: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return the condition that a suggestion is done by one of some attempts, or by any."""
    return select(AttemptRow.id).where(*counts_for(), *among).correlate(SuggestionRow).exists()


@cache
def _attempts() -> Any:
    """Return the query of the attempts that count for some assignments, the first first."""
    return (
        select(SuggestionRow.id, AttemptRow.id, AttemptRow.ended)
        .join(AttemptRow, col(AttemptRow.person_id) == SuggestionRow.person_id)
        .where(col(SuggestionRow.id).in_(bindparam("ids", expanding=True)), *counts_for())
        .order_by(col(AttemptRow.ended), col(AttemptRow.id))
    )


def _assignment(row: Row[Any], done: tuple[str, datetime] | None) -> Assignment:
    attempt, ended = done or (None, None)
    return Assignment(
        suggested=suggested(row),
        trainee=row.trainee,
        coach=row.coach,
        attempt=attempt,
        done=ended,
    )
