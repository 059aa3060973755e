"""How long grading takes: a played talk whose readings are stored, and bare transcripts.

Prints milliseconds a graded talk of 24 turns, and seconds for 200 bare transcripts of 14 turns,
cold and again with the vectors kept, with their ratio.
"""

import asyncio
import json
import tempfile
import time
from pathlib import Path

import numpy as np

from trainer import build
from trainer.core.base import LANGUAGES
from trainer.core.case import Case
from trainer.exchange.batch import Batch, ahead
from trainer.proof import simulate
from trainer.settings import Settings

TRANSCRIPTS, TURNS, ROUNDS = 200, 14, 20


async def stored(parts: build.Parts) -> None:
    """Grade a talk of 24 turns, readings known."""
    batch = Batch(parts.engine, parts.catalog, print, parts.cues)
    seconds = []
    for language in LANGUAGES:
        case = parts.catalog.case("angry-resident", language, "standard")
        attempt = await simulate(parts.engine, case, _messages(parts, case)[:12])
        record = attempt.record(case)
        for _ in range(ROUNDS):
            start = time.perf_counter()
            await batch.assess(record)
            seconds.append(time.perf_counter() - start)
    p50, p95 = np.percentile(seconds, [50, 95]) * 1000
    print(f"a played talk  n={len(seconds)}  p50 {p50:.1f} ms  p95 {p95:.1f} ms")


async def bare(parts: build.Parts, folder: Path) -> float:
    """Grade transcripts that were not played here; return the seconds."""
    batch = Batch(parts.engine, parts.catalog, print, parts.cues)
    start = time.perf_counter()
    async for _, task in ahead(batch.grade, sorted(folder.glob("*.json"))):
        await task
    return time.perf_counter() - start


def written(parts: build.Parts, folder: Path) -> int:
    """Write transcripts in which no two turns are the same; return how many."""
    cases = [
        parts.catalog.case(entry.scenario.id, language, "standard")
        for entry in parts.catalog.scenarios()
        for language in LANGUAGES
    ]
    for number in range(TRANSCRIPTS):
        case = cases[number % len(cases)]
        said = [f"{text} ({number})" for text in _messages(parts, case)]
        turns = [
            {"speaker": "trainee" if i % 2 else "citizen", "text": said[i % len(said)]}
            for i in range(TURNS)
        ]
        talk = {"language": case.language, "scenario": None, "turns": turns}
        (folder / f"{number:03}.json").write_text(json.dumps(talk), "utf-8")
    return TRANSCRIPTS


def _messages(parts: build.Parts, case: Case) -> list[str]:
    beats = [b for kind in ("skilled", "middling") for b in build.beats(parts, case, kind)]
    return [text for beat in beats for text in (beat.say, *beat.else_)]


async def bench() -> None:
    """Print all figures."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        settings = Settings(var=folder / "var")
        parts = build.parts(settings, keep=True)
        await stored(parts)
        count = written(parts, folder)
        cold = await bare(parts, folder)
        warm = await bare(build.parts(settings, keep=True), folder)
        print(f"{count} bare transcripts  cold {cold:.1f} s  warm {warm:.1f} s", end="  ")
        print(f"warm/cold {warm / cold:.2f}")


if __name__ == "__main__":
    asyncio.run(bench())
