"""Grading in this process: for a grader that takes milliseconds, of which a stop loses nothing."""

import asyncio
import logging
from collections.abc import Collection
from dataclasses import dataclass, field

from trainer.errors import TrainerError
from trainer.jobs.background import PATIENCE, finished
from trainer.jobs.grading import Progress, Waiting
from trainer.practice import Practice

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class PromptGrading:
    """Grades two attempts at a time."""

    practice: Practice
    waiting: Waiting
    patience: float = PATIENCE
    """Seconds that closing waits."""
    _failed: set[str] = field(default_factory=set)
    _tasks: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    _turn: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(2))

    async def start(self) -> None:
        """Take up what was left when the server stopped."""
        for id in await self.waiting.ungraded():
            await self.begin(id)

    async def begin(self, id: str) -> None:
        """Begin to grade an attempt, unless that is going on already."""
        if id not in self._tasks:
            self._failed.discard(id)
            self._tasks[id] = asyncio.create_task(self._grade(id))
            self._tasks[id].add_done_callback(lambda _: self._tasks.pop(id, None))

    async def wait(self, id: str, seconds: float) -> bool:
        """Begin grading and wait for it at most so long; tell whether it is over."""
        await self.begin(id)
        done, _ = await asyncio.wait([self._tasks[id]], timeout=seconds)
        return bool(done)

    async def progress(self, id: str) -> Progress:
        """Return how far it is; it is too short to have steps."""
        return Progress(begun=id in self._tasks, failed=id in self._failed)

    async def again(self, id: str) -> None:
        """Begin anew what failed."""
        await self.begin(id)

    async def forget(self, ids: Collection[str]) -> None:
        """Stop grading attempts that are erased."""
        await finished([self._tasks[id] for id in ids if id in self._tasks], 0)
        self._failed.difference_update(ids)

    async def close(self) -> None:
        """Let what is nearly done end, and stop the rest; the store says what is left to do."""
        await finished(list(self._tasks.values()), self.patience)

    async def _grade(self, id: str) -> None:
        async with self._turn:
            try:
                await self.practice.grade(id)
            except TrainerError as error:
                log.warning("attempt %s was not graded: %s", id, error)
                self._failed.add(id)
