"""Closing: each settled week, what may be known of each group is closed for good."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Protocol

from trainer.core.week import settled
from trainer.store.cells import Cells
from trainer.store.groups import Groups


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
    _done: set[date] = field(default_factory=set)

    async def close(self) -> int:
        """Close what can be closed in every group; return how many cells that made."""
        through, made = settled(self.now()), 0
        for group in await self.groups.all():
            for member in await self.groups.members(group.id, "trainee"):
                await self.counting.count(member.person.id)
            made += await self.cells.close(group.id, through)
        return made + await self.cells.close_house(through)

    async def settle(self) -> None:
        """Close each week once, as soon as it is settled."""
        through = settled(self.now())
        if through not in self._done:
            await self.close()
            self._done.add(through)
