"""What an engine is: a reader, a citizen and a grader. Every engine passes the same tests."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Protocol

from trainer.core.assessment import Assessment, Record
from trainer.core.case import Case
from trainer.core.direction import Direction, Reply
from trainer.core.reading import Reading
from trainer.core.rubric import Rubric, RubricWords
from trainer.core.transcript import Transcript

Step = Callable[[str, Callable[[], Awaitable[str]]], Awaitable[str]]
"""Does a named piece of costly work, or gives what it gave before. All steps of a piece of work are
asked for in the same order each time, before any of them is waited for."""


async def at_once(name: str, work: Callable[[], Awaitable[str]]) -> str:
    """Do the work; nothing is kept."""
    return await work()


class Reader(Protocol):
    """Finds moves, topics and items in a message of the trainee."""

    async def read(self, case: Case | None, transcript: Transcript, message: str) -> Reading:
        """Read ``message``, which comes after ``transcript``.

        Without a case only moves are found. Every ``Found.text`` is a literal part of the
        message.
        """
        ...

    async def read_all(self, case: Case | None, transcript: Transcript) -> dict[int, Reading]:
        """Read every message of the trainee, each as it comes after the turns before it.

        It gives the readings, by turn, that ``read`` gives one by one.
        """
        ...

    async def facts_in(self, case: Case, text: str) -> tuple[str, ...]:
        """Return the facts that a citizen's text tells."""
        ...

    async def prepare(self, case: Case, heard: str) -> None:
        """Do ahead what would keep the next message waiting, which answers ``heard``."""
        ...


class Citizen(Protocol):
    """Says what a direction asks for."""

    def speak(
        self,
        case: Case,
        transcript: Transcript,
        direction: Direction,
        used: tuple[str, ...],
        seed: int,
    ) -> AsyncIterator[str | Reply]:
        """Yield the reply's text in pieces as it comes, and last the whole ``Reply``.

        The pieces are a preview: what counts as said is the ``Reply``, which may differ from them
        where what came turned out to be nothing that this person would say.

        ``used`` holds the ids of the lines spoken before. The same inputs give the same reply
        where the engine is deterministic.
        """
        ...


class Grader(Protocol):
    """Judges a conversation by a rubric."""

    async def grade(
        self, rubric: Rubric, words: RubricWords, record: Record, step: Step = at_once
    ) -> Assessment:
        """Return the assessment; every quote stands in its turn.

        What is slow or paid for goes through ``step``, so that it is not done anew after a kill.
        """
        ...
