import asyncio
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, event, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from store.conftest import NOON, ON_SQLITE, new_attempt
from store.test_skills import RATING, counted, graded
from trainer.store.base import Table, Utc
from trainer.store.database import MIGRATIONS, open_database, sqlite_url
from trainer.store.people import Person
from trainer.store.read import Read
from trainer.store.skills import Mastery
from trainer.store.sqlite import SqliteConnection
from trainer.store.store import Store
from trainer.store.summaries import Summary
from trainer.store.uncounted import Counted


async def test_the_migrations_make_the_tables_that_the_code_means(store: Store) -> None:
    async with store.database.engine.connect() as connection:
        assert await connection.run_sync(_differences) == []


async def test_migrating_twice_and_at_once_changes_nothing(store: Store) -> None:
    await asyncio.gather(store.database.migrate(), store.database.migrate())


async def test_two_databases_migrate_at_once_and_each_gets_its_own_tables(
    store: Store, tmp_path: Path
) -> None:
    new = open_database(sqlite_url(tmp_path / "new.db"))
    await asyncio.gather(new.migrate(), store.database.migrate())
    async with new.engine.connect() as connection:
        assert await connection.run_sync(_differences) == []
    await new.close()


async def test_what_failed_half_way_is_not_kept(store: Store) -> None:
    with pytest.raises(RuntimeError):
        async with store.database.writing() as session:
            await session.execute(text("INSERT INTO alembic_version VALUES ('9999')"))
            raise RuntimeError
    async with store.database.reading() as session:
        kept = (await session.execute(text("SELECT version_num FROM alembic_version"))).scalars()
        assert "9999" not in kept.all()


async def test_a_hundred_writers_wait_for_each_other(store: Store, sanne: Person) -> None:
    async def add_one() -> None:
        async with store.database.writing() as session:
            length = "SELECT length(name) FROM person FOR UPDATE"
            if store.database.engine.dialect.name == "sqlite":
                length = length.removesuffix(" FOR UPDATE")
            (found,) = (await session.execute(text(length))).scalars()
            await session.execute(text("UPDATE person SET name = :n"), {"n": "x" * (found + 1)})

    before = len(sanne.name)
    await asyncio.gather(*(add_one() for _ in range(100)))
    assert len((await store.people.get(sanne.id)).name) == before + 100


async def test_reads_of_one_moment_see_what_the_same_task_wrote(
    store: Store, sanne: Person
) -> None:
    async def language() -> str | None:
        return (await store.people.get(sanne.id)).language

    async with store.database.moment():
        assert await language() == "nl"
        await store.people.speak(sanne.id, "da")
        assert await language() == "da"
        other = asyncio.create_task(store.people.speak(sanne.id, "en"))
        await other
        assert await language() == "da", "what others write comes later"
        with pytest.raises(DBAPIError):
            async with store.database.reading() as session:
                await session.execute(text("SELECT nothing"))
        assert await language() == "en", "a fault ends the moment"


async def test_a_moment_takes_one_connection_and_gives_it_back(store: Store, sanne: Person) -> None:
    taken: list[object] = []
    event.listen(store.database.engine.sync_engine, "checkout", lambda *of: taken.append(of))
    async with store.database.moment():
        for _ in range(3):
            await store.people.get(sanne.id)
        assert len(taken) == 1
        started = asyncio.create_task(store.people.get(sanne.id))
        await started
        assert len(taken) == 2, "what a task starts has its own"
        await store.people.speak(sanne.id, "da")
        assert len(taken) == 3
    assert store.database.engine.sync_engine.pool.checkedout() == 0  # type: ignore[attr-defined]


@ON_SQLITE
async def test_a_moment_waits_for_the_thread_of_sqlite_once_a_read_and_not_to_end(
    store: Store, sanne: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone: list[object] = []
    execute = SqliteConnection._execute

    def noted(connection: SqliteConnection, *of: Any) -> Any:
        gone.append(of)
        return execute(connection, *of)  # type: ignore[no-untyped-call]

    await store.people.get(sanne.id)
    monkeypatch.setattr(SqliteConnection, "_execute", noted)
    async with store.database.moment():
        for _ in range(2):
            await store.people.get(sanne.id)
        await _everything(store, sanne)
    assert len(gone) == 3


async def test_what_is_read_at_once_is_told_apart(store: Store, sanne: Person) -> None:
    await graded(store, sanne, "a1", explains=2)
    ratings = {"explains": Mastery(rating=RATING)}
    (before, none), attempts = await _everything(store, sanne)
    assert (before, none, [one.id for one in attempts]) == ((True, 0), {}, ["a1"])
    await store.skills.keep(sanne.id, [counted("a1")], frozenset({"a1"}), ratings, ())
    (after, kept), _ = await _everything(store, sanne)
    assert (after, kept) == ((False, 1), ratings)


async def test_a_fault_in_what_is_read_at_once_ends_the_moment(store: Store, sanne: Person) -> None:
    async with store.database.moment():
        with pytest.raises(DBAPIError):
            await (_everything(store, sanne) & store.database.read(len, text("SELECT nothing")))
        await store.people.speak(sanne.id, "da")
        assert (await store.people.get(sanne.id)).language == "da"
        await _everything(store, sanne)


async def test_who_is_cancelled_gives_the_connection_back(store: Store, sanne: Person) -> None:
    async def look() -> None:
        async with store.database.moment():
            for _ in range(3):
                await _everything(store, sanne)

    for steps in range(0, 40, 4):
        looking = asyncio.create_task(look())
        for _ in range(steps):
            await asyncio.sleep(0)
        looking.cancel()
        await asyncio.gather(looking, return_exceptions=True)
    async with asyncio.timeout(30):
        while store.database.engine.sync_engine.pool.checkedout():  # type: ignore[attr-defined]
            await asyncio.sleep(0)
        await store.database.close()
        # A connection that was being opened for who was cancelled ends in its thread.
        while any("_connection_worker_thread" in one.name for one in threading.enumerate()):
            await asyncio.sleep(0.01)


async def test_an_attempt_belongs_to_somebody(store: Store) -> None:
    with pytest.raises(IntegrityError):
        await store.attempts.add(new_attempt("a1", "nobody"))


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        Utc().process_bind_param(datetime(2026, 1, 1), None)  # type: ignore[arg-type]  # noqa: DTZ001


async def test_going_from_one_version_to_the_next_loses_nothing(
    store: Store, sanne: Person
) -> None:
    made = new_attempt("a1", sanne.id)
    await store.attempts.add(made)
    async with store.database.engine.execution_options(writes=True).begin() as connection:
        await connection.run_sync(_go, command.downgrade, "0001")
    await store.database.migrate()
    assert await store.attempts.get("a1") == made
    assert await store.people.get(sanne.id) == sanne


async def test_what_was_practised_before_its_levels_stood_apart_has_them_too(
    store: Store, sanne: Person
) -> None:
    await graded(store, sanne, "a1", explains=2)
    ratings = {"explains": Mastery(rating=RATING)}
    await store.skills.keep(sanne.id, [counted("a1")], frozenset({"a1"}), ratings, ())
    async with store.database.engine.execution_options(writes=True).begin() as connection:
        await connection.run_sync(_go, command.downgrade, "0015")
    await store.database.migrate()
    assert await store.standings.recent([sanne.id], 3) == {sanne.id: {"explains": [2]}}
    assert await store.skills.history(sanne.id) == (counted("a1"),)


async def test_what_named_a_trainee_and_a_moment_is_gone(store: Store, sanne: Person) -> None:
    await store.attempts.add(new_attempt("a1", sanne.id))
    await store.notices.read(sanne.id, ["shared:a1:20260302"])
    old = [f"{kind}:{sanne.id}:20260302120000000000" for kind in ("done", "aside")]
    async with store.database.engine.execution_options(writes=True).begin() as connection:
        await connection.run_sync(_go, command.downgrade, "0017")
        for key in old:
            row = {"person": sanne.id, "key": key, "at": NOON.isoformat(sep=" ")[:19]}
            into = "INSERT INTO notice_read (person_id, key, at) VALUES (:person, :key, :at)"
            await connection.execute(text(into), row)
    await store.database.migrate()
    async with store.database.reading() as session:
        keys = (await session.scalars(text("SELECT key FROM notice_read"))).all()
    assert keys == ["shared:a1:20260302"]


def _everything(
    store: Store, person: Person
) -> Read[tuple[tuple[Counted, dict[str, Mastery]], tuple[Summary, ...]]]:
    counted, ratings = store.skills.counted(person.id), store.skills.of_person(person.id)
    return counted & ratings & store.summaries.of_person(person.id)


def _differences(connection: Connection) -> list[object]:
    return compare_metadata(MigrationContext.configure(connection), Table.metadata)


def _go(connection: Connection, way: Callable[[Config, str], None], version: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    way(config, version)
