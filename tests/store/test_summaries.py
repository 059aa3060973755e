from datetime import timedelta

from store.conftest import ASSESSMENT, NOON, new_attempt
from trainer.core.attempt import Attempt
from trainer.store.people import Person
from trainer.store.store import Store


async def test_a_person_finds_their_own_newest_first(
    store: Store, attempt: Attempt, sanne: Person
) -> None:
    other = await store.people.add("Iris Vos", "iris", "trainee")
    await store.attempts.add(new_attempt("hers", other.id))
    await store.attempts.add(new_attempt("later", sanne.id, NOON + timedelta(days=1)))
    await store.attempts.grade(attempt.id, ASSESSMENT)
    found = await store.summaries.of_person(sanne.id)
    assert [one.id for one in found] == ["later", attempt.id]
    assert [one.bands for one in found] == [{}, {"empathy": "competent"}]
    (open_one,) = await store.summaries.of_person(sanne.id, statuses=("briefing", "talking"))
    assert open_one.id == "later"
    assert await store.summaries.played(sanne.id) == {attempt.scenario: 1}
    (criterion, verdict), *_ = ASSESSMENT.verdicts.items()
    assert await store.summaries.quotes(["later", attempt.id]) == {
        attempt.id: {criterion: (verdict.quotes[0].text,)}
    }


async def test_when_people_were_last_seen(store: Store, attempt: Attempt, sanne: Person) -> None:
    assert await store.summaries.last_seen([sanne.id, "nobody"]) == {}, "a briefing is no practice"
    for days in (1, 3, 2):
        made = new_attempt(f"day{days}", sanne.id, NOON + timedelta(days=days))
        await store.attempts.add(made.model_copy(update={"status": "stopped"}))
    seen = await store.summaries.last_seen([sanne.id, "nobody"])
    assert seen == {sanne.id: NOON + timedelta(days=3)}
