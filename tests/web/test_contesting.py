"""A trainee sees a level differently: what is shared, who answers, and by when."""

import html
from datetime import UTC, datetime, timedelta

import pytest

from trainer.core.base import Language
from trainer.store.assessments import AssessmentRow
from trainer.web import texts
from trainer.web.texts import time_left
from web.cast import LISTENS, Cast, cast, folder

__all__ = ["cast", "folder"]
REASON = "Ik vroeg <i>toch</i> door?"
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


def page_of(cast: Cast, criterion: str = LISTENS) -> str:
    return f"/attempts/{cast.attempt.id}/contest/{criterion}"


async def contested(cast: Cast) -> None:
    await cast.sanne.get(page_of(cast))
    assert (await cast.sanne.post(page_of(cast), reason=REASON)).status_code == 303


def part(page: str) -> str:
    return html.unescape(page.split(f'id="criterion-{LISTENS}"')[1].split('class="criterion"')[0])


async def test_the_page_says_first_that_it_shares_and_by_when_there_is_an_answer(
    cast: Cast,
) -> None:
    sanne = cast.sanne
    await sanne.get(cast.feedback)
    assert page_of(cast) in sanne.page
    await sanne.get(page_of(cast))
    t = sanne.site.texts["nl"]
    day = t.day(datetime.now(UTC) + timedelta(days=14))
    assert t("contest.shares") in sanne.page
    assert t("contest.what-happens", coach="Iris", day=day) in html.unescape(sanne.page)
    await contested(cast)
    assert await sanne.site.store.sharing.is_shared(cast.attempt.id)
    await sanne.get(cast.feedback)
    shown = part(sanne.page)
    assert "Nog 14 dagen." in shown and "Je vroeg je coach hiernaar te kijken" in shown
    assert "<i>toch</i>" not in sanne.page, "what somebody typed stays text"


async def test_what_is_shared_already_is_not_said_to_be_shared_now(cast: Cast) -> None:
    sanne, t = cast.sanne, cast.sanne.site.texts["nl"]
    await sanne.site.store.sharing.share(cast.attempt.id)
    await sanne.get(page_of(cast))
    assert t("contest.shared") in sanne.page and t("contest.ask") in sanne.page
    assert t("contest.shares") not in sanne.page and t("contest.send") not in sanne.page


async def test_the_coach_answers_once_and_both_are_kept(cast: Cast) -> None:
    await contested(cast)
    sanne, store = cast.sanne, cast.sanne.site.store
    iris = await cast.be("iris")
    await iris.get("/coach")
    assert f"{cast.coach_page}#contest-{LISTENS}" in iris.page and "Nog 14 dagen." in iris.page
    await iris.get(cast.coach_page)
    answer = f"{cast.coach_page}/contests/{LISTENS}"
    half = await iris.post(answer, **{f"level-{LISTENS}": "3"})
    assert half.status_code == 422 and (await store.reviews.history(cast.attempt.id)) == ()
    given = {f"level-{LISTENS}": "3", f"reason-{LISTENS}": "Je hebt gelijk."}
    assert (await iris.post(answer, **given)).status_code == 303
    assert (await iris.post(answer, **given)).status_code == 409
    await iris.get(cast.coach_page)
    assert "Je hebt gelijk." in iris.page and "toch" in iris.page
    await cast.be("sanne")
    await sanne.get("/")
    assert "gaf antwoord op wat jij anders zag" in sanne.page
    await sanne.get(cast.feedback)
    shown = part(sanne.page)
    assert "omdat jij het anders zag" in shown and shown.count("Je hebt gelijk.") == 1
    machine = cast.attempt.assessment
    assert machine and machine.verdicts[LISTENS].reason in shown, "the machine's stands beside it"
    assert page_of(cast) not in sanne.page, "once a criterion"
    await sanne.get(page_of(cast))
    assert (await sanne.post(page_of(cast), reason="Nog eens.")).status_code == 409


@pytest.mark.parametrize("way", ["withdraw", "unshare"])
async def test_it_can_be_taken_back_until_it_is_answered(cast: Cast, way: str) -> None:
    await contested(cast)
    sanne, store = cast.sanne, cast.sanne.site.store
    await sanne.get(cast.feedback)
    back = f"{page_of(cast)}/withdraw"
    await sanne.post(back if way == "withdraw" else f"/attempts/{cast.attempt.id}/unshare")
    assert await store.contests.of_attempt(cast.attempt.id) == {}
    assert await store.sharing.is_shared(cast.attempt.id) is (way == "withdraw")


async def test_what_cannot_be_contested(cast: Cast) -> None:
    sanne, store = cast.sanne, cast.sanne.site.store
    await sanne.get(page_of(cast))
    for reason, criterion, status in (
        (" ", LISTENS, 422),
        ("x" * 1001, LISTENS, 422),
        ("Hm.", "no-such-criterion", 404),
    ):
        assert (await sanne.post(page_of(cast, criterion), reason=reason)).status_code == status
    for name in ("iris", "tom", "yusuf", "mia", "ad"):
        other = await cast.be(name)
        sent = [
            await other.get(page_of(cast)),
            await other.post(page_of(cast), reason="Hm."),
            await other.post(f"{page_of(cast)}/withdraw"),
        ]
        assert [one.status_code for one in sent] == [404] * 3, name
    await cast.be("sanne")
    await store.coaching.end(cast.people["sanne"].id)
    assert (await sanne.post(page_of(cast), reason="Hm.")).status_code == 409
    await sanne.get(cast.feedback)
    assert page_of(cast) not in sanne.page
    assert await store.contests.of_attempt(cast.attempt.id) == {}
    assert not await store.sharing.is_shared(cast.attempt.id)


async def test_who_is_judged_very_differently_by_two_assessors_is_asked_to_share(
    cast: Cast,
) -> None:
    sanne, store = cast.sanne, cast.sanne.site.store
    asks = sanne.site.texts["nl"]("contest.apart-head")
    await sanne.get(cast.feedback)
    assert asks not in sanne.page
    async with store.database.writing() as session:
        row = await session.get(AssessmentRow, cast.attempt.id)
        assert row
        row.body = {**row.body, "apart": [LISTENS]}
    await sanne.get(cast.feedback)
    assert asks in sanne.page
    await store.sharing.share(cast.attempt.id)
    await sanne.get(cast.feedback)
    assert asks not in sanne.page


@pytest.mark.parametrize(
    ("language", "hours", "words"),
    [
        ("nl", 14 * 24, "Nog 14 dagen."),
        ("nl", 20, "Nog 1 dag."),
        ("nl", 3, "Dat is vandaag."),
        ("nl", -5, "Dat is vandaag."),
        ("nl", -30, "De termijn is 1 dag voorbij."),
        ("en", 49, "2 days left."),
        ("en", -24 * 3, "That was 3 days ago."),
        ("da", 24, "Der er 1 dag tilbage."),
        ("da", 48, "Der er 2 dage tilbage."),
    ],
)
def test_the_days_that_are_left_are_those_of_the_calendar(
    language: Language, hours: int, words: str
) -> None:
    assert time_left(texts.load()[language], NOW + timedelta(hours=hours), NOW) == words
