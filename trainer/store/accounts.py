"""Accounts: what an administrator does with people."""

from dataclasses import dataclass

from sqlalchemy import delete, exists, func, or_
from sqlmodel import col, select

from trainer.core.base import Value
from trainer.errors import ConflictError
from trainer.store.coaching import CoachingRow
from trainer.store.database import Database
from trainer.store.invitations import InvitationRow
from trainer.store.membership import MemberRow
from trainer.store.people import Person, PersonRow, Role, another_admin, to_change
from trainer.store.sessions import sign_out


class Found(Value):
    """Some of the people, by name."""

    people: tuple[Person, ...]
    total: int
    """How many there are in all."""


@dataclass(frozen=True)
class Accounts:
    """Finds people, and changes what they may do; each call is one transaction."""

    database: Database

    async def search(self, words: str = "", skip: int = 0, limit: int = 50) -> Found:
        """Return those whose name or sign-in name holds every word."""
        query = select(PersonRow)
        for word in words.lower().split():
            # Percent signs and underscores are letters here.
            safe = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
            holds = f"%{safe}%"
            query = query.where(
                or_(
                    func.lower(PersonRow.name).like(holds, escape="\\"),
                    col(PersonRow.sign_in).like(holds, escape="\\"),
                )
            )
        count = select(func.count()).select_from(query.subquery())
        page = query.order_by(col(PersonRow.name), col(PersonRow.id)).offset(skip).limit(limit)
        async with self.database.reading() as session:
            total = (await session.execute(count)).scalar_one()
            rows = (await session.scalars(page)).all()
        return Found(people=tuple(row.value() for row in rows), total=total)

    async def stop(self, person: str) -> None:
        """Let somebody in no more: their sessions and invitations end with it.

        ``ConflictError`` where nobody would be left to administer.
        """
        async with self.database.writing() as session:
            row = await to_change(session, person)
            await another_admin(session, row)
            row.active = False
            session.add(row)
            await sign_out(session, person)
            await session.execute(
                delete(InvitationRow).where(col(InvitationRow.person_id) == person)
            )

    async def resume(self, person: str) -> None:
        """Let somebody in again."""
        async with self.database.writing() as session:
            row = await to_change(session, person)
            row.active = True
            session.add(row)

    async def give_role(self, person: str, role: Role) -> None:
        """Give somebody another role; their sessions end, since pages differ by role.

        ``ConflictError`` where they still coach or manage somebody, or are the last administrator.
        """
        async with self.database.writing() as session:
            row = await to_change(session, person)
            if row.role == role:
                return
            await another_admin(session, row)
            leads = exists().where(
                col(MemberRow.person_id) == person, col(MemberRow.part) != "trainee"
            )
            coaches = exists().where(col(CoachingRow.coach_id) == person)
            if (await session.execute(select(or_(leads, coaches)))).scalar_one():
                raise ConflictError("still-leads")
            row.role = role
            session.add(row)
            await sign_out(session, person)
