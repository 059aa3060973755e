from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlmodel import col, select

from store.conftest import NOON
from trainer.store.people import Person, PersonRow
from trainer.store.sessions import SessionRow
from trainer.store.store import Store


async def test_a_token_tells_who_it_is(store: Store, sanne: Person) -> None:
    token = await store.sessions.open(sanne.id)
    assert await store.sessions.person_of(token) == sanne


@pytest.mark.parametrize("token", [None, "", "something else"])
async def test_any_other_token_is_nobody(store: Store, sanne: Person, token: str | None) -> None:
    await store.sessions.open(sanne.id)
    assert await store.sessions.person_of(token) is None


@pytest.mark.parametrize(("hours", "still"), [(7.9, True), (8, False), (24, False)])
async def test_a_session_lasts_eight_hours(
    store: Store, sanne: Person, hours: float, still: bool
) -> None:
    token = await replace(store.sessions, now=lambda: NOON).open(sanne.id)
    later = replace(store.sessions, now=lambda: NOON + timedelta(hours=hours))
    assert (await later.person_of(token) is not None) == still


async def test_signing_out_ends_that_session_only(store: Store, sanne: Person) -> None:
    here, there = await store.sessions.open(sanne.id), await store.sessions.open(sanne.id)
    await store.sessions.close(here)
    assert await store.sessions.person_of(here) is None
    assert await store.sessions.person_of(there) == sanne
    await store.sessions.close_all(sanne.id)
    assert await store.sessions.person_of(there) is None


async def test_who_is_no_longer_active_is_out_at_once(store: Store, sanne: Person) -> None:
    token = await store.sessions.open(sanne.id)
    async with store.database.writing() as session:
        await session.execute(update(PersonRow).values(active=False))
    assert await store.sessions.person_of(token) is None


async def test_the_store_holds_no_token(store: Store, sanne: Person) -> None:
    token = await store.sessions.open(sanne.id)
    async with store.database.reading() as session:
        kept = (await session.scalars(select(col(SessionRow.token_hash)))).all()
    assert len(kept) == 1 and token not in kept
