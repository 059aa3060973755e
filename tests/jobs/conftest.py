"""Attempts that wait for their grade, and a server that takes its time over it."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

from trainer.core.attempt import SelfRating
from trainer.practice import Practice
from trainer.store.people import Person
from web.conftest import CASE, TALK

SCRIPT = Path(__file__).parent / "grade_server.py"
TESTS = Path(__file__).parents[1]


async def waiting(practice: Practice, person: Person, seed: int = 1) -> str:
    """Return the id of an attempt that waits for its grade."""
    attempt = await practice.start(person.id, CASE, "nl", "easy", seed=seed)
    async for _ in practice.turn(attempt.id, TALK[0]):
        pass
    await practice.finish(attempt.id)
    await practice.rate(attempt.id, SelfRating(levels={}))
    return attempt.id


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


@dataclass
class Killable:
    """A server in a process of its own, begun and killed within a moment."""

    var: Path
    process: "subprocess.Popen[str]"
    port: int = field(default_factory=free_port)

    def start(self) -> None:
        """Start it; it answers when it has taken up what was left."""
        self._ask("start")
        with httpx.Client(verify=False) as client:  # certificates take time to read
            while True:
                try:
                    client.get(f"http://127.0.0.1:{self.port}/login")
                    return
                except httpx.TransportError:
                    assert "Traceback" not in self.log, self.log
                    time.sleep(0.05)

    def kill(self) -> None:
        """End it without a word, as a crash would."""
        self._ask("kill")

    @property
    def log(self) -> str:
        return (self.var / "log").read_text()

    @property
    def judged(self) -> list[str]:
        """What its grader judged, a line each time."""
        log = self.var / "judged"
        return log.read_text().splitlines() if log.exists() else []

    def _ask(self, what: str) -> None:
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(f"{what} {self.port}\n")
        self.process.stdin.flush()
        self.process.stdout.readline()


@contextmanager
def scripted(script: Path, var: Path, *words: str) -> Iterator["subprocess.Popen[str]"]:
    """Give the process of a script, told what to do on standard input; its log is in ``var``."""
    with (
        (var / "log").open("ab") as log,
        subprocess.Popen(
            [sys.executable, script, var, *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            env={**os.environ, "PYTHONPATH": str(TESTS)},  # where it finds the tests' own modules
        ) as process,
    ):
        # It ends when nobody can ask any more, however long that takes on a busy machine.
        yield process


def killable(var: Path, *jobs_url: str) -> AbstractContextManager["subprocess.Popen[str]"]:
    """Give the process whose children are servers; a step of their grading takes 50 ms and more."""
    return scripted(SCRIPT, var, *jobs_url)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Killable]:
    """Return a server that is not yet started."""
    with killable(tmp_path) as process:
        server = Killable(tmp_path, process)
        yield server
        server.kill()


@pytest.fixture
def replicas(tmp_path: Path, postgres_url: str) -> Iterator[tuple[Killable, Killable]]:
    """Return two servers, not yet started, whose jobs are on PostgreSQL."""
    with killable(tmp_path, postgres_url) as process:
        both = Killable(tmp_path, process), Killable(tmp_path, process)
        yield both
        for server in both:
            server.kill()
