import pytest

from trainer.core.rubric import BANDS
from trainer.core.selfview import Apart, Rated, views


def rated(*pairs: tuple[int, int]) -> list[Rated]:
    return [Rated(own={"tone": own}, bands={"tone": BANDS[grade]}) for own, grade in pairs]


@pytest.mark.parametrize(
    ("pairs", "apart"),
    [
        (((2, 2), (1, 1), (3, 3)), "same"),
        (((2, 2), (1, 2), (2, 1), (2, 2)), "same"),
        (((1, 2), (2, 2), (2, 2)), "lower"),
        (((0, 2), (1, 2), (2, 3)), "much-lower"),
        (((3, 2), (2, 2), (2, 2)), "higher"),
        (((3, 1), (3, 2), (2, 1)), "much-higher"),
    ],
)
def test_where_ones_own_view_lies(pairs: tuple[tuple[int, int], ...], apart: Apart) -> None:
    assert views(["tone"], rated(*pairs))["tone"].apart == apart


def test_of_fewer_than_three_talks_nothing_is_said() -> None:
    some = [*rated((0, 3), (0, 3)), Rated(own={"tone": 0}, bands={"tone": None})]
    assert views(["tone", "empathy"], some) == {}


@pytest.mark.parametrize(
    ("pairs", "closer"),
    [
        (((0, 2), (0, 2), (0, 2), (2, 2), (2, 2), (2, 2)), True),
        (((2, 2), (2, 2), (2, 2), (0, 2), (0, 2), (0, 2)), False),
        (((0, 2), (2, 0), (0, 2), (2, 2), (1, 1), (2, 2)), True),
        (((0, 2), (0, 2), (2, 2), (2, 2)), False),
    ],
)
def test_whether_the_two_come_closer(pairs: tuple[tuple[int, int], ...], closer: bool) -> None:
    assert views(["tone"], rated(*pairs))["tone"].closer == closer
