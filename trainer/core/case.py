"""A case: one scenario as it is played, at a level and in a language."""

from collections.abc import Iterator

from pydantic import BaseModel

from trainer.core.base import Language, Value
from trainer.core.scenario import Effects, LevelName, Mood, Scenario, Style
from trainer.core.script import Banded, Line, Lines, Script, SharedScript


class Defaults(Value):
    """``scenarios/defaults.yaml``: what every citizen shares."""

    format: int = 1
    reactions: dict[str, Effects]
    """How a move moves the mood where the scenario does not say otherwise."""
    strength: tuple[str, ...]
    """The moves in the order in which a citizen reacts to them, strongest first."""


class Case(Value):
    """Everything that a conversation needs, fixed for its whole length."""

    scenario: Scenario
    script: Script
    shared: SharedScript
    defaults: Defaults
    language: Language
    level: LevelName
    hash: str = ""
    """Hash of the content, stamped on an attempt."""

    @property
    def mood(self) -> Mood:
        """The citizen's mood at the start, at this level."""
        change = getattr(self.scenario.levels, self.level).mood
        return self.scenario.mood.model_copy(update=change.model_dump(exclude_none=True))

    @property
    def turns(self) -> int:
        """The most messages that the trainee may send."""
        turns: int | None = getattr(self.scenario.levels, self.level).turns
        return turns or self.scenario.ends.turns

    @property
    def styles(self) -> tuple[Style, ...]:
        """How this person talks at this level."""
        styles: tuple[Style, ...] = getattr(self.scenario.levels, self.level).styles
        return styles

    @property
    def hints(self) -> bool:
        """Whether hints may be asked for."""
        said: bool | None = getattr(self.scenario.levels, self.level).hints
        return self.level != "hard" if said is None else said

    def effects(self, move: str) -> Effects:
        """Return how ``move`` moves this citizen's mood, variable by variable."""
        return {**self.defaults.reactions.get(move, {}), **self.scenario.reactions.get(move, {})}

    @property
    def required(self) -> tuple[str, ...]:
        """The items without which the talk is not settled."""
        return tuple(id for id, item in self.scenario.checklist.items() if item.required)


def lines(model: BaseModel, path: str = "") -> Iterator[tuple[str, Line]]:
    """Yield ``(id, line)`` for every line below ``model``; the id is its path in the YAML."""
    for name, field in type(model).model_fields.items():
        key = field.alias or name
        yield from _lines(getattr(model, name), f"{path}/{key}" if path else key)


def _lines(value: object, path: str) -> Iterator[tuple[str, Line]]:
    if isinstance(value, Line):
        yield path, value
        if value.then:
            yield from lines(value.then, f"{path}/then")
    elif isinstance(value, Banded):
        for band, some in value.items():
            yield from _lines(some, f"{path}/{band}")
    elif isinstance(value, tuple):
        for i, one in enumerate(value):
            yield from _lines(one, f"{path}/{i}")
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from _lines(one, f"{path}/{key}")
    elif isinstance(value, BaseModel):
        yield from lines(value, path)


def numbered(path: str, some: Lines) -> tuple[tuple[str, Line], ...]:
    """Return ``some`` lines with their ids below ``path``."""
    return tuple((f"{path}/{i}", line) for i, line in enumerate(some))
