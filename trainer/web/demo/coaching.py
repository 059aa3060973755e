"""What passed between the demo's coach and those who practise, as both would do it on the pages."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from trainer.core.assessment import Level
from trainer.core.attempt import Attempt
from trainer.core.scenario import LevelName
from trainer.errors import NotFoundError
from trainer.store.people import Person
from trainer.web.site import Site

ANGRY, STUCK, HOUSEHOLD = "angry-resident", "stuck-entrepreneur", "complex-household"
ASKED_AFTER, ANSWERED_AFTER = timedelta(minutes=25), timedelta(hours=27)
"""After a talk: when the trainee contested something, and when the coach answered."""
REMARKED_AFTER = timedelta(hours=22)


@dataclass(frozen=True)
class Chosen:
    """A case that the coach chose for somebody."""

    person: str
    """The sign-in name."""
    scenario: str
    level: LevelName
    reason: str
    days: int
    """How many days ago."""
    due: int | None = None
    """In how many days from now."""


@dataclass(frozen=True)
class Seen:
    """Something that somebody saw differently, and the coach's answer where there is one."""

    person: str
    scenario: str
    level: LevelName
    criterion: str
    reason: str
    answer: tuple[Level, str] | None = None


@dataclass(frozen=True)
class Said:
    """A remark of the coach at a turn."""

    person: str
    scenario: str
    level: LevelName
    turn: int
    text: str


CHOSEN = (
    Chosen(
        "samira",
        STUCK,
        "standard",
        "Je luistert al veel beter. Probeer hier ook te vertellen wat de ander nog niet vraagt.",
        days=8,
    ),
    Chosen(
        "willem",
        HOUSEHOLD,
        "easy",
        "Je kent de regels als geen ander. Begin nu eens met een open vraag, en kijk wat er komt.",
        days=2,
        due=6,
    ),
    Chosen(
        "mette",
        ANGRY,
        "hard",
        "Du holder roen fint nu. Prøv, om det også går, når han er rigtig vred.",
        days=1,
        due=9,
    ),
)
SEEN = (
    Seen(
        "joris",
        HOUSEHOLD,
        "standard",
        "acknowledges-feelings",
        "Ik zag toch dat ze geschrokken was, en dat zei ik ook.",
        (
            1,
            "Klopt, je zag haar schrik en je noemde die. Dat was goed. Daarna ging je meteen door"
            " naar het bedrag, en bij Niels bleef het bij “Ik snap u helemaal”. Blijf er een zin"
            " langer bij, dan ben je er.",
        ),
    ),
    Seen(
        "samira",
        ANGRY,
        "hard",
        "sees-this-person",
        "Hij kreeg van mij een ontheffing, en rijplaten tot aan zijn deur. Volgens mij keek ik"
        " juist naar wat er voor hem kon.",
    ),
)
SAID = (
    Said("samira", ANGRY, "standard", 3, "Mooi begin: je benoemt hoe lang het al duurt."),
    Said(
        "samira",
        ANGRY,
        "standard",
        9,
        "Hij laat net merken dat er thuis iets speelt. Wat had je kunnen vragen voordat je over het"
        " bezwaar begon?",
    ),
)


async def make_coaching(site: Site) -> None:
    """Do it once: what somebody takes back afterwards does not return with a restart."""
    people = {one.sign_in: one for one in await site.store.people.fictional()}
    coaches = [one.id for one in people.values() if one.role == "coach"]
    if any([await site.store.assignments.by_coach(one) for one in coaches]):
        return
    for seen in SEEN:
        if attempt := await _attempt(site, people.get(seen.person), seen.scenario, seen.level):
            await _contest(site, attempt, seen)
    for said in SAID:
        if attempt := await _attempt(site, people.get(said.person), said.scenario, said.level):
            await _remark(site, attempt, said)
    for chosen in CHOSEN:
        if person := people.get(chosen.person):
            await _choose(site, person, chosen)


async def _choose(site: Site, person: Person, chosen: Chosen) -> None:
    coach = await site.store.coaching.coach_of(person.id)
    if coach is None:
        return
    now = site.practice.now()
    at = now - timedelta(days=chosen.days)
    due = (now + timedelta(days=chosen.due)).date() if chosen.due is not None else None
    suggesting = replace(site.suggesting, now=lambda: at)
    case = (chosen.scenario, chosen.level)
    try:
        await suggesting.override(coach.id, person.id, *case, chosen.reason, due)
    except NotFoundError:
        return  # other content than the demo was written for


async def _contest(site: Site, attempt: Attempt, seen: Seen) -> None:
    store, found = site.store, attempt.assessment
    coach = await store.coaching.coach_of(attempt.person)
    known = await store.contests.of_attempt(attempt.id)
    if found is None or coach is None or seen.criterion not in found.verdicts.keys() - known:
        return
    asked = _ended(attempt) + ASKED_AFTER
    due = asked + timedelta(days=site.settings.contest_days)
    contests = replace(store.contests, now=lambda: asked)
    await contests.add(attempt.id, seen.criterion, seen.reason, due)
    if seen.answer:
        answered = _ended(attempt) + ANSWERED_AFTER
        contests = replace(store.contests, now=lambda: answered)
        await contests.answer(attempt.id, found, seen.criterion, coach.id, seen.answer)


async def _remark(site: Site, attempt: Attempt, said: Said) -> None:
    coach = await site.store.coaching.coach_of(attempt.person)
    known = await site.store.remarks.of_attempt(attempt.id)
    if coach is None or said.turn in known or said.turn >= len(attempt.transcript.turns):
        return
    at = _ended(attempt) + REMARKED_AFTER
    remarks = replace(site.store.remarks, now=lambda: at)
    await remarks.add(attempt.id, said.turn, said.text, coach.id)


async def _attempt(
    site: Site, person: Person | None, scenario: str, level: LevelName
) -> Attempt | None:
    """Return somebody's graded and shared talk, or None."""
    if person is None:
        return None
    for one in await site.store.summaries.of_person(person.id):
        graded = one.status == "graded" and (one.scenario, one.level) == (scenario, level)
        if graded and await site.store.sharing.is_shared(one.id):
            return await site.store.attempts.get(one.id)
    return None


def _ended(attempt: Attempt) -> datetime:
    return attempt.ended or attempt.begun
