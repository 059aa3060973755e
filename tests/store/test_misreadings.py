import asyncio

import pytest
from sqlalchemy import text

from store.conftest import exchange
from trainer.core.attempt import Attempt
from trainer.core.lesson import Lesson
from trainer.errors import ConflictError
from trainer.store.misreadings import Claim
from trainer.store.people import Person
from trainer.store.store import Store

CLAIM = Claim(
    turn=1,
    text="Vertelt u eens",
    criterion="listens-and-checks",
    read=("interrogates",),
    claimed="asks-open",
    remark="Ik vroeg maar één ding.",
)


@pytest.fixture
async def claimed(store: Store, attempt: Attempt) -> str:
    """Return the id of a claim on an attempt's first message."""
    await store.attempts.append(attempt.id, 0, exchange())
    await store.misreadings.add(attempt.id, CLAIM)
    (one,) = await store.misreadings.of_attempt(attempt.id)
    return one.id


async def test_what_was_claimed_comes_back(store: Store, attempt: Attempt, claimed: str) -> None:
    (one,) = await store.misreadings.of_attempt(attempt.id)
    kept = one.model_dump(include=set(Claim.model_fields))
    assert Claim.model_validate(kept) == CLAIM
    assert (one.status, one.language, one.trainee) == ("open", "nl", "Sanne Bakker")


async def test_the_same_words_are_claimed_once(
    store: Store, attempt: Attempt, claimed: str
) -> None:
    with pytest.raises(ConflictError, match="misreading-known"):
        await store.misreadings.add(attempt.id, CLAIM.model_copy(update={"claimed": None}))


async def test_only_the_own_coach_decides_and_once(
    store: Store, attempt: Attempt, iris: Person, claimed: str
) -> None:
    other = await store.people.add("Tom de Wit", "tom", "coach")
    assert await store.misreadings.for_coach(other.id) == ()
    assert [one.id for one in await store.misreadings.for_coach(iris.id)] == [claimed]
    for stranger in (other.id, attempt.person, "nobody"):
        with pytest.raises(ConflictError):
            await store.misreadings.decide(claimed, stranger, "agreed")
    decide = store.misreadings.decide
    tries = [decide(claimed, iris.id, "declined", "Het waren er drie.") for _ in range(5)]
    outcomes = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(outcome is None for outcome in outcomes) == 1
    (one,) = await store.misreadings.of_attempt(attempt.id)
    assert (one.status, one.answer) == ("declined", "Het waren er drie.")
    assert await store.misreadings.for_coach(iris.id) == ()


@pytest.mark.parametrize(
    ("status", "lessons"),
    [
        (None, ()),
        ("declined", ()),
        (
            "agreed",
            (
                Lesson(
                    language="nl",
                    text="Vertelt u eens",
                    after="Goedemorgen. Ik kom voor de brief.",
                    holds=("asks-open",),
                    near=("interrogates",),
                ),
            ),
        ),
    ],
)
async def test_only_what_a_coach_agreed_on_is_a_lesson(
    store: Store, iris: Person, claimed: str, status: str | None, lessons: tuple[Lesson, ...]
) -> None:
    if status:
        await store.misreadings.decide(claimed, iris.id, status)  # type: ignore[arg-type]
    assert await store.misreadings.lessons() == lessons


async def test_what_says_nothing_of_a_move_is_no_lesson(
    store: Store, attempt: Attempt, iris: Person
) -> None:
    await store.attempts.append(attempt.id, 0, exchange())
    await store.misreadings.add(attempt.id, Claim(turn=1, text="eens", remark="Klopt niet."))
    (one,) = await store.misreadings.of_attempt(attempt.id)
    await store.misreadings.decide(one.id, iris.id, "agreed")
    assert await store.misreadings.lessons() == ()


async def test_it_can_be_taken_back_until_somebody_decided(
    store: Store, attempt: Attempt, iris: Person, claimed: str
) -> None:
    await store.misreadings.take_back("another", claimed)
    assert len(await store.misreadings.of_attempt(attempt.id)) == 1
    await store.misreadings.take_back(attempt.id, claimed)
    assert await store.misreadings.of_attempt(attempt.id) == ()
    await store.misreadings.add(attempt.id, CLAIM)
    (one,) = await store.misreadings.of_attempt(attempt.id)
    await store.misreadings.decide(one.id, iris.id, "agreed")
    await store.misreadings.take_back(attempt.id, one.id)
    assert [one.status for one in await store.misreadings.of_attempt(attempt.id)] == ["agreed"]


async def test_what_is_erased_teaches_nothing(
    store: Store, attempt: Attempt, iris: Person, claimed: str
) -> None:
    await store.misreadings.decide(claimed, iris.id, "agreed")
    async with store.database.writing() as session:
        await session.execute(text("DELETE FROM person WHERE id = :id"), {"id": attempt.person})
    assert await store.misreadings.lessons() == ()
    assert await store.misreadings.for_coach(iris.id, "agreed") == ()
