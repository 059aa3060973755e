"""A shared attempt as a coach sees it: the talk, the machine's levels and the coach's own."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.datastructures import FormData
from starlette.responses import Response

from trainer.core.assessment import Assessment, Level
from trainer.core.attempt import Attempt
from trainer.errors import ConflictError, NotFoundError, TrainerError
from trainer.store.audit import Act
from trainer.store.misreadings import Misreading
from trainer.store.people import Person
from trainer.store.reviews import Review, counting, earlier, taken_back
from trainer.web.feedback import review_of
from trainer.web.render import go, page
from trainer.web.visit import AnyVisit, OwnForm, SignedIn, Visit, field

router = APIRouter()
HOME = "/coach"
LONGEST = 2000
"""The most characters of a reason."""
LEVELS: dict[str, Level] = {"0": 0, "1": 1, "2": 2, "3": 3}


@dataclass(frozen=True)
class Given:
    """What stands in the form for one criterion."""

    level: str = ""
    reason: str = ""
    fault: bool = False
    """A level without a reason, a reason without a level, or too long a reason."""


async def _coach(person: SignedIn) -> Person:
    if person.role != "coach":
        raise NotFoundError("no-page")
    return person


Coach = Annotated[Person, Depends(_coach)]


async def _shared(id: str, visit: AnyVisit, coach: Coach) -> Attempt:
    if not await visit.site.store.sharing.may_read(coach.id, id):
        raise NotFoundError("not-shared")
    attempt = await visit.site.store.attempts.get(id)
    if attempt.assessment is None:
        raise NotFoundError("not-shared")
    return attempt


SharedAttempt = Annotated[Attempt, Depends(_shared)]


@router.get("/coach/attempts/{id}")
async def attempt_page(
    request: Request, visit: AnyVisit, coach: Coach, attempt: SharedAttempt
) -> Response:
    """Show a shared attempt: the talk, the machine's verdicts, and the coach's own."""
    latest = await visit.site.store.reviews.latest(attempt.id)
    given = {id: Given(str(one.level), one.reason) for id, one in latest.items()}
    return await _attempt(request, visit, coach, attempt, given)


@router.post("/coach/attempts/{id}")
async def review(
    request: Request, visit: AnyVisit, coach: Coach, attempt: SharedAttempt, form: OwnForm
) -> Response:
    """Keep the coach's levels that are new, all or none."""
    assessment = assessment_of(attempt)
    contests = await visit.site.store.contests.of_attempt(attempt.id)
    asked = {id for id, one in contests.items() if one.open}
    given = {id: given_in(form, id) for id in assessment.verdicts.keys() - asked}
    if any(one.fault for one in given.values()):
        return await _attempt(request, visit, coach, attempt, given, 422)
    latest = await visit.site.store.reviews.latest(attempt.id)
    new = {
        id: (LEVELS[one.level], one.reason)
        for id, one in given.items()
        if one.level and not _same(one, latest.get(id))
    }
    await visit.site.store.reviews.add(attempt.id, assessment, coach.id, new)
    if not new:
        return _page(attempt)
    return await _logged(visit, "reviewed", coach, attempt)


@router.post("/coach/attempts/{id}/levels/{criterion}/take-back")
async def take_back(
    visit: AnyVisit, coach: Coach, attempt: SharedAttempt, criterion: str, form: OwnForm
) -> Response:
    """Take a level of one's own back; what answered a contest stays, and can be changed."""
    contests = await visit.site.store.contests.of_attempt(attempt.id)
    if criterion in contests:
        raise ConflictError("review-answers")
    found = assessment_of(attempt)
    await visit.site.store.reviews.take_back(attempt.id, found, coach.id, criterion)
    return await _logged(visit, "review-taken-back", coach, attempt, f"#criterion-{criterion}")


@router.post("/coach/attempts/{id}/levels/{criterion}/undo")
async def restore(
    visit: AnyVisit, coach: Coach, attempt: SharedAttempt, criterion: str, form: OwnForm
) -> Response:
    """Give again what was taken back."""
    found = assessment_of(attempt)
    await visit.site.store.reviews.restore(attempt.id, found, coach.id, criterion)
    return await _logged(visit, "review-restored", coach, attempt, f"#criterion-{criterion}")


@router.post("/coach/attempts/{id}/contests/{criterion}")
async def answer(
    request: Request,
    visit: AnyVisit,
    coach: Coach,
    attempt: SharedAttempt,
    criterion: str,
    form: OwnForm,
) -> Response:
    """Answer what a trainee contests, with a level and a reason."""
    assessment = assessment_of(attempt)
    if criterion not in assessment.verdicts:
        raise NotFoundError("criterion-unknown")
    given = given_in(form, criterion)
    if given.fault or not given.level:
        wrong = Given(given.level, given.reason, fault=True)
        return await _attempt(request, visit, coach, attempt, {criterion: wrong}, 422)
    kept = (LEVELS[given.level], given.reason)
    await visit.site.store.contests.answer(attempt.id, assessment, criterion, coach.id, kept)
    return await _logged(visit, "contest-answered", coach, attempt, f"#criterion-{criterion}")


@router.post("/coach/attempts/{id}/remarks")
async def remark(visit: AnyVisit, coach: Coach, attempt: SharedAttempt, form: OwnForm) -> Response:
    """Keep a remark at a turn."""
    turn, words = field(form, "turn"), field(form, "remark").strip()
    if not turn.isdecimal() or int(turn) >= len(attempt.transcript.turns):
        raise NotFoundError("turn-unknown")
    if not words or len(words) > LONGEST:
        raise TrainerError("remark-length")
    await visit.site.store.remarks.add(attempt.id, int(turn), words, coach.id)
    return await _logged(visit, "remarked", coach, attempt, f"#turn-{int(turn)}")


@router.post("/coach/attempts/{id}/remarks/{remark}/remove")
async def remove_remark(
    visit: AnyVisit, coach: Coach, attempt: SharedAttempt, remark: int, form: OwnForm
) -> Response:
    """Take a remark of one's own back."""
    await visit.site.store.remarks.remove(attempt.id, remark, coach.id)
    return await _logged(visit, "remark-removed", coach, attempt, "#transcript")


@router.post("/coach/attempts/{id}/remarks/{remark}/undo")
async def restore_remark(
    visit: AnyVisit, coach: Coach, attempt: SharedAttempt, remark: int, form: OwnForm
) -> Response:
    """Put back a remark of one's own that was taken back."""
    await visit.site.store.remarks.restore(attempt.id, remark, coach.id)
    return await _logged(visit, "remark-restored", coach, attempt, "#transcript")


async def _attempt(
    request: Request,
    visit: Visit,
    coach: Person,
    attempt: Attempt,
    given: Mapping[str, Given],
    status: int = 200,
) -> Response:
    """Show the page with what stands in the forms; what is not in ``given`` is as it was kept."""
    store = visit.site.store
    try:
        looked = review_of(visit, attempt, assessment_of(attempt))
    except NotFoundError:
        return page(request, visit, "gone.html", 410, attempt=attempt)
    history = await store.reviews.history(attempt.id)
    latest = counting(history)
    contests = await store.contests.of_attempt(attempt.id)
    return page(
        request,
        visit,
        "coach_attempt.html",
        status,
        review=looked,
        trainee=await store.people.get(attempt.person),
        given={id: given.get(id) or _kept(latest.get(id)) for id in looked.assessment.verdicts},
        latest=latest,
        back=taken_back(history),
        earlier=earlier(history),
        contests={id: one for id, one in contests.items() if one.open},
        answered={id: one for id, one in contests.items() if not one.open},
        now=store.contests.now(),
        remarks=await store.remarks.of_attempt(attempt.id, coach.id),
        misreadings=await _open(visit, attempt),
    )


async def _logged(
    visit: Visit, act: Act, coach: Person, attempt: Attempt, place: str = ""
) -> Response:
    """Write in the log what was done, and go back to the attempt, at a ``place`` on its page."""
    audit = visit.site.store.audit
    await audit.write(act, by=coach.id, about=attempt.person, attempt=attempt.id)
    return _page(attempt, place)


def _page(attempt: Attempt, place: str = "") -> Response:
    return go(f"/coach/attempts/{attempt.id}{place}")


async def _open(visit: Visit, attempt: Attempt) -> list[Misreading]:
    found = await visit.site.store.misreadings.of_attempt(attempt.id)
    return [one for one in found if one.status == "open"]


def assessment_of(attempt: Attempt) -> Assessment:
    """Return the machine's assessment; ``NotFoundError`` where there is none."""
    if attempt.assessment is None:
        raise NotFoundError("not-shared")
    return attempt.assessment


def given_in(form: FormData, criterion: str) -> Given:
    """Return what a form holds for a criterion."""
    level = field(form, f"level-{criterion}")
    reason = field(form, f"reason-{criterion}").strip()
    level = level if level in LEVELS else ""
    return Given(level, reason, bool(level) != bool(reason) or len(reason) > LONGEST)


def _kept(review: Review | None) -> Given:
    return Given(str(review.level), review.reason) if review else Given()


def _same(given: Given, kept: Review | None) -> bool:
    return kept is not None and (given.level, given.reason) == (str(kept.level), kept.reason)
