"""How a message moves the mood."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import example
import strategies
from trainer.core.mood import AWAY, band, felt, moved, paying
from trainer.core.reading import Found, Reading
from trainer.core.scenario import Mood

CASE = example.case()
HARD = example.case("hard")
BANDS = [
    ("furious", 0, 7),
    ("furious", 10, 10),
    ("tense", 10, 6),
    ("tense", 3, 3),
    ("tense", 4, 4),
    ("calm", 4, 3),
    ("calm", 10, 0),
]


@pytest.mark.parametrize(("name", "trust", "anger"), BANDS)
def test_a_mood_lies_in_a_band(name: str, trust: int, anger: int) -> None:
    assert band(Mood(trust=trust, anger=anger)) == name


MOVES = {
    "a feeling named, this citizen's own number": (("names-feeling",), +2, -2, 0),
    "the largest fall, not the sum": (("names-feeling", "apologises"), +2, -2, 0),
    "the largest rise plus the largest fall": (("names-feeling", "dismisses"), +1, 0, 0),
    "three at most": (("threatens", "insults", "blames"), -3, +3, 0),
    "nothing for an empty phrase": (("empty-phrase",), 0, 0, 0),
    "a message without moves": ((), 0, 0, 0),
    "plain words bring overload down": (("explains-plainly",), 0, 0, -2),
}


@pytest.mark.parametrize(("moves", "trust", "anger", "overload"), MOVES.values(), ids=MOVES.keys())
def test_a_message_moves_the_mood(
    moves: tuple[str, ...], trust: int, anger: int, overload: int
) -> None:
    before = Mood(trust=5, anger=5, overload=5)

    after = moved(CASE, before, example.reading(*moves), moves)

    change = (after.trust - 5, after.anger - 5, after.overload - 5)
    assert change == (trust, anger, overload)


LOADS = {
    "forty words are fine": (Reading(words=40), 0, 0),
    "more are too much": (Reading(words=41), 2, 3),
    "each officialese term": (Reading(officialese=(Found(id="x", text="x"),) * 2), 2, 3),
    "from the third question": (Reading(questions=4), 2, 3),
    "two questions are fine": (Reading(questions=2), 0, 0),
}


@pytest.mark.parametrize(("reading", "standard", "low_literacy"), LOADS.values(), ids=LOADS.keys())
def test_overload_rises_with_what_is_hard_to_follow(
    reading: Reading, standard: int, low_literacy: int
) -> None:
    before = Mood(trust=5, anger=5, overload=4)

    assert moved(CASE, before, reading, ()).overload - 4 == standard
    assert moved(HARD, before, reading, ()).overload - 4 == low_literacy


PAYING = {
    "a feeling named for the first time": ("names-feeling", {}, 0, False, True),
    "again, with nothing new": ("names-feeling", {"names-feeling": 0}, 0, False, False),
    "again, after something new": ("names-feeling", {"names-feeling": 0}, 1, False, True),
    "an open question again": ("asks-open", {"asks-open": 0}, 0, False, True),
    "a message said before": ("asks-open", {}, 0, True, False),
    "blame said before": ("blames", {"blames": 0}, 0, True, True),
}


@pytest.mark.parametrize(
    ("move", "paid", "progress", "repeats", "pays"), PAYING.values(), ids=PAYING.keys()
)
def test_a_formula_repeated_is_not_empathy(
    move: str, paid: dict[str, int], progress: int, repeats: bool, pays: bool
) -> None:
    reading = example.reading(move, repeats=repeats)

    assert (move in paying(reading, paid, progress)) is pays


def test_advice_counts_in_the_grade_and_leaves_the_citizen_as_they_are() -> None:
    assert felt(example.reading("advises", "asks-open")) == ("asks-open",)


@given(strategies.moods, strategies.readings(), st.sampled_from((CASE, HARD)))
def test_a_variable_moves_by_three_at_most_and_stays_in_bounds(mood, reading, case) -> None:
    after = moved(case, mood, reading, reading.move_ids)

    for name in ("trust", "anger", "overload"):
        assert 0 <= getattr(after, name) <= 10
        assert abs(getattr(after, name) - getattr(mood, name)) <= 3


@given(strategies.moods, strategies.readings(tuple(sorted(AWAY))))
def test_moves_away_never_do_good(mood, reading) -> None:
    after = moved(CASE, mood, reading, reading.move_ids)

    assert after.trust <= mood.trust
    assert after.anger >= mood.anger


@pytest.mark.parametrize(("sure", "item", "felt_"), [(0.6, 0, 0), (0.6, 1, 1), (0.8, 0, 1)])
def test_nobody_is_won_by_what_hardly_is_an_offer(sure: float, item: int, felt_: int) -> None:
    items = (Found(id="names-objection", text="y"),) * item
    moves = (Found(id="uses-discretion", text="x", sure=sure),)

    assert len(felt(Reading(moves=moves, items=items, words=9))) == felt_
