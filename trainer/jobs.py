"""Work behind the page: grading. The store tells what is left to do, so a restart loses nothing."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from trainer.errors import TrainerError
from trainer.practice import Practice

log = logging.getLogger(__name__)
PATIENCE = 5.0
"""Seconds that a stopping server waits for what is going on."""


class Waiting(Protocol):
    """Tells which attempts wait for their grade."""

    async def ungraded(self) -> tuple[str, ...]:
        """Return their ids, the oldest first."""
        ...


@dataclass(frozen=True)
class Grading:
    """Grades attempts one after the other, each once however often it is asked for."""

    practice: Practice
    waiting: Waiting
    failed: dict[str, TrainerError] = field(default_factory=dict)
    """What went wrong the last time, by attempt."""
    _tasks: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    _turn: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(2))

    async def resume(self) -> None:
        """Take up what was left when the server stopped."""
        for id in await self.waiting.ungraded():
            self.begin(id)

    def begin(self, id: str) -> asyncio.Task[None]:
        """Grade an attempt behind the page, unless that is going on already."""
        task = self._tasks.get(id)
        if task is None:
            self.failed.pop(id, None)
            task = self._tasks[id] = asyncio.create_task(self._grade(id))
            task.add_done_callback(lambda _: self._tasks.pop(id, None))
        return task

    async def wait(self, id: str, seconds: float) -> bool:
        """Begin grading and wait for it at most so long; tell whether it is over."""
        done, _ = await asyncio.wait([self.begin(id)], timeout=seconds)
        return bool(done)

    async def close(self, seconds: float = PATIENCE) -> None:
        """Let what is nearly done end, and stop the rest; the store says what is left to do."""
        await finished(list(self._tasks.values()), seconds)

    async def _grade(self, id: str) -> None:
        async with self._turn:
            try:
                await self.practice.grade(id)
            except TrainerError as error:
                log.warning("attempt %s was not graded: %s", id, error)
                self.failed[id] = error


async def finished(tasks: Sequence[asyncio.Task[None]], seconds: float = PATIENCE) -> None:
    """Wait for tasks to end; those that take longer are cancelled."""
    if tasks:
        _, late = await asyncio.wait(tasks, timeout=seconds)
        for task in late:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def in_background(work: Callable[[], Awaitable[None]]) -> asyncio.Task[None]:
    """Begin ``work``; what goes wrong in it is logged, and stops nothing else."""

    async def run() -> None:
        try:
            await work()
        except Exception:
            log.exception("work in the background failed")

    return asyncio.create_task(run())
