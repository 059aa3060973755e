"""How long a turn takes at ``practice.turn``, and what of it is reading.

Plays the skilled scripted trainees of every case and language through the embedded engine on a
store in a scratch folder, three times. Prints p50 and p95 of a turn, apart for messages of up to
three sentences, and the share that the reader alone takes, measured side by side in the same run.
A case is taken in while its briefing is read: how long that takes, in an empty variable folder, and
the first turn after it have rows of their own. Between two turns the reader takes in what the
citizen has said, which a person needs longer to read: no message comes before that is done.
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
from trainer.engines.embedded.sentences import split
from trainer.practice import Engine, Practice
from trainer.settings import Settings
from trainer.store.database import sqlite_url
from trainer.store.store import open_store

ROUNDS = 3
SHORT = 3
"""The most sentences of a short message."""


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

    async def read_all(self, case: Case | None, transcript: Transcript) -> dict[int, Reading]:
        """Read every message of the trainee."""
        return await self._reader.read_all(case, transcript)

    async def facts_in(self, case: Case, text: str) -> tuple[str, ...]:
        """Return the facts that a text tells."""
        return await self._reader.facts_in(case, text)

    async def prepare(self, case: Case, heard: str) -> None:
        """Do ahead what would keep the next message waiting."""
        await self._reader.prepare(case, heard)


async def bench() -> None:
    with tempfile.TemporaryDirectory() as folder:
        parts = build.parts(Settings(var=Path(folder)))
        store = open_store(sqlite_url(Path(folder) / "bench.sqlite"))
        await store.database.migrate()
        person = await store.people.add("Bench", "bench", "trainee")
        timed = Timed(parts.engine)
        engine = Engine(timed, parts.engine.citizen, parts.engine.grader)
        practice = Practice(engine, engine, store.attempts, parts.catalog)
        turns: list[tuple[str, float]] = []
        first: list[float] = []
        taken_in: list[float] = []
        for number in range(ROUNDS):
            for entry in parts.catalog.scenarios():
                for language in LANGUAGES:
                    attempt = await practice.start(
                        person.id, entry.scenario.id, language, "standard", seed=number
                    )
                    case = practice.case_of(attempt)
                    if number == 0:
                        start = time.perf_counter()
                        await timed.prepare(case, attempt.opening)
                        taken_in.append(time.perf_counter() - start)
                    # A round of its own words: what was said before is in the reader's memory.
                    beats = build.beats(parts, case, "skilled")
                    marked = [f"{beat.say} ({number})" for beat in beats]
                    played = await _played(practice, attempt, marked)
                    if number == 0:
                        first.append(played.pop(0)[1])
                    turns += played
        await store.database.close()
    seconds = [one for _, one in turns]
    _print("taking in a case", taken_in)
    _print("first of a case", first)
    _print("turn", seconds)
    _print("up to three sentences", [one for text, one in turns if len(list(split(text))) <= SHORT])
    _print("reading", timed.seconds)
    share = np.sum(timed.seconds) / (np.sum(seconds) + np.sum(first))
    print(f"reading takes {share:.2f} of a turn")


async def _played(
    practice: Practice, attempt: Attempt, messages: list[str]
) -> list[tuple[str, float]]:
    """Return each message with the seconds that its turn took."""
    played = []
    for message in messages:
        start = time.perf_counter()
        ended = False
        async for piece in practice.turn(attempt.id, message):
            ended = isinstance(piece, Exchange) and piece.state.ending is not None
        played.append((message, time.perf_counter() - start))
        await practice.prepared()
        if ended:
            break
    return played


def _print(what: str, seconds: list[float]) -> None:
    p50, p95 = np.percentile(seconds, [50, 95]) * 1000
    print(f"{what:<22} n={len(seconds)}  p50 {p50:.0f} ms  p95 {p95:.0f} ms")


if __name__ == "__main__":
    asyncio.run(bench())
