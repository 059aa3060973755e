"""What the application adds to a model that says a token every 30 ms and computes nothing.

Prints, for 1, 10 and 50 conversations at once, when a reply's first words come and how long its
pieces are apart: of the bare stream and through ``practice.turn``, beside what the reading takes.
Once with a server whose first token comes after one gap as well, which shows what is our own; once
with one that takes as long to the first token as an inference server does. Then how much of a
prompt the turn before sent already; and how long grading takes against its slowest single call, and
against the same grading by deepeval and openevals on the same server.
"""

import asyncio
import json
import re
import subprocess
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import numpy as np
from beside.bare import GAP, Times, bare, fixed_gap

from trainer import build
from trainer.core.attempt import Attempt
from trainer.core.case import Case
from trainer.core.reading import Reading
from trainer.core.transcript import Transcript
from trainer.practice import Practice
from trainer.settings import Settings

FIRST = (GAP, 0.25)
"""Seconds to its first token: none of its own, and those of a server that computes."""
AT_ONCE = (1, 10, 50)
TURNS = {1: 12, 10: 4, 50: 3}
"""Turns of each conversation, by how many there are."""
PREFIX_TURNS = 8
GRADINGS = 3
HERE = Path(__file__).parent
PEERS = HERE.parent / ".venv" / "beside" / "bin" / "python"
CASE, LANGUAGE = "angry-resident", "nl"


class TimedReader:
    """A reader that notes how long it takes, waiting for its turn included."""

    def __init__(self, reader: Any) -> None:
        self._reader = reader
        self.seconds: dict[str, float] = {}
        """By message."""

    async def read(self, case: Case | None, transcript: Transcript, message: str) -> Reading:
        """Read, and note the time."""
        begun = time.perf_counter()
        reading: Reading = await self._reader.read(case, transcript, message)
        self.seconds[message] = time.perf_counter() - begun
        return reading

    async def read_all(self, case: Case | None, transcript: Transcript) -> dict[int, Reading]:
        """Read every message of the trainee."""
        found: dict[int, Reading] = await self._reader.read_all(case, transcript)
        return found

    async def facts_in(self, case: Case, text: str) -> tuple[str, ...]:
        """Return the facts that a text tells."""
        found: tuple[str, ...] = await self._reader.facts_in(case, text)
        return found

    async def prepare(self, case: Case, heard: str) -> None:
        """Do ahead what would keep the next message waiting."""
        await self._reader.prepare(case, heard)


async def through(practice: Practice, person: str, messages: list[str], count: int) -> Times:
    """Follow as many conversations through the application."""
    times = Times()

    async def conversation(number: int, attempt: Attempt) -> None:
        for turn in range(TURNS[count]):
            # Words of its own: what was said before is in the reader's memory.
            text = f"{messages[turn % len(messages)]} ({count}-{number}-{turn})"
            if await _over(practice, attempt):
                return
            await times.follow(practice.turn(attempt.id, text), text)

    begun = [
        await practice.start(person, CASE, LANGUAGE, "easy", seed=number) for number in range(count)
    ]
    await asyncio.gather(*[conversation(number, one) for number, one in enumerate(begun)])
    return times


async def _over(practice: Practice, attempt: Attempt) -> bool:
    return (await practice.attempts.get(attempt.id)).status not in ("briefing", "talking")


def tokens(body: dict[str, Any]) -> list[str]:
    """Return a prompt's words and marks, about as many as its tokens."""
    text = "\n".join(f"{m['role']}\n{m['content']}" for m in body["messages"])
    return re.findall(r"\w+|[^\w\s]", text)


def shared(one: list[str], other: list[str]) -> int:
    """Return how many tokens both begin with."""
    pairs = zip(one, other, strict=False)
    return next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


async def prefixes(practice: Practice, person: str, messages: list[str], url: str) -> None:
    """Print how much of each turn's prompt the server has seen the turn before."""
    asked = httpx.URL(url).join("/asked")
    async with httpx.AsyncClient() as client:
        await client.get(asked)
        attempt = await practice.start(person, CASE, LANGUAGE, "easy", seed=1)
        before: list[str] = []
        for turn, message in enumerate(messages[:PREFIX_TURNS], 1):
            async for _ in practice.turn(attempt.id, message):
                pass
            for body in (await client.get(asked)).json():
                now = tokens(body)
                same = shared(before, now)
                print(
                    f"turn {turn}  sent {len(now):5}  new {len(now) - same:5}  "
                    f"seen before {same / len(now):.2f}"
                )
                before = now
            if await _over(practice, attempt):
                return


async def gradings(practice: Practice, attempt: Attempt) -> tuple[float, float]:
    """Return the seconds of a grading, and of its slowest single call, at the median."""
    case = practice.case_of(attempt)
    rubric, words, _ = practice.catalog.rubric(attempt.rubric, attempt.language)
    wholes, ratios = [], []
    for _ in range(GRADINGS):
        calls: list[float] = []

        async def timed(name: str, work: Callable[[], Awaitable[str]]) -> str:
            begun = time.perf_counter()
            text = await work()
            calls.append(time.perf_counter() - begun)  # noqa: B023
            return text

        begun = time.perf_counter()
        await practice.engine.grader.grade(rubric, words, attempt.record(case), timed)
        wholes.append(time.perf_counter() - begun)
        if not calls:
            raise SystemExit("the grader made no call")
        ratios.append(wholes[-1] / max(calls))
    middle = int(np.argsort(ratios)[len(ratios) // 2])
    return wholes[middle], wholes[middle] / ratios[middle]


def peers(practice: Practice, attempt: Attempt, url: str) -> dict[str, float]:
    """Return the seconds that others take for the same talk and criteria."""
    if not PEERS.exists():
        print("deepeval and openevals are not installed: run `make bench-beside`")
        return {}
    rubric, words, _ = practice.catalog.rubric(attempt.rubric, attempt.language)
    roles = {"citizen": "user", "trainee": "assistant"}
    turns = [{"role": roles[t.speaker], "content": t.text} for t in attempt.transcript.turns]
    criteria = {
        id: [words.criteria[id].question, *words.criteria[id].anchors.model_dump().values()]
        for id in rubric.criteria
    }
    talk = json.dumps({"turns": turns, "criteria": criteria})
    command = [PEERS, "-W", "ignore", HERE / "beside" / "peers.py", url]
    done = subprocess.run(command, input=talk, capture_output=True, text=True, timeout=300)
    if done.returncode:
        print(f"deepeval and openevals failed: {done.stderr.strip().splitlines()[-1]}")
        return {}
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def _ms(seconds: list[float], share: int = 50) -> str:
    return f"{np.percentile(seconds, share) * 1000:5.0f}" if seconds else "    -"


async def streams(practice: Practice, person: str, messages: list[str], url: str) -> None:
    """Print first words and gaps, bare and through the application, side by side."""
    reader = practice.engine.reader
    assert isinstance(reader, TimedReader)
    for count in AT_ONCE:
        plain = await bare(url, count, TURNS[count])
        reader.seconds.clear()
        own = await through(practice, person, messages, count)
        reads = [reader.seconds[message] for message in own.said]
        reading = float(np.median(reads))
        beyond = float(np.median(np.array(own.first) - np.array(reads)))
        bare_first = float(np.median(plain.first))
        print(
            f"{count:2} at once  first words p50 bare {_ms(plain.first)} ms"
            f"  app {_ms(own.first)} ms  reading {reading * 1000:.0f} ms"
            f"  beyond reading {beyond * 1000:.0f} ms: {beyond / bare_first:.2f} x bare,"
            f" {(beyond - bare_first) * 1000:.0f} ms more"
        )
        print(
            f"            gaps p50 / p95 bare {_ms(plain.gaps)} / {_ms(plain.gaps, 95)} ms"
            f"  app {_ms(own.gaps)} / {_ms(own.gaps, 95)} ms"
        )


async def graded(practice: Practice, person: str, messages: list[str], url: str) -> None:
    """Print how long grading takes, beside its slowest call and others' grading."""
    attempt = await practice.start(person, CASE, LANGUAGE, "easy", seed=2)
    for message in messages:
        if await _over(practice, attempt):
            break
        async for _ in practice.turn(attempt.id, message):
            pass
    attempt = await practice.attempts.get(attempt.id)
    seconds, slowest = await gradings(practice, attempt)
    print(f"grading {seconds:.2f} s  slowest call {slowest:.2f} s  ratio {seconds / slowest:.2f}")
    for name, theirs in peers(practice, attempt, url).items():
        print(f"{name} {theirs:.2f} s  ours / theirs {seconds / theirs:.2f}")


async def bench() -> None:
    """Print all figures."""
    with tempfile.TemporaryDirectory() as folder:
        by_rules = build.parts(Settings(var=Path(folder)))
        case = by_rules.catalog.case(CASE, LANGUAGE, "easy")
        messages = [beat.say for beat in build.beats(by_rules, case, "skilled")]
        await by_rules.engine.reader.read(case, Transcript(language=LANGUAGE), "Dag.")
        for first in FIRST:
            with fixed_gap(first) as url:
                print(f"a server whose first token takes {first * 1000:.0f} ms")
                async with _parts(by_rules, url).scratch() as (practice, person):
                    await streams(practice, person, messages, url)
        with fixed_gap() as url:
            async with _parts(by_rules, url).scratch() as (practice, person):
                await prefixes(practice, person, messages, url)
                await graded(practice, person, messages, url)


def _parts(by_rules: build.Parts, url: str) -> build.Parts:
    settings = replace(by_rules.settings, model="openai:any", model_url=url)
    parts = build.with_models(by_rules, settings)
    return replace(parts, engine=replace(parts.engine, reader=TimedReader(parts.engine.reader)))


if __name__ == "__main__":
    asyncio.run(bench())
