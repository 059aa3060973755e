from datetime import timedelta
from pathlib import Path

import pytest

from trainer.web.demo.coaching import CHOSEN
from trainer.web.demo.colleagues import COLLEAGUES
from trainer.web.demo.history import FIRST_OPINIONS, HISTORY, make_history
from trainer.web.demo.people import PEOPLE, seed_demo_people
from web.conftest import site_on

NAMES = {one.sign_in: one.name for one in PEOPLE}


def test_nobody_had_the_same_case_at_the_same_level_twice() -> None:
    for talks in (*HISTORY.values(), *COLLEAGUES.values()):
        assert len({(talk.scenario, talk.level) for talk in talks}) == len(talks)
        assert [talk.days for talk in talks] == sorted((talk.days for talk in talks), reverse=True)


def test_who_is_new_has_no_history() -> None:
    practise = [one for one in PEOPLE if one.role == "trainee" and not one.new]
    assert {one.sign_in for one in practise if one.listed} <= set(HISTORY)
    assert set(HISTORY) <= {one.sign_in for one in practise}
    assert set(COLLEAGUES) <= {one.sign_in for one in practise if not one.listed}


async def test_there_is_a_group_for_figures_and_one_too_small(tmp_path: Path) -> None:
    store = site_on(tmp_path, demo=True).store
    await store.database.migrate()
    await seed_demo_people(store)
    await seed_demo_people(store)
    sizes = {
        group.name: (await store.groups.sizes())[group.id] for group in await store.groups.all()
    }
    assert sizes == {
        "Publieksbalie": {"trainee": 12, "coach": 1, "manager": 1},
        "Vergunningen": {"trainee": 3, "coach": 1, "manager": 1},
    }
    coached = [
        await store.coaching.coach_of(one.id)
        for one in await store.people.fictional()
        if one.role == "trainee"
    ]
    assert {one.sign_in for one in coached if one} == {"hanneke"} and None not in coached
    await store.database.close()


async def test_the_history_is_played_once_and_dated_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in HISTORY.keys() - {"joris"}:
        monkeypatch.setitem(HISTORY, name, ())
    site = site_on(tmp_path, demo=True)
    await site.store.database.migrate()
    await seed_demo_people(site.store)
    await make_history(site)
    assert (site.history.done, site.history.running) == (site.history.total, False)
    joris = next(p for p in await site.store.people.fictional() if p.sign_in == "joris")
    joris_coach = await site.store.coaching.coach_of(joris.id)
    assert joris_coach
    attempts = await site.store.summaries.of_person(joris.id)
    cases = {entry.scenario.id for entry in site.catalog.scenarios()}
    talks = [talk for talk in reversed(HISTORY["joris"]) if talk.scenario in cases]
    assert len(talks) > 3
    for found, talk in zip(attempts, talks, strict=True):
        assert found.status == ("graded" if talk.finished else "talking")
        assert found.begun.weekday() < 5 and 8 <= found.begun.hour < 18
        assert timedelta(days=talk.days - 1) < site.practice.now() - found.begun
        whole = await site.store.attempts.get(found.id)
        assert whole.exchanges and whole.counts
        assert (whole.self_rating is not None) == talk.finished
    (shared,) = await site.store.sharing.with_coach(joris_coach.id)
    assert (shared.trainee, shared.reviewed) == ("Joris van Dam", True)
    (contest,) = (await site.store.contests.of_attempt(shared.attempt.id)).values()
    assert contest.at < contest.answered < site.practice.now()
    await seed_demo_people(site.store)
    await make_history(site)
    assert await site.store.summaries.of_person(joris.id) == attempts
    assert len(await site.store.people.fictional()) == len(PEOPLE)
    await site.store.database.close()


async def test_a_coach_finds_something_to_read_and_one_talk_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, talks in HISTORY.items():
        some = tuple(talk for talk in talks if talk.shared) if name == "samira" else ()
        monkeypatch.setitem(HISTORY, name, some)
    site = site_on(tmp_path, demo=True)
    await site.store.database.migrate()
    await seed_demo_people(site.store)
    await make_history(site)
    (coach,) = [one for one in await site.store.people.fictional() if one.role == "coach"]
    fresh, read = await site.store.sharing.with_coach(coach.id)
    assert (fresh.reviewed, read.reviewed) == (False, True)
    said = (await site.store.attempts.get(fresh.attempt.id)).exchanges[0].message
    assert "ik ben Samira" in said and "Sanne" not in said
    reviews = await site.store.reviews.latest(read.attempt.id)
    assert reviews.keys() == {one.criterion for one in FIRST_OPINIONS}
    (waits,) = await site.store.contests.for_coach(coach.id)
    assert waits.trainee == fresh.trainee and waits.at < site.practice.now() < waits.due
    assert await site.store.remarks.of_attempt(read.attempt.id)
    assigned = await site.store.assignments.by_coach(coach.id)
    assert {one.trainee for one in assigned} == {NAMES[one.person] for one in CHOSEN}
    for one in reviews.values():
        assert read.attempt.ended and read.attempt.ended < read.at < one.at < site.practice.now()
    await site.store.database.close()


async def test_colleagues_who_did_alike_had_the_same_talk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in HISTORY:
        monkeypatch.setitem(HISTORY, name, ())
    site = site_on(tmp_path, demo=True)
    await site.store.database.migrate()
    await seed_demo_people(site.store)
    await make_history(site, {name: COLLEAGUES[name][:1] for name in ("fatima", "bram")})
    people = [await site.store.people.named(name) for name in ("fatima", "bram")]
    (one,), (other,) = [await site.store.summaries.of_person(person.id) for person in people]
    first, second = [await site.store.attempts.get(found.id) for found in (one, other)]
    assert (first.id, first.person) != (second.id, second.person)
    assert first.exchanges == second.exchanges and first.assessment and second.assessment
    await site.store.database.close()
