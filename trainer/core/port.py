"""Ports: where a practice gets its cases from, and where it keeps what comes of them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from trainer.core.agreement import Pair
from trainer.core.assessment import Assessment
from trainer.core.attempt import Attempt, Exchange, Phase, SelfRating, Status
from trainer.core.base import Language
from trainer.core.case import Case
from trainer.core.rubric import Rubric, RubricWords
from trainer.core.scenario import LevelName
from trainer.core.usage import Usage


class Catalog(Protocol):
    """Where cases and rubrics come from."""

    def case(self, scenario: str, language: Language, level: LevelName) -> Case:
        """Return a case; ``NotFoundError`` where there is none."""
        ...

    def rubric(self, id: str, language: Language) -> tuple[Rubric, RubricWords, str]:
        """Return a rubric, its words and the hash of its content."""
        ...


class Attempts(Protocol):
    """Where attempts are kept. Each call is one transaction."""

    async def add(self, attempt: Attempt) -> None:
        """Keep a new attempt."""
        ...

    async def get(self, id: str) -> Attempt:
        """Return an attempt with all that was said; ``NotFoundError`` where there is none."""
        ...

    async def append(
        self,
        id: str,
        position: int,
        exchange: Exchange,
        then: Status = "talking",
        ended: datetime | None = None,
    ) -> None:
        """Keep exchange number ``position`` (0-based) and the status after it: all or nothing.

        Raises ``ConflictError`` where another exchange has that position already.
        """
        ...

    async def move(self, id: str, status: Status, ended: datetime | None = None) -> None:
        """Change the status."""
        ...

    async def hinted(self, id: str, phase: Phase, most: int) -> int | None:
        """Keep that a hint was asked for in a phase; return the how manieth there it is.

        None, and nothing is kept, where there were ``most`` already.
        """
        ...

    async def rate(self, id: str, rating: SelfRating) -> None:
        """Keep the trainee's own rating."""
        ...

    async def grade(self, id: str, assessment: Assessment) -> bool:
        """Keep the assessment once; return False where there was one already."""
        ...

    async def note(self, id: str, note: str) -> None:
        """Keep a remark about what happened on the way."""
        ...

    async def used(self, id: str, calls: Sequence[Usage]) -> None:
        """Keep what calls of a model took; those of grading come with the assessment."""
        ...


class Reviews(Protocol):
    """Where coaches' levels are kept."""

    async def pairs(self, rubric: str, engine: str) -> Mapping[str, Sequence[Pair]]:
        """Return the levels that an engine and a coach both gave, by criterion."""
        ...
