import pytest

from shipped import CATALOG
from trainer.core.skill import Rating
from trainer.core.standing import probably, stuck, stuck_on, wide

RUBRIC = CATALOG.rubric("citizen-conversation", "nl")[0]


@pytest.mark.parametrize(
    ("mean", "variance", "seen", "range_", "open"),
    [
        (3.0, 0.1, 6, ("strong", "strong"), False),
        (1.3, 0.1, 6, ("competent", "strong"), False),
        (0.6, 0.05, 6, ("competent", "competent"), False),
        (-3.0, 0.1, 6, ("absent", "absent"), False),
        (0.6, 0.05, 2, (None, None), False),  # seen too little
        (0.0, 2.0, 6, ("absent", "strong"), True),
    ],
)
def test_where_somebody_probably_is(
    mean: float, variance: float, seen: int, range_: tuple[str | None, str | None], open: bool
) -> None:
    found = probably(RUBRIC, Rating(mean=mean, variance=variance, seen=seen))
    assert (found, wide(found)) == (range_, open)


@pytest.mark.parametrize(
    ("levels", "is_stuck"),
    [
        ([], False),
        ([0, 0], False),
        ([0, 0, 0], True),
        ([1, 1, 1], True),
        ([1, 0, 0], True),
        ([0, 0, 1], False),  # it rises
        ([3, 3, 1, 1, 1], True),
        ([1, 1, 1, 2], False),
    ],
)
def test_who_is_stuck(levels: list[int], is_stuck: bool) -> None:
    assert stuck(levels) is is_stuck


def test_on_what_somebody_is_stuck() -> None:
    assert stuck_on({"a": [1, 1, 0], "b": [0, 0, 2], "c": [0]}) == ("a",)
