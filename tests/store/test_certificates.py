from datetime import date

import pytest

from trainer.core.certificate import Done, Shows, unspelled
from trainer.errors import NotFoundError
from trainer.store.people import Person
from trainer.store.store import Store

SHOWS = Shows(
    name="Sanne Bakker",
    talks=4,
    cases=(Done(scenario="angry-resident", level="easy", day=date(2026, 3, 2)),),
)


async def test_only_the_own_coach_can_check_a_code(
    store: Store, sanne: Person, iris: Person
) -> None:
    tom = await store.people.add("Tom de Wit", "tom", "coach")
    made = await store.certificates.add(sanne.id, SHOWS)
    assert made.shows == SHOWS and len(made.code) == 12
    assert unspelled(f" {made.spelled.lower()} ") == made.code
    assert await store.certificates.get(sanne.id, made.code) == made
    assert await store.certificates.checked(iris.id, made.code) == made
    assert await store.certificates.checked(tom.id, made.code) is None
    assert await store.certificates.checked(iris.id, "NOSUCHCODE22") is None
    with pytest.raises(NotFoundError):
        await store.certificates.get(iris.id, made.code)
    await store.certificates.remove(iris.id, made.code)
    assert await store.certificates.of_person(sanne.id) == (made,)
    await store.certificates.remove(sanne.id, made.code)
    assert await store.certificates.of_person(sanne.id) == ()
    assert await store.certificates.checked(iris.id, made.code) is None
