"""Doors: open chats, which a session that ends must close at once."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Doors:
    """Knows who has a chat open in this process."""

    _open: dict[str, set[asyncio.Event]] = field(default_factory=dict)

    @contextmanager
    def opened(self, person: str) -> Iterator[asyncio.Event]:
        """Give what is set when the person's sessions should be looked at again."""
        knock = asyncio.Event()
        self._open.setdefault(person, set()).add(knock)
        try:
            yield knock
        finally:
            self._open[person].discard(knock)
            if not self._open[person]:
                del self._open[person]

    def knock(self, person: str) -> None:
        """Have every open chat of a person look whether its session is still there."""
        for knock in self._open.get(person, ()):
            knock.set()
