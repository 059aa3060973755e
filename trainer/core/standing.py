"""Standing: where somebody probably is on a criterion, and whether they are stuck there."""

from collections.abc import Iterable, Mapping, Sequence

from trainer.core.assessment import Assessment, Level, banded, scored
from trainer.core.progress import Practised
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


def stuck_on(history: Iterable[Practised]) -> tuple[str, ...]:
    """Return the criteria on which somebody is stuck, from attempts in order."""
    levels: dict[str, list[Level]] = {}
    for one in history:
        for update in one.updates:
            levels.setdefault(update.criterion, []).append(update.level)
    return tuple(id for id, some in levels.items() if stuck(some))


def overruled(rubric: Rubric, found: Assessment, levels: Mapping[str, Level]) -> Assessment:
    """Return an assessment in which a coach's levels came in the place of the machine's.

    Reasons and quotes stay the machine's; totals are made anew, and what a coach sees no strength
    in is no longer praised first.
    """
    verdicts = {
        id: verdict.model_copy(update={"level": levels[id], "by": "coach"})
        if id in levels
        else verdict
        for id, verdict in found.verdicts.items()
    }
    capped = frozenset(id for id, one in found.dimensions.items() if one.capped)
    praised = tuple(id for id in found.strengths if levels.get(id, LOW + 1) > LOW)
    return found.model_copy(
        update={
            "verdicts": verdicts,
            "dimensions": scored(rubric, verdicts, capped),
            "strengths": praised,
        }
    )
