"""A server that is killed while it grades: nothing is lost, and nothing is graded twice."""

import asyncio
import random
from collections import Counter

import pytest
from sqlalchemy import text

from jobs.conftest import Killable, waiting
from trainer.practice import Practice
from trainer.store.database import sqlite_url
from trainer.store.store import Store, open_store
from web.conftest import CATALOG, ENGINE

AT_ONCE = 4
STEPS = 10
LATEST = 0.4
"""Seconds after the first judgement, at most, that the kill comes."""


async def grades(store: Store) -> Counter[str]:
    """Return how many grades each attempt has."""
    async with store.database.reading() as session:
        rows = (await session.execute(text("SELECT attempt_id FROM assessment"))).scalars().all()
    return Counter(rows)


@pytest.mark.parametrize("kills", [5, pytest.param(200, marks=pytest.mark.slow)])
async def test_killed_in_mid_grade(server: Killable, kills: int) -> None:
    store = open_store(sqlite_url(server.var / "store.db"))
    await store.database.migrate()
    person = await store.people.add("Sanne", "sanne", "trainee")
    practice = Practice(ENGINE, ENGINE, store.attempts, CATALOG)
    chance = random.Random(kills)
    ids: list[str] = []
    for _ in range(kills):
        while len(await store.attempts.ungraded()) < AT_ONCE:
            ids.append(await waiting(practice, person, seed=len(ids)))
        before = len(server.judged)
        server.start()
        while len(server.judged) == before:
            await asyncio.sleep(0.01)
        await asyncio.sleep(chance.uniform(0, LATEST))
        server.kill()
    server.start()
    while await store.attempts.ungraded():
        await asyncio.sleep(0.1)
    assert await grades(store) == Counter(ids), "each has one"
    repeated = len(server.judged) - STEPS * len(ids)
    print(f"{kills} kills, {len(ids)} attempts, {repeated} judgements repeated")
    # A kill may come between a judgement and its keeping; more than that is not paid for twice.
    assert 0 <= repeated <= kills * AT_ONCE
    assert "Traceback" not in server.log
    await store.database.close()
