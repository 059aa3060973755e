"""A coach chooses a case for somebody, and what becomes of it."""

import re
from datetime import UTC, datetime, timedelta

from trainer.web import texts
from web.cast import Cast, cast, folder
from web.conftest import CASE, graded
from web.test_suggestions import text

__all__ = ["cast", "folder"]
T = texts.load()["nl"]
SOON = (datetime.now(UTC) + timedelta(days=7)).date()
GOOD = {"scenario": "stuck-entrepreneur", "level": "easy", "reason": "Durf <b>door</b> te vragen."}


async def ready(cast: Cast, **changes: str) -> int:
    iris = await cast.be("iris")
    await iris.get("/coach/assign")
    form = {"person": cast.people["sanne"].id, **GOOD, "due": SOON.isoformat(), **changes}
    return (await iris.post("/coach/assign", **form)).status_code


async def test_a_link_chooses_what_the_suggestion_says(cast: Cast) -> None:
    iris = await cast.be("iris")
    id = cast.people["sanne"].id
    await iris.get(f"/coach/people/{id}")
    assert f"/coach/assign?person={id}&amp;scenario=" in iris.page
    await iris.get(f"/coach/assign?person={id}&scenario=complex-household&level=hard")
    assert f'value="{id}" checked' in iris.page
    assert 'value="complex-household" selected' in iris.page and 'value="hard" id' in iris.page
    assert T("assign.fits", name="Sanne Bakker") in iris.page


async def test_the_trainee_reads_what_who_why_and_by_when(cast: Cast) -> None:
    assert await ready(cast) == 303
    iris = cast.sanne
    await iris.get("/coach")
    assert T("assign.state.open") in iris.page and T("assign.by", day=T.day(SOON)) in iris.page
    await cast.be("sanne")
    for path in ("/", "/path"):
        raw = (await cast.sanne.get(path)).text
        page = text(raw)
        assert "Durf <b>door</b> te vragen." in page and "<b>door" not in raw
        assert "Iris koos dit gesprek voor je" in page
        assert T("assign.by", day=T.day(SOON)) in page and T("assign.no-rush") in page


FAULTS: tuple[tuple[dict[str, str], str], ...] = (
    ({"person": "somebody-else"}, "choose-people"),
    ({"scenario": "no-such-case"}, "choose-case"),
    ({"level": "heroic"}, "choose-case"),
    ({"due": "2020-01-01"}, "due-past"),
    ({"due": "morgen"}, "due-past"),
    ({"reason": "  "}, "reason-missing"),
    ({"reason": "x" * 501}, "reason-missing"),
)


async def test_what_is_missing_is_said_beside_it(cast: Cast) -> None:
    for changes, fault in FAULTS:
        assert await ready(cast, **changes) == 422, changes
        assert T(f"assign.{fault}") in text(cast.sanne.page), changes
    assert await cast.sanne.site.store.assignments.by_coach(cast.people["iris"].id) == ()


async def test_only_the_coach_who_chose_it_takes_it_back(cast: Cast) -> None:
    await ready(cast, due="")
    store = cast.sanne.site.store
    (one,) = await store.assignments.by_coach(cast.people["iris"].id)
    assert one.suggested.due is None
    back = f"/coach/assignments/{one.suggested.id}/withdraw"
    for name in ("tom", "yusuf", "sanne", "mia", "ad"):
        other = await cast.be(name)
        assert (await other.post(back)).status_code == 404, name
        assert (await other.post("/coach/assign", **GOOD)).status_code in (404, 422)
        seen = await other.get(f"/coach/people/{cast.people['sanne'].id}")
        assert seen.status_code == 404
    iris = await cast.be("iris")
    assert (await iris.post(back)).status_code == 303
    assert (await iris.post(back)).status_code == 404, "once"
    await iris.get("/coach")
    assert "Ongedaan maken" in text(iris.page).split("Wat je voor anderen koos")[1]
    undo = f"/coach/assignments/{one.suggested.id}/undo"
    for name in ("tom", "yusuf", "sanne", "mia", "ad"):
        assert (await (await cast.be(name)).post(undo)).status_code == 404, name
    iris = await cast.be("iris")
    assert (await iris.post(undo)).status_code == 303
    (one,) = await store.assignments.by_coach(cast.people["iris"].id)
    assert one.state == "open"
    assert (await iris.post(back)).status_code == 303
    await cast.be("sanne")
    await cast.sanne.get("/path")
    assert "Durf" not in cast.sanne.page


async def test_a_coach_reads_that_a_talk_was_done_and_erased_and_may_choose_it_again(
    cast: Cast,
) -> None:
    await ready(cast, scenario=CASE, level="standard", due="")
    sanne, site = cast.people["sanne"], cast.sanne.site
    done = await graded(site, sanne)
    await cast.be("sanne")
    await cast.sanne.get(f"/attempts/{done.id}/erase")
    assert "dat je het gedaan en daarna gewist hebt" in cast.sanne.page
    await cast.sanne.post(f"/attempts/{done.id}/erase")
    await cast.sanne.get("/path")
    assert T("assign.own-state.erased") in cast.sanne.page
    iris = await cast.be("iris")
    again = f'href="/coach/assign?person={sanne.id}&amp;scenario={CASE}&amp;level=standard"'
    for path in ("/coach", f"/coach/people/{sanne.id}"):
        await iris.get(path)
        assert T("assign.state.erased") in iris.page and T("assign.erased") in iris.page
        assert again in iris.page.split("item-unclear")[1]
        assert T("assign.state.withdrawn") not in iris.page


async def test_news_of_what_was_done_leads_to_the_trainee_and_is_read_once(cast: Cast) -> None:
    await ready(cast, scenario=CASE, level="standard", due="")
    await graded(cast.sanne.site, cast.people["sanne"])
    iris = await cast.be("iris")
    await iris.get("/coach")
    news = iris.page.split('class="news"')[1].split("</ul>")[0]
    assert f'href="/coach/people/{cast.people["sanne"].id}"' in news
    (key,) = re.findall(r'name="key" value="([^"]+)"', iris.page)
    await iris.post("/notices/read", key=key)
    await iris.get("/coach")
    assert 'name="key"' not in iris.page and "Sanne Bakker heeft gedaan wat je koos" in text(
        iris.page
    )


async def test_one_case_for_many_at_once(cast: Cast) -> None:
    store, iris = cast.sanne.site.store, cast.people["iris"]
    bo = await store.people.add("Bo Kok", "bo", "trainee", language="nl")
    await store.coaching.give(bo.id, iris.id)
    visitor = await cast.be("iris")
    await visitor.get("/coach/assign")
    people = [cast.people["sanne"].id, bo.id, cast.people["yusuf"].id]
    sent = await visitor.post("/coach/assign", **GOOD, person=people)  # type: ignore[arg-type]
    assert sent.status_code == 303
    found = await store.assignments.by_coach(iris.id)
    assert {one.trainee for one in found} == {"Sanne Bakker", "Bo Kok"}, "own trainees only"
    assert all(one.suggested.due is None and one.suggested.at for one in found)
