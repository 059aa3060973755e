"""Everything of a person taken along, then everything gone: searched in every table and file."""

import asyncio
import io
import json
import zipfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from trainer.errors import NotFoundError
from trainer.exchange import lessons
from trainer.jobs.durable import DurableGrading
from trainer.store.base import Table
from trainer.store.misreadings import Claim
from trainer.store.people import Person
from trainer.web import texts
from trainer.web.site import Site
from web.conftest import TALK, Visitor, graded, played, site_on, visitor_of

T = texts.load()["nl"]

WORDS = ("Zwaluwstaartpad", "U bent boos", "Negen weken is lang", "Zonnebloemkwekerij")
"""What Sanne says and writes, and nobody else."""
LESSON = Claim(turn=1, text="U bent boos", claimed="asks-open", read=("names-feeling",))
NAME, SIGN_IN = "Sanne Vuurtoren", "sanne.vuurtoren"


async def lived(site: Site, number: int) -> tuple[Person, tuple[str, ...]]:
    """Return somebody who did everything that leaves a trace, and their attempts."""
    store = site.store
    name = f"{NAME} {number}"
    sanne = await store.people.add(name, f"{SIGN_IN}{number}", "trainee", "een zin vol woorden")
    iris = await store.people.add(f"Iris {number}", f"iris{number}", "coach")
    mia = await store.people.add(f"Mia {number}", f"mia{number}", "manager")
    group = await store.groups.add(f"Balie {number}")
    await store.groups.join(group.id, sanne.id, "trainee")
    await store.groups.join(group.id, iris.id, "coach")
    await store.groups.join(group.id, mia.id, "manager")
    talk = (f"[names-feeling U bent boos] over het {WORDS[0]}.", *TALK[1:])
    done = await graded(site, sanne, talk)
    await store.attempts.note(done.id, WORDS[3])
    await store.misreadings.add(done.id, LESSON)
    (misreading,) = await store.misreadings.of_attempt(done.id)
    await store.misreadings.decide(misreading.id, iris.id, "agreed", WORDS[3])
    due = datetime.now(UTC) + timedelta(days=14)
    await store.contests.add(done.id, "respectful", WORDS[3], due)
    assert done.assessment
    await store.contests.answer(done.id, done.assessment, "respectful", iris.id, (2, WORDS[3]))
    await store.remarks.add(done.id, 1, WORDS[3], iris.id)
    await store.reviews.add(done.id, done.assessment, iris.id, {"keeps-calm": (3, WORDS[3])})
    await site.suggesting.override(iris.id, sanne.id, "stuck-entrepreneur", "easy", WORDS[3])
    await site.suggesting.counting.count(sanne.id)
    await store.invitations.make(sanne.id)
    await store.audit.write("reviewed", by=iris.id, about=sanne.id, attempt=done.id)
    await store.audit.write("exported", by=sanne.id, about=sanne.id)
    await store.notices.read(iris.id, [f"shared:{done.id}:20260301"])
    await lessons.export(store.misreadings, site.retaining.lessons)
    waiting = await played(site, sanne, talk)
    return sanne, (done.id, waiting.id)


async def traces(site: Site, sought: tuple[str, ...]) -> set[str]:
    """Return where anything sought still stands: tables as they are read, files byte by byte."""
    found = set()
    async with site.store.database.reading() as session:
        for table in [one.name for one in Table.metadata.sorted_tables]:
            rows = (await session.execute(text(f'SELECT * FROM "{table}"'))).all()  # noqa: S608
            if any(one in str(rows) for one in sought):
                found.add(table)
    for file in site.settings.var.rglob("*"):
        if file.is_file():
            held = await asyncio.to_thread(file.read_bytes)
            if any(one.encode() in held for one in sought):
                found.add(file.name)
    return found


def pieces(person: Person, attempts: tuple[str, ...]) -> tuple[str, ...]:
    return (*WORDS, person.id, person.name, person.sign_in, *attempts)


def durable(site: Site) -> Site:
    """Return the same site with grading that keeps jobs, as with a model."""
    url = f"sqlite:///{site.settings.var / 'jobs.db'}"
    return replace(site, grading=DurableGrading(site.practice, site.store.attempts, url, 0))


@pytest.fixture
async def visitor(tmp_path: Path) -> AsyncIterator[Visitor]:
    async with AsyncExitStack() as stack:
        yield await visitor_of(durable(site_on(tmp_path)), stack)


async def rounds(visitor: Visitor, times: int) -> None:
    site = visitor.site
    await site.store.people.add("Ad", "ad", "admin")
    for number in range(times):
        sanne, attempts = await lived(site, number)
        await site.grading.wait(attempts[1], 20)
        sought = pieces(sanne, attempts)
        there = await traces(site, sought)
        assert {"person", "turn", "assessment", "notice_read", "alias", "contest"} <= there
        assert {"from-practice.yaml", "jobs.db"} <= there
        await visitor.be(sanne)
        await visitor.get("/me")
        taken = await visitor.post("/me/export")
        assert all(word in taken_text(taken.content) for word in (*WORDS, sanne.name))
        await visitor.get("/me")
        assert (await visitor.post("/me/erase", **{"sign-in": "somebody"})).status_code == 409
        await visitor.get("/me")
        gone = await visitor.post("/me/erase", **{"sign-in": sanne.sign_in})
        assert gone.headers["location"] == "/login?done=erased"
        assert await traces(site, sought) == set()
        assert (await visitor.get("/")).headers["location"] == "/login"
    assert await site.store.audit.verify() is None


def taken_text(file: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(file)) as whole:
        return "\n".join(whole.read(name).decode() for name in whole.namelist())


async def test_taken_along_then_erased_nothing_is_found(visitor: Visitor) -> None:
    await rounds(visitor, 2)


@pytest.mark.slow
async def test_taken_along_then_erased_nothing_is_found_twenty_times(visitor: Visitor) -> None:
    await rounds(visitor, 20)


@pytest.mark.slow
async def test_on_postgresql_too(tmp_path: Path, postgres_url: str) -> None:
    async with AsyncExitStack() as stack:
        site = durable(site_on(tmp_path, store_url=postgres_url))
        await rounds(await visitor_of(site, stack), 1)


async def test_one_talk_goes_from_everywhere_and_the_levels_stand_on_the_rest(
    visitor: Visitor,
) -> None:
    site, store = visitor.site, visitor.site.store
    sanne, (done, waiting) = await lived(site, 1)
    kept = await graded(site, sanne)
    await site.suggesting.counting.count(sanne.id)
    seen = {id: one.rating.seen for id, one in (await store.skills.of_person(sanne.id)).items()}
    first = await store.attempts.get(done)
    fork = first.fork("another-try", 1, site.practice.case_of(first), datetime.now(UTC))
    await store.attempts.add(fork)
    await store.contests.add(done, "keeps-calm", WORDS[3], datetime.now(UTC))
    there = await traces(site, (done,))
    assert {"contest", "review", "remark", "practised", "notice_read"} <= there
    await visitor.be(sanne)
    page = (await visitor.get(f"/attempts/{done}/erase")).text
    assert T("erase.goes-text") in page and T("erase.stays-text") in page
    gone = await visitor.post(f"/attempts/{done}/erase")
    assert T("erase.done") in (await visitor.get(gone.headers["location"])).text
    assert await traces(site, (done, fork.id)) == set()
    tables = {one.name for one in Table.metadata.sorted_tables}
    there = await traces(site, (WORDS[3],))
    assert there & tables == {"suggestion"}, "what the coach wrote about another case"
    assert "from-practice.yaml" not in there
    assert (await visitor.get(f"/attempts/{done}/feedback")).status_code == 404
    left = await store.skills.of_person(sanne.id)
    assert {id: one.rating.seen for id, one in left.items()} == {id: 1 for id in left} != seen
    assert [one.id for one in await store.summaries.of_person(sanne.id)] == [kept.id, waiting]
    (entry, *_) = await store.audit.latest()
    assert (entry.act, entry.about) == ("attempt-erased", sanne.name)
    assert await store.audit.verify() is None


async def test_nobody_erases_what_is_another_persons(visitor: Visitor) -> None:
    sanne, (done, _) = await lived(visitor.site, 1)
    iris = await visitor.site.store.people.named("iris1")
    with pytest.raises(NotFoundError):
        await visitor.site.store.own.erase_attempt(iris.id, done)
    assert (await visitor.site.store.attempts.get(done)).person == sanne.id


async def test_what_is_taken_along_holds_no_secret_and_nobody_else(visitor: Visitor) -> None:
    sanne, _ = await lived(visitor.site, 1)
    rows = await visitor.site.store.own.export(sanne.id)
    (person,) = rows["person"]
    assert person["name"] == sanne.name and "password" not in person
    assert "token_hash" not in str(rows) and "salt" not in str(rows)
    assert json.dumps(rows)
    iris = await visitor.site.store.people.named("iris1")
    assert iris.id not in str(rows)
    theirs = await visitor.site.store.own.export(iris.id)
    assert sanne.id not in str(theirs) and "U bent boos" not in str(theirs)
    assert WORDS[3] in str(theirs), "what a coach wrote is the coach's as well"


async def test_who_leaves_is_out_and_what_is_kept_stays(visitor: Visitor) -> None:
    store = visitor.site.store
    sanne, attempts = await lived(visitor.site, 1)
    await visitor.be(sanne)
    await visitor.get("/me")
    assert (await visitor.post("/me/leave", **{"sign-in": "else"})).status_code == 409
    await visitor.get("/me")
    left = await visitor.post("/me/leave", **{"sign-in": sanne.sign_in})
    assert T("login.done.left") in (await visitor.get(left.headers["location"])).text
    assert (await visitor.get("/")).headers["location"] == "/login"
    assert await store.groups.of(sanne.id) == () and await store.coaching.coach_of(sanne.id) is None
    assert (await store.attempts.get(attempts[0])).exchanges
    assert not (await store.people.get(sanne.id)).active


async def test_a_coach_who_is_erased_leaves_what_they_wrote_without_their_name(
    visitor: Visitor,
) -> None:
    store = visitor.site.store
    sanne, (done, _) = await lived(visitor.site, 1)
    iris = await store.people.named("iris1")
    await store.own.erase(iris.id)
    assert await traces(visitor.site, (iris.id, iris.name, iris.sign_in)) == set()
    assert (await store.reviews.latest(done))["keeps-calm"].reason == WORDS[3]
    assert await store.coaching.coach_of(sanne.id) is None


async def test_the_last_administrator_stays(visitor: Visitor) -> None:
    ad = await visitor.site.store.people.add("Ad", "ad", "admin")
    await visitor.be(ad)
    for act in ("leave", "erase"):
        await visitor.get("/me")
        refused = await visitor.post(f"/me/{act}", **{"sign-in": "ad"})
        assert refused.status_code == 409 and "laatste beheerder" in visitor.page
