"""The database: an async engine on SQLite or PostgreSQL, and its migrations."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Executable, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession, create_async_engine

from trainer.store.read import Question, Read, Rows
from trainer.store.sqlite import at_once, sqlite_engine

Found = TypeVar("Found")
MIGRATIONS = Path(__file__).parent / "migrations"
MIGRATING = 7_240_301
"""The PostgreSQL lock that lets one process migrate at a time."""
ALEMBIC = threading.Lock()
"""Lets one task of this process migrate at a time, whatever its database and its event loop.

Alembic keeps what it migrates in its modules: of two at once, one would change the other's tables.
"""


@dataclass
class Moment:
    """What all reads of one task share, from the first of them on."""

    engine: AsyncEngine
    task: asyncio.Task[Any] | None
    connection: AsyncConnection | None = None
    _open: AsyncExitStack = field(default_factory=AsyncExitStack)

    async def joined(self) -> AsyncConnection:
        """Return the connection, in its one transaction."""
        if self.connection is None:
            self.connection = await self._open.enter_async_context(self.engine.connect())
            await self.connection.begin()
        return self.connection

    async def end(self) -> None:
        """Give the connection back; a later read begins another moment."""
        self.connection = None
        await self._open.aclose()


@dataclass(frozen=True)
class Database:
    """Gives sessions to read and to write with."""

    engine: AsyncEngine
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    """SQLite has one writer at a time, and lets who waits try their luck: here they queue."""
    _moment: ContextVar[Moment | None] = field(
        default_factory=lambda: ContextVar("moment", default=None)
    )

    @cached_property
    def _looking(self) -> AsyncEngine:
        """The engine as reads take it: all reads of one transaction see one moment.

        On SQLite they do by themselves. PostgreSQL's usual transaction sees between two reads what
        others write meanwhile.
        """
        if self.engine.dialect.name == "sqlite":
            return self.engine
        return self.engine.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )

    @asynccontextmanager
    async def moment(self) -> AsyncIterator[None]:
        """Let all that this task reads until the end see one moment, on one connection.

        What it writes in between ends the moment: the next read sees it.
        """
        made = Moment(self._looking, asyncio.current_task())
        before = self._moment.set(made)
        try:
            yield
        finally:
            self._moment.reset(before)
            await made.end()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """Give a session whose reads all see one moment."""
        async with (
            self._connected() as connection,
            AsyncSession(connection, expire_on_commit=False) as session,
        ):
            yield session

    async def rows(self, query: Executable, **values: object) -> Rows:
        """Return the rows of a query that was made once, with the ``values`` of its blanks.

        To make a query, and to make objects of what it finds, takes several times as long as to
        run it: what is on pages that many look at is read so.
        """
        (found,) = await self._answers(((query, values),))
        return found

    def read(
        self, made: Callable[[Rows], Found], query: Executable, **values: object
    ) -> Read[Found]:
        """Return the read of the same, of which ``made`` makes something."""
        return Read(self._answers, ((query, values),), lambda found: made(found[0]))

    async def _answers(self, questions: Sequence[Question]) -> Sequence[Rows]:
        def ask(connection: Connection) -> Sequence[Rows]:
            return [connection.execute(query, values).all() for query, values in questions]

        async with self._connected() as connection:
            if connection.dialect.name == "sqlite":
                return await at_once(connection, ask)
            return await connection.run_sync(ask)

    @asynccontextmanager
    async def _connected(self) -> AsyncIterator[AsyncConnection]:
        """Give the connection of this task's moment, or one of its own."""
        moment = self._own_moment()
        if moment is None:
            async with self._looking.connect() as connection:
                yield connection
            return
        try:
            yield await moment.joined()
        except Exception:
            # What failed may have broken the transaction for the reads to come.
            await moment.end()
            raise

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncSession]:
        """Give a session that is one transaction: committed at the end, or nothing of it kept."""
        # On SQLite a read that turns into a write may find that another came first, and no
        # waiting helps then: a writer takes its turn before it reads.
        engine = self.engine.execution_options(writes=True)
        queue = self._turn if engine.dialect.name == "sqlite" else nullcontext()
        async with (
            self._between_moments(),
            queue,
            AsyncSession(engine, expire_on_commit=False) as session,
            session.begin(),
        ):
            yield session

    @asynccontextmanager
    async def _between_moments(self) -> AsyncIterator[None]:
        """Hold no second connection while one writes, and let the next read see what it wrote."""
        moment = self._own_moment()
        if moment:
            await moment.end()
        yield
        if moment:
            await moment.end()

    def _own_moment(self) -> Moment | None:
        """Return this task's moment; what it started has a life of its own."""
        moment = self._moment.get()
        return moment if moment and moment.task is asyncio.current_task() else None

    async def migrate(self) -> None:
        """Bring the tables up to date; several processes or tasks may do so at once."""
        engine = self.engine.execution_options(writes=True)
        async with _alone(), engine.begin() as connection:
            await connection.run_sync(_upgrade)

    async def close(self) -> None:
        """Close all connections."""
        await self.engine.dispose()


def open_database(url: str) -> Database:
    """Return the database at ``url``: ``sqlite+aiosqlite:///...`` or ``postgresql+psycopg://...``.

    Nothing is connected yet.
    """
    if url.startswith("postgresql"):
        return Database(create_async_engine(url, pool_pre_ping=True))
    return Database(sqlite_engine(url))


def sqlite_url(path: Path) -> str:
    """Return the address of the SQLite database in a file."""
    return f"sqlite+aiosqlite:///{path.resolve()}"


@asynccontextmanager
async def _alone() -> AsyncIterator[None]:
    """Wait until no other task of this process migrates, and keep others waiting until the end."""
    # Who blocked here would stop the loop, and with it the task that is waited for.
    while not ALEMBIC.acquire(blocking=False):
        await asyncio.sleep(0.01)
    try:
        yield
    finally:
        ALEMBIC.release()


def _upgrade(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATING})
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
