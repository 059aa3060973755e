"""The coach's home: where everybody stands, who may need something, and what is new."""

import re
from datetime import UTC, datetime, timedelta

from store.conftest import new_attempt
from store.test_reviews import assessment
from trainer.core.certificate import Shows
from trainer.web import texts
from web.cast import Cast, cast, folder
from web.conftest import Visitor
from web.test_suggestions import text

__all__ = ["cast", "folder"]
T = texts.load()["nl"]


async def practise(visitor: Visitor, person: str, days: int, **levels: int | None) -> None:
    """Be graded so many days ago."""
    at = datetime.now(UTC) - timedelta(days=days)
    made = new_attempt(f"{person}-{days}", person, at)
    changes = {"scenario": "angry-resident", "level": "easy", "status": "grading", "ended": at}
    await visitor.site.store.attempts.add(made.model_copy(update=changes))
    named = {name.replace("_", "-"): level for name, level in levels.items()}
    await visitor.site.store.attempts.grade(made.id, assessment(**named))


def row(page: str, name: str) -> str:
    """Return somebody's row of the grid, as it is read."""
    table = page.split('class="earlier standings"')[1].split("</table>")[0]
    (found,) = (one for one in table.split("<tr>") if f">{name}</a></th>" in one)
    return " ".join(text(re.sub(r"<svg.*?</svg>", "", found, flags=re.S)).split())


async def test_everybody_stands_where_they_stand_in_words(cast: Cast) -> None:
    store, iris = cast.sanne.site.store, cast.people["iris"]
    people = {}
    for name in ("Ada", "Bo", "Cas", "Dirk"):
        people[name] = await store.people.add(name, name.lower(), "trainee")
        await store.coaching.give(people[name].id, iris.id)
    for days in range(8):
        await practise(cast.sanne, people["Ada"].id, days, explains=3)
    for days in (30, 31, 32):
        await practise(cast.sanne, people["Bo"].id, days, explains=0, keeps_calm=1)
    await practise(cast.sanne, people["Cas"].id, 1, explains=2)
    visitor = await cast.be("iris")
    await visitor.get("/coach")
    page = visitor.page
    assert "sterk" in row(page, "Ada") and row(page, "Ada").count(T("grid.unseen")) == 9
    assert T("grid.little") in row(page, "Cas")
    assert T("grid.nothing") in row(page, "Dirk")
    names = re.findall(r'<th scope="row"><a[^>]+>([^<]+)</a>', page)
    assert names == sorted(names), "by name and never by level"
    attention = text(page.split('id="attention"')[1].split("</section>")[0])
    assert "Ada" not in attention and "Cas" not in attention
    assert "Legt uit wat en waarom" in attention.split("Bo")[1].split("Dirk")[0]
    assert "Oefende voor het laatst op" in attention.split("Bo")[1]
    assert "Dirk" in attention.split(T("grid.not-begun-all"))[1]
    await visitor.get(f"/coach/people/{people['Bo'].id}")
    assert "Nog niet te zien" in visitor.page and T("trainee.shared-none") in visitor.page


async def test_news_is_read_once_and_by_one_person(cast: Cast) -> None:
    store = cast.sanne.site.store
    await store.sharing.share(cast.attempt.id)
    iris = await cast.be("iris")
    await iris.get("/coach")
    assert "Sanne Bakker deelt een gesprek" in text(iris.page)
    (key,) = re.findall(r'name="key" value="([^"]+)"', iris.page)
    await iris.post("/notices/read", key=key)
    await iris.get("/coach")
    assert 'name="key"' not in iris.page and "Sanne Bakker deelt een gesprek" in text(iris.page)
    assert await store.notices.marked(cast.people["tom"].id, ()) == ()
    await store.sharing.take_back(cast.attempt.id)
    await iris.get("/coach")
    assert "deelt een gesprek" not in iris.page, "what is taken back is no news"


async def test_taking_back_hides_the_words_on_every_page_and_leaves_the_levels(
    cast: Cast,
) -> None:
    store, iris = cast.sanne.site.store, cast.people["iris"]
    found = cast.attempt.assessment
    assert found
    await store.contests.add(cast.attempt.id, "explains", "Geheime reden.", datetime.now(UTC))
    given = {"respectful": (1, "Geheim oordeel.")}
    await store.reviews.add(cast.attempt.id, found, iris.id, given)  # type: ignore[arg-type]
    await store.remarks.add(cast.attempt.id, 1, "Geheime opmerking.", iris.id)
    said = [quote.text for one in found.verdicts.values() for quote in one.quotes]
    person = f"/coach/people/{cast.people['sanne'].id}"
    pages = ("/coach", person, cast.coach_page, "/coach/week", "/coach/agreement", "/coach/assign")
    for shared in (True, False):
        visitor = await cast.be("iris")
        shown = "".join([text((await visitor.get(path)).text) for path in pages])
        assert (said[0] in shown) is shared
        for words in ("Geheime reden.", "Geheim oordeel.", "Geheime opmerking."):
            assert (words in shown) is shared, words
        if shared:
            await cast.be("sanne")
            await cast.sanne.get(cast.feedback)
            await cast.sanne.post(f"/attempts/{cast.attempt.id}/unshare")
    assert (await visitor.get(cast.coach_page)).status_code == 404
    await visitor.get("/coach")
    assert T("coach.hidden") in visitor.page and row(visitor.page, "Sanne Bakker")
    await cast.be("sanne")
    await cast.sanne.get(cast.feedback)
    assert "Geheim oordeel." in cast.sanne.page and "Geheime opmerking." in cast.sanne.page


async def test_a_remark_stands_at_its_turn_for_both(cast: Cast) -> None:
    store = cast.sanne.site.store
    await store.sharing.share(cast.attempt.id)
    iris = await cast.be("iris")
    await iris.get(cast.coach_page)
    remarks = f"{cast.coach_page}/remarks"
    for turn, words, status in (("1", "Mooi <b>zo</b>.", 303), ("1", " ", 400), ("99", "Ja.", 404)):
        assert (await iris.post(remarks, turn=turn, remark=words)).status_code == status
    tom = await cast.be("tom")
    assert (await tom.post(remarks, turn="1", remark="Nee.")).status_code == 404
    await cast.be("sanne")
    await cast.sanne.get("/")
    assert "schreef iets bij je gesprek" in cast.sanne.page
    await cast.sanne.get(cast.feedback)
    turn = cast.sanne.page.split('id="turn-1"')[1].split('id="turn-2"')[0]
    assert "Mooi &lt;b&gt;zo&lt;/b&gt;." in turn and "/remarks" not in turn
    await cast.be("iris")
    (one,) = (await store.remarks.of_attempt(cast.attempt.id))[1]
    await iris.get(cast.coach_page)
    await iris.post(f"{remarks}/{one.id}/remove")
    assert await store.remarks.of_attempt(cast.attempt.id) == {}
    await iris.get(cast.coach_page)
    assert T("review.remark-taken-back") in iris.page
    await cast.be("sanne")
    await cast.sanne.get("/")
    assert "schreef iets bij je gesprek" not in cast.sanne.page
    await cast.sanne.get(cast.feedback)
    assert "Mooi &lt;b&gt;" not in cast.sanne.page
    await cast.be("iris")
    await iris.get(cast.coach_page)
    await iris.post(f"{remarks}/{one.id}/undo")
    assert (await store.remarks.of_attempt(cast.attempt.id))[1] == (one,)


async def test_what_is_not_yours_is_as_what_is_not_there(cast: Cast) -> None:
    attempt, person = cast.attempt.id, cast.people["sanne"].id
    code = (await cast.sanne.site.store.certificates.add(person, Shows(talks=1))).code
    for name, path, id in (
        ("tom", "/coach/attempts/{}", attempt),
        ("tom", "/coach/people/{}", person),
        ("tom", "/coach/certificates?code={}", code),
        ("yusuf", "/attempts/{}/contest/explains", attempt),
        ("yusuf", "/certificates/{}", code),
    ):
        visitor = await cast.be(name)
        theirs = await visitor.get(path.format(id))
        nobodys = await visitor.get(path.format("nowhere"))
        assert theirs.status_code == nobodys.status_code, path
        assert theirs.text.replace(id, "nowhere") == nobodys.text, path
