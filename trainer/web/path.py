"""Somebody's own path: where they stand on each criterion, how it began, and what is next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from fastapi import APIRouter, Request
from starlette.responses import Response

from trainer.build import RUBRIC
from trainer.core.assessment import Assessment, Quote
from trainer.core.progress import Practised
from trainer.core.rubric import BANDS, BandName, Rubric
from trainer.core.selfview import views
from trainer.core.skill import Update
from trainer.core.standing import probably, wide
from trainer.store.skills import Mastery
from trainer.web.home import title_of
from trainer.web.render import page
from trainer.web.suggestions import offers
from trainer.web.visit import AnyVisit, SignedIn, Visit

router = APIRouter()
ENDS = 5
"""How many attempts at either end mostly hold every criterion."""
LOOKED_BACK = 12
"""On how many talks the comparison of one's own view with the grade stands at most."""


@dataclass(frozen=True)
class Seen:
    """How a criterion went in one attempt."""

    attempt: str
    at: datetime
    band: BandName
    coach: bool
    """The level is a coach's."""
    quote: Quote | None


@dataclass(frozen=True)
class Part:
    """One criterion on somebody's path."""

    title: str
    seen: int
    low: BandName | None
    """The range that the skill probably lies in; None where too little was seen."""
    high: BandName | None
    mastery: Mastery | None
    first: Seen | None
    latest: Seen | None
    """None where it was seen once."""

    @property
    def wide(self) -> bool:
        """Tell whether it still lies open where the skill is."""
        return wide((self.low, self.high))


@router.get("/path")
async def own_path(request: Request, visit: AnyVisit, person: SignedIn) -> Response:
    """Show the path."""
    suggested = await offers(visit, person)
    ratings = suggested.ratings
    history = await _history(visit, person.id, ratings)
    found = await visit.site.store.summaries.assessments(ends(history))
    rubric, words, _ = visit.site.practice.catalog.rubric(RUBRIC, visit.language)
    parts = {
        words.dimensions[dimension]: [
            part(rubric, id, words.criteria[id].title, ratings.get(id), history, found)
            for id in rubric.of(dimension)
        ]
        for dimension in rubric.dimensions
    }
    rated = await visit.site.store.summaries.rated(person.id, LOOKED_BACK)
    first = suggested.shown[0] if suggested.shown else None
    assigned = await visit.site.store.assignments.of_person(person.id)
    return page(
        request,
        visit,
        "path.html",
        parts=parts,
        views=views(rubric.dimensions, rated),
        words=words,
        bands=words.bands,
        next=first,
        assigned=[one for one in assigned if one.state != "withdrawn"],
        title_of=partial(title_of, visit),
    )


async def _history(
    visit: Visit, person: str, ratings: Mapping[str, Mastery]
) -> tuple[Practised, ...]:
    """Return the attempts among which each criterion was seen first and last."""
    skills = visit.site.store.skills
    found = await skills.ends(person, ENDS)
    halves = found[:ENDS], found[-ENDS:]
    if all(ratings.keys() <= {u.criterion for one in half for u in one.updates} for half in halves):
        return found
    return await skills.history(person)


def part(
    rubric: Rubric,
    criterion: str,
    title: str,
    mastery: Mastery | None,
    history: Sequence[Practised],
    assessments: Mapping[str, Assessment],
) -> Part:
    """Return where somebody stands on a criterion, from what was kept."""
    seen = [(one, u) for one in history for u in one.updates if u.criterion == criterion]
    low, high = probably(rubric, mastery.rating) if mastery else (None, None)
    return Part(
        title=title,
        seen=mastery.rating.seen if mastery else 0,
        low=low,
        high=high,
        mastery=mastery if mastery and mastery.mastered else None,
        first=_seen(*seen[0], assessments) if seen else None,
        latest=_seen(*seen[-1], assessments) if len(seen) > 1 else None,
    )


def _seen(one: Practised, update: Update, assessments: Mapping[str, Assessment]) -> Seen:
    assessment = assessments.get(one.attempt)
    verdict = assessment.verdicts.get(update.criterion) if assessment else None
    return Seen(
        attempt=one.attempt,
        at=one.at,
        band=BANDS[update.level],
        coach=update.by == "coach",
        quote=verdict.quotes[0] if verdict and verdict.quotes else None,
    )


def ends(history: Sequence[Practised]) -> set[str]:
    """Return the attempts in which a criterion was seen first or last: a handful."""
    first: dict[str, str] = {}
    last: dict[str, str] = {}
    for one in history:
        for update in one.updates:
            first.setdefault(update.criterion, one.attempt)
            last[update.criterion] = one.attempt
    return {*first.values(), *last.values()}
