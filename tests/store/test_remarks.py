from trainer.core.attempt import Attempt
from trainer.store.people import Person
from trainer.store.store import Store


async def test_remarks_stand_at_their_turn_and_their_coach_takes_them_back(
    store: Store, attempt: Attempt, sanne: Person
) -> None:
    iris = await store.people.add("Iris Vos", "iris", "coach")
    for turn, words in ((3, "Mooi."), (1, "Hier ging het mis."), (3, "Nog eens.")):
        await store.remarks.add(attempt.id, turn, words, iris.id)
    found = await store.remarks.of_attempt(attempt.id)
    assert {turn: [one.text for one in some] for turn, some in found.items()} == {
        3: ["Mooi.", "Nog eens."],
        1: ["Hier ging het mis."],
    }
    first = found[3][0]
    for attempt_id, coach in ((attempt.id, sanne.id), ("other", iris.id)):
        await store.remarks.remove(attempt_id, first.id, coach)
    assert await store.remarks.of_attempt(attempt.id) == found, "only one's own, in its place"
    await store.remarks.remove(attempt.id, first.id, iris.id)
    assert [one.text for one in (await store.remarks.of_attempt(attempt.id))[3]] == ["Nog eens."]
