"""Suggestion: which case helps somebody most now, with every number that made it so."""

from collections.abc import Iterable, Mapping
from math import sqrt
from typing import Annotated

from pydantic import Field

from trainer.core.base import Value
from trainer.core.scenario import LEVELS, LevelName
from trainer.core.skill import GOAL, Difficulty, Rating, expected, manages

MARGIN = 0.2
"""How far above the goal, in logits, practice still helps."""
LEFT = 0.02
"""What is still needed of a skill that is mastered, so that there is always a next case."""
REFRESH = 0.6
"""What is needed of a mastered skill that is due to be refreshed."""
BEST = 0.72
"""The expected share of the levels at which people learn most: hard, and within reach."""
WIDTH = 0.2
"""How far from ``BEST`` the worth of practice falls to a half."""
AGAIN = 0.75
"""What each earlier time with a case leaves of its worth."""
STRONG = 0.6
"""How sure we must be of a strength before we name it."""
MOST = 3
"""How many are suggested at once."""
UNKNOWN = Rating()
"""What is believed of a skill that nobody saw yet."""


class Asked(Value):
    """What a case at a level asks of one criterion."""

    weight: Annotated[float, Field(ge=0, le=1)]
    difficulty: Difficulty


class Option(Value):
    """A case at a level that can be suggested."""

    scenario: str
    level: LevelName
    skills: dict[str, Asked]
    """By criterion: what the case says that it trains."""
    times: float = 0.0
    """How often this person did it; another level of the same case counts half."""
    first: bool = False
    """It comes before all others, at its gentlest level: a warm-up for who never practised."""


class Term(Value):
    """What one criterion adds to a case's worth."""

    criterion: str
    weight: float
    """How much the case is about it."""
    rating: Rating
    """What was believed of the person."""
    difficulty: Difficulty
    due: bool = False
    """It is mastered, and due to be refreshed."""
    need: float
    """How far the person is from the goal, in logits."""
    chance: float
    """The expected share of the levels, 0-1."""
    fit: float
    """How near that is to where people learn most, 0-1."""
    worth: float
    """weight x need x fit / square root of the times seen."""


class Suggestion(Value):
    """One case that helps, and why."""

    scenario: str
    level: LevelName
    times: float
    """How often this person did the case."""
    novelty: float
    """What these earlier times leave of its worth, 0-1."""
    terms: tuple[Term, ...]
    """By what they add, the most first."""
    score: float
    """The sum of the terms' worth, times the novelty."""
    strong: str | None = None
    """The criterion that the person does best, where we are sure enough to say so."""
    manages: float
    """How likely, 0-1, somebody at this level gets good or better on what the case helps most."""

    @property
    def helps(self) -> str:
        """The criterion that it helps most."""
        return self.terms[0].criterion


def suggest(
    options: Iterable[Option],
    ratings: Mapping[str, Rating],
    due: frozenset[str] = frozenset(),
    most: int = MOST,
) -> tuple[Suggestion, ...]:
    """Return the cases that help most, best first, each scenario once at most.

    ``ratings`` are by criterion; who is not in it is not known yet. Equal cases come by id.
    """
    ranked = sorted(
        (
            _early(option),
            -_score(option, ratings, due),
            option.scenario,
            _place(option),
            number,
            option,
        )
        for number, option in enumerate(options)
        if option.skills
    )
    best: dict[str, Option] = {}
    for *_, option in ranked:
        best.setdefault(option.scenario, option)
    strong = strongest(ratings)
    return tuple(weigh(option, ratings, due, strong) for option in list(best.values())[:most])


def _place(option: Option) -> int:
    return LEVELS.index(option.level)


def _early(option: Option) -> int:
    return _place(option) if option.first else len(LEVELS)


def weigh(
    option: Option, ratings: Mapping[str, Rating], due: frozenset[str], strong: str | None = None
) -> Suggestion:
    """Return how much an option helps."""
    terms = sorted(
        (
            _term(criterion, asked, ratings.get(criterion, UNKNOWN), criterion in due)
            for criterion, asked in option.skills.items()
        ),
        key=lambda term: (-term.worth, term.criterion),
    )
    return Suggestion(
        scenario=option.scenario,
        level=option.level,
        times=option.times,
        novelty=float(AGAIN**option.times),
        terms=tuple(terms),
        score=_score(option, ratings, due),
        strong=None if strong == terms[0].criterion else strong,
        manages=manages(terms[0].rating, terms[0].difficulty),
    )


def strongest(ratings: Mapping[str, Rating]) -> str | None:
    """Return the criterion that somebody does best, or None where nothing stands out."""
    known = sorted((-rating.above(), id) for id, rating in ratings.items() if rating.seen)
    return known[0][1] if known and -known[0][0] >= STRONG else None


def fit(chance: float) -> float:
    """Return how near an expected share is to where people learn most, 0-1.

    It falls off gently: a skill that every case still asks too much of is not written off.
    """
    return 1 / (1 + ((chance - BEST) / WIDTH) ** 2)


def _term(criterion: str, asked: Asked, rating: Rating, due: bool) -> Term:
    chance = expected(rating, asked.difficulty)
    return Term(
        criterion=criterion,
        weight=asked.weight,
        rating=rating,
        difficulty=asked.difficulty,
        due=due,
        need=_need(rating, due),
        chance=chance,
        fit=fit(chance),
        worth=_worth(asked, rating, due),
    )


def _need(rating: Rating, due: bool) -> float:
    return max(GOAL + MARGIN - rating.mean, REFRESH if due else LEFT)


def _worth(asked: Asked, rating: Rating, due: bool) -> float:
    near = fit(expected(rating, asked.difficulty))
    return asked.weight * _need(rating, due) * near / sqrt(max(1, rating.seen))


def _score(option: Option, ratings: Mapping[str, Rating], due: frozenset[str]) -> float:
    """Return what ``weigh`` would give as the score, without the rest."""
    worths = (
        _worth(asked, ratings.get(criterion, UNKNOWN), criterion in due)
        for criterion, asked in option.skills.items()
    )
    return float(AGAIN**option.times * sum(worths))
