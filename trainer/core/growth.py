"""Growth of a group: from its first weeks to its latest, worked out from closed cells alone."""

from collections.abc import Iterable, Sequence
from datetime import date
from math import hypot, sqrt
from statistics import NormalDist
from typing import Literal

from trainer.core.base import Value
from trainer.core.cell import Cell

SHARED = 0.5
"""How much of a margin is taken to be the people's own, which more cases do not make smaller."""
Way = Literal["grown", "fallen", "open"]


class Point(Value):
    """Where a group stood, over one or more cells."""

    first: date
    last: date
    level: float
    """0-3."""
    beginner: float
    """The level that average beginners would get in the same cases."""
    margin: float
    """Known to this far either way, 19 times out of 20."""

    @property
    def above(self) -> float:
        """How far above the average beginner, in levels: what harder cases do not hide."""
        return self.level - self.beginner


class Growth(Value):
    """How a group grew on one criterion."""

    criterion: str
    first: Point
    latest: Point | None
    """None where there was one span of weeks only."""

    @property
    def now(self) -> Point:
        """Where the group stands."""
        return self.latest or self.first

    @property
    def change(self) -> float:
        """How many levels were gained, harder cases taken into account; 0 after one span."""
        return self.latest.above - self.first.above if self.latest else 0.0

    @property
    def margin(self) -> float:
        """The change is known to this far either way, 19 times out of 20."""
        return between(self.first, self.latest) if self.latest else 0.0

    @property
    def way(self) -> Way | None:
        """Which way it went; None after one span."""
        if self.latest is None:
            return None
        if abs(self.change) <= self.margin:
            return "open"
        return "grown" if self.change > 0 else "fallen"


def growth(cells: Iterable[Cell], criterion: str) -> Growth | None:
    """Return how a group grew on a criterion; None where nothing is known yet."""
    own = sorted((one for one in cells if one.criterion == criterion), key=lambda one: one.first)
    if not own:
        return None
    begin = pooled([one for one in own if one.first == own[0].first])
    if own[0].first == own[-1].first:
        return Growth(criterion=criterion, first=begin, latest=None)
    latest = pooled([one for one in own if one.first == own[-1].first])
    return Growth(criterion=criterion, first=begin, latest=latest)


def pooled(cells: Sequence[Cell]) -> Point:
    """Return the average of cells that have levels, the surer ones counting for more.

    The cells hold the same people in part, and nobody knows whom: so part of the margins adds up
    as if it were one error, and the rest as errors that have nothing to do with each other.
    """
    known = [
        (one.level, one.beginner, one.margin)
        for one in cells
        if one.level is not None and one.beginner is not None and one.margin is not None
    ]
    weights = [1 / margin**2 for _, _, margin in known]
    shares = [weight / sum(weights) for weight in weights]
    parts = [part * margin for part, (_, _, margin) in zip(shares, known, strict=True)]
    together = SHARED * sum(parts) ** 2 + (1 - SHARED) * sum(part**2 for part in parts)
    return Point(
        first=min(one.first for one in cells),
        last=max(one.last for one in cells),
        level=sum(part * level for part, (level, _, _) in zip(shares, known, strict=True)),
        beginner=sum(part * usual for part, (_, usual, _) in zip(shares, known, strict=True)),
        margin=sqrt(together),
    )


def between(before: Point, after: Point) -> float:
    """Return the margin of the change from one point to a later one.

    Mostly the same people are in both, so that what is their own is taken to fall away. Where all
    of them are others it still holds some 9 times out of 10.
    """
    return hypot(before.margin, after.margin) * sqrt(1 - SHARED)


def among(margin: float, tests: int) -> float:
    """Return a margin that holds 19 times out of 20 for all of so many comparisons at once."""
    normal = NormalDist()
    return margin * normal.inv_cdf(1 - 0.025 / max(1, tests)) / normal.inv_cdf(0.975)
