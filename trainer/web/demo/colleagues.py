"""Who fills the demo's groups: three months of practice, so that a group has something to show."""

from trainer.core.scenario import LEVELS
from trainer.web.demo.history import ANGRY, HOUSEHOLD, STUCK, Quality, Talk

APART = 28
"""Days between two rounds of the same three cases."""
BEGINS = 110
BETTER: dict[str, tuple[Quality, Quality, Quality]] = {
    "fatima": ("poor", "middling", "skilled"),
    "bram": ("poor", "poor", "middling"),
    "anouk": ("middling", "middling", "middling"),
    "ruben": ("poor", "middling", "middling"),
    "ilse": ("middling", "skilled", "skilled"),
    "kees": ("middling", "poor", "middling"),
}
"""How they did, round by round; all of them stay behind in the household that has it all."""
BEHIND: dict[Quality, Quality] = {"poor": "poor", "middling": "poor", "skilled": "middling"}


def _talks(number: int, rounds: tuple[Quality, ...]) -> tuple[Talk, ...]:
    found = []
    for round, quality in enumerate(rounds):
        first = BEGINS - APART * round - number
        found += [
            Talk(first, ANGRY, LEVELS[round], quality),
            Talk(first - 8, STUCK, LEVELS[round], quality),
            Talk(first - 14, HOUSEHOLD, LEVELS[round], BEHIND[quality]),
        ]
    return tuple(found)


COLLEAGUES = {
    name: _talks(number % 5, rounds) for number, (name, rounds) in enumerate(BETTER.items())
}
"""By sign-in name, the earliest first."""
