"""Two years of practice of 500 people: talks that were played and graded once, copied by SQL."""

import time
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Column, MetaData, String, Table, insert, text

from trainer.core.attempt import SelfRating
from trainer.proof import simulate
from trainer.store.base import Utc
from trainer.store.people import Person
from trainer.store.sharing import SharingRow
from trainer.store.store import Store
from trainer.web.site import Site

PEOPLE, EACH = 500, 200
COACHED, LED = 12, 40
DAYS, LAST, SHARED = 728, 21, 90
"""Over how many days people practised, how many days ago last, and how old what is shared is."""
SAME = (
    "scenario, scenario_version, scenario_hash, rubric, level, language, seed, status, counts, "
    "parent, parent_exchanges, start, hinted"
)
"""Of an attempt, what its copies have as well."""
COPY = Table(
    "copy",
    MetaData(),
    Column("person", String),
    Column("id", String),
    Column("old", String),
    Column("day", Utc),
    prefixes=["TEMPORARY"],
)
"""Who did which attempt anew, and when."""


async def first(site: Site) -> list[str]:
    """Let somebody have one graded talk of each case at each level; return the talks' ids."""
    made = []
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
            made.append(attempt.id)
    await site.closing.counting.count(person.id)
    return made


def copies(olds: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Yield what everybody did: each their own order of the same talks, on the same days."""
    now = datetime.now(UTC)
    days = [now - timedelta(LAST + (EACH - 1 - j) * DAYS // EACH) for j in range(EACH)]
    for i in range(1, PEOPLE + 1):
        for j, day in enumerate(days):
            old = olds[(i * 7 + j) % len(olds)]
            yield {"person": f"p{i}", "id": f"{i}-{j}", "old": old, "day": day}


def shared(copied: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield what the coached share: the talks at one level of the last months."""
    people = {f"p{number}" for number in range(1, COACHED + 1)}
    since = datetime.now(UTC) - timedelta(SHARED)
    for one in copied:
        if one["person"] in people and one["old"].endswith("standard") and one["day"] > since:
            yield {"attempt_id": one["id"], "at": one["day"]}


COPIED = """
INSERT INTO person (id, name, sign_in, role, language, password, active, fictional, privacy_read,
                    created)
  SELECT one.person, upper(one.person), one.person, role, language, password, active, fictional,
         privacy_read, created
  FROM (SELECT DISTINCT person FROM copy) AS one, person WHERE sign_in = 'p0';
INSERT INTO attempt (id, person_id, begun, ended, {SAME})
  SELECT copy.id, copy.person, day, day, {SAME} FROM copy JOIN attempt ON attempt.id = old;
INSERT INTO assessment
  SELECT copy.id, bands, body, day FROM copy JOIN assessment ON attempt_id = old;
INSERT INTO practised
  SELECT copy.id, copy.person, scenario, level, day, review, updates, levels
  FROM copy JOIN practised ON attempt_id = old;
INSERT INTO skill
  SELECT one.person, criterion, mean, variance, seen, mastered, due
  FROM (SELECT DISTINCT person FROM copy) AS one, skill;
INSERT INTO turn
  SELECT copy.id, position, speaker, text, at, lines, reading, direction, state, by
  FROM copy JOIN turn ON attempt_id = old WHERE person IN ('p1', 'p2');
DROP TABLE copy
""".replace("{SAME}", SAME)


async def filled(site: Site) -> dict[str, str]:
    """Fill the store; return the page and who looks at it, by their ids."""
    store = site.store
    copied = list(copies(sorted(await first(site))))
    async with store.database.writing() as session:
        connection = await session.connection()
        await connection.run_sync(COPY.create)
        await connection.execute(insert(COPY), copied)
        for one in COPIED.split(";"):
            await connection.execute(text(one))
        await connection.execute(insert(SharingRow), list(shared(copied)))
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
