"""Cells as the store closes them: once, of people who count in one group, whatever comes later."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete, func
from sqlmodel import col, select

from groups import MONDAY
from practising import people, practise
from store.conftest import ON_SQLITE
from store.test_reviews import assessment
from store.test_suggestions import made
from trainer.core.bundle import LEAST
from trainer.core.cell import Cell
from trainer.core.week import WEEK, begins
from trainer.store.counted import CountedRow
from trainer.store.groups import Group
from trainer.store.people import Person, PersonRow
from trainer.store.store import Store

LAST = MONDAY + 3 * WEEK


@pytest.fixture
async def desk(store: Store) -> Group:
    return await store.groups.add("Balie")


async def levels(store: Store, group: Group) -> list[Cell]:
    return [one for one in await store.cells.of_group(group.id) if one.kind == "level"]


async def test_five_people_in_four_weeks_make_a_cell_once(store: Store, desk: Group) -> None:
    for number, person in enumerate(await people(store, desk, 6)):
        await practise(store, person, number % 4, level=1 + number % 2)
    assert await store.cells.close(desk.id, LAST) == 3
    assert await store.cells.close(desk.id, LAST) == 0
    (one,) = await levels(store, desk)
    expected = Cell(
        kind="level",
        scenario="refused-benefit",
        criterion="explains",
        first=MONDAY,
        last=LAST,
        level=1.5,
        beginner=1.5,
        margin=one.margin,
    )
    assert one == expected
    kinds = {one.kind for one in await store.cells.of_group(desk.id)}
    assert kinds == {"practice", "case", "level"}


@ON_SQLITE
async def test_four_people_make_none(store: Store, desk: Group) -> None:
    for person in await people(store, desk, 4):
        await practise(store, person, 0)
    assert await store.cells.close(desk.id, LAST) == 0


@ON_SQLITE
async def test_a_closed_cell_stays_whoever_leaves_or_is_gone(store: Store, desk: Group) -> None:
    some = await people(store, desk, 6)
    for number, person in enumerate(some):
        await practise(store, person, 0, level=3 if number == 0 else 1)
    await store.cells.close(desk.id, LAST)
    before = await store.cells.of_group(desk.id)
    await store.groups.leave(desk.id, some[0].id)
    await erase(store, some[1])
    await store.cells.close(desk.id, LAST + 4 * WEEK)
    assert await store.cells.of_group(desk.id) == before


@ON_SQLITE
async def test_what_comes_too_late_counts_in_no_closed_week(store: Store, desk: Group) -> None:
    some = await people(store, desk, 5)
    for person in some:
        await practise(store, person, 0, level=1)
    await store.cells.close(desk.id, LAST)
    before = await store.cells.of_group(desk.id)
    for person in some:
        await practise(store, person, 1, level=3)
    await store.cells.close(desk.id, LAST)
    assert await levels(store, desk) == [one for one in before if one.kind == "level"]


@ON_SQLITE
async def test_who_is_in_two_groups_counts_in_one(store: Store, desk: Group) -> None:
    other = await store.groups.add("Vergunningen")
    some = await people(store, desk, 6)
    more = await people(store, other, 4, first=10)
    await store.groups.join(other.id, some[0].id, "trainee")
    for person in (*some, *more):
        await practise(store, person, 0)
    assert await store.cells.close(desk.id, LAST) > 0
    assert await store.cells.close(other.id, LAST) == 0, "four of them count here, and one there"


@ON_SQLITE
async def test_what_a_removed_group_showed_counts_nowhere_again(store: Store, desk: Group) -> None:
    for person in (some := await people(store, desk, 6)):
        await practise(store, person, 0)
    await store.cells.close(desk.id, LAST)
    await store.groups.remove(desk.id)
    again = await store.groups.add("Balie twee")
    for person in some:
        await store.groups.join(again.id, person.id, "trainee")
    assert await store.cells.close(again.id, LAST) == 0


@ON_SQLITE
async def test_a_harder_case_is_kept_beside_the_level(store: Store, desk: Group) -> None:
    for person in await people(store, desk, LEAST):
        await practise(store, person, 0, level=1, hard=2.0)
    await store.cells.close(desk.id, LAST)
    (one,) = await levels(store, desk)
    assert (one.level, one.beginner) == (1.0, 0.4)


@ON_SQLITE
async def test_who_is_erased_leaves_no_week_behind(store: Store, desk: Group) -> None:
    some = await people(store, desk, 5)
    for person in some:
        await practise(store, person, 0)
    await store.cells.close(desk.id, LAST)
    await erase(store, some[0])
    async with store.database.reading() as session:
        assert (await session.execute(select(func.count()).select_from(CountedRow))).scalar() == 4


@ON_SQLITE
async def test_the_house_tells_what_is_practised_and_how_long_things_waited(
    store: Store, desk: Group
) -> None:
    iris = await store.people.add("Iris", "iris", "coach")
    asked = begins(MONDAY) + timedelta(days=2)
    asking = replace(store.contests, now=lambda: asked)
    answering = replace(store.contests, now=lambda: asked + timedelta(days=9))
    for person in await people(store, desk, 5):
        await practise(store, person, 0)
        await store.coaching.give(person.id, iris.id)
        id, given = f"{person.sign_in}-0-2", (3, "Je hebt gelijk.")
        await asking.add(id, "explains", "Kijk nog eens.", asked + timedelta(days=14))
        await answering.answer(id, assessment(explains=2), "explains", iris.id, given)
    assert await store.cells.close_house(MONDAY) == 1, "the answers came in the week after"
    assert await store.cells.close_house(LAST) == 1
    assert await store.cells.close_house(LAST) == 0
    case, contest = await store.cells.of_group(None)
    assert (case.kind, case.scenario, case.last) == ("case", "refused-benefit", MONDAY)
    assert (contest.kind, contest.waited, contest.last) == ("contest", 2, MONDAY + WEEK)


async def test_an_assignment_waits_until_it_is_done(store: Store, desk: Group) -> None:
    for person in await people(store, desk, 5):
        await practise(store, person, 2)
        case = made(person, person.id, by_coach=True).suggestion
        chosen = case.model_copy(update={"scenario": "refused-benefit", "level": "standard"})
        one = made(person, person.id, by_coach=True, suggestion=chosen, at=begins(MONDAY))
        await store.suggestions.replace(person.id, (), made=[one])
    await store.cells.close_house(LAST)
    (one,) = [one for one in await store.cells.of_group(None) if one.kind == "assignment"]
    assert (one.waited, one.last) == (3, MONDAY + 2 * WEEK)


async def erase(store: Store, person: Person) -> None:
    """Remove somebody with everything of theirs."""
    async with store.database.writing() as session:
        await session.execute(delete(PersonRow).where(col(PersonRow.id) == person.id))
