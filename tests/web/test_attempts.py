import re

import pytest

from shipped import CATALOG
from trainer.core.attempt import Attempt, SelfRating
from trainer.core.scenario import LEVELS
from trainer.errors import ConflictError, TrainerError
from web.conftest import CASE, TALK, Visitor, graded, played


async def begun(visitor: Visitor) -> str:
    """Return the address of a new attempt."""
    response = await visitor.post("/attempts", scenario=CASE, level="standard", language="nl")
    return str(response.headers["location"])


async def kept(visitor: Visitor, address: str) -> Attempt:
    return await visitor.site.store.attempts.get(address.split("/")[2])


async def test_each_case_is_shown_with_its_choices(sanne: Visitor) -> None:
    await sanne.get("/library")
    for id in ("angry-resident", "stuck-entrepreneur"):
        card = sanne.page.split(f'id="case-{id}"')[1].split("</li>")[0]
        assert re.findall(r'name="level" value="(\w+)"', card) == ["easy", "standard", "hard"]
        assert re.findall(r'<option value="(\w+)"', card) == ["nl", "en", "da"]
        assert "12 min." in card and "Wat je oefent" in card


async def test_who_sees_what_is_read_before_the_first_talk(visitor: Visitor) -> None:
    await visitor.sign_in()
    assert visitor.person
    location = await begun(visitor)
    assert location.startswith("/privacy?next=/attempts/")
    await visitor.get(location)
    briefing = location.split("next=")[1]
    begin = await visitor.post(f"{briefing}/begin")
    assert begin.headers["location"] == location, "there is no way around it"
    read = await visitor.post("/privacy", next=briefing)
    assert read.headers["location"] == briefing
    person = await visitor.site.store.people.get(visitor.person.id)
    assert person.privacy_read is not None
    await visitor.get("/")
    assert (await begun(visitor)) == briefing, "the open briefing is taken up again"


async def test_the_case_is_taken_in_while_its_briefing_is_read(
    sanne: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared: list[str] = []
    monkeypatch.setattr(sanne.site.practice.engine.reader, "prepared", prepared)
    await sanne.get(await begun(sanne))
    assert prepared == [CASE]


async def test_the_briefing_tells_what_the_official_knows(sanne: Visitor) -> None:
    address = await begun(sanne)
    await sanne.get(address)
    script = sanne.site.practice.case_of(await kept(sanne, address)).script
    for text in (script.briefing, script.content_note, *script.knowledge):
        assert text and text.split(".")[0].replace("'", "&#39;") in sanne.page
    assert (await sanne.post(f"{address}/begin")).headers["location"] == (
        f"/chat/thread/{address.split('/')[2]}"
    )


async def test_the_language_of_a_case_is_not_the_interfaces(sanne: Visitor) -> None:
    response = await sanne.post("/attempts", scenario=CASE, level="easy", language="da")
    await sanne.get(response.headers["location"])
    assert '<html lang="nl"' in sanne.page and 'lang="da">Den opgravede' in sanne.page


@pytest.mark.parametrize(
    ("scenario", "level", "status"), [("nowhere", "easy", 404), (CASE, "hardest", 400)]
)
async def test_what_is_not_there_is_one_sentence(
    sanne: Visitor, scenario: str, level: str, status: int
) -> None:
    response = await sanne.post("/attempts", scenario=scenario, level=level, language="nl")
    assert response.status_code == status and 'role="alert"' in sanne.page


@pytest.mark.parametrize(
    ("method", "rest"),
    [
        ("get", ""),
        ("get", "/rate"),
        ("get", "/feedback"),
        ("get", "/progress"),
        ("post", "/begin"),
        ("post", "/finish"),
        ("post", "/back"),
        ("post", "/stop"),
        ("post", "/rate"),
        ("post", "/grade"),
    ],
)
async def test_somebody_elses_attempt_does_not_exist(
    sanne: Visitor, method: str, rest: str
) -> None:
    iris = await sanne.site.store.people.add("Iris Vos", "iris", "trainee")
    hers = await sanne.site.practice.start(iris.id, CASE, "nl", "easy")
    response = await getattr(sanne, method)(f"/attempts/{hers.id}{rest}")
    assert response.status_code == 404 and "niet van jou" in sanne.page
    assert (await sanne.site.store.attempts.get(hers.id)).status == "briefing"


async def test_an_accidental_finish_can_be_undone(sanne: Visitor) -> None:
    assert sanne.person
    attempt = await played(sanne.site, sanne.person, TALK[:1])
    page = f"/attempts/{attempt.id}"
    await sanne.get(f"{page}/rate")
    back = await sanne.post(f"{page}/back")
    assert back.headers["location"] == f"/chat/thread/{attempt.id}"
    finish = await sanne.post(f"{page}/finish")
    assert finish.headers["location"] == f"{page}/rate"


async def test_leaving_is_never_counted(sanne: Visitor) -> None:
    assert sanne.person
    attempt = await played(sanne.site, sanne.person)
    await sanne.get(f"/attempts/{attempt.id}/rate")
    await sanne.post(f"/attempts/{attempt.id}/stop")
    await sanne.get(f"/attempts/{attempt.id}")
    assert "telt niet mee" in sanne.page
    await sanne.get("/")
    assert attempt.id not in sanne.page


async def test_what_is_unfinished_is_listed_at_home(sanne: Visitor) -> None:
    assert sanne.person
    practice = sanne.site.practice
    ended = await played(sanne.site, sanne.person, TALK[:1])
    talking = await practice.go_back((await played(sanne.site, sanne.person, TALK[:1])).id)
    await sanne.get("/")
    assert f'href="/attempts/{ended.id}/rate"' in sanne.page
    assert f'href="/chat/thread/{talking.id}"' in sanne.page


async def test_nothing_said_is_nothing_to_look_back_on(sanne: Visitor) -> None:
    address = await begun(sanne)
    await sanne.post(f"{address}/finish")
    await sanne.get(f"{address}/rate")
    assert "Je hebt nog niets gezegd" in sanne.page and 'type="radio"' not in sanne.page
    assert f"{address}/back" in sanne.page and f"{address}/stop" in sanne.page
    assert (await kept(sanne, address)).status == "briefing", "nothing has ended"
    with pytest.raises(ConflictError, match="nothing-said"):
        await sanne.site.practice.finish(address.split("/")[2])


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"tone": "2", "empathy": "1"}, "Kies bij elk onderdeel"),
        ({"tone": "2", "empathy": "1", "completeness": "9"}, "Kies bij elk onderdeel"),
        ({"tone": "2", "empathy": "1", "completeness": "1", "remark": "x" * 2001}, "te lang"),
    ],
)
async def test_a_rating_that_is_not_whole_keeps_what_was_chosen(
    sanne: Visitor, fields: dict[str, str], says: str
) -> None:
    assert sanne.person
    attempt = await played(sanne.site, sanne.person)
    await sanne.get(f"/attempts/{attempt.id}/rate")
    response = await sanne.post(f"/attempts/{attempt.id}/rate", **{"remark": "Nou.", **fields})
    assert response.status_code == 422 and says in sanne.page
    assert fields.get("remark", "Nou.") in sanne.page
    assert re.search(r'id="tone-competent"[^>]* checked', sanne.page)
    assert (await sanne.site.store.attempts.get(attempt.id)).status == "rating"


async def test_rating_leads_to_the_feedback(sanne: Visitor) -> None:
    assert sanne.person
    attempt = await played(sanne.site, sanne.person)
    page = f"/attempts/{attempt.id}"
    await sanne.get(f"{page}/rate")
    response = await sanne.post(f"{page}/rate", tone="2", empathy="3", completeness="0")
    assert response.headers["location"] == f"{page}/feedback"
    # A busy machine may show first that the feedback is being made.
    await sanne.site.grading.wait(attempt.id, 60)
    assert (await sanne.get(f"{page}/feedback")).status_code == 200
    assert "Dit deed je goed" in sanne.page
    assert (await sanne.get(f"{page}/rate")).headers["location"] == f"{page}/feedback"


async def test_earlier_attempts_stand_at_home_in_words(sanne: Visitor) -> None:
    assert sanne.person
    attempt = await graded(sanne.site, sanne.person)
    await sanne.get("/")
    earlier = sanne.page.split('id="earlier"')[1]
    assert f"/attempts/{attempt.id}/feedback" in earlier
    assert attempt.assessment and not re.search(r"0[.,]\d", earlier)
    words = sanne.site.catalog.rubric("citizen-conversation", "nl")[1]
    for score in attempt.assessment.dimensions.values():
        assert score.band is None or words.bands[score.band] in earlier


@pytest.mark.parametrize("ticked", [True, False])
async def test_practice_mode_is_chosen_at_the_briefing_and_never_counts(
    sanne: Visitor, ticked: bool
) -> None:
    assert sanne.person
    attempt = await sanne.site.practice.start(sanne.person.id, CASE, "nl", "standard", seed=3)
    await sanne.get(f"/attempts/{attempt.id}")
    label = sanne.site.texts["nl"]("practice.label")
    await sanne.post(f"/attempts/{attempt.id}/begin", **({"practice": "yes"} if ticked else {}))
    async for _ in sanne.site.practice.turn(attempt.id, TALK[0]):
        pass
    await sanne.post(f"/attempts/{attempt.id}/begin")
    assert (await sanne.site.store.attempts.get(attempt.id)).counts is not ticked, "it stays so"
    await sanne.get("/")
    assert (label in sanne.page) is ticked
    await sanne.site.practice.finish(attempt.id)
    await sanne.site.practice.rate(attempt.id, SelfRating(levels={}))
    await sanne.site.practice.grade(attempt.id)
    await sanne.get("/path")
    assert len(await sanne.site.store.skills.history(sanne.person.id)) == (0 if ticked else 1)
    await sanne.get(f"/attempts/{attempt.id}/feedback")
    assert (sanne.site.texts["nl"]("practice.did-not-count") in sanne.page) is ticked
    await sanne.get("/")
    assert (label in sanne.page) is ticked


async def test_hints_come_in_three_steps_for_each_part_of_a_talk(sanne: Visitor) -> None:
    assert sanne.person
    practice = sanne.site.practice
    attempt = await practice.start(sanne.person.id, CASE, "nl", "standard", seed=3)
    hints = practice.case_of(attempt).script.hints
    assert [await practice.hint(attempt.id) for _ in range(3)] == list(hints.early)
    with pytest.raises(TrainerError, match="hints-given"):
        await practice.hint(attempt.id)
    async for _ in practice.turn(attempt.id, TALK[0]):
        pass
    for step, message in zip(hints.middle, TALK[1:], strict=True):
        assert await practice.hint(attempt.id) == step
        async for _ in practice.turn(attempt.id, message):
            pass
    kept = await sanne.site.store.attempts.get(attempt.id)
    assert practice.hints(kept) == (*hints.early, *hints.middle)


@pytest.mark.parametrize("case", sorted(entry.scenario.id for entry in CATALOG.scenarios()))
def test_hints_are_there_but_at_the_hardest_level(case: str) -> None:
    there = {level: CATALOG.case(case, "nl", level).hints for level in LEVELS}
    assert there == {"easy": True, "standard": True, "hard": False}
