"""Closing: each settled week, what may be known of each group is closed for good."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Protocol

from trainer.core.week import settled
from trainer.store.cells import Cells
from trainer.store.groups import Groups

log = logging.getLogger(__name__)
HOUR = 3600.0
"""Seconds."""


class Counts(Protocol):
    """What counts somebody's graded attempts."""

    async def count(self, person: str) -> object:
        """Count what is not counted yet."""
        ...


@dataclass(frozen=True)
class Closing:
    """Closes weeks, whichever of them a stopped server missed included."""

    cells: Cells
    groups: Groups
    counting: Counts
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    async def close(self) -> int:
        """Close what can be closed in every group; return how many cells that made."""
        through, made = settled(self.now()), 0
        for group in await self.groups.all():
            for member in await self.groups.members(group.id, "trainee"):
                await self.counting.count(member.person.id)
            made += await self.cells.close(group.id, through)
        return made + await self.cells.close_house(through)

    async def go_on(self, stopping: asyncio.Event) -> None:
        """Close each week as it settles, until ``stopping``; what failed is tried an hour later.

        It ends between two closings, so no connection is left half open.
        """
        closed: date | None = None
        while not stopping.is_set():
            through = settled(self.now())
            if through != closed:
                try:
                    await self.close()
                    closed = through
                except Exception:
                    log.exception("a week could not be closed")
            with suppress(TimeoutError):
                await asyncio.wait_for(stopping.wait(), HOUR)
