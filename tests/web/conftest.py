"""The pages on a real store, content and grader; what a message holds is noted down by the test."""

import asyncio
import re
import shutil
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

import httpx
import pytest
import uvicorn
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from shipped import CATALOG, ROOT
from trainer.content.coaching import load_coaching
from trainer.core.attempt import Attempt, SelfRating
from trainer.core.base import Language
from trainer.core.case import Case
from trainer.core.plainness import Plain, PlainWords
from trainer.core.reading import Found, Reading
from trainer.core.transcript import Transcript
from trainer.core.wording import Likeness, Said
from trainer.engines.embedded.citizen import EmbeddedCitizen
from trainer.engines.embedded.grader import EmbeddedGrader
from trainer.exercising import Exercising, Marking
from trainer.jobs.prompt import PromptGrading
from trainer.practice import Engine, Practice
from trainer.settings import Settings
from trainer.store.database import sqlite_url
from trainer.store.people import Person
from trainer.store.sessions import COOKIE
from trainer.store.store import Store, open_store
from trainer.web.app import pages, site_from
from trainer.web.site import Site

T = TypeVar("T")
GRADER = EmbeddedGrader(load_coaching(ROOT / "rubrics" / "citizen-conversation"))
PASSWORD = "een zin die niemand raadt"
QUICK = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1),))
"""As the real one, without its slowness, which the store's own tests have."""
CASE = "angry-resident"
MOVE_NAMES = {"asks-open": "vraagt open door", "names-feeling": "benoemt het gevoel"}


NOTED = r"\[([a-z-]+) ([^\]]+)\]"


class Noted:
    """Finds in a message what the test has put in brackets, as ``[names-feeling Wat naar]``."""

    def __init__(self) -> None:
        self.prepared: list[str] = []

    async def read(self, case: Case | None, transcript: Transcript, message: str) -> Reading:
        found = re.findall(NOTED, message)
        items = case.scenario.checklist if case else {}
        topics = case.scenario.topics if case else {}
        return Reading(
            moves=tuple(Found(id=i, text=t) for i, t in found if i not in {*items, *topics}),
            topics=tuple(Found(id=i, text=t) for i, t in found if i in topics),
            items=tuple(Found(id=i, text=t) for i, t in found if i in items),
            words=len(message.split()),
        )

    async def facts_in(self, case: Case, text: str) -> tuple[str, ...]:
        return ()

    async def prepare(self, case: Case, heard: str) -> None:
        self.prepared.append(case.scenario.id)


class NotedPoints:
    """Finds in a text the points that the test has put in brackets, as ``[day Voor 1 mei]``."""

    async def read(self, language: Language, points: Mapping[str, Said], text: str) -> Likeness:
        found = [Found(id=id, text=words) for id, words in re.findall(NOTED, text)]
        return Likeness(
            said=tuple(one for one in found if one.id in points),
            away=tuple(one for one in found if one.id == "blames"),
            plainness=Plain(PlainWords(terms=())).measure(text),
        )


def exercising_in(store: Store) -> Exercising:
    """Return what keeps drills and letters in a store."""
    return Exercising(CATALOG, Marking(NotedPoints()), store.exercises)


ENGINE = Engine(Noted(), EmbeddedCitizen(), GRADER)
TALK = (
    "Goedemorgen. [names-feeling U bent boos], dat hoor ik. [asks-open Vertelt u eens?]",
    "[acknowledges-impact Negen weken is lang.] [home-wife Hoe is het thuis?]",
    "[explains-fine De bon kwam door het kenteken.] <b>Echt</b>",
    "[commits-next-step Ik bel u morgen.] [agrees-contact Ik ben uw contact.]",
)


def site_on(
    folder: Path, demo: bool = False, store_url: str | None = None, **settings: Any
) -> Site:
    """Return a site with a store of its own, on SQLite where no other address is given."""
    store = open_store(store_url or sqlite_url(folder / "store.db"))
    store = replace(store, people=replace(store.people, hashing=QUICK))
    practice = Practice(ENGINE, ENGINE, store.attempts, CATALOG)
    chosen = Settings(var=folder, **settings)
    grading = PromptGrading(practice, store.attempts)
    exercising = exercising_in(store)
    return site_from(
        chosen, practice, store, CATALOG, lambda language: MOVE_NAMES, grading, exercising, demo
    )


async def played(site: Site, person: Person, messages: tuple[str, ...] = TALK) -> Attempt:
    """Return an attempt of which the talk is over."""
    practice = site.practice
    attempt = await practice.start(person.id, CASE, "nl", "standard", seed=3)
    for message in messages:
        async for _ in practice.turn(attempt.id, message):
            pass
    return await practice.finish(attempt.id)


async def graded(site: Site, person: Person, messages: tuple[str, ...] = TALK) -> Attempt:
    """Return an attempt with its grade."""
    attempt = await played(site, person, messages)
    rating = SelfRating(levels={"tone": 2, "empathy": 1, "completeness": 0}, remark="Ging wel.")
    await site.practice.rate(attempt.id, rating)
    await site.practice.grade(attempt.id)
    return await site.store.attempts.get(attempt.id)


@dataclass
class Visitor:
    """Somebody with a browser that keeps cookies and sends forms."""

    client: httpx.AsyncClient
    site: Site
    person: Person | None = None
    page: str = ""
    """The last page seen."""

    async def get(self, path: str) -> httpx.Response:
        return self._seen(await self.client.get(path))

    async def post(self, path: str, **fields: str) -> httpx.Response:
        """Send a form as the last page has it."""
        token = re.search(r'name="csrf" value="([0-9a-f]+)"', self.page)
        data = {"csrf": token[1] if token else "", **fields}
        return self._seen(await self.client.post(path, data=data))

    async def be(self, person: Person | None) -> None:
        """Go on as somebody, in the same browser, or as nobody."""
        self.client.cookies.clear()
        if person:
            token = await self.site.store.sessions.open(person.id)
            self.client.cookies.set(COOKIE, token)
        await self.get("/privacy" if person else "/login")

    async def sign_in(self) -> None:
        await self.get("/login")
        await self.post("/login", name="sanne", password=PASSWORD)
        await self.get("/")

    def _seen(self, response: httpx.Response) -> httpx.Response:
        if response.text:
            self.page = response.text
        return response


async def visitor_of(site: Site, stack: AsyncExitStack) -> Visitor:
    """Return a visitor of the site while it runs."""
    app = pages(site)
    await stack.enter_async_context(app.router.lifespan_context(app))
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    client = httpx.AsyncClient(transport=transport, base_url="http://localhost")
    return Visitor(await stack.enter_async_context(client), site)


@pytest.fixture(scope="module")
def folder(empty: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder that a module's tests begin with: in its store is one account."""
    folder = tmp_path_factory.mktemp("folder")
    shutil.copy(empty, folder / "store.db")

    async def fill(site: Site) -> None:
        await site.store.people.add("Sanne Bakker", "sanne", "trainee", PASSWORD, "nl")

    filled(folder, fill)
    return folder


def filled(folder: Path, fill: Callable[[Site], Awaitable[None]]) -> None:
    """Do something to the site of a folder, and close it."""

    async def on_site() -> None:
        site = site_on(folder)
        await fill(site)
        await site.store.database.close()

    asyncio.run(on_site())


@pytest.fixture
async def visitor(tmp_path: Path, folder: Path) -> AsyncIterator[Visitor]:
    """Return somebody who has not signed in, on a copy of the module's folder."""
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    async with AsyncExitStack() as stack:
        visitor = await visitor_of(site_on(tmp_path), stack)
        visitor.person = await visitor.site.store.people.named("sanne")
        yield visitor


@pytest.fixture
async def sanne(visitor: Visitor) -> Visitor:
    """Return somebody who is signed in and has read who sees what."""
    assert visitor.person
    await visitor.site.store.people.read_privacy(visitor.person.id)
    await visitor.be(visitor.person)
    return visitor


@dataclass
class Served:
    """A site on a port of its own, in a thread of its own."""

    site: Site
    loop: asyncio.AbstractEventLoop
    url: str

    def do(self, work: Coroutine[Any, Any, T]) -> T:
        """Do something to the site where it runs."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(60)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Return a running site with somebody in it who may practise."""
    site = site_on(tmp_path_factory.mktemp("served"))
    server = uvicorn.Server(
        uvicorn.Config(pages(site), host="127.0.0.1", port=0, log_level="warning", lifespan="on")
    )
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        threading.Event().wait(0.05)
    port = server.servers[0].sockets[0].getsockname()[1]
    served = Served(site, server.servers[0].get_loop(), f"http://127.0.0.1:{port}")
    yield served
    server.should_exit = True
    thread.join()
