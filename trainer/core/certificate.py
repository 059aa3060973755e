"""A certificate: what somebody chooses to show of their practice; no rank and no comparison."""

from datetime import date, datetime

from trainer.core.base import Value
from trainer.core.rubric import BandName
from trainer.core.scenario import LevelName

GROUP = 4
"""How many letters of a code stand together."""


class Done(Value):
    """A case that was done to the end."""

    scenario: str
    level: LevelName
    day: date


class Able(Value):
    """A criterion that somebody is good at, as far as practice shows."""

    criterion: str
    low: BandName
    """The range in which the skill probably lies."""
    high: BandName
    seen: int
    """In how many talks it was seen."""


class Shows(Value):
    """What a certificate shows; what was left out is not in it."""

    name: str | None = None
    talks: int | None = None
    """How many graded talks there were."""
    first: date | None = None
    last: date | None = None
    cases: tuple[Done, ...] = ()
    skills: tuple[Able, ...] = ()


class Certificate(Value):
    """What somebody shows, and the code by which a coach sees that it is real."""

    code: str
    person: str
    """The person's id."""
    at: datetime
    shows: Shows

    @property
    def spelled(self) -> str:
        """The code in groups, as people copy it."""
        parts = [self.code[i : i + GROUP] for i in range(0, len(self.code), GROUP)]
        return "-".join(parts)


def unspelled(text: str) -> str:
    """Return a code as it is kept, from what somebody typed."""
    return "".join(letter for letter in text.upper() if letter.isalnum())
