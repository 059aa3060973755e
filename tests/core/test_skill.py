"""Ratings: what they do with a level, and when a skill is mastered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.core.skill import (
    ENOUGH,
    GROWTH,
    Difficulty,
    Rating,
    expected,
    grown,
    manages,
    observed,
    practised,
    share,
)

numbers = st.floats(-4, 4)
variances = st.floats(0.01, 4)
ratings = st.builds(Rating, mean=numbers, variance=variances, seen=st.integers(0, 50))
difficulties = st.builds(Difficulty, mean=st.floats(-3, 3), variance=st.floats(0, 0.5))
levels = st.integers(0, 3)


@given(ratings, difficulties, levels)
def test_a_level_makes_what_is_believed_surer_and_never_less_sure(
    rating: Rating, difficulty: Difficulty, level: int
) -> None:
    after, harder = observed(rating, difficulty, share(level))
    assert 0 < after.variance <= rating.variance
    assert 0 <= harder.variance <= difficulty.variance
    assert after.seen == rating.seen + 1


@given(ratings, difficulties)
def test_a_higher_level_never_gives_a_lower_rating(rating: Rating, difficulty: Difficulty) -> None:
    means = [observed(rating, difficulty, share(level))[0].mean for level in range(4)]
    assert means == sorted(means)


@given(ratings, difficulties, levels)
def test_person_and_case_move_apart(rating: Rating, difficulty: Difficulty, level: int) -> None:
    """Who does better than expected is better, or the case is easier, or a bit of both."""
    after, harder = observed(rating, difficulty, share(level))
    assert (after.mean - rating.mean) * (harder.mean - difficulty.mean) <= 0


@given(ratings, difficulties, levels)
def test_who_is_known_less_is_moved_more(
    rating: Rating, difficulty: Difficulty, level: int
) -> None:
    vaguer = rating.model_copy(update={"variance": 2 * rating.variance})
    moved, more = (
        abs(observed(one, difficulty, share(level))[0].mean - one.mean) for one in (rating, vaguer)
    )
    assert more >= moved


@given(ratings, difficulties, difficulties)
def test_harder_is_expected_to_go_worse(rating: Rating, one: Difficulty, other: Difficulty) -> None:
    easier, harder = sorted((one, other), key=lambda d: d.mean)
    same = harder.model_copy(update={"variance": easier.variance})
    assert 0 < expected(rating, same) <= expected(rating, easier) < 1
    assert 0 <= manages(rating, same) <= manages(rating, easier) <= 1


@given(ratings, st.floats(0, 1), st.floats(0, 1))
def test_practice_lets_a_rating_grow_and_makes_it_less_sure(
    rating: Rating, weight: float, chance: float
) -> None:
    after = grown(rating, weight, chance)
    assert after.mean >= rating.mean
    assert after.variance >= rating.variance
    assert after.seen == rating.seen


def test_practice_adds_most_where_it_could_go_either_way() -> None:
    added = [grown(Rating(), 1.0, chance).mean for chance in (0.5, 0.72, 0.85, 0.95, 1.0)]
    assert added == sorted(added, reverse=True)
    assert added[0] == GROWTH and added[-1] == 0


def test_strong_levels_in_easy_cases_do_not_go_on_lifting_a_rating() -> None:
    """They once added the same each time, whatever could still be learned there."""
    rating = Rating(mean=2.0, variance=0.3)
    for _ in range(30):
        rating = practised("explains", rating, Difficulty(mean=-1.0), 1.0, 3).after
    assert rating.mean < 4.5


def test_a_low_level_tells_much_of_who_was_sure_to_do_well() -> None:
    """Levels vary little where nearly all steps succeed, so that one which differs says more."""
    strong = Rating(mean=2.0, variance=0.4)
    after, _ = observed(strong, Difficulty(mean=0.0), share(1))
    assert strong.mean - after.mean > 0.35


@given(ratings, difficulties, st.floats(0, 1), levels)
def test_an_update_holds_all_that_it_was_made_of(
    rating: Rating, difficulty: Difficulty, weight: float, level: int
) -> None:
    made = practised("explains", rating, difficulty, weight, level)
    again = practised(made.criterion, made.before, made.difficulty, made.weight, made.level)
    assert made == again


@pytest.mark.parametrize(
    ("mean", "variance", "seen", "mastered"),
    [
        (2.5, 0.2, ENOUGH, True),
        (2.5, 0.2, ENOUGH - 1, False),  # too little seen
        (1.6, 0.2, 20, False),  # above the goal, and not sure enough
        (2.5, 4.0, ENOUGH, False),  # far too vague
        (0.0, 0.2, 20, False),
    ],
)
def test_mastery(mean: float, variance: float, seen: int, mastered: bool) -> None:
    assert Rating(mean=mean, variance=variance, seen=seen).mastered is mastered


def test_a_run_of_strong_levels_masters_and_a_run_of_absent_ones_does_not() -> None:
    good = bad = Rating()
    for _ in range(8):
        good = practised("explains", good, Difficulty(mean=0.4), 1.0, 3).after
        bad = practised("explains", bad, Difficulty(mean=0.4), 1.0, 0).after
    assert (good.mastered, bad.mastered) == (True, False)
    assert bad.mean < 0 < good.mean
