"""The course of a citizen's mood through a talk: points to draw, and what moved it."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from trainer.core.attempt import Attempt, Exchange
from trainer.core.case import Case
from trainer.core.mood import PLAIN
from trainer.core.scenario import Mood, Variable

VARIABLES: tuple[Variable, ...] = ("trust", "anger", "overload")
WIDTH, HEIGHT = 640, 220
LEFT, RIGHT, TOP, BOTTOM = 34, 12, 12, 30
TOLD = 6
"""How many messages are named as those that moved the mood most."""


@dataclass(frozen=True)
class Change:
    """How one variable moved in one message."""

    variable: Variable
    before: int
    after: int

    @property
    def by(self) -> int:
        """How much it moved."""
        return self.after - self.before


@dataclass(frozen=True)
class Step:
    """One message of the trainee: the mood after it, and what moved it."""

    number: int
    """1 for the first message."""
    turn: int
    """Its place in the transcript, to link to."""
    mood: Mood
    changes: tuple[Change, ...]
    moves: tuple[str, ...]
    """The moves found in it, in words."""
    movers: tuple[str, ...]
    """Those of them that explain the changes."""
    told: bool
    """The citizen told something new in answer."""

    @property
    def too_much(self) -> bool:
        """Whether the citizen could take in less after it."""
        return any(change.variable == "overload" and change.by > 0 for change in self.changes)

    @property
    def size(self) -> int:
        """How much the mood moved in all."""
        return sum(abs(change.by) for change in self.changes)


@dataclass(frozen=True)
class Course:
    """The whole course, with what the drawing needs."""

    start: Mood
    steps: tuple[Step, ...]

    def x(self, number: int) -> float:
        """Return where message ``number`` stands across; 0 is the start."""
        return LEFT + (WIDTH - LEFT - RIGHT) * number / max(1, len(self.steps))

    def y(self, value: int) -> float:
        """Return how high a value of 0-10 stands."""
        return TOP + (HEIGHT - TOP - BOTTOM) * (10 - value) / 10

    def line(self, variable: Variable) -> str:
        """Return the points of a variable's line, as SVG writes them."""
        values = [getattr(self.start, variable)]
        values += [getattr(step.mood, variable) for step in self.steps]
        return " ".join(f"{self.x(i):.1f},{self.y(v):.1f}" for i, v in enumerate(values))

    def end(self, variable: Variable) -> int:
        """Return a variable's last value."""
        last = self.steps[-1].mood if self.steps else self.start
        return int(getattr(last, variable))

    @property
    def moved(self) -> list[Step]:
        """The messages that moved the mood most, in the order in which they were said."""
        most = sorted(self.steps, key=lambda step: -step.size)[:TOLD]
        return [step for step in self.steps if step.size and step in most]

    @property
    def ticks(self) -> list[int]:
        """The messages that get a number below the chart: not more than fit."""
        apart = 1 + len(self.steps) // 13
        return list(range(1, len(self.steps) + 1, apart))

    @property
    def width(self) -> int:
        """The drawing's width."""
        return WIDTH

    @property
    def height(self) -> int:
        """The drawing's height."""
        return HEIGHT


def course(attempt: Attempt, case: Case, names: Mapping[str, str]) -> Course:
    """Return the course of an attempt's mood; ``names`` are the moves in words."""
    moods = [attempt.start.mood, *(one.state.mood for one in attempt.exchanges)]
    steps = tuple(
        _step(case, i, attempt.exchanges[i], _changes(before, after), names)
        for i, (before, after) in enumerate(pairwise(moods))
    )
    return Course(attempt.start.mood, steps)


def _step(
    case: Case, i: int, said: Exchange, changes: tuple[Change, ...], names: Mapping[str, str]
) -> Step:
    moves = said.reading.move_ids
    return Step(
        number=i + 1,
        turn=2 * i + 1,
        mood=said.state.mood,
        changes=changes,
        moves=tuple(names.get(id, id) for id in moves),
        movers=tuple(names.get(id, id) for id in moves if _explains(case, id, changes)),
        told=said.direction.tell is not None,
    )


def _changes(before: Mood, after: Mood) -> tuple[Change, ...]:
    found = (Change(name, getattr(before, name), getattr(after, name)) for name in VARIABLES)
    return tuple(change for change in found if change.by)


def _explains(case: Case, move: str, changes: tuple[Change, ...]) -> bool:
    """Tell whether a move pulls one of the changed variables the way it went."""
    effects = case.effects(move)
    if move in PLAIN and any(c.variable == "overload" and c.by < 0 for c in changes):
        return True
    return any(effects.get(change.variable, 0) * change.by > 0 for change in changes)
