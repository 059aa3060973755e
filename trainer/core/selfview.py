"""How far one's own view of talks lies from the grade: about the view, not about the person."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from trainer.core.base import Value
from trainer.core.rubric import BANDS, BandName

LEAST = 3
"""From so many talks on something can be said."""
LITTLE, CLEAR = 1 / 3, 1.0
"""From which mean difference, in levels, the two differ a little, and clearly."""
Apart = Literal["much-lower", "lower", "same", "higher", "much-higher"]


class Rated(Value):
    """One talk, by the trainee and by the grade."""

    own: dict[str, int]
    """0-3, by dimension."""
    bands: dict[str, BandName | None]
    """By dimension; None where it was not assessed."""


class View(Value):
    """What can be said of one dimension."""

    talks: int
    apart: Apart
    """Where one's own view lies beside the grade."""
    closer: bool
    """The two are nearer to each other than they were at first."""


def views(dimensions: Iterable[str], rated: Sequence[Rated]) -> Mapping[str, View]:
    """Return what can be said of each dimension; ``rated`` are talks, the earliest first."""
    found = {id: _differences(id, rated) for id in dimensions}
    return {id: _view(some) for id, some in found.items() if len(some) >= LEAST}


def _differences(dimension: str, rated: Iterable[Rated]) -> list[int]:
    return [
        one.own[dimension] - BANDS.index(band)
        for one in rated
        if dimension in one.own and (band := one.bands.get(dimension))
    ]


def _view(some: Sequence[int]) -> View:
    half = len(some) // 2
    first, last = some[:half], some[-half:]
    closer = half >= LEAST and _size(first) - _size(last) >= LITTLE
    return View(talks=len(some), apart=_apart(sum(some) / len(some)), closer=closer)


def _apart(mean: float) -> Apart:
    if abs(mean) < LITTLE:
        return "same"
    if mean < 0:
        return "much-lower" if mean <= -CLEAR else "lower"
    return "much-higher" if mean >= CLEAR else "higher"


def _size(some: Sequence[int]) -> float:
    return sum(map(abs, some)) / len(some)
