"""Skill: how well somebody does on a criterion, as a belief that practice sharpens and lets grow.

A belief is a normal distribution in logits. 0 is the average beginner; somebody whose skill equals
a case's difficulty gets half of the levels there on average. Each graded attempt moves the belief
(an extended Kalman filter), and what was practised is expected to grow a little: most where it
could go either way, and hardly where it goes well already.
"""

from math import erf, exp, pi, sqrt
from typing import Annotated, Literal

from pydantic import Field

from trainer.core.assessment import Level
from trainer.core.base import Value

Source = Literal["machine", "coach"]
TOP = 3
"""The highest level."""
NOISE = 0.013
"""Variance of a level's share (0-1) beside that of its three steps: a grader who is a level off
once in eleven times (0.010), and days that are 0.3 logits better or worse (0.003). Assumed."""
GROWTH = 0.19
"""The most that practice with full weight is expected to add, in logits: where half of the levels
are expected. Four theories of learning disagree on who gets less, and agree that little is added
where all goes well. Chosen with ``bench/adaptive.py`` on the seeds 101 and 102."""
GROWTH_VARIANCE = 0.05
"""How much less we know afterwards, since some grow faster: a spread of 0.22 logits, somewhat more
than the growth itself. Assumed."""
GOAL = 1.5
"""Where a skill is mastered: four fifths of the levels where the difficulty is 0."""
SURE = 0.8
"""How sure we must be that the goal is passed."""
ENOUGH = 3
"""The fewest observations that mastery stands on."""


class Rating(Value):
    """What is believed of one person's skill on one criterion."""

    mean: float = 0.0
    """In logits."""
    variance: Annotated[float, Field(gt=0)] = 1.0
    seen: Annotated[int, Field(ge=0)] = 0
    """How many graded attempts it stands on."""

    @property
    def spread(self) -> float:
        """The standard deviation."""
        return sqrt(self.variance)

    def above(self, goal: float = GOAL) -> float:
        """Return how sure it is, 0-1, that the skill lies above ``goal``."""
        return 0.5 * (1 + erf((self.mean - goal) / sqrt(2 * self.variance)))

    @property
    def mastered(self) -> bool:
        """Tell whether the goal is passed, surely and often enough."""
        return self.seen >= ENOUGH and self.above() >= SURE


class Difficulty(Value):
    """What is believed of how hard a case at a level makes a criterion."""

    mean: float
    """In logits."""
    variance: Annotated[float, Field(ge=0)] = 0.0


class Update(Value):
    """What one graded attempt did to one rating, with everything that went into it."""

    criterion: str
    level: Level
    """0-3, as it counted."""
    by: Source
    """Whose level it was; the coach's comes before the machine's."""
    weight: Annotated[float, Field(ge=0, le=1)]
    """How much the case is about the criterion."""
    difficulty: Difficulty
    """As it was believed then."""
    before: Rating
    expected: float
    """The share of the levels that was expected, 0-1."""
    after: Rating


def share(level: int) -> float:
    """Return a level, 0-3, as a share, 0-1."""
    return level / TOP


def logistic(x: float) -> float:
    """Return the logistic function of ``x``, for any ``x``."""
    return 1 / (1 + exp(-x)) if x >= 0 else exp(x) / (1 + exp(x))


def expected(rating: Rating, difficulty: Difficulty) -> float:
    """Return the expected share of the levels, 0-1, averaged over what is not known.

    The average of a logistic over a normal distribution is that of MacKay (1992).
    """
    doubt = rating.variance + difficulty.variance
    return logistic((rating.mean - difficulty.mean) / sqrt(1 + pi * doubt / 8))


def observed(rating: Rating, difficulty: Difficulty, seen: float) -> tuple[Rating, Difficulty]:
    """Return both beliefs after the share ``seen`` (0-1) was: better than expected lifts the skill.

    Whoever is known less is moved more; the variances never rise.
    """
    guess = logistic(rating.mean - difficulty.mean)
    slope = guess * (1 - guess)
    # A level is three steps that each succeed as often, which vary less where nearly all do.
    total = slope**2 * (rating.variance + difficulty.variance) + slope / TOP + NOISE
    gain, other = rating.variance * slope / total, difficulty.variance * slope / total
    moved = Rating(
        mean=rating.mean + gain * (seen - guess),
        variance=rating.variance * (1 - gain * slope),
        seen=rating.seen + 1,
    )
    harder = Difficulty(
        mean=difficulty.mean - other * (seen - guess),
        variance=difficulty.variance * (1 - other * slope),
    )
    return moved, harder


def grown(rating: Rating, weight: float, chance: float) -> Rating:
    """Return a rating after practice with a weight of 0-1 where the share ``chance`` was expected.

    Practice adds most where it could go either way, and nothing where it cannot.
    """
    return Rating(
        mean=rating.mean + GROWTH * weight * 4 * chance * (1 - chance),
        variance=rating.variance + GROWTH_VARIANCE * weight,
        seen=rating.seen,
    )


def practised(
    criterion: str,
    rating: Rating,
    difficulty: Difficulty,
    weight: float,
    level: Level,
    by: Source = "machine",
) -> Update:
    """Return what a graded attempt does to a rating: the level seen, then growth."""
    seen, _ = observed(rating, difficulty, share(level))
    chance = expected(rating, difficulty)
    return Update(
        criterion=criterion,
        level=level,
        by=by,
        weight=weight,
        difficulty=difficulty,
        before=rating,
        expected=chance,
        after=grown(seen, weight, chance),
    )


def manages(rating: Rating, difficulty: Difficulty) -> float:
    """Return how likely, 0-1, somebody with this rating gets level 2 or more.

    The levels are taken as three steps that each succeed with the expected share.
    """
    p = expected(rating, difficulty)
    return p * p * (3 - 2 * p)
