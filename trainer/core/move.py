"""The moves: the one vocabulary that joins reading, mood and grading."""

from typing import Annotated, Literal, TypeVar

from pydantic import Field, model_validator

from trainer.core.base import Language, Value
from trainer.core.scenario import Id
from trainer.core.script import Text

HELD_BACK = "held-back"
"""The author's batch that training never sees."""
ELSEWHERE = frozenset({"other-rooms", "recorded", "further-rooms", "informal", "felt", "voices"})
"""Batches from rooms where other things are talked of than at a public desk."""
E = TypeVar("E")


class Example(Value):
    """A text that holds the move, with every other move that it holds too."""

    text: Text
    also: tuple[Id, ...] = ()
    after: Text | None = None
    """What the citizen had just said, where the move needs it."""

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: object) -> object:
        return {"text": value} if isinstance(value, str) else value


class NearMiss(Value):
    """A text that looks like the move and is not."""

    text: Text
    is_: tuple[Id, ...] = ()
    """The moves that it does hold."""
    after: Text | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: object) -> object:
        return {"text": value} if isinstance(value, str) else value


Batches = dict[Id, tuple[E, ...]]
"""By author; ``held-back`` is kept out of training."""


class MoveWords(Value):
    """A move in one language."""

    name: Text
    """As a coach would note it in the margin."""
    means: Text
    examples: Batches[Example]
    near_misses: Annotated[Batches[NearMiss], Field(default_factory=dict)]


class Move(Value):
    """What a trainee does in one message."""

    format: Literal[1]
    id: Id
    direction: Literal["towards", "away"]
    skill: Id
    """The criterion that it belongs to."""
    nl: MoveWords
    en: MoveWords
    da: MoveWords

    def words(self, language: Language) -> MoveWords:
        """Return the move's words in ``language``."""
        words: MoveWords = getattr(self, language)
        return words


class Samples(Value):
    """What shows a mark in one language, and what only looks like it."""

    examples: Batches[Example]
    near_misses: Annotated[Batches[NearMiss], Field(default_factory=dict)]


class Mark(Value):
    """What sentences are told by that are no move."""

    format: Literal[1]
    id: Id
    nl: Samples
    en: Samples
    da: Samples

    def words(self, language: Language) -> Samples:
        """Return its examples in ``language``."""
        words: Samples = getattr(self, language)
        return words


class Aside(Mark):
    """What a trainee says to somebody else than the citizen."""


class Opportunity(Mark):
    """What a citizen says that a good listener would stop at (Suchman et al., 1997)."""
