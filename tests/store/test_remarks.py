from dataclasses import replace
from datetime import timedelta

import pytest

from trainer.core.attempt import Attempt
from trainer.errors import NotFoundError
from trainer.store.people import Person
from trainer.store.retention import Due
from trainer.store.store import Store


async def test_remarks_stand_at_their_turn_and_their_coach_takes_them_back(
    store: Store, attempt: Attempt, sanne: Person, iris: Person
) -> None:
    for turn, words in ((3, "Mooi."), (1, "Hier ging het mis."), (3, "Nog eens.")):
        await store.remarks.add(attempt.id, turn, words, iris.id)
    found = await store.remarks.of_attempt(attempt.id)
    assert {turn: [one.text for one in some] for turn, some in found.items()} == {
        3: ["Mooi.", "Nog eens."],
        1: ["Hier ging het mis."],
    }
    first = found[3][0]
    for attempt_id, coach in ((attempt.id, sanne.id), ("other", iris.id)):
        for change in (store.remarks.remove, store.remarks.restore):
            with pytest.raises(NotFoundError, match="remark-unknown"):
                await change(attempt_id, first.id, coach)
    assert await store.remarks.of_attempt(attempt.id) == found, "only one's own, in its place"
    for _ in range(2):
        await store.remarks.remove(attempt.id, first.id, iris.id)
        assert [one.text for one in (await store.remarks.of_attempt(attempt.id))[3]] == [
            "Nog eens."
        ]
    for _ in range(2):
        await store.remarks.restore(attempt.id, first.id, iris.id)
        assert await store.remarks.of_attempt(attempt.id) == found


async def test_a_remark_sent_twice_stands_once_and_can_be_said_again_once_taken_back(
    store: Store, attempt: Attempt, iris: Person, sanne: Person
) -> None:
    for turn, coach in ((1, iris.id), (1, iris.id), (3, iris.id), (1, sanne.id)):
        await store.remarks.add(attempt.id, turn, "Mooi.", coach)
    found = await store.remarks.of_attempt(attempt.id)
    assert {turn: [one.coach for one in some] for turn, some in found.items()} == {
        1: [iris.id, sanne.id],
        3: [iris.id],
    }
    await store.remarks.remove(attempt.id, found[1][0].id, iris.id)
    await store.remarks.add(attempt.id, 1, "Mooi.", iris.id)
    assert len((await store.remarks.of_attempt(attempt.id))[1]) == 2


async def test_what_a_coach_took_back_is_theirs_for_a_week_and_then_gone(
    store: Store, attempt: Attempt, iris: Person
) -> None:
    await store.remarks.add(attempt.id, 1, "Niet zo bedoeld.", iris.id)
    ((one,),) = (await store.remarks.of_attempt(attempt.id)).values()
    await store.remarks.remove(attempt.id, one.id, iris.id)
    ((seen,),) = (await store.remarks.of_attempt(attempt.id, iris.id)).values()
    assert seen.removed
    tom = await store.people.add("Tom de Wit", "tom", "coach")
    assert await store.remarks.of_attempt(attempt.id, tom.id) == {}
    for days, kept in ((6, True), (8, False)):
        later = seen.removed + timedelta(days=days)
        retention = replace(store.retention, now=lambda at=later: at)
        await retention.clear(Due())
        assert ("Niet zo bedoeld." in str(await store.own.export(iris.id))) is kept
        remarks = replace(store.remarks, now=lambda at=later: at)
        assert (await remarks.of_attempt(attempt.id, iris.id) != {}) is kept
    with pytest.raises(NotFoundError):
        await store.remarks.restore(attempt.id, one.id, iris.id)
