"""Attempts that wait for their grade, and a server that takes its time over it."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

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


@dataclass
class Killable:
    """A server in a process of its own, begun and killed within a moment."""

    var: Path
    port: int
    lines: IO[str]
    answers: IO[str]

    def start(self) -> None:
        """Start it; it answers when it has taken up what was left."""
        self._ask("start")
        while True:
            try:
                httpx.get(f"http://127.0.0.1:{self.port}/login")
                return
            except httpx.TransportError:
                assert "Traceback" not in self.log, self.log

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
        self.lines.write(f"{what}\n")
        self.lines.flush()
        self.answers.readline()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Killable]:
    """Return a server that is not yet started; a step of its grading takes 50 ms and more."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with (tmp_path / "log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, SCRIPT, str(port), tmp_path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            env={**os.environ, "PYTHONPATH": str(TESTS)},
        )
    assert process.stdin and process.stdout
    server = Killable(tmp_path, port, process.stdin, process.stdout)
    yield server
    server.kill()
    process.communicate(timeout=10)
