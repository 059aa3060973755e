"""The home of somebody who practises: what is unfinished, what is next, and earlier attempts."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from fastapi import APIRouter, Request
from starlette.responses import Response

from trainer.build import RUBRIC, sent_to
from trainer.content.catalog import Entry
from trainer.core.attempt import Status
from trainer.core.base import Language
from trainer.core.scenario import Scenario
from trainer.core.script import Script
from trainer.errors import NotFoundError
from trainer.store.summaries import Summary
from trainer.web.exercises import worked_on
from trainer.web.render import go, page
from trainer.web.suggestions import offers
from trainer.web.visit import AnyVisit, OwnForm, SignedIn, Visit, field, local

router = APIRouter()
UNFINISHED: tuple[Status, ...] = ("talking", "rating", "grading")
FEW, MOST = 8, 500
"""How many earlier attempts are listed at first, and at the most."""


@dataclass(frozen=True)
class Card:
    """A case as the home shows it, in the interface's language where it has that."""

    scenario: Scenario
    script: Script
    language: Language
    """Of the words shown, and the one chosen for the case at first."""
    languages: tuple[Language, ...]
    played: int
    """How often this person was graded on it."""


@dataclass(frozen=True)
class Line:
    """An attempt as the home lists it."""

    attempt: Summary
    title: str
    citizen: str


@router.get("/")
async def home(
    request: Request, visit: AnyVisit, person: SignedIn, older: bool = False
) -> Response:
    """Show the home; with ``older``, all that was done and not only the latest."""
    store, most = visit.site.store, MOST if older else FEW + 1
    attempts = store.summaries.of_person(person.id, statuses=UNFINISHED) & (
        store.summaries.of_person(person.id, most, ("graded",), forks=False)
    )
    others = store.notices.for_trainee(person.id) & store.exercises.unfinished(person.id)
    looks = visit.site.suggesting.looked(person.id)
    ((unfinished, graded), (news, exercises)), looked = await (attempts & others & looks)
    return page(
        request,
        visit,
        "home.html",
        doors=_doors(visit),
        unfinished=[_line(visit, one) for one in unfinished],
        earlier=[_line(visit, one) for one in graded[: MOST if older else FEW]],
        more=not older and len(graded) > FEW,
        dimensions=dimensions(visit),
        bands=visit.site.practice.catalog.rubric(RUBRIC, visit.language)[1].bands,
        history=visit.site.history,
        suggestions=await offers(visit, person, looked),
        notices=await store.notices.marked(person.id, news),
        title_of=partial(title_of, visit),
        exercises=worked_on(visit, exercises),
    )


@router.get("/privacy")
async def privacy_page(request: Request, visit: AnyVisit, next: str = "/") -> Response:
    """Tell who sees what, and where a language model gets to see it."""
    where = ", ".join(sent_to(visit.site.settings))
    return page(request, visit, "privacy.html", next=local(next), sent_to=where)


@router.post("/privacy")
async def privacy_read(visit: AnyVisit, person: SignedIn, form: OwnForm) -> Response:
    """Record that it was read, and go on."""
    await visit.site.store.people.read_privacy(person.id)
    return go(local(field(form, "next") or "/"))


@router.get("/history")
async def history(request: Request, visit: AnyVisit, next: str = "/") -> Response:
    """Show how far the demo's history is; 286 tells HTMX to stop asking."""
    history = visit.site.history
    status = 200 if history.running else 286
    shown = {"history": history, "asked": True, "next": local(next)}
    return page(request, visit, "history.html", status, **shown)


def cards(visit: Visit, played: Mapping[str, int]) -> list[Card]:
    """Return the cases that can be played; ``played`` is how often each was."""
    return [
        card_of(visit, entry, played.get(entry.scenario.id, 0))
        for entry in visit.site.catalog.scenarios()
    ]


def _doors(visit: Visit) -> dict[str, int]:
    """Return how much there is of each kind of practice."""
    catalog = visit.site.catalog
    kinds = Counter[str](one.kind for one in catalog.exercises())
    return {"conversation": len(catalog.scenarios()), **kinds}


def dimensions(visit: Visit) -> dict[str, str]:
    """Return the names of what is judged, in the interface's language."""
    return dict(visit.site.practice.catalog.rubric(RUBRIC, visit.language)[1].dimensions)


def card_of(visit: Visit, entry: Entry, played: int = 0) -> Card:
    """Return a case as a list shows it."""
    spoken = entry.languages
    language = visit.language if visit.language in spoken else spoken[0]
    return Card(entry.scenario, entry.scripts[language], language, spoken, played)


def _line(visit: Visit, attempt: Summary) -> Line:
    script = script_of(visit, attempt.scenario, attempt.language)
    if script is None:
        return Line(attempt, attempt.scenario, "")
    return Line(attempt, script.title, script.persona.name)


def title_of(visit: Visit, scenario: str, language: Language) -> str:
    """Return a case's title, or its id where it is gone."""
    script = script_of(visit, scenario, language)
    return script.title if script else scenario


def case_titles(visit: Visit) -> dict[str, str]:
    """Return the title of each case that can be played, by id."""
    return {card.scenario.id: card.script.title for card in cards(visit, {})}


def script_of(visit: Visit, scenario: str, language: Language) -> Script | None:
    """Return a case's words in the interface's language, else in its own; None if it is gone."""
    for tried in (visit.language, language):
        try:
            return visit.site.practice.catalog.case(scenario, tried, "standard").script
        except NotFoundError:
            continue
    return None
