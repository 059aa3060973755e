"""Cells: what is shown of a bundle of people, coarse enough to tell nothing of each of them.

``core.bundle`` says why nothing but cells is ever shown, and why they can be put together freely.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from math import ceil, sqrt
from statistics import NormalDist, fmean

from trainer.core.base import Value
from trainer.core.bundle import LEAST, Bundle, Closed, Done, Kind, Seen, Waited, series

LOWEST, HIGHEST = 0.5, 2.5
"""Averages beyond these, in levels of 0-3, are shown as these."""
SPREAD, SPREAD_WEIGHT = 0.6, 4
"""The usual spread between people, in levels, and how many people's worth it counts."""
MOST_WEEKS = 9
"""Nothing is said to have waited longer than this."""


class Cell(Value):
    """A closed cell, as it is kept, shown and exported."""

    kind: Kind
    scenario: str | None = None
    """None: several cases together."""
    criterion: str | None = None
    first: date
    """The first week, by its Monday."""
    last: date
    """The last week, by its Monday."""
    people: int = LEAST
    """There are at least so many people in it."""
    level: float | None = None
    """The average level, 0-3, in tenths."""
    beginner: float | None = None
    """The level that average beginners would get in the same cases, in tenths."""
    margin: float | None = None
    """The level is known to this far either way, 19 times out of 20."""
    waited: int | None = None
    """How many weeks it waited on average, rounded up."""


def cell(bundle: Bundle, size: int) -> Cell:
    """Return a bundle as it may be shown; ``size`` is how many people the group has."""
    shown = Cell(
        kind=bundle.kind,
        scenario=bundle.scenario,
        criterion=bundle.criterion,
        first=bundle.first,
        last=bundle.last,
    )
    if bundle.kind == "practice":
        return shown.model_copy(update={"people": told(len(bundle.people), size)})
    if bundle.criterion is None:
        return shown
    return shown.model_copy(update=_figures(_by_person(bundle.done, bundle.criterion)))


def told(count: int, size: int) -> int:
    """Return how many of ``size`` people are said to have practised: in fives, at least five.

    As many as five may always have stayed away, except where the group is under ten.
    """
    return max(LEAST, min(count, size - LEAST) // LEAST * LEAST)


def t_quantile(freedom: float, share: float) -> float:
    """Return the quantile of Student's t, to the second order of Cornish and Fisher."""
    z = NormalDist().inv_cdf(share)
    first = (z**3 + z) / (4 * freedom)
    second = (5 * z**5 + 16 * z**3 + 3 * z) / (96 * freedom**2)
    return z + first + second


def waits(waited: Sequence[Waited], closed: Closed, begun: date, through: date) -> list[Cell]:
    """Return the cells of how long things waited; each person counts once, by their average."""
    found = []
    for kind in sorted({one.kind for one in waited}):
        own = {
            (one.person, one.week): Done(person=one.person, week=one.week, scenario="", seen={})
            for one in waited
            if one.kind == kind
        }
        for bundle in series(kind, None, own.values(), closed, begun, through):
            inside = [one for one in waited if bundle.first <= one.week <= bundle.last]
            average = fmean(
                fmean(one.weeks for one in inside if (one.kind, one.person) == (kind, person))
                for person in sorted(bundle.people)
            )
            weeks = min(MOST_WEEKS, max(1, ceil(average)))
            found.append(cell(bundle, 0).model_copy(update={"waited": weeks}))
    return found


def _by_person(done: Iterable[Done], criterion: str) -> list[tuple[float, float]]:
    """Return each person's average level, and the average of what beginners would get."""
    seen: dict[str, list[Seen]] = {}
    for one in done:
        seen.setdefault(one.person, []).append(one.seen[criterion])
    return [
        (fmean(one.level for one in own), fmean(one.beginner for one in own))
        for own in seen.values()
    ]


def _figures(people: Sequence[tuple[float, float]]) -> dict[str, float]:
    level = fmean(level for level, _ in people)
    return {
        "level": round(min(HIGHEST, max(LOWEST, level)), 1),
        "beginner": round(fmean(beginner for _, beginner in people), 1),
        "margin": ceil(10 * _margin([level - beginner for level, beginner in people])) / 10,
    }


def _margin(values: Sequence[float]) -> float:
    mean, n = fmean(values), len(values)
    squares = sum((value - mean) ** 2 for value in values)
    freedom = n - 1 + SPREAD_WEIGHT
    spread = sqrt((squares + SPREAD_WEIGHT * SPREAD**2) / freedom)
    return t_quantile(freedom, 0.975) * spread / sqrt(n)
