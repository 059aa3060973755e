"""Drills and letters: what is asked, the work, and what came of it. Nobody else gets to see it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Any, get_args

from fastapi import APIRouter, Depends, Request
from starlette.datastructures import FormData
from starlette.responses import HTMLResponse, Response

from trainer.content.catalog import ExerciseEntry
from trainer.core.base import Language
from trainer.core.drill import Drill, DrillWords, FaultKind
from trainer.core.exercise import Answer, Exercise, Kind
from trainer.core.letter import Heard, Letter, LetterWords, heard
from trainer.web.render import go, page
from trainer.web.texts import as_language
from trainer.web.visit import AnyVisit, OwnForm, SignedIn, Visit, field

router = APIRouter()
LONGEST = 8000
"""The most characters of a text."""
FAULT_KINDS: tuple[FaultKind, ...] = get_args(FaultKind)


@dataclass(frozen=True)
class ExerciseCard:
    """A drill or letter as a list shows it, in the interface's language where it has that."""

    entry: ExerciseEntry
    words: DrillWords | LetterWords
    language: Language
    done: int
    """How often this person did it."""


async def exercise_cards(visit: Visit, person: str) -> list[ExerciseCard]:
    """Return the drills and letters that there are."""
    done = await visit.site.store.exercises.done(person)
    return [
        exercise_card(visit, entry, done.get((entry.kind, entry.id), 0))
        for entry in visit.site.catalog.exercises()
    ]


def worked_on(visit: Visit, kept: Iterable[Exercise]) -> list[tuple[Exercise, str]]:
    """Return those of some exercises in which something was done, each with its title."""
    found = ((one, visit.site.exercising.entry(one)) for one in kept if one.answer != Answer())
    return [(one, entry.words[one.language].title) for one, entry in found if entry]


async def _own(id: str, visit: AnyVisit, person: SignedIn) -> Exercise:
    return await visit.site.store.exercises.get(person.id, id)


OwnExercise = Annotated[Exercise, Depends(_own)]


@router.get("/drills/{id}")
async def drill(request: Request, visit: AnyVisit, person: SignedIn, id: str) -> Response:
    """Tell what a drill is about, and list what one did with it."""
    return await _task(request, visit, person.id, visit.site.catalog.exercise("drill", id))


@router.get("/letters/{id}")
async def letter(request: Request, visit: AnyVisit, person: SignedIn, id: str) -> Response:
    """Tell what a letter is about, and list what one did with it."""
    return await _task(request, visit, person.id, visit.site.catalog.exercise("letter", id))


@router.post("/exercises")
async def begin(visit: AnyVisit, person: SignedIn, form: OwnForm) -> Response:
    """Begin one, or take up the one that was begun and in which nothing was done yet."""
    kind: Kind = "letter" if field(form, "kind") == "letter" else "drill"
    task, language = field(form, "task"), as_language(field(form, "language")) or visit.language
    for one in await visit.site.store.exercises.unfinished(person.id):
        chosen = (one.kind, one.task, one.language) == (kind, task, language)
        if chosen and one.answer == Answer() and visit.site.exercising.entry(one):
            return go(f"/exercises/{one.id}")
    exercise = await visit.site.exercising.begin(person.id, kind, task, language)
    return go(f"/exercises/{exercise.id}")


@router.get("/exercises/{id}")
async def exercise_page(request: Request, visit: AnyVisit, exercise: OwnExercise) -> Response:
    """Show the work, or what came of it."""
    return _work(request, visit, exercise, exercise.answer)


@router.post("/exercises/{id}/draft")
async def keep(request: Request, visit: AnyVisit, exercise: OwnExercise, form: OwnForm) -> Response:
    """Keep what was done so far."""
    if exercise.ended is None:
        await visit.site.store.exercises.keep(exercise.id, answer_in(form))
    if "hx-request" in request.headers:
        return HTMLResponse(visit.words("exercise.kept"))
    return go(f"/{exercise.kind}s/{exercise.task}")


@router.post("/exercises/{id}")
async def finish(
    request: Request, visit: AnyVisit, exercise: OwnExercise, form: OwnForm
) -> Response:
    """Check it, and keep what came of it; what is not complete is asked for first."""
    if exercise.ended is None:
        answer = answer_in(form)
        await visit.site.store.exercises.keep(exercise.id, answer)
        if fault := _fault(visit, exercise, answer):
            return _work(request, visit, exercise, answer, fault)
        await visit.site.exercising.finish(exercise, answer)
    return go(f"/exercises/{exercise.id}")


def answer_in(form: FormData) -> Answer:
    """Return what a form holds of an answer."""
    kinds = _by_place(form, "kind-")
    return Answer(
        marked=tuple(one for one in form.getlist("mark") if isinstance(one, str)),
        kinds={place: kind for place, kind in kinds.items() if kind in FAULT_KINDS},
        mends=_by_place(form, "mend-"),
        nothing=field(form, "nothing") == "yes",
        text=field(form, "text")[:LONGEST],
    )


def _by_place(form: FormData, before: str) -> dict[str, str]:
    """Return the fields whose names begin so, by the place that the rest of the name tells."""
    names = [name for name in form if name.startswith(before)]
    return {name.removeprefix(before): field(form, name)[:LONGEST] for name in names}


def _fault(visit: Visit, exercise: Exercise, answer: Answer) -> str:
    """Return what is still to be said, as the key of its text; empty where nothing is."""
    entry = visit.site.exercising.entry(exercise)
    if entry is None:
        return "exercise.changed"
    if not _checks(entry):
        return "" if answer.text.strip() else "exercise.write-first"
    if answer.nothing and answer.marked:
        return "exercise.both"
    return "" if answer.nothing or answer.marked else "exercise.mark-first"


def _checks(entry: ExerciseEntry) -> bool:
    """Tell whether a text is to be checked; else one is to be written."""
    return isinstance(entry.structure, Drill) and entry.structure.task == "check"


async def _task(request: Request, visit: Visit, person: str, entry: ExerciseEntry) -> Response:
    own = await visit.site.store.exercises.of_task(person, entry.kind, entry.id)
    return page(
        request,
        visit,
        "exercise.html",
        card=exercise_card(visit, entry, sum(one.ended is not None for one in own)),
        open=next((one for one in own if one.ended is None), None),
        earlier=[one for one in own if one.ended is not None],
    )


def _work(
    request: Request, visit: Visit, exercise: Exercise, answer: Answer, fault: str = ""
) -> Response:
    entry = visit.site.exercising.entry(exercise)
    shown: dict[str, Any] = {"exercise": exercise, "answer": answer, "fault": fault}
    status = 422 if fault else 200
    if entry is None:
        return page(request, visit, "exercise_changed.html", status, **shown, title=exercise.task)
    words = entry.words[exercise.language]
    shown |= {"entry": entry, "drill": entry.structure, "words": words}
    if _checks(entry):
        name = "drill_result.html" if exercise.ended else "drill.html"
        return page(request, visit, name, status, **shown, kinds=FAULT_KINDS)
    if exercise.ended is None:
        return page(request, visit, "writing.html", status, **shown)
    return page(request, visit, "writing_result.html", **shown, heard=_heard(entry, exercise))


def _heard(entry: ExerciseEntry, exercise: Exercise) -> list[Heard]:
    """Return what the reader of a letter says; nothing where there is none."""
    words, written = entry.words[exercise.language], exercise.result and exercise.result.written
    if not (isinstance(entry.structure, Letter) and isinstance(words, LetterWords) and written):
        return []
    return list(heard(entry.structure, words, written))


def exercise_card(visit: Visit, entry: ExerciseEntry, done: int = 0) -> ExerciseCard:
    """Return a drill or letter as a list shows it; ``done`` is how often it was done."""
    language = visit.language if visit.language in entry.words else entry.languages[0]
    return ExerciseCard(entry, entry.words[language], language, done)
