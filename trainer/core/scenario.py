"""A scenario: who the citizen is, what is hidden, and what must come out of the conversation.

``Scenario`` is the structure (``scenario.yaml``), the same in every language. ``core.script``
holds the words. ``core.case`` joins the two at a level.
"""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from trainer.core.base import Language, Value

Variable = Literal["trust", "anger", "overload"]
LevelName = Literal["easy", "standard", "hard"]
LEVELS: tuple[LevelName, ...] = ("easy", "standard", "hard")
Style = Literal[
    "interrupts",
    "low-literacy",
    "non-native",
    "tangential",
    "talkative",
    "withdrawn",
    "ashamed",
]
Bounded = Annotated[int, Field(ge=0, le=10)]
Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Effects = dict[Variable, Annotated[int, Field(ge=-3, le=3)]]


class Mood(Value):
    """A citizen's mood: three whole numbers from 0 to 10."""

    trust: Bounded = 3
    """How far the citizen believes that this official is on their side."""
    anger: Bounded = 5
    """How angry the citizen is; 7 or more is furious, 10 leaves."""
    overload: Bounded = 2
    """How much more the citizen can take in; above 7 the thread is lost."""


class MoodChange(Value):
    """A starting mood in part: what is left out keeps the value it had."""

    trust: Bounded | None = None
    anger: Bounded | None = None
    overload: Bounded | None = None


class Told(Value):
    """The conditions, joined by *and*, under which a fact is told."""

    freely: bool = False
    """Told without being asked, after an open question."""
    asked: tuple[Id, ...] = ()
    """One of these topics must have been asked."""
    after: Id | None = None
    """This fact must have been told before."""
    at_least: dict[Variable, Bounded] = {}
    """The mood must have reached these numbers."""
    at_most: dict[Variable, Bounded] = {}
    """The mood must not be above these numbers."""

    @model_validator(mode="before")
    @classmethod
    def _from_word(cls, value: object) -> object:
        return {"freely": True} if value == "freely" else value


class Fact(Value):
    """Something the citizen knows."""

    told: Told
    """When it comes out: ``freely`` or a mapping of conditions."""


class Topic(Value):
    """A question that a trainee may ask; its words stand in the language files."""


class Item(Value):
    """One line of the checklist: something learned, or something said."""

    learned: Id | None = None
    """The fact that must have been told. Counts for *finds-out*."""
    said: bool = False
    """True where the trainee must say it."""
    counts_for: Literal["explains", "guides-beyond", "agrees-next-step"] | None = None
    """The criterion that a *said* item counts for."""
    weight: Annotated[int, Field(ge=1, le=5)] = 1
    """How much it weighs among the items of its criterion."""
    required: bool = False
    """The talk is settled only when every required item is done."""

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        if (self.learned is None) == (not self.said):
            raise ValueError("an item is either `learned: <fact>` or `said: true`")
        if self.said and self.counts_for is None:
            raise ValueError("a `said` item needs `counts-for`")
        return self

    @property
    def criterion(self) -> str:
        """The criterion that this item counts for."""
        return self.counts_for or "finds-out"


class Skill(Value):
    """How much a scenario trains a criterion, and how hard it makes it."""

    weight: Annotated[float, Field(gt=0, le=1)]
    """0-1: how much of the case is about it."""
    difficulty: Annotated[float, Field(ge=-3, le=3)]
    """In logits: 0 is met by half of the people of average skill."""


class Outcome(Value):
    """Whether the citizen can get what they came for."""

    kind: Literal["open", "fair-no"] = "open"
    """``fair-no``: the answer stays no; how it is told is what counts."""


class Limit(Value):
    """When it is right to set a limit and end the talk."""

    at_least: dict[Variable, Bounded] = {}
    """The mood at which ending it is warranted."""


class Ends(Value):
    """What ends the conversation from outside."""

    turns: Annotated[int, Field(ge=3, le=60)] = 24
    """The most messages a trainee may send."""
    limit: Limit = Limit(at_least={"anger": 8})
    """When ending it because of the citizen's behaviour is warranted."""


class Level(Value):
    """The dials of a level; never other facts and never another checklist."""

    mood: MoodChange = MoodChange()
    """The starting mood, where it differs from the scenario's."""
    turns: Annotated[int, Field(ge=3, le=60)] | None = None
    """The most messages, where it differs."""
    hints: bool | None = None
    """Whether hints may be asked for; where nothing is said, at all levels but the hardest."""
    styles: tuple[Style, ...] = ()
    """How this person talks at this level."""


class Levels(Value):
    """The three levels of a scenario."""

    easy: Level
    standard: Level
    hard: Level


class Scenario(Value):
    """The structure of a case, the same in every language."""

    format: Literal[1]
    id: Id
    version: Annotated[int, Field(ge=1)]
    status: Literal["draft", "tested"]
    kind: Literal["conversation"]
    warm_up: bool = False
    """A first talk of a few turns, which the page guides; it may be smaller than other cases."""
    rubric: Id
    source: Language = "nl"
    """The language in which the case was written first."""
    themes: tuple[Id, ...]
    channel: Literal["desk", "phone", "chat"]
    minutes: Annotated[int, Field(ge=2, le=60)] = 10
    """About how long a practice takes."""
    skills: dict[Id, Skill]
    mood: Mood
    reactions: dict[Id, Effects] = {}
    """How this citizen's mood moves, variable by variable, on top of the shared defaults."""
    topics: dict[Id, Topic]
    facts: dict[Id, Fact]
    checklist: dict[Id, Item]
    outcome: Outcome = Outcome()
    ends: Ends = Ends()
    levels: Levels

    def facts_of(self, topic: str) -> tuple[str, ...]:
        """Return the facts that a question about ``topic`` may bring out, in order."""
        return tuple(id for id, fact in self.facts.items() if topic in fact.told.asked)

    def earned(self) -> tuple[str, ...]:
        """Return the facts whose trust threshold lies above the easy level's start."""
        easy = self.levels.easy.mood.trust
        start = self.mood.trust if easy is None else easy
        return tuple(
            id for id, fact in self.facts.items() if fact.told.at_least.get("trust", 0) > start
        )
