"""Bundles: what may be known of a group, so that nothing can be worked out about fewer than five.

A manager who may choose filters can subtract: a group of eight with and without somebody, this
week and last, all cases and all but one. Rather than to watch every question and what was asked
before, nothing is answered but from cells that are closed once and never change.

1. Every level that somebody got counts in one cell at most: of one group, one span of weeks, one
   case or several together, one criterion. Somebody in two groups counts in one of them each week.
2. A cell is closed only with five people in it; until then its weeks wait for the next ones. In a
   closed span, what a case has too little of is put together with other cases; where that is still
   fewer than five, it is left out for good. No total is kept beside its parts, so a part that is
   missing is not what is left of anything.
3. A closed cell stays as it is. Who joins counts from then on, who leaves or is erased is not taken
   out again, and a later grade or review comes too late: between two weeks nothing differs but
   cells that were closed since, each with five people in it.
4. How long things wait is told of the whole house, never of a group, from cells of the same kind.
   Which cases are practised is told of both, without any number.
5. All else (how a group grew, what is weak, patterns, exports) is worked out from the cells as they
   are shown here, never from people.

So whatever is shown is a sum over cells, with no level in two of them. To take cells from cells
leaves whole cells, and each is about five people or more. That holds for any number of managers,
groups, weeks and exports put together, and needs no memory of who asked what.

What cells hold is made coarse as well. Each person counts once in a cell, by the average of their
levels there, so nobody outweighs the others. The average is rounded and never shown nearer to the
ends than half a level: "all of them were strong" would tell of each. Its margin leans towards a
usual spread for the same reason. How many people are in a cell is not told, only that it is five
or more; of who practised at all, the number is rounded down to fives and leaves room for five who
did not. What can be worked out with the help of those who are in a cell themselves, no figure can
prevent.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Literal

from trainer.core.assessment import Level
from trainer.core.base import Value
from trainer.core.progress import Practised
from trainer.core.skill import TOP, logistic
from trainer.core.week import WEEK, week_of, weeks

LEAST = 5
"""The fewest people that anything is told about."""
MONTH = 4
"""The fewest weeks that levels are put together over."""

Kind = Literal["practice", "case", "level", "contest", "assignment"]
"""practice: who practised; case: who did a case; level: how it went on a criterion; contest and
assignment: how long they waited."""


Closed = Mapping[tuple[Kind, str | None], date]
"""Until which week a series is closed, by kind and case."""


class Seen(Value):
    """One level that somebody got on a criterion."""

    level: Level
    beginner: float
    """The level, 0-3, that the average beginner would get there: harder cases give less."""


class Done(Value):
    """One graded attempt."""

    person: str
    week: date
    scenario: str
    seen: Mapping[str, Seen]
    """By criterion; what was not assessed is left out."""


def done(person: str, one: Practised) -> Done:
    """Return a graded attempt as it counts for a group."""
    seen = {
        update.criterion: Seen(level=update.level, beginner=TOP * logistic(-update.difficulty.mean))
        for update in one.updates
    }
    return Done(person=person, week=week_of(one.at), scenario=one.scenario, seen=seen)


class Waited(Value):
    """Something of somebody's that waited, and was answered or done."""

    kind: Literal["contest", "assignment"]
    person: str
    week: date
    """When it was answered or done."""
    weeks: float
    """How long it had waited."""


class Bundle(Value):
    """What a cell is made of; nobody sees it."""

    kind: Kind
    scenario: str | None = None
    """None: several cases together."""
    criterion: str | None = None
    first: date
    last: date
    done: tuple[Done, ...]

    @property
    def people(self) -> frozenset[str]:
        """Who is in it."""
        return frozenset(one.person for one in self.done)


def bundles(done: Sequence[Done], closed: Closed, begun: date, through: date) -> list[Bundle]:
    """Return what can be closed now, of what a group did from the week ``begun`` on.

    ``through`` is the last week that is settled. To close every week, or some weeks at once, gives
    the same bundles.
    """
    found = list(series("practice", None, done, closed, begun, through))
    found += covered(done, closed, begun, through)
    return found + list(_levels(done, closed.get(("level", None)), begun, through))


def covered(done: Sequence[Done], closed: Closed, begun: date, through: date) -> list[Bundle]:
    """Return the bundles of who did which case."""
    found: list[Bundle] = []
    for case in sorted({one.scenario for one in done}):
        own = [one for one in done if one.scenario == case]
        found += series("case", case, own, closed, begun, through)
    return found


def series(
    kind: Kind,
    case: str | None,
    done: Iterable[Done],
    closed: Closed,
    begun: date,
    through: date,
) -> Iterator[Bundle]:
    """Yield bundles of as few weeks as it takes for five people to come together."""
    last = closed.get((kind, case))
    first, waiting = (last + WEEK if last else begun), list[Done]()
    by_week = _by_week(done)
    for week in weeks(first, through):
        waiting += by_week.get(week, [])
        made = Bundle(kind=kind, scenario=case, first=first, last=week, done=tuple(waiting))
        if len(made.people) >= LEAST:
            yield made
            first, waiting = week + WEEK, []


def _levels(
    done: Iterable[Done], last: date | None, begun: date, through: date
) -> Iterator[Bundle]:
    first, waiting = (last + WEEK if last else begun), list[Done]()
    by_week = _by_week(done)
    for week in weeks(first, through):
        waiting += by_week.get(week, [])
        if week < first + (MONTH - 1) * WEEK:
            continue
        made = list(_partition(waiting, first, week))
        if made:
            yield from made
            first, waiting = week + WEEK, []


def _partition(done: Sequence[Done], first: date, last: date) -> Iterator[Bundle]:
    """Yield bundles for each criterion: a case where five people did it, else several together."""
    for criterion in sorted({id for one in done for id in one.seen}):
        judged = [one for one in done if criterion in one.seen]
        rest: list[Done] = []
        for case in sorted({one.scenario for one in judged}):
            own = tuple(one for one in judged if one.scenario == case)
            made = Bundle(
                kind="level", scenario=case, criterion=criterion, first=first, last=last, done=own
            )
            if len(made.people) >= LEAST:
                yield made
            else:
                rest += own
        together = Bundle(
            kind="level", criterion=criterion, first=first, last=last, done=tuple(rest)
        )
        if len(together.people) >= LEAST:
            yield together


def _by_week(done: Iterable[Done]) -> dict[date, list[Done]]:
    found: dict[date, list[Done]] = {}
    for one in done:
        found.setdefault(one.week, []).append(one)
    return found
