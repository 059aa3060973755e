"""How often somebody may try to sign in."""

from dataclasses import dataclass
from datetime import timedelta

from trainer.store.tries import Limit, Tries

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
BY_NAME = ((5, MINUTE), (20, HOUR))
BY_ADDRESS = ((30, MINUTE),)
"""Colleagues share an address, so it may fail more often."""


@dataclass(frozen=True)
class Rates:
    """Counts tries that fail, over all servers; an empty name or address counts nothing."""

    tries: Tries

    async def may_try(self, name: str, address: str) -> bool:
        """Tell whether a try is allowed now; it counts as failed until it ``passed``."""
        return await self.tries.begin(_limits(name, address))

    async def passed(self, name: str, address: str) -> None:
        """Take the try back that did not fail."""
        await self.tries.forget(_limits(name, address))

    async def shut(self, name: str, address: str) -> bool:
        """Tell whether no other try is allowed for now."""
        return await self.tries.full(_limits(name, address))


def _limits(name: str, address: str) -> list[Limit]:
    known = (("name", name.strip().lower(), BY_NAME), ("address", address, BY_ADDRESS))
    return [
        Limit(f"{kind}:{value}", most, within)
        for kind, value, limits in known
        if value
        for most, within in limits
    ]
