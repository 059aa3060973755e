"""Hints: three steps for each part of a talk, from what is going on to how it could sound."""

from collections import Counter
from collections.abc import Sequence

from trainer.core.attempt import STEPS, Phase
from trainer.core.case import Case
from trainer.core.state import State


def hint(case: Case, where: Phase, count: int) -> str:
    """Return hint number ``count``, from 1, of a phase; after the last it is the last again."""
    steps: tuple[str, ...] = getattr(case.script.hints, where)
    return steps[min(count, STEPS) - 1]


def given(case: Case, hinted: Sequence[Phase]) -> tuple[str, ...]:
    """Return the hints that were given, in order, from where the talk stood at each."""
    seen = Counter[Phase]()
    hints = []
    for where in hinted:
        seen[where] += 1
        hints.append(hint(case, where, seen[where]))
    return tuple(hints)


def phase(case: Case, state: State) -> Phase:
    """Return where a conversation stands for its hints: early, middle or late."""
    learned = {item.learned for item in case.scenario.checklist.values() if item.learned}
    if learned and learned <= set(state.told):
        return "late"
    if state.turns >= case.turns * 2 / 3:
        return "late"
    return "middle" if state.told or state.turns >= case.turns / 3 else "early"
