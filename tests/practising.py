"""People in a store who practise, week by week, and are counted."""

from collections.abc import Iterable
from datetime import timedelta

from groups import MONDAY
from store.conftest import new_attempt
from store.test_reviews import assessment
from trainer.core.progress import Practised
from trainer.core.skill import Difficulty, Rating, practised
from trainer.core.week import WEEK, begins
from trainer.store.attempts import AttemptRow
from trainer.store.groups import Group
from trainer.store.people import Person
from trainer.store.practised import practised_row
from trainer.store.store import Store


async def people(store: Store, group: Group, count: int, first: int = 0) -> list[Person]:
    made = [
        await store.people.add(f"P{n}", f"p{n}", "trainee") for n in range(first, first + count)
    ]
    for person in made:
        await store.groups.join(group.id, person.id, "trainee")
    return made


async def practise(
    store: Store,
    person: Person,
    week: int,
    level: int = 2,
    hard: float = 0.0,
    case: str = "refused-benefit",
    criteria: tuple[str, ...] = ("explains",),
) -> None:
    """Be graded on some criteria in week number ``week``, and be counted."""
    at = begins(MONDAY + week * WEEK) + timedelta(days=1)
    id = f"{person.sign_in}-{week}-{level}"
    begun = new_attempt(id, person.id, at)
    await store.attempts.add(begun.model_copy(update={"ended": at, "scenario": case}))
    await store.attempts.grade(id, assessment(**dict.fromkeys(criteria, level)))
    updates = tuple(
        practised(criterion, Rating(), Difficulty(mean=hard), 0.9, level) for criterion in criteria
    )
    one = Practised(attempt=id, scenario=case, level="standard", at=at, updates=updates)
    await store.skills.keep(person.id, [one], frozenset({id}), {}, ())


async def practise_all(
    store: Store, did: Iterable[tuple[Person, int, int, str]], criteria: tuple[str, ...]
) -> None:
    """Let people practise as (person, week number, level, case), in one transaction."""
    attempts, counted = [], []
    for number, (person, week, level, case) in enumerate(did):
        at = begins(MONDAY + week * WEEK) + timedelta(days=1)
        made = new_attempt(f"{person.sign_in}-{week}-{number}", person.id, at)
        own = made.model_dump(
            include=AttemptRow.model_fields.keys() - {"start", "scenario", "ended"}
        )
        attempts.append(AttemptRow(**own, scenario=case, person_id=person.id, start={}, ended=at))
        updates = tuple(
            practised(id, Rating(), Difficulty(mean=0.0), 0.9, level) for id in criteria
        )
        one = Practised(attempt=made.id, scenario=case, level="standard", at=at, updates=updates)
        counted.append(practised_row(person.id, one))
    async with store.database.writing() as session:
        session.add_all(attempts)
        await session.flush()
        session.add_all(counted)
