"""Patterns: told where the figures bear them out, and not where nothing is going on."""

import random

from core.test_growth import level
from groups import CASES, MONDAY
from trainer.core.cell import Cell
from trainer.core.pattern import Pattern, patterns
from trainer.core.week import WEEK

THEMES = {"angry": ("parking",), "stuck": ("permits",), "household": ("housing", "debt")}
USUAL = ("explains", "finds-out", "keeps-calm", "respectful")


def months(number: int, **odd: float) -> list[Cell]:
    """Return months in which all is alike, but for ``case__criterion`` in the months given."""
    return [
        level(odd.get(f"{case}__{criterion}", 2.0), month, criterion, case, margin=0.3)
        for month in range(number)
        for case in THEMES
        for criterion in USUAL
    ]


def kinds(found: tuple[Pattern, ...]) -> set[tuple[str, str | None, str | None]]:
    return {(one.kind, one.scenario, one.criterion) for one in found}


def test_where_all_is_alike_nothing_is_told() -> None:
    assert patterns(months(5), THEMES) == ()
    assert patterns([], THEMES) == ()


def test_since_when_a_case_goes_worse() -> None:
    later = [
        one.model_copy(update={"level": 0.6})
        if (one.scenario, one.criterion) == ("household", "explains") and one.first >= since
        else one
        for since in [MONDAY + 8 * WEEK]
        for one in months(4)
    ]
    found = patterns(later, THEMES)
    assert found[0].kind in ("worse", "stuck")
    worse = [one for one in found if one.kind == "worse"]
    assert [(one.scenario, one.criterion, one.since) for one in worse] == [
        ("household", "explains", MONDAY + 8 * WEEK)
    ]


def test_a_case_that_is_hard_at_one_thing() -> None:
    found = patterns(months(3, household__explains=0.6), THEMES)
    assert ("stuck", "household", "explains") in kinds(found)


def test_a_criterion_that_is_weak_everywhere() -> None:
    odd = {f"{case}__explains": 0.8 for case in THEMES}
    assert kinds(patterns(months(3, **odd), THEMES)) == {("weak", None, "explains")}


def test_themes_that_are_weak_go_together_where_their_cases_are_the_same() -> None:
    odd = {f"household__{criterion}": 1.0 for criterion in USUAL}
    themes = [one.themes for one in patterns(months(3, **odd), THEMES) if one.kind == "theme"]
    assert themes == [("debt", "housing")]


def test_chance_alone_tells_hardly_anything() -> None:
    """Averages are known to a margin that holds 19 times out of 20; here they move within it."""
    chance, told = random.Random(3), 0
    for _ in range(60):
        cells = [
            level(chance.gauss(1.5, 0.5 / 1.96), month, criterion, case, margin=0.5)
            for month in range(4)
            for case in CASES
            for criterion in USUAL
        ]
        told += bool(patterns(cells, THEMES))
    assert told <= 6
