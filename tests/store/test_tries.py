"""Tries that failed, on SQLite and PostgreSQL alike."""

import asyncio
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import text

from store.conftest import NOON
from trainer.store.store import Store
from trainer.store.tries import KEPT, Limit, Tries

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
LIMITS = (Limit("name:sanne", 2, MINUTE), Limit("name:sanne", 3, HOUR))
OTHER = (Limit("name:bo", 2, MINUTE),)


async def test_tries_are_counted_over_time_and_forgotten(store: Store) -> None:
    def at(minutes: int) -> Tries:
        return replace(store.tries, now=lambda: NOON + minutes * MINUTE)

    assert [await at(0).begin(LIMITS) for _ in range(3)] == [True, True, False]
    assert await at(0).full(LIMITS) and not await at(0).full(OTHER)
    assert await at(2).begin(LIMITS), "a minute later"
    assert not await at(4).begin(LIMITS), "three in an hour"
    await at(4).forget(LIMITS)
    assert await at(4).begin(LIMITS), "one of them did not fail"
    assert await at(0).begin(())
    await replace(store.tries, now=lambda: NOON + 5 * MINUTE + KEPT).begin(OTHER)
    async with store.database.reading() as session:
        keys = (await session.execute(text("SELECT key FROM sign_in_try"))).scalars().all()
    assert len(keys) == 1 and "bo" not in keys[0]


async def test_tries_at_once_get_no_further(store: Store) -> None:
    begun = await asyncio.gather(*(store.tries.begin(LIMITS) for _ in range(6)))
    assert begun.count(True) == 2
