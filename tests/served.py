"""A real server in a process of its own, which a test may kill and start again."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from shipped import CATALOG
from trainer.core.attempt import Attempt
from trainer.practice import Practice
from trainer.store.sessions import COOKIE
from trainer.store.store import Store, open_store

SERVE = Path(__file__).parent / "web" / "chat" / "serve.py"
PASSWORD = "een goed wachtwoord"
HOLD = "hold"
"""While this file is there, the server reads nothing."""


@dataclass
class Server:
    """The application on a port of its own, its store in a folder of its own."""

    var: Path
    port: int
    process: subprocess.Popen[bytes] | None = None
    known: dict[str, str] = field(default_factory=dict)
    """Ids of people, by the name they sign in with."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start and wait until it answers."""
        with (self.var / "log").open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603
                [sys.executable, SERVE, str(self.port), self.var], stdout=log, stderr=log
            )
        with httpx.Client(verify=False) as client:  # certificates take time to read
            for _ in range(2400):  # four minutes: other tests share the machine
                try:
                    client.get(f"{self.url}/login")
                    return
                except httpx.TransportError:
                    assert self.process.poll() is None, (self.var / "log").read_text()
                    time.sleep(0.1)
        raise TimeoutError((self.var / "log").read_text())

    def kill(self) -> None:
        """End it without a word, as a crash would."""
        assert self.process
        self.process.kill()
        self.process.wait()

    @contextmanager
    def down(self) -> Iterator[None]:
        """Let it be dead meanwhile; it is started again whatever happens."""
        self.kill()
        try:
            yield
        finally:
            self.start()

    @contextmanager
    def holding(self) -> Iterator[None]:
        """Let no message be read meanwhile, so that a test need not be quick."""
        hold = self.var / HOLD
        hold.touch()
        try:
            yield
        finally:
            hold.unlink()

    def store(self) -> Store:
        """Return the store, for the test's own look at it."""
        return open_store(f"sqlite+aiosqlite:///{self.var}/store.db")

    def practice(self, store: Store) -> Practice:
        """Return what begins and ends attempts; who plays is in the server."""
        return Practice(None, None, store.attempts, CATALOG)

    async def session(self, store: Store, name: str = "sanne") -> dict[str, str]:
        """Return the cookie of a new session."""
        if name not in self.known:
            self.known[name] = (await store.people.verified(name, PASSWORD)).id
        return {COOKIE: await store.sessions.open(self.known[name])}

    async def attempt(self, store: Store, cookies: dict[str, str], level: str) -> Attempt:
        """Return a new attempt of whoever has ``cookies``."""
        person = await store.sessions.person_of(cookies[COOKIE])
        practice = self.practice(store)
        return await practice.start(person.id, "angry-resident", "nl", level, seed=1)
