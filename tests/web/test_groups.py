"""The figures of groups: who sees them, what they say, and what no page or export gives away."""

import csv
import io
from datetime import timedelta

import pytest
from sqlalchemy import delete
from sqlmodel import col

from exchange.test_spreadsheet import workbook
from groups import MONDAY
from practising import people, practise, practise_all
from trainer.core.bundle import LEAST
from trainer.core.week import WEEK, begins
from trainer.figures.closing import Closing
from trainer.store.groups import Group
from trainer.store.people import Person, PersonRow, Role
from trainer.store.store import Store
from trainer.web import texts
from web.conftest import PASSWORD, Visitor
from web.test_suggestions import text

T = texts.load()["nl"]
NAMES = ("explains", "finds-out", "guides-beyond")


async def sign_in(visitor: Visitor, name: str, role: Role) -> Person:
    """Sign in as somebody in a role."""
    person = await visitor.site.store.people.add(name.title(), name, role, PASSWORD, "nl")
    await visitor.get("/login")
    await visitor.post("/login", name=name, password=PASSWORD)
    return person


@pytest.fixture
async def mia(visitor: Visitor) -> Visitor:
    """Return a manager who is signed in and leads nobody yet."""
    visitor.person = await sign_in(visitor, "mia", "manager")
    return visitor


async def desk_of(visitor: Visitor, count: int, name: str = "Balie") -> tuple[Group, list[Person]]:
    """Return a group that the visitor leads, with so many people."""
    store = visitor.site.store
    assert visitor.person
    made = await store.groups.add(name)
    await store.groups.join(made.id, visitor.person.id, "manager")
    return made, await people(store, made, count)


async def grew(store: Store, group: Group, some: list[Person], closed: int = 7) -> None:
    """Practise for two months, better in one case and not in the other; close some weeks of it."""
    did = []
    for week in range(8):
        for number, person in enumerate(some):
            case = ("angry-resident", "complex-household")[(week + number) % 2]
            better = week > 3 and case == "angry-resident"
            did.append((person, week, 3 if better else number % 2, case))
    await practise_all(store, did, NAMES)
    await store.cells.close(group.id, MONDAY + closed * WEEK)


async def rows(visitor: Visitor, group: Group) -> list[dict[str, str]]:
    """Return the export, which is the same in both forms."""
    found = await visitor.client.get(f"/groups/{group.id}/cells.csv")
    assert found.status_code == 200 and "text/csv" in found.headers["content-type"]
    table = list(csv.reader(io.StringIO(found.content.decode("utf-8-sig")), delimiter=";"))
    book = await visitor.client.get(f"/groups/{group.id}/cells.xlsx")
    assert book.status_code == 200 and "sheet" in book.headers["content-type"]
    assert workbook(book.content) == [[cell.replace(",", ".") for cell in row] for row in table]
    head, *rest = table
    return [dict(zip(head, row, strict=True)) for row in rest]


@pytest.mark.parametrize(
    ("role", "in_group", "status"),
    [
        ("manager", True, 200),
        ("manager", False, 404),
        ("coach", True, 200),
        ("coach", False, 404),
        ("trainee", True, 404),
        ("admin", False, 404),
    ],
)
async def test_who_sees_a_groups_figures(
    visitor: Visitor, role: Role, in_group: bool, status: int
) -> None:
    store = visitor.site.store
    made = await store.groups.add("Balie")
    person = await sign_in(visitor, "pim", role)
    if in_group:
        part = role if role != "admin" else "trainee"
        await store.groups.join(made.id, person.id, part)
    for path in ("", "/cells.csv", "/cells.xlsx"):
        assert (await visitor.client.get(f"/groups/{made.id}{path}")).status_code == status
    home = 200 if role in ("manager", "coach") else 404
    assert (await visitor.get("/groups")).status_code == home


async def test_who_is_not_signed_in_sees_nothing(visitor: Visitor) -> None:
    assert (await visitor.get("/groups")).headers["location"].startswith("/login")


async def test_a_group_of_others_is_as_one_that_is_not_there(mia: Visitor) -> None:
    other = await mia.site.store.groups.add("Van een ander")
    theirs, nobodys = await mia.get(f"/groups/{other.id}"), await mia.get("/groups/x")
    assert theirs.status_code == nobodys.status_code == 404
    assert text(theirs.text).replace(other.id, "x") == text(nobodys.text)


async def test_a_manager_begins_at_the_groups(mia: Visitor) -> None:
    await mia.get("/")
    await mia.post("/logout")
    await mia.get("/login")
    found = await mia.post("/login", name="mia", password=PASSWORD)
    assert found.headers["location"] == "/groups"


async def test_who_leads_no_group_reads_what_to_do(mia: Visitor) -> None:
    assert T("group.none") in text((await mia.get("/groups")).text)


async def test_a_group_under_five_has_a_page_without_figures(mia: Visitor) -> None:
    made, some = await desk_of(mia, LEAST - 1)
    await grew(mia.site.store, made, some)
    page = (await mia.get("/groups")).text
    assert T("group.small") in text(page)
    assert T("group.cases") in text(page) and T("group.wait-none") in text(page)
    assert T("group.growth") not in text(page) and "/cells." not in page
    assert await rows(mia, made) == []


async def test_what_the_whole_house_does_is_told_to_a_small_group_too(mia: Visitor) -> None:
    store = mia.site.store
    await desk_of(mia, 2)
    other = await store.groups.add("Andere")
    for person in await people(store, other, LEAST, first=10):
        await practise(store, person, 0, case="angry-resident")
    await store.cells.close_house(MONDAY)
    assert "5–11 jan 2026" in text((await mia.get("/groups")).text).replace(" – ", "–")


async def test_before_five_have_practised_it_says_when_figures_come(mia: Visitor) -> None:
    await desk_of(mia, 6)
    assert T("group.early") in text((await mia.get("/groups")).text)


async def test_what_a_group_of_eight_reads(mia: Visitor) -> None:
    made, some = await desk_of(mia, 8)
    await grew(mia.site.store, made, some)
    raw = (await mia.get("/groups")).text
    page = text(raw)
    assert T("group.growth") in page and T("group.practice") in page
    assert T("group.open", count=3) in page or "duidelijk gegroeid" in page
    assert raw.count('role="img"') == len(NAMES) + 1, "a drawing for each point, one of the weeks"
    assert page.count(T("group.row-none")) == 10 - len(NAMES)
    assert raw.count("<table") == 3
    for person in some:
        assert person.name not in page and person.id not in raw


async def test_what_stands_out_is_a_sentence(mia: Visitor) -> None:
    made, some = await desk_of(mia, 12)
    store = mia.site.store
    did = []
    for week in range(12):
        for number, person in enumerate(some):
            case = ("angry-resident", "complex-household")[number % 2]
            did.append((person, week, 0 if number % 2 and week > 3 else 3, case))
    await practise_all(store, did, NAMES)
    await store.cells.close(made.id, MONDAY + 11 * WEEK)
    now = begins(MONDAY + 14 * WEEK)
    object.__setattr__(mia.site.closing, "now", lambda: now)
    page = text((await mia.get("/groups")).text)
    titles = mia.site.practice.catalog.rubric("citizen-conversation", "nl")[1].criteria
    case = mia.site.practice.catalog.case("complex-household", "nl", "standard").script.title
    worse = [
        T("group.pattern.worse", since="februari", case=case, criterion=titles[id].title, themes="")
        for id in NAMES
    ]
    assert all(sentence in page for sentence in worse)


async def test_no_filter_changes_what_is_shown(mia: Visitor) -> None:
    made, some = await desk_of(mia, 8)
    await grew(mia.site.store, made, some)
    page = (await mia.get(f"/groups/{made.id}")).text
    sheet = (await mia.get(f"/groups/{made.id}/cells.csv")).content
    for query in (f"person={some[0].id}", "first=2026-01-05", "scenario=angry-resident"):
        assert (await mia.get(f"/groups/{made.id}?{query}")).text == page
        assert (await mia.get(f"/groups/{made.id}/cells.csv?{query}")).content == sheet


async def test_the_export_holds_the_cells_and_no_more(mia: Visitor) -> None:
    made, some = await desk_of(mia, 8)
    await grew(mia.site.store, made, some)
    cells = await mia.site.store.cells.of_group(made.id)
    found = await rows(mia, made)
    assert len(found) == len(cells) > 0
    for row, cell in zip(found, cells, strict=True):
        assert row[T("sheet.first")] == cell.first.isoformat()
        assert row[T("sheet.people")] == str(cell.people) and cell.people >= LEAST
        shown = "" if cell.level is None else str(cell.level).replace(".", ",")
        assert row[T("sheet.level")] == shown
    assert not any(person.name in str(found) or person.id in str(found) for person in some)


async def test_who_leaves_joins_or_is_erased_changes_nothing_that_was_shown(mia: Visitor) -> None:
    made, some = await desk_of(mia, 7)
    store = mia.site.store
    await grew(store, made, some)
    before = await rows(mia, made)
    page = (await mia.get(f"/groups/{made.id}")).text
    await store.groups.leave(made.id, some[0].id)
    async with store.database.writing() as session:
        await session.execute(delete(PersonRow).where(col(PersonRow.id) == some[1].id))
    for person in await people(store, made, 3, first=50):
        await practise(store, person, 3, 0, 0.0, "angry-resident", NAMES)
    await store.cells.close(made.id, MONDAY + 7 * WEEK)
    assert await rows(mia, made) == before
    assert (await mia.get(f"/groups/{made.id}")).text == page


async def test_a_page_shows_what_was_closed_since_it_was_looked_at(mia: Visitor) -> None:
    made, some = await desk_of(mia, 8)
    await grew(mia.site.store, made, some, closed=5)
    before = (await mia.get(f"/groups/{made.id}")).text
    assert (await mia.get(f"/groups/{made.id}")).text == before
    assert await mia.site.store.cells.close(made.id, MONDAY + 7 * WEEK)
    assert (await mia.get(f"/groups/{made.id}")).text != before


async def test_a_name_is_no_formula(mia: Visitor) -> None:
    made, some = await desk_of(mia, LEAST, name="=1+1")
    for person in some:
        await practise(mia.site.store, person, 0, case="angry-resident")
    await mia.site.store.cells.close(made.id, MONDAY)
    assert {row[T("sheet.group")] for row in await rows(mia, made)} == {"'=1+1"}


async def test_weeks_close_by_themselves_once_they_are_settled(mia: Visitor) -> None:
    made, some = await desk_of(mia, LEAST)
    for person in some:
        await practise(mia.site.store, person, 0, case="angry-resident")
    closing = mia.site.closing
    for days, expected in ((7, 0), (13, 0), (14, 1)):
        moment = begins(MONDAY) + timedelta(days=days)
        object.__setattr__(closing, "now", lambda moment=moment: moment)
        await closing.close()
        kinds = [one.kind for one in await mia.site.store.cells.of_group(made.id)]
        assert kinds.count("practice") == expected


async def test_a_week_is_closed_once_and_again_where_that_failed(mia: Visitor) -> None:
    closed: list[int] = []

    class Faulty(Closing):
        async def close(self) -> int:
            closed.append(len(closed))
            if len(closed) == 1:
                raise OSError("the disk is full")
            return 0

    site = mia.site.closing
    moment = begins(MONDAY)
    closing = Faulty(site.cells, site.groups, site.counting, now=lambda: moment)
    with pytest.raises(OSError, match="full"):
        await closing.settle()
    for days, times in ((0, 2), (1, 2), (7, 3), (8, 3)):
        moment = begins(MONDAY) + timedelta(days=days)
        await closing.settle()
        assert len(closed) == times
