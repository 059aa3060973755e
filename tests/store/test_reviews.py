import pytest
from sqlalchemy import text

from store.conftest import new_attempt
from trainer.core.assessment import Assessment, Verdict
from trainer.core.attempt import Attempt
from trainer.errors import ConflictError, NotFoundError
from trainer.store.people import Person
from trainer.store.reviews import counting, earlier, taken_back
from trainer.store.store import Store


@pytest.fixture
async def iris(store: Store) -> Person:
    return await store.people.add("Iris Vos", "iris", "coach")


def assessment(engine: str = "embedded", **levels: int | None) -> Assessment:
    """Return an assessment with these levels."""
    return Assessment(
        rubric="citizen-conversation",
        rubric_version=1,
        language="nl",
        engine=engine,
        verdicts={
            id: Verdict(criterion=id, level=level, status="observed", reason="Zo las ik het.")
            for id, level in levels.items()
        },
        dimensions={},
    )


async def test_both_reviews_stay_and_the_latest_wins(
    store: Store, attempt: Attempt, iris: Person
) -> None:
    found = assessment(tone=2, calm=1)
    await store.reviews.add(attempt.id, found, iris.id, {"tone": (3, "Warm."), "calm": (1, "Ja.")})
    await store.reviews.add(attempt.id, found, iris.id, {"tone": (1, "Bij nader inzien koel.")})
    kept = await store.reviews.history(attempt.id)
    assert [(one.criterion, one.level) for one in kept] == [("tone", 3), ("calm", 1), ("tone", 1)]
    latest = await store.reviews.latest(attempt.id)
    assert {id: one.level for id, one in latest.items()} == {"tone": 1, "calm": 1}
    assert latest["tone"].band == "emerging"
    assert await store.reviews.pairs("citizen-conversation", "embedded") == {
        "tone": [(2, 1)],
        "calm": [(1, 1)],
    }


async def test_a_level_taken_back_counts_no_more_until_it_is_given_again(
    store: Store, attempt: Attempt, iris: Person, sanne: Person
) -> None:
    found, reviews = assessment(tone=2, calm=1), store.reviews
    await store.sharing.share(attempt.id)
    await reviews.add(attempt.id, found, iris.id, {"tone": (3, "Warm."), "calm": (1, "Ja.")})
    with pytest.raises(ConflictError):
        await reviews.take_back(attempt.id, found, sanne.id, "tone")
    await reviews.take_back(attempt.id, found, iris.id, "tone")
    history = await reviews.history(attempt.id)
    assert counting(history).keys() == {"calm"} and taken_back(history).keys() == {"tone"}
    assert [one.reason for one in earlier(history)["tone"]] == ["Warm."]
    assert await reviews.pairs("citizen-conversation", "embedded") == {"calm": [(1, 1)]}
    with pytest.raises(ConflictError):
        await reviews.take_back(attempt.id, found, iris.id, "tone")
    with pytest.raises(ConflictError):
        await reviews.restore(attempt.id, found, iris.id, "calm")
    await reviews.restore(attempt.id, found, iris.id, "tone")
    latest = await reviews.latest(attempt.id)
    assert (latest["tone"].level, latest["tone"].reason) == (3, "Warm.")


async def test_pairs_are_of_one_engine_and_of_what_both_judged(
    store: Store, attempt: Attempt, iris: Person
) -> None:
    await store.attempts.add(new_attempt("a2", attempt.person))
    await store.reviews.add(
        attempt.id, assessment(tone=2, calm=None), iris.id, {"tone": (3, "a"), "calm": (3, "b")}
    )
    other = assessment("model:other", tone=0)
    await store.reviews.add("a2", other, iris.id, {"tone": (2, "c")})
    pairs = store.reviews.pairs
    assert await pairs("citizen-conversation", "embedded") == {"tone": [(2, 3)]}
    assert await pairs("citizen-conversation", "model:other") == {"tone": [(0, 2)]}
    assert await pairs("another", "embedded") == {}
    assert await store.reviews.judged() == (
        ("citizen-conversation", "embedded"),
        ("citizen-conversation", "model:other"),
    )


async def test_a_criterion_that_was_not_judged_cannot_be_reviewed(
    store: Store, attempt: Attempt, iris: Person
) -> None:
    with pytest.raises(NotFoundError):
        given = {"tone": (1, "Koel."), "humour": (3, "Leuk.")}
        await store.reviews.add(attempt.id, assessment(tone=2), iris.id, given)
    assert await store.reviews.history(attempt.id) == ()


async def test_what_is_erased_takes_its_reviews_and_a_coach_who_goes_does_not(
    store: Store, attempt: Attempt, iris: Person
) -> None:
    await store.reviews.add(attempt.id, assessment(tone=2), iris.id, {"tone": (1, "Koel.")})
    async with store.database.writing() as session:
        await session.execute(text("DELETE FROM person WHERE id = :id"), {"id": iris.id})
    (kept,) = await store.reviews.history(attempt.id)
    assert (kept.coach, kept.level) == (None, 1)
    async with store.database.writing() as session:
        await session.execute(text("DELETE FROM attempt"))
    assert await store.reviews.history(attempt.id) == ()
