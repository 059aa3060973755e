import pytest
from sqlalchemy import text

from trainer.errors import ConflictError, NotFoundError
from trainer.store.people import Person
from trainer.store.store import Store


@pytest.fixture
async def iris(store: Store, sanne: Person) -> Person:
    """Sanne's coach."""
    iris = await store.people.add("Iris Vos", "iris", "coach")
    await store.coaching.give(sanne.id, iris.id)
    return iris


async def test_both_find_each_other(store: Store, sanne: Person, iris: Person) -> None:
    assert await store.coaching.coach_of(sanne.id) == iris
    assert await store.coaching.trainees_of(iris.id) == (sanne,)
    assert await store.coaching.coach_of(iris.id) is None


async def test_a_person_has_one_coach_or_none(store: Store, sanne: Person, iris: Person) -> None:
    other = await store.people.add("Tom de Wit", "tom", "coach")
    await store.coaching.give(sanne.id, other.id)
    assert await store.coaching.coach_of(sanne.id) == other
    assert await store.coaching.trainees_of(iris.id) == ()
    await store.coaching.end(sanne.id)
    assert await store.coaching.coach_of(sanne.id) is None


@pytest.mark.parametrize("role", ["trainee", "manager", "admin"])
async def test_only_a_coach_can_be_one(store: Store, sanne: Person, role: str) -> None:
    other = await store.people.add("Tom", "tom", role)  # type: ignore[arg-type]
    with pytest.raises(ConflictError, match="coach-unfit"):
        await store.coaching.give(sanne.id, other.id)


async def test_nobody_coaches_themselves(store: Store, iris: Person) -> None:
    with pytest.raises(ConflictError, match="coach-unfit"):
        await store.coaching.give(iris.id, iris.id)


async def test_who_does_not_exist_is_no_coach(store: Store, sanne: Person) -> None:
    with pytest.raises(NotFoundError):
        await store.coaching.give(sanne.id, "nobody")


async def test_a_coach_who_goes_leaves_the_trainees(
    store: Store, sanne: Person, iris: Person
) -> None:
    async with store.database.writing() as session:
        await session.execute(text("DELETE FROM person WHERE id = :id"), {"id": iris.id})
    assert await store.people.get(sanne.id) == sanne
    assert await store.coaching.coach_of(sanne.id) is None
