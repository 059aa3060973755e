"""What was suggested and what became of it, on SQLite and PostgreSQL alike."""

import pytest

from store.conftest import NOON
from trainer.core.skill import Difficulty, Rating
from trainer.core.suggestion import Asked, Option, weigh
from trainer.errors import ConflictError, NotFoundError
from trainer.store.people import Person
from trainer.store.store import Store
from trainer.store.suggestions import Suggested

ASKED = Asked(weight=0.9, difficulty=Difficulty(mean=0.1 + 0.2, variance=1 / 3))
OPTION = Option(scenario="angry-resident", level="easy", skills={"explains": ASKED}, times=0.5)


def made(person: Person, id: str, place: int = 0, **more: object) -> Suggested:
    weighed = weigh(OPTION, {"explains": Rating(mean=0.1, variance=2 / 3, seen=2)}, frozenset())
    return Suggested.model_validate(
        {"id": id, "person": person.id, "suggestion": weighed, "place": place, "at": NOON, **more}
    )


async def ids(store: Store, person: Person, status: str = "open") -> list[str]:
    return [one.id for one in await store.suggestions.of_person(person.id, status)]  # type: ignore[arg-type]


async def test_every_number_comes_back_as_it_was(store: Store, sanne: Person) -> None:
    one = made(sanne, "s1", attempts=4, remark="Doe deze.", by_coach=True)
    await store.suggestions.replace(sanne.id, (), made=[one])
    assert await store.suggestions.of_person(sanne.id, "open") == (one,)
    assert await store.suggestions.get(sanne.id, "s1") == one


async def test_the_coachs_come_first_then_the_pinned_then_by_place(
    store: Store, sanne: Person
) -> None:
    some = [made(sanne, "s2", 1), made(sanne, "s1", 0), made(sanne, "s3", 2), made(sanne, "s4", 3)]
    some[2] = some[2].model_copy(update={"by_coach": True})
    await store.suggestions.replace(sanne.id, (), made=some)
    await store.suggestions.pin(sanne.id, "s4", True)
    assert await ids(store, sanne) == ["s3", "s4", "s1", "s2"]


async def test_declining_can_be_undone_and_takes_the_substitute_away(
    store: Store, sanne: Person
) -> None:
    await store.suggestions.replace(sanne.id, (), made=[made(sanne, "s1"), made(sanne, "s2", 1)])
    await store.suggestions.decline(sanne.id, "s1", "too-hard")
    await store.suggestions.replace(sanne.id, ["s2"], made=[made(sanne, "s3", 2, instead="s1")])
    assert await ids(store, sanne) == ["s2", "s3"]
    assert (await store.suggestions.get(sanne.id, "s1")).declined == "too-hard"
    await store.suggestions.undo(sanne.id, "s1")
    assert await ids(store, sanne) == ["s1", "s2"]
    assert await ids(store, sanne, "past") == ["s3"]


async def test_two_pages_at_once_make_one_set(store: Store, sanne: Person) -> None:
    await store.suggestions.replace(sanne.id, (), made=[made(sanne, "s1")])
    with pytest.raises(ConflictError, match="suggestion-old"):
        await store.suggestions.replace(sanne.id, (), made=[made(sanne, "s2")])
    await store.suggestions.replace(sanne.id, ["s1"], ["s1"], [made(sanne, "s3")])
    assert (await ids(store, sanne), await ids(store, sanne, "past")) == (["s3"], ["s1"])


@pytest.mark.parametrize("what", ["get", "decline", "undo", "pin"])
async def test_nobody_touches_anothers(store: Store, sanne: Person, what: str) -> None:
    joris = await store.people.add("Joris", "joris", "trainee")
    await store.suggestions.replace(sanne.id, (), made=[made(sanne, "s1")])
    more = {"decline": (None,), "pin": (True,)}.get(what, ())
    with pytest.raises(NotFoundError, match="suggestion-unknown"):
        await getattr(store.suggestions, what)(joris.id, "s1", *more)
    assert await ids(store, sanne) == ["s1"]


async def test_what_is_open_is_not_undone_and_what_is_declined_not_pinned(
    store: Store, sanne: Person
) -> None:
    await store.suggestions.replace(sanne.id, (), made=[made(sanne, "s1")])
    with pytest.raises(NotFoundError):
        await store.suggestions.undo(sanne.id, "s1")
    await store.suggestions.decline(sanne.id, "s1", None)
    with pytest.raises(NotFoundError):
        await store.suggestions.pin(sanne.id, "s1", True)
