"""The case note after a talk: written by the trainee, or made automatically and checked by them."""

from fastapi import APIRouter, Request
from starlette.datastructures import FormData
from starlette.responses import Response

from trainer.core import casenote
from trainer.core.attempt import Attempt
from trainer.core.case import Case
from trainer.core.casenote import CaseNote, Checked, Sentence
from trainer.web.attempts import OwnAttempt, address
from trainer.web.render import go, page
from trainer.web.visit import AnyVisit, OwnForm, Visit, field

router = APIRouter()
LONGEST = 3000
"""The most characters of a note."""


@router.get("/attempts/{id}/note")
async def note_page(
    request: Request, visit: AnyVisit, attempt: OwnAttempt, anew: str = ""
) -> Response:
    """Show the note and what came of it, or ask for one; ``anew`` is ``write`` or ``check``."""
    if not _noted(attempt):
        return go(address(attempt))
    case = visit.site.practice.case_of(attempt)
    note = await visit.site.store.case_notes.of_attempt(attempt.id)
    if note and not anew:
        return _show(request, visit, attempt, case, note=note)
    ready = () if anew == "write" else _to_check(visit, case, attempt)
    return _show(request, visit, attempt, case, ready=ready, text=note.text if note else "")


@router.post("/attempts/{id}/note")
async def keep(request: Request, visit: AnyVisit, attempt: OwnAttempt, form: OwnForm) -> Response:
    """Keep the note, with what came of it."""
    if not _noted(attempt):
        return go(address(attempt))
    case = visit.site.practice.case_of(attempt)
    if field(form, "kind") == "check":
        ready = _to_check(visit, case, attempt)
        note = CaseNote(checked=Checked(sentences=ready, marked=_marked(form, ready)))
    else:
        text = field(form, "text").strip()
        if not text or len(text) > LONGEST:
            fault = "casenote.long" if text else "casenote.empty"
            return _show(request, visit, attempt, case, text=text, fault=fault)
        note = await _read(visit, case, attempt, text)
    await visit.site.store.case_notes.keep(attempt.id, note)
    return go(f"/attempts/{attempt.id}/note")


async def _read(visit: Visit, case: Case, attempt: Attempt, text: str) -> CaseNote:
    expected = casenote.points(case, attempt)
    proofreader = visit.site.exercising.marking.proofreader
    likeness = await proofreader.read(attempt.language, expected, casenote.apart(text))
    words = visit.site.catalog.note_words(attempt.language)
    return CaseNote(text=text, written=casenote.read(case, expected, likeness, words, text))


def _to_check(visit: Visit, case: Case, attempt: Attempt) -> tuple[Sentence, ...]:
    return casenote.to_check(case, attempt, visit.site.catalog.note_words(attempt.language))


def _marked(form: FormData, ready: tuple[Sentence, ...]) -> tuple[int, ...]:
    marked = form.getlist("mark")
    return tuple(i for i in range(len(ready)) if str(i) in marked)


def _noted(attempt: Attempt) -> bool:
    """Tell whether there can be a note: the talk is over, and its words are still there."""
    over = attempt.status in ("grading", "graded")
    return over and attempt.parent is None and bool(attempt.exchanges)


def _show(
    request: Request,
    visit: Visit,
    attempt: Attempt,
    case: Case,
    note: CaseNote | None = None,
    ready: tuple[Sentence, ...] = (),
    text: str = "",
    fault: str | None = None,
) -> Response:
    written = note.written if note else None
    names = {id: casenote.named(case, id) for id in casenote.points(case, attempt)}
    return page(
        request,
        visit,
        "casenote.html",
        422 if fault else 200,
        attempt=attempt,
        script=case.script,
        note=note,
        ready=ready,
        text=text,
        fault=fault,
        held=[names[id] for id in written.held if id in names] if written else [],
        missing=[names[id] for id in written.missing if id in names] if written else [],
        wrong=[names[id] for id in written.wrong if id in names] if written else [],
    )
