"""Whether choosing the next case helps: simulated learners who learn in four ways.

200 learners, 5 skills, 14 cases at three levels, 30 attempts each; then the cases that there are.
The suggestions are the product's: the same code rates, corrects difficulties and chooses. Nobody
knows how people really learn, so there are four models, and what the suggestions lose is said.

- gain: how much nearer to the goal people come, summed over skills, as a share of what a greedy
  oracle reaches that knows the true skills, the true difficulties and the model
- mastery: attempts until a skill truly passes the goal, on average over learners and skills; who
  never gets there counts as one more than the last
- calibration: expected calibration error of the expected share of the levels, in ten bins
- coverage: how often the 90 % interval of a rating just practised holds the true skill
- early: how far ratings are off, in logits, after five attempts

What the suggestions lose, and what is out of its bounds, stands below each table.
"""

import argparse
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from simulated.learners import MODELS, Array, Learners, World, made_up, shipped
from simulated.policies import Elo, Fixed, Oracle, Random, Suggested

from trainer.core.skill import GOAL

ATTEMPTS = 30
Z90 = 1.645
LENIENT = 0.35
"""How often a lenient grader gives a level too much."""
OVERRIDDEN = 0.3
"""How often something else is done than what is suggested."""
WORST, COVERED = 0.03, (0.85, 0.97)
"""The calibration error and the coverage that are to be reached."""


class Row(NamedTuple):
    """A policy under a condition."""

    name: str
    policy: type[Random]
    lenient: float = 0.0
    overridden: float = 0.0


ROWS = (
    Row("oracle", Oracle),
    Row("suggested", Suggested),
    Row("Elo (openskill)", Elo),
    Row("fixed order", Fixed),
    Row("random", Random),
    Row("suggested, lenient grader", Suggested, lenient=LENIENT),
    Row("suggested, 30 % overridden", Suggested, overridden=OVERRIDDEN),
)


@dataclass(frozen=True)
class Result:
    """What a policy reached."""

    gain: float
    mastery: float
    calibration: float | None = None
    coverage: float | None = None
    early: float | None = None


@dataclass
class Watched:
    """Notes how right the ratings are."""

    policy: Suggested
    inside: list[bool]
    early: list[float]

    def note(self, one: int, row: int, number: int, skill: Array) -> None:
        """Compare the ratings with the true skills after an attempt."""
        for k in np.flatnonzero(self.policy.world.weights[row]):
            rating = self.policy.rating(one, int(k))
            self.inside.append(abs(rating.mean - skill[k]) <= Z90 * rating.spread)
        if number == 4:
            means = [self.policy.rating(one, k).mean for k in range(len(skill))]
            self.early += np.abs(np.array(means) - skill).tolist()


def run(row: Row, world: World, model: str, seed: int, people: int) -> Result:
    """Let every learner practise; the same seed makes the same people."""
    random = np.random.default_rng(seed)
    skills = world.weights.shape[1]
    start = random.normal(-0.2, 0.8, (people, skills))
    pace = 0.3 * random.lognormal(0, 0.4, (people, 1))
    learners = Learners(start.copy(), pace, model, np.random.default_rng(seed + 1))
    policy = row.policy(world, ATTEMPTS, np.random.default_rng(seed + 2))
    watched = Watched(policy, [], []) if isinstance(policy, Suggested) else None
    reached = np.full(start.shape, ATTEMPTS + 1.0)
    for number in range(ATTEMPTS):
        reached = np.where(learners.skill >= GOAL, np.minimum(reached, number), reached)
        for one in range(people):
            case = policy.choose(one, number, learners)
            if random.random() < row.overridden:
                case = int(random.integers(len(world.weights)))
            levels = learners.attempt(one, world, case)
            generous = random.random(skills) < row.lenient
            policy.hear(one, case, np.minimum(3, levels + generous))
            if watched:
                watched.note(one, case, number, learners.skill[one])
    gain = (np.minimum(learners.skill, GOAL) - np.minimum(start, GOAL)).sum(axis=1).mean()
    found = Result(float(gain), float(reached.mean()))
    return _rated(found, watched) if watched else found


def _rated(result: Result, watched: Watched) -> Result:
    guesses = watched.policy.guesses
    return Result(
        result.gain,
        result.mastery,
        calibration_error(guesses) if guesses else None,
        float(np.mean(watched.inside)),
        float(np.mean(watched.early)),
    )


def calibration_error(guesses: Sequence[tuple[float, float]]) -> float:
    """Return the expected calibration error in ten bins of equal width."""
    guessed, came = np.array(guesses).T
    bins = np.minimum((guessed * 10).astype(int), 9)
    return float(sum(abs((guessed - came)[bins == one].sum()) for one in range(10)) / len(came))


def bench(title: str, world: World, seed: int, people: int) -> None:
    """Print a table for each learner model, and what the suggestions lose."""
    print(f"\n{title}: {len(world.names)} rows, {world.weights.shape[1]} skills")
    print(f"{'':30}{'gain':>7}{'mastery':>9}{'calibr.':>9}{'coverage':>10}{'early':>7}")
    with ProcessPoolExecutor(2) as pool:
        waiting = {
            (model, row.name): pool.submit(run, row, world, model, seed, people)
            for model in MODELS
            for row in ROWS
        }
        missed = []
        for model in MODELS:
            print(model)
            oracle = waiting[model, "oracle"].result().gain
            shares = {}
            for row in ROWS:
                found = waiting[model, row.name].result()
                shares[row.name] = found.gain / oracle
                _print(row.name, shares[row.name], found)
                if row.policy is Suggested:
                    missed += _out(f"{model}: {row.name}", found)
            missed += _lost(model, shares)
    print("\n".join(missed) or "the suggestions lose nowhere, and all is within its bounds")


def _print(name: str, share: float, found: Result) -> None:
    figures = zip((9, 10, 7), (found.calibration, found.coverage, found.early), strict=True)
    shown = [f"{one:{width}.3f}" if one is not None else " " * width for width, one in figures]
    print(f"  {name:28}{share:7.3f}{found.mastery:9.1f}{''.join(shown)}", flush=True)


def _out(name: str, found: Result) -> list[str]:
    low, high = COVERED
    wrong = []
    if found.calibration is not None and found.calibration > WORST:
        wrong.append(f"OUT   {name}, calibration {found.calibration:.3f}, at most {WORST}")
    if found.coverage is not None and not low <= found.coverage <= high:
        wrong.append(f"OUT   {name}, coverage {found.coverage:.3f}, {low} to {high}")
    return wrong


def _lost(model: str, shares: dict[str, float]) -> list[str]:
    better = [
        name
        for name in ("Elo (openskill)", "fixed order", "random")
        if shares[name] > shares["suggested"]
    ]
    return [
        f"LOST  {model}: suggested {shares['suggested']:.3f}, {name} {shares[name]:.3f}"
        for name in better
    ]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=12)
    parser.add_argument("--people", type=int, default=200)
    chosen = parser.parse_args()
    source = np.random.default_rng(chosen.seed)
    bench("made-up cases", made_up(source), chosen.seed, chosen.people)
    bench("the cases that there are", shipped(source), chosen.seed, chosen.people)
