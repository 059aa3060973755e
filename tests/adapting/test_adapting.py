"""Cases that adapt, as a person meets them: practise, be graded, be suggested the next."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import get_args

import pytest

from store.conftest import new_attempt
from store.test_reviews import assessment
from trainer import build
from trainer.adapting.counting import Counting
from trainer.adapting.suggesting import RESTS, Suggesting
from trainer.content.catalog import Catalog
from trainer.core.scenario import LevelName
from trainer.errors import ConflictError, NotFoundError
from trainer.settings import Settings
from trainer.store.database import sqlite_url
from trainer.store.people import Person
from trainer.store.store import Store, open_store
from trainer.store.suggestions import Decline, Suggested

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
ANGRY, STUCK, HOUSEHOLD = "angry-resident", "stuck-entrepreneur", "complex-household"


@dataclass
class Somebody:
    """A person, a store and a clock."""

    store: Store
    catalog: Catalog
    person: Person
    now: datetime = MONDAY
    done: list[str] = field(default_factory=list)

    @property
    def suggesting(self) -> Suggesting:
        suggestions = replace(self.store.suggestions, now=lambda: self.now)
        counting = Counting(self.store.skills, self.store.difficulties, self.catalog)
        return Suggesting(counting, suggestions, now=lambda: self.now)

    async def practise(
        self, scenario: str = ANGRY, level: LevelName = "easy", counts: bool = True, **levels: int
    ) -> str:
        """Be graded on a case, a day later."""
        self.now += timedelta(days=1)
        id = f"a{len(self.done)}"
        changes = {"scenario": scenario, "level": level, "counts": counts, "ended": self.now}
        made = new_attempt(id, self.person.id, self.now).model_copy(update=changes)
        await self.store.attempts.add(made)
        ids = {name.replace("_", "-"): one for name, one in levels.items()}
        await self.store.attempts.grade(id, assessment(**ids))
        self.done.append(id)
        return id

    async def suggested(self) -> tuple[Suggested, ...]:
        return await self.suggesting.suggested(self.person.id)

    async def aside(self) -> tuple[Suggested, ...]:
        return (await self.suggesting.offered(self.person.id)).aside

    async def first(self) -> Suggested:
        return (await self.suggested())[0]

    async def shown(self) -> list[tuple[str, str]]:
        return [(one.suggestion.scenario, one.suggestion.level) for one in await self.suggested()]

    async def means(self) -> dict[str, float]:
        ratings = await self.suggesting.counting.count(self.person.id)
        return {id: one.rating.mean for id, one in ratings.items()}


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return Catalog(build.content_folder(Settings()))


@pytest.fixture
async def sanne(tmp_path: Path, catalog: Catalog) -> AsyncIterator[Somebody]:
    store = open_store(sqlite_url(tmp_path / "store.db"))
    await store.database.migrate()
    person = await store.people.add("Sanne Bakker", "sanne", "trainee")
    yield Somebody(store, catalog, person)
    await store.database.close()


async def test_who_never_practised_is_suggested_something_gentle_first(sanne: Somebody) -> None:
    shown = await sanne.shown()
    assert len(shown) == len(dict(shown)) == 3
    assert shown[0] == ("warm-up", "easy")


async def test_a_warm_up_is_for_who_never_practised(sanne: Somebody) -> None:
    await sanne.practise("warm-up", finds_out=0)
    assert "warm-up" not in dict(await sanne.shown())


async def test_a_good_level_lifts_a_rating_and_a_bad_one_lowers_it(sanne: Somebody) -> None:
    await sanne.practise(acknowledges_feelings=3, finds_out=0)
    means = await sanne.means()
    assert means["acknowledges-feelings"] > 0 > means["finds-out"]
    assert means.keys() == {"acknowledges-feelings", "finds-out"}, "not assessed is not observed"


async def test_what_does_not_count_changes_nothing(sanne: Somebody) -> None:
    before = await sanne.suggested()
    await sanne.practise(counts=False, finds_out=3)
    assert await sanne.means() == {}
    assert await sanne.suggested() == before


async def test_suggestions_stay_number_by_number_until_something_counts(sanne: Somebody) -> None:
    before = await sanne.suggested()
    joris = Somebody(sanne.store, sanne.catalog, await sanne.store.people.add("J", "j", "trainee"))
    joris.done = ["x"] * 10
    for _ in range(3):
        await joris.practise(finds_out=0)  # it moves the difficulties of all
        await joris.suggested()
    assert await sanne.suggested() == before
    await sanne.practise(finds_out=1)
    after = await sanne.suggested()
    assert {one.id for one in after}.isdisjoint(one.id for one in before)
    kept = await sanne.store.suggestions.of_person(sanne.person.id, "past")
    assert [one.suggestion for one in kept] == [one.suggestion for one in before]


async def test_what_is_needed_most_is_named(sanne: Somebody) -> None:
    others = ("finds_out", "explains", "guides_beyond", "agrees_next_step", "sees_this_person")
    good = dict.fromkeys((*others, "listens_and_checks", "speaks_plainly"), 3)
    for scenario in (ANGRY, STUCK, HOUSEHOLD, ANGRY):
        await sanne.practise(scenario, "easy", keeps_calm=3, acknowledges_feelings=1, **good)
    first = (await sanne.first()).suggestion
    assert first.helps == "acknowledges-feelings"
    assert first.strong is not None and first.strong != first.helps


async def test_a_coachs_level_comes_before_the_machines_and_replays_what_followed(
    sanne: Somebody,
) -> None:
    first = await sanne.practise(finds_out=0)
    await sanne.practise(finds_out=2)
    machine = await sanne.means()
    before = await sanne.suggested()
    iris = await sanne.store.people.add("Iris", "iris", "coach")
    found = assessment(**{"finds-out": 0})
    await sanne.store.reviews.add(first, found, iris.id, {"finds-out": (3, "Alles gevonden.")})
    after = await sanne.suggested()
    assert (await sanne.means())["finds-out"] > machine["finds-out"]
    assert {one.id for one in after}.isdisjoint(one.id for one in before)
    one, two = await sanne.store.skills.history(sanne.person.id)
    assert [(u.level, u.by) for u in (*one.updates, *two.updates)] == [(3, "coach"), (2, "machine")]
    assert two.updates[0].before == one.updates[0].after


async def test_difficulties_move_once_an_attempt_and_not_with_a_review(sanne: Somebody) -> None:
    id = await sanne.practise(finds_out=0)
    await sanne.means()
    shifts = await sanne.store.difficulties.shifts()
    assert shifts[ANGRY, "easy", "finds-out"].by > 0
    iris = await sanne.store.people.add("Iris", "iris", "coach")
    await sanne.store.reviews.add(
        id, assessment(**{"finds-out": 0}), iris.id, {"finds-out": (3, "Toch wel.")}
    )
    await sanne.means()
    await sanne.means()
    assert await sanne.store.difficulties.shifts() == shifts


REASONS: list[tuple[Decline | None, bool]] = [
    ("too-hard", False),
    ("too-easy", True),
    ("not-now", False),
    (None, False),
]


@pytest.mark.parametrize(("why", "same_case"), REASONS)
async def test_declining_brings_another_and_undoing_brings_it_back(
    sanne: Somebody, why: Decline | None, same_case: bool
) -> None:
    before = await sanne.suggested()
    easy = next(one for one in before if one.suggestion.level == "easy")
    await sanne.suggesting.decline(sanne.person.id, easy.id, why)
    now = await sanne.suggested()
    assert easy.id not in [one.id for one in now]
    assert (easy.suggestion.scenario in dict(await sanne.shown())) is same_case
    assert [one.id for one in await sanne.aside()] == [easy.id]
    await sanne.suggesting.undo(sanne.person.id, easy.id)
    assert await sanne.aside() == ()
    assert {one.id for one in await sanne.suggested()} == {one.id for one in before}


async def test_what_was_set_aside_stays_away_for_a_while(sanne: Somebody) -> None:
    await sanne.practise(STUCK, finds_out=1)
    chosen = await sanne.first()
    await sanne.suggesting.decline(sanne.person.id, chosen.id)
    await sanne.practise(STUCK, finds_out=1)
    assert chosen.suggestion.scenario not in dict(await sanne.shown())
    sanne.now += RESTS
    await sanne.practise(STUCK, finds_out=1)
    assert chosen.suggestion.scenario in dict(await sanne.shown())


async def test_everything_declined_is_nothing_suggested(sanne: Somebody) -> None:
    cases = sanne.catalog.scenarios()
    for _ in cases:
        await sanne.suggesting.decline(sanne.person.id, (await sanne.first()).id)
    assert await sanne.suggested() == ()
    assert len(await sanne.aside()) == len(cases)


async def test_a_pin_stays_until_it_is_done(sanne: Somebody) -> None:
    chosen = (await sanne.suggested())[-1]
    await sanne.suggesting.pin(sanne.person.id, chosen.id)
    case, level = chosen.suggestion.scenario, chosen.suggestion.level
    other = ANGRY if case != ANGRY else STUCK
    await sanne.practise(other, "easy", finds_out=1)
    assert (await sanne.first()).id == chosen.id
    assert len(await sanne.suggested()) == 3
    await sanne.practise(case, level, finds_out=1)
    assert chosen.id not in [one.id for one in await sanne.suggested()]


async def test_a_coachs_choice_comes_first_with_a_reason_until_it_is_done(sanne: Somebody) -> None:
    iris = await sanne.store.people.add("Iris", "iris", "coach")
    await sanne.suggested()
    made = await sanne.suggesting.override(iris.id, sanne.person.id, STUCK, "hard", " Durf. ")
    first = await sanne.first()
    assert first == made
    assert (first.coach, first.by_coach, first.remark) == (iris.id, True, "Durf.")
    assert [one for one, _ in await sanne.shown()].count(STUCK) == 1
    await sanne.practise(STUCK, "hard", finds_out=1)
    assert made.id not in [one.id for one in await sanne.suggested()]


async def test_a_coachs_choice_does_not_stand_alone(sanne: Somebody) -> None:
    iris = await sanne.store.people.add("Iris", "iris", "coach")
    made = await sanne.suggesting.override(iris.id, sanne.person.id, STUCK, "hard", "Durf.")
    shown = await sanne.suggested()
    assert [one.by_coach for one in shown] == [True, False, False] and shown[0].id == made.id
    assert await sanne.suggested() == shown


@pytest.mark.parametrize(
    ("scenario", "reason", "error"),
    [(STUCK, "  ", ConflictError), ("no-such-case", "Goed.", NotFoundError)],
)
async def test_a_coach_needs_a_reason_and_a_case(
    sanne: Somebody, scenario: str, reason: str, error: type[Exception]
) -> None:
    iris = await sanne.store.people.add("Iris", "iris", "coach")
    with pytest.raises(error):
        await sanne.suggesting.override(iris.id, sanne.person.id, scenario, "hard", reason)


async def test_a_mastered_skill_comes_back_when_it_is_due(sanne: Somebody) -> None:
    for level in (*get_args(LevelName), *get_args(LevelName)):
        await sanne.practise(ANGRY, level, keeps_calm=3)
    ratings = await sanne.suggesting.counting.count(sanne.person.id)
    due = ratings["keeps-calm"].due
    assert ratings["keeps-calm"].mastered and due and due > sanne.now
    before = await sanne.suggested()
    assert not any(term.due for one in before for term in one.suggestion.terms)
    sanne.now = due
    after = await sanne.suggested()
    assert {one.id for one in after}.isdisjoint(one.id for one in before)
    terms = [term for one in after for term in one.suggestion.terms]
    assert any(term.due and term.criterion == "keeps-calm" for term in terms)
