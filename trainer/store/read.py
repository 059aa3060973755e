"""A read: what is asked of the database, and what is made of its answers."""

from collections.abc import Awaitable, Callable, Generator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import Executable, Row

Found = TypeVar("Found", covariant=True)
Other = TypeVar("Other")
Rows = Sequence[Row[*tuple[Any, ...]]]
Question = tuple[Executable, Mapping[str, object]]
"""A query that was made once, and the values of its blanks."""
Ask = Callable[[Sequence[Question]], Awaitable[Sequence[Rows]]]
"""Asks some questions in one go, and returns the rows of each."""


@dataclass(frozen=True)
class Read(Generic[Found]):
    """Something to read: it is read when it is awaited, and ``one & other`` in one go.

    The way to the database and back takes longer than most questions.
    """

    ask: Ask
    questions: tuple[Question, ...]
    made: Callable[[Sequence[Rows]], Found]

    def __and__(self, other: "Read[Other]") -> "Read[tuple[Found, Other]]":
        count = len(self.questions)
        return Read(
            self.ask,
            self.questions + other.questions,
            lambda rows: (self.made(rows[:count]), other.made(rows[count:])),
        )

    def __await__(self) -> Generator[Any, None, Found]:
        return self._answered().__await__()

    async def _answered(self) -> Found:
        return self.made(await self.ask(self.questions))
