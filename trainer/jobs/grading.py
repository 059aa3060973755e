"""Grading behind the page, whatever keeps track of it."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol


class Waiting(Protocol):
    """Tells which attempts wait for their grade."""

    async def ungraded(self) -> tuple[str, ...]:
        """Return their ids, the oldest first."""
        ...


@dataclass(frozen=True)
class Progress:
    """How far the grading of an attempt is."""

    begun: bool = False
    failed: bool = False
    """It went wrong, and is not tried again unless somebody asks for it."""
    steps: tuple[str, ...] = ()
    """The steps done so far, by name; a criterion's step has the criterion's id."""


class Grading(Protocol):
    """Grades attempts behind the page, each once however often it is asked for."""

    async def start(self) -> None:
        """Take up what was left when the server stopped."""
        ...

    async def begin(self, id: str) -> None:
        """Begin to grade an attempt, unless that is going on already."""
        ...

    async def wait(self, id: str, seconds: float) -> bool:
        """Begin grading and wait for it at most so long; tell whether it is over."""
        ...

    async def progress(self, id: str) -> Progress:
        """Return how far it is."""
        ...

    async def again(self, id: str) -> None:
        """Begin anew what failed."""
        ...

    async def forget(self, ids: Collection[str]) -> None:
        """Stop grading attempts that are erased, and remove all that is kept of their jobs."""
        ...

    async def close(self) -> None:
        """Let what is nearly done end, and leave the rest for the next start."""
        ...
