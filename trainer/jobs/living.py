"""Which processes are alive: each holds a lock of its own in the jobs' database until it dies.

PostgreSQL lets go of a lock when its connection ends, as it does with the process: so nobody has to
say how long somebody may be silent. Whoever gets another's lock may take over what that one left.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

TRY = text("SELECT pg_try_advisory_lock(hashtextextended(:name, 0))")
LET_GO = text("SELECT pg_advisory_unlock(hashtextextended(:name, 0))")


@dataclass
class Living:
    """This process among others; its calls wait for the database, one at a time.

    Args:
        url: SQLAlchemy address of a PostgreSQL database.
        name: The name of this process, which no other has.
    """

    url: str
    name: str
    _connection: Connection | None = field(default=None, repr=False)

    def hold(self) -> None:
        """Say that this process is alive, again where the connection was lost."""
        try:
            if self._connection:
                self._connection.execute(text("SELECT 1"))
                return
        except SQLAlchemyError:
            self.end()
        self._connection = self._engine().connect()
        self._connection.execute(TRY, {"name": self.name})

    @contextmanager
    def taking_over(self, other: str) -> Iterator[bool]:
        """Tell whether another process is dead; while this lasts, nobody else takes it over."""
        if self._connection is None or other == self.name:
            yield False
            return
        dead = bool(self._connection.execute(TRY, {"name": other}).scalar_one())
        try:
            yield dead
        finally:
            if dead:
                self._connection.execute(LET_GO, {"name": other})

    def end(self) -> None:
        """Let go: what is left can be taken over."""
        if self._connection:
            with suppress(SQLAlchemyError):
                # The server hears of a closed connection only a moment later.
                self._connection.execute(text("SELECT pg_advisory_unlock_all()"))
            self._connection.close()
            self._connection = None

    def _engine(self) -> Engine:
        # A process that went without a word, with its machine, is noticed within a minute.
        quiet = {"keepalives": 1, "keepalives_idle": 20, "keepalives_interval": 10}
        return create_engine(
            self.url, poolclass=NullPool, isolation_level="AUTOCOMMIT", connect_args=quiet
        )
