"""The plan of a case: its structure, with one sentence on what each id stands for."""

from pathlib import Path
from typing import Annotated

from pydantic import Field

from trainer.content.document import Document, Node
from trainer.content.ids import resolved
from trainer.content.load import Loaded
from trainer.content.reach import Reach
from trainer.content.structure import structure_faults
from trainer.core.base import Language, Value
from trainer.core.case import Defaults
from trainer.core.rubric import Rubric
from trainer.core.scenario import (
    LEVELS,
    Effects,
    Fact,
    Id,
    Item,
    Levels,
    Mood,
    Outcome,
    Scenario,
    Skill,
    Told,
    Topic,
)

Sentence = Annotated[str, Field(min_length=1)]


class PlannedFact(Value):
    """Something that the citizen knows."""

    is_: Sentence
    """The fact in one sentence, in the language of the brief."""
    told: Told
    """When it comes out."""


class PlannedItem(Item):
    """One line of the checklist."""

    is_: Sentence
    """What was learned or said, in one sentence in the language of the brief."""


class Plan(Value):
    """What a case is about, before its words are written."""

    themes: tuple[Id, ...]
    """Two to four themes, as ids in English."""
    channel: Annotated[str, Field(pattern="^(desk|phone|chat)$")]
    citizen: Sentence
    """Who the citizen is: name, age, way of talking, what they want and what they fear."""
    skills: dict[Id, Skill]
    mood: Mood
    reactions: dict[Id, Effects] = {}
    topics: dict[Id, Sentence]
    """Each question that a trainee may ask, described in one sentence."""
    facts: dict[Id, PlannedFact]
    checklist: dict[Id, PlannedItem]
    outcome: Outcome = Outcome()
    levels: Levels

    def scenario(self, id: str, rubric: str, source: Language) -> Scenario:
        """Return the structure as a draft.

        Raises ``pydantic.ValidationError`` where a value is out of bounds.
        """
        return Scenario.model_validate(
            {
                "format": 1,
                "id": id,
                "version": 1,
                "status": "draft",
                "kind": "conversation",
                "rubric": rubric,
                "source": source,
                "themes": self.themes,
                "channel": self.channel,
                "skills": self.skills,
                "mood": self.mood,
                "reactions": self.reactions,
                "topics": {id: Topic() for id in self.topics},
                "facts": {id: Fact(told=fact.told) for id, fact in self.facts.items()},
                "checklist": {
                    id: Item(**item.model_dump(exclude={"is_"}))
                    for id, item in self.checklist.items()
                },
                "outcome": self.outcome,
                "levels": self.levels,
            }
        )


def plan_faults(
    scenario: Scenario, rubric: Rubric, moves: tuple[str, ...], defaults: Defaults
) -> list[str]:
    """Return what is wrong with a structure, each with what to write instead."""
    faults = list(resolved(loose(scenario)))
    if not faults:
        reaches = [Reach(scenario, defaults, level) for level in LEVELS]
        faults = list(structure_faults(loose(scenario), rubric, moves, reaches))
    return [f"{fault.wrong}; {fault.instead}" for fault in faults]


def loose(scenario: Scenario) -> Loaded[Scenario]:
    """Return a structure as if it had been read from a file, whose lines nobody asks for."""
    return Loaded(scenario, Document("scenario.yaml", Path("scenario.yaml"), Node({}, 1)))
