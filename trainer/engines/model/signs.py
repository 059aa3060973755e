"""What shows in a text, a language: whose words they are, and what in them is somebody's own."""

import re
from functools import cache
from pathlib import Path

import yaml
from pydantic import field_validator

from trainer.core.base import Language, Value

FOLDER = Path(__file__).parent / "signs"


class Signs(Value):
    """The phrases and words of one language, in small letters."""

    official: tuple[str, ...]
    """The citizen would be speaking as the official."""
    coaches: tuple[str, ...]
    """The citizen would be helping the trainee to do it well."""
    graded: tuple[str, ...]
    """The citizen would be asking for a grade, or talking of one."""
    machine: tuple[str, ...]
    """A machine speaks of itself, or refuses."""
    agrees: tuple[str, ...]
    """What nobody says who is not calm yet."""
    numbers: dict[str, int]
    """Number words that are not mere figures of speech."""
    titles: tuple[str, ...]
    """A name follows."""
    introduces: tuple[str, ...]
    """A name follows, however it is written."""
    capitals: tuple[str, ...]
    """Words written with a capital that are nobody's name."""
    given: tuple[str, ...]
    """Frequent given names, known also where a sentence begins with one."""
    before: tuple[str, ...]
    """A frequent given name that follows is one, also in small letters."""
    street: str
    """Pattern: how the name of a street ends."""

    @field_validator("street")
    @classmethod
    def _compiles(cls, pattern: str) -> str:
        re.compile(pattern)
        return pattern

    def saying(self, text: str, *kinds: str) -> str | None:
        """Return the first kind of which a phrase stands in ``text``."""
        low = text.casefold().replace("’", "'")
        return next((kind for kind in kinds if self._phrases(kind).search(low)), None)

    def _phrases(self, kind: str) -> re.Pattern[str]:
        return _pattern(getattr(self, kind))


@cache
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, phrases)) + r")(?!\w)")


@cache
def signs_of(language: Language) -> Signs:
    """Return the signs of a language."""
    text = (FOLDER / f"{language}.yaml").read_text("utf-8")
    return Signs.model_validate(yaml.load(text, yaml.CSafeLoader))
