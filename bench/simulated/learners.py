"""Cases, and learners whose true skills are known since they are made up."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from trainer import build
from trainer.core.difficulty import STEP, declared
from trainer.core.scenario import LEVELS, LevelName
from trainer.core.skill import GOAL
from trainer.settings import Settings

Array = NDArray[np.float64]
ZONE, IRRELEVANT = "zone of development", "difficulty irrelevant"
SUCCESS, FAILURE = "learns from success", "learns from failure"
MODELS = (ZONE, IRRELEVANT, SUCCESS, FAILURE)
OFF = 0.3
"""How far authors are off with a difficulty, in logits."""
DAY = 0.3
"""How much good and bad days differ, in logits."""
CEILING = 3.5
"""The skill, in logits, that nobody grows beyond; growth slows towards it."""


@dataclass(frozen=True)
class World:
    """Cases at levels (rows) and skills (columns)."""

    names: tuple[str, ...]
    weights: Array
    """0 where a case does not train a skill."""
    said: Array
    """The difficulty that the author says."""
    true: Array
    """The difficulty as it is."""
    case: NDArray[np.int64]
    """Which case a row belongs to."""
    level: tuple[LevelName, ...]


@dataclass
class Learners:
    """People (rows of ``skill``) who learn in one of four ways."""

    skill: Array
    pace: Array
    model: str
    random: np.random.Generator

    def chance(self, one: int, world: World, row: int | slice = slice(None)) -> Array:
        """Return the true expected share of the levels."""
        return logistic(self.skill[one] - world.true[row])

    def worth(self, chance: Array, share: Array) -> Array:
        """Return how much of the pace a try is worth."""
        if self.model == ZONE:
            return np.asarray(1.3 * np.exp(-(((chance - 0.7) / 0.22) ** 2)))
        if self.model == IRRELEVANT:
            return np.full_like(chance, 0.65)
        return 1.3 * (share if self.model == SUCCESS else 1 - share)

    def expected_gain(self, one: int, world: World) -> Array:
        """Return what each row would bring this learner nearer to the goal, on average."""
        chance = self.chance(one, world)
        grown = self.skill[one] + self._step(one, world.weights, self.worth(chance, chance))
        return np.asarray((np.minimum(grown, GOAL) - np.minimum(self.skill[one], GOAL)).sum(axis=1))

    def attempt(self, one: int, world: World, row: int) -> Array:
        """Return the true levels, 0-3, of a go at a row; the learner learns from it."""
        day = self.random.normal(0, DAY)
        chance = logistic(self.skill[one] + day - world.true[row])
        levels = self.random.binomial(3, chance).astype(float)
        worth = self.worth(self.chance(one, world, row), levels / 3)
        self.skill[one] += self._step(one, world.weights[row], worth)
        return levels

    def _step(self, one: int, weights: Array, worth: Array) -> Array:
        room = np.clip((CEILING - self.skill[one]) / CEILING, 0, 1)
        return np.asarray(self.pace[one] * weights * worth * room)


def logistic(x: Array) -> Array:
    """Return the logistic function."""
    return np.asarray(1 / (1 + np.exp(-x)))


def made_up(random: np.random.Generator, cases: int = 14, skills: int = 5) -> World:
    """Return cases at three levels that each train two or three skills."""
    trains = np.zeros((cases, skills))
    for case in range(cases):
        chosen = random.choice(skills, size=random.integers(2, 4), replace=False)
        trains[case, chosen] = random.uniform(0.5, 1.0, len(chosen))
    said = random.normal(0.4, 0.8, (cases, skills))
    return _levels([f"case-{case:02}" for case in range(cases)], trains, said, random)


def shipped(random: np.random.Generator) -> World:
    """Return the cases that there are, with the criteria that they say they train."""
    entries = [one.scenario for one in build.parts(Settings(embeddings=False)).catalog.scenarios()]
    ids = sorted({id for one in entries for id in one.skills})
    said = [[declared(one, "standard", id).difficulty for id in ids] for one in entries]
    trains = [[one.skills[id].weight if id in one.skills else 0.0 for id in ids] for one in entries]
    return _levels([one.id for one in entries], np.array(trains), np.array(said), random)


def _levels(
    names: Sequence[str], weights: Array, said: Array, random: np.random.Generator
) -> World:
    rows = np.repeat(np.arange(len(names)), len(LEVELS))
    steps = np.tile([-STEP, 0.0, STEP], len(names))
    told = np.clip(said[rows] + steps[:, None], -3, 3)
    return World(
        names=tuple(names[case] for case in rows),
        weights=weights[rows],
        said=told,
        true=told + random.normal(0, OFF, told.shape),
        case=rows,
        level=LEVELS * len(names),
    )
