"""How long a turn takes at ``practice.turn``, and what of it is reading.

Plays the skilled scripted trainees of every case and language through the embedded engine on a
store in a scratch folder, three times. Prints p50 and p95 of a turn, and the share that the reader
alone takes, measured side by side in the same run.
"""

import asyncio
import tempfile
import time
from pathlib import Path

import numpy as np

from trainer import build
from trainer.core.attempt import Attempt, Exchange
from trainer.core.base import LANGUAGES
from trainer.core.case import Case
from trainer.core.reading import Reading
from trainer.core.transcript import Transcript
from trainer.practice import Engine, Practice
from trainer.settings import Settings
from trainer.store.database import sqlite_url
from trainer.store.store import open_store

ROUNDS = 3


class Timed:
    """A reader that notes how long each reading takes, in seconds."""

    def __init__(self, engine: Engine) -> None:
        self._reader = engine.reader
        self.seconds: list[float] = []

    async def read(self, case: Case | None, transcript: Transcript, message: str) -> Reading:
        """Read, and note the time."""
        start = time.perf_counter()
        reading = await self._reader.read(case, transcript, message)
        self.seconds.append(time.perf_counter() - start)
        return reading

    async def facts_in(self, case: Case, text: str) -> tuple[str, ...]:
        """Return the facts that a text tells."""
        return await self._reader.facts_in(case, text)


async def bench() -> None:
    with tempfile.TemporaryDirectory() as folder:
        parts = build.parts(Settings(var=Path(folder)))
        store = open_store(sqlite_url(Path(folder) / "bench.sqlite"))
        await store.database.migrate()
        person = await store.people.add("Bench", "bench", "trainee")
        timed = Timed(parts.engine)
        engine = Engine(timed, parts.engine.citizen, parts.engine.grader)
        practice = Practice(engine, engine, store.attempts, parts.catalog)
        turns: list[float] = []
        for number in range(ROUNDS):
            for entry in parts.catalog.scenarios():
                for language in LANGUAGES:
                    attempt = await practice.start(
                        person.id, entry.scenario.id, language, "standard", seed=number
                    )
                    case = practice.case_of(attempt)
                    # A round of its own words: what was said before is in the reader's memory.
                    beats = build.beats(parts, case, "skilled")
                    marked = [f"{beat.say} ({number})" for beat in beats]
                    turns += await _played(practice, attempt, marked)
        await store.database.close()
    _print("turn", turns)
    _print("reading", timed.seconds)
    share = np.sum(timed.seconds) / np.sum(turns)
    print(f"reading takes {share:.2f} of a turn")


async def _played(practice: Practice, attempt: Attempt, messages: list[str]) -> list[float]:
    seconds = []
    for message in messages:
        start = time.perf_counter()
        ended = False
        async for piece in practice.turn(attempt.id, message):
            ended = isinstance(piece, Exchange) and piece.state.ending is not None
        seconds.append(time.perf_counter() - start)
        if ended:
            break
    return seconds


def _print(what: str, seconds: list[float]) -> None:
    p50, p95 = np.percentile(seconds, [50, 95]) * 1000
    print(f"{what:<8} n={len(seconds)}  p50 {p50:.0f} ms  p95 {p95:.0f} ms")


if __name__ == "__main__":
    asyncio.run(bench())
