"""A world to try every route in: two trainees with a record of every kind, and all around them."""

import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from trainer.store.base import Table
from trainer.store.membership import Part
from trainer.store.misreadings import Claim
from trainer.store.people import Person, Role
from trainer.store.sessions import COOKIE
from web.conftest import PASSWORD, Visitor, graded, site_on, visitor_of

SIGN_IN = "/login"
ROLES: dict[str, Role] = {
    "sanne": "trainee",
    "yusuf": "trainee",
    "iris": "coach",
    "tom": "coach",
    "mia": "manager",
    "max": "manager",
    "ad": "admin",
}
"""Sanne is coached by Iris and managed by Mia; Yusuf by Tom and Max. Nobody: not signed in."""


@dataclass
class World:
    """Two trainees with a record of every kind, and all who are around them."""

    visitor: Visitor
    people: dict[str, Person] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)
    """What stands for a parameter, by rule and name: Sanne's, or what nobody owns."""
    own: dict[str, str] = field(default_factory=dict)
    """An attempt of each person."""

    def path(self, route: str, hidden: bool = False) -> str:
        def value(found: re.Match[str]) -> str:
            name = found[1]
            kind = route.strip("/").split("/{")[0]
            return self.ids.get(f"{kind}:{name}", self.ids.get(name, name))

        path = re.sub(r"\{(\w+)\}", value, route)
        return path.replace(self.ids["attempts:id"], self.ids["hidden"]) if hidden else path

    async def be(self, name: str) -> str:
        """Go on as somebody; return what a form of theirs carries."""
        client = self.visitor.client
        client.cookies.clear()
        if name in self.tokens:
            client.cookies.set(COOKIE, self.tokens[name])
        page = (await client.get("/privacy" if name in self.tokens else SIGN_IN)).text
        found = re.search(r'name="csrf" value="([0-9a-f]+)"', page)
        assert found
        return found[1]

    async def everything(self) -> str:
        """Return all that is kept."""
        async with self.visitor.site.store.database.reading() as session:
            tables = [one.name for one in Table.metadata.sorted_tables]
            rows = [
                (one, sorted(map(str, await session.execute(text(f"SELECT * FROM {one}")))))  # noqa: S608
                for one in tables
            ]
        return str(rows)


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with AsyncExitStack() as stack:
        world = World(await visitor_of(site_on(tmp_path), stack))
        store = world.visitor.site.store
        for name, role in ROLES.items():
            one = await store.people.add(name.title(), name, role, PASSWORD, "nl")
            await store.people.read_privacy(one.id)
            world.people[name] = one
            world.tokens[name] = await store.sessions.open(one.id)
        await _grouped(world)
        await _recorded(world)
        yield world


async def _grouped(world: World) -> None:
    groups = world.visitor.site.store.groups
    for number, names in enumerate((("sanne", "iris", "mia"), ("yusuf", "tom", "max"))):
        group = await groups.add(f"Balie {number}")
        for name in names:
            role = world.people[name].role
            part: Part = role if role != "admin" else "trainee"
            await groups.join(group.id, world.people[name].id, part)
        world.ids.setdefault("groups:id", group.id)
        world.ids.setdefault("admin/groups:id", group.id)


async def _recorded(world: World) -> None:
    site, sanne, iris = world.visitor.site, world.people["sanne"], world.people["iris"]
    store = site.store
    shared, hidden = await graded(site, sanne), await graded(site, sanne)
    await store.sharing.share(shared.id)
    await store.misreadings.add(shared.id, Claim(turn=1, text="U bent boos", claimed=None, read=()))
    await store.contests.add(
        shared.id, "respectful", "Ik las het anders.", datetime.now(UTC) + timedelta(days=9)
    )
    await store.remarks.add(shared.id, 1, "Mooi.", iris.id)
    await site.suggesting.override(iris.id, sanne.id, "stuck-entrepreneur", "easy", "Past goed.")
    (misreading,) = await store.misreadings.of_attempt(shared.id)
    ((remark,),) = (await store.remarks.of_attempt(shared.id)).values()
    assigned = next(
        one for one in await store.suggestions.of_person(sanne.id, "open") if one.by_coach
    )
    certificate = await _certificate(world)
    exercise = await site.exercising.begin(sanne.id, "drill", "rent-answer", "nl")
    for name, one in world.people.items():
        begun = await site.practice.start(one.id, "angry-resident", "nl", "easy")
        world.own[name] = begun.id
    world.ids |= {
        "attempts:id": shared.id,
        "coach/attempts:id": shared.id,
        "chat/thread:id": shared.id,
        "hidden": hidden.id,
        "misreading": misreading.id,
        "coach/misreadings:id": misreading.id,
        "remark": str(remark.id),
        "criterion": "respectful",
        "suggestions:id": assigned.id,
        "coach/assignments:id": assigned.id,
        "code": certificate,
        "drills:id": "rent-answer",
        "letters:id": "income-check",
        "coach/drills:id": "rent-answer",
        "coach/letters:id": "income-check",
        "exercises:id": exercise.id,
        "person": sanne.id,
        "admin/people:id": sanne.id,
        "scenario": "angry-resident",
    }


async def _certificate(world: World) -> str:
    token = await world.be("sanne")
    made = await world.visitor.client.post("/certificates", data={"csrf": token, "show": "talks"})
    return made.headers["location"].rpartition("/")[2]
