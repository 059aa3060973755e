"""What is news to whom, on SQLite and PostgreSQL alike."""

from dataclasses import replace
from datetime import timedelta

from store.conftest import NOON, new_attempt
from store.test_reviews import assessment
from trainer.core.attempt import Attempt
from trainer.store.notices import KEPT, Notice, Notices
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
