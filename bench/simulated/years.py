"""Two years of practice of 500 people: talks that were played and graded once, copied by SQL."""

import time
from typing import Any

from sqlalchemy import text

from trainer.core.attempt import SelfRating
from trainer.proof import simulate
from trainer.store.people import Person
from trainer.store.store import Store
from trainer.web.site import Site

PEOPLE, EACH = 500, 200
COACHED, LED = 12, 40
DAYS = 728
SAME = (
    "scenario, scenario_version, scenario_hash, rubric, level, language, seed, status, counts, "
    "parent, parent_exchanges, start, hinted"
)
"""Of an attempt, what its copies have as well."""
ALIKE = "id, name, sign_in, role, language, password, active, fictional, privacy_read, created"


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
