"""After the talk: the trainee rates themselves first, then the grade is made."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from trainer.core.attempt import Attempt, SelfRating
from trainer.web.attempts import OwnAttempt, address
from trainer.web.home import script_of
from trainer.web.render import go, page
from trainer.web.visit import AnyVisit, OwnForm, Visit, field

router = APIRouter()
PATIENCE = 1.5
"""Seconds that the page waits for a grade before it shows that it is being made."""
LONGEST = 2000
"""The most characters of a remark."""


@router.get("/attempts/{id}/rate")
async def rate_page(request: Request, visit: AnyVisit, attempt: OwnAttempt) -> Response:
    """Ask the trainee how it went, before the machine says anything."""
    nothing_said = attempt.status in ("briefing", "talking") and not attempt.exchanges
    if attempt.status != "rating" and not nothing_said:
        return go(address(attempt))
    return _form(request, visit, attempt)


@router.post("/attempts/{id}/rate")
async def rate(request: Request, visit: AnyVisit, attempt: OwnAttempt, form: OwnForm) -> Response:
    """Keep the rating and begin the grading."""
    if attempt.status != "rating":
        return go(address(attempt))
    rubric = visit.site.practice.catalog.rubric(attempt.rubric, visit.language)[0]
    given = {id: field(form, id) for id in rubric.dimensions}
    levels = {id: int(text) for id, text in given.items() if text in ("0", "1", "2", "3")}
    remark = field(form, "remark").strip()
    if len(levels) < len(rubric.dimensions) or len(remark) > LONGEST:
        fault = "rate.choose" if len(levels) < len(rubric.dimensions) else "rate.long"
        return _form(request, visit, attempt, levels, remark, fault)
    await visit.site.practice.rate(attempt.id, SelfRating(levels=levels, remark=remark))
    if field(form, "next") == "note":
        await visit.site.grading.begin(attempt.id)
        return go(f"/attempts/{attempt.id}/note")
    await visit.site.grading.wait(attempt.id, PATIENCE)
    return go(f"/attempts/{attempt.id}/feedback")


def _form(
    request: Request,
    visit: Visit,
    attempt: Attempt,
    levels: dict[str, int] | None = None,
    remark: str = "",
    fault: str | None = None,
) -> Response:
    rubric, words, _ = visit.site.practice.catalog.rubric(attempt.rubric, visit.language)
    return page(
        request,
        visit,
        "rate.html",
        422 if fault else 200,
        attempt=attempt,
        script=script_of(visit, attempt.scenario, attempt.language),
        rubric=rubric,
        words=words,
        levels=levels or {},
        remark=remark,
        fault=fault,
    )
