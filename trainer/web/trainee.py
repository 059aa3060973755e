"""One trainee as their coach sees them: levels, what was assigned, and what is shared."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from trainer.build import RUBRIC
from trainer.errors import NotFoundError
from trainer.store.people import Person
from trainer.web.coach import Coach
from trainer.web.home import title_of
from trainer.web.overview import line_of, rows_of
from trainer.web.render import page
from trainer.web.suggestions import offers
from trainer.web.visit import AnyVisit

router = APIRouter()


async def _own(person: str, visit: AnyVisit, coach: Coach) -> Person:
    of = await visit.site.store.coaching.coach_of(person)
    if of is None or of.id != coach.id:
        raise NotFoundError("person-unknown")
    return await visit.site.store.people.get(person)


OwnTrainee = Annotated[Person, Depends(_own)]


@router.get("/coach/people/{person}")
async def trainee_page(
    request: Request, visit: AnyVisit, coach: Coach, trainee: OwnTrainee
) -> Response:
    """Show where somebody stands; words they said are only in what they share."""
    store = visit.site.store
    rubric, words, _ = visit.site.practice.catalog.rubric(RUBRIC, visit.language)
    (row,) = await rows_of(visit, rubric, [trainee])
    shared = [
        line_of(visit, one)
        for one in await store.sharing.with_coach(coach.id, trainee=trainee.id)
        if not one.taken_back
    ]
    assigned = [
        one
        for one in await store.assignments.by_coach(coach.id)
        if one.suggested.person == trainee.id
    ]
    return page(
        request,
        visit,
        "trainee.html",
        row=row,
        trainee=trainee,
        rubric=rubric,
        criteria=words.criteria,
        dimensions=words.dimensions,
        bands=words.bands,
        shared=shared,
        assigned=assigned,
        title_of=partial(title_of, visit),
        suggested=(await offers(visit, trainee)).shown,
    )
