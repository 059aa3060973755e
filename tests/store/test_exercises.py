from dataclasses import replace
from datetime import timedelta

import pytest

from store.conftest import NOON, ON_SQLITE
from trainer.core.detection import Detection
from trainer.core.exercise import Answer, Checked, Exercise, Result
from trainer.errors import ConflictError, NotFoundError
from trainer.store.people import Person
from trainer.store.retention import Gone
from trainer.store.store import Store

ANSWER = Answer(marked=("2", "missing"), kinds={"2": "bias"}, mends={"2": "Beter zo."})
RESULT = Result(
    checked=Checked(
        hits=("a",),
        misses=(),
        alarms=("missing",),
        detection=Detection(hits=1, misses=0, alarms=1, rests=5),
    )
)


async def begun(store: Store, person: Person, task: str = "rent-answer") -> Exercise:
    return await store.exercises.begin(person.id, "drill", task, 1, "abc", "nl")


async def test_an_exercise_is_kept_until_it_is_done(store: Store, sanne: Person) -> None:
    one = await begun(store, sanne)
    assert (one.answer, one.result, one.ended) == (Answer(), None, None)
    await store.exercises.keep(one.id, ANSWER)
    assert (await store.exercises.get(sanne.id, one.id)).answer == ANSWER
    assert await store.exercises.done(sanne.id) == {}
    (open_one,) = await store.exercises.unfinished(sanne.id)
    assert open_one.id == one.id
    await store.exercises.finish(one.id, ANSWER, RESULT)
    done = await store.exercises.get(sanne.id, one.id)
    assert done.result == RESULT and done.ended
    assert await store.exercises.done(sanne.id) == {("drill", "rent-answer"): 1}
    assert await store.exercises.unfinished(sanne.id) == ()
    for late in (
        store.exercises.keep(one.id, Answer()),
        store.exercises.finish(one.id, Answer(), RESULT),
    ):
        with pytest.raises(ConflictError, match="exercise-done"):
            await late
    assert await store.exercises.get(sanne.id, one.id) == done


@ON_SQLITE
async def test_only_who_does_it_finds_it(store: Store, sanne: Person, iris: Person) -> None:
    one, other = await begun(store, sanne), await begun(store, sanne, "other")
    assert {o.id for o in await store.exercises.of_task(sanne.id, "drill", "other")} == {other.id}
    assert await store.exercises.of_task(iris.id, "drill", "rent-answer") == ()
    with pytest.raises(NotFoundError, match="exercise-unknown"):
        await store.exercises.get(iris.id, one.id)


async def test_it_can_be_taken_along_and_erased(store: Store, sanne: Person, iris: Person) -> None:
    one, other = await begun(store, sanne), await begun(store, iris)
    await store.exercises.finish(one.id, ANSWER, RESULT)
    rows = (await store.own.export(sanne.id))["exercise"]
    assert [row["id"] for row in rows] == [one.id]
    assert "Beter zo." in str(rows) and "exercise" in await store.own.export(iris.id)
    await store.own.erase(sanne.id)
    assert await store.exercises.of_task(sanne.id, "drill", "rent-answer") == ()
    assert await store.exercises.get(iris.id, other.id) == other


@ON_SQLITE
async def test_it_goes_when_words_go(store: Store, sanne: Person) -> None:
    for days in (89, 91):
        then = replace(store.exercises, now=lambda days=days: NOON - timedelta(days=days))
        await then.begin(sanne.id, "letter", f"{days}", 1, "abc", "nl")
    retention = replace(store.retention, now=lambda: NOON)
    due = await retention.due()
    assert due.numbers == Gone(exercises=1, people=1)
    await retention.clear(due)
    assert len(await store.exercises.of_task(sanne.id, "letter", "89")) == 1
    assert await store.exercises.of_task(sanne.id, "letter", "91") == ()
