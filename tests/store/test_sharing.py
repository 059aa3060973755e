from datetime import timedelta

from store.conftest import ASSESSMENT, NOON, new_attempt
from trainer.core.attempt import Attempt
from trainer.store.people import Person
from trainer.store.store import Store


async def test_only_the_own_coach_reads_and_only_while_it_is_shared(
    store: Store, attempt: Attempt, iris: Person
) -> None:
    other = await store.people.add("Tom de Wit", "tom", "coach")
    readers = (iris.id, other.id, attempt.person, "nobody")

    async def may_read() -> list[bool]:
        return [await store.sharing.may_read(one, attempt.id) for one in readers]

    assert await may_read() == [False, False, False, False]
    await store.sharing.share(attempt.id)
    assert await may_read() == [True, False, False, False]
    await store.sharing.take_back(attempt.id)
    assert await may_read() == [False, False, False, False]
    await store.sharing.share(attempt.id)
    assert await may_read() == [True, False, False, False]
    await store.coaching.give(attempt.person, other.id)
    assert await may_read() == [False, True, False, False]


async def test_a_coach_finds_what_own_trainees_share_and_the_levels_of_what_was(
    store: Store, attempt: Attempt, iris: Person
) -> None:
    stranger = await store.people.add("Bo Kok", "bo", "trainee")
    for id, person in (("later", attempt.person), ("kept", attempt.person), ("bo", stranger.id)):
        await store.attempts.add(new_attempt(id, person, NOON + timedelta(days=1)))
    for id in (attempt.id, "later", "bo"):
        await store.attempts.grade(id, ASSESSMENT)
        await store.sharing.share(id)
    await store.sharing.take_back(attempt.id)
    await store.reviews.add("later", ASSESSMENT, iris.id, {"listens-and-checks": (1, "Te vlug.")})
    found = {one.attempt.id: one for one in await store.sharing.with_coach(iris.id)}
    assert found.keys() == {attempt.id, "later"}
    assert [found[id].taken_back for id in (attempt.id, "later")] == [True, False]
    assert [found[id].reviewed for id in (attempt.id, "later")] == [False, True]
    assert found[attempt.id].attempt.bands == {"empathy": "competent"}
    assert found[attempt.id].trainee == "Sanne Bakker"


async def test_taking_back_what_was_never_shared_shares_nothing(
    store: Store, attempt: Attempt, iris: Person
) -> None:
    await store.sharing.take_back(attempt.id)
    assert not await store.sharing.is_shared(attempt.id)
    assert await store.sharing.with_coach(iris.id) == ()
