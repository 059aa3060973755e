from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from store.conftest import NOON, ON_SQLITE, exchange, new_attempt
from store.test_reviews import assessment
from trainer.core.assessment import Quote
from trainer.core.attempt import SelfRating
from trainer.core.casenote import CaseNote
from trainer.errors import ConflictError
from trainer.store.misreadings import Claim
from trainer.store.people import Person
from trainer.store.retention import Gone, Kind
from trainer.store.store import Store

SECRET = "De parkeerplaats van mevrouw Zwaluw."


async def talked(store: Store, person: Person, id: str, days: int, graded: bool = True) -> None:
    """Keep an attempt that ended so many days ago, with the secret wherever it can be."""
    begun = NOON - timedelta(days=days)
    await store.attempts.add(new_attempt(id, person.id, begun))
    await store.attempts.append(id, 0, exchange(SECRET))
    if graded:
        await store.attempts.rate(id, SelfRating(levels={"tone": 1}, remark=SECRET))
        found = assessment(calm=2)
        verdict = found.verdicts["calm"]
        quoted = {"reason": SECRET, "quotes": (Quote(turn=1, text=SECRET),), "praise": SECRET}
        found = found.model_copy(update={"verdicts": {"calm": verdict.model_copy(update=quoted)}})
        await store.attempts.grade(id, found)
        await store.attempts.note(id, SECRET)
        await store.reviews.add(id, found, person.id, {"calm": (3, SECRET)})
        await store.contests.add(id, "calm", SECRET, NOON)
        await store.remarks.add(id, 1, SECRET, person.id)
        await store.case_notes.keep(id, CaseNote(text=SECRET))
        await store.misreadings.add(id, Claim(turn=1, text=SECRET, claimed=None, read=()))


async def kept(store: Store) -> str:
    tables = (
        "attempt",
        "turn",
        "assessment",
        "self_rating",
        "note",
        "review",
        "misreading",
        "contest",
        "remark",
        "case_note",
    )
    async with store.database.reading() as session:
        found = [
            (await session.execute(text(f"SELECT * FROM {one}"))).all()  # noqa: S608
            for one in tables
        ]
    return str(found)


@pytest.fixture
async def store(store: Store) -> Store:
    """The same, some months before."""
    return replace(store, retention=replace(store.retention, now=lambda: NOON))


async def test_words_go_first_and_levels_later(store: Store, sanne: Person) -> None:
    for id, days in (("new", 89), ("old", 91), ("older", 366)):
        await talked(store, sanne, id, days)
    await talked(store, sanne, "open", 91, graded=False)
    await talked(store, sanne, "busy", 89, graded=False)
    due = await store.retention.due()
    assert due.numbers == Gone(transcripts=1, levels=1, unfinished=1, people=1)
    assert (due.transcripts, due.levels, due.unfinished) == (("old",), ("older",), ("open",))
    await store.retention.clear(due)
    left = {one.id for one in await store.summaries.of_person(sanne.id)}
    assert left == {"new", "old", "busy"}
    old = await store.attempts.get("old")
    assert old.assessment and old.assessment.verdicts["calm"].level == 2 and not old.exchanges
    assert (await store.reviews.latest("old"))["calm"].level == 3
    assert (await store.attempts.get("new")).exchanges
    assert (await store.retention.due()).numbers == Gone(), "a second time there is nothing"


async def test_a_fork_goes_with_the_talk_that_it_was_taken_from(
    store: Store, sanne: Person
) -> None:
    taken = {"parent": "old", "parent_exchanges": 1, "exchanges": (exchange(SECRET),)}
    await talked(store, sanne, "old", 91)
    await talked(store, sanne, "new", 89)
    for id, parent in (("fork", "old"), ("later", "new")):
        fork = new_attempt(id, sanne.id, NOON - timedelta(days=5))
        await store.attempts.add(fork.model_copy(update=taken | {"parent": parent}))
    due = await store.retention.due()
    assert (due.transcripts, due.unfinished) == (("old",), ("fork",))
    await store.retention.clear(due)
    assert {one.id for one in await store.summaries.of_person(sanne.id)} == {"old", "new", "later"}


async def test_not_a_word_of_a_talk_stays(store: Store, sanne: Person) -> None:
    await talked(store, sanne, "old", 91)
    assert SECRET in await kept(store)
    await store.retention.clear(await store.retention.due())
    assert SECRET not in await kept(store)


@ON_SQLITE
async def test_other_numbers_can_be_looked_at_before_they_are_chosen(
    store: Store, sanne: Person
) -> None:
    await talked(store, sanne, "new", 40)
    shorter: dict[Kind, int] = {"transcripts": 30, "levels": 35}
    assert (await store.retention.due(shorter)).numbers == Gone(levels=1, people=1)
    assert (await store.retention.due()).numbers == Gone()
    await store.retention.choose(shorter)
    assert await store.retention.days() == shorter
    assert (await store.retention.due()).numbers == Gone(levels=1, people=1)


@ON_SQLITE
@pytest.mark.parametrize(
    ("transcripts", "levels", "code"),
    [
        (0, 365, "retention-days"),
        (90, 3651, "retention-days"),
        (-5, 1, "retention-days"),
        (91, 90, "retention-order"),
    ],
)
async def test_numbers_that_cannot_be_are_refused(
    store: Store, transcripts: int, levels: int, code: str
) -> None:
    with pytest.raises(ConflictError, match=code):
        await store.retention.choose({"transcripts": transcripts, "levels": levels})
    assert await store.retention.days() == {"transcripts": 90, "levels": 365}


async def test_what_was_read_of_what_is_gone_is_forgotten(store: Store, sanne: Person) -> None:
    iris = await store.people.add("Iris", "iris", "coach")
    await talked(store, sanne, "older", 366)
    await talked(store, sanne, "new", 10)
    notices = replace(store.notices, now=lambda: NOON)
    for id in ("older", "new"):
        await notices.read(iris.id, [f"shared:{id}:20260302"])
    await store.retention.clear(await store.retention.due())
    async with store.database.reading() as session:
        keys = (await session.execute(text("SELECT key FROM notice_read"))).scalars().all()
    assert keys == ["shared:new:20260302"]
