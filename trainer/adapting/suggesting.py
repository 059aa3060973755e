"""Suggesting: three cases for somebody, kept with every number, until they practised again."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from trainer.adapting.counting import Cases, Counting, difficulty
from trainer.core.difficulty import Shift, declared
from trainer.core.progress import Tried, times
from trainer.core.scenario import LEVELS, LevelName, Scenario
from trainer.core.suggestion import MOST, Asked, Option, Suggestion, strongest, suggest, weigh
from trainer.errors import ConflictError, NotFoundError
from trainer.store.difficulties import Place
from trainer.store.read import Read
from trainer.store.skills import Mastery, Skills
from trainer.store.suggestions import Decline, Suggested, Suggestions, new_id
from trainer.store.uncounted import Counted

RESTS = timedelta(days=14)
"""How long a case that was set aside stays away."""


Looked = tuple[Counted, tuple[dict[str, Mastery], tuple[Suggested, ...]]]
"""How many talks are counted, the ratings by them, and what is suggested or set aside."""


class Offered(NamedTuple):
    """What somebody is offered now."""

    shown: tuple[Suggested, ...]
    aside: tuple[Suggested, ...]
    """What they declined since they last practised, and can bring back."""
    ratings: Mapping[str, Mastery]
    """Their ratings now, by criterion."""


@dataclass(frozen=True)
class Suggesting:
    """Suggests cases, and keeps what was suggested."""

    counting: Counting
    suggestions: Suggestions
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    @property
    def skills(self) -> Skills:
        """Where ratings are kept."""
        return self.counting.skills

    @property
    def cases(self) -> Cases:
        """Where cases come from."""
        return self.counting.cases

    def looked(self, person: str) -> Read[Looked]:
        """Return what ``offered`` looks at first, to be read with what else a page shows."""
        found = self.suggestions.of_person(person, "open", "declined")
        return self.skills.counted(person) & (self.skills.of_person(person) & found)

    async def offered(self, person: str, looked: Looked | None = None) -> Offered:
        """Return what is suggested to somebody now.

        The same suggestions come back, number by number, until a graded attempt more counts, a
        coach changes a level, a skill is due to be refreshed, or a case is gone.
        """
        looked = looked or await self.looked(person)
        if looked[0].new:
            await self.counting.count(person)
            looked = await self.looked(person)
        (_, done), (ratings, found) = looked
        shown = tuple(one for one in found if one.status == "open")
        # What was made after the last talk has seen all of them; that is so nearly always.
        history = () if _seen_all(shown, done) else await self.skills.done(person)
        known = {entry.scenario.id for entry in self.cases.scenarios()}
        past = [
            one.id
            for one in shown
            if one.suggestion.scenario not in known or self._is_past(one, history, ratings)
        ]
        kept = [one for one in shown if one.id not in past]
        if past or (len(kept) < MOST and all(one.by_coach for one in kept)):
            await self._fill(person, shown, past, ratings)
            shown = await self.suggestions.of_person(person, "open")
        aside = tuple(one for one in self._resting(found) if one.attempts == done)
        return Offered(shown, aside, ratings)

    async def suggested(self, person: str) -> tuple[Suggested, ...]:
        """Return what is suggested to somebody now."""
        return (await self.offered(person)).shown

    def _resting(self, some: Iterable[Suggested]) -> list[Suggested]:
        """Return those of some suggestions that stay away because they were declined."""
        rests = self.now() - RESTS
        return [
            one for one in some if one.status == "declined" and one.decided and one.decided > rests
        ]

    async def decline(self, person: str, id: str, why: Decline | None = None) -> None:
        """Set a suggestion aside, and put another in its place where there is one."""
        await self.suggestions.decline(person, id, why)
        ratings = await self.skills.of_person(person)
        shown = await self.suggestions.of_person(person, "open")
        await self._fill(person, shown, [], ratings, instead=id)

    async def undo(self, person: str, id: str) -> None:
        """Bring a declined suggestion back."""
        await self.suggestions.undo(person, id)

    async def pin(self, person: str, id: str, pinned: bool = True) -> None:
        """Keep a suggestion until it is done, or no longer."""
        await self.suggestions.pin(person, id, pinned)

    async def override(
        self,
        coach: str,
        person: str,
        scenario: str,
        level: LevelName,
        reason: str,
        due: date | None = None,
    ) -> Suggested:
        """Put a coach's choice first, beside the numbers that speak for or against it.

        It stays until it is done. ``ConflictError`` where there is no reason, ``NotFoundError``
        where there is no such case. Whether this coach may is for the caller to see to.
        """
        if not reason.strip():
            raise ConflictError("reason-missing")
        ratings, history = await self.counting.count(person), await self.skills.done(person)
        options = self._options(history, await self.counting.difficulties.shifts())
        chosen = [one for one in options if (one.scenario, one.level) == (scenario, level)]
        if not chosen:
            raise NotFoundError("case-unknown")
        known = {id: one.rating for id, one in ratings.items()}
        weighed = weigh(chosen[0], known, self._due(ratings), strongest(known))
        made = self._made(person, weighed, 0, len(history)).model_copy(
            update={"coach": coach, "by_coach": True, "remark": reason.strip(), "due": due}
        )
        shown = await self.suggestions.of_person(person, "open")
        same = [one.id for one in shown if one.suggestion.scenario == scenario]
        await self.suggestions.replace(person, [one.id for one in shown], same, [made])
        return made

    async def _fill(
        self,
        person: str,
        shown: Sequence[Suggested],
        past: Sequence[str],
        ratings: Mapping[str, Mastery],
        instead: str | None = None,
    ) -> None:
        """Suggest as many as are missing, of cases that are neither shown nor set aside."""
        history = await self.skills.done(person)
        declined = await self.suggestions.of_person(person, "declined")
        kept = [one for one in shown if one.id not in past]
        aside = _blocked(self._resting(declined)) | {
            (one.suggestion.scenario, level) for one in kept for level in LEVELS
        }
        options = self._options(history, await self.counting.difficulties.shifts())
        free = [
            one
            for one in options
            if (one.scenario, one.level) not in aside and not (one.first and history)
        ]
        known = {id: one.rating for id, one in ratings.items()}
        found = suggest(free, known, self._due(ratings), max(0, MOST - len(kept)))
        first = max((one.place + 1 for one in kept), default=0)
        made = [
            self._made(person, one, place, len(history)).model_copy(update={"instead": instead})
            for place, one in enumerate(found, first)
        ]
        try:
            await self.suggestions.replace(person, [one.id for one in shown], past, made)
        except ConflictError:
            return  # another page of the same person did it

    def _is_past(
        self, one: Suggested, history: Sequence[Tried], ratings: Mapping[str, Mastery]
    ) -> bool:
        since = history[one.attempts :]
        chosen = one.suggestion
        case = (chosen.scenario, chosen.level)
        if one.by_coach:
            return any(a.at >= one.at and (a.scenario, a.level) == case for a in history)
        if one.pinned:
            return any((a.scenario, a.level) == case for a in since)
        fell_due = any(m.due and one.at < m.due <= self.now() for m in ratings.values())
        return bool(since) or fell_due or _reviewed(one, ratings)

    def _options(self, history: Iterable[Tried], shifts: Mapping[Place, Shift]) -> list[Option]:
        done = times(history)
        per_case = Counter[str]()
        for (scenario, _), count in done.items():
            per_case[scenario] += count
        return [
            Option(
                scenario=case.id,
                level=level,
                skills=_asked(case, level, shifts),
                times=(done.get((case.id, level), 0) + per_case[case.id]) / 2,
                first=case.warm_up,
            )
            for case in (entry.scenario for entry in self.cases.scenarios())
            for level in LEVELS
        ]

    def _due(self, ratings: Mapping[str, Mastery]) -> frozenset[str]:
        now = self.now()
        return frozenset(id for id, one in ratings.items() if one.due and one.due <= now)

    def _made(self, person: str, one: Suggestion, place: int, attempts: int) -> Suggested:
        return Suggested(
            id=new_id(),
            person=person,
            suggestion=one,
            place=place,
            attempts=attempts,
            at=self.now(),
        )


def _asked(case: Scenario, level: LevelName, shifts: Mapping[Place, Shift]) -> dict[str, Asked]:
    return {
        id: Asked(
            weight=declared(case, level, id).weight, difficulty=difficulty(case, level, id, shifts)
        )
        for id in case.skills
    }


def _seen_all(some: Iterable[Suggested], done: int) -> bool:
    """Tell whether some suggestions stand on all that was ``done``, which is a number of talks.

    A coach's is compared with the talks themselves.
    """
    return all(one.attempts == done and not one.by_coach for one in some)


def _blocked(aside: Iterable[Suggested]) -> set[tuple[str, LevelName]]:
    """Return what is not suggested again soon: the whole case, or the levels that do not fit."""
    found: set[tuple[str, LevelName]] = set()
    for one in aside:
        at = LEVELS.index(one.suggestion.level)
        levels = {"too-hard": LEVELS[at:], "too-easy": LEVELS[: at + 1]}.get(
            one.declined or "", LEVELS
        )
        found |= {(one.suggestion.scenario, level) for level in levels}
    return found


def _reviewed(one: Suggested, ratings: Mapping[str, Mastery]) -> bool:
    """Tell whether a rating is another than the suggestion stands on."""
    return any(
        term.criterion in ratings and ratings[term.criterion].rating != term.rating
        for term in one.suggestion.terms
    )
