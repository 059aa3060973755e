"""Difficulty: what an author says, corrected slowly and within bounds by what people do."""

from typing import Literal

from trainer.core.base import Value
from trainer.core.scenario import LEVELS, LevelName, Scenario, Skill
from trainer.core.skill import Difficulty, Rating, observed, share

STEP = 0.7
"""How much harder, in logits, each level is than the one below it."""
START_VARIANCE = 0.09
"""How far an author may be off, squared: 0.3 logits."""
UNSAID_VARIANCE = 0.25
"""The same for a criterion that the case does not say it trains."""
BOUND = 0.8
"""The most that what people do moves a difficulty from what its author said."""
UNSAID = Skill(weight=0.2, difficulty=0.0)
"""A criterion that is judged in a case which does not say that it trains it."""
TOLD, TOLD_FROM = 0.3, 10
"""From how far a difficulty was moved, in logits, and after how many attempts people are told."""
DEMANDS = (0.0, 0.45)
"""From which mean difficulty a case asks as much as most, and from which it asks more."""


class Shift(Value):
    """How far a difficulty was moved from what its author said, and how well that is known."""

    by: float = 0.0
    """In logits, at most ``BOUND`` either way; more is harder."""
    variance: float = START_VARIANCE
    seen: int = 0
    """How many graded attempts it stands on."""

    @property
    def known(self) -> bool:
        """Tell whether enough people met it to say anything."""
        return self.seen >= TOLD_FROM

    @property
    def turned(self) -> Literal["harder", "easier"] | None:
        """Which way it turned out another difficulty than its author said; None where it did not.

        None as well where too few attempts tell.
        """
        if not self.known or abs(self.by) < TOLD:
            return None
        return "harder" if self.by > 0 else "easier"


def declared(scenario: Scenario, level: LevelName, criterion: str) -> Skill:
    """Return how much a case trains a criterion at a level, and how hard its author makes it."""
    said = scenario.skills.get(criterion, UNSAID)
    # What an author says holds for the standard level.
    step = STEP * (LEVELS.index(level) - LEVELS.index("standard"))
    return Skill(weight=said.weight, difficulty=max(-3.0, min(3.0, said.difficulty + step)))


def demand(scenario: Scenario) -> LevelName:
    """Return how much a case asks beside other cases, in the words of a level."""
    weight = sum(skill.weight for skill in scenario.skills.values())
    asked = sum(skill.weight * skill.difficulty for skill in scenario.skills.values())
    return LEVELS[sum(asked / weight >= cut for cut in DEMANDS)] if weight else "standard"


def fresh(scenario: Scenario, criterion: str) -> Shift:
    """Return the shift of a difficulty that nobody has met yet."""
    known = criterion in scenario.skills
    return Shift(variance=START_VARIANCE if known else UNSAID_VARIANCE)


def believed(skill: Skill, shift: Shift) -> Difficulty:
    """Return the difficulty as it is believed now."""
    return Difficulty(mean=skill.difficulty + shift.by, variance=shift.variance)


def shifted(skill: Skill, shift: Shift, rating: Rating, level: int) -> Shift:
    """Return the shift after somebody with ``rating`` got ``level``, 0-3."""
    _, moved = observed(rating, believed(skill, shift), share(level))
    by = max(-BOUND, min(BOUND, moved.mean - skill.difficulty))
    return Shift(by=by, variance=moved.variance, seen=shift.seen + 1)
