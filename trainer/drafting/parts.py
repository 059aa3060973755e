"""The parts in which a language's words are written: each one call, each a form of its own."""

from dataclasses import dataclass

from trainer.core.base import Language, Value
from trainer.core.scenario import Id
from trainer.core.script import (
    FactWords,
    Hints,
    ItemWords,
    Line,
    Persona,
    SpokenLines,
    Text,
    TopicWords,
)

NAMES: dict[Language, str] = {"nl": "Dutch", "en": "British English", "da": "Danish"}


class Face(Value):
    """What people see first, and who the citizen is."""

    title: Text
    summary: Text
    trains: Text
    content_note: Text | None = None
    briefing: Text
    knowledge: tuple[Text, ...]
    persona: Persona
    opening: Line
    hints: Hints


class Secrets(Value):
    """The facts in words."""

    facts: dict[Id, FactWords]


class Questions(Value):
    """The topics in words."""

    topics: dict[Id, TopicWords]


class Items(Value):
    """The checklist in words."""

    checklist: dict[Id, ItemWords]


class Talk(Value):
    """Everything else that the citizen can say."""

    lines: SpokenLines


@dataclass(frozen=True)
class Part:
    """One call for a language's words."""

    prompt: str
    """The name of its prompt."""
    model: type[Value]

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the language file that it fills."""
        return tuple(field.alias or name for name, field in self.model.model_fields.items())


PARTS = (
    Part("face", Face),
    Part("secrets", Secrets),
    Part("questions", Questions),
    Part("items", Items),
    Part("talk", Talk),
)
"""In this order: the facts stand before the lines that must not give them away."""
