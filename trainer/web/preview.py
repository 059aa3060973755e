"""What there is to practise as its authors know it: what is hidden, and how talks can go."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from trainer.core.attempt import Attempt
from trainer.core.bundle import LEAST
from trainer.core.case import Case
from trainer.core.exercise import Kind
from trainer.core.scenario import LEVELS, Told
from trainer.core.script import FactWords, ItemWords
from trainer.errors import NotFoundError
from trainer.web.coach import Coach
from trainer.web.course import Course, course
from trainer.web.exercises import exercise_card, exercise_cards
from trainer.web.group_words import joined
from trainer.web.home import cards
from trainer.web.render import page
from trainer.web.texts import Words
from trainer.web.visit import AnyVisit, Visit

router = APIRouter()
TRAINEES = ("skilled", "middling", "poor")


@dataclass(frozen=True)
class Hidden:
    """A fact and what opens it, in words."""

    words: FactWords
    opens: tuple[str, ...]


@dataclass(frozen=True)
class Trace:
    """How a scripted trainee's talk went."""

    trainee: str
    course: Course
    told: int
    done: int
    ending: str | None


@router.get("/coach/cases")
async def cases_page(request: Request, visit: AnyVisit, coach: Coach) -> Response:
    """List the cases, drills and letters to look into."""
    exercises = await exercise_cards(visit, coach.id)
    return page(request, visit, "cases.html", cards=cards(visit, {}), exercises=exercises)


@router.get("/coach/drills/{id}")
async def drill_page(request: Request, visit: AnyVisit, coach: Coach, id: str) -> Response:
    """Show a drill with what is wrong in it, or what a good question to an AI holds."""
    return _exercise(request, visit, "drill", id)


@router.get("/coach/letters/{id}")
async def letter_page(request: Request, visit: AnyVisit, coach: Coach, id: str) -> Response:
    """Show a letter with what must stay true and what its reader makes of it."""
    return _exercise(request, visit, "letter", id)


@router.get("/coach/cases/{scenario}")
async def case_page(
    request: Request, visit: AnyVisit, coach: Coach, scenario: str, level: str = "standard"
) -> Response:
    """Show a case with its hidden part."""
    case = _case(visit, scenario, level)
    script, told = case.script, case.scenario.facts
    rubric, words, _ = visit.site.practice.catalog.rubric(case.scenario.rubric, visit.language)
    items: list[tuple[ItemWords, str, bool]] = [
        (script.checklist[id], words.criteria[item.criterion].title, item.required)
        for id, item in case.scenario.checklist.items()
    ]
    return page(
        request,
        visit,
        "case.html",
        case=case,
        script=script,
        hidden=[
            Hidden(script.facts[id], tuple(opens(visit.words, case, fact.told)))
            for id, fact in told.items()
        ],
        items=items,
        skills=[words.criteria[id].title for id in case.scenario.skills if id in words.criteria],
        practice=await _practice(
            visit, case, {id: one.title for id, one in words.criteria.items()}
        ),
    )


async def _practice(visit: Visit, case: Case, titles: Mapping[str, str]) -> list[str]:
    """Return where people find a case at a level harder or easier than its author thought.

    Of what fewer than five people did, nothing is told: it would be about them.
    """
    t, kept = visit.words, visit.site.store.difficulties
    few = await kept.met_by(case.scenario.id, case.level) < LEAST
    shifts = {} if few else await kept.shifts()
    met = {id: shifts.get((case.scenario.id, case.level, id)) for id in case.scenario.skills}
    known = {titles[id]: one for id, one in met.items() if one and one.known and id in titles}
    turned = {
        way: joined(t, [title for title, one in known.items() if one.turned == way])
        for way in ("harder", "easier")
    }
    told = [t(f"preview.{way}", names=names) for way, names in turned.items() if names]
    return told or [t("preview.as-said" if known else "preview.little-done")]


@router.get("/coach/cases/{scenario}/traces")
async def traces(
    request: Request, visit: AnyVisit, coach: Coach, scenario: str, level: str = "standard"
) -> Response:
    """Show how the mood goes in the talks of the scripted trainees."""
    case = _case(visit, scenario, level)
    files = visit.site.catalog.library.scenarios[scenario].trainees
    scripted = files[case.language].model if case.language in files else None
    found = []
    for trainee in TRAINEES if scripted else ():
        beats = getattr(scripted, trainee)
        attempt = await visit.site.traces.attempt(
            visit.site.practice.embedded, case, trainee, beats
        )
        found.append(_trace(visit, case, trainee, attempt))
    whole = "hx-request" not in request.headers
    return page(
        request, visit, "traces_page.html" if whole else "traces.html", case=case, traces=found
    )


def opens(t: Words, case: Case, told: Told) -> Iterator[str]:
    """Yield in words what must be so before a fact is told."""
    if told.freely:
        yield t("preview.freely")
    if told.asked:
        asked = (case.script.topics[id].asked[0] for id in told.asked)
        yield t("preview.asked", questions=" / ".join(f"“{one}”" for one in asked))
    if told.after:
        yield t("preview.after", fact=case.script.facts[told.after].is_)
    for key, moods in (("at-least", told.at_least), ("at-most", told.at_most)):
        for variable, value in moods.items():
            name = t(f"feedback.variable.{variable}").lower()
            yield t(f"preview.{key}", mood=name, value=value)


def _trace(visit: Visit, case: Case, trainee: str, attempt: Attempt) -> Trace:
    names: Mapping[str, str] = visit.site.move_names(visit.language)
    state = attempt.state
    return Trace(
        trainee=trainee,
        course=course(attempt, case, names),
        told=len(state.told),
        done=len(state.done(case)),
        ending=state.ending.kind if state.ending else None,
    )


def _exercise(request: Request, visit: Visit, kind: Kind, id: str) -> Response:
    catalog = visit.site.catalog
    some = (*catalog.exercises(), *catalog.exercise_drafts())
    entry = next((one for one in some if (one.kind, one.id) == (kind, id)), None)
    if entry is None:
        raise NotFoundError("exercise-unknown")
    return page(request, visit, f"inside_{kind}.html", card=exercise_card(visit, entry))


def _case(visit: Visit, scenario: str, level: str) -> Case:
    """Return a case in the interface's language where it has that, else in its own."""
    entries = (*visit.site.catalog.scenarios(), *visit.site.catalog.drafts())
    entry = next((e for e in entries if e.scenario.id == scenario), None)
    chosen = next((one for one in LEVELS if one == level), None)
    if entry is None or chosen is None:
        raise NotFoundError("case-unknown")
    language = visit.language if visit.language in entry.languages else entry.languages[0]
    return visit.site.practice.catalog.case(scenario, language, chosen)
