"""Closing: each settled week, what may be known of each group is closed for good."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from trainer.core.week import settled
from trainer.store.cells import Cells
from trainer.store.groups import Groups

HOUR = 3600.0


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

    async def go_on(self) -> None:
        """Close each week as it settles, until cancelled."""
        while True:
            through = settled(self.now())
            await self.close()
            while through == settled(self.now()):
                await asyncio.sleep(HOUR)
