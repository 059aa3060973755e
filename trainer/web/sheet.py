"""A sheet to print for talking over a group's week: own trainees, without names beside levels."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from fastapi import APIRouter, Request
from starlette.responses import Response

from trainer.build import RUBRIC
from trainer.core.assessment import Assessment, Quote
from trainer.core.base import Language
from trainer.core.progress import Practised
from trainer.core.scenario import LevelName
from trainer.core.standing import LOW
from trainer.web.assigning import today_of
from trainer.web.coach import Coach
from trainer.web.home import title_of
from trainer.web.overview import count_behind
from trainer.web.render import page
from trainer.web.visit import AnyVisit, Visit

router = APIRouter()
ENOUGH = 3
"""From so many people on something is said of how it went: with fewer it would be about one."""
BACK = 26
"""How many weeks can be looked back."""
MOST = 3
"""How many points are named, so that there is time for each."""


@dataclass(frozen=True)
class Case:
    """A case that was practised."""

    scenario: str
    title: str
    level: LevelName
    talks: int


@dataclass(frozen=True)
class Said:
    """Words from a talk that somebody shares."""

    text: str
    language: Language
    criterion: str
    attempt: str


@dataclass(frozen=True)
class Week:
    """What a group did from a Monday to the Sunday after it."""

    monday: date
    people: int
    talks: int
    cases: tuple[Case, ...]
    well: tuple[str, ...]
    """Criteria that often went well."""
    hard: tuple[str, ...]
    """Criteria that are still hard for many."""

    @property
    def sunday(self) -> date:
        """The last day."""
        return self.monday + timedelta(days=6)


@router.get("/coach/week")
async def week_page(request: Request, visit: AnyVisit, coach: Coach, back: int = 0) -> Response:
    """Show this week, or one so many weeks back."""
    back = min(max(back, 0), BACK)
    today = today_of(visit)
    monday = today - timedelta(days=today.weekday(), weeks=back)
    people = [one.id for one in await visit.site.store.coaching.trainees_of(coach.id)]
    await count_behind(visit, people)
    done = await visit.site.store.standings.between(people, _start(monday), _start(monday, 7))
    words = visit.site.practice.catalog.rubric(RUBRIC, visit.language)[1]
    return page(
        request,
        visit,
        "week.html",
        week=week_of(visit, monday, done),
        said=await _said(visit, coach.id, {one.attempt for _, one in done}),
        criteria=words.criteria,
        back=back,
        furthest=BACK,
        enough=ENOUGH,
    )


def week_of(visit: Visit, monday: date, done: Sequence[tuple[str, Practised]]) -> Week:
    """Return a week from who did what."""
    talks = Counter((one.scenario, one.level) for _, one in done)
    people = len({person for person, _ in done})
    well, hard = tendencies(one for _, one in done) if people >= ENOUGH else ((), ())
    return Week(
        monday=monday,
        people=people,
        talks=len(done),
        cases=tuple(
            Case(scenario, title_of(visit, scenario, visit.language), level, count)
            for (scenario, level), count in talks.most_common()
        ),
        well=well,
        hard=hard,
    )


def tendencies(done: Iterable[Practised]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the criteria that went well in most talks, and those that did not, clearest first."""
    levels: dict[str, list[int]] = {}
    for one in done:
        for update in one.updates:
            levels.setdefault(update.criterion, []).append(update.level)
    shares = {
        id: sum(level > LOW for level in some) / len(some)
        for id, some in levels.items()
        if len(some) >= ENOUGH
    }
    ranked = sorted(shares, key=lambda id: (-shares[id], id))
    well = [id for id in ranked if shares[id] >= 2 / 3]
    hard = [id for id in reversed(ranked) if shares[id] <= 1 / 2]
    return tuple(well[:MOST]), tuple(hard[:MOST])


async def _said(visit: Visit, coach: str, attempts: set[str]) -> list[Said]:
    """Return good words from talks that are shared now, one a talk and without a name."""
    found: list[Said] = []
    for one in await visit.site.store.sharing.with_coach(coach):
        if one.taken_back or one.attempt.id not in attempts:
            continue
        whole = await visit.site.store.attempts.get(one.attempt.id)
        good = _first_praised(whole.assessment) if whole.assessment else None
        if good:
            found.append(Said(good[1].text, whole.language, good[0], whole.id))
        if len(found) == MOST:
            break
    return found


def _first_praised(assessment: Assessment) -> tuple[str, Quote] | None:
    """Return the first strength that has a quote, and that quote."""
    quoted = ((id, one) for id in assessment.strengths for one in assessment.verdicts[id].quotes)
    return next(quoted, None)


def _start(monday: date, days: int = 0) -> datetime:
    """Return the first moment of a day where the server stands."""
    day = monday + timedelta(days=days)
    return datetime(day.year, day.month, day.day).astimezone()
