"""Tasks beside the pages: begun, waited for, and never the end of anything else."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

log = logging.getLogger(__name__)
PATIENCE = 5.0
"""Seconds that a stopping server waits for what is going on."""


async def finished(tasks: Sequence[asyncio.Task[Any]], seconds: float = PATIENCE) -> None:
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
