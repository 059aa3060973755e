import pytest

from store.conftest import ON_SQLITE
from trainer.errors import ConflictError, NotFoundError
from trainer.store.people import Person, Role
from trainer.store.store import Store

pytestmark = ON_SQLITE


@pytest.fixture
async def ad(store: Store) -> Person:
    """The one administrator."""
    return await store.people.add("Ad Prins", "ad", "admin")


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("", ["Ad Prins", "Sanne Bakker"]),
        ("bAKK", ["Sanne Bakker"]),
        ("prins ad", ["Ad Prins"]),
        ("prins sanne", []),
        ("%", []),
        ("_", []),
    ],
)
async def test_people_are_found_by_every_word(
    store: Store, sanne: Person, ad: Person, words: str, names: list[str]
) -> None:
    found = await store.accounts.search(words)
    assert [one.name for one in found.people] == names and found.total == len(names)


async def test_a_long_list_comes_in_pages(store: Store, sanne: Person, ad: Person) -> None:
    found = await store.accounts.search(skip=1, limit=1)
    assert (found.people, found.total) == ((sanne,), 2)


async def test_who_is_stopped_is_out_at_once(store: Store, sanne: Person, ad: Person) -> None:
    session = await store.sessions.open(sanne.id)
    token = await store.invitations.make(sanne.id)
    await store.accounts.stop(sanne.id)
    await store.accounts.resume(sanne.id)
    assert await store.sessions.person_of(session) is None, "an old session does not come back"
    with pytest.raises(NotFoundError):
        await store.invitations.use(token, "hash")


async def test_somebody_always_administers(store: Store, sanne: Person, ad: Person) -> None:
    with pytest.raises(ConflictError, match="last-admin"):
        await store.accounts.stop(ad.id)
    with pytest.raises(ConflictError, match="last-admin"):
        await store.accounts.give_role(ad.id, "trainee")
    await store.accounts.give_role(sanne.id, "admin")
    await store.accounts.stop(ad.id)
    with pytest.raises(ConflictError, match="last-admin"):
        await store.accounts.stop(sanne.id)


@pytest.mark.parametrize("role", ["coach", "manager"])
async def test_who_leads_keeps_the_role_until_they_do_not(
    store: Store, sanne: Person, role: Role
) -> None:
    tom = await store.people.add("Tom", "tom", role)
    session = await store.sessions.open(tom.id)
    group = await store.groups.add("Balie")
    await store.groups.join(group.id, tom.id, "coach" if role == "coach" else "manager")
    with pytest.raises(ConflictError, match="still-leads"):
        await store.accounts.give_role(tom.id, "manager" if role == "coach" else "coach")
    await store.groups.leave(group.id, tom.id)
    await store.accounts.give_role(tom.id, role)
    assert await store.sessions.person_of(session), "the same role changes nothing"
    await store.accounts.give_role(tom.id, "trainee")
    assert (await store.people.get(tom.id)).role == "trainee"
    assert await store.sessions.person_of(session) is None


async def test_a_coach_outside_groups_leads_too(store: Store, sanne: Person) -> None:
    iris = await store.people.add("Iris", "iris", "coach")
    await store.coaching.give(sanne.id, iris.id)
    with pytest.raises(ConflictError, match="still-leads"):
        await store.accounts.give_role(iris.id, "manager")


async def test_who_does_not_exist_is_not_found(store: Store) -> None:
    with pytest.raises(NotFoundError):
        await store.accounts.stop("nobody")
