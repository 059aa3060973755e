"""What trainees try, to get round the exercise: read from ``tests/attacks``, and played."""

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, RootModel, model_validator

from trainer.content.load import load_model
from trainer.core.base import LANGUAGES, Language

FOLDER = Path(__file__).parent / "attacks"
Kind = Literal["prompt", "facts", "role", "language", "marks", "form", "frame"]


class Said(BaseModel):
    """One message; an innocent one only leads up to the attack."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    innocent: bool = False

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: object) -> object:
        if isinstance(value, str):
            return {"text": value}
        if isinstance(value, dict) and set(value) == {"innocent"}:
            return {"text": value["innocent"], "innocent": True}
        return value


class Attack(BaseModel):
    """One attack, as it stands in the file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    kind: Kind
    scenario: str
    turns: tuple[Said, ...]
    flagged: bool = False
    """True where it speaks to a machine or a grader so plainly that the reading must mark it."""

    @property
    def messages(self) -> tuple[str, ...]:
        """All messages."""
        return tuple(turn.text for turn in self.turns)

    @property
    def innocent(self) -> tuple[str, ...]:
        """The messages without the attack."""
        return tuple(turn.text for turn in self.turns if turn.innocent)


class Attacks(RootModel[tuple[Attack, ...]]):
    """A file."""


def attacks(language: Language) -> tuple[Attack, ...]:
    """Return the attacks in a language."""
    return load_model(FOLDER / f"{language}.yaml", Attacks).root


def every() -> tuple[tuple[Language, Attack], ...]:
    """Return all attacks with their languages."""
    return tuple((language, attack) for language in LANGUAGES for attack in attacks(language))
