"""Cells: no sum, difference or filter leaves a group under five."""

import random
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import pytest

from groups import CASES, CRITERIA, MONDAY, World, done, month, until
from trainer.core.bundle import LEAST, Bundle, Done, bundles
from trainer.core.week import WEEK

Record = tuple[int, str]
"""An attempt and a criterion."""


@dataclass(frozen=True)
class Filter:
    """What an attacker asks for."""

    groups: frozenset[str]
    cases: frozenset[str | None]
    criteria: frozenset[str]
    first: date
    last: date
    seen: date
    """When they looked: what was closed later was not there."""


def drawn(random: random.Random) -> Filter:
    def some(of: Iterable[str | None]) -> frozenset[str | None]:
        return frozenset(one for one in of if random.random() < 0.7)

    first, last = sorted(random.choices(range(16), k=2))
    return Filter(
        groups=frozenset(str(one) for one in some(f"g{n}" for n in range(4))),
        cases=some((*CASES, None)),
        criteria=frozenset(str(one) for one in some(CRITERIA)),
        first=MONDAY + first * WEEK,
        last=MONDAY + last * WEEK,
        seen=MONDAY + random.randint(4, 15) * WEEK,
    )


def near(random: random.Random, one: Filter) -> Filter:
    """Return the same filter but for one thing, as who wants to subtract would ask."""
    other = drawn(random)
    name = random.choice(("groups", "cases", "criteria", "last", "seen"))
    if name == "groups":
        return replace(one, groups=one.groups ^ {random.choice(("g0", "g1", "g2", "g3"))})
    if name == "last":
        return replace(one, last=one.last + random.choice((1, 2)) * WEEK)
    return replace(one, **{name: getattr(other, name)})


class Attacker:
    """Kept every page and export of every group, and knows who stands behind each cell."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.seen: dict[date, dict[str, list[Bundle]]] = {}

    @cached_property
    def numbers(self) -> dict[int, int]:
        """The number of each attempt, once all are done."""
        return {id(one): n for n, one in enumerate(self.world.did)}

    def look(self, week: date) -> None:
        self.seen[week] = {group: list(some) for group, some in self.world.closed.items()}

    def answer(self, asked: Filter) -> Counter[Record]:
        """Return how much each level weighs in the sum of the cells that fit."""
        found: Counter[Record] = Counter()
        for group in asked.groups:
            for one in self.seen[asked.seen][group]:
                inside = asked.first <= one.first and one.last <= asked.last
                if inside and one.criterion in asked.criteria and one.scenario in asked.cases:
                    self._add(found, one.done, one.criterion)
        return found

    def careless(self, asked: Filter) -> Counter[Record]:
        """Return the same where a page shows averages of its members of five or more."""
        members = set().union(*(self.world.members[group] for group in asked.groups))
        found: Counter[Record] = Counter()
        fits = [
            one
            for one in self.world.did
            if one.person in members
            and one.scenario in asked.cases
            and asked.first <= one.week <= min(asked.last, asked.seen)
        ]
        for criterion in asked.criteria:
            judged = [one for one in fits if criterion in one.seen]
            if len({one.person for one in judged}) >= LEAST:
                self._add(found, judged, criterion)
        return found

    def _add(self, found: Counter[Record], some: Iterable[Done], criterion: str) -> None:
        for one in some:
            found[self.numbers[id(one)], criterion] += 1

    def people(self, left: Counter[Record]) -> set[str]:
        return {self.world.did[number].person for (number, _), n in left.items() if n}


def lived(seed: int) -> Attacker:
    world = World(seed)
    attacker: Attacker | None = None
    for week in world.lived():
        attacker = attacker or Attacker(world)
        attacker.look(week)
    assert attacker
    return attacker


@pytest.fixture(scope="module")
def attackers() -> list[Attacker]:
    return [lived(seed) for seed in range(10)]


def small(
    attackers: list[Attacker], ask: Callable[[Attacker, Filter], Counter[Record]], tries: int
) -> tuple[int, int]:
    """Try pairs of filters; return how many left under five people, and how many left anybody."""
    chosen, under, some = random.Random(7), 0, 0
    for number in range(tries):
        attacker = attackers[number % len(attackers)]
        one = drawn(chosen)
        other = near(chosen, one) if number % 4 else drawn(chosen)
        left = ask(attacker, one)
        left.subtract(ask(attacker, other))
        people = attacker.people(left)
        under += 0 < len(people) < LEAST
        some += bool(people)
    return under, some


def test_no_two_filters_leave_fewer_than_five(attackers: list[Attacker]) -> None:
    under, some = small(attackers, Attacker.answer, 1000)
    assert under == 0
    assert some > 250, "the attack must have something to attack"


def test_the_same_attack_breaks_what_has_no_cells(attackers: list[Attacker]) -> None:
    under, _ = small(attackers, Attacker.careless, 200)
    assert under > 2


def test_no_level_counts_twice_whoever_joins_leaves_or_is_in_two_groups(
    attackers: list[Attacker],
) -> None:
    for attacker in attackers:
        counted: Counter[Record] = Counter()
        for some in attacker.world.closed.values():
            for one in some:
                assert len(one.people) >= LEAST
                if one.criterion:
                    attacker._add(counted, one.done, one.criterion)
        assert counted and max(counted.values()) == 1


def test_what_was_shown_stays_as_it_was(attackers: list[Attacker]) -> None:
    for attacker in attackers:
        weeks = sorted(attacker.seen)
        for before, after in zip(weeks, weeks[1:], strict=False):
            for group, some in attacker.seen[before].items():
                assert attacker.seen[after][group][: len(some)] == some


def test_closing_week_by_week_and_all_at_once_are_the_same() -> None:
    did = [
        done(f"p{n % 7}", week, CASES[(n + week) % 3], explains=n % 4)
        for week in range(13)
        for n in range(week % 4, 7)
    ]
    little: list[Bundle] = []
    for week in range(13):
        little += bundles(did, until(little), MONDAY, MONDAY + week * WEEK)
    once = bundles(did, {}, MONDAY, MONDAY + 12 * WEEK)
    assert sorted(map(repr, little)) == sorted(map(repr, once))
    assert {one.kind for one in once} == {"practice", "case", "level"}


@pytest.mark.parametrize(
    ("did", "weeks", "expected"),
    [
        (month(4, explains=2), 4, []),
        (month(5, explains=2), 3, []),
        (month(5, explains=2), 4, [("angry", "explains")]),
        # Three did another case: too few to stand alone, and left out.
        (
            month(5, explains=2) + [done(f"p{n}", 1, "stuck", explains=1) for n in range(3)],
            4,
            [("angry", "explains")],
        ),
        # Two cases with too few each go together.
        (
            [done(f"p{n}", 3, "stuck" if n < 3 else "angry", explains=1) for n in range(6)],
            4,
            [(None, "explains")],
        ),
        # Judged in four only.
        (
            month(4, explains=2, finds_out=1) + [done("p9", 1, finds_out=1)],
            4,
            [("angry", "finds-out")],
        ),
    ],
)
def test_what_is_closed(
    did: list[Done], weeks: int, expected: list[tuple[str | None, str]]
) -> None:
    found = bundles(did, {}, MONDAY, MONDAY + (weeks - 1) * WEEK)
    assert [(one.scenario, one.criterion) for one in found if one.kind == "level"] == expected


def test_weeks_wait_until_five_have_practised() -> None:
    did = [done(f"p{n}", week) for week, n in enumerate((0, 1, 2, 2, 3, 4, 0, 1))]
    (one,) = [
        made for made in bundles(did, {}, MONDAY, MONDAY + 7 * WEEK) if made.kind == "practice"
    ]
    assert (one.first, one.last) == (MONDAY, MONDAY + 5 * WEEK)
