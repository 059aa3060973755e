"""The coach's home: what waits, who may need something, and where everybody stands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import get_args

from fastapi import APIRouter, Request
from starlette.responses import Response

from trainer.build import RUBRIC
from trainer.core.rubric import BandName, Rubric
from trainer.core.standing import probably, stuck_on, wide
from trainer.errors import TrainerError
from trainer.store.assignments import Assignment
from trainer.store.contests import Waiting
from trainer.store.misreadings import ANSWERS
from trainer.store.notices import Notice, of_assignment
from trainer.store.people import Person
from trainer.store.sharing import Shared, Stands
from trainer.store.skills import Mastery
from trainer.web.coach import HOME, LONGEST, Coach
from trainer.web.home import dimensions, title_of
from trainer.web.render import go, page
from trainer.web.visit import AnyVisit, OwnForm, Visit, field

router = APIRouter()
AWAY = timedelta(days=21)
"""After so long without practice somebody may like to hear from their coach."""
UNDONE = timedelta(days=14)
"""So long a decision on what was read wrong can be undone."""
JUST = timedelta(days=1)
"""So long what was taken back stays in sight, to be put back."""
FEW, MOST = 12, 500
"""How many shared attempts of each kind are listed at first, and at the most."""
RECENT = 6
"""How many of somebody's last attempts tell whether they are stuck."""


@dataclass(frozen=True)
class Line:
    """A shared attempt as the coach's home lists it."""

    shared: Shared
    title: str


@dataclass(frozen=True)
class Cell:
    """Where somebody probably is on a criterion."""

    seen: int = 0
    low: BandName | None = None
    high: BandName | None = None

    @property
    def open(self) -> bool:
        """Tell whether it still lies open where the skill is."""
        return wide((self.low, self.high))


@dataclass(frozen=True)
class Row:
    """One person as their coach sees them."""

    person: Person
    cells: dict[str, Cell]
    """By criterion, in the order that they are shown in."""
    stuck: tuple[str, ...]
    """Criteria on which they do not get further."""
    last: datetime | None
    """When they last practised; None where they have not begun."""
    away: bool

    @property
    def begun(self) -> bool:
        """Tell whether anything was seen of them yet."""
        return any(cell.seen for cell in self.cells.values())

    @property
    def needs(self) -> bool:
        """Tell whether a word from the coach may help."""
        return bool(self.stuck) or self.away


@router.get(HOME)
async def coach_home(
    request: Request, visit: AnyVisit, coach: Coach, older: bool = False
) -> Response:
    """Show what waits, who may need something, and where own trainees stand.

    With ``older``, all that was shared and not only the latest.
    """
    store = visit.site.store
    trainees = await store.coaching.trainees_of(coach.id)
    rubric, words, _ = visit.site.practice.catalog.rubric(RUBRIC, visit.language)
    most = MOST if older else FEW
    found = {
        stands: await store.sharing.with_coach(coach.id, stands, limit=most + 1)
        for stands in get_args(Stands)
    }
    shared = [one for some in found.values() for one in some[:most]]
    contests = await store.contests.for_coach(coach.id)
    assignments = await store.assignments.by_coach(coach.id)
    news = _news(shared, contests, assignments)
    return page(
        request,
        visit,
        "coach.html",
        trainees=trainees,
        rows=await rows_of(visit, rubric, trainees),
        rubric=rubric,
        contests=contests,
        shared={
            stands: [line_of(visit, one) for one in some[:most]] for stands, some in found.items()
        },
        more=not older and any(len(some) > most for some in found.values()),
        misreadings=await store.misreadings.for_coach(coach.id),
        decided=await store.misreadings.lately(coach.id, store.contests.now() - UNDONE),
        current=[one for one in assignments if _current(one, store.assignments.now())],
        past=[one for one in assignments if not _current(one, store.assignments.now())],
        notices=await store.notices.marked(coach.id, news),
        title_of=partial(title_of, visit),
        now=store.contests.now(),
        history=visit.site.history,
        names=visit.site.move_names(visit.language),
        criteria=words.criteria,
        dimensions=dimensions(visit),
        bands=words.bands,
    )


@router.post("/coach/misreadings/{id}")
async def decide(visit: AnyVisit, coach: Coach, id: str, form: OwnForm) -> Response:
    """Agree or decline what a trainee says was read wrong."""
    answer = next((one for one in ANSWERS if one == field(form, "status")), None)
    if answer is None:
        raise TrainerError("misreading-decided")
    words = field(form, "answer").strip()[:LONGEST]
    await visit.site.store.misreadings.decide(id, coach.id, answer, words)
    await visit.site.store.audit.write("misreading-decided", by=coach.id, thing=answer)
    return go(f"{HOME}#misreadings")


@router.post("/coach/misreadings/{id}/undo")
async def undo(visit: AnyVisit, coach: Coach, id: str, form: OwnForm) -> Response:
    """Undo a decision of one's own."""
    await visit.site.store.misreadings.reopen(id, coach.id)
    await visit.site.store.audit.write("misreading-decided", by=coach.id, thing="open")
    return go(f"{HOME}#misreadings")


async def rows_of(visit: Visit, rubric: Rubric, trainees: Sequence[Person]) -> list[Row]:
    """Return where people stand, each by their own and in the order given: never a ranking."""
    store, ids = visit.site.store, [one.id for one in trainees]
    await count_behind(visit, ids)
    ratings = await store.standings.of_people(ids)
    recent = await store.standings.recent(ids, RECENT)
    last = await store.summaries.last_seen(ids)
    stuck = {id: stuck_on(levels) for id, levels in recent.items()}
    since = store.attempts.now() - AWAY
    shown = [id for dimension in rubric.dimensions for id in rubric.of(dimension)]
    return [
        Row(
            person=one,
            cells={id: _cell(rubric, ratings.get(one.id, {}).get(id)) for id in shown},
            stuck=tuple(id for id in rubric.criteria if id in stuck.get(one.id, ())),
            last=last.get(one.id),
            away=one.id not in last or last[one.id] < since,
        )
        for one in trainees
    ]


async def count_behind(visit: Visit, people: Iterable[str]) -> None:
    """Count in what some people did that was not counted yet."""
    for person in await visit.site.store.standings.behind(people):
        await visit.site.suggesting.counting.count(person)


def line_of(visit: Visit, shared: Shared) -> Line:
    """Return a shared attempt with its title."""
    return Line(shared, title_of(visit, shared.attempt.scenario, shared.attempt.language))


def _cell(rubric: Rubric, mastery: Mastery | None) -> Cell:
    if mastery is None:
        return Cell()
    low, high = probably(rubric, mastery.rating)
    return Cell(mastery.rating.seen, low, high)


def _current(one: Assignment, now: datetime) -> bool:
    """Tell whether an assignment waits for its trainee, or was taken back a moment ago."""
    decided = one.suggested.decided
    just = one.restorable and decided is not None and decided > now - JUST
    return one.state in ("open", "aside") or just


def _news(
    shared: Iterable[Shared], contests: Iterable[Waiting], assignments: Iterable[Assignment]
) -> list[Notice]:
    """Return what happened on the trainees' side, from what is kept anyway."""
    news = [
        Notice(
            kind="shared",
            at=one.at,
            about=one.attempt.id,
            scenario=one.attempt.scenario,
            language=one.attempt.language,
            name=one.trainee,
        )
        for one in shared
        if not one.taken_back
    ]
    news += [
        Notice(
            kind="contested",
            at=one.at,
            about=one.attempt,
            scenario=one.scenario,
            language=one.language,
            name=one.trainee,
        )
        for one in contests
    ]
    return news + [notice for one in assignments for notice in of_assignment(one)]
