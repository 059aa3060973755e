"""What was found in one message of the trainee, each with the words that show it."""

from typing import Annotated

from pydantic import Field

from trainer.core.base import Value
from trainer.core.usage import Usage


class Found(Value):
    """Something found in a message."""

    id: str
    """The move, topic, item, everyday question or term."""
    text: str
    """The words that show it: a literal part of the message."""
    sure: Annotated[float, Field(ge=0, le=1)] = 1.0
    """How sure the reader is, 0-1."""


class Reading(Value):
    """One message read."""

    moves: tuple[Found, ...] = ()
    faint: tuple[Found, ...] = ()
    """Feelings perhaps named, impact perhaps acknowledged: not surely enough for a move. They move
    no mood; a grader may take them for weaker evidence."""
    reflects: tuple[Found, ...] = ()
    """Statements that perhaps give back what was told or felt, each as its likeliest move: weaker
    evidence for a grader, as what is faint."""
    topics: tuple[Found, ...] = ()
    """Topics of the scenario that were asked."""
    items: tuple[Found, ...] = ()
    """Checklist items that were said."""
    wrong: tuple[Found, ...] = ()
    """Checklist items of which something false was said."""
    everyday: tuple[Found, ...] = ()
    """Everyday questions, and small talk, asked: ids of ``persona.answers`` or the shared words."""
    summary_of: tuple[str, ...] = ()
    """Facts that a summary in this message matches."""
    officialese: tuple[Found, ...] = ()
    """Officialese terms; ``id`` is the plainer word."""
    phrases: tuple[Found, ...] = ()
    """Set phrases: goodbye, wait, repeat, to-grader, on-what (asks what one came for), nonsense."""
    shown: tuple[Found, ...] = ()
    """What the citizen had just said that a good listener would stop at: sentences of theirs."""
    impressions: tuple[Found, ...] = ()
    """Every sentence, ``sure`` telling how much it sounds like talks that were judged good; nothing
    where that cannot be told."""
    words: int = 0
    questions: int = 0
    repeats: bool = False
    """Nearly the same as an earlier message of the trainee."""
    offer: bool = False
    """A yes/no offer was made: "Shall I call them in?"."""
    usage: tuple[Usage, ...] = ()
    """What a model took that read it; kept beside the attempt, not with the reading."""

    def has(self, *moves: str) -> bool:
        """Tell whether one of ``moves`` was found."""
        return any(found.id in moves for found in self.moves)

    def sure_of(self, *moves: str) -> float:
        """Return how sure the reader is of the surest of ``moves``, 0 where it found none."""
        return max((found.sure for found in self.moves if found.id in moves), default=0.0)

    def says(self, phrase: str) -> bool:
        """Tell whether the set phrase was found."""
        return any(found.id == phrase for found in self.phrases)

    @property
    def move_ids(self) -> tuple[str, ...]:
        """The moves' ids, each once."""
        return tuple(dict.fromkeys(found.id for found in self.moves))
