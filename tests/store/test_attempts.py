import asyncio

import pytest

from store.conftest import ASSESSMENT, NOON, exchange, new_attempt
from trainer.core.attempt import Attempt, SelfRating
from trainer.core.usage import Usage
from trainer.errors import ConflictError, NotFoundError
from trainer.store.store import Store


async def test_what_was_added_comes_back_the_same(store: Store, attempt: Attempt) -> None:
    assert await store.attempts.get(attempt.id) == attempt


async def test_a_fork_brings_what_it_took_over(store: Store, attempt: Attempt) -> None:
    fork = new_attempt("fork", attempt.person).model_copy(
        update={
            "parent": attempt.id,
            "parent_exchanges": 2,
            "exchanges": (exchange("Een"), exchange("Twee", 2)),
        }
    )
    await store.attempts.add(fork)
    assert await store.attempts.get("fork") == fork
    (listed,) = await store.summaries.forks(attempt.person, attempt.id)
    assert (listed.id, listed.parent_exchanges) == ("fork", 2)
    mine = await store.summaries.of_person(attempt.person, forks=False)
    assert [one.id for one in mine] == [attempt.id]


async def test_exchanges_come_back_in_order(store: Store, attempt: Attempt) -> None:
    said = [exchange(f"Vraag {number}", number) for number in range(1, 13)]
    for position, one in enumerate(said):
        await store.attempts.append(attempt.id, position, one)
    kept = await store.attempts.get(attempt.id)
    assert kept.exchanges == tuple(said)
    assert len(kept.transcript.turns) == 25


async def test_what_was_said_comes_with_what_it_makes_of_the_attempt(
    store: Store, attempt: Attempt
) -> None:
    await store.attempts.append(attempt.id, 0, exchange("Eerst"))
    kept = await store.attempts.get(attempt.id)
    assert (kept.status, kept.ended) == ("talking", None)
    await store.attempts.append(attempt.id, 1, exchange("Dag"), "rating", NOON)
    kept = await store.attempts.get(attempt.id)
    assert (kept.status, kept.ended) == ("rating", NOON)
    await store.attempts.move(attempt.id, "talking")
    with pytest.raises(ConflictError, match="turn-taken"):
        await store.attempts.append(attempt.id, 1, exchange("Later"), "rating", NOON)
    assert (await store.attempts.get(attempt.id)).status == "talking", "nothing of it is kept"


async def test_a_turn_is_stored_once(store: Store, attempt: Attempt) -> None:
    await store.attempts.append(attempt.id, 0, exchange("Eerst"))
    with pytest.raises(ConflictError, match="turn-taken"):
        await store.attempts.append(attempt.id, 0, exchange("Later"))
    kept = await store.attempts.get(attempt.id)
    assert [one.message for one in kept.exchanges] == ["Eerst"]


async def test_of_many_at_once_one_is_kept(store: Store, attempt: Attempt) -> None:
    tries = [store.attempts.append(attempt.id, 0, exchange(f"Poging {n}")) for n in range(12)]
    outcomes = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(outcome is None for outcome in outcomes) == 1
    assert {type(outcome) for outcome in outcomes} == {type(None), ConflictError}


@pytest.mark.parametrize("status", ["rating", "grading", "graded", "stopped"])
async def test_nothing_is_said_after_the_talk(store: Store, attempt: Attempt, status: str) -> None:
    await store.attempts.move(attempt.id, status, NOON)  # type: ignore[arg-type]
    with pytest.raises(ConflictError, match="talk-is-over"):
        await store.attempts.append(attempt.id, 0, exchange())


async def test_back_in_the_talk_it_has_not_ended(store: Store, attempt: Attempt) -> None:
    await store.attempts.move(attempt.id, "rating", NOON)
    assert (await store.attempts.get(attempt.id)).ended == NOON
    await store.attempts.move(attempt.id, "talking")
    kept = await store.attempts.get(attempt.id)
    assert (kept.status, kept.ended) == ("talking", None)


async def test_every_hint_counts(store: Store, attempt: Attempt) -> None:
    asked = [store.attempts.hinted(attempt.id, "early", 3) for _ in range(5)]
    counts = await asyncio.gather(*asked)
    assert sorted(counts, key=lambda count: count or 9) == [1, 2, 3, None, None]
    assert await store.attempts.hinted(attempt.id, "late", 3) == 1
    assert (await store.attempts.get(attempt.id)).hinted == ("early", "early", "early", "late")


async def test_one_grade_only(store: Store, attempt: Attempt) -> None:
    other = ASSESSMENT.model_copy(update={"engine": "model:other"})
    kept = await asyncio.gather(
        *(store.attempts.grade(attempt.id, one) for one in (ASSESSMENT, other, other))
    )
    assert sorted(kept) == [False, False, True]
    first = (ASSESSMENT, other, other)[kept.index(True)]
    graded = await store.attempts.get(attempt.id)
    assert (graded.status, graded.assessment) == ("graded", first)


async def test_once_graded_it_stays_so(store: Store, attempt: Attempt) -> None:
    await store.attempts.grade(attempt.id, ASSESSMENT)
    await store.attempts.move(attempt.id, "grading", NOON)
    await store.attempts.move(attempt.id, "stopped", NOON)
    assert (await store.attempts.get(attempt.id)).status == "graded"


async def test_a_later_rating_replaces_the_first(store: Store, attempt: Attempt) -> None:
    await store.attempts.rate(attempt.id, SelfRating(levels={"tone": 1}))
    rating = SelfRating(levels={"tone": 2, "empathy": 3}, remark="Beter dan gisteren.")
    await store.attempts.rate(attempt.id, rating)
    assert (await store.attempts.get(attempt.id)).self_rating == rating


async def test_notes_stay_in_order(store: Store, attempt: Attempt) -> None:
    for note in ("eerst", "daarna"):
        await store.attempts.note(attempt.id, note)
    assert (await store.attempts.get(attempt.id)).notes == ("eerst", "daarna")


async def test_what_waits_for_its_grade_is_found(store: Store, attempt: Attempt) -> None:
    assert await store.attempts.ungraded() == ()
    await store.attempts.move(attempt.id, "grading")
    assert await store.attempts.ungraded() == (attempt.id,)


async def test_an_unknown_attempt_is_not_found(store: Store) -> None:
    with pytest.raises(NotFoundError):
        await store.attempts.get("nowhere")
    with pytest.raises(NotFoundError):
        await store.attempts.append("nowhere", 0, exchange())


async def test_what_a_model_took_is_kept_once_and_goes_with_the_attempt(
    store: Store, attempt: Attempt
) -> None:
    call = Usage(part="citizen", model="openai:any", prompt="abc", tokens_in=10, tokens_out=2)
    grading = call.model_copy(update={"part": "grader", "cost": 0.5})
    await store.attempts.used(attempt.id, (call,))
    assessed = ASSESSMENT.model_copy(update={"usage": (grading,)})
    assert await store.attempts.grade(attempt.id, assessed)
    assert not await store.attempts.grade(attempt.id, assessed)
    assert await store.usages.all() == ((attempt.id, call), (attempt.id, grading))
    kept = (await store.attempts.get(attempt.id)).assessment
    assert kept and kept.usage == ()


@pytest.mark.parametrize(
    ("how", "counts"),
    [({}, False), ({"status": "talking"}, True), ({"parent": "a1"}, True)],
)
async def test_whether_an_attempt_counts_is_chosen_before_it_begins(
    store: Store, attempt: Attempt, how: dict[str, object], counts: bool
) -> None:
    await store.attempts.add(new_attempt("a2", attempt.person).model_copy(update=how))
    await store.attempts.count_in("a2", False)
    assert (await store.attempts.get("a2")).counts is counts
