from datetime import timedelta

import pytest

from store.conftest import ASSESSMENT, NOON, exchange, new_attempt
from trainer.core.attempt import Attempt
from trainer.errors import NotFoundError
from trainer.store.people import Person
from trainer.store.store import Store


async def test_one_talk_is_erased_with_the_other_tries_that_began_in_it(
    store: Store, attempt: Attempt, sanne: Person, iris: Person
) -> None:
    await store.attempts.append(attempt.id, 0, exchange(), "finished", NOON)
    await store.attempts.grade(attempt.id, ASSESSMENT)
    await store.remarks.add(attempt.id, 1, "Mooi.", iris.id)
    due = NOON + timedelta(days=14)
    await store.contests.add(attempt.id, "listens-and-checks", "Ik vroeg door.", due)
    tried = new_attempt("a2", sanne.id).model_copy(update={"parent": attempt.id})
    for other in (tried, new_attempt("a3", sanne.id)):
        await store.attempts.add(other)
    with pytest.raises(NotFoundError, match="attempt-unknown"):
        await store.own.erase_attempt(iris.id, attempt.id)
    assert set(await store.own.erase_attempt(sanne.id, attempt.id)) == {"a1", "a2"}
    left = str(await store.own.export(sanne.id))
    assert "a3" in left
    assert "Ik vroeg door." not in left and "Vertelt u eens." not in left
    assert await store.remarks.of_attempt(attempt.id) == {}
    with pytest.raises(NotFoundError):
        await store.attempts.get(attempt.id)
