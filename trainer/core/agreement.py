"""How far the machine and the coaches agree, and what a machine's level means in coaches' terms.

Levels are 0-3. An uncalibrated judge is no better than a constant against experts; an offset from
five coach's scores, and a line from twenty, bring it near to one expert against another.
"""

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from trainer.core.base import Value

LEVELS = 4
OFFSET_FROM = 5
LINE_FROM = 20
LOW = 0.4
"""Kappa below which a criterion is advisory; "moderate" begins here (Landis and Koch, 1977)."""
RIDGE = 5.0
"""How strongly the line's slope is held to 1, in scores."""
RESAMPLES = 1000

Pair = tuple[int, int]
"""The machine's level and the coach's, of one verdict."""


class Agreement(Value):
    """Agreement on one criterion."""

    n: int
    """Verdicts that both gave."""
    kappa: float | None
    """Quadratic weighted kappa, -1 to 1; None where it says nothing (fewer than two, no spread)."""
    low: float | None
    high: float | None
    """A 95 % interval by bootstrap."""
    exact: float | None
    """Share of equal levels."""

    @property
    def advisory(self) -> bool:
        """Tell whether coaches disagree with the machine so often that it only advises.

        Where all levels are one and the same there is no kappa, and no disagreement either.
        """
        return self.n >= OFFSET_FROM and self.kappa is not None and self.kappa < LOW


class Calibration(Value):
    """What a machine's level means in coaches' terms."""

    kind: Literal["none", "offset", "line"]
    n: int
    intercept: float = 0.0
    slope: float = 1.0

    def of(self, level: int) -> float:
        """Return the calibrated level, 0-3."""
        return float(min(3.0, max(0.0, self.intercept + self.slope * level)))


def agreement(pairs: Sequence[Pair]) -> Agreement:
    """Return how far ``pairs`` of levels agree."""
    n = len(pairs)
    if n == 0:
        return Agreement(n=0, kappa=None, low=None, high=None, exact=None)
    levels = np.asarray(pairs, dtype=np.int64)
    codes = levels[:, 0] * LEVELS + levels[:, 1]
    exact = float(np.mean(levels[:, 0] == levels[:, 1]))
    table = _table(codes)
    kappa = float(quadratic_kappa(table[None])[0])
    if np.isnan(kappa):
        return Agreement(n=n, kappa=None, low=None, high=None, exact=exact)
    low, high = _interval(table)
    return Agreement(n=n, kappa=kappa, low=low, high=high, exact=exact)


def quadratic_kappa(table: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return Cohen's kappa with quadratic weights of (..., 4, 4) tables of counts.

    NaN where both raters gave one and the same level throughout: then chance explains all.
    """
    steps = np.arange(LEVELS)
    weights = np.subtract.outer(steps, steps) ** 2
    n = table.sum(axis=(-2, -1))
    expected = table.sum(axis=-1)[..., :, None] * table.sum(axis=-2)[..., None, :]
    chance = (weights * expected).sum(axis=(-2, -1)) / n
    seen = (weights * table).sum(axis=(-2, -1))
    with np.errstate(divide="ignore", invalid="ignore"):
        kappa: NDArray[np.float64] = 1.0 - seen / chance
    kappa[chance == 0] = np.nan
    return np.asarray(kappa, dtype=np.float64)


def calibrate(pairs: Sequence[Pair]) -> Calibration:
    """Return an offset from five pairs, a ridge line from twenty, nothing below that."""
    n = len(pairs)
    if n < OFFSET_FROM:
        return Calibration(kind="none", n=n)
    machine, coach = np.asarray(pairs, dtype=np.float64).T
    gap = coach - machine
    if n < LINE_FROM:
        return Calibration(kind="offset", n=n, intercept=float(gap.mean()))
    centred = machine - machine.mean()
    extra = float(centred @ (gap - gap.mean()) / (centred @ centred + RIDGE))
    intercept = float(gap.mean() - extra * machine.mean())
    return Calibration(kind="line", n=n, intercept=intercept, slope=1.0 + extra)


def _table(codes: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the counts of ``4 * machine + coach`` as a table."""
    counts = np.bincount(codes, minlength=LEVELS * LEVELS)
    return counts.reshape(LEVELS, LEVELS).astype(np.float64)


def _interval(table: NDArray[np.float64]) -> tuple[float, float]:
    # Drawing the counts of a table is drawing its verdicts, however many there are.
    random = np.random.default_rng(0)
    n = int(table.sum())
    drawn = random.multinomial(n, table.ravel() / n, size=RESAMPLES)
    kappas = quadratic_kappa(drawn.reshape(-1, LEVELS, LEVELS).astype(np.float64))
    low, high = np.nanpercentile(kappas, [2.5, 97.5])
    return float(low), float(high)
