"""Work beside the pages: begun, done each hour, waited for, and never the end of anything else."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Any

log = logging.getLogger(__name__)
PATIENCE = 5.0
"""Seconds that a stopping server waits for what is going on."""
MINUTE, HOUR = 60.0, 3600.0
"""Seconds."""


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


async def hourly(
    work: Callable[[], Awaitable[object]],
    stopping: asyncio.Event,
    fault: str,
    first: float = 0.0,
) -> None:
    """Do ``work`` after ``first`` seconds and then each hour, until ``stopping``.

    What failed is logged as ``fault`` and tried again an hour later. It ends between two rounds, so
    nothing is left half done.
    """
    wait = first
    while not await _set(stopping, wait):
        wait = HOUR
        try:
            await work()
        except Exception:
            log.exception(fault)


async def _set(event: asyncio.Event, seconds: float) -> bool:
    """Tell whether an event came, after so many seconds at the latest."""
    with suppress(TimeoutError):
        await asyncio.wait_for(event.wait(), seconds)
    return event.is_set()
