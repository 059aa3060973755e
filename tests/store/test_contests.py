"""What a trainee contests and what a coach answers, on SQLite and PostgreSQL alike."""

import asyncio
from datetime import timedelta

import pytest

from store.conftest import NOON
from store.test_reviews import assessment
from trainer.core.attempt import Attempt
from trainer.errors import ConflictError
from trainer.store.people import Person
from trainer.store.store import Store

DUE = NOON + timedelta(days=14)
FOUND = assessment(tone=1, calm=2)


async def test_a_contest_shares_the_attempt_and_waits_for_the_own_coach(
    store: Store, attempt: Attempt, iris: Person
) -> None:
    tom = await store.people.add("Tom de Wit", "tom", "coach")
    await store.sharing.share(attempt.id)
    await store.sharing.take_back(attempt.id)
    await store.contests.add(attempt.id, "calm", "Ik bleef kalm.", DUE + timedelta(days=1))
    await store.contests.add(attempt.id, "tone", "Ik was warm.", DUE)
    assert await store.sharing.is_shared(attempt.id)
    waiting = await store.contests.for_coach(iris.id)
    assert [(one.criterion, one.trainee, one.due) for one in waiting] == [
        ("tone", "Sanne Bakker", DUE),
        ("calm", "Sanne Bakker", DUE + timedelta(days=1)),
    ]
    assert await store.contests.for_coach(tom.id) == ()


async def test_a_criterion_is_contested_once_until_it_is_withdrawn(
    store: Store, attempt: Attempt, iris: Person
) -> None:
    await store.contests.add(attempt.id, "tone", "Ik was warm.", DUE)
    with pytest.raises(ConflictError, match="contest-known"):
        await store.contests.add(attempt.id, "tone", "Echt.", DUE)
    await store.contests.withdraw(attempt.id, "tone")
    await store.contests.add(attempt.id, "tone", "Toch.", DUE)
    assert (await store.contests.of_attempt(attempt.id))["tone"].reason == "Toch."


async def test_an_answer_is_a_review_and_comes_once(
    store: Store, attempt: Attempt, iris: Person
) -> None:
    await store.contests.add(attempt.id, "tone", "Ik was warm.", DUE)
    answers = [
        store.contests.answer(attempt.id, FOUND, "tone", iris.id, (level, "Ja."))
        for level in (2, 3)
    ]
    outcome = await asyncio.gather(*answers, return_exceptions=True)
    assert sorted(type(one).__name__ for one in outcome) == ["ConflictError", "NoneType"]
    (review,) = await store.reviews.history(attempt.id)
    contest = (await store.contests.of_attempt(attempt.id))["tone"]
    assert (contest.level, contest.answer, contest.coach) == (review.level, "Ja.", iris.id)
    assert not contest.open and contest.band == review.band
    await store.contests.withdraw(attempt.id)
    assert (await store.contests.of_attempt(attempt.id)).keys() == {"tone"}, (
        "what is answered stays"
    )
    assert await store.contests.for_coach(iris.id) == ()


@pytest.mark.parametrize("case", ["stranger", "taken back", "withdrawn", "another criterion"])
async def test_who_may_not_answer(store: Store, attempt: Attempt, iris: Person, case: str) -> None:
    tom = await store.people.add("Tom de Wit", "tom", "coach")
    await store.contests.add(attempt.id, "tone", "Ik was warm.", DUE)
    if case == "taken back":
        await store.sharing.take_back(attempt.id)
        assert await store.contests.for_coach(iris.id) == ()
    if case == "withdrawn":
        await store.contests.withdraw(attempt.id)
    coach = tom.id if case == "stranger" else iris.id
    criterion = "calm" if case == "another criterion" else "tone"
    with pytest.raises(ConflictError, match="contest-answered"):
        await store.contests.answer(attempt.id, FOUND, criterion, coach, (3, "Ja."))
    assert await store.reviews.history(attempt.id) == ()
