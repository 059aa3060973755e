"""A server that is killed while it grades: nothing is lost, and nothing is graded twice."""

import asyncio
import random
import sqlite3
from collections import Counter
from contextlib import closing

import pytest
from sqlalchemy import create_engine, text

from jobs.conftest import Killable, waiting
from jobs.stepping import HALF
from shipped import CATALOG
from trainer.practice import Practice
from trainer.store.database import sqlite_url
from trainer.store.store import Store, open_store
from web.conftest import ENGINE

AT_ONCE = 4
LATEST = 0.4
"""Seconds after the first judgement, at most, that the kill comes."""


async def grades(store: Store) -> Counter[str]:
    """Return how many grades each attempt has."""
    async with store.database.reading() as session:
        rows = (await session.execute(text("SELECT attempt_id FROM assessment"))).scalars().all()
    return Counter(rows)


def kept(server: Killable, ids: list[str]) -> set[str]:
    """Return the judgements that the jobs' database keeps, as the grader's own lines name them."""
    with closing(sqlite3.connect(server.var / "jobs.db")) as jobs:
        rows = jobs.execute("SELECT workflow_uuid, function_name FROM operation_outputs").fetchall()
    return {f"{ids.index(id)} {criterion}" for id, criterion in rows}


@pytest.mark.parametrize(
    ("kills", "seed"),
    [(10, 0), *(pytest.param(10, i, marks=pytest.mark.slow) for i in range(1, 21))],
)
async def test_killed_in_mid_grade(server: Killable, kills: int, seed: int) -> None:
    store = open_store(sqlite_url(server.var / "store.db"))
    await store.database.migrate()
    person = await store.people.add("Sanne", "sanne", "trainee")
    practice = Practice(ENGINE, ENGINE, store.attempts, CATALOG)
    chance = random.Random(seed)
    ids: list[str] = []
    again: list[str] = []
    known: set[str] = set()
    for _ in range(kills):
        while len(await store.attempts.ungraded()) < AT_ONCE:
            ids.append(await waiting(practice, person, seed=len(ids)))
        before = len(server.judged)
        server.start()
        while len(server.judged) == before:
            await asyncio.sleep(0.01)
        await asyncio.sleep(chance.uniform(0, LATEST))
        server.kill()
        again += repeated(server, before, known)
        known = kept(server, ids)
    before = len(server.judged)
    server.start()
    while await store.attempts.ungraded():
        await asyncio.sleep(0.1)
    assert await grades(store) == Counter(ids), "each has one"
    again += repeated(server, before, known)
    assert again == [], "what was kept before a kill is not paid for twice"
    assert "Traceback" not in server.log
    lost = len(server.judged) - len(set(server.judged))
    print(f"{kills} kills, {len(ids)} attempts, {lost} judgements that a kill came before keeping")
    await store.database.close()


@pytest.mark.slow
async def test_another_server_goes_on_where_a_killed_one_stopped(
    replicas: tuple[Killable, Killable], postgres_url: str
) -> None:
    first, second = replicas
    held = first.var / "held"
    held.touch()
    store = open_store(sqlite_url(first.var / "store.db"))
    await store.database.migrate()
    person = await store.people.add("Sanne", "sanne", "trainee")
    practice = Practice(ENGINE, ENGINE, store.attempts, CATALOG)
    ids = [await waiting(practice, person, seed=seed) for seed in range(2)]
    first.start()
    while len(kept_on(postgres_url, ids)) < HALF * len(ids):
        await asyncio.sleep(0.05)
    second.start()
    assert await grades(store) == Counter(), "the first is in the middle of it"
    first.kill()
    known, before = kept_on(postgres_url, ids), len(first.judged)
    held.unlink()
    while await store.attempts.ungraded():
        await asyncio.sleep(0.1)
    assert await grades(store) == Counter(ids), "each has one"
    assert repeated(second, before, known) == []
    assert "Traceback" not in second.log
    await store.database.close()


def kept_on(url: str, ids: list[str]) -> set[str]:
    """Return the judgements that the jobs' database keeps, on PostgreSQL."""
    engine = create_engine(url)
    try:
        with engine.connect() as jobs:
            rows = jobs.execute(
                text("SELECT workflow_uuid, function_name FROM dbos.operation_outputs")
            )
            return {f"{ids.index(id)} {criterion}" for id, criterion in rows}
    finally:
        engine.dispose()


def repeated(server: Killable, since: int, known: set[str]) -> list[str]:
    """Return what was judged since then although it was known."""
    return [line for line in server.judged[since:] if line in known]
