"""The daily run, on SQLite and PostgreSQL alike."""

from dataclasses import replace
from datetime import timedelta

from store.conftest import NOON
from trainer.store.retention import Gone
from trainer.store.runs import Run, Runs
from trainer.store.store import Store


async def test_of_several_servers_one_runs_and_once_a_day(store: Store) -> None:
    def at(hours: int) -> Runs:
        return replace(store.runs, now=lambda: NOON + timedelta(hours=hours))

    assert await store.runs.last() is None
    assert [await at(0).claim(), await at(0).claim(), await at(23).claim()] == [True, False, False]
    assert await at(24).claim()
    await at(25).unclaim()
    assert await at(25).claim(), "what failed is tried again"
    await at(25).ended(Gone(levels=2))
    last = await store.runs.last()
    assert last == Run(ended=NOON + timedelta(hours=25), gone=Gone(levels=2))
    assert not await at(48).claim() and await at(49).claim()
