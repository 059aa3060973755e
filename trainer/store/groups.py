"""Groups: people who practise together, with their coaches and managers."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast

from sqlalchemy import Row, bindparam, delete, func, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from trainer.core.base import Value
from trainer.core.name import plain
from trainer.errors import ConflictError, NotFoundError
from trainer.store.coaching import settle
from trainer.store.database import Database
from trainer.store.membership import GroupRow, MemberRow, Part, people_in, practising_in
from trainer.store.people import Person, PersonRow

LONGEST = 80
"""The most characters of a group's name."""


OF = (
    select(GroupRow.id, GroupRow.name)
    .join(MemberRow, col(MemberRow.group_id) == GroupRow.id)
    .where(col(MemberRow.person_id) == bindparam("person"))
    .order_by(col(GroupRow.name))
)


class Group(Value):
    """A group."""

    id: str
    name: str
    """What it is called; unique."""


class Member(Value):
    """Somebody in a group."""

    person: Person
    part: Part
    since: datetime
    """When they joined."""


@dataclass(frozen=True)
class Groups:
    """Keeps groups; each call is one transaction.

    A coach or manager is so by role, and a person has one role. So nobody is coach and manager of
    the same person. Who practises in a group with a coach has one of its coaches as their own.
    """

    database: Database
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    async def add(self, name: str) -> Group:
        """Make a group; ``ConflictError`` where the name is empty, too long or taken."""
        row = GroupRow(id=uuid.uuid4().hex, name=_name(name), created=self.now())
        try:
            async with self.database.writing() as session:
                session.add(row)
        except IntegrityError as error:
            raise ConflictError("group-taken") from error
        return _group(row)

    async def rename(self, group: str, name: str) -> None:
        """Give a group another name; refuses the same names as ``add``."""
        change = update(GroupRow).where(col(GroupRow.id) == group).values(name=_name(name))
        try:
            async with self.database.writing() as session:
                await session.execute(change)
        except IntegrityError as error:
            raise ConflictError("group-taken") from error

    async def remove(self, group: str) -> None:
        """Remove a group; its people stay, without what the group gave them."""
        async with self.database.writing() as session:
            trainees = await people_in(session, group, "trainee")
            coaches = await people_in(session, group, "coach")
            await session.execute(delete(GroupRow).where(col(GroupRow.id) == group))
            for person in trainees:
                await settle(session, person, coaches)

    async def get(self, group: str) -> Group:
        """Return a group; ``NotFoundError`` where there is none."""
        async with self.database.reading() as session:
            return _group(await _found(session, group))

    async def all(self) -> tuple[Group, ...]:
        """Return every group, by name."""
        async with self.database.reading() as session:
            rows = await session.scalars(select(GroupRow).order_by(col(GroupRow.name)))
            return tuple(_group(row) for row in rows)

    async def sizes(self) -> dict[str, dict[Part, int]]:
        """Return how many people are in each group, by what they are in it."""
        query = select(MemberRow.group_id, MemberRow.part, func.count()).group_by(
            col(MemberRow.group_id), col(MemberRow.part)
        )
        found: dict[str, dict[Part, int]] = {}
        async with self.database.reading() as session:
            for group, part, count in (await session.execute(query)).all():
                found.setdefault(group, {})[cast(Part, part)] = count
        return found

    async def size(self, group: str) -> int:
        """Return how many people who may sign in practise in a group."""
        async with self.database.reading() as session:
            return len(await practising_in(session, group))

    async def members(self, group: str, part: Part | None = None) -> tuple[Member, ...]:
        """Return who is in a group, by name."""
        query = (
            select(MemberRow, PersonRow)
            .join(PersonRow, col(PersonRow.id) == MemberRow.person_id)
            .where(MemberRow.group_id == group)
            .order_by(col(PersonRow.name), col(PersonRow.id))
        )
        if part:
            query = query.where(MemberRow.part == part)
        async with self.database.reading() as session:
            found = (await session.execute(query)).all()
        return tuple(
            Member(person=person.value(), part=cast(Part, row.part), since=row.since)
            for row, person in found
        )

    async def of(self, person: str, part: Part | None = None) -> tuple[Group, ...]:
        """Return the groups that somebody is in, or is in as ``part``, by name."""
        query = OF.where(col(MemberRow.part) == bindparam("part")) if part else OF
        whose = {"person": person} | ({"part": part} if part else {})
        return tuple(_group(row) for row in await self.database.rows(query, **whose))

    async def join(self, group: str, person: str, part: Part) -> None:
        """Put somebody into a group.

        ``ConflictError`` where they are in it as something else (so that nobody coaches or manages
        themselves), or are no coach or manager by their role.
        """
        async with self.database.writing() as session:
            await _found(session, group)
            row = await session.get(PersonRow, person)
            if row is None:
                raise NotFoundError("person-unknown")
            _fits(row, part)
            known = await session.get(MemberRow, (group, person))
            if known and known.part != part:
                raise ConflictError("in-group")
            if not known:
                session.add(
                    MemberRow(group_id=group, person_id=person, part=part, since=self.now())
                )
                await session.flush()
            for trainee in await _trainees(session, group, person, part):
                await settle(session, trainee)

    async def leave(self, group: str, person: str) -> None:
        """Take somebody out of a group."""
        async with self.database.writing() as session:
            row = await session.get(MemberRow, (group, person))
            if row is None:
                return
            part = cast(Part, row.part)
            trainees = await _trainees(session, group, person, part)
            gone = [person] if part == "coach" else await people_in(session, group, "coach")
            await session.delete(row)
            await session.flush()
            for trainee in trainees:
                await settle(session, trainee, gone)


def _fits(person: PersonRow, part: Part) -> None:
    """Refuse a part that somebody's role does not give."""
    if part in ("trainee", person.role):
        return
    leads = person.role in ("coach", "manager")
    raise ConflictError("coach-and-manager" if leads else f"no-{part}-role")


def _group(row: GroupRow | Row[Any]) -> Group:
    return Group(id=row.id, name=row.name)


def _name(name: str) -> str:
    kept = plain(name)
    if not 0 < len(kept) <= LONGEST:
        raise ConflictError("group-name")
    return kept


async def _found(session: AsyncSession, group: str) -> GroupRow:
    row = await session.get(GroupRow, group)
    if row is None:
        raise NotFoundError("group-unknown")
    return row


async def _trainees(session: AsyncSession, group: str, person: str, part: Part) -> list[str]:
    """Return those whose coach may change when a person comes or goes."""
    if part == "coach":
        return await people_in(session, group, "trainee")
    return [person] if part == "trainee" else []
