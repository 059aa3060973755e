"""A coach assigns a case to one or many, with a level, a day and a reason, and takes it back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from fastapi import APIRouter, Request
from starlette.datastructures import FormData
from starlette.responses import Response

from trainer.core.scenario import LEVELS, LevelName
from trainer.errors import ConflictError
from trainer.store.people import Person
from trainer.web.coach import HOME, Coach
from trainer.web.home import cards
from trainer.web.render import go, page
from trainer.web.suggestions import Offer, offers
from trainer.web.visit import AnyVisit, OwnForm, Visit
from trainer.web.visit import field as text_in

router = APIRouter()
LONGEST = 500
"""The most characters of a reason: it is read on a card."""
TRIES = 3


@dataclass(frozen=True)
class Choice:
    """What stands in the form."""

    people: frozenset[str] = frozenset()
    scenario: str = ""
    level: str = "standard"
    due: str = ""
    reason: str = ""
    faults: Mapping[str, str] = field(default_factory=dict)
    """By field, the text that says what is missing."""


@router.get("/coach/assign")
async def assign_page(
    request: Request,
    visit: AnyVisit,
    coach: Coach,
    person: str = "",
    scenario: str = "",
    level: str = "standard",
) -> Response:
    """Ask whom, what, why and by when; what a link chose is chosen already."""
    chosen = Choice(frozenset({person} if person else ()), scenario, level)
    return await _form(request, visit, coach, chosen)


@router.post("/coach/assign")
async def assign(request: Request, visit: AnyVisit, coach: Coach, form: OwnForm) -> Response:
    """Assign a case to own trainees, all or none of them."""
    trainees = await visit.site.store.coaching.trainees_of(coach.id)
    choice = _checked(visit, form, trainees)
    if choice.faults:
        return await _form(request, visit, coach, choice, 422)
    due = date.fromisoformat(choice.due) if choice.due else None
    level = next(one for one in LEVELS if one == choice.level)
    for person in sorted(choice.people):
        await _assign(visit, coach.id, person, (choice.scenario, level), choice.reason, due)
        audit = visit.site.store.audit
        await audit.write("assigned", by=coach.id, about=person, thing=choice.scenario)
    return go(f"{HOME}#assignments")


@router.post("/coach/assignments/{id}/withdraw")
async def withdraw(visit: AnyVisit, coach: Coach, id: str, form: OwnForm) -> Response:
    """Take back what is not done yet."""
    await visit.site.store.assignments.withdraw(coach.id, id)
    await visit.site.store.audit.write("assignment-withdrawn", by=coach.id)
    return go(f"{HOME}#assignments")


@router.post("/coach/assignments/{id}/undo")
async def undo(visit: AnyVisit, coach: Coach, id: str, form: OwnForm) -> Response:
    """Put back what was taken back."""
    await visit.site.store.assignments.restore(coach.id, id)
    await visit.site.store.audit.write("assignment-restored", by=coach.id)
    return go(f"{HOME}#assignments")


async def _assign(
    visit: Visit,
    coach: str,
    person: str,
    case: tuple[str, LevelName],
    reason: str,
    due: date | None,
) -> None:
    for left in reversed(range(TRIES)):
        try:
            await visit.site.suggesting.override(coach, person, *case, reason, due)
            return
        except ConflictError:
            if not left:  # the trainee's own page changes the suggestions again and again
                raise


def _checked(visit: Visit, form: FormData, trainees: Sequence[Person]) -> Choice:
    """Return what a form chose, with a sentence for each thing that is missing."""
    own = {one.id for one in trainees}
    people = frozenset(one for one in form.getlist("person") if isinstance(one, str)) & own
    scenario, level = text_in(form, "scenario"), text_in(form, "level")
    due, reason = text_in(form, "due"), text_in(form, "reason").strip()
    known = {entry.scenario.id for entry in visit.site.catalog.scenarios()}
    today = today_of(visit)
    faults = {
        "people": "" if people else "assign.choose-people",
        "scenario": "" if scenario in known and level in LEVELS else "assign.choose-case",
        "due": "" if not due or _on_or_after(due, today) else "assign.due-past",
        "reason": "" if reason and len(reason) <= LONGEST else "assign.reason-missing",
    }
    wrong = {name: text for name, text in faults.items() if text}
    return Choice(people, scenario, level, due, reason, wrong)


def today_of(visit: Visit) -> date:
    """Return today by the clock where the server stands."""
    return visit.site.practice.now().astimezone().date()


def _on_or_after(due: str, today: date) -> bool:
    try:
        return date.fromisoformat(due) >= today
    except ValueError:
        return False


async def _form(
    request: Request, visit: Visit, coach: Person, choice: Choice, status: int = 200
) -> Response:
    trainees = await visit.site.store.coaching.trainees_of(coach.id)
    chosen = [one for one in trainees if one.id in choice.people]
    suggested: dict[str, tuple[Offer, ...]] = {
        one.name: (await offers(visit, one)).shown for one in chosen[:1]
    }
    return page(
        request,
        visit,
        "assign.html",
        status,
        trainees=trainees,
        cards=cards(visit, {}),
        choice=choice,
        suggested=suggested,
        today=today_of(visit).isoformat(),
    )
