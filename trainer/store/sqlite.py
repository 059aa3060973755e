"""SQLite: how a connection begins, and one way to its thread and back for what is asked at once."""

import sqlite3
import threading
from collections.abc import Callable, Sequence
from typing import Any, Self, TypeVar

import aiosqlite
from pydantic_core import from_json
from sqlalchemy import Connection, event
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

Found = TypeVar("Found")
PRAGMAS = (
    "journal_mode=WAL",
    "busy_timeout=5000",
    "foreign_keys=ON",
    "synchronous=FULL",
    "secure_delete=ON",
)
"""FULL: what was acknowledged as said or graded survives a power cut. Secure: what was erased is
overwritten, and does not linger in free pages."""


class Cursor:
    """Runs a statement to its last row in one go.

    The way to the connection's thread and back takes longer than most statements, and aiosqlite's
    own cursor goes there to begin, to run, to fetch and to close.
    """

    def __init__(self, connection: "SqliteConnection") -> None:
        self.connection = connection
        self.arraysize = 1
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None
        self.rows: list[Any] = []

    async def __aenter__(self) -> Self:
        """Begin; nothing is asked of the database yet."""
        return self

    async def execute(self, statement: str, parameters: Sequence[Any] = ()) -> Self:
        """Run a statement."""
        return await self._run(sqlite3.Cursor.execute, statement, parameters)

    async def executemany(self, statement: str, parameters: Sequence[Sequence[Any]]) -> Self:
        """Run a statement with several sets of parameters."""
        return await self._run(sqlite3.Cursor.executemany, statement, parameters)

    async def fetchall(self) -> list[Any]:
        """Return the rows."""
        return self.rows

    async def close(self) -> None:
        """Nothing is left open."""

    async def _run(
        self, how: Callable[..., object], statement: str, parameters: Sequence[Any]
    ) -> Self:
        def run(driver: sqlite3.Connection) -> None:
            self.connection.begin()
            cursor = driver.cursor()
            try:
                how(cursor, statement, parameters)
                self.description = cursor.description
                self.rows = cursor.fetchall() if cursor.description else []
                self.rowcount, self.lastrowid = cursor.rowcount, cursor.lastrowid
            finally:
                cursor.close()

        await self.connection.on_thread(run)
        return self


class SqliteConnection(aiosqlite.Connection):
    """A connection whose statements each go to its thread once, the first with what begins."""

    begins = ""
    """What begins the transaction, until a statement did."""
    writes = False
    """Whether the transaction may change something."""

    def begin(self) -> None:
        """Begin the transaction that waits for its first statement; for the connection's thread."""
        if self.begins:
            self._conn.execute(self.begins)
            self.begins = ""

    async def rollback(self) -> None:
        """Undo the transaction; who only read does not wait for it.

        The thread does what it is told one after another, so whatever comes next comes after.
        """
        if self.writes:
            await super().rollback()
        else:
            self._tx.put_nowait((None, self._conn.rollback))

    def cursor(self) -> Cursor:  # type: ignore[override]
        """Return a cursor."""
        return Cursor(self)

    async def on_thread(self, work: Callable[[sqlite3.Connection], Found]) -> Found:
        """Do something with the driver's own connection; who is there already goes nowhere."""
        if threading.current_thread() is self._thread:
            return work(self._conn)
        found: Found = await self._execute(work, self._conn)  # type: ignore[no-untyped-call]
        return found


async def at_once(connection: AsyncConnection, work: Callable[[Connection], Found]) -> Found:
    """Do something with a connection in one way to its thread and back.

    Who is cancelled meanwhile waits for it where the connection is given back.
    """
    own: Any = connection.sync_connection
    driver: SqliteConnection = own.connection.driver_connection

    def run(_: sqlite3.Connection) -> Found:
        working = connection.run_sync(work)
        try:
            working.send(None)
        except StopIteration as end:
            found: Found = end.value
            return found
        raise RuntimeError("on its own thread a connection waits for nothing")

    return await driver.on_thread(run)


def sqlite_engine(url: str) -> AsyncEngine:
    """Return an engine on ``sqlite+aiosqlite:///...``; nothing is connected yet."""
    connecting = {"async_creator_fn": _connecting}
    engine = create_async_engine(url, connect_args=connecting, json_deserializer=from_json)
    event.listen(engine.sync_engine, "begin", _begin)
    return engine


def _connecting(database: str, **options: Any) -> SqliteConnection:
    def connect() -> sqlite3.Connection:
        # Without a level the driver begins no transactions of its own, before a write only.
        made: sqlite3.Connection = sqlite3.connect(database, isolation_level=None, **options)
        for pragma in PRAGMAS:
            made.execute(f"PRAGMA {pragma}")
        return made

    connection = SqliteConnection(connect, iter_chunk_size=64)
    connection._thread.daemon = True
    return connection


def _begin(connection: Connection) -> None:
    driver: Any = connection.connection.driver_connection
    driver.writes = bool(connection.get_execution_options().get("writes"))
    driver.begins = "BEGIN IMMEDIATE" if driver.writes else "BEGIN"
