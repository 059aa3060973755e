"""The trainee contests a level: with a reason, within sight of the coach, and with an answer."""

from datetime import datetime, timedelta

from fastapi import APIRouter, Request
from starlette.responses import Response

from trainer.core.assessment import Verdict
from trainer.core.attempt import Attempt
from trainer.errors import NotFoundError
from trainer.web.attempts import OwnAttempt
from trainer.web.coaching import Graded
from trainer.web.render import go, page
from trainer.web.visit import AnyVisit, OwnForm, Visit, field

router = APIRouter()
LONGEST = 1000
"""The most characters of a reason."""


@router.get("/attempts/{id}/contest/{criterion}")
async def contest_page(
    request: Request, visit: AnyVisit, attempt: Graded, criterion: str
) -> Response:
    """Ask for the reason, and say first what happens with it."""
    return await _form(request, visit, attempt, criterion)


@router.post("/attempts/{id}/contest/{criterion}")
async def contest(
    request: Request, visit: AnyVisit, attempt: Graded, criterion: str, form: OwnForm
) -> Response:
    """Keep it for the coach, and share the attempt."""
    reason = field(form, "reason").strip()
    if not reason or len(reason) > LONGEST:
        fault = "contest.long" if reason else "contest.reason-missing"
        return await _form(request, visit, attempt, criterion, reason, fault)
    _known(attempt, criterion)
    await visit.site.store.contests.add(attempt.id, criterion, reason, due(visit))
    return go(f"/attempts/{attempt.id}/feedback#criterion-{criterion}")


@router.post("/attempts/{id}/contest/{criterion}/withdraw")
async def withdraw(visit: AnyVisit, attempt: OwnAttempt, criterion: str, form: OwnForm) -> Response:
    """Take it back, as long as the coach did not answer."""
    await visit.site.store.contests.withdraw(attempt.id, criterion)
    return go(f"/attempts/{attempt.id}/feedback#criterion-{criterion}")


def due(visit: Visit) -> datetime:
    """Return when a contest of now is to be answered at the latest."""
    return visit.site.store.contests.now() + timedelta(days=visit.site.settings.contest_days)


async def _form(
    request: Request,
    visit: Visit,
    attempt: Attempt,
    criterion: str,
    reason: str = "",
    fault: str | None = None,
) -> Response:
    verdict = _known(attempt, criterion)
    words = visit.site.practice.catalog.rubric(attempt.rubric, visit.language)[1]
    reviews = await visit.site.store.reviews.latest(attempt.id)
    return page(
        request,
        visit,
        "contest.html",
        422 if fault else 200,
        attempt=attempt,
        criterion=words.criteria[criterion],
        id=criterion,
        verdict=verdict,
        review=reviews.get(criterion),
        bands=words.bands,
        coach=await visit.site.store.coaching.coach_of(attempt.person),
        due=due(visit),
        shared=await visit.site.store.sharing.is_shared(attempt.id),
        reason=reason,
        fault=fault,
    )


def _known(attempt: Attempt, criterion: str) -> Verdict:
    """Return the machine's verdict; ``NotFoundError`` where there is none."""
    if attempt.assessment is None or criterion not in attempt.assessment.verdicts:
        raise NotFoundError("criterion-unknown")
    return attempt.assessment.verdicts[criterion]
