"""Who may read, share, judge and contest what: every role against every owner."""

import html
import re
from datetime import UTC, datetime

import httpx
import pytest

from trainer.core.assessment import Level
from trainer.core.base import Language
from trainer.store.assessments import AssessmentRow
from web.cast import LISTENS, Cast, cast, folder
from web.conftest import TALK, graded

__all__ = ["cast", "folder"]

OTHERS = ("iris", "tom", "yusuf", "mia", "ad")


@pytest.mark.parametrize("name", OTHERS)
@pytest.mark.parametrize("state", ["never", "shared", "taken back"])
async def test_only_the_own_coach_reads_it_and_only_while_it_is_shared(
    cast: Cast, name: str, state: str
) -> None:
    sharing = cast.sanne.site.store.sharing
    if state != "never":
        await sharing.share(cast.attempt.id)
    if state == "taken back":
        await sharing.take_back(cast.attempt.id)
    visitor = await cast.be(name)
    seen = await visitor.get(cast.coach_page)
    levels = {f"level-{LISTENS}": "3", f"reason-{LISTENS}": "Mooi."}
    sent = await visitor.post(cast.coach_page, **levels)
    reviews = await visitor.site.store.reviews.history(cast.attempt.id)
    if (name, state) == ("iris", "shared"):
        assert (seen.status_code, sent.status_code, len(reviews)) == (200, 303, 1)
        assert "U bent boos" in seen.text
    else:
        assert (seen.status_code, sent.status_code, len(reviews)) == (404, 404, 0)
        assert "U bent boos" not in seen.text + sent.text


@pytest.mark.parametrize("name", OTHERS)
async def test_only_the_trainee_shares_and_contests(cast: Cast, name: str) -> None:
    store, visitor = cast.sanne.site.store, await cast.be(name)
    base = f"/attempts/{cast.attempt.id}"
    place = {"turn": "1", "start": "15", "end": "26", "move": "none"}
    sent = [
        await visitor.post(f"{base}/share"),
        await visitor.post(f"{base}/unshare"),
        await visitor.post(f"{base}/misread", **place),
        await visitor.get(f"{base}/misread?turn=1&start=15&end=26"),
        await visitor.get(cast.feedback),
    ]
    assert [one.status_code for one in sent] == [404] * 5
    assert not await store.sharing.is_shared(cast.attempt.id)
    assert await store.misreadings.of_attempt(cast.attempt.id) == ()


@pytest.mark.parametrize(
    ("name", "status"),
    [("iris", 200), ("tom", 200), ("sanne", 404), ("mia", 404), ("ad", 404), ("", 303)],
)
async def test_a_coach_has_a_home_and_nobody_else_has_that(
    cast: Cast, name: str, status: int
) -> None:
    if name:
        await cast.be(name)
    else:
        cast.sanne.client.cookies.clear()
    assert (await cast.sanne.get("/coach")).status_code == status


@pytest.mark.parametrize("levels_apart", [0, 2])
async def test_a_coach_sees_where_two_assessors_are_far_apart(
    cast: Cast, levels_apart: int
) -> None:
    store = cast.sanne.site.store
    async with store.database.writing() as session:
        row = await session.get(AssessmentRow, cast.attempt.id)
        assert row
        apart = [LISTENS] if levels_apart else []
        row.body = {**row.body, "apart": apart, "beside": {LISTENS: 3}}
    await store.sharing.share(cast.attempt.id)
    page = (await (await cast.be("iris")).get(cast.coach_page)).text
    assert ("De twee beoordelaars verschillen hier veel" in page) is bool(levels_apart)
    assert page.count("Wat de ingebouwde beoordelaar vond") == 1


async def test_a_foreign_form_shares_nothing(cast: Cast) -> None:
    await cast.sanne.get(cast.feedback)
    response = await cast.sanne.client.post(
        f"/attempts/{cast.attempt.id}/share", data={"csrf": "0" * 32}
    )
    assert response.status_code == 403
    assert not await cast.sanne.site.store.sharing.is_shared(cast.attempt.id)


async def test_sharing_and_taking_back_by_the_buttons(cast: Cast) -> None:
    sanne = cast.sanne
    await sanne.get(cast.feedback)
    assert "Delen met mijn coach" in sanne.page
    await sanne.post(f"/attempts/{cast.attempt.id}/share")
    await sanne.get(cast.feedback)
    assert "Je deelt dit gesprek met Iris." in sanne.page
    iris = await cast.be("iris")
    await iris.get("/coach")
    assert cast.coach_page in iris.page
    await cast.be("sanne")
    await sanne.get(cast.feedback)
    await sanne.post(f"/attempts/{cast.attempt.id}/unshare")
    iris = await cast.be("iris")
    await iris.get("/coach")
    assert cast.coach_page not in iris.page, "what was taken back cannot be opened"
    assert "Niet meer gedeeld" in iris.page and "Sanne Bakker" in iris.page
    assert "U bent boos" not in iris.page and "Ging wel." not in iris.page


async def test_without_a_coach_nothing_is_offered(cast: Cast) -> None:
    sanne = cast.sanne
    await sanne.site.store.coaching.end(cast.people["sanne"].id)
    await sanne.get(cast.feedback)
    assert "Delen met mijn coach" not in sanne.page and "/misread?" not in sanne.page
    assert (await sanne.post(f"/attempts/{cast.attempt.id}/share")).status_code == 409


async def test_the_coach_judges_and_the_trainee_reads_both(cast: Cast) -> None:
    store = cast.sanne.site.store
    await store.sharing.share(cast.attempt.id)
    iris = await cast.be("iris")
    await iris.get(cast.coach_page)
    level, reason = f"level-{LISTENS}", f"reason-{LISTENS}"
    half = await iris.post(cast.coach_page, **{level: "3", "reason-respectful": "Warm."})
    assert half.status_code == 422 and "Warm." in half.text, "what was typed is not lost"
    assert await store.reviews.history(cast.attempt.id) == ()
    for given in ("3", "3", "0"):
        await iris.post(cast.coach_page, **{level: given, reason: "Je vroeg <i>door</i>."})
    kept = await store.reviews.history(cast.attempt.id)
    assert [one.level for one in kept] == [3, 0], "the same again is no new review"
    await cast.be("sanne")
    await cast.sanne.get(cast.feedback)
    part = cast.sanne.page.split(f'id="criterion-{LISTENS}"')[1].split("<details>")[0]
    bands = cast.sanne.site.catalog.rubric("citizen-conversation", "nl")[1].bands
    assert f"Je coach: {bands['absent']}." in part
    assert "Je vroeg &lt;i&gt;door&lt;/i&gt;." in part
    assert 'class="band band-' in part, "the machine's own level stays"


async def test_a_coach_takes_a_level_back_and_thinks_again(cast: Cast) -> None:
    store, id = cast.sanne.site.store, cast.people["sanne"].id
    await store.sharing.share(cast.attempt.id)
    iris = await cast.be("iris")
    await iris.get(cast.coach_page)
    given = {f"level-{LISTENS}": "3", f"reason-{LISTENS}": "Je vroeg door."}
    await iris.post(cast.coach_page, **given)
    levels = f"{cast.coach_page}/levels/{LISTENS}"

    async def counted() -> str:
        await iris.site.suggesting.counting.count(id)
        (one,) = await store.skills.history(id)
        return next(update.by for update in one.updates if update.criterion == LISTENS)

    assert await counted() == "coach"
    (waiting,) = await store.sharing.with_coach(cast.people["iris"].id)
    assert waiting.reviewed
    await iris.get(cast.coach_page)
    assert f"{levels}/take-back" in iris.page
    assert (await iris.post(f"{levels}/take-back")).status_code == 303
    assert await counted() == "machine", "the computer's level counts again"
    await iris.get(cast.coach_page)
    assert "Je nam je oordeel terug op" in iris.page and f"{levels}/undo" in iris.page
    (waiting,) = await store.sharing.with_coach(cast.people["iris"].id, "waiting")
    assert not waiting.reviewed, "it waits again"
    await cast.be("sanne")
    await cast.sanne.get(cast.feedback)
    assert "nam het eigen oordeel terug" in cast.sanne.page
    assert await store.notices.for_trainee(id) == ()
    await cast.be("iris")
    await iris.get(cast.coach_page)
    assert (await iris.post(f"{levels}/undo")).status_code == 303
    assert await counted() == "coach"
    acts = [one.act for one in await store.audit.of(cast.people["iris"].id)]
    assert acts[-3:] == ["reviewed", "review-taken-back", "review-restored"]


async def test_the_answer_to_a_contest_is_not_taken_back(cast: Cast) -> None:
    store = cast.sanne.site.store
    await store.contests.add(cast.attempt.id, LISTENS, "Ik luisterde.", store.contests.now())
    iris = await cast.be("iris")
    await iris.get(cast.coach_page)
    found, coach = cast.attempt.assessment, cast.people["iris"].id
    assert found
    await store.contests.answer(cast.attempt.id, found, LISTENS, coach, (3, "Klopt."))
    await iris.get(cast.coach_page)
    assert "/take-back" not in iris.page
    refused = await iris.post(f"{cast.coach_page}/levels/{LISTENS}/take-back")
    assert refused.status_code == 409 and "Je kunt het veranderen" in refused.text


@pytest.mark.parametrize("language", ["nl", "en", "da"])
async def test_the_feedback_says_who_looked_and_when(cast: Cast, language: Language) -> None:
    sanne, store, attempt = cast.sanne, cast.sanne.site.store, cast.attempt
    words, found = sanne.site.texts[language], attempt.assessment
    assert found
    await sanne.get(cast.feedback)
    await sanne.post("/looks", language=language)
    await sanne.get(cast.feedback)
    assert words("feedback.provisional-text") in html.unescape(sanne.page)
    one: dict[str, tuple[Level, str]] = {LISTENS: (1, "Zo hoor ik het.")}
    all: dict[str, tuple[Level, str]] = dict.fromkeys(found.verdicts, (2, "Goed zo."))
    for given in (one, all):
        await store.reviews.add(attempt.id, found, cast.people["iris"].id, given)
        await sanne.get(cast.feedback)
        day = words.day(datetime.now(UTC))
        said = words("feedback.reviewed-text", count=len(given), coach="Iris", day=day)
        page = html.unescape(sanne.page)
        assert said in page and words("feedback.provisional-text") not in page
        assert (words("feedback.reviewed-rest") in page) == (len(given) == 1)


def links(page: str) -> list[str]:
    return [
        html.unescape(one) for one in re.findall(r'href="(/attempts/\w+/misread\?[^"]+)"', page)
    ]


async def claimed(cast: Cast, move: str = "asks-open") -> httpx.Response:
    """Say that the feeling that was quoted is something else, by the link at the quote."""
    sanne = cast.sanne
    await sanne.get(cast.feedback)
    (link, *_) = (one for one in links(sanne.page) if "acknowledges-feelings" in one)
    await sanne.get(link)
    fields = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', sanne.page))
    fields.pop("csrf")
    remark = {"move": move, "remark": "Zo bedoelde ik het niet."}
    return await sanne.post(f"/attempts/{cast.attempt.id}/misread", **{**fields, **remark})


async def test_every_link_at_a_quote_leads_to_its_page(cast: Cast) -> None:
    sanne = cast.sanne
    await sanne.get(cast.feedback)
    found = links(sanne.page)
    assert len(found) > 3
    for link in dict.fromkeys(found):
        assert (await sanne.get(link)).status_code == 200
        assert "alleen" not in link and "boos" not in link, "no words in an address"


async def test_a_coach_sees_the_sentence_and_nothing_else_of_the_talk(cast: Cast) -> None:
    assert (await claimed(cast)).status_code == 303
    await cast.sanne.get(cast.feedback)
    assert "Je coach kijkt ernaar." in cast.sanne.page
    iris = await cast.be("iris")
    await iris.get("/coach")
    quotes = re.findall(r"<q>([^<]+)</q>", iris.page.split('id="misreadings"')[1])
    assert quotes == ["U bent boos"]
    assert "Zo bedoelde ik het niet." in iris.page
    words = [word for turn in cast.attempt.transcript.turns for word in turn.text.split(". ")]
    assert not [word for word in words if word in iris.page]
    tom = await cast.be("tom")
    await tom.get("/coach")
    assert "U bent boos" not in tom.page


@pytest.mark.parametrize(("status", "lessons"), [("agreed", 1), ("declined", 0)])
async def test_only_what_the_own_coach_agrees_with_becomes_a_lesson(
    cast: Cast, status: str, lessons: int
) -> None:
    await claimed(cast)
    store = cast.sanne.site.store
    (one,) = await store.misreadings.of_attempt(cast.attempt.id)
    decide = f"/coach/misreadings/{one.id}"
    for name, code in (("tom", 409), ("yusuf", 404), ("mia", 404), ("ad", 404), ("sanne", 404)):
        visitor = await cast.be(name)
        assert (await visitor.post(decide, status="agreed")).status_code == code
    assert await store.misreadings.lessons() == ()
    iris = await cast.be("iris")
    await iris.get("/coach")
    assert (await iris.post(decide, status=status, answer="Ik snap je.")).status_code == 303
    assert (await iris.post(decide, status="agreed")).status_code == 409, "once"
    found = await store.misreadings.lessons()
    assert [(one.holds, one.near) for one in found] == [
        (("asks-open",), ("names-feeling",))
    ] * lessons
    await cast.be("sanne")
    await cast.sanne.get(cast.feedback)
    assert "Ik snap je." in cast.sanne.page
    tom = await cast.be("tom")
    assert (await tom.post(f"{decide}/undo")).status_code == 409
    await cast.be("iris")
    await iris.get("/coach")
    assert f'action="{decide}/undo"' in iris.page
    assert (await iris.post(f"{decide}/undo")).status_code == 303
    assert (await iris.post(f"{decide}/undo")).status_code == 409, "once"
    assert await store.misreadings.lessons() == (), "an error is undone"
    assert [one.status for one in await store.misreadings.of_attempt(cast.attempt.id)] == ["open"]


async def test_the_same_words_are_contested_once_and_can_be_taken_back(cast: Cast) -> None:
    await claimed(cast)
    store, sanne = cast.sanne.site.store, cast.sanne
    place = {"turn": "1", "start": "30", "end": "41", "move": "none"}
    start = cast.attempt.transcript.turns[1].text.find("U bent boos")
    place |= {"start": str(start), "end": str(start + len("U bent boos"))}
    await sanne.get(cast.feedback)
    again = await sanne.post(f"/attempts/{cast.attempt.id}/misread", **place)
    assert again.status_code == 409
    (one,) = await store.misreadings.of_attempt(cast.attempt.id)
    await sanne.get(cast.feedback)
    back = f"/attempts/{cast.attempt.id}/misread/{one.id}/back"
    assert f'action="{back}"' in sanne.page
    await sanne.post(back)
    assert await store.misreadings.of_attempt(cast.attempt.id) == ()


@pytest.mark.parametrize(
    "place",
    [
        {"turn": "0", "start": "0", "end": "9"},
        {"turn": "1", "start": "0", "end": "4000"},
        {"turn": "1", "start": "-5", "end": "3"},
        {"turn": "999", "start": "0", "end": "3"},
        {"turn": "-1", "start": "0", "end": "3"},
        {"turn": "x", "start": "", "end": "3"},
    ],
)
async def test_only_what_was_quoted_can_be_contested(cast: Cast, place: dict[str, str]) -> None:
    await cast.sanne.get(cast.feedback)
    page = f"/attempts/{cast.attempt.id}/misread"
    sent = await cast.sanne.post(page, move="none", **place)
    assert sent.status_code in (400, 404) and "<h1>" in sent.text
    asked = "&".join(f"{key}={value}" for key, value in place.items())
    assert (await cast.sanne.get(f"{page}?{asked}")).status_code in (400, 404)
    assert await cast.sanne.site.store.misreadings.of_attempt(cast.attempt.id) == ()


@pytest.mark.parametrize("move", ["", "no-such-move", "names-feeling"])
async def test_a_claim_says_what_it_was(cast: Cast, move: str) -> None:
    answer = await claimed(cast, move)
    assert answer.status_code == 422 and "Kies wat het was." in answer.text
    assert "Zo bedoelde ik het niet." in answer.text


@pytest.mark.parametrize("language", ["nl", "en", "da"])
async def test_a_grade_after_reviews_stands_beside_what_coaches_say(
    cast: Cast, language: str
) -> None:
    sanne, store = cast.sanne, cast.sanne.site.store
    found = cast.attempt.assessment
    assert found and sanne.person
    raw = found.verdicts[LISTENS].level
    assert raw is not None
    other = 0 if raw >= 2 else 3
    given = {LISTENS: (other, "Zo hoor ik het.")}
    for _ in range(5):
        one = await graded(sanne.site, sanne.person, TALK[:1])
        assert one.assessment
        await store.reviews.add(one.id, found, cast.people["iris"].id, given)
    object.__setattr__(sanne.site.practice, "reviews", store.reviews)
    fresh = await graded(sanne.site, sanne.person)
    assert fresh.assessment and fresh.assessment.verdicts[LISTENS].level == raw
    assert fresh.assessment.calibrated == {LISTENS: float(other)}
    assert fresh.assessment.advisory == (LISTENS,)
    await sanne.get(cast.feedback)
    await sanne.post("/looks", language=language)
    await sanne.get(f"/attempts/{fresh.id}/feedback")
    part = sanne.page.split(f'id="criterion-{LISTENS}"')[1].split("<details>")[0]
    words = sanne.site.texts[language]  # type: ignore[index]
    bands = sanne.site.catalog.rubric("citizen-conversation", language)[1].bands  # type: ignore[arg-type]
    says = words("coach.would-say", band=bands["absent" if other == 0 else "strong"])
    assert says in html.unescape(part) and words("coach.advisory") in html.unescape(part)
    assert bands[fresh.assessment.verdicts[LISTENS].band] in part, "the raw band stays"


async def test_what_a_coach_does_is_in_the_log_without_a_word_of_it(cast: Cast) -> None:
    store = cast.sanne.site.store
    await store.sharing.share(cast.attempt.id)
    iris = await cast.be("iris")
    await iris.get(cast.coach_page)
    await iris.post(
        cast.coach_page, **{f"level-{LISTENS}": "3", f"reason-{LISTENS}": "Heel warm gezegd."}
    )
    await iris.post(f"{cast.coach_page}/remarks", turn="1", remark="Heel warm gezegd.")
    due = {"person": cast.people["sanne"].id, "scenario": "stuck-entrepreneur", "level": "easy"}
    await iris.post("/coach/assign", **due, reason="Heel warm gezegd.")
    rows = await store.audit.latest()
    assert [one.act for one in reversed(rows)] == ["reviewed", "remarked", "assigned"]
    assert {(one.by, one.about) for one in rows} == {("Iris", "Sanne Bakker")}
    assert "warm" not in str(rows) and cast.attempt.id not in str(rows)
