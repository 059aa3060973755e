"""How well somebody tells what is wrong from what is right: signal detection, told in words.

Of places that may be marked, some hold a fault. What is marked is a hit or a false alarm; what is
not is a miss or rightly left alone.
"""

from statistics import NormalDist
from typing import Annotated, Literal

from pydantic import Field

from trainer.core.base import Value

Eye = Literal["sharp", "fair", "chance"]
Lean = Literal["eager", "balanced", "careful"]
SHARP, FAIR = 1.5, 0.5
"""The sensitivity from which an eye is sharp, or better than chance."""
LEANS = 0.5
"""How far a criterion lies from the middle before somebody leans to one side."""
Count = Annotated[int, Field(ge=0)]


class Detection(Value):
    """What was marked, in numbers."""

    hits: Count
    misses: Count
    alarms: Count
    """Marked without a fault."""
    rests: Count
    """Rightly left alone."""

    @property
    def faults(self) -> int:
        """How many places hold a fault."""
        return self.hits + self.misses

    @property
    def sensitivity(self) -> float:
        """d': how far what is wrong stands out from what is right; 0 is marking at random.

        Both rates are moved a little towards the middle (log-linear, Hautus 1995), so that none of
        or all of few places is no infinity.
        """
        return _z(self.hits, self.faults) - _z(self.alarms, self.alarms + self.rests)

    @property
    def criterion(self) -> float:
        """c: above 0 little is marked, below 0 much."""
        return -(_z(self.hits, self.faults) + _z(self.alarms, self.alarms + self.rests)) / 2

    @property
    def eye(self) -> Eye | None:
        """How sharp the eye was; None where nothing was wrong, which shows only the leaning."""
        if not self.faults:
            return None
        if self.sensitivity >= SHARP:
            return "sharp"
        return "fair" if self.sensitivity >= FAIR else "chance"

    @property
    def lean(self) -> Lean:
        """Whether somebody marks much or little; where nothing was wrong, by what they marked."""
        if not self.faults:
            return "eager" if self.alarms else "balanced"
        if abs(self.criterion) <= LEANS:
            return "balanced"
        return "careful" if self.criterion > 0 else "eager"


def _z(marked: int, places: int) -> float:
    return NormalDist().inv_cdf((marked + 0.5) / (places + 1))
