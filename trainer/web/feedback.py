"""The feedback page: everything that an attempt taught, in the order in which it is read."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from trainer.core.assessment import Assessment, Quote, Verdict
from trainer.core.attempt import Attempt
from trainer.core.case import Case
from trainer.core.overruling import overruled
from trainer.core.rubric import BANDS, CriterionWords, Rubric, RubricWords
from trainer.core.scenario import LEVELS, LevelName
from trainer.core.script import ItemWords
from trainer.core.transcript import Turn
from trainer.core.voices import Parts, parts
from trainer.errors import NotFoundError
from trainer.web.attempts import OwnAttempt, address
from trainer.web.coaching import anchor_of
from trainer.web.course import Course, course
from trainer.web.render import go, page
from trainer.web.visit import AnyVisit, OwnForm, Visit

router = APIRouter()
PRAISED = 3
"""How many strengths are named first; the rest stands with its dimension."""


@dataclass(frozen=True)
class Judged:
    """One criterion as it is shown."""

    id: str
    verdict: Verdict
    words: CriterionWords

    @property
    def higher(self) -> str | None:
        """The band after this one, or None where there is none."""
        level = self.verdict.level
        return None if level is None or level == len(BANDS) - 1 else BANDS[level + 1]


@dataclass(frozen=True)
class Item:
    """One line of the checklist as it is shown."""

    words: ItemWords
    done: bool
    unclear: bool
    """Said, but not understood."""
    wrong: bool
    """Something false was said about it."""


@dataclass(frozen=True)
class Review:
    """An attempt looked back on: what the page shows of it."""

    attempt: Attempt
    assessment: Assessment
    """To a trainee with the coach's levels in place of the machine's; that is in ``attempt``."""
    case: Case
    rubric: Rubric
    words: RubricWords
    course: Course

    def judged(self, dimension: str) -> list[Judged]:
        """Return the criteria of a dimension, in order."""
        return [
            Judged(id, self.assessment.verdicts[id], self.words.criteria[id])
            for id in self.rubric.of(dimension)
            if id in self.assessment.verdicts
        ]

    @property
    def strengths(self) -> list[Judged]:
        """What to praise first: a few, so that each is heard."""
        return [
            Judged(id, self.assessment.verdicts[id], self.words.criteria[id])
            for id in self.assessment.strengths[:PRAISED]
        ]

    @property
    def undiscovered(self) -> list[str]:
        """What the citizen never told."""
        told = self.attempt.state.told
        return [
            words.hint or words.is_
            for id, words in self.case.script.facts.items()
            if id not in told
        ]

    def voices(self, turn: Turn) -> Parts:
        """Return who says what in a turn of the citizen, or of the two at the desk."""
        return parts(self.case.script.persona, turn.text)

    @property
    def items(self) -> list[Item]:
        """The checklist, in order."""
        state, done = self.attempt.state, set(self.attempt.state.done(self.case))
        return [
            Item(
                words=self.case.script.checklist[id],
                done=id in done,
                unclear=id in state.said and id not in done,
                wrong=id in state.wrong,
            )
            for id in self.case.scenario.checklist
        ]

    @property
    def promised(self) -> tuple[Quote, ...]:
        """What the trainee said would happen."""
        return self.attempt.record(self.case).showing("commits-next-step")

    @property
    def harder(self) -> LevelName | None:
        """The next level up, or None."""
        place = LEVELS.index(self.attempt.level) + 1
        return LEVELS[place] if place < len(LEVELS) else None


@router.get("/attempts/{id}/feedback")
async def feedback(request: Request, visit: AnyVisit, attempt: OwnAttempt) -> Response:
    """Show the feedback, or that it is being made."""
    if attempt.status not in ("grading", "graded"):
        return go(address(attempt))
    if attempt.assessment is None:
        return await waiting(request, visit, attempt, whole=True)
    anchor = await anchor_of(visit, attempt)
    levels = {id: one.level for id, one in anchor.reviews.items()}
    try:
        rubric = visit.site.practice.catalog.rubric(attempt.rubric, visit.language)[0]
        review = review_of(visit, attempt, overruled(rubric, attempt.assessment, levels))
    except NotFoundError:
        return page(request, visit, "gone.html", 410, attempt=attempt)
    forks = await visit.site.store.summaries.forks(attempt.person, attempt.id)
    noted = await visit.site.store.case_notes.of_attempt(attempt.id) is not None
    return page(
        request, visit, "feedback.html", review=review, anchor=anchor, forks=forks, noted=noted
    )


@router.get("/attempts/{id}/progress")
async def progress(request: Request, visit: AnyVisit, attempt: OwnAttempt) -> Response:
    """Tell a waiting page whether the grade is there."""
    if attempt.assessment:
        return Response(headers={"hx-refresh": "true"})
    return await waiting(request, visit, attempt, whole=False)


@router.post("/attempts/{id}/grade")
async def grade_again(visit: AnyVisit, attempt: OwnAttempt, form: OwnForm) -> Response:
    """Try once more, after grading failed."""
    await visit.site.grading.again(attempt.id)
    return go(f"/attempts/{attempt.id}/feedback")


def review_of(visit: Visit, attempt: Attempt, assessment: Assessment) -> Review:
    """Return what the page shows; ``NotFoundError`` where the case or the words are gone."""
    if not attempt.exchanges:
        raise NotFoundError("words-gone")
    practice = visit.site.practice
    case = practice.case_of(attempt)
    rubric, words, _ = practice.catalog.rubric(attempt.rubric, visit.language)
    names = visit.site.move_names(visit.language)
    return Review(attempt, assessment, case, rubric, words, course(attempt, case, names))


async def waiting(request: Request, visit: Visit, attempt: Attempt, whole: bool) -> Response:
    """Show that the grade is being made; ``whole`` is the page, else the part that asks again."""
    grading = visit.site.grading
    progress = await grading.progress(attempt.id)
    if not (progress.begun or progress.failed):
        await grading.begin(attempt.id)
    name = "waiting.html" if whole else "progress.html"
    rubric, words, _ = visit.site.practice.catalog.rubric(attempt.rubric, visit.language)
    criteria = [(words.criteria[id].title, id in progress.steps) for id in rubric.criteria]
    return page(request, visit, name, attempt=attempt, progress=progress, criteria=criteria)
