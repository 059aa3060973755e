"""What was practised, ratings and difficulties, on SQLite and PostgreSQL alike."""

import asyncio
from datetime import timedelta

import pytest

from store.conftest import NOON, ON_SQLITE, new_attempt
from store.test_reviews import assessment
from trainer.core.difficulty import Shift
from trainer.core.progress import Practised
from trainer.core.scenario import Skill
from trainer.core.skill import Difficulty, Rating, practised
from trainer.errors import ConflictError
from trainer.store.difficulties import Meeting
from trainer.store.people import Person
from trainer.store.skills import Mastery
from trainer.store.store import Store

RATING = Rating(mean=0.1 + 0.2, variance=1 / 3, seen=3)
DIFFICULTY = Difficulty(mean=0.7, variance=0.09)
MEETING = Meeting(
    scenario="refused-benefit",
    level="standard",
    criterion="explains",
    skill=Skill(weight=1.0, difficulty=0.5),
    first=Shift(),
    before=RATING,
    seen=0,
)


def counted(attempt: str, review: int = 0) -> Practised:
    update = practised("explains", RATING, DIFFICULTY, 0.9, 2)
    return Practised(
        attempt=attempt,
        scenario="refused-benefit",
        level="standard",
        at=NOON,
        review=review,
        updates=(update,),
    )


async def graded(store: Store, person: Person, id: str, **levels: int | None) -> None:
    await store.attempts.add(new_attempt(id, person.id))
    await store.attempts.grade(id, assessment(**levels))


async def test_what_is_graded_and_counts_is_uncounted_until_it_is_kept(
    store: Store, sanne: Person
) -> None:
    await graded(store, sanne, "a1", explains=2, listens=None)
    await store.attempts.add(new_attempt("a2", sanne.id).model_copy(update={"counts": False}))
    await store.attempts.grade("a2", assessment(explains=3))
    await store.attempts.add(new_attempt("a3", sanne.id))
    await store.attempts.move("a3", "stopped", NOON)
    (one,) = await store.skills.uncounted(sanne.id)
    assert (one.attempt, one.levels, one.coach) == ("a1", {"explains": 2}, frozenset())
    await store.skills.keep(sanne.id, [counted("a1")], frozenset({"a1"}), {}, ())
    assert await store.skills.uncounted(sanne.id) == ()


async def test_a_coach_changes_a_level_and_adds_one(store: Store, sanne: Person) -> None:
    iris = await store.people.add("Iris Vos", "iris", "coach")
    await graded(store, sanne, "a1", explains=2, listens=None)
    await store.skills.keep(sanne.id, [counted("a1")], frozenset({"a1"}), {}, ())
    found = assessment(explains=2, listens=None)
    await store.reviews.add("a1", found, iris.id, {"explains": (0, "Nee."), "listens": (1, "Ja.")})
    await store.reviews.add("a1", found, iris.id, {"explains": (1, "Toch iets.")})
    (one,) = await store.skills.uncounted(sanne.id)
    assert one.levels == {"explains": 1, "listens": 1}
    assert one.coach == {"explains", "listens"}
    again = counted("a1", one.review)
    await store.skills.keep(sanne.id, [again], frozenset(), {}, ())
    assert await store.skills.uncounted(sanne.id) == ()
    assert await store.skills.history(sanne.id) == (again,)


async def test_what_is_kept_comes_back_to_the_last_digit(store: Store, sanne: Person) -> None:
    await graded(store, sanne, "a1", explains=2)
    kept = {
        "explains": Mastery(rating=RATING, mastered=NOON, due=NOON + timedelta(days=37)),
        "keeps-calm": Mastery(rating=Rating()),
    }
    await store.skills.keep(sanne.id, [counted("a1")], frozenset({"a1"}), kept, ())
    assert await store.skills.history(sanne.id) == (counted("a1"),)
    assert await store.skills.of_person(sanne.id) == kept
    await store.skills.keep(sanne.id, [], frozenset(), {"explains": kept["explains"]}, ())
    assert await store.skills.of_person(sanne.id) == {"explains": kept["explains"]}


async def test_nothing_is_counted_twice_and_what_fails_leaves_nothing(
    store: Store, sanne: Person
) -> None:
    await graded(store, sanne, "a1", explains=2)
    new = frozenset({"a1"})
    await store.skills.keep(sanne.id, [counted("a1")], new, {}, [MEETING])
    once = await store.difficulties.shifts()
    with pytest.raises(ConflictError, match="counted-already"):
        await store.skills.keep(
            sanne.id, [counted("a1")], new, {"explains": Mastery(rating=RATING)}, [MEETING]
        )
    assert await store.difficulties.shifts() == once
    assert await store.skills.of_person(sanne.id) == {}


async def test_many_people_who_meet_one_difficulty_all_move_it(store: Store) -> None:
    people = [await store.people.add(f"P{n}", f"p{n}", "trainee") for n in range(6)]
    for number, person in enumerate(people):
        await graded(store, person, f"a{number}", explains=0)

    async def keep(number: int, person: Person) -> None:
        id = f"a{number}"
        for _ in people:
            try:
                await store.skills.keep(person.id, [counted(id)], frozenset({id}), {}, [MEETING])
                return
            except ConflictError:
                continue  # another made the row first

    await asyncio.gather(*(keep(number, person) for number, person in enumerate(people)))
    (shift,) = (await store.difficulties.shifts()).values()
    assert shift.seen == len(people)
    assert shift.by > 0


async def test_another_persons_attempts_are_not_counted(store: Store, sanne: Person) -> None:
    joris = await store.people.add("Joris", "joris", "trainee")
    await graded(store, joris, "a1", explains=2)
    assert await store.skills.uncounted(sanne.id) == ()


@ON_SQLITE
async def test_the_ends_of_a_long_history_and_all_of_it_without_updates(
    store: Store, sanne: Person
) -> None:
    for number in range(7):
        await graded(store, sanne, f"a{number}", explains=2)
        one = counted(f"a{number}").model_copy(update={"at": NOON + timedelta(days=number)})
        await store.skills.keep(sanne.id, [one], frozenset({one.attempt}), {}, ())
    whole = await store.skills.history(sanne.id)
    seen = tuple((one.attempt, one.at, "explains", 2, "machine") for one in whole)
    assert await store.skills.glimpses(sanne.id) == seen
    assert await store.skills.ends(sanne.id, 2) == (seen[:2], seen[-2:])
    assert await store.skills.ends(sanne.id, 9) == (seen, seen)
    assert await store.skills.done(sanne.id) == tuple(
        (one.scenario, one.level, one.at) for one in whole
    )


async def test_of_what_a_coach_looked_at_it_is_told_whose_each_level_is(
    store: Store, sanne: Person
) -> None:
    await graded(store, sanne, "a1", explains=1, listens=2)
    updates = (
        practised("explains", RATING, DIFFICULTY, 0.9, 3, by="coach"),
        practised("listens", RATING, DIFFICULTY, 0.9, 2),
    )
    one = counted("a1", review=1).model_copy(update={"updates": updates})
    await store.skills.keep(sanne.id, [one], frozenset({"a1"}), {}, ())
    seen = [("explains", 3, "coach"), ("listens", 2, "machine")]
    assert [glimpse[2:] for glimpse in await store.skills.glimpses(sanne.id)] == seen
