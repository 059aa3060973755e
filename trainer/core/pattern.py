"""Patterns in a group's cells: what stands out so far that chance hardly explains it.

All that is looked at counts as a comparison, and a pattern is told only where its margin, widened
for all comparisons together, still says the same. So in nineteen groups out of twenty in which
nothing is going on, nothing is told.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from math import hypot
from typing import Literal

from trainer.core.base import Value
from trainer.core.cell import Cell
from trainer.core.growth import Point, among, pooled

RECENT = 3
"""How many spans of weeks "now" is."""
MOST = 5
"""The most patterns that are told, the strongest first."""
Kind = Literal["worse", "better", "stuck", "weak", "theme"]


class Pattern(Value):
    """Something that stands out."""

    kind: Kind
    """worse, better: a case at a criterion since a week; stuck: a case at a criterion beside other
    cases; weak: a criterion beside the others; theme: the cases of themes beside other cases."""
    criterion: str | None = None
    scenario: str | None = None
    themes: tuple[str, ...] = ()
    since: date | None = None
    change: float
    """The difference in levels; below zero is less."""
    margin: float
    """It is known to this far either way, with all comparisons together."""

    @property
    def strength(self) -> float:
        """How many margins the difference is."""
        return abs(self.change) / self.margin


def patterns(cells: Sequence[Cell], themes: Mapping[str, Sequence[str]]) -> tuple[Pattern, ...]:
    """Return what stands out; ``themes`` are those of each case."""
    levels = [one for one in cells if one.kind == "level"]
    recent = _recent(levels)
    compared = [*_since(levels), *_stuck(recent), *_weak(recent), *_themes(recent, themes)]
    told = [
        one.model_copy(update={"margin": margin})
        for one in compared
        if abs(one.change) > (margin := among(one.margin, len(compared)))
        and (one.change < 0 or one.kind == "better")
    ]
    return _strongest(told)


def _strongest(told: Sequence[Pattern]) -> tuple[Pattern, ...]:
    """Return the strongest, one of the same case and criterion: since when, where that is known."""
    found: dict[tuple[str | None, ...], Pattern] = {}
    for one in sorted(told, key=lambda one: (one.kind == "stuck", -one.strength)):
        found.setdefault((one.scenario, one.criterion, *one.themes), one)
    return tuple(sorted(found.values(), key=lambda one: -one.strength)[:MOST])


def _since(levels: Sequence[Cell]) -> Iterator[Pattern]:
    """Compare each case at each criterion before and from every span on."""
    for (scenario, criterion), own in _by(levels):
        spans = sorted({one.first for one in own})
        for since in spans[1:]:
            before = pooled([one for one in own if one.first < since])
            after = pooled([one for one in own if one.first >= since])
            change = after.above - before.above
            yield Pattern(
                kind="worse" if change < 0 else "better",
                criterion=criterion,
                scenario=scenario,
                since=since,
                change=change,
                margin=hypot(before.margin, after.margin),
            )


def _stuck(recent: Sequence[Cell]) -> Iterator[Pattern]:
    """Compare each case at each criterion with other cases at the same."""
    for (scenario, criterion), own in _by(recent):
        other = [one for one in recent if one.criterion == criterion and one.scenario != scenario]
        if other:
            change, margin = _beside(pooled(own), pooled(other))
            yield Pattern(
                kind="stuck", criterion=criterion, scenario=scenario, change=change, margin=margin
            )


def _weak(recent: Sequence[Cell]) -> Iterator[Pattern]:
    """Compare each criterion with the others."""
    for criterion in sorted({one.criterion for one in recent if one.criterion}):
        own = [one for one in recent if one.criterion == criterion]
        other = [one for one in recent if one.criterion != criterion]
        if other:
            change, margin = _beside(pooled(own), pooled(other))
            yield Pattern(kind="weak", criterion=criterion, change=change, margin=margin)


def _themes(recent: Sequence[Cell], themes: Mapping[str, Sequence[str]]) -> Iterator[Pattern]:
    """Compare the cases of each theme with the rest; themes of the same cases go together."""
    cases = {one.scenario for one in recent if one.scenario}
    by_cases: dict[frozenset[str], list[str]] = {}
    for theme in sorted({theme for case in cases for theme in themes.get(case, ())}):
        own_cases = frozenset(case for case in cases if theme in themes.get(case, ()))
        by_cases.setdefault(own_cases, []).append(theme)
    for own_cases, names in by_cases.items():
        own = [one for one in recent if one.scenario in own_cases]
        other = [one for one in recent if one.scenario and one.scenario not in own_cases]
        if other:
            change, margin = _beside(pooled(own), pooled(other))
            yield Pattern(kind="theme", themes=tuple(names), change=change, margin=margin)


def _beside(one: Point, other: Point) -> tuple[float, float]:
    return one.level - other.level, hypot(one.margin, other.margin)


def _recent(levels: Sequence[Cell]) -> list[Cell]:
    spans = sorted({one.first for one in levels})[-RECENT:]
    return [one for one in levels if one.first in spans]


def _by(levels: Iterable[Cell]) -> Iterator[tuple[tuple[str, str], list[Cell]]]:
    """Yield each case and criterion with its cells."""
    found: dict[tuple[str, str], list[Cell]] = {}
    for one in levels:
        if one.scenario and one.criterion:
            found.setdefault((one.scenario, one.criterion), []).append(one)
    yield from sorted(found.items(), key=lambda pair: pair[0])
