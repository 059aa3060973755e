"""Groups of people who practise, as tests make them up: who comes and goes, week by week."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from trainer.core.bundle import Bundle, Closed, Done, Seen, bundles
from trainer.core.week import WEEK

MONDAY = date(2026, 1, 5)
CASES = ("angry", "household", "stuck", "fair-no")
CRITERIA = ("explains", "finds-out", "keeps-calm")


def done(person: str, week: int, case: str = "angry", beginner: float = 1.0, **levels: int) -> Done:
    """Return an attempt in week number ``week``; criteria with an underscore for a dash."""
    seen = {
        name.replace("_", "-"): Seen(level=level, beginner=beginner)
        for name, level in levels.items()
    }
    return Done(person=person, week=MONDAY + week * WEEK, scenario=case, seen=seen)


def month(people: int, **levels: int) -> list[Done]:
    return [done(f"p{n}", week, **levels) for n in range(people) for week in range(4)]


@dataclass
class World:
    """Some groups that overlap, of which people leave and others join every week."""

    seed: int
    weeks: int = 16
    members: dict[str, set[str]] = field(default_factory=dict)
    did: list[Done] = field(default_factory=list)
    counts_in: dict[tuple[str, date], str] = field(default_factory=dict)
    """In which group somebody counts in a week: the first that closed it."""
    closed: dict[str, list[Bundle]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)
        self.people = [f"p{n}" for n in range(self.random.randint(12, 36))]
        for number in range(4):
            size = self.random.randint(4, min(14, len(self.people)))
            self.members[f"g{number}"] = set(self.random.sample(self.people, size))
            self.closed[f"g{number}"] = []

    def lived(self) -> Iterator[date]:
        """Live week by week, and close in some of them; yield each week."""
        for number in range(self.weeks):
            week = MONDAY + number * WEEK
            for person in self.people:
                self._practise(person, number)
            for group in self.random.sample(sorted(self.members), len(self.members)):
                if self.random.random() < 0.7:
                    self._close(group, week)
                self._move(group)
            yield week

    def _practise(self, person: str, week: int) -> None:
        for _ in range(self.random.choice((0, 0, 1, 1, 2, 3))):
            some = self.random.sample(CRITERIA, self.random.randint(1, len(CRITERIA)))
            levels = {id.replace("-", "_"): self.random.randint(0, 3) for id in some}
            self.did.append(done(person, week, self.random.choice(CASES), **levels))

    def _move(self, group: str) -> None:
        members = self.members[group]
        for person in self.people:
            if self.random.random() < 0.05:
                members ^= {person}

    def _close(self, group: str, through: date) -> None:
        for one in self.did:
            if one.person in self.members[group] and one.week <= through:
                self.counts_in.setdefault((one.person, one.week), group)
        own = [one for one in self.did if self.counts_in.get((one.person, one.week)) == group]
        found = bundles(own, until(self.closed[group]), MONDAY, through)
        self.closed[group] += found


def until(closed: list[Bundle]) -> Closed:
    """Return until when each series is closed."""
    return {(one.kind, None if one.kind == "level" else one.scenario): one.last for one in closed}
