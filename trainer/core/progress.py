"""Progress: the graded attempts of one person in order, and the ratings that follow from them."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from trainer.core.assessment import Level
from trainer.core.base import Value
from trainer.core.scenario import LevelName
from trainer.core.skill import Difficulty, Rating, Source, Update, practised


class Met(Value):
    """What a graded attempt showed of one criterion, before any rating."""

    criterion: str
    level: Level
    """The coach's where there is one, else the machine's."""
    by: Source
    weight: float
    """How much the case is about the criterion."""
    difficulty: Difficulty
    """As it was believed when the attempt was first counted; a later review leaves it as it was."""


class Tried(NamedTuple):
    """That a case was tried, and counts."""

    scenario: str
    level: LevelName
    at: datetime
    """When it ended."""


class Glimpse(NamedTuple):
    """How a criterion went in one attempt, without the ratings before and after."""

    attempt: str
    at: datetime
    """When it ended."""
    criterion: str
    level: Level
    by: Source


class Practised(Value):
    """One graded attempt that counts."""

    attempt: str
    scenario: str
    level: LevelName
    at: datetime
    """When it ended."""
    review: int = 0
    """The latest review that is in it; 0 where no coach looked."""
    updates: tuple[Update, ...] = ()
    """What it did to the ratings, one for each criterion that was assessed."""

    @property
    def met(self) -> tuple[Met, ...]:
        """What went into the updates, apart from the ratings."""
        return tuple(
            Met(
                criterion=u.criterion,
                level=u.level,
                by=u.by,
                weight=u.weight,
                difficulty=u.difficulty,
            )
            for u in self.updates
        )


def replayed(
    attempts: Iterable[tuple[Practised, tuple[Met, ...]]],
) -> tuple[tuple[Practised, ...], dict[str, Rating]]:
    """Return the attempts in order of time with their updates, and the ratings at the end.

    The same attempts always give the same ratings, whatever order they came in.
    """
    ratings: dict[str, Rating] = {}
    done = []
    for one, met in sorted(attempts, key=lambda pair: (pair[0].at, pair[0].attempt)):
        updates = tuple(_update(ratings, seen) for seen in met)
        ratings |= {update.criterion: update.after for update in updates}
        done.append(one.model_copy(update={"updates": updates}))
    return tuple(done), ratings


def times(history: Iterable[Tried]) -> Mapping[tuple[str, LevelName], int]:
    """Return how often each case was done at each level."""
    counted: dict[tuple[str, LevelName], int] = {}
    for one in history:
        counted[one.scenario, one.level] = counted.get((one.scenario, one.level), 0) + 1
    return counted


def _update(ratings: Mapping[str, Rating], met: Met) -> Update:
    before = ratings.get(met.criterion, Rating())
    return practised(met.criterion, before, met.difficulty, met.weight, met.level, met.by)
