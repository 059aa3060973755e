"""What shows in a text, a language: whose words they are, and what in them is somebody's own."""

import re
from collections.abc import Collection
from functools import cache, cached_property
from pathlib import Path

import yaml
from pydantic import field_validator

from trainer.core.base import Language, Value

FOLDER = Path(__file__).parent / "signs"
ONES = {"een": 1, "één": 1, "twee": 2, "en": 1, "to": 2}
"""Small numbers as they stand in a longer word; by themselves they are articles, or no number."""
JOINTS = ("en", "ën", "og")
"""What joins the two."""


class Signs(Value):
    """The phrases and words of one language, in small letters; a phrase is a pattern."""

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
    life: tuple[str, ...]
    """What a person has, or what befell them: one group, which holds the word for it."""
    numbers: dict[str, int]
    """Number words that are not mere figures of speech."""
    powers: dict[str, int]
    """What a number word before it is multiplied by."""
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

    @field_validator("street", "official", "coaches", "graded", "machine", "agrees", "life")
    @classmethod
    def _compiles(cls, found: str | tuple[str, ...]) -> str | tuple[str, ...]:
        for pattern in (found,) if isinstance(found, str) else found:
            re.compile(pattern)
        return found

    @cached_property
    def counting(self) -> dict[str, int]:
        """Number words with those that are made of two: vijfentwintig, femogtyve."""
        ones = ONES | {word: number for word, number in self.numbers.items() if number < 10}
        tens = {word: number for word, number in self.numbers.items() if number >= 20}
        made = {
            f"{one}{joint}{ten}": small + number
            for one, small in ones.items()
            for joint in JOINTS
            for ten, number in tens.items()
        }
        return made | self.numbers

    def saying(self, text: str, *kinds: str, own: Collection[str] = ()) -> str | None:
        """Return the first kind of which a phrase stands in ``text``.

        ``own`` are phrases that this citizen says anyway: these are no sign.
        """
        return next((kind for kind in kinds if not self.phrases(text, kind) <= {*own}), None)

    def phrases(self, text: str, *kinds: str) -> set[str]:
        """Return the phrases of these kinds that stand in ``text``."""
        low = plainly(text)
        return {one[0] for kind in kinds for one in _pattern(getattr(self, kind)).finditer(low)}

    def lived(self, text: str) -> set[str]:
        """Return what a text says that somebody has, or what befell them: the words for it."""
        found = _pattern(self.life).finditer(plainly(text))
        return {word for one in found for word in one.groups() if word}


def plainly(text: str) -> str:
    """Return a text as phrases are looked for in it: small letters, plain apostrophes."""
    return text.casefold().replace("’", "'")


@cache
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(phrases) + r")(?!\w)")


@cache
def signs_of(language: Language) -> Signs:
    """Return the signs of a language."""
    text = (FOLDER / f"{language}.yaml").read_text("utf-8")
    return Signs.model_validate(yaml.load(text, yaml.CSafeLoader))
