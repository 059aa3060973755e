"""What is news to whom, on SQLite and PostgreSQL alike."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from store.conftest import NOON, new_attempt
from store.test_assignments import do
from store.test_reviews import assessment
from store.test_suggestions import made
from trainer.core.attempt import Attempt
from trainer.store.notices import KEPT, Notice, Notices, of_assignment
from trainer.store.people import Person
from trainer.store.store import Store

FOUND = assessment(tone=1, calm=2)


async def test_a_trainee_learns_what_coaches_did_until_it_is_old(
    store: Store, attempt: Attempt, sanne: Person, iris: Person
) -> None:
    bo = await store.people.add("Bo Kok", "bo", "trainee")
    await store.attempts.add(new_attempt("bo", bo.id))
    at = [NOON + timedelta(hours=hour) for hour in range(4)]
    await store.contests.add(attempt.id, "calm", "Ik bleef kalm.", NOON)
    for id in (attempt.id, "bo"):
        given = {"tone": (2, "Warm."), "calm": (2, "Rustig.")}
        await replace(store.reviews, now=lambda: at[0]).add(id, FOUND, iris.id, given)  # type: ignore[arg-type]
    await replace(store.remarks, now=lambda: at[1]).add(attempt.id, 1, "Mooi.", iris.id)
    contests = replace(store.contests, now=lambda: at[2])
    await contests.answer(attempt.id, FOUND, "calm", iris.id, (3, "Klopt."))
    notices = replace(store.notices, now=lambda: at[3])

    async def told(notices: Notices, person: Person) -> tuple[Notice, ...]:
        return await notices.marked(person.id, await notices.for_trainee(person.id))

    news = await told(notices, sanne)
    assert [(one.kind, one.about, one.at) for one in news] == [
        ("answered", attempt.id, at[2]),
        ("remarked", attempt.id, at[1]),
    ], "an answer is a review too, and is told once"
    await notices.read(sanne.id, [news[0].key, news[0].key])
    await notices.read(sanne.id, [news[0].key])
    assert [one.read for one in await told(notices, sanne)] == [True, False]
    assert not (await told(notices, bo))[0].read
    later = replace(store.notices, now=lambda: at[3] + KEPT)
    assert await told(later, sanne) == ()


async def keys_read(store: Store) -> list[str]:
    """Return the keys of what anybody read."""
    async with store.database.reading() as session:
        return list((await session.scalars(text("SELECT key FROM notice_read"))).all())


async def assign(store: Store, person: Person, coach: Person, *ids: str) -> None:
    chosen = [made(person, id, n, by_coach=True, coach=coach.id) for n, id in enumerate(ids)]
    await store.suggestions.replace(person.id, (), made=chosen)


@pytest.mark.parametrize("how", ["the talk", "the person", "its time"])
async def test_that_something_was_done_is_not_known_any_more_once_it_is_gone(
    store: Store, sanne: Person, iris: Person, how: str
) -> None:
    await assign(store, sanne, iris, "s1")
    await do(store, sanne, "a1", "a2")
    read = replace(store.notices, now=lambda: NOON + timedelta(days=9)).read
    (assignment,) = await store.assignments.by_coach(iris.id)
    (news,) = of_assignment(assignment)
    await read(iris.id, [news.key])
    assert await keys_read(store) == [news.key]
    if how == "the talk":
        await store.own.erase_attempt(sanne.id, "a1")
    elif how == "the person":
        await store.own.erase(sanne.id)
    else:
        later = replace(store.retention, now=lambda: NOON + timedelta(days=20))
        await later.choose({"transcripts": 10, "levels": 10})
        await later.clear(await later.due())
    assert await keys_read(store) == []
    await read(iris.id, [news.key])
    assert await keys_read(store) == [], "a page that was open already tells nothing either"


async def test_that_something_was_set_aside_is_read_once_and_goes_with_the_person(
    store: Store, sanne: Person, iris: Person
) -> None:
    await assign(store, sanne, iris, "s1", "s2")
    for id in ("s1", "s2"):
        await store.suggestions.decline(sanne.id, id, "not-now")
    told = await store.assignments.by_coach(iris.id)
    first, second = (notice for one in told for notice in of_assignment(one))
    await store.notices.read(iris.id, [first.key])
    marked = await store.notices.marked(iris.id, (first, second))
    assert {one.about: one.read for one in marked} == {first.about: True, second.about: False}
    await store.own.erase(sanne.id)
    assert await keys_read(store) == []
