import asyncio

import pytest

from trainer.errors import ConflictError, NotFoundError
from trainer.store.people import PersonRow
from trainer.store.store import Store

PASSWORD = "een zin die niemand raadt"


async def test_who_gives_the_right_password_is_verified(store: Store) -> None:
    iris = await store.people.add("Iris Vos", " Iris@Waterwijk.example ", "coach", PASSWORD)
    assert await store.people.verified("iris@waterwijk.example", PASSWORD) == iris


@pytest.mark.parametrize(
    ("sign_in", "password"),
    [("iris", "verkeerd"), ("iris", ""), ("niemand", PASSWORD), ("demo", PASSWORD), ("demo", "")],
)
async def test_who_does_not_is_nobody(store: Store, sign_in: str, password: str) -> None:
    await store.people.add("Iris Vos", "iris", "coach", PASSWORD)
    await store.people.add("Demo", "demo", "trainee", fictional=True)
    assert await store.people.verified(sign_in, password) is None


async def test_the_password_itself_is_nowhere(store: Store) -> None:
    iris = await store.people.add("Iris Vos", "iris", "coach", PASSWORD)
    async with store.database.reading() as session:
        row = await session.get(PersonRow, iris.id)
    assert row is not None and str(row.password).startswith("$argon2id$")


async def test_a_sign_in_name_is_given_once(store: Store) -> None:
    await store.people.add("Iris Vos", "iris", "coach")
    with pytest.raises(ConflictError, match="'iris' is taken"):
        await store.people.add("Iris de Boer", "IRIS", "trainee")


async def test_choices_are_kept(store: Store) -> None:
    iris = await store.people.add("Iris Vos", "iris", "trainee")
    await store.people.speak(iris.id, "da")
    await store.people.read_privacy(iris.id)
    kept = await store.people.get(iris.id)
    assert kept.language == "da" and kept.privacy_read is not None
    assert kept.privacy_read.tzinfo is not None


async def test_only_fictional_people_are_listed(store: Store) -> None:
    await store.people.add("Iris Vos", "iris", "trainee")
    demo = await store.people.add("Mila", "mila", "trainee", fictional=True)
    assert await store.people.fictional() == (demo,)


async def test_an_unknown_person_is_not_found(store: Store) -> None:
    with pytest.raises(NotFoundError):
        await store.people.get("nobody")


async def test_of_two_administrators_stopped_at_once_one_stays(store: Store) -> None:
    ad = await store.people.add("Ad Prins", "ad", "admin")
    mia = await store.people.add("Mia de Wit", "mia", "admin")
    for _ in range(5):
        ends = await asyncio.gather(
            store.accounts.stop(ad.id), store.accounts.stop(mia.id), return_exceptions=True
        )
        assert [str(end) for end in ends if end] == ["last-admin"]
        for one in (ad, mia):
            await store.accounts.resume(one.id)
