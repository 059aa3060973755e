import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import select

from store.conftest import NOON, ON_SQLITE
from trainer.errors import NotFoundError
from trainer.store.invitations import InvitationRow
from trainer.store.people import Person
from trainer.store.store import Store


async def test_a_link_works_once(store: Store, sanne: Person) -> None:
    token = await store.invitations.make(sanne.id)
    session = await store.sessions.open(sanne.id)
    assert await store.invitations.person_of(token) == sanne
    used = await asyncio.gather(
        *(store.invitations.use(token, "hash") for _ in range(3)), return_exceptions=True
    )
    assert [one for one in used if one == sanne] == [sanne]
    assert sum(isinstance(one, NotFoundError) for one in used) == 2
    assert await store.sessions.person_of(session) is None
    assert await store.invitations.open() == {}


@ON_SQLITE
@pytest.mark.parametrize(("days", "works"), [(6.9, True), (7, False)])
async def test_a_link_works_for_a_week(
    store: Store, sanne: Person, days: float, works: bool
) -> None:
    token = await replace(store.invitations, now=lambda: NOON).make(sanne.id)
    later = replace(store.invitations, now=lambda: NOON + timedelta(days=days))
    assert (sanne.id in await later.open()) is works
    if works:
        assert await later.use(token, "hash") == sanne
    else:
        with pytest.raises(NotFoundError, match="invitation-unknown"):
            await later.use(token, "hash")


@ON_SQLITE
async def test_a_new_link_ends_the_old_one(store: Store, sanne: Person) -> None:
    old, new = await store.invitations.make(sanne.id), await store.invitations.make(sanne.id)
    with pytest.raises(NotFoundError):
        await store.invitations.person_of(old)
    assert await store.invitations.person_of(new) == sanne
    await store.invitations.withdraw(sanne.id)
    with pytest.raises(NotFoundError):
        await store.invitations.person_of(new)


@ON_SQLITE
async def test_the_store_holds_no_link(store: Store, sanne: Person) -> None:
    token = await store.invitations.make(sanne.id)
    async with store.database.reading() as session:
        (row,) = (await session.scalars(select(InvitationRow))).all()
    assert token not in str(row.model_dump())
    with pytest.raises(NotFoundError):
        await store.invitations.person_of(row.token_hash)
