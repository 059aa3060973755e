"""Two ways through one talk: an attempt and a fork of it, and what differs after they part."""

from collections.abc import Iterable

from trainer.core.assessment import Level, Verdict
from trainer.core.attempt import Attempt
from trainer.core.base import Value
from trainer.core.case import Case
from trainer.core.scenario import Mood
from trainer.core.state import Ending


class Side(Value):
    """One of the two ways, from where they part."""

    moves: tuple[str, ...]
    """The moves made on this side alone, in the order in which they came."""
    facts: tuple[str, ...]
    """The facts told on this side alone."""
    items: tuple[str, ...]
    """The checklist items done on this side alone."""
    mood: Mood
    """At the end."""
    ending: Ending | None
    """How the talk ended; None where the trainee ended it."""


class Comparison(Value):
    """What differs between an attempt and a fork of it."""

    before: Mood
    """Where they part."""
    after: tuple[Mood, Mood]
    """After as many messages on either side, as long as both went on; the attempt's own first."""
    first: Side
    other: Side
    levels: dict[str, tuple[Level | None, Level | None]]
    """Both levels of each criterion that either judged, the attempt's own first."""

    @property
    def changed(self) -> tuple[str, ...]:
        """The criteria whose levels differ."""
        return tuple(id for id, (first, other) in self.levels.items() if first != other)

    @property
    def same(self) -> tuple[str, ...]:
        """The criteria whose levels do not."""
        return tuple(id for id, (first, other) in self.levels.items() if first == other)


def compared(case: Case, first: Attempt, fork: Attempt) -> Comparison:
    """Return what differs; both are graded, and ``fork`` was taken from ``first``."""
    parted = fork.parent_exchanges
    both = min(len(first.exchanges), len(fork.exchanges)) - 1
    verdicts = [one.assessment.verdicts if one.assessment else {} for one in (first, fork)]
    return Comparison(
        before=(first.exchanges[parted - 1].state if parted else first.start).mood,
        after=(first.exchanges[both].state.mood, fork.exchanges[both].state.mood),
        first=_side(case, first, fork, parted),
        other=_side(case, fork, first, parted),
        levels={
            id: (_level(verdicts[0].get(id)), _level(verdicts[1].get(id)))
            for id in dict.fromkeys((*verdicts[0], *verdicts[1]))
        },
    )


def _side(case: Case, one: Attempt, beside: Attempt, parted: int) -> Side:
    mine, theirs = one.state, beside.state
    return Side(
        moves=_only(_moves(one, parted), _moves(beside, parted)),
        facts=_only(mine.told, theirs.told),
        items=_only(mine.done(case), theirs.done(case)),
        mood=mine.mood,
        ending=mine.ending,
    )


def _moves(one: Attempt, parted: int) -> tuple[str, ...]:
    return tuple(id for said in one.exchanges[parted:] for id in said.reading.move_ids)


def _only(some: Iterable[str], others: Iterable[str]) -> tuple[str, ...]:
    known = set(others)
    return tuple(dict.fromkeys(id for id in some if id not in known))


def _level(verdict: Verdict | None) -> Level | None:
    return verdict.level if verdict else None
