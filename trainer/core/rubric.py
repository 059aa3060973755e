"""A rubric: dimensions, criteria, and four anchored levels described by what can be seen."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from trainer.core.base import Value
from trainer.core.scenario import Id
from trainer.core.script import Text

BandName = Literal["absent", "emerging", "competent", "strong"]
BANDS: tuple[BandName, ...] = ("absent", "emerging", "competent", "strong")


class Indicators(Value):
    """The moves that count for and against a criterion."""

    for_: tuple[Id, ...] = ()
    against: tuple[Id, ...] = ()


class Criterion(Value):
    """One thing that is judged."""

    dimension: Id
    weight: Annotated[float, Field(gt=0, le=1)] = 1.0
    """How much it weighs in its dimension."""
    stands_on: Text
    """The framework behind it."""
    indicators: Indicators = Indicators()
    checklist: bool = False
    """Judged by the scenario's checklist; without a scenario it is not assessed."""


class Rubric(Value):
    """The structure of a rubric, the same in every language."""

    format: Literal[1]
    id: Id
    version: Annotated[int, Field(ge=1)]
    dimensions: tuple[Id, ...]
    criteria: dict[Id, Criterion]
    critical: tuple[Id, ...] = ()
    """Moves that cap their dimension at one third."""
    cuts: tuple[float, float, float] = (0.25, 0.5, 0.8)
    """Where one band of a score ends and the next begins."""

    @model_validator(mode="after")
    def _dimensions_exist(self) -> Self:
        for id, criterion in self.criteria.items():
            if criterion.dimension not in self.dimensions:
                raise ValueError(f"{id}: no dimension {criterion.dimension!r}")
        return self

    def of(self, dimension: str) -> tuple[str, ...]:
        """Return the criteria of a dimension, in order."""
        return tuple(id for id, c in self.criteria.items() if c.dimension == dimension)


class Anchors(Value):
    """What can be seen at each level."""

    absent: Text
    emerging: Text
    competent: Text
    strong: Text


class CriterionWords(Value):
    """A criterion in words."""

    title: Text
    question: Text
    """The yes-no-like question that it asks."""
    anchors: Anchors
    example: Text
    """How strong sounds."""


class RubricWords(Value):
    """The words of a rubric in one language."""

    translates: str | int | None = None
    title: Text
    dimensions: dict[Id, Text]
    bands: dict[BandName, Text]
    criteria: dict[Id, CriterionWords]
