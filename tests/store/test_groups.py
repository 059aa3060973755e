import pytest
from sqlalchemy import text

from store.conftest import ON_SQLITE
from trainer.errors import ConflictError, NotFoundError
from trainer.store.groups import Group
from trainer.store.membership import Part
from trainer.store.people import Person, Role
from trainer.store.store import Store


@pytest.fixture
async def desk(store: Store) -> Group:
    return await store.groups.add("  Balie   Zuid ")


async def person(store: Store, sign_in: str, role: Role) -> Person:
    return await store.people.add(sign_in.title(), sign_in, role)


@ON_SQLITE
async def test_a_group_has_people_in_three_parts(store: Store, sanne: Person, desk: Group) -> None:
    iris, mia = await person(store, "iris", "coach"), await person(store, "mia", "manager")
    parts: tuple[tuple[Person, Part], ...] = (
        (sanne, "trainee"),
        (iris, "coach"),
        (mia, "manager"),
    )
    for one, part in parts:
        await store.groups.join(desk.id, one.id, part)
        await store.groups.join(desk.id, one.id, part)
        (member,) = await store.groups.members(desk.id, part)
        assert (member.person, member.part) == (one, part)
        assert await store.groups.of(one.id, part) == (desk,) == await store.groups.of(one.id)
    assert [m.person.name for m in await store.groups.members(desk.id)] == [
        "Iris",
        "Mia",
        "Sanne Bakker",
    ]
    assert await store.groups.sizes() == {desk.id: {"trainee": 1, "coach": 1, "manager": 1}}
    assert await store.groups.of(sanne.id, "manager") == ()


@ON_SQLITE
@pytest.mark.parametrize(
    ("role", "part", "code"),
    [
        ("coach", "manager", "coach-and-manager"),
        ("manager", "coach", "coach-and-manager"),
        ("trainee", "coach", "no-coach-role"),
        ("admin", "manager", "no-manager-role"),
    ],
)
async def test_a_part_that_the_role_does_not_give_is_refused(
    store: Store, desk: Group, role: Role, part: Part, code: str
) -> None:
    one = await person(store, "tom", role)
    with pytest.raises(ConflictError, match=code):
        await store.groups.join(desk.id, one.id, part)
    assert await store.groups.members(desk.id) == ()


@ON_SQLITE
@pytest.mark.parametrize("role", ["coach", "manager"])
async def test_nobody_leads_themselves(store: Store, desk: Group, role: Part) -> None:
    assert role != "trainee"
    one = await person(store, "tom", role)
    await store.groups.join(desk.id, one.id, "trainee")
    with pytest.raises(ConflictError, match="in-group"):
        await store.groups.join(desk.id, one.id, role)


async def test_a_groups_coach_is_its_peoples_coach(
    store: Store, sanne: Person, desk: Group
) -> None:
    iris, tom = await person(store, "iris", "coach"), await person(store, "tom", "coach")
    await store.groups.join(desk.id, sanne.id, "trainee")
    assert await store.coaching.coach_of(sanne.id) is None
    await store.groups.join(desk.id, iris.id, "coach")
    assert await store.coaching.coach_of(sanne.id) == iris
    with pytest.raises(ConflictError, match="coach-elsewhere"):
        await store.coaching.give(sanne.id, tom.id)
    await store.groups.join(desk.id, tom.id, "coach")
    assert await store.coaching.coach_of(sanne.id) == iris, "who coaches, goes on"
    await store.coaching.give(sanne.id, tom.id)
    await store.groups.leave(desk.id, tom.id)
    assert await store.coaching.coach_of(sanne.id) == iris
    await store.groups.leave(desk.id, sanne.id)
    assert await store.coaching.coach_of(sanne.id) is None


@ON_SQLITE
async def test_a_coach_given_before_stays_in_a_group_without_one(
    store: Store, sanne: Person, desk: Group
) -> None:
    iris = await person(store, "iris", "coach")
    await store.coaching.give(sanne.id, iris.id)
    await store.groups.join(desk.id, sanne.id, "trainee")
    assert await store.coaching.coach_of(sanne.id) == iris
    await store.groups.leave(desk.id, sanne.id)
    assert await store.coaching.coach_of(sanne.id) == iris


async def test_another_group_takes_over(store: Store, sanne: Person, desk: Group) -> None:
    other = await store.groups.add("Balie Noord")
    iris, tom = await person(store, "iris", "coach"), await person(store, "tom", "coach")
    for group, coach in ((desk, iris), (other, tom)):
        await store.groups.join(group.id, coach.id, "coach")
        await store.groups.join(group.id, sanne.id, "trainee")
    assert await store.coaching.coach_of(sanne.id) == iris
    await store.groups.remove(desk.id)
    assert await store.coaching.coach_of(sanne.id) == tom
    await store.groups.remove(other.id)
    assert await store.coaching.coach_of(sanne.id) is None
    assert await store.groups.all() == () == await store.groups.of(sanne.id)


@ON_SQLITE
@pytest.mark.parametrize(
    ("name", "code"), [(" ", "group-name"), ("x" * 81, "group-name"), ("Balie Zuid", "group-taken")]
)
async def test_a_name_must_be_one(store: Store, desk: Group, name: str, code: str) -> None:
    other = await store.groups.add("Noord")
    with pytest.raises(ConflictError, match=code):
        await store.groups.add(name)
    with pytest.raises(ConflictError, match=code):
        await store.groups.rename(other.id, name)
    await store.groups.rename(desk.id, "Loket")
    assert [one.name for one in await store.groups.all()] == ["Loket", "Noord"]


@ON_SQLITE
async def test_what_does_not_exist_is_not_found(store: Store, sanne: Person, desk: Group) -> None:
    with pytest.raises(NotFoundError, match="group-unknown"):
        await store.groups.join("nothing", sanne.id, "trainee")
    with pytest.raises(NotFoundError, match="group-unknown"):
        await store.groups.get("nothing")
    with pytest.raises(NotFoundError, match="person-unknown"):
        await store.groups.join(desk.id, "nobody", "trainee")
    await store.groups.leave(desk.id, "nobody")


async def test_who_is_gone_is_in_no_group(store: Store, sanne: Person, desk: Group) -> None:
    await store.groups.join(desk.id, sanne.id, "trainee")
    async with store.database.writing() as session:
        await session.execute(text("DELETE FROM person WHERE id = :id"), {"id": sanne.id})
    assert await store.groups.members(desk.id) == ()
