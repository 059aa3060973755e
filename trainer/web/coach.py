"""The coach's side: who shares what, levels beside the machine's, and what was read wrong."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.datastructures import FormData
from starlette.responses import Response

from trainer.core.assessment import Assessment, Level
from trainer.core.attempt import Attempt
from trainer.errors import NotFoundError, TrainerError
from trainer.store.misreadings import ANSWERS, Misreading
from trainer.store.people import Person
from trainer.store.reviews import Review
from trainer.store.sharing import Shared
from trainer.web.feedback import review_of
from trainer.web.home import RUBRIC, dimensions, script_of
from trainer.web.render import go, page
from trainer.web.visit import AnyVisit, OwnForm, SignedIn, Visit, field

router = APIRouter()
HOME = "/coach"
LONGEST = 2000
"""The most characters of a reason."""
LEVELS: dict[str, Level] = {"0": 0, "1": 1, "2": 2, "3": 3}


@dataclass(frozen=True)
class Line:
    """A shared attempt as the coach's home lists it."""

    shared: Shared
    title: str


@dataclass(frozen=True)
class Given:
    """What stands in the form for one criterion."""

    level: str = ""
    reason: str = ""
    fault: bool = False
    """A level without a reason, a reason without a level, or too long a reason."""


async def _coach(visit: AnyVisit, person: SignedIn) -> Person:
    if person.role != "coach":
        raise NotFoundError("no-page")
    return person


Coach = Annotated[Person, Depends(_coach)]


async def _shared(id: str, visit: AnyVisit, coach: Coach) -> Attempt:
    if not await visit.site.store.sharing.may_read(coach.id, id):
        raise NotFoundError("not-shared")
    return await visit.site.store.attempts.get(id)


SharedAttempt = Annotated[Attempt, Depends(_shared)]


@router.get(HOME)
async def coach_home(request: Request, visit: AnyVisit, coach: Coach) -> Response:
    """Show what waits, and what own trainees share."""
    store = visit.site.store
    lines = [_line(visit, one) for one in await store.sharing.with_coach(coach.id)]
    words = visit.site.practice.catalog.rubric(RUBRIC, visit.language)[1]
    return page(
        request,
        visit,
        "coach.html",
        trainees=await store.coaching.trainees_of(coach.id),
        waiting=[one for one in lines if not one.shared.taken_back and not one.shared.reviewed],
        seen=[one for one in lines if not one.shared.taken_back and one.shared.reviewed],
        hidden=[one for one in lines if one.shared.taken_back],
        misreadings=await store.misreadings.for_coach(coach.id),
        names=visit.site.move_names(visit.language),
        criteria=words.criteria,
        dimensions=dimensions(visit),
        bands=words.bands,
    )


@router.get("/coach/attempts/{id}")
async def attempt_page(
    request: Request, visit: AnyVisit, coach: Coach, attempt: SharedAttempt
) -> Response:
    """Show a shared attempt: the talk, the machine's verdicts, and the coach's own."""
    latest = await visit.site.store.reviews.latest(attempt.id)
    given = {id: Given(str(one.level), one.reason) for id, one in latest.items()}
    return await _attempt(request, visit, attempt, given, latest)


@router.post("/coach/attempts/{id}")
async def review(
    request: Request, visit: AnyVisit, coach: Coach, attempt: SharedAttempt, form: OwnForm
) -> Response:
    """Keep the coach's levels that are new, all or none."""
    assessment = _assessment(attempt)
    given = {id: _given(form, id) for id in assessment.verdicts}
    latest = await visit.site.store.reviews.latest(attempt.id)
    if any(one.fault for one in given.values()):
        return await _attempt(request, visit, attempt, given, latest, 422)
    new = {
        id: (LEVELS[one.level], one.reason)
        for id, one in given.items()
        if one.level and not _same(one, latest.get(id))
    }
    await visit.site.store.reviews.add(attempt.id, assessment, coach.id, new)
    return go(f"/coach/attempts/{attempt.id}")


@router.post("/coach/misreadings/{id}")
async def decide(visit: AnyVisit, coach: Coach, id: str, form: OwnForm) -> Response:
    """Agree or decline what a trainee says was read wrong."""
    answer = next((one for one in ANSWERS if one == field(form, "status")), None)
    if answer is None:
        raise TrainerError("misreading-decided")
    words = field(form, "answer").strip()[:LONGEST]
    await visit.site.store.misreadings.decide(id, coach.id, answer, words)
    return go(f"{HOME}#misreadings")


async def _attempt(
    request: Request,
    visit: Visit,
    attempt: Attempt,
    given: dict[str, Given],
    latest: dict[str, Review],
    status: int = 200,
) -> Response:
    try:
        looked = review_of(visit, attempt, _assessment(attempt))
    except NotFoundError:
        return page(request, visit, "gone.html", 410, attempt=attempt)
    trainee = await visit.site.store.people.get(attempt.person)
    return page(
        request,
        visit,
        "coach_attempt.html",
        status,
        review=looked,
        trainee=trainee,
        given={id: given.get(id, Given()) for id in looked.assessment.verdicts},
        latest=latest,
        misreadings=await _open(visit, attempt),
    )


async def _open(visit: Visit, attempt: Attempt) -> list[Misreading]:
    found = await visit.site.store.misreadings.of_attempt(attempt.id)
    return [one for one in found if one.status == "open"]


def _assessment(attempt: Attempt) -> Assessment:
    if attempt.assessment is None:
        raise NotFoundError("not-shared")
    return attempt.assessment


def _given(form: FormData, criterion: str) -> Given:
    level = field(form, f"level-{criterion}")
    reason = field(form, f"reason-{criterion}").strip()
    level = level if level in LEVELS else ""
    return Given(level, reason, bool(level) != bool(reason) or len(reason) > LONGEST)


def _same(given: Given, kept: Review | None) -> bool:
    return kept is not None and (given.level, given.reason) == (str(kept.level), kept.reason)


def _line(visit: Visit, shared: Shared) -> Line:
    script = script_of(visit, shared.attempt.scenario, shared.attempt.language)
    return Line(shared, script.title if script else shared.attempt.scenario)
