"""Notices: what a coach did that a trainee should know of, and which notices anybody read.

A notice is no row of its own but follows from what is kept, so that what is taken back is gone from
the notices as well. Only who read which one is kept.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any, Literal

import sqlalchemy
from sqlalchemy import bindparam, delete, func, literal, union_all
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, col, select

from trainer.core.base import Language, Value
from trainer.store.attempts import AttemptRow
from trainer.store.base import Table, Utc, portions
from trainer.store.contests import ContestRow
from trainer.store.database import Database
from trainer.store.read import Read, Rows
from trainer.store.remarks import RemarkRow, stands
from trainer.store.reviews import ReviewRow, counts

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
    """The id of the attempt, or of the assignment that was set aside."""
    scenario: str
    language: Language
    name: str = ""
    """The trainee's name, to a coach."""
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
        """Record that somebody read notices; to read them again changes nothing."""
        async with self.database.writing() as session:
            for key in dict.fromkeys(keys):
                await session.merge(NoticeReadRow(person_id=person, key=key, at=self.now()))


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
    """Remove who read what of notices about some people, attempts or assignments, by their ids."""
    keys = (await session.scalars(select(NoticeReadRow.key).distinct())).all()
    gone = [key for key in keys if not set(key.split(":")).isdisjoint(about)]
    for some in portions(gone):
        await session.execute(delete(NoticeReadRow).where(col(NoticeReadRow.key).in_(some)))


async def forget_old(session: AsyncSession, now: datetime) -> None:
    """Remove who read what of notices that are no news any more."""
    await session.execute(delete(NoticeReadRow).where(col(NoticeReadRow.at) <= now - KEPT))
