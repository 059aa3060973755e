"""Difficulties: what the author says, moved slowly and within bounds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import example
from trainer.core.difficulty import BOUND, STEP, Shift, believed, declared, fresh, shifted
from trainer.core.scenario import LEVELS, Skill
from trainer.core.skill import Rating

SCENARIO = example.case().scenario
SKILL = Skill(weight=1.0, difficulty=0.5)


def test_a_level_is_a_step_harder_than_the_one_below_it() -> None:
    id, said = next(iter(SCENARIO.skills.items()))
    found = [declared(SCENARIO, level, id).difficulty for level in LEVELS]
    assert [round(one - said.difficulty, 6) for one in found] == [-STEP, 0.0, STEP]


def test_what_a_case_does_not_say_that_it_trains_weighs_little_and_is_known_less() -> None:
    said = max(SCENARIO.skills.values(), key=lambda one: one.weight)
    unsaid = declared(SCENARIO, "standard", "no-such-criterion")
    assert unsaid.weight < said.weight
    known = next(iter(SCENARIO.skills))
    assert fresh(SCENARIO, "no-such-criterion").variance > fresh(SCENARIO, known).variance


@given(st.lists(st.tuples(st.floats(-4, 4), st.floats(0.01, 4), st.integers(0, 3)), max_size=60))
def test_it_stays_within_bounds_whoever_comes(people: list[tuple[float, float, int]]) -> None:
    shift = Shift()
    for mean, variance, level in people:
        before = shift
        shift = shifted(SKILL, shift, Rating(mean=mean, variance=variance), level)
        assert abs(shift.by) <= BOUND
        assert shift.variance <= before.variance
    assert shift.seen == len(people)


@pytest.mark.parametrize(
    ("by", "seen", "turned"),
    [
        (0.31, 10, "harder"),
        (-0.31, 10, "easier"),
        (0.29, 50, None),
        (-0.29, 50, None),
        (0.8, 9, None),
    ],
)
def test_which_way_it_turned_out(by: float, seen: int, turned: str | None) -> None:
    assert Shift(by=by, seen=seen).turned == turned


def test_it_moves_slowly_and_towards_what_people_do() -> None:
    average = Rating(mean=0.5, variance=0.2)
    once = shifted(SKILL, Shift(), average, 0)
    assert 0 < once.by < 0.15
    often = once
    for _ in range(40):
        often = shifted(SKILL, often, average, 0)
    assert once.by < often.by <= BOUND
    assert believed(SKILL, often).mean == SKILL.difficulty + often.by
