"""Some weeks of believable history for the demo: scripted trainees, played by the real engine."""

import asyncio
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from trainer.core.assessment import Assessment, Level
from trainer.core.attempt import Attempt, SelfRating
from trainer.core.case import Case
from trainer.core.scenario import LevelName
from trainer.core.script import Beat
from trainer.errors import NotFoundError
from trainer.proof import simulate
from trainer.store.people import Person
from trainer.store.store import Store
from trainer.web.demo.coaching import make_coaching
from trainer.web.site import Site

Quality = Literal["skilled", "middling", "poor"]
ANGRY, STUCK, HOUSEHOLD = "angry-resident", "stuck-entrepreneur", "complex-household"
PACE = timedelta(seconds=45)
"""How long an exchange takes."""
READ_AFTER, ANSWERED_AFTER = timedelta(minutes=6), timedelta(hours=22)
"""After a talk: when the trainee shared it, and when the coach answered."""
CUT = 3
"""How many exchanges an unfinished talk has."""
CALLED = re.compile(r"\b(Sanne|Karen)\b")
"""What scripted trainees call themselves."""
OWN_VIEW: dict[Quality, int] = {"poor": 2, "middling": 1, "skilled": 2}
"""How people rate themselves: who did worst does so too well."""


@dataclass(frozen=True)
class Opinion:
    """What the coach said of one criterion."""

    criterion: str
    level: Level
    reason: str


FIRST_OPINIONS = (
    Opinion(
        "acknowledges-feelings",
        1,
        "Aan het begin zag je dat het hem zwaar valt. Toen hij over thuis begon, ging je snel"
        " door. Blijf daar even bij.",
    ),
    Opinion(
        "agrees-next-step",
        1,
        "Doorgeven is een begin. Zeg er de volgende keer bij wie er belt, en wanneer.",
    ),
)


@dataclass(frozen=True)
class Talk:
    """A talk that somebody had."""

    days: int
    """How many days ago."""
    scenario: str
    level: LevelName
    quality: Quality
    finished: bool = True
    shared: bool = False
    """The trainee lets the coach read it."""
    said: tuple[Opinion, ...] = ()
    """What the coach said of it the next day."""


HISTORY: dict[str, tuple[Talk, ...]] = {
    "samira": (
        Talk(20, ANGRY, "easy", "poor"),
        Talk(18, STUCK, "easy", "middling"),
        Talk(13, ANGRY, "standard", "middling", shared=True, said=FIRST_OPINIONS),
        Talk(11, HOUSEHOLD, "easy", "middling"),
        Talk(6, STUCK, "standard", "skilled"),
        Talk(2, ANGRY, "hard", "skilled", shared=True),
    ),
    "joris": (
        Talk(16, ANGRY, "standard", "poor"),
        Talk(12, ANGRY, "easy", "middling"),
        Talk(9, STUCK, "standard", "middling"),
        Talk(4, HOUSEHOLD, "standard", "middling", shared=True),
        Talk(1, STUCK, "easy", "skilled", finished=False),
    ),
    "willem": (Talk(3, ANGRY, "standard", "poor"),),
    "mette": (
        Talk(15, STUCK, "easy", "middling"),
        Talk(8, ANGRY, "standard", "middling"),
        Talk(3, HOUSEHOLD, "standard", "skilled"),
    ),
    "priya": (
        Talk(19, ANGRY, "easy", "skilled"),
        Talk(14, HOUSEHOLD, "standard", "middling"),
        Talk(7, STUCK, "standard", "skilled"),
        Talk(5, STUCK, "hard", "skilled"),
    ),
}
"""By sign-in name, the earliest first; nobody had the same case at the same level twice."""


Played = dict[tuple[str, LevelName, Quality], Attempt]


async def make_history(site: Site, more: Mapping[str, tuple[Talk, ...]] | None = None) -> None:
    """Play what is missing, and tell the page how far it is; a restart goes on where it was.

    ``more`` is what others had, whose talks nobody reads: each of them is played once, and is that
    of everybody who had it.
    """
    played: Played = {}
    talks = {**HISTORY, **(more or {})}
    summaries = site.store.summaries
    missing: list[tuple[Person, int, Talk]] = []
    for person in await site.store.people.fictional():
        had = {(one.scenario, one.level) for one in await summaries.of_person(person.id)}
        missing += [
            (person, number, talk)
            for number, talk in enumerate(talks.get(person.sign_in, ()))
            if (talk.scenario, talk.level) not in had
        ]
    progress = site.history
    progress.total, progress.running = len(missing), bool(missing)
    try:
        for person, number, talk in missing:
            if progress.stopping:
                break
            alike = played if more and person.sign_in in more else None
            await _play(site, person, number, talk, alike)
            progress.done += 1
            await asyncio.sleep(0)
        if not progress.stopping:
            await make_coaching(site)
    finally:
        progress.running = False


async def _play(site: Site, person: Person, number: int, talk: Talk, alike: Played | None) -> None:
    """Have the talk, keep it under its own date, and grade it as any other."""
    try:
        case = site.catalog.case(talk.scenario, person.language or "nl", talk.level)
        beats = _beats(site, case, talk.quality)
    except (NotFoundError, KeyError):
        return
    if alike is None:
        beats = _said_by(person, beats)
    embedded = site.practice.embedded
    played = (alike or {}).get((talk.scenario, talk.level, talk.quality))
    if played is None:
        played = await simulate(embedded, case, beats, seed=number + sum(person.name.encode()))
    if alike is not None:
        alike[talk.scenario, talk.level, talk.quality] = played
    attempt = _dated(played, person, talk, _moment(site.practice.now(), talk.days, number))
    ended = attempt.begun + PACE * (len(attempt.exchanges) + 1)
    attempts = replace(site.store.attempts, now=lambda: ended)
    practice = replace(site.practice, engine=embedded, attempts=attempts, now=lambda: ended)
    await attempts.add(attempt)
    if talk.finished:
        rubric = practice.catalog.rubric(attempt.rubric, attempt.language)[0]
        levels = dict.fromkeys(rubric.dimensions, OWN_VIEW[talk.quality])
        await practice.rate(attempt.id, SelfRating(levels=levels))
        assessment = await practice.grade(attempt.id)
        await _shared(site.store, attempt, talk, assessment, ended)


async def _shared(
    store: Store, attempt: Attempt, talk: Talk, assessment: Assessment, ended: datetime
) -> None:
    """Let the coach read a talk, and say what they think of it, as both would on the pages."""
    coach = await store.coaching.coach_of(attempt.person)
    if not talk.shared or coach is None:
        return
    read, answered = ended + READ_AFTER, ended + ANSWERED_AFTER
    await replace(store.sharing, now=lambda: read).share(attempt.id)
    given = {
        one.criterion: (one.level, one.reason)
        for one in talk.said
        if one.criterion in assessment.verdicts
    }
    await replace(store.reviews, now=lambda: answered).add(attempt.id, assessment, coach.id, given)


def _beats(site: Site, case: Case, quality: Quality) -> tuple[Beat, ...]:
    """Return what a scripted trainee of the case says; ``KeyError`` where it has none."""
    trainees = site.catalog.library.scenarios[case.scenario.id].trainees[case.language].model
    beats: tuple[Beat, ...] = getattr(trainees, quality)
    return beats


def _said_by(person: Person, beats: tuple[Beat, ...]) -> tuple[Beat, ...]:
    """Return them with the person's own first name."""
    first = person.name.split()[0]
    return tuple(
        Beat.model_validate_json(CALLED.sub(first, one.model_dump_json(by_alias=True)))
        for one in beats
    )


def _dated(played: Attempt, person: Person, talk: Talk, begun: datetime) -> Attempt:
    changes: dict[str, object] = {
        "id": uuid.uuid4().hex,
        "person": person.id,
        "begun": begun,
        "ended": None,
        "counts": True,
        "status": "rating",
    }
    if not talk.finished:
        changes |= {"status": "talking", "exchanges": played.exchanges[:CUT]}
    return played.model_copy(update=changes)


def _moment(now: datetime, days: int, number: int) -> datetime:
    """Return a moment in working hours, so many days ago or on the Friday before."""
    day = now - timedelta(days=days)
    day -= timedelta(days=max(0, day.weekday() - 4))
    return day.replace(hour=8 + number % 7, minute=7 * (days % 8), second=0, microsecond=0)
