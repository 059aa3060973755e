"""Membership: who is in which group, and as what."""

from datetime import datetime
from typing import Literal

from sqlalchemy import Index
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, col, select

from trainer.store.base import Table, Utc
from trainer.store.people import PersonRow

Part = Literal["trainee", "coach", "manager"]
"""What somebody is in a group; in one group a person is one of these."""


class GroupRow(Table, table=True):
    """A group as it is kept."""

    __tablename__ = "practice_group"

    id: str = Field(primary_key=True)
    name: str = Field(unique=True)
    created: datetime = Field(sa_type=Utc)


class MemberRow(Table, table=True):
    """That somebody is in a group."""

    __tablename__ = "member"
    __table_args__ = (Index("ix_member_person_id_part", "person_id", "part"),)

    group_id: str = Field(foreign_key="practice_group.id", ondelete="CASCADE", primary_key=True)
    person_id: str = Field(foreign_key="person.id", ondelete="CASCADE", primary_key=True)
    part: str
    since: datetime = Field(sa_type=Utc)


async def groups_of(session: AsyncSession, person: str, part: Part) -> list[str]:
    """Return the ids of the groups that somebody is in as ``part``."""
    query = select(MemberRow.group_id).where(MemberRow.person_id == person, MemberRow.part == part)
    return list((await session.scalars(query)).all())


async def coaches_for(session: AsyncSession, person: str) -> list[str]:
    """Return the coaches of the groups that somebody practises in, who came first first."""
    groups = await groups_of(session, person, "trainee")
    query = (
        select(MemberRow.person_id)
        .where(col(MemberRow.group_id).in_(groups), MemberRow.part == "coach")
        .order_by(col(MemberRow.since), col(MemberRow.person_id))
    )
    return list((await session.scalars(query)).all())


async def people_in(session: AsyncSession, group: str, part: Part) -> list[str]:
    """Return the ids of those who are in a group as ``part``."""
    query = select(MemberRow.person_id).where(MemberRow.group_id == group, MemberRow.part == part)
    return list((await session.scalars(query)).all())


async def practising_in(session: AsyncSession, group: str) -> list[str]:
    """Return the ids of those who practise in a group and may sign in."""
    query = (
        select(MemberRow.person_id)
        .join(PersonRow, col(PersonRow.id) == MemberRow.person_id)
        .where(MemberRow.group_id == group, MemberRow.part == "trainee", col(PersonRow.active))
    )
    return list((await session.scalars(query)).all())
