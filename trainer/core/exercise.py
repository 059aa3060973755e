"""An exercise: somebody's go at a drill or a letter. It is no attempt, and counts for nothing."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Literal, Protocol

from pydantic import Field

from trainer.core.base import Language, Value
from trainer.core.detection import Detection
from trainer.core.plainness import Hard, Plainness
from trainer.core.reading import Found
from trainer.core.scenario import Id
from trainer.core.script import Text
from trainer.core.wording import Kept, Likeness, Said

Kind = Literal["drill", "letter"]
Literacy = Literal["communicative", "critical", "ethical", "creative", "technical"]
"""The five skills of working with AI."""


class Structure(Value):
    """What a drill and a letter have in common, the same in every language."""

    format: Literal[1]
    id: Id
    version: Annotated[int, Field(ge=1)]
    status: Literal["draft", "tested"]
    source: Language = "nl"
    """The language in which it was written first."""
    themes: tuple[Id, ...]
    literacy: tuple[Literacy, ...] = ()
    """The skills of working with AI that it trains."""
    minutes: Annotated[int, Field(ge=2, le=60)] = 8
    """About how long it takes."""


class Words(Value):
    """The words that a drill and a letter have in common, in one language."""

    translates: str | int | None = None
    """The hash of the source texts that these were checked against; none in the source itself."""
    title: Text
    summary: Text
    trains: Text
    """What it trains, in one short sentence."""
    situation: Text
    """What happened, and what is asked of the trainee."""
    knowledge: tuple[Text, ...] = ()
    """What the trainee may go by: the rules and figures as they are."""


class Answer(Value):
    """What a trainee did so far; kept while they work."""

    marked: tuple[str, ...] = ()
    """The places marked: the numbers of passages, and ``missing``."""
    kinds: dict[str, str] = {}
    """By place, what is wrong there."""
    mends: dict[str, str] = {}
    """By place, what should stand there; empty: it should go."""
    nothing: bool = False
    """They find nothing wrong."""
    text: str = ""
    """What they wrote themselves."""


class Mended(Value):
    """How a fault that was found was mended."""

    changed: bool
    """Whether anything was changed."""
    nonsense: bool = False
    """Whether what was written is nothing that anybody could read."""
    kept: Kept | None = None
    """What became of what it must say; None where it need say nothing."""
    left: str = ""
    """What of the fault is still there."""
    away: tuple[Found, ...] = ()
    hard: tuple[Hard, ...] = ()
    """Officialese, each with what to say instead."""

    @property
    def good(self) -> bool:
        """Whether it says what it must, and the fault is gone."""
        return (
            self.changed
            and not self.nonsense
            and (self.kept is None or self.kept.state == "kept")
            and not (self.left or self.away)
        )


class Checked(Value):
    """A text checked: what was found in it, and how it was mended."""

    hits: tuple[str, ...]
    """Faults found, in the order of the text."""
    misses: tuple[str, ...]
    alarms: tuple[str, ...]
    """Places marked without a fault."""
    detection: Detection
    named: tuple[str, ...] = ()
    """The hits of which the trainee also said what is wrong."""
    mended: dict[str, Mended] = {}
    """By fault found."""


class Written(Value):
    """A text written: what it holds, and how it reads."""

    points: dict[str, Kept]
    away: tuple[Found, ...] = ()
    private: tuple[str, ...] = ()
    """Personal data that should not be in it, as written."""
    plainness: Plainness
    before: Plainness | None = None
    """How the letter read before, where there was one."""

    @property
    def kept(self) -> tuple[str, ...]:
        """The points that are in it."""
        return tuple(id for id, point in self.points.items() if point.state == "kept")


class Result(Value):
    """What came of an exercise: one of the two."""

    checked: Checked | None = None
    written: Written | None = None


class Exercise(Value):
    """Somebody's go at a drill or a letter."""

    id: str
    person: str
    """The person's id."""
    kind: Kind
    task: Id
    """The id of the drill or letter."""
    version: int
    hash: str
    """Of the content as it was when it began."""
    language: Language
    answer: Answer = Answer()
    result: Result | None = None
    begun: datetime
    ended: datetime | None = None


class Proofreader(Protocol):
    """Finds in a text which points it says, and how it reads."""

    async def read(self, language: Language, points: Mapping[str, Said], text: str) -> Likeness:
        """Read ``text``; every ``Found.text`` is a literal part of it."""
        ...
