"""What a coach assigned and what became of it, on SQLite and PostgreSQL alike."""

from datetime import date, timedelta

import pytest

from store.conftest import ASSESSMENT, NOON, new_attempt
from store.test_suggestions import made
from trainer.errors import NotFoundError
from trainer.store.assignments import Assignment
from trainer.store.people import Person
from trainer.store.store import Store
from trainer.store.suggestions import Decline, Suggested

DUE = date(2026, 3, 20)


@pytest.fixture
async def iris(store: Store, sanne: Person, iris: Person) -> Person:
    """Sanne's coach, who assigned her a case."""
    chosen = made(sanne, "s1", remark="Doe deze.", by_coach=True, coach=iris.id, due=DUE)
    await store.suggestions.replace(sanne.id, (), made=[chosen, made(sanne, "s2", 1)])
    return iris


async def assigned(store: Store, person: Person) -> Assignment:
    (one,) = await store.assignments.of_person(person.id)
    return one


async def test_only_what_a_coach_chose_is_assigned(
    store: Store, sanne: Person, iris: Person
) -> None:
    one = await assigned(store, sanne)
    assert (one.state, one.trainee, one.coach) == ("open", "Sanne Bakker", "Iris Vos")
    assert (one.suggested.due, one.suggested.remark) == (DUE, "Doe deze.")
    assert await store.assignments.by_coach(iris.id) == (one,)
    tom = await store.people.add("Tom de Wit", "tom", "coach")
    assert await store.assignments.by_coach(tom.id) == ()
    await store.coaching.give(sanne.id, tom.id)
    assert await store.assignments.by_coach(iris.id) == (), "no longer an own trainee"


@pytest.mark.parametrize(
    ("how", "state"),
    [
        ({}, "done"),
        ({"counts": False}, "open"),
        ({"level": "hard"}, "open"),
        ({"scenario": "stuck-entrepreneur"}, "open"),
        ({"ended": NOON - timedelta(hours=1)}, "open"),
    ],
)
async def test_an_attempt_that_counts_does_it(
    store: Store, sanne: Person, iris: Person, how: dict[str, object], state: str
) -> None:
    attempt = {"scenario": "angry-resident", "level": "easy", "ended": NOON + timedelta(days=1)}
    await store.attempts.add(new_attempt("a1", sanne.id).model_copy(update={**attempt, **how}))
    assert (await assigned(store, sanne)).state == "open"
    await store.attempts.grade("a1", ASSESSMENT)
    one = await assigned(store, sanne)
    assert (one.state, one.attempt) == (state, "a1" if state == "done" else None)
    if state == "done":
        with pytest.raises(NotFoundError):
            await store.assignments.withdraw(iris.id, "s1")


async def test_the_coach_takes_it_back_and_the_trainee_sets_it_aside(
    store: Store, sanne: Person, iris: Person
) -> None:
    await store.suggestions.decline(sanne.id, "s1", "not-now")
    assert (await assigned(store, sanne)).state == "aside"
    for coach, id in ((sanne.id, "s1"), (iris.id, "s2"), (iris.id, "nothing")):
        with pytest.raises(NotFoundError, match="assignment-unknown"):
            await store.assignments.withdraw(coach, id)
    await store.assignments.withdraw(iris.id, "s1")
    assert (await assigned(store, sanne)).state == "withdrawn"
    with pytest.raises(NotFoundError):
        await store.suggestions.undo(sanne.id, "s1")


async def test_what_the_coach_took_back_can_be_put_back_once(
    store: Store, sanne: Person, iris: Person
) -> None:
    tom = await store.people.add("Tom de Wit", "tom", "coach")
    await store.assignments.withdraw(iris.id, "s1")
    assert (await assigned(store, sanne)).restorable
    meanwhile = [made(sanne, "s3"), other(sanne, "s4")]
    await store.suggestions.replace(sanne.id, ["s2"], ["s2"], meanwhile)
    for coach, id in ((tom.id, "s1"), (iris.id, "s3"), (iris.id, "nothing")):
        with pytest.raises(NotFoundError, match="assignment-unknown"):
            await store.assignments.restore(coach, id)
    await store.assignments.restore(iris.id, "s1")
    assert (await assigned(store, sanne)).state == "open"
    open_now = {one.id for one in await store.suggestions.of_person(sanne.id, "open")}
    assert open_now == {"s1", "s4"}, "the same case is not there twice"
    with pytest.raises(NotFoundError):
        await store.assignments.restore(iris.id, "s1")
    await store.assignments.withdraw(iris.id, "s1")
    await store.coaching.give(sanne.id, tom.id)
    with pytest.raises(NotFoundError):
        await store.assignments.restore(iris.id, "s1")


@pytest.mark.parametrize("why", ["not-now", None])
async def test_what_the_trainee_had_set_aside_is_put_back_aside(
    store: Store, sanne: Person, iris: Person, why: Decline | None
) -> None:
    await store.suggestions.decline(sanne.id, "s1", why)
    await store.assignments.withdraw(iris.id, "s1")
    await store.suggestions.replace(sanne.id, ["s2"], ["s2"], [made(sanne, "s3")])
    await store.assignments.restore(iris.id, "s1")
    one = await assigned(store, sanne)
    assert (one.state, one.suggested.declined) == ("aside", why)
    open_now = await store.suggestions.of_person(sanne.id, "open")
    assert [one.id for one in open_now] == ["s3"], "the same case, which they chose to keep"
    await store.suggestions.undo(sanne.id, "s1")
    assert (await assigned(store, sanne)).state == "open"


ON_TIME = {"scenario": "angry-resident", "level": "easy", "ended": NOON + timedelta(days=1)}


async def do(store: Store, person: Person, *ids: str) -> None:
    """Do what was assigned, in an attempt or more."""
    for id in ids:
        await store.attempts.add(new_attempt(id, person.id).model_copy(update=ON_TIME))
        await store.attempts.grade(id, ASSESSMENT)


@pytest.mark.parametrize("status", ["open", "past", "declined"])
async def test_what_was_done_and_erased_is_told_as_that_and_waited_for_no_more(
    store: Store, sanne: Person, iris: Person, status: str
) -> None:
    await do(store, sanne, "a1", "a2")
    if status == "past":
        await store.suggestions.replace(sanne.id, ["s1", "s2"], ["s1"])
    elif status == "declined":
        await store.suggestions.decline(sanne.id, "s1", "not-now")
    before = (await assigned(store, sanne)).suggested
    await store.own.erase_attempt(sanne.id, "a1")
    assert (await assigned(store, sanne)).attempt == "a2"
    await store.own.erase_attempt(sanne.id, "a2")
    one = await assigned(store, sanne)
    assert (one.state, one.attempt, one.done, one.restorable) == ("erased", None, None, False)
    assert one.suggested == before.model_copy(update={"status": "erased"})
    assert "s1" not in {s.id for s in await store.suggestions.of_person(sanne.id, "open")}
    with pytest.raises(NotFoundError):
        await store.assignments.withdraw(iris.id, "s1")
    await do(store, sanne, "a3")
    assert (await assigned(store, sanne)).state == "done", "done once more"


async def test_what_was_not_done_by_what_is_erased_stays_as_it_is(
    store: Store, sanne: Person, iris: Person
) -> None:
    await store.attempts.add(new_attempt("a1", sanne.id))
    await store.own.erase_attempt(sanne.id, "a1")
    assert (await assigned(store, sanne)).state == "open"
    await store.assignments.withdraw(iris.id, "s1")
    await do(store, sanne, "a2")
    await store.own.erase_attempt(sanne.id, "a2")
    assert (await assigned(store, sanne)).restorable, "the coach had taken it back"


def other(person: Person, id: str) -> Suggested:
    """Return a suggestion of another case."""
    one = made(person, id, 1)
    chosen = one.suggestion.model_copy(update={"scenario": "complex-household"})
    return one.model_copy(update={"suggestion": chosen})
