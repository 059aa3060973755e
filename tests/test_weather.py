"""A provider on a bad day: the talk goes on, the attempt says so, and nothing is counted twice."""

import shutil
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from faulty import FAULTS, Faulty, faulty
from model_server import compliant
from shipped import CATALOG
from trainer import build
from trainer.core.attempt import Attempt, Exchange, SelfRating
from trainer.jobs.prompt import PromptGrading
from trainer.practice import Practice
from trainer.settings import Settings
from trainer.store.database import sqlite_url
from trainer.store.sessions import COOKIE
from trainer.store.store import Store, open_store
from trainer.web.app import pages, site_from
from web.conftest import MOVE_NAMES, exercising_in

CASE = "angry-resident"
PATIENCE = 0.5
"""TRAINER_MODEL_TIMEOUT where a fault comes; 15 by default."""
MESSAGES = (
    "Goedemorgen. Ik zie dat u boos bent. Wat is er gebeurd?",
    "Dat is vervelend. Hoe is het nu thuis?",
    "Ik zoek het voor u uit en bel u morgen.",
)
ROUNDS = [pytest.param(2, id="2"), pytest.param(20, id="20", marks=pytest.mark.slow)]
BOUND = 20.0
"""Seconds that a reply may take, on however busy a machine: without a limit it would be a minute,
an hour, or for ever."""
SPEAKS_ON = ("50,000 letters",)
"""Faults of which the beginning is an answer like any other."""
UNHEARD = ("429", "500", "hangs up", "no answer", "a web page", "429, wait an hour")
"""Faults after which nothing of the model's is left to show."""


@pytest.fixture(scope="module")
def server() -> Iterator[Faulty]:
    with faulty(compliant) as server:
        yield server


@pytest.fixture(scope="module")
def patient(by_rules: build.Parts, server: Faulty) -> build.Parts:
    """Return parts that wait for whatever a busy machine takes."""
    settings = Settings(
        var=by_rules.settings.var,
        model="openai:any",
        model_url=server.url,
        model_timeout=60,
        grader_timeout=60,
    )
    return build.with_models(by_rules, settings)


@pytest.fixture(scope="module")
def parts(patient: build.Parts) -> build.Parts:
    hurried = replace(patient.settings, model_timeout=PATIENCE, grader_timeout=PATIENCE)
    return build.with_models(patient, hurried)


@pytest.fixture
async def store(tmp_path: Path, empty: Path) -> AsyncIterator[Store]:
    store = open_store(sqlite_url(Path(shutil.copy(empty, tmp_path))))
    yield store
    await store.database.close()


@pytest.fixture
def well(patient: build.Parts, store: Store) -> Practice:
    """Return the practice of turns in which nothing goes wrong."""
    return patient.practice(store)


@pytest.fixture
def practice(parts: build.Parts, store: Store) -> Practice:
    return parts.practice(store)


@pytest.fixture
async def attempt(practice: Practice, store: Store, server: Faulty) -> Attempt:
    server.fault = None
    person = await store.people.add("Sanne", "sanne", "trainee")
    return await practice.start(person.id, CASE, "nl", "easy", seed=1)


async def said(practice: Practice, attempt: Attempt, message: str) -> tuple[str, Exchange, float]:
    """Return what was shown while the reply came, the stored exchange, and the seconds it took."""
    begun = time.monotonic()
    pieces = [piece async for piece in practice.turn(attempt.id, message)]
    exchange = pieces[-1]
    assert isinstance(exchange, Exchange)
    shown = "".join(piece for piece in pieces if isinstance(piece, str))
    return shown, exchange, time.monotonic() - begun


@pytest.mark.parametrize("rounds", ROUNDS)
@pytest.mark.parametrize("fault", FAULTS)
async def test_the_talk_goes_on(
    practice: Practice,
    well: Practice,
    attempt: Attempt,
    server: Faulty,
    store: Store,
    fault: str,
    rounds: int,
) -> None:
    for number in range(rounds):
        other = await practice.start(attempt.person, CASE, "nl", "easy", seed=number)
        server.fault = None
        _, first, _ = await said(well, other, MESSAGES[0])
        server.fault, server.times = fault, None
        shown, second, seconds = await said(practice, other, MESSAGES[1])
        server.fault = None
        _, third, _ = await said(well, other, MESSAGES[2])

        kept = await store.attempts.get(other.id)
        assert kept.exchanges == (first, second, third), "each message once, with its reply"
        assert first.by.startswith("model:") and third.by.startswith("model:")
        assert second.reply.strip() and len(second.reply.split()) <= 90
        assert seconds <= BOUND, f"a pause of {seconds:.1f} s"
        assert len(kept.notes) == 1 or fault in SPEAKS_ON, kept.notes
        if second.by == "embedded":
            assert "embedded citizen took over" in kept.notes[0]
        for text in (shown, second.reply, *kept.notes):
            assert "Traceback" not in text and "Bad Gateway" not in text
        if fault in UNHEARD:
            assert second.by == "embedded"


@pytest.mark.parametrize("rounds", ROUNDS)
@pytest.mark.parametrize("fault", FAULTS)
async def test_a_grade_is_given(
    practice: Practice,
    well: Practice,
    attempt: Attempt,
    server: Faulty,
    store: Store,
    fault: str,
    rounds: int,
) -> None:
    for message in MESSAGES[:2]:
        await said(well, attempt, message)
    talk = await store.attempts.get(attempt.id)
    for number in range(rounds):
        one = talk.model_copy(update={"id": f"{talk.id}{number}"})
        await store.attempts.add(one)
        await practice.finish(one.id)
        await practice.rate(one.id, SelfRating(levels={}))
        server.fault, server.times = fault, None
        begun = time.monotonic()
        given = await practice.grade(one.id)
        seconds = time.monotonic() - begun
        server.fault = None
        assert await practice.grade(one.id) == given, "there is no second grade"
        kept = await store.attempts.get(one.id)
        assert kept.status == "graded" and kept.assessment == given
        assert seconds <= BOUND, f"a pause of {seconds:.1f} s"
        if given.engine == "embedded":
            assert len(kept.notes) == 1 and "embedded grader took over" in kept.notes[0]
        for verdict in given.verdicts.values():
            assert verdict.level is None or verdict.by != "model:openai:any", "no guess is a level"
    assert await shown_to(store, practice, one, "Bad Gateway", "Traceback") == []


async def shown_to(store: Store, practice: Practice, attempt: Attempt, *words: str) -> list[str]:
    """Return which of the words the trainee's feedback page shows."""
    grading = PromptGrading(practice, store.attempts)
    settings = Settings(var=Path())
    exercising = exercising_in(store)
    site = site_from(
        settings, practice, store, CATALOG, lambda language: MOVE_NAMES, grading, exercising
    )
    client = httpx.AsyncClient(
        transport=httpx.ASGITransport(pages(site)), base_url="http://localhost"
    )
    async with client:
        client.cookies.set(COOKIE, await store.sessions.open(attempt.person))
        page = await client.get(f"/attempts/{attempt.id}/feedback")
    assert page.status_code == 200, page.status_code
    return [word for word in words if word in page.text]
