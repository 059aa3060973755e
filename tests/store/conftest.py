"""One store on SQLite and one on a real PostgreSQL: the same tests hold for both."""

import shutil
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from trainer.core.assessment import Assessment, DimensionScore, Quote, Verdict
from trainer.core.attempt import Attempt, Exchange
from trainer.core.direction import Direction
from trainer.core.reading import Found, Reading
from trainer.core.scenario import Mood
from trainer.core.state import State
from trainer.store.database import sqlite_url
from trainer.store.people import Person
from trainer.store.store import Store, open_store

ON_SQLITE = pytest.mark.parametrize("store", ["sqlite"], indirect=True)
"""For rules that no database decides: once is enough."""
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
ASSESSMENT = Assessment(
    rubric="citizen-conversation",
    rubric_version=1,
    language="nl",
    engine="embedded",
    verdicts={
        "listens-and-checks": Verdict(
            criterion="listens-and-checks",
            level=2,
            status="observed",
            quotes=(Quote(turn=1, text="Vertelt u eens"),),
            reason="Je vroeg open.",
        )
    },
    dimensions={"empathy": DimensionScore(score=0.6667, band="competent")},
)


@pytest.fixture(params=["sqlite", "postgresql"])
async def store(
    request: pytest.FixtureRequest, empty: Path, tmp_path: Path
) -> AsyncIterator[Store]:
    if request.param == "sqlite":
        store = open_store(sqlite_url(shutil.copy(empty, tmp_path / "store.db")))
    else:
        store = open_store(request.getfixturevalue("postgres_store_url"))
    yield store
    await store.database.close()


@pytest.fixture
async def sanne(store: Store) -> Person:
    return await store.people.add("Sanne Bakker", "sanne", "trainee", language="nl")


@pytest.fixture
async def iris(store: Store, sanne: Person) -> Person:
    """Sanne's coach."""
    iris = await store.people.add("Iris Vos", "iris", "coach")
    await store.coaching.give(sanne.id, iris.id)
    return iris


@pytest.fixture
async def attempt(store: Store, sanne: Person) -> Attempt:
    made = new_attempt("a1", sanne.id)
    await store.attempts.add(made)
    return made


def new_attempt(id: str, person: str, begun: datetime = NOON) -> Attempt:
    return Attempt(
        id=id,
        person=person,
        scenario="refused-benefit",
        scenario_version=1,
        scenario_hash="abc",
        rubric="citizen-conversation",
        level="standard",
        language="nl",
        seed=7,
        status="briefing",
        opening="Goedemorgen. Ik kom voor de brief.",
        start=State(mood=Mood(trust=3, anger=6)),
        begun=begun,
    )


def exchange(message: str = "Vertelt u eens.", turns: int = 1) -> Exchange:
    return Exchange(
        message=message,
        reply="Dat is een lang verhaal.",
        lines=("lines/tense/0",),
        reading=Reading(moves=(Found(id="asks-open", text="Vertelt u eens", sure=0.9),), words=3),
        direction=Direction(band="tense", mood=Mood(trust=4), pieces=()),
        state=State(mood=Mood(trust=4), turns=turns, used=("opening", "lines/tense/0")),
    )
