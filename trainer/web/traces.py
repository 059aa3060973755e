"""Traces: the talks of the scripted trainees, played once and remembered while the server runs."""

import asyncio
from dataclasses import dataclass, field

from trainer.core.attempt import Attempt
from trainer.core.base import Language
from trainer.core.case import Case
from trainer.core.scenario import LevelName
from trainer.core.script import Beat
from trainer.practice import Engine
from trainer.proof import simulate

SEED = 1
"""The traces are the same each time."""
KEPT = 60
"""How many are remembered."""


@dataclass(frozen=True)
class Traces:
    """Plays the scripted trainees, each case once, until its content changes."""

    _known: dict[tuple[str, str, Language, LevelName], Attempt] = field(default_factory=dict)
    _playing: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def attempt(
        self, engine: Engine, case: Case, trainee: str, beats: tuple[Beat, ...]
    ) -> Attempt:
        """Return the talk of a scripted trainee; one at a time is played."""
        key = (case.hash, trainee, case.language, case.level)
        async with self._playing:
            if key not in self._known:
                while len(self._known) >= KEPT:
                    del self._known[next(iter(self._known))]
                self._known[key] = await simulate(engine, case, beats, SEED)
            return self._known[key]
