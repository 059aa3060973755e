import asyncio

import pytest
from sqlalchemy import text

from store.conftest import ON_SQLITE
from trainer.store.audit import Act
from trainer.store.chain import Broken
from trainer.store.people import Person
from trainer.store.store import Store


async def filled(store: Store, by: Person) -> None:
    acts: tuple[Act, ...] = ("exported", "group-added", "reviewed", "retention-set", "left")
    for act in acts:
        await store.audit.write(act, by=by.id, thing="x")


async def run(store: Store, *statements: str) -> None:
    async with store.database.writing() as session:
        for statement in statements:
            await session.execute(text(statement))


@ON_SQLITE
async def test_a_log_that_nobody_touched_verifies(store: Store, sanne: Person) -> None:
    assert await store.audit.verify() is None
    await filled(store, sanne)
    head = await store.audit.head()
    assert head.number == 5
    await store.audit.write("erased")
    assert await store.audit.verify(noted=head.hash) is None
    assert await store.audit.verify(noted="f" * 64) == Broken(number=6, how="lost")


NEW = (
    "INSERT INTO audit SELECT {number}, at, act, by, about, thing, before, hash"
    " FROM audit WHERE number = 2"
)
LATER = "UPDATE audit SET number = number {step} WHERE number {which}"


@ON_SQLITE
@pytest.mark.parametrize(
    ("statements", "number", "how"),
    [
        (["UPDATE audit SET act = 'left' WHERE number = 3"], 3, "changed"),
        (["UPDATE audit SET thing = NULL WHERE number = 1"], 1, "changed"),
        (["UPDATE audit SET hash = before WHERE number = 5"], 5, "changed"),
        (["DELETE FROM audit WHERE number = 1"], 1, "removed"),
        (["DELETE FROM audit WHERE number = 3"], 3, "removed"),
        (["DELETE FROM audit WHERE number = 5"], 5, "removed"),
        (["DELETE FROM audit"], 1, "removed"),
        (["DELETE FROM audit_head"], 1, "removed"),
        (
            ["DELETE FROM audit WHERE number = 3", LATER.format(step="- 1", which="> 3")],
            3,
            "removed",
        ),
        ([NEW.format(number=6)], 6, "inserted"),
        (
            [
                LATER.format(step="+ 10", which="> 3"),
                NEW.format(number=4),
                LATER.format(step="- 9", which="> 10"),
            ],
            4,
            "inserted",
        ),
    ],
)
async def test_a_touched_log_says_where(
    store: Store, sanne: Person, statements: list[str], number: int, how: str
) -> None:
    await filled(store, sanne)
    await run(store, *statements)
    found = await store.audit.verify()
    assert found and found.how == how and found.number == number


async def test_who_is_erased_leaves_the_chain_whole_and_nothing_of_them(
    store: Store, sanne: Person
) -> None:
    iris = await store.people.add("Iris Vos", "iris", "coach")
    await store.audit.write("reviewed", by=iris.id, about=sanne.id, attempt="attempt-7")
    await store.audit.write("exported", by=sanne.id)
    newest, first = await store.audit.latest()
    assert (first.by, first.about, newest.by) == ("Iris Vos", "Sanne Bakker", "Sanne Bakker")
    assert first.thing and "attempt-7" not in first.thing
    assert [one.act for one in await store.audit.of(sanne.id)] == ["reviewed", "exported"]
    async with store.database.writing() as session:
        await session.execute(text("DELETE FROM person WHERE id = :id"), {"id": sanne.id})
    await store.audit.write("erased")
    assert await store.audit.verify() is None
    async with store.database.reading() as session:
        kept = str((await session.execute(text("SELECT * FROM audit, alias"))).all())
    assert not [one for one in (sanne.id, "Sanne", "sanne", "attempt-7") if one in kept]
    (last,) = [one for one in await store.audit.latest() if one.act == "reviewed"]
    assert last.by == "Iris Vos" and last.about not in (None, "Sanne Bakker")


async def test_those_who_write_at_once_wait_for_each_other(store: Store, sanne: Person) -> None:
    await store.audit.write("exported", by=sanne.id)
    await asyncio.gather(*(store.audit.write("exported", by=sanne.id) for _ in range(10)))
    assert await store.audit.verify() is None
    assert [one.number for one in await store.audit.latest()] == list(range(11, 0, -1))
    assert [one.number for one in await store.audit.latest(before=4, limit=2)] == [3, 2]
