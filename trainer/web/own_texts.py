"""One's own conversations, drills and letters as texts to read and keep."""

from datetime import datetime

from trainer.core.assessment import Verdict
from trainer.core.attempt import Attempt
from trainer.core.drill import MISSING
from trainer.core.exercise import Exercise
from trainer.core.rubric import RubricWords
from trainer.errors import NotFoundError
from trainer.store.people import Person
from trainer.web.home import script_of
from trainer.web.visit import Visit

MOST = 100_000


async def conversations(visit: Visit, person: Person) -> dict[str, str]:
    """Return each attempt of a person as text, by a name that sorts by time."""
    store = visit.site.store
    found: dict[str, str] = {}
    for one in await store.summaries.of_person(person.id, MOST):
        attempt = await store.attempts.get(one.id)
        note = await store.case_notes.of_attempt(one.id)
        name = _name(attempt.begun, attempt.scenario, attempt.id)
        found[name] = _text(visit, attempt, note.text if note else "")
    return found


async def exercises(visit: Visit, person: Person) -> dict[str, str]:
    """Return what a person wrote in each drill and letter, by a name that sorts by time."""
    return {
        _name(one.begun, one.task, one.id): _exercise(visit, one)
        for one in await visit.site.store.exercises.of_person(person.id)
    }


def _name(begun: datetime, what: str, id: str) -> str:
    return f"{begun:%Y-%m-%d-%H%M}-{what}-{id[:6]}"


def _exercise(visit: Visit, one: Exercise) -> str:
    entry = visit.site.exercising.entry(one)
    title = entry.words[one.language].title if entry else one.task
    lines = [title, visit.words.moment(one.begun), "", one.answer.text]
    for place in one.answer.marked:
        kind = one.answer.kinds.get(place)
        what = "missing" if place == MISSING else f"fault.{kind}" if kind else "marked"
        lines += [f"- {visit.words('exercise.' + what)}", f"  {one.answer.mends.get(place, '')}"]
    return "\n".join(line for line in lines if line.strip() or not line) + "\n"


def _text(visit: Visit, attempt: Attempt, note: str) -> str:
    t = visit.words
    script = script_of(visit, attempt.scenario, attempt.language)
    citizen = script.persona.name if script else attempt.scenario
    lines = [
        script.title if script else attempt.scenario,
        f"{t('level.' + attempt.level)}, {t.moment(attempt.begun)}",
        "",
    ]
    lines += [
        f"{citizen if turn.speaker == 'citizen' else t('feedback.you')}: {turn.text}"
        for turn in attempt.transcript.turns
    ]
    lines += ["", t("casenote.title"), note] if note else []
    return "\n".join([*lines, *_rated(visit, attempt), *_judged(visit, attempt)]) + "\n"


def _rated(visit: Visit, attempt: Attempt) -> list[str]:
    rating = attempt.self_rating
    if rating is None:
        return []
    words = _words(visit, attempt)
    bands = [
        f"- {words.dimensions.get(id, id) if words else id}: {level}/3"
        for id, level in rating.levels.items()
    ]
    return ["", visit.words("own.self"), *bands, *filter(None, [rating.remark])]


def _judged(visit: Visit, attempt: Attempt) -> list[str]:
    if attempt.assessment is None:
        return []
    words = _words(visit, attempt)
    lines = ["", visit.words("feedback.title")]
    for id, verdict in attempt.assessment.verdicts.items():
        lines += [f"- {_title(words, id)}: {_band(visit, words, verdict)}", f"  {verdict.reason}"]
        lines += [f"  “{quote.text}”" for quote in verdict.quotes]
    return [line for line in lines if line.strip() or not line]


def _words(visit: Visit, attempt: Attempt) -> RubricWords | None:
    try:
        return visit.site.catalog.rubric(attempt.rubric, visit.language)[1]
    except NotFoundError:
        return None


def _title(words: RubricWords | None, id: str) -> str:
    return words.criteria[id].title if words and id in words.criteria else id


def _band(visit: Visit, words: RubricWords | None, verdict: Verdict) -> str:
    if verdict.band is None:
        return visit.words("feedback.not-assessed")
    return words.bands[verdict.band] if words else verdict.band
