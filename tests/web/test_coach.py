"""A shared attempt with its coach: who may read and judge it, and what the trainee sees of that."""

import html
from datetime import UTC, datetime

import pytest

from trainer.core.assessment import Level
from trainer.core.base import Language
from trainer.store.assessments import AssessmentRow
from web.cast import LISTENS, OTHERS, Cast, cast, folder
from web.conftest import TALK, graded

__all__ = ["cast", "folder"]


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
    part = cast.sanne.page.split(f'id="criterion-{LISTENS}"')[1].split('class="criterion"')[0]
    bands = cast.sanne.site.catalog.rubric("citizen-conversation", "nl")[1].bands
    assert f"Je coach: {bands['absent']}." in part
    assert "Je vroeg &lt;i&gt;door&lt;/i&gt;." in part
    assert cast.attempt.assessment
    band = cast.attempt.assessment.verdicts[LISTENS].band
    assert band
    machine = cast.sanne.site.texts["nl"]("review.machine", band=bands[band])
    assert machine in html.unescape(part), "the machine's own level stays"


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
