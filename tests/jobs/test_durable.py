import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from jobs.conftest import waiting
from jobs.stepping import Stepping
from shipped import CATALOG
from trainer.errors import TrainerError
from trainer.jobs.durable import DurableGrading
from trainer.practice import Practice
from trainer.store.database import sqlite_url
from trainer.store.store import Store, open_store
from web.conftest import ENGINE

CRITERIA = list(CATALOG.rubric("citizen-conversation", "nl")[0].criteria)


ONE = pytest.mark.parametrize("url", ["sqlite"], indirect=True)
"""For what does not depend on the kind of database."""


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the address of the jobs' database, on both kinds."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'jobs.db'}"
    found: str = request.getfixturevalue("postgres_url")
    return found


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    store = open_store(sqlite_url(tmp_path / "store.db"))
    await store.database.migrate()
    yield store
    await store.database.close()


@pytest.fixture
def grader(tmp_path: Path) -> Stepping:
    return Stepping(ENGINE.grader, tmp_path / "judged", 0.01)


@pytest.fixture
def practice(store: Store, grader: Stepping) -> Practice:
    return Practice(replace(ENGINE, grader=grader), ENGINE, store.attempts, CATALOG)


@pytest.fixture
async def grading(practice: Practice, store: Store, url: str) -> AsyncIterator[DurableGrading]:
    grading = DurableGrading(practice, store.attempts, url, patience=0)
    await grading.start()
    yield grading
    await grading.close()


@pytest.fixture
async def id(practice: Practice, store: Store) -> str:
    """Return an attempt that waits for its grade, made before grading starts."""
    person = await store.people.add("Sanne", "sanne", "trainee")
    return await waiting(practice, person)


@ONE
async def test_what_a_stopped_server_left_is_graded_at_the_next_start(
    id: str, grading: DurableGrading, store: Store
) -> None:
    assert await grading.wait(id, 20)
    attempt = await store.attempts.get(id)
    assert attempt.status == "graded"
    assert attempt.assessment and list(attempt.assessment.verdicts) == CRITERIA


async def test_however_often_it_is_asked_for_it_is_graded_once(
    grading: DurableGrading, id: str, grader: Stepping
) -> None:
    assert all(await asyncio.gather(*(grading.wait(id, 20) for _ in range(8))))
    await grading.begin(id)
    assert await grading.wait(id, 20)
    assert sorted(grader.done) == sorted(f"1 {criterion}" for criterion in CRITERIA)


@ONE
async def test_the_progress_names_what_is_done(
    grading: DurableGrading, id: str, grader: Stepping
) -> None:
    grader.seconds = 0.3
    assert not (await grading.progress(id)).begun
    assert not await grading.wait(id, 0)
    seen = []
    while not await grading.wait(id, 0.1):
        progress = await grading.progress(id)
        assert progress.begun and not progress.failed
        seen.append(len(progress.steps))
        assert set(progress.steps) <= set(CRITERIA)
    assert seen == sorted(seen) and len(set(seen)) > 3, "it grew"


@ONE
async def test_what_fails_is_known_until_it_is_tried_again(
    grading: DurableGrading, id: str, practice: Practice, grader: Stepping, store: Store
) -> None:
    class Broken:
        async def grade(self, *_: object) -> None:
            raise TrainerError("no such rubric")

    object.__setattr__(practice.engine, "grader", Broken())
    assert await grading.wait(id, 20)
    assert (await grading.progress(id)).failed
    await grading.begin(id)
    assert (await grading.progress(id)).failed, "only who asks for it begins it anew"
    object.__setattr__(practice.engine, "grader", grader)
    await grading.again(id)
    assert await grading.wait(id, 20)
    assert not (await grading.progress(id)).failed
    assert (await store.attempts.get(id)).status == "graded"


async def test_a_stop_keeps_what_was_judged(
    id: str, practice: Practice, store: Store, url: str, grader: Stepping
) -> None:
    grader.seconds = 0.2
    first = DurableGrading(practice, store.attempts, url, patience=0)
    await first.start()
    while len(grader.done) < 3:
        await asyncio.sleep(0.05)
    await first.close()
    before = grader.done
    grader.seconds = 0.01
    second = DurableGrading(practice, store.attempts, url, patience=0)
    await second.start()
    assert await second.wait(id, 30)
    await second.close()
    assert (await store.attempts.get(id)).status == "graded"
    again = [line for line, times in Counter(grader.done).items() if times > 1]
    # The last one may have been judged and not yet kept.
    assert not set(again) & set(before[:-1])


async def test_what_is_graded_is_forgotten(
    grading: DurableGrading, id: str, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("trainer.jobs.durable.TIDYING", 0.1)
    assert await grading.wait(id, 20)
    await grading.close()
    await grading.start()
    while (await grading.progress(id)).begun:
        await asyncio.sleep(0.05)
    engine = create_engine(url)
    schema = "dbos." if url.startswith("postgres") else ""
    with engine.connect() as connection:
        kept = connection.execute(text(f"SELECT count(*) FROM {schema}operation_outputs"))
        assert kept.scalar_one() == 0, "no word of the talk is left"
    engine.dispose()
