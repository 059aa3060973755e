"""Growth: what cells say of a group, and how often that is right."""

import numpy as np
import pytest

from groups import MONDAY, done
from trainer.core.bundle import Bundle, Done, bundles
from trainer.core.cell import Cell, cell, t_quantile
from trainer.core.growth import Way, among, growth, pooled
from trainer.core.skill import TOP, logistic
from trainer.core.week import WEEK


def level(
    value: float,
    month: int = 0,
    criterion: str = "explains",
    case: str | None = "angry",
    beginner: float = 1.5,
    margin: float = 0.4,
) -> Cell:
    return Cell(
        kind="level",
        scenario=case,
        criterion=criterion,
        first=MONDAY + 4 * month * WEEK,
        last=MONDAY + (4 * month + 3) * WEEK,
        level=value,
        beginner=beginner,
        margin=margin,
    )


@pytest.mark.parametrize(
    ("cells", "way", "change"),
    [
        ([level(1.0)], None, 0.0),
        ([level(1.0), level(1.2, 1)], "open", 0.2),
        ([level(1.0), level(1.1, 1), level(2.0, 2)], "grown", 1.0),
        ([level(2.0), level(1.0, 1)], "fallen", -1.0),
        # The same level in much harder cases is growth.
        ([level(1.5, beginner=1.6), level(1.5, 1, beginner=0.8)], "grown", 0.8),
        ([level(1.0, margin=1.1), level(2.0, 1, margin=1.1)], "open", 1.0),
    ],
)
def test_the_first_weeks_beside_the_latest(
    cells: list[Cell], way: Way | None, change: float
) -> None:
    found = growth(cells, "explains")
    assert found and found.way == way
    assert found.change == pytest.approx(change)


def test_nothing_is_said_of_what_nobody_saw() -> None:
    assert growth([level(1.0)], "finds-out") is None


def test_the_surer_cell_counts_for_more() -> None:
    found = pooled([level(1.0, margin=0.2), level(2.0, case="stuck", margin=0.8)])
    assert found.level == pytest.approx(1 + 1 / 17)
    assert 0.2 < found.margin < 0.25, "it says no more than the surer one of them"


@pytest.mark.parametrize(
    ("freedom", "share", "expected"), [(8, 0.975, 2.306), (15, 0.975, 2.131), (8, 0.995, 3.355)]
)
def test_the_quantiles_are_those_of_the_table(freedom: int, share: float, expected: float) -> None:
    assert t_quantile(freedom, share) == pytest.approx(expected, abs=0.03)


def test_more_comparisons_need_more() -> None:
    assert among(0.5, 1) == pytest.approx(0.5)
    assert among(0.5, 20) == pytest.approx(0.5 * 3.0233 / 1.96, rel=1e-3)


def practised(
    random: np.random.Generator, gain: float, cases: tuple[str, ...], people: int
) -> list[Done]:
    """Return two months of a talk a week; levels as the ratings suppose people get them."""
    skills, found = random.normal(0, 0.5, people), []
    for week in range(8):
        for n, skill in enumerate(skills + (gain if week > 3 else 0)):
            share = logistic(float(skill) - 0.3)
            found.append(
                done(
                    f"p{n}",
                    week,
                    cases[random.integers(len(cases))],
                    TOP * logistic(-0.3),
                    explains=int(random.binomial(TOP, share)),
                )
            )
    return found


def shown(did: list[Done]) -> list[Cell]:
    made: list[Bundle] = bundles(did, {}, MONDAY, MONDAY + 7 * WEEK)
    return [cell(one, 8) for one in made]


@pytest.mark.parametrize("cases", [("angry",), ("angry", "stuck", "household")])
def test_the_margin_of_a_change_holds_as_often_as_it_says(cases: tuple[str, ...]) -> None:
    random = np.random.default_rng(5)
    truth = np.mean(
        [
            logistic(float(skill) + 0.7) - logistic(float(skill) - 0.3)
            for skill in random.normal(0, 0.5, 4000)
        ]
    )
    inside, told = [], 0
    for _ in range(150):
        found = growth(shown(practised(random, 1.0, cases, 8)), "explains")
        assert found and found.latest
        inside.append(abs(found.change - TOP * truth) <= found.margin)
        told += found.way == "grown"
    assert np.mean(inside) >= 0.92
    assert told > 75, "and it is narrow enough to tell somewhat more than half a level"
