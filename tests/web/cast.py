"""Who stands around a graded attempt: the trainee, her coach, and strangers in every role."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from trainer.core.attempt import Attempt
from trainer.store.people import Person, Role
from trainer.web.site import Site
from web.conftest import Visitor, filled, graded

LISTENS = "listens-and-checks"


@dataclass
class Cast:
    """Sanne, who practises, and those around her."""

    sanne: Visitor
    attempt: Attempt
    people: dict[str, Person]

    @property
    def feedback(self) -> str:
        return f"/attempts/{self.attempt.id}/feedback"

    @property
    def coach_page(self) -> str:
        return f"/coach/attempts/{self.attempt.id}"

    async def be(self, name: str) -> Visitor:
        """Sign in as somebody, in the same browser."""
        await self.sanne.be(self.people[name])
        return self.sanne


ROLES: dict[str, Role] = {
    "iris": "coach",
    "tom": "coach",
    "yusuf": "trainee",
    "mia": "manager",
    "ad": "admin",
}


OTHERS = tuple(ROLES)
"""Whoever is not the trainee herself."""


@pytest.fixture(scope="module")
def folder(folder: Path) -> Path:
    """Return what each test begins with: Sanne's graded attempt, and people in every role."""

    async def fill(site: Site) -> None:
        store = site.store
        sanne = await store.people.named("sanne")
        people = {
            name: await store.people.add(name.title(), name, role, language="nl")
            for name, role in ROLES.items()
        }
        await store.coaching.give(sanne.id, people["iris"].id)
        await store.coaching.give(people["yusuf"].id, people["tom"].id)
        await graded(site, sanne)

    filled(folder, fill)
    return folder


@pytest.fixture
async def cast(sanne: Visitor) -> Cast:
    """Return Sanne with a graded attempt, her coach Iris, and strangers in every role."""
    store = sanne.site.store
    people = {name: await store.people.named(name) for name in ("sanne", *ROLES)}
    (summary,) = await store.summaries.of_person(people["sanne"].id)
    return Cast(sanne, await store.attempts.get(summary.id), people)
