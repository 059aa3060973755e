"""How often somebody may try to sign in."""

from dataclasses import dataclass, field

from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

BY_NAME = (RateLimitItemPerMinute(5), RateLimitItemPerHour(20))
BY_ADDRESS = (RateLimitItemPerMinute(30),)
"""Colleagues share an address, so it may fail more often."""


@dataclass(frozen=True)
class Rates:
    """Counts the tries that failed, in this process; an empty name or address counts nothing."""

    limiter: MovingWindowRateLimiter = field(
        default_factory=lambda: MovingWindowRateLimiter(MemoryStorage())
    )

    def may_try(self, name: str, address: str) -> bool:
        """Tell whether another try is allowed now."""
        return all(self.limiter.test(limit, *key) for limit, *key in _limits(name, address))

    def failed(self, name: str, address: str) -> None:
        """Count a try that failed."""
        for limit, *key in _limits(name, address):
            self.limiter.hit(limit, *key)


def _limits(name: str, address: str) -> list[tuple[RateLimitItem, str, str]]:
    by_name = [(limit, "name", name.strip().lower()) for limit in BY_NAME]
    by_address = [(limit, "address", address) for limit in BY_ADDRESS]
    return [one for one in (*by_name, *by_address) if one[2]]
