"""What a text of somebody's own must hold: points, each said in whatever words.

Likeness finds who says a point in other words, but cannot tell one date from another. What must be
exact (a date, an amount, a number to call) is therefore looked for to the letter beside it.
"""

import re
from typing import Literal, Self

from pydantic import model_validator

from trainer.core.base import Value
from trainer.core.plainness import Plainness
from trainer.core.reading import Found
from trainer.core.script import Text

State = Literal["kept", "wrong", "lost"]


class Said(Value):
    """How a point may be said."""

    said_as: tuple[Text, ...] = ()
    """Ways of saying it; others like them count as well."""
    exact: tuple[Text, ...] = ()
    """One of these must stand in the text as written here: a date, an amount, a number."""
    signs: tuple[Text, ...] = ()
    """Words that show it by themselves, wherever they stand in the text."""
    wrong_as: tuple[Text, ...] = ()
    """What would be false to say."""

    @property
    def asks_nothing(self) -> bool:
        """Whether nothing needs to be said."""
        return not (self.said_as or self.exact or self.signs)


class PointWords(Said):
    """A point in words."""

    title: Text
    """What it is, as a list shows it."""

    @model_validator(mode="after")
    def _can_be_found(self) -> Self:
        if self.asks_nothing:
            raise ValueError("a point needs `said-as`, `exact` or `signs`")
        return self


class Likeness(Value):
    """What was found in a text, by likeness alone."""

    said: tuple[Found, ...] = ()
    """Points that a sentence is like; a sentence may be like several."""
    wrong: tuple[Found, ...] = ()
    """Points of which something false was said."""
    away: tuple[Found, ...] = ()
    """Moves that push the reader away."""
    nonsense: bool = False
    """Nobody could read it: letters or signs struck at random."""
    plainness: Plainness


class Kept(Value):
    """What became of a point."""

    state: State
    text: str = ""
    """The sentence that shows it; empty where it was lost."""


def kept(point: Said, id: str, likeness: Likeness, text: str) -> Kept:
    """Return what became of a point in ``text``."""
    false = next((found for found in likeness.wrong if found.id == id), None)
    if false:
        return Kept(state="wrong", text=false.text)
    if sign := stands(point.signs, text):
        return Kept(state="kept", text=sign)
    sayings = [found.text for found in likeness.said if found.id == id]
    if not point.exact:
        return Kept(state="kept", text=sayings[0]) if sayings else Kept(state="lost")
    if not point.said_as:
        found = stands(point.exact, text)
        return Kept(state="kept", text=found) if found else Kept(state="lost")
    if sayings and stands(point.exact, text):
        at = next((one for one in sayings if stands(point.exact, one)), sayings[0])
        return Kept(state="kept", text=at)
    return _another_figure(point, [text for text in sayings if _surest(likeness, text) == id])


def stands(forms: tuple[str, ...], text: str) -> str:
    """Return which of ``forms`` stands in ``text``, as it is written there; empty where none."""
    for form in forms:
        if found := re.search(_form(form), text, re.IGNORECASE):
            return found[0]
    return ""


def _surest(likeness: Likeness, text: str) -> str:
    """Return the point that a sentence is likest."""
    return max((one for one in likeness.said if one.text == text), key=lambda one: one.sure).id


def _another_figure(point: Said, sayings: list[str]) -> Kept:
    """Return whether a figure was left out, or another one stands in its place."""
    figures = any(char.isdigit() for form in point.exact for char in form)
    other = (one for one in sayings if any(char.isdigit() for char in one))
    text = next(other, "") if figures else ""
    return Kept(state="wrong", text=text) if text else Kept(state="lost")


def _form(form: str) -> str:
    """Return the pattern of an exact form: any space between words, no longer word or number.

    An amount may be written out to the cent where there are none.
    """
    words = r"\s+".join(re.escape(word) for word in form.split())
    return rf"(?<!\w){words}(?:[.,]00)?(?!\w|[.,]\d)"
