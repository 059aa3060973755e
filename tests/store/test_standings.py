"""Several people at once, on SQLite and PostgreSQL alike."""

from datetime import timedelta

from store.conftest import NOON, new_attempt
from store.test_reviews import assessment
from store.test_skills import RATING, counted, graded
from trainer.store.people import Person
from trainer.store.skills import Mastery
from trainer.store.store import Store


async def test_what_a_coach_sees_of_several_people_at_once(store: Store, sanne: Person) -> None:
    bo = await store.people.add("Bo Kok", "bo", "trainee")
    people = [sanne.id, bo.id, "nobody"]
    for number in range(3):
        await graded(store, sanne, f"a{number}", explains=2)
    await store.attempts.add(new_attempt("b0", bo.id).model_copy(update={"counts": False}))
    await store.attempts.grade("b0", assessment(explains=3))
    assert await store.standings.behind(people) == {sanne.id}
    done = [counted(f"a{n}").model_copy(update={"at": NOON + timedelta(days=n)}) for n in range(3)]
    ratings = {"explains": Mastery(rating=RATING)}
    new = frozenset(one.attempt for one in done)
    await store.skills.keep(sanne.id, done, new, ratings, ())
    assert await store.standings.behind(people) == frozenset()
    assert await store.standings.of_people(people) == {sanne.id: ratings}
    assert await store.standings.recent(people, 2) == {sanne.id: {"explains": [2, 2]}}
    between = await store.standings.between(
        people, NOON + timedelta(days=1), NOON + timedelta(days=2)
    )
    assert between == ((sanne.id, done[1]),), "the end is not in it"
    await store.reviews.add("a1", assessment(explains=2), bo.id, {"explains": (3, "Ja.")})
    assert await store.standings.behind(people) == {sanne.id}, "a coach's level is to be counted"
