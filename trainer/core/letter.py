"""A letter to write again in plain words, for the person it is for.

``Letter`` is the structure (``letter.yaml``), ``LetterWords`` the words in one language.
"""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from trainer.core.base import Value
from trainer.core.exercise import Structure, Words, Written
from trainer.core.scenario import Id
from trainer.core.script import Text
from trainer.core.wording import PointWords

Hears = Literal["kept", "wrong", "lost", "cold", "heavy"]


class Point(Value):
    """Something that must stay true; its words stand in the language files."""


class Letter(Structure):
    """The structure of a letter."""

    kind: Literal["plain-words"]
    points: Annotated[dict[Id, Point], Field(min_length=2)]
    """What must stay true, in the order in which the reader tells it."""


class LetterPointWords(PointWords):
    """Something that must stay true, and what the reader makes of it; in the reader's words."""

    understands: Text
    """What the reader says where it is in the letter."""
    misses: Text
    """What the reader says where it is not."""
    misled: Text | None = None
    """What the reader says where it is wrong; else ``misses``."""


class ReaderWords(Value):
    """The person whom the letter is for."""

    name: Text
    about: Text
    """Who this is, and what makes letters hard for them."""
    cold: Text
    """What they say to a letter that pushes them away."""
    heavy: Text
    """What they say to a letter that is hard to follow."""


class LetterWords(Words):
    """All words of a letter in one language."""

    letter: Text
    """The letter as it is."""
    hurts: tuple[Text, ...] = ()
    """Words of it that push this person away, and should not be left."""
    reader: ReaderWords
    points: dict[Id, LetterPointWords]
    example: Text
    """How it could read."""


class Heard(Value):
    """One thing that the reader says after reading."""

    kind: Hears
    says: str
    quote: str = ""
    """The words of the letter that it comes from."""


def heard(letter: Letter, words: LetterWords, written: Written) -> Iterator[Heard]:
    """Yield what the reader says: how it reads, and what they now think they must do."""
    if written.plainness.heavy:
        yield Heard(kind="heavy", says=words.reader.heavy)
    if written.away:
        yield Heard(kind="cold", says=words.reader.cold, quote=written.away[0].text)
    for id in letter.points:
        found, point = written.points[id], words.points[id]
        if found.state == "kept":
            yield Heard(kind="kept", says=point.understands, quote=found.text)
        elif found.state == "wrong":
            yield Heard(kind="wrong", says=point.misled or point.misses, quote=found.text)
        else:
            yield Heard(kind="lost", says=point.misses)
