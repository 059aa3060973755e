"""Counting: what graded attempts do to the ratings, taken from the store whenever it is needed.

Nothing is told when an attempt is graded or reviewed; what is not counted yet is looked up. So
nothing is lost by a restart, and nothing is counted twice.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from trainer.adapting.refreshing import masteries
from trainer.content.catalog import Entry
from trainer.core.difficulty import Shift, believed, declared, fresh
from trainer.core.progress import Met, Practised, replayed
from trainer.core.scenario import LevelName, Scenario
from trainer.core.skill import Difficulty, Source
from trainer.errors import ConflictError
from trainer.store.difficulties import Difficulties, Meeting, Place
from trainer.store.skills import Mastery, Skills
from trainer.store.uncounted import Graded

TRIES = 5


class Cases(Protocol):
    """Where cases come from."""

    def scenarios(self) -> Sequence[Entry]:
        """Return the cases that can be played."""
        ...


@dataclass(frozen=True)
class Counting:
    """Counts graded attempts, each once, and again where a coach changed a level."""

    skills: Skills
    difficulties: Difficulties
    cases: Cases

    async def count(self, person: str) -> dict[str, Mastery]:
        """Count what is not counted yet, and return the person's ratings."""
        for _ in range(TRIES):
            found = await self.skills.uncounted(person)
            if not found:
                break
            try:
                await self._count(person, found)
            except ConflictError:
                continue  # another page of the same person came first
        return await self.skills.of_person(person)

    async def again(self, person: str) -> None:
        """Rate a person anew on what is still kept of their practice."""
        history = await self.skills.history(person)
        now, _ = replayed([(one, one.met) for one in history])
        await self.skills.keep(person, now, frozenset(), masteries(now), ())

    async def _count(self, person: str, found: Sequence[Graded]) -> None:
        history = {one.attempt: one for one in await self.skills.history(person)}
        shifts = await self.difficulties.shifts()
        scenarios = {one.scenario.id: one.scenario for one in self.cases.scenarios()}
        entries = {id: (one, one.met) for id, one in history.items()}
        for graded in found:
            scenario, old = scenarios.get(graded.scenario), history.get(graded.attempt)
            entries[graded.attempt] = (practised(graded), met(graded, scenario, shifts, old))
        now, _ = replayed(entries.values())
        new = frozenset(one.attempt for one in found) - history.keys()
        await self.skills.keep(
            person,
            [one for one in now if one != history.get(one.attempt)],
            new,
            masteries(now),
            [
                meeting
                for one in now
                if one.attempt in new and one.scenario in scenarios
                for meeting in meetings(one, scenarios[one.scenario])
            ],
        )


def practised(graded: Graded) -> Practised:
    """Return a graded attempt, without its updates yet."""
    return Practised(
        attempt=graded.attempt,
        scenario=graded.scenario,
        level=graded.level,
        at=graded.at,
        review=graded.review,
    )


def met(
    graded: Graded, scenario: Scenario | None, shifts: Mapping[Place, Shift], old: Practised | None
) -> tuple[Met, ...]:
    """Return what a graded attempt showed; a difficulty that was counted with stays.

    A case that is gone counts nothing, since nobody knows any more how hard it was.
    """
    known = {one.criterion: one for one in old.met} if old else {}
    found = []
    for id, level in sorted(graded.levels.items()):
        if id in known:
            weight, hard = known[id].weight, known[id].difficulty
        elif scenario:
            weight = declared(scenario, graded.level, id).weight
            hard = difficulty(scenario, graded.level, id, shifts)
        else:
            continue
        by: Source = "coach" if id in graded.coach else "machine"
        found.append(Met(criterion=id, level=level, by=by, weight=weight, difficulty=hard))
    return tuple(found)


def difficulty(
    scenario: Scenario, level: LevelName, criterion: str, shifts: Mapping[Place, Shift]
) -> Difficulty:
    """Return how hard a case at a level makes a criterion, as it is believed now."""
    shift = shifts.get((scenario.id, level, criterion), fresh(scenario, criterion))
    return believed(declared(scenario, level, criterion), shift)


def meetings(one: Practised, scenario: Scenario) -> tuple[Meeting, ...]:
    """Return what an attempt says about its case's difficulties."""
    return tuple(
        Meeting(
            scenario=one.scenario,
            level=one.level,
            criterion=update.criterion,
            skill=declared(scenario, one.level, update.criterion),
            first=fresh(scenario, update.criterion),
            before=update.before,
            seen=update.level,
        )
        for update in one.updates
    )
