"""The forms in which a model answers when it grades."""

from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

LEVELS = ("absent", "emerging", "competent", "strong")
LONGEST = 600
"""The most letters of a sentence to the trainee."""


class Form(BaseModel):
    """A form; every field must be there, since some providers ask for that."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class Passage(Form):
    """Words said in a turn."""

    turn: int
    text: str


class Judged(Form):
    """One criterion judged."""

    status: Literal["observed", "not-observed", "no-opportunity"]
    quotes: tuple[Passage, ...]
    level: Literal["absent", "emerging", "competent", "strong", "none"]
    reason: str = Field(min_length=1, max_length=LONGEST)
    next: str = Field(max_length=LONGEST)

    @model_validator(mode="after")
    def _fit_together(self) -> Self:
        if self.status == "observed" and self.level == "none":
            raise ValueError("what was observed has a level")
        return self

    @property
    def number(self) -> int | None:
        """The level as 0-3; None where there was no opportunity."""
        if self.status == "no-opportunity":
            return None
        return 0 if self.status == "not-observed" else LEVELS.index(self.level)


class ItemSaid(Form):
    """What became of one checklist item."""

    id: str
    was: Literal["said", "false", "not-said"]
    turn: int
    text: str


class ItemsSaid(Form):
    """What became of the checklist items of one criterion."""

    items: tuple[ItemSaid, ...]
