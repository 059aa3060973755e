"""Another try from a turn, and both side by side."""

import re

import pytest

from trainer.core.attempt import Attempt
from web.conftest import TALK, Visitor, graded

OTHER = "[acknowledges-impact Dat is erg lang.] [asks-open Wat doet dat met u?]"


async def taken(visitor: Visitor, turn: int = 3) -> tuple[Attempt, Attempt]:
    """Return a graded attempt and a fork of it, in which nothing is said yet."""
    assert visitor.person
    first = await graded(visitor.site, visitor.person)
    await visitor.get(f"/attempts/{first.id}/again/{turn}")
    response = await visitor.post(f"/attempts/{first.id}/again/{turn}")
    address = response.headers["location"]
    assert address.startswith("/chat/thread/")
    return first, await visitor.site.store.attempts.get(address.rsplit("/", 1)[1])


async def tried(visitor: Visitor, turn: int = 3) -> tuple[Attempt, Attempt]:
    """Return a graded attempt and a fork of it that was talked through."""
    first, fork = await taken(visitor, turn)
    async for _ in visitor.site.practice.turn(fork.id, OTHER):
        pass
    finish = await visitor.post(f"/attempts/{fork.id}/finish")
    assert finish.headers["location"] == f"/attempts/{fork.id}/beside"
    await visitor.site.practice.grade(fork.id)
    return first, fork


async def test_the_way_to_another_try_stands_at_each_turn_and_at_what_to_try(
    sanne: Visitor,
) -> None:
    assert sanne.person
    first = await graded(sanne.site, sanne.person)
    page = (await sanne.get(f"/attempts/{first.id}/feedback")).text
    feedback, talk = page.split('id="transcript"')
    ways = [f"/attempts/{first.id}/again/{turn}" for turn in (1, 3, 5, 7)]
    assert re.findall(r'href="([^"]+/again/\d+)"', talk) == ways
    assert first.assessment and first.assessment.try_next
    turn = first.assessment.try_next.turn
    assert re.findall(r'href="[^"]+/again/(\d+)"', feedback) == [str(turn)]


async def test_it_begins_where_the_citizen_stood(sanne: Visitor) -> None:
    first, fork = await taken(sanne)
    assert fork.state == first.exchanges[0].state and fork.exchanges == first.exchanges[:1]
    assert first.exchanges[1].message.split("]")[0][-9:] in sanne.page


async def test_asking_twice_gives_one_try(sanne: Visitor) -> None:
    first, fork = await taken(sanne)
    await sanne.get(f"/attempts/{first.id}/again/3")
    again = await sanne.post(f"/attempts/{first.id}/again/2")
    assert again.headers["location"] == f"/chat/thread/{fork.id}"
    assert (await sanne.get(f"/attempts/{fork.id}")).headers[
        "location"
    ] == f"/chat/thread/{fork.id}"


async def test_both_stand_side_by_side(sanne: Visitor) -> None:
    first, fork = await tried(sanne)
    page = (await sanne.get(f"/attempts/{fork.id}/beside")).text
    assert "Wat doet dat met u?" in page and "Hoe is het thuis?" in page
    assert "Bij bericht 2 pakte je het anders aan" in page
    kept = await sanne.site.store.attempts.get(fork.id)
    assert kept.assessment and kept.self_rating is None
    feedback = (await sanne.get(f"/attempts/{first.id}/feedback")).text
    assert f"/attempts/{fork.id}/beside" in feedback.split('id="tries"')[1]
    own = (await sanne.get(f"/attempts/{fork.id}/feedback")).text
    assert "Alleen jij ziet die" in own and 'class="again' not in own


async def test_it_never_counts_as_an_attempt(sanne: Visitor) -> None:
    first, fork = await tried(sanne)
    store = sanne.site.store
    assert await store.summaries.played(first.person) == {first.scenario: 1}
    assert [one.attempt for one in await store.skills.uncounted(first.person)] == [first.id]
    home = (await sanne.get("/")).text
    assert first.id in home and fork.id not in home


async def test_no_coach_sees_it(sanne: Visitor) -> None:
    first, fork = await tried(sanne)
    store = sanne.site.store
    iris = await store.people.add("Iris Vos", "iris", "coach")
    await store.coaching.give(first.person, iris.id)
    page = (await sanne.get(f"/attempts/{fork.id}/feedback")).text
    assert "Iris Vos" not in page
    assert (await sanne.post(f"/attempts/{fork.id}/share")).status_code == 409
    assert not await store.sharing.is_shared(fork.id)


async def test_it_is_listed_as_unfinished_once_something_is_said(sanne: Visitor) -> None:
    _, fork = await taken(sanne)
    assert fork.id not in (await sanne.get("/")).text
    finish = await sanne.post(f"/attempts/{fork.id}/finish")
    assert finish.headers["location"] == f"/chat/thread/{fork.id}", "nothing was said yet"
    async for _ in sanne.site.practice.turn(fork.id, OTHER):
        pass
    assert "nog een poging" in (await sanne.get("/")).text.split(fork.id)[0][-900:]


@pytest.mark.parametrize("turn", ["8", "9", "-1"])
async def test_there_is_no_other_try_after_the_last_message(sanne: Visitor, turn: str) -> None:
    assert sanne.person
    first = await graded(sanne.site, sanne.person)
    assert len(first.exchanges) == len(TALK) == 4
    assert (await sanne.get(f"/attempts/{first.id}/again/{turn}")).status_code == 404


async def test_of_two_at_the_desk_no_name_stands_within_a_quote(sanne: Visitor) -> None:
    assert sanne.person
    practice = sanne.site.practice
    begun = await practice.start(sanne.person.id, "complex-household", "nl", "easy", seed=1)
    for message in ("En jij, Niels? [son-wants Wat wil jij?]", "[blames Eigen schuld, Niels.]"):
        async for _ in practice.turn(begun.id, message):
            pass
    talk = await practice.finish(begun.id)
    await practice.grade(talk.id)
    assert talk.transcript.turns[2].text.startswith("Niels: ")
    said = talk.transcript.turns[2].text.removeprefix("Niels: ")
    again = (await sanne.get(f"/attempts/{talk.id}/again/3")).text
    assert "Niels Verhoef zei:" in again and f"<q>{said}</q>" in again
    feedback = (await sanne.get(f"/attempts/{talk.id}/feedback")).text
    assert f"<q>{said}</q>" in feedback and "<q>Niels: " not in feedback
