"""How long pages take over 100,000 attempts, beside their own SQL run alone right after.

One talk a case and level is played and graded by the embedded engine, and SQL copies them to 500
people over two years, each in their own order; the people who look have their turns as well (the
others' would only fill the disk). The figures of groups are closed as on every Monday. Then pages
are asked for: home and path of somebody with 200 attempts, the home of a coach with twelve
trainees, the page of a manager's group of forty, and the administrator's page of content, which
counts every attempt that there is.

Each page has two rows. "client": asked for by httpx, whose own work is in the time as well. "app":
from the request that the application gets to the last byte that it sends; that the connection is
given back after it, nobody waits for. Right after each request its statements run once more by the
driver alone, one after another on one connection, until their last row: that is the page's own SQL,
and the two p95 are compared. "inside" is what the same statements took within the request, from
execute to the last row. On SQLite it may be less: alone each goes to its thread and back by itself,
within a request those that are read together go at once. The medians of page and SQL stand last:
where a machine does other things as well, a p95 tells more of those.

What a manager sees is kept in closed cells, so that page reads no attempts at all. The work that
does has rows of its own, each beside its own SQL: "figures" works a group's figures out from its
cells anew, as after each Monday; "closing" looks through all attempts for what can be closed, and
finds nothing new.

All this is on SQLite, or where --store says: an empty PostgreSQL database, such as the one whose
address `python tests/postgres.py` prints.
"""

import argparse
import asyncio
import logging
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import numpy as np
from fastapi import FastAPI
from simulated.years import filled
from sqlalchemy import Connection, event, text

from trainer import build
from trainer.settings import Settings
from trainer.store.sessions import COOKIE
from trainer.store.store import Store
from trainer.web.app import pages, site_from
from trainer.web.site import Site

WARM, ASKED = 5, 60
WORKED = 10
"""How often work behind the pages is measured."""


class Watch:
    """Notes the statements of a page with their parameters, and the seconds of running them."""

    def __init__(self, store: Store) -> None:
        self.engine = store.database.engine
        self.seconds, self.said, self._start = 0.0, list[tuple[str, Any]](), 0.0
        event.listen(self.engine.sync_engine, "before_cursor_execute", self._before)
        event.listen(self.engine.sync_engine, "after_cursor_execute", self._after)

    def _before(self, *_: Any) -> None:
        self._start = time.perf_counter()

    def _after(self, _: Any, __: Any, statement: str, parameters: Any, *___: Any) -> None:
        self.seconds += time.perf_counter() - self._start
        if not statement.startswith("BEGIN"):
            self.said.append((statement, parameters))

    def forget(self) -> None:
        """Begin with another page."""
        self.seconds, self.said = 0.0, []

    async def alone(self) -> float:
        """Run the same statements by the driver alone, one after another on one connection.

        Return the seconds from the first statement to the last row; nothing is made of the rows.
        """
        said, self.said = self.said, []

        def run(connection: Connection) -> float:
            driver = connection.connection
            start = time.perf_counter()
            for statement, parameters in said:
                cursor = driver.cursor()
                cursor.execute(statement, parameters)
                cursor.fetchall()
                cursor.close()
            return time.perf_counter() - start

        async with self.engine.connect() as connection:
            await connection.begin()
            return await connection.run_sync(run)


Ask = Callable[[], Awaitable[float]]
"""Does something, and returns when it was done."""


@asynccontextmanager
async def by_client(app: FastAPI, path: str, token: str) -> AsyncIterator[Ask]:
    """Give what asks for a page as a program does that speaks http."""
    transport = httpx.ASGITransport(app)
    cookies = {COOKIE: token}
    async with httpx.AsyncClient(
        transport=transport, base_url="http://localhost", cookies=cookies
    ) as client:

        async def ask() -> float:
            (await client.get(path)).raise_for_status()
            return time.perf_counter()

        yield ask


def by_server(app: FastAPI, path: str, token: str) -> Ask:
    """Return what asks for a page as the server does, once it has read the request."""
    cookie = f"{COOKIE}={token}".encode()
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": [(b"host", b"localhost"), (b"cookie", cookie)],
        "client": ("127.0.0.1", 1),
        "server": ("localhost", 80),
    }

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": b"", "more_body": False}

    sent = 0.0

    async def send(message: Any) -> None:
        nonlocal sent
        assert message.get("status", 200) == 200, (path, message)
        sent = time.perf_counter()

    async def ask() -> float:
        await app(dict(scope), receive, send)
        return sent

    return ask


async def measured(name: str, how: str, watch: Watch, ask: Ask, times: int, warm: int) -> None:
    """Do something again and again, and print what it took beside its own SQL."""
    whole, inside, alone = [], [], []
    for number in range(warm + times):
        watch.forget()
        start = time.perf_counter()
        took = await ask() - start
        if number < warm:
            continue
        assert all(said.startswith("SELECT") for said, _ in watch.said), watch.said
        whole.append(took)
        inside.append(watch.seconds)
        count = len(watch.said)
        alone.append(await watch.alone())
    page, within, own = (float(np.percentile(one, 95)) * 1000 for one in (whole, inside, alone))
    figures = f"{page:10.1f}{own:10.1f}{page / own:8.2f}{within:10.1f}{page / within:8.2f}"
    half, half_own = (float(np.median(one)) * 1000 for one in (whole, alone))
    medians = f"{half:12.1f}{half_own:10.1f}{half / half_own:8.2f}"
    print(f"{name:15}{how:7}{figures}{count:12}{medians}", flush=True)


async def asked(site: Site, watch: Watch, path: str, person: str) -> None:
    """Ask for a page, and print what it took."""
    app, token = pages(site), await site.store.sessions.open(person)
    async with by_client(app, path, token) as ask:
        await measured(path, "client", watch, ask, ASKED, WARM)
    await measured(path, "app", watch, by_server(app, path, token), ASKED, WARM)


async def worked(site: Site, watch: Watch, manager: str) -> None:
    """Do the work behind the figures of groups, and print what it took."""
    (group,) = await site.store.groups.of(manager, "manager")
    rubric = site.practice.catalog.rubric(build.RUBRIC, "nl")[0]
    themes = {one.scenario.id: one.scenario.themes for one in site.catalog.scenarios()}

    async def figures() -> float:
        anew = build.reckoning(site.store)
        await anew.of_group(group.id, tuple(rubric.criteria), themes)
        return time.perf_counter()

    async def closing() -> float:
        await site.closing.close()
        return time.perf_counter()

    await measured("figures", "", watch, figures, WORKED, 1)
    await measured("closing", "", watch, closing, WORKED, 1)


async def bench(folder: Path, url: str) -> None:
    settings = Settings(var=folder, store_url=url, embeddings=False)
    parts = build.parts(settings)
    async with build.opened(settings) as store:
        practice = parts.practice(store)
        grading = build.grading(settings, practice, store)
        site = site_from(
            settings,
            practice,
            store,
            parts.catalog,
            parts.move_names,
            grading,
            parts.exercising(store),
        )
        looks = await filled(site)
        async with store.database.reading() as session:
            count = (await session.execute(text("SELECT count(*) FROM attempt"))).scalar_one()
        print(f"{count} attempts")
        columns = "page                    p95 ms   its SQL   ratio    inside   ratio  statements"
        print(f"{columns}   median ms   its SQL   ratio")
        watch = Watch(store)
        for path, person in looks.items():
            await asked(site, watch, path, person)
        await worked(site, watch, looks["/groups"])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--store", default="", metavar="URL", help="an empty PostgreSQL database; else SQLite"
    )
    arguments = parser.parse_args()
    logging.disable(logging.INFO)
    with tempfile.TemporaryDirectory() as made:
        asyncio.run(bench(Path(made), arguments.store))
