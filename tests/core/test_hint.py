"""Where a conversation stands for its hints, and which were given."""

import pytest

import example
from trainer.core.attempt import Phase
from trainer.core.hint import given, phase

CASE = example.case()
START = example.talk(CASE)
THIRD = -(-CASE.turns // 3)
NEEDED = tuple(item.learned for item in CASE.scenario.checklist.values() if item.learned)


@pytest.mark.parametrize(
    ("turns", "told", "where"),
    [
        (0, (), "early"),
        (THIRD - 1, (), "early"),
        (THIRD, (), "middle"),
        (0, NEEDED[:1], "middle"),
        (2 * THIRD, (), "late"),
        (0, NEEDED, "late"),
    ],
)
def test_a_talk_moves_on_by_what_is_told_and_by_its_turns(
    turns: int, told: tuple[str, ...], where: Phase
) -> None:
    assert phase(CASE, START.model_copy(update={"turns": turns, "told": told})) == where


def test_each_part_of_a_talk_has_steps_of_its_own() -> None:
    hints = CASE.script.hints
    assert given(CASE, ("early", "late", "early")) == (
        hints.early[0],
        hints.late[0],
        hints.early[1],
    )
    assert given(CASE, ("early",) * 5) == (*hints.early, hints.early[2], hints.early[2])
