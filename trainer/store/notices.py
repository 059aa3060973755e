"""Notices: what a coach did that a trainee should know of, and which notices anybody read.

A notice is no row of its own but follows from what is kept, so that what is taken back is gone from
the notices as well. Only who read which one is kept.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any, Literal

import sqlalchemy
from sqlalchemy import bindparam, delete, func, literal, union_all
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, col, select

from trainer.core.base import Language, Value
from trainer.store.assignments import Assignment
from trainer.store.attempts import AttemptRow
from trainer.store.base import Table, Utc, portions
from trainer.store.contests import ContestRow
from trainer.store.database import Database
from trainer.store.read import Read, Rows
from trainer.store.remarks import RemarkRow, stands
from trainer.store.reviews import ReviewRow, counts
from trainer.store.suggestions import SuggestionRow

Kind = Literal["shared", "contested", "done", "aside", "reviewed", "answered", "remarked"]
KEPT = timedelta(days=42)
"""How long something is news."""
MOST = 20
"""How many notices of one kind there are at most."""


class NoticeReadRow(Table, table=True):
    """That somebody read a notice."""

    __tablename__ = "notice_read"

    person_id: str = Field(foreign_key="person.id", ondelete="CASCADE", primary_key=True)
    key: str = Field(primary_key=True)
    at: datetime = Field(sa_type=Utc)


READ = select(NoticeReadRow.key).where(
    col(NoticeReadRow.person_id) == bindparam("person"),
    col(NoticeReadRow.key).in_(bindparam("keys", expanding=True)),
)


class Notice(Value):
    """Something to know of."""

    kind: Kind
    at: datetime
    about: str
    """The id of the attempt, or of the assignment that was set aside; once that goes, who read the
    notice goes with it."""
    scenario: str
    language: Language
    name: str = ""
    """The trainee's name, to a coach."""
    person: str = ""
    """The trainee's id, where it leads a coach to the trainee and not to an attempt."""
    read: bool = False

    @property
    def key(self) -> str:
        """The same for the same event, another where it happens again."""
        return f"{self.kind}:{self.about}:{self.at:%Y%m%d%H%M%S%f}"


@dataclass(frozen=True)
class Notices:
    """Gives notices and keeps which were read; each call is one transaction."""

    database: Database
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    def for_trainee(self, person: str) -> Read[tuple[Notice, ...]]:
        """Return what coaches did with somebody's attempts; none of it is ``marked`` yet."""
        since = self.now() - KEPT
        return self.database.read(_news, _latest(), person=person, since=since)

    async def marked(self, person: str, notices: Iterable[Notice]) -> tuple[Notice, ...]:
        """Return what is still news, the latest first, and what of it somebody read."""
        news = [one for one in notices if one.at >= self.now() - KEPT]
        if not news:
            return ()
        keys = tuple(one.key for one in news)
        known = {key for (key,) in await self.database.rows(READ, person=person, keys=keys)}
        marked = [one.model_copy(update={"read": one.key in known}) for one in news]
        return tuple(sorted(marked, key=lambda one: (one.at, one.key), reverse=True))

    async def read(self, person: str, keys: Iterable[str]) -> None:
        """Record that somebody read notices; to read them again changes nothing.

        Of what is erased by now, nothing is kept.
        """
        about = {key: _about(key) for key in keys}
        async with self.database.writing() as session:
            there = await _there(session, set(about.values()))
            for key in (key for key, id in about.items() if id in there):
                await session.merge(NoticeReadRow(person_id=person, key=key, at=self.now()))


def of_assignment(one: Assignment) -> Iterator[Notice]:
    """Give the notice to a coach that what they chose was done or set aside, where it was."""
    done = one.state == "done"
    at = one.done if done else one.suggested.decided
    if at and one.state in ("done", "aside"):
        yield Notice(
            kind="done" if done else "aside",
            at=at,
            about=one.attempt or one.suggested.id,
            scenario=one.suggested.suggestion.scenario,
            language="nl",
            name=one.trainee,
            person=one.suggested.person,
        )


def _about(key: str) -> str:
    """Return the id of what a key's notice is about."""
    return key.partition(":")[2].partition(":")[0]


async def _there(session: AsyncSession, ids: Collection[str]) -> set[str]:
    """Return those of some ids that an attempt or an assignment has."""
    found: set[str] = set()
    for own in (col(AttemptRow.id), col(SuggestionRow.id)):
        found |= set((await session.scalars(select(own).where(own.in_(ids)))).all())
    return found


def _news(rows: Rows) -> tuple[Notice, ...]:
    found = [
        Notice(kind=kind, at=at, about=id, scenario=scenario, language=language)
        for kind, id, scenario, language, at in rows
    ]
    answers = {(one.about, one.at) for one in found if one.kind == "answered"}
    return tuple(n for n in found if n.kind != "reviewed" or (n.about, n.at) not in answers)


@cache
def _latest() -> Any:
    """Return the query of the last time that a coach did something, by kind and attempt."""
    found = (
        _last("reviewed", ReviewRow, ReviewRow.at).where(counts()).subquery(),
        _last("answered", ContestRow, ContestRow.answered).subquery(),
        _last("remarked", RemarkRow, RemarkRow.at).where(stands()).subquery(),
    )
    return union_all(*(sqlalchemy.select(one) for one in found))


def _last(kind: Kind, table: Any, at: Any) -> Any:
    last = func.max(at, type_=Utc())
    shown: tuple[Any, ...] = (AttemptRow.id, AttemptRow.scenario, AttemptRow.language)
    return (
        sqlalchemy.select(literal(kind).label("kind"), *shown, last.label("last"))
        .join(table, table.attempt_id == AttemptRow.id)
        .where(col(AttemptRow.person_id) == bindparam("person"), col(at) >= bindparam("since"))
        .group_by(col(AttemptRow.id), col(AttemptRow.scenario), col(AttemptRow.language))
        .order_by(last.desc())
        .limit(MOST)
    )


async def forget(session: AsyncSession, about: Collection[str]) -> None:
    """Remove who read what of notices about some attempts or assignments, by their ids."""
    keys = (await session.scalars(select(NoticeReadRow.key).distinct())).all()
    gone = [key for key in keys if _about(key) in about]
    for some in portions(gone):
        await session.execute(delete(NoticeReadRow).where(col(NoticeReadRow.key).in_(some)))


async def forget_old(session: AsyncSession, now: datetime) -> None:
    """Remove who read what of notices that are no news any more."""
    await session.execute(delete(NoticeReadRow).where(col(NoticeReadRow.at) <= now - KEPT))
