"""Cells: coarse enough that none tells of each of its people."""

import pytest

from groups import MONDAY, done, month
from trainer.core.bundle import LEAST, Done, Waited, bundles
from trainer.core.cell import HIGHEST, LOWEST, MOST_WEEKS, Cell, cell, told, waits
from trainer.core.week import WEEK


def level(did: list[Done]) -> Cell:
    (one,) = [
        cell(made, 8)
        for made in bundles(did, {}, MONDAY, MONDAY + 3 * WEEK)
        if made.kind == "level"
    ]
    return one


@pytest.mark.parametrize(("got", "shown"), [(0, LOWEST), (1, 1.0), (3, HIGHEST)])
def test_what_all_have_in_common_is_not_told(got: int, shown: float) -> None:
    one = level(month(8, explains=got))
    assert one.level == shown
    assert one.people == LEAST
    assert one.margin and one.margin >= 0.3


def test_who_did_a_lot_weighs_no_more() -> None:
    did = month(5, explains=1) + [done("p0", 2, explains=1) for _ in range(50)]
    did += [done("p5", 0, explains=3)]
    assert level(did).level == pytest.approx((5 * 1 + 3) / 6, abs=0.05)


@pytest.mark.parametrize("size", range(5, 60))
def test_who_stayed_away_is_never_told_to_be_few(size: int) -> None:
    for count in range(5, size + 1):
        assert told(count, size) <= count
        assert told(count, size) <= max(LEAST, size - LEAST)
        assert told(count, size) % LEAST == 0


@pytest.mark.parametrize(
    ("people", "weeks", "expected"),
    [(4, 1.0, []), (5, 1.2, [2]), (5, 0.1, [1]), (9, 40.0, [MOST_WEEKS])],
)
def test_waiting_is_told_of_five_and_in_whole_weeks(
    people: int, weeks: float, expected: list[int]
) -> None:
    waited = [
        Waited(kind="contest", person=f"p{n}", week=MONDAY, weeks=weeks) for n in range(people)
    ]
    waited += [Waited(kind="assignment", person="p0", week=MONDAY, weeks=1) for _ in range(9)]
    found = waits(waited, {}, MONDAY, MONDAY)
    assert [(one.kind, one.waited) for one in found] == [("contest", n) for n in expected]


def test_who_waited_often_weighs_no_more() -> None:
    waited = [Waited(kind="contest", person=f"p{n}", week=MONDAY, weeks=1) for n in range(4)]
    waited += [Waited(kind="contest", person="p4", week=MONDAY, weeks=6) for _ in range(20)]
    assert [one.waited for one in waits(waited, {}, MONDAY, MONDAY)] == [2]
