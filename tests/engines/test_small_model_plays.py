"""The model engine against a real model on a real server: whole turns, a whole talk, its grade.

The model is far too small to play anybody; what it says is the checks' and the fall-back's affair,
and the same contract holds whatever comes.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from engines.test_contract import MESSAGES, play
from small_model import serving_small_model
from trainer import build
from trainer.core.attempt import SelfRating
from trainer.core.base import LANGUAGES, Language
from trainer.engines.model.chat import Chat
from trainer.engines.model.opening import open_chat
from trainer.engines.model.spec import Spec
from trainer.settings import Settings
from trainer.store.database import sqlite_url
from trainer.store.store import Store, open_store

pytestmark = pytest.mark.model
CONTEXT, LONGEST = 8192, 80
HELLO = [("user", "Say hello to your neighbour in one short sentence.")]


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with serving_small_model(CONTEXT, LONGEST, places=2) as url:
        yield url


@pytest.fixture(scope="module")
def chat(url: str) -> Chat:
    return open_chat(Spec("citizen", "openai:smollm2", url, begin=60, gap=60, whole=120))


@pytest.fixture(scope="module")
def parts(url: str, tmp_path_factory: pytest.TempPathFactory) -> build.Parts:
    settings = Settings(
        var=tmp_path_factory.mktemp("var"),
        embeddings=False,
        model="openai:smollm2",
        model_url=url,
        model_timeout=20,
        grader_timeout=30,
    )
    return build.parts(settings)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    store = open_store(sqlite_url(tmp_path / "store.db"))
    await store.database.migrate()
    yield store
    await store.database.close()


async def test_several_are_answered_at_once(chat: Chat) -> None:
    async def one() -> str:
        return "".join([p async for p in chat.stream(HELLO) if isinstance(p, str)])

    assert all(text.strip() for text in await asyncio.gather(*[one() for _ in range(4)]))


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_contract_holds(parts: build.Parts, language: Language) -> None:
    case = parts.catalog.case("angry-resident", language, "standard")
    record = await play(parts.engine, case, MESSAGES[language][:2])
    assert all(turn.text.strip() for turn in record.transcript.turns)


async def test_a_talk_is_played_stored_and_graded(parts: build.Parts, store: Store) -> None:
    practice = parts.practice(store)
    person = await store.people.add("Sanne", "sanne", "trainee")
    attempt = await practice.start(person.id, "angry-resident", "en", "easy", seed=1)
    for message in MESSAGES["en"][:2]:
        async for _ in practice.turn(attempt.id, message):
            pass
    await practice.finish(attempt.id)
    await practice.rate(attempt.id, SelfRating(levels={}))
    await practice.grade(attempt.id)
    kept = await store.attempts.get(attempt.id)
    assert kept.status == "graded" and len(kept.exchanges) == 2
    assert kept.assessment
    for verdict in kept.assessment.verdicts.values():
        for quote in verdict.quotes:
            assert quote.text in kept.transcript.turns[quote.turn].text
