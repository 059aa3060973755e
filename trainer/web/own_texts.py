"""One's own conversations, drills and letters as texts to read and keep."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from trainer.core.assessment import Verdict
from trainer.core.attempt import Attempt
from trainer.core.drill import MISSING
from trainer.core.exercise import Exercise
from trainer.core.rubric import BANDS, BandName, RubricWords
from trainer.core.script import Script
from trainer.core.transcript import Turn
from trainer.core.voices import parts
from trainer.errors import NotFoundError
from trainer.store.people import Person
from trainer.store.remarks import Remark
from trainer.store.reviews import Review
from trainer.web.home import script_of
from trainer.web.visit import Visit

MOST = 100_000


@dataclass(frozen=True)
class Written:
    """What was written about an attempt."""

    note: str
    """The trainee's own."""
    remarks: Mapping[int, tuple[Remark, ...]]
    """The coach's, by turn."""
    reviews: Mapping[str, Review]
    """The coach's, by criterion."""


async def conversations(visit: Visit, person: Person) -> dict[str, str]:
    """Return each attempt of a person as text, by a name that sorts by time."""
    store = visit.site.store
    found: dict[str, str] = {}
    for one in await store.summaries.of_person(person.id, MOST):
        attempt = await store.attempts.get(one.id)
        note = await store.case_notes.of_attempt(one.id)
        written = Written(
            note.text if note else "",
            await store.remarks.of_attempt(one.id),
            await store.reviews.latest(one.id),
        )
        name = _name(attempt.begun, attempt.scenario, attempt.id)
        found[name] = _text(visit, attempt, written)
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


def _text(visit: Visit, attempt: Attempt, written: Written) -> str:
    t = visit.words
    script = script_of(visit, attempt.scenario, attempt.language)
    lines = [
        script.title if script else attempt.scenario,
        f"{t('level.' + attempt.level)}, {t.moment(attempt.begun)}",
        "",
    ]
    for number, turn in enumerate(attempt.transcript.turns):
        lines += _said(turn, t("feedback.you"), script, attempt.scenario)
        lines += [_by_coach(visit, one.text) for one in written.remarks.get(number, ())]
    lines += ["", t("casenote.title"), written.note] if written.note else []
    judged = _judged(visit, attempt, written.reviews)
    return "\n".join([*lines, *_rated(visit, attempt), *judged]) + "\n"


def _said(turn: Turn, you: str, script: Script | None, scenario: str) -> Iterator[str]:
    """Yield a line for everybody who says something in a turn."""
    if turn.speaker == "trainee":
        yield f"{you}: {turn.text}"
    elif script is None:
        yield f"{scenario}: {turn.text}"
    else:
        yield from (f"{name}: {words}" for name, words in parts(script.persona, turn.text) if words)


def _by_coach(visit: Visit, text: str) -> str:
    return f"  {visit.words('review.coach-remark')} {text}"


def _rated(visit: Visit, attempt: Attempt) -> list[str]:
    rating = attempt.self_rating
    if rating is None:
        return []
    words = _words(visit, attempt)
    bands = [
        f"- {words.dimensions.get(id, id)}: {words.bands[BANDS[level]]}"
        if words
        else f"- {id}: {level}"
        for id, level in rating.levels.items()
    ]
    return ["", visit.words("own.self"), *bands, *filter(None, [rating.remark])]


def _judged(visit: Visit, attempt: Attempt, reviews: Mapping[str, Review]) -> list[str]:
    if attempt.assessment is None:
        return []
    words = _words(visit, attempt)
    lines = ["", visit.words("feedback.title")]
    for id, verdict in attempt.assessment.verdicts.items():
        lines += [f"- {_title(words, id)}: {_band(visit, words, verdict)}", f"  {verdict.reason}"]
        lines += [f"  “{quote.text}”" for quote in verdict.quotes]
        if id in reviews:
            found = reviews[id]
            lines.append(_by_coach(visit, f"{_named(words, found.band)}. {found.reason}"))
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
    return _named(words, verdict.band)


def _named(words: RubricWords | None, band: BandName) -> str:
    return words.bands[band] if words else band
