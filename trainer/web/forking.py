"""Another try: from a turn of one's own talk with the same citizen, and both side by side."""

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from trainer.core.attempt import Attempt
from trainer.core.comparison import Side, compared
from trainer.core.voices import parts
from trainer.errors import NotFoundError
from trainer.web.attempts import OwnAttempt, address
from trainer.web.feedback import Review, review_of, waiting
from trainer.web.rating import PATIENCE
from trainer.web.render import go, page
from trainer.web.visit import AnyVisit, OwnForm, Visit

router = APIRouter()


@dataclass(frozen=True)
class Way:
    """One of the two ways, with what came of it alone in words."""

    review: Review
    side: Side
    did: tuple[str, ...]
    told: tuple[str, ...]
    covered: tuple[str, ...]


@router.get("/attempts/{id}/again/{turn}")
async def again_page(request: Request, visit: AnyVisit, attempt: OwnAttempt, turn: int) -> Response:
    """Show where the other try begins, and what becomes of it."""
    parted = _parted(attempt, turn)
    case = visit.site.practice.case_of(attempt)
    turns = attempt.transcript.turns
    return page(
        request,
        visit,
        "again.html",
        attempt=attempt,
        persona=case.script.persona,
        turn=turn,
        number=parted + 1,
        heard=parts(case.script.persona, turns[2 * parted].text),
        said=turns[2 * parted + 1],
    )


@router.post("/attempts/{id}/again/{turn}")
async def again(visit: AnyVisit, attempt: OwnAttempt, turn: int, form: OwnForm) -> Response:
    """Begin the other try, or take up the one of the same turn in which nothing is said yet."""
    parted = _parted(attempt, turn)
    for one in await visit.site.store.summaries.forks(attempt.person, attempt.id):
        if one.status == "briefing" and one.parent_exchanges == parted:
            return go(f"/chat/thread/{one.id}")
    return go(address(await visit.site.practice.fork(attempt.id, parted)))


@router.get("/attempts/{id}/beside")
async def beside(request: Request, visit: AnyVisit, attempt: OwnAttempt) -> Response:
    """Show a fork beside the attempt that it was taken from, or that the grade is being made."""
    parent = attempt.parent
    if parent is None or attempt.status not in ("grading", "graded"):
        return go(address(attempt))
    if attempt.assessment is None:
        await visit.site.grading.wait(attempt.id, PATIENCE)
        attempt = await visit.site.store.attempts.get(attempt.id)
    if attempt.assessment is None:
        return await waiting(request, visit, attempt, whole=True)
    first = await visit.site.store.attempts.get(parent)
    return _beside(request, visit, first, attempt)


def _beside(request: Request, visit: Visit, first: Attempt, fork: Attempt) -> Response:
    try:
        ways = [review_of(visit, one, one.assessment) for one in (first, fork) if one.assessment]
    except NotFoundError:
        return page(request, visit, "gone.html", 410, attempt=fork)
    found = compared(ways[0].case, first, fork)
    names = visit.site.move_names(visit.language)
    shown = {
        "first": _way(ways[0], found.first, names),
        "other": _way(ways[1], found.other, names),
    }
    return page(request, visit, "beside.html", fork=fork, ways=shown, found=found)


def _way(review: Review, side: Side, names: Mapping[str, str]) -> Way:
    script = review.case.script
    return Way(
        review,
        side,
        did=tuple(names.get(id, id) for id in side.moves),
        told=tuple(script.facts[id].is_ for id in side.facts if id in script.facts),
        covered=tuple(script.checklist[id].title for id in side.items),
    )


def _parted(attempt: Attempt, turn: int) -> int:
    """Return how many exchanges come before a turn; ``NotFoundError`` where there is no choice."""
    if attempt.assessment is None or attempt.parent or not 0 <= turn // 2 < len(attempt.exchanges):
        raise NotFoundError("no-fork")
    return turn // 2
