"""An attempt outside the talk: a new one, its briefing, and the ways to end or erase it."""

from typing import Annotated, get_args

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from trainer.core.attempt import Attempt
from trainer.core.scenario import LevelName
from trainer.errors import NotFoundError, TrainerError
from trainer.store.people import Person
from trainer.web.erasing import erase_attempt
from trainer.web.home import title_of
from trainer.web.render import go, page
from trainer.web.texts import as_language
from trainer.web.visit import AnyVisit, OwnForm, SignedIn, Visit, field

router = APIRouter()


def address(attempt: Attempt) -> str:
    """Return where an attempt goes on."""
    if attempt.status == "talking" or (attempt.parent and attempt.status == "briefing"):
        return f"/chat/thread/{attempt.id}"
    if attempt.status == "rating":
        return f"/attempts/{attempt.id}/rate"
    if attempt.status in ("grading", "graded"):
        return f"/attempts/{attempt.id}/{'beside' if attempt.parent else 'feedback'}"
    return f"/attempts/{attempt.id}"


async def _own(id: str, visit: AnyVisit, person: SignedIn) -> Attempt:
    attempt = await visit.site.store.attempts.get(id)
    if attempt.person != person.id:
        raise NotFoundError("attempt-unknown")
    return attempt


OwnAttempt = Annotated[Attempt, Depends(_own)]


@router.post("/attempts")
async def begin_new(visit: AnyVisit, person: SignedIn, form: OwnForm) -> Response:
    """Make an attempt at a case, or take the one whose briefing is still open."""
    language = as_language(field(form, "language")) or visit.language
    scenario, level = field(form, "scenario"), _level(field(form, "level"))
    if scenario not in {entry.scenario.id for entry in visit.site.catalog.scenarios()}:
        raise NotFoundError("case-unknown")
    for one in await visit.site.store.summaries.of_person(person.id, 20, forks=False):
        chosen = (one.scenario, one.level, one.language) == (scenario, level, language)
        if one.status == "briefing" and chosen:
            return _first(visit, person, one.id)
    attempt = await visit.site.practice.start(person.id, scenario, language, level)
    return _first(visit, person, attempt.id)


@router.get("/attempts/{id}")
async def briefing(request: Request, visit: AnyVisit, attempt: OwnAttempt) -> Response:
    """Show the briefing; an attempt that is further shows where it is."""
    if attempt.status == "stopped":
        return page(request, visit, "stopped.html", attempt=attempt)
    if attempt.status != "briefing" or attempt.parent:
        return go(address(attempt))
    case = visit.site.practice.case_of(attempt)
    await visit.site.practice.prepare(attempt)
    return page(request, visit, "briefing.html", attempt=attempt, case=case)


@router.post("/attempts/{id}/begin")
async def begin(visit: AnyVisit, attempt: OwnAttempt, form: OwnForm) -> Response:
    """Go to the talk; in practice mode it never counts, and that stays so."""
    await visit.site.store.attempts.count_in(attempt.id, field(form, "practice") != "yes")
    if visit.person and visit.person.privacy_read is None:
        return go(f"/privacy?next=/attempts/{attempt.id}")
    talk = f"/chat/thread/{attempt.id}"
    return go(talk if attempt.status == "briefing" else address(attempt))


@router.post("/attempts/{id}/finish")
async def finish(visit: AnyVisit, attempt: OwnAttempt, form: OwnForm) -> Response:
    """End the talk; before rating there is a way back, and without a word nothing ends."""
    if not attempt.own:
        return go(address(attempt) if attempt.parent else f"/attempts/{attempt.id}/rate")
    return go(address(await visit.site.practice.finish(attempt.id)))


@router.post("/attempts/{id}/back")
async def back(visit: AnyVisit, attempt: OwnAttempt, form: OwnForm) -> Response:
    """Go back to the talk after an accidental click."""
    return go(address(await visit.site.practice.go_back(attempt.id)))


@router.post("/attempts/{id}/stop")
async def stop(visit: AnyVisit, attempt: OwnAttempt, form: OwnForm) -> Response:
    """Leave without feedback; it is never counted."""
    await visit.site.practice.stop(attempt.id)
    return go(f"/attempts/{attempt.id}")


@router.get("/attempts/{id}/erase")
async def erase_page(request: Request, visit: AnyVisit, attempt: OwnAttempt) -> Response:
    """Say what goes and what stays, before anything goes."""
    title = title_of(visit, attempt.scenario, attempt.language)
    return page(request, visit, "erase.html", attempt=attempt, title=title)


@router.post("/attempts/{id}/erase")
async def erase(visit: AnyVisit, attempt: OwnAttempt, form: OwnForm) -> Response:
    """Erase the attempt, now and for good."""
    await erase_attempt(visit.site, attempt.person, attempt.id)
    return go("/?erased=yes")


def _first(visit: Visit, person: Person, id: str) -> Response:
    read = person.privacy_read is not None
    return go(f"/attempts/{id}" if read else f"/privacy?next=/attempts/{id}")


def _level(text: str) -> LevelName:
    for level in get_args(LevelName):
        if level == text:
            found: LevelName = level
            return found
    raise TrainerError("level-unknown")
