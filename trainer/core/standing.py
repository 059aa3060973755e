"""Standing: where somebody probably is on a criterion, and whether they are stuck there."""

from collections.abc import Mapping, Sequence

from trainer.core.assessment import Level, banded
from trainer.core.rubric import BANDS, BandName, Rubric
from trainer.core.skill import ENOUGH, Rating, logistic

Z80 = 1.28
"""Four out of five times the skill lies within so many standard deviations."""
LOW = 1
"""The highest level that is still low: getting there."""
STUCK = 3
"""After so many low levels in a row, none better than the first, somebody is stuck."""
Bounds = tuple[BandName | None, BandName | None]
"""The lowest and the highest band in which a skill probably lies; None where too little was seen.
"""


def probably(rubric: Rubric, rating: Rating) -> Bounds:
    """Return the bands between which a skill probably lies, in a case of average difficulty."""
    if rating.seen < ENOUGH:
        return None, None
    low, high = (
        banded(rubric, logistic(rating.mean + sign * Z80 * rating.spread)) for sign in (-1, 1)
    )
    return low, high


def wide(bounds: Bounds) -> bool:
    """Tell whether it still lies open where a skill is."""
    low, high = bounds
    if low is None or high is None:
        return False
    return BANDS.index(high) - BANDS.index(low) > 1


def stuck(levels: Sequence[Level]) -> bool:
    """Tell whether the last of some levels, the earliest first, stay low without rising."""
    last = levels[-STUCK:]
    return len(last) == STUCK and max(last) <= LOW and last[-1] <= last[0]


def stuck_on(levels: Mapping[str, Sequence[Level]]) -> tuple[str, ...]:
    """Return the criteria on which somebody is stuck, by their levels, the earliest first."""
    return tuple(id for id, some in levels.items() if stuck(some))
