"""The trainee's side: share an attempt, take it back, and say what was read wrong."""

import html
import re

import httpx
import pytest

from web.cast import OTHERS, Cast, cast, folder

__all__ = ["cast", "folder"]


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
    start = cast.attempt.transcript.turns[1].text.find("U bent boos")
    end = start + len("U bent boos")
    place = {"turn": "1", "start": str(start), "end": str(end), "move": "none"}
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
