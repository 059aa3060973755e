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
execute to the last row. It may be less: alone each goes to SQLite's thread and back by itself,
within a request those that are read together go at once. The medians of page and SQL stand last:
where a machine does other things as well, a p95 tells more of those.

What a manager sees is kept in closed cells, so that page reads no attempts at all. The work that
does has rows of its own, each beside its own SQL: "figures" works a group's figures out from its
cells anew, as after each Monday; "closing" looks through all attempts for what can be closed, and
finds nothing new.
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
from sqlalchemy import Connection, event, text

from trainer import build
from trainer.core.attempt import SelfRating
from trainer.proof import simulate
from trainer.settings import Settings
from trainer.store.people import Person
from trainer.store.sessions import COOKIE
from trainer.store.store import Store
from trainer.web.app import pages, site_from
from trainer.web.site import Site

PEOPLE, EACH = 500, 200
COACHED, LED = 12, 40
WARM, ASKED = 5, 60
WORKED = 10
"""How often work behind the pages is measured."""
DAYS = 728
SAME = (
    "scenario, scenario_version, scenario_hash, rubric, level, language, seed, status, counts, "
    "parent, parent_exchanges, start, hinted"
)
"""Of an attempt, what its copies have as well."""
ALIKE = "id, name, sign_in, role, language, password, active, fictional, privacy_read, created"


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


async def first(site: Site) -> Person:
    """Return somebody with one graded talk of each case at each level."""
    person = await site.store.people.add("P0", "p0", "trainee", language="nl")
    await site.store.people.read_privacy(person.id)
    practice, catalog = site.practice, site.catalog
    for number, entry in enumerate(catalog.scenarios()):
        for level in ("easy", "standard", "hard"):
            case = catalog.case(entry.scenario.id, "nl", level)
            trainees = catalog.library.scenarios[entry.scenario.id].trainees["nl"].model
            beats = (trainees.poor, trainees.middling, trainees.skilled)[number % 3]
            played = await simulate(practice.embedded, case, beats, seed=number)
            own = {"id": f"{entry.scenario.id}-{level}", "person": person.id, "status": "rating"}
            attempt = played.model_copy(update={**own, "counts": True, "ended": played.begun})
            await site.store.attempts.add(attempt)
            await practice.rate(attempt.id, SelfRating(levels={"tone": 1}))
            await practice.grade(attempt.id)
    await site.closing.counting.count(person.id)
    return person


COPIES = """
INSERT INTO person ({ALIKE})
  WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :people)
  SELECT 'p' || i, 'P' || i, 'p-' || i, role, language, password, active, fictional, privacy_read,
         created FROM person, n WHERE sign_in = 'p0';
CREATE TEMP TABLE copy AS
  WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :people),
                 k(j) AS (SELECT 0 UNION ALL SELECT j + 1 FROM k WHERE j < :each - 1),
                 old(id, at) AS (SELECT id, row_number() OVER (ORDER BY id) - 1 FROM attempt)
  SELECT 'p' || i AS person, i || '-' || j AS id, old.id AS old,
         datetime('now', '-' || (21 + (:each - 1 - j) * :days / :each) || ' days')
         || '.000000' AS day
  FROM n, k, old WHERE old.at = (i * 7 + j) % (SELECT count(*) FROM attempt);
CREATE INDEX temp.ix_copy ON copy(old);
INSERT INTO attempt (id, person_id, begun, ended, {SAME})
  SELECT copy.id, copy.person, day, day, {SAME} FROM copy JOIN attempt ON attempt.id = old;
INSERT INTO assessment
  SELECT copy.id, bands, body, day FROM copy JOIN assessment ON attempt_id = old;
INSERT INTO practised
  SELECT copy.id, copy.person, scenario, level, day, review, updates, levels
  FROM copy JOIN practised ON attempt_id = old;
INSERT INTO skill
  SELECT DISTINCT person, criterion, mean, variance, seen, mastered, due FROM copy, skill;
INSERT INTO turn
  SELECT copy.id, position, speaker, text, at, lines, reading, direction, state, by
  FROM copy JOIN turn ON attempt_id = old WHERE person IN ('p1', 'p2');
INSERT INTO sharing
  SELECT id, day, NULL FROM copy
  WHERE person IN ({COACHED}) AND old LIKE '%standard' AND day > datetime('now', '-90 days');
DROP TABLE copy
""".replace("{ALIKE}", ALIKE).replace("{SAME}", SAME)


async def filled(site: Site) -> dict[str, str]:
    """Fill the store; return the page and who looks at it, by their ids."""
    store = site.store
    await first(site)
    coached = ", ".join(f"'p{n}'" for n in range(1, COACHED + 1))
    numbers = {"people": PEOPLE, "each": EACH, "days": DAYS}
    async with store.database.engine.execution_options(writes=True).begin() as connection:
        for one in COPIES.replace("{COACHED}", coached).split(";"):
            named = {name: n for name, n in numbers.items() if f":{name}" in one}
            await connection.execute(text(one), named)
        await connection.execute(text("ANALYZE"))
    coach = await store.people.add("Coach", "coach", "coach")
    manager = await store.people.add("Manager", "manager", "manager")
    admin = await store.people.add("Admin", "admin", "admin")
    await _group(store, "Coached", coach, COACHED, "coach")
    await _group(store, "Led", manager, LED, "manager")
    start = time.perf_counter()
    cells = await site.closing.close()
    print(f"closing two years of two groups: {time.perf_counter() - start:.1f} s, {cells} cells")
    own = {"/": "p1", "/path": "p2"}
    return {**own, "/coach": coach.id, "/groups": manager.id, "/admin/content": admin.id}


async def _group(store: Store, name: str, lead: Person, people: int, part: Any) -> None:
    made = await store.groups.add(name)
    await store.groups.join(made.id, lead.id, part)
    for number in range(1, people + 1):
        await store.groups.join(made.id, f"p{number}", "trainee")


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


async def bench(folder: Path) -> None:
    settings = Settings(var=folder, embeddings=False)
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
    parser.parse_args()
    logging.disable(logging.INFO)
    with tempfile.TemporaryDirectory() as made:
        asyncio.run(bench(Path(made)))
