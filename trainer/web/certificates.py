"""A certificate: what somebody chooses to show of their practice, and how a coach checks it."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from trainer.build import RUBRIC
from trainer.core.certificate import Able, Certificate, Done, Shows, unspelled
from trainer.core.progress import Tried
from trainer.core.rubric import Rubric
from trainer.core.standing import probably, wide
from trainer.errors import ConflictError
from trainer.store.people import Person
from trainer.store.skills import Mastery
from trainer.web.coach import Coach
from trainer.web.home import title_of
from trainer.web.render import go, page
from trainer.web.visit import AnyVisit, OwnForm, SignedIn, Visit

router = APIRouter()
PARTS = ("name", "talks", "period")
"""What can be shown beside cases and skills."""


@router.get("/certificates")
async def certificates_page(request: Request, visit: AnyVisit, person: SignedIn) -> Response:
    """Ask what a new one shows, and list those that were made."""
    could = await _could(visit, person)
    made = await visit.site.store.certificates.of_person(person.id)
    return page(request, visit, "certificates.html", could=could, made=made, **_names(visit))


@router.post("/certificates")
async def make(visit: AnyVisit, person: SignedIn, form: OwnForm) -> Response:
    """Keep what was ticked, as it is now."""
    could = await _could(visit, person)
    ticked = {one for one in form.getlist("show") if isinstance(one, str)}
    shows = chosen(could, ticked)
    if not (shows.cases or shows.skills or shows.talks):
        raise ConflictError("certificate-empty")
    one = await visit.site.store.certificates.add(person.id, shows)
    return go(f"/certificates/{one.code}")


@router.get("/certificates/{code}")
async def certificate_page(
    request: Request, visit: AnyVisit, person: SignedIn, code: str
) -> Response:
    """Show one of somebody's own, to print or to hand over."""
    one = await visit.site.store.certificates.get(person.id, code)
    return _shown(request, visit, one, mine=True)


@router.post("/certificates/{code}/remove")
async def remove(visit: AnyVisit, person: SignedIn, code: str, form: OwnForm) -> Response:
    """Throw one away; its code means nothing from then on."""
    await visit.site.store.certificates.get(person.id, code)
    await visit.site.store.certificates.remove(person.id, code)
    return go("/certificates")


@router.get("/coach/certificates")
async def check(request: Request, visit: AnyVisit, coach: Coach, code: str = "") -> Response:
    """Show what a code stands for, where it is an own trainee's; else that it is unknown."""
    found = await visit.site.store.certificates.checked(coach.id, unspelled(code))
    if found:
        return _shown(request, visit, found, mine=False)
    return page(request, visit, "check_certificate.html", code=code, unknown=bool(code.strip()))


def chosen(could: Shows, ticked: set[str]) -> Shows:
    """Return of what could be shown what was ticked."""
    period = "period" in ticked
    return Shows(
        name=could.name if "name" in ticked else None,
        talks=could.talks if "talks" in ticked else None,
        first=could.first if period else None,
        last=could.last if period else None,
        cases=tuple(one for one in could.cases if f"case-{one.scenario}-{one.level}" in ticked),
        skills=tuple(one for one in could.skills if f"skill-{one.criterion}" in ticked),
    )


def possible(
    rubric: Rubric,
    person: Person,
    history: Sequence[Tried],
    ratings: dict[str, Mastery],
) -> Shows:
    """Return all that somebody could show: each case the last time, each skill that is known."""
    last = {(one.scenario, one.level): one for one in history}
    known = {
        id: (*probably(rubric, ratings[id].rating), ratings[id].rating.seen)
        for id in rubric.criteria
        if id in ratings
    }
    return Shows(
        name=person.name,
        talks=len(history) or None,
        first=history[0].at.date() if history else None,
        last=history[-1].at.date() if history else None,
        cases=tuple(
            Done(scenario=one.scenario, level=one.level, day=one.at.date()) for one in last.values()
        ),
        skills=tuple(
            Able(criterion=id, low=low, high=high, seen=seen)
            for id, (low, high, seen) in known.items()
            if low and high and not wide((low, high))
        ),
    )


async def _could(visit: Visit, person: Person) -> Shows:
    ratings = await visit.site.suggesting.counting.count(person.id)
    history = await visit.site.store.skills.done(person.id)
    rubric = visit.site.practice.catalog.rubric(RUBRIC, visit.language)[0]
    return possible(rubric, person, history, ratings)


def _shown(request: Request, visit: Visit, one: Certificate, mine: bool) -> Response:
    return page(request, visit, "certificate.html", certificate=one, mine=mine, **_names(visit))


def _names(visit: Visit) -> dict[str, Any]:
    """Return what criteria, levels and cases are called."""
    words = visit.site.practice.catalog.rubric(RUBRIC, visit.language)[1]
    titled = partial(title_of, visit, language=visit.language)
    return {"criteria": words.criteria, "bands": words.bands, "title_of": titled}
