"""Ways to choose the next case: the product's own, and those that it is held against."""

from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from openskill.models import BradleyTerryFull

from simulated.learners import Array, Learners, World
from trainer.core.difficulty import Shift, believed, shifted
from trainer.core.scenario import Skill
from trainer.core.skill import Difficulty, Rating, practised
from trainer.core.suggestion import Asked, Option, suggest


class Policy(Protocol):
    """Chooses rows of a world, and hears what came of it."""

    def choose(self, one: int, number: int, learners: Learners) -> int:
        """Return the row that a learner does as attempt ``number``."""
        ...

    def hear(self, one: int, row: int, levels: Array) -> None:
        """Take in the graded levels."""
        ...


@dataclass
class Random:
    """Any case at any level."""

    world: World
    attempts: int
    random: np.random.Generator

    def choose(self, one: int, number: int, learners: Learners) -> int:
        """Return any row."""
        return int(self.random.integers(len(self.world.weights)))

    def hear(self, one: int, row: int, levels: Array) -> None:
        """Learn nothing."""


@dataclass
class Fixed(Random):
    """The same order for all, from easy to hard."""

    def choose(self, one: int, number: int, learners: Learners) -> int:
        """Return the next row."""
        trained = self.world.weights > 0
        mean = (self.world.said * trained).sum(axis=1) / trained.sum(axis=1)
        spread = np.linspace(0, len(mean) - 1, self.attempts).astype(int)
        return int(np.argsort(mean, kind="stable")[spread[number]])


@dataclass
class Oracle(Random):
    """Knows everything, and takes what brings most in the next attempt."""

    def choose(self, one: int, number: int, learners: Learners) -> int:
        """Return the best row."""
        return int(np.argmax(learners.expected_gain(one, self.world)))


@dataclass
class Suggested(Random):
    """The product's own ratings, difficulties and suggestions."""

    ratings: dict[tuple[int, int], Rating] = field(default_factory=dict)
    """By learner and skill."""
    shifts: dict[tuple[int, int], Shift] = field(default_factory=dict)
    """By row and skill."""
    times: dict[int, Array] = field(default_factory=dict)
    guesses: list[tuple[float, float]] = field(default_factory=list)
    """The share of the levels that was expected, and the one that came."""
    _asked: dict[int, dict[str, Asked]] = field(default_factory=dict)

    def choose(self, one: int, number: int, learners: Learners) -> int:
        """Return what the product suggests first."""
        known = {str(k): self.rating(one, k) for k in range(self.world.weights.shape[1])}
        best = suggest(self._options(one), known, most=1)[0]
        rows = zip(self.world.names, self.world.level, strict=True)
        return list(rows).index((best.scenario, best.level))

    def hear(self, one: int, row: int, levels: Array) -> None:
        """Count an attempt."""
        self._times(one)[row] += 1
        for k in np.flatnonzero(self.world.weights[row]):
            self.update(one, row, int(k), int(levels[k]))
        self._asked.pop(row, None)

    def update(self, one: int, row: int, k: int, level: int) -> None:
        """Learn from one graded level."""
        before, skill = self.rating(one, k), self._skill(row, k)
        made = practised(str(k), before, self._difficulty(row, k), skill.weight, level)
        shift = self.shifts.get((row, k), Shift())
        self.shifts[row, k] = shifted(skill, shift, before, level)
        self.ratings[one, k] = made.after
        self.guesses.append((made.expected, level / 3))

    def rating(self, one: int, k: int) -> Rating:
        """Return what is believed of a learner's skill."""
        return self.ratings.get((one, k), Rating())

    def _options(self, one: int) -> list[Option]:
        done = self._times(one)
        times = (done + np.bincount(self.world.case, done)[self.world.case]) / 2
        return [
            Option(
                scenario=self.world.names[row],
                level=self.world.level[row],
                skills=self._asks(row),
                times=float(times[row]),
            )
            for row in range(len(times))
        ]

    def _asks(self, row: int) -> dict[str, Asked]:
        if row not in self._asked:
            self._asked[row] = {
                str(k): Asked(
                    weight=float(self.world.weights[row, k]), difficulty=self._difficulty(row, k)
                )
                for k in np.flatnonzero(self.world.weights[row])
            }
        return self._asked[row]

    def _difficulty(self, row: int, k: int) -> Difficulty:
        return believed(self._skill(row, k), self.shifts.get((row, k), Shift()))

    def _skill(self, row: int, k: int) -> Skill:
        return Skill(weight=self.world.weights[row, k], difficulty=self.world.said[row, k])

    def _times(self, one: int) -> Array:
        return self.times.setdefault(one, np.zeros(len(self.world.weights)))


@dataclass
class Elo(Suggested):
    """The same choice, rated by openskill: won where the level is 2 or more; nothing grows."""

    elo: BradleyTerryFull = field(
        default_factory=lambda: BradleyTerryFull(mu=0.0, sigma=1.0, beta=0.7, tau=0.1)
    )

    def update(self, one: int, row: int, k: int, level: int) -> None:
        """Learn from a win or a loss; the author's difficulty stands."""
        before = self.rating(one, k)
        person = self.elo.rating(mu=before.mean, sigma=before.spread)
        case = self.elo.rating(mu=self.world.said[row, k], sigma=0.1)
        won = level >= 2
        rated = self.elo.rate([[person], [case]] if won else [[case], [person]])[1 - won][0]
        self.ratings[one, k] = Rating(mean=rated.mu, variance=rated.sigma**2, seen=before.seen + 1)
