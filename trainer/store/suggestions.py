"""Suggestions: what was suggested to whom, with the numbers it stood on, and what became of it."""

import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, Literal

from sqlalchemy import JSON, Index, Row, Update, bindparam, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, col, select

from trainer.core.base import Value
from trainer.core.suggestion import Suggestion
from trainer.errors import ConflictError, NotFoundError
from trainer.store.base import Table, Utc, one_of
from trainer.store.database import Database
from trainer.store.people import PersonRow
from trainer.store.read import Read, Rows

Status = Literal["open", "declined", "past", "withdrawn", "withdrawn-declined", "erased"]
"""past: done, or another came in its place. withdrawn: by the coach who chose it, while it was open
or, with another name, after it was declined. erased: a coach chose it, it was done, and who did it
erased the talk.

Nothing is ever deleted or changed but the status."""
Decline = Literal["too-hard", "too-easy", "not-now", "other"]
DECLINES: tuple[Decline, ...] = ("too-hard", "too-easy", "not-now", "other")


class SuggestionRow(Table, table=True):
    """A suggestion as it is kept."""

    __tablename__ = "suggestion"
    __table_args__ = (Index("ix_suggestion_person_id_status", "person_id", "status"),)

    id: str = Field(primary_key=True)
    person_id: str = Field(foreign_key="person.id", ondelete="CASCADE")
    body: dict[str, Any] = Field(sa_type=JSON)
    """The suggestion with every number that it stands on."""
    place: int
    attempts: int
    """How many graded attempts it stands on."""
    status: str
    pinned: bool = False
    declined: str | None = None
    remark: str = ""
    coach_id: str | None = Field(
        default=None, foreign_key="person.id", ondelete="SET NULL", index=True
    )
    by_coach: bool = False
    due: date | None = None
    """By when a coach would like it done."""
    instead: str | None = None
    """The declined suggestion in whose place it came."""
    at: datetime = Field(sa_type=Utc)
    decided: datetime | None = Field(default=None, sa_type=Utc)


OWN = (
    select(SuggestionRow)
    .where(col(SuggestionRow.person_id) == bindparam("person"))
    .order_by(
        col(SuggestionRow.by_coach).desc(),
        col(SuggestionRow.pinned).desc(),
        col(SuggestionRow.place),
        col(SuggestionRow.at),
        col(SuggestionRow.id),
    )
)


class Suggested(Value):
    """A suggestion to somebody."""

    id: str
    person: str
    suggestion: Suggestion
    place: int = 0
    """Where it stands among the others, 0 first."""
    attempts: int = 0
    """How many graded attempts it stands on."""
    status: Status = "open"
    pinned: bool = False
    """Stays until it is done."""
    declined: Decline | None = None
    """Why it was declined, where that was said."""
    remark: str = ""
    """A coach's reason, where a coach chose it."""
    coach: str | None = None
    """The coach's id; None where no coach chose it, or the coach is gone."""
    by_coach: bool = False
    due: date | None = None
    """By when a coach would like it done, where that was said."""
    instead: str | None = None
    """The declined suggestion in whose place it came."""
    at: datetime
    decided: datetime | None = None
    """When it was declined, pinned or done."""


SAME = tuple(Suggested.model_fields.keys() - {"person", "coach", "suggestion"})
"""What is called the same in the table."""


@dataclass(frozen=True)
class Suggestions:
    """Keeps suggestions; each call is one transaction."""

    database: Database
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    def of_person(self, person: str, *statuses: Status) -> Read[tuple[Suggested, ...]]:
        """Return a person's suggestions with a status: the coach's, the pinned, then by place."""
        return self.database.read(_all, _own(statuses), person=person)

    async def get(self, person: str, id: str) -> Suggested:
        """Return a suggestion; ``NotFoundError`` where it is not this person's."""
        async with self.database.reading() as session:
            row = await session.get(SuggestionRow, id)
        if row is None or row.person_id != person:
            raise NotFoundError("suggestion-unknown")
        return suggested(row)

    async def replace(
        self,
        person: str,
        shown: Iterable[str],
        past: Iterable[str] = (),
        made: Sequence[Suggested] = (),
    ) -> None:
        """Make some of those ``shown`` past and add new ones, all or nothing.

        ``ConflictError`` where others are open by now than those that were shown.
        """
        lock = select(PersonRow.id).where(PersonRow.id == person).with_for_update()
        mine = (col(SuggestionRow.person_id) == person, col(SuggestionRow.status) == "open")
        change = let_go(person, self.now()).where(col(SuggestionRow.id).in_(tuple(past)))
        async with self.database.writing() as session:
            await session.execute(lock)
            open_now = (await session.scalars(select(SuggestionRow.id).where(*mine))).all()
            if set(open_now) != set(shown):
                raise ConflictError("suggestion-old")
            await session.execute(change)
            session.add_all(_row(one) for one in made)

    async def decline(self, person: str, id: str, why: Decline | None) -> None:
        """Set one aside; it can be undone."""
        async with self.database.writing() as session:
            await self._change(
                session, person, id, "open", status="declined", declined=why, pinned=False
            )

    async def undo(self, person: str, id: str) -> None:
        """Bring a declined one back, and let what came in its place go."""
        replaced = let_go(person, self.now()).where(col(SuggestionRow.instead) == id)
        async with self.database.writing() as session:
            await self._change(session, person, id, "declined", status="open", declined=None)
            await session.execute(replaced)

    async def pin(self, person: str, id: str, pinned: bool) -> None:
        """Keep one until it is done, or no longer."""
        async with self.database.writing() as session:
            await self._change(session, person, id, "open", pinned=pinned)

    async def _change(
        self, session: AsyncSession, person: str, id: str, was: Status, **values: object
    ) -> None:
        change = (
            update(SuggestionRow)
            .where(
                col(SuggestionRow.id) == id,
                col(SuggestionRow.person_id) == person,
                col(SuggestionRow.status) == was,
            )
            .values(decided=self.now(), **values)
            .returning(col(SuggestionRow.id))
        )
        if (await session.execute(change)).first() is None:
            raise NotFoundError("suggestion-unknown")


def new_id() -> str:
    """Return an id for a new suggestion."""
    return uuid.uuid4().hex


def let_go(person: str, now: datetime) -> Update:
    """Return the statement that makes somebody's open suggestions past; narrow it to some."""
    mine = (col(SuggestionRow.person_id) == person, col(SuggestionRow.status) == "open")
    return update(SuggestionRow).where(*mine).values(status="past", decided=now)


@cache
def _own(statuses: tuple[Status, ...]) -> Any:
    """Return the query of a person's suggestions with some statuses."""
    return OWN.where(one_of(col(SuggestionRow.status), statuses))


def _row(one: Suggested) -> SuggestionRow:
    return SuggestionRow(
        person_id=one.person,
        coach_id=one.coach,
        body=one.suggestion.model_dump(mode="json"),
        **one.model_dump(exclude={"person", "coach", "suggestion"}),
    )


def _all(rows: Rows) -> tuple[Suggested, ...]:
    return tuple(suggested(row) for row in rows)


def suggested(row: SuggestionRow | Row[Any]) -> Suggested:
    """Return a suggestion as it was kept."""
    own = {name: getattr(row, name) for name in SAME}
    whose = {"person": row.person_id, "coach": row.coach_id}
    return Suggested.model_validate({**own, **whose, "suggestion": row.body})
