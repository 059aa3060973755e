"""Every role against every route, for own records and others': the table is the routes' own."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from fastapi.routing import iter_route_contexts

from trainer.web.access import RULES, Rule, rule_of
from trainer.web.app import pages
from web.conftest import site_on
from web.world import ROLES, SIGN_IN, World, world

__all__ = ["world"]

NOBODY = "nobody"
TELLING: dict[str, tuple[str, ...]] = {
    "nobody": ("sanne", "iris", "mia", "ad", NOBODY),
    "oneself": ("sanne", "yusuf", "iris", "mia", "ad", NOBODY),
    "own-trainee": ("sanne", "iris", "tom", "mia", "ad", NOBODY),
    "sharing-trainee": ("sanne", "iris", "tom", "mia", "ad", NOBODY),
    "own-group": ("sanne", "iris", "tom", "mia", "max", "ad", NOBODY),
}
"""Who is tried: of those whom a rule cannot tell apart, one."""
FORM = {
    "transcripts": "1",
    "levels": "1",
    "do": "save",
    "role": "admin",
    "name": "Iets",
    "sign-in": "sanne",
    "person": "sanne",
    "part": "trainee",
    "status": "agreed",
    "turn": "1",
    "start": "15",
    "end": "26",
    "move": "none",
    "remark": "Iets",
    "reason": "Iets",
    "tone": "1",
    "empathy": "1",
    "completeness": "1",
    "level-respectful": "1",
    "reason-respectful": "Iets",
    "scenario": "angry-resident",
    "level": "easy",
    "show": "talks",
    "pinned": "yes",
    "kind": "drill",
    "task": "rent-answer",
    "nothing": "yes",
    "mark": "1",
}
"""What would change something on any page, if it were let in."""


@pytest.fixture(scope="module")
def routes(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, str]]:
    return sorted(found(tmp_path_factory.mktemp("routes")))


def found(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield method and path of every route that the app has."""
    for context in iter_route_contexts(pages(site_on(folder)).routes):
        for method in context.methods or ():
            yield method, context.path


def who(rule: Rule) -> set[str]:
    """Return who is let in to Sanne's records by a rule."""
    if rule.roles is None:
        return {*ROLES, NOBODY}
    near = {
        "nobody": set(ROLES),
        "oneself": {"sanne"},
        "own-trainee": {"iris"},
        "sharing-trainee": {"iris"},
        "own-group": {"iris", "mia"},
    }
    return {name for name in near[rule.of] if ROLES[name] in rule.roles}


def rule_for(method: str, route: str) -> Rule:
    rule = rule_of(method, route)
    assert rule, route
    return rule


def tell(rule: Rule, name: str) -> bool:
    """Tell whether it says anything more to try somebody."""
    return name in TELLING[rule.of]


def test_every_route_has_a_rule(routes: list[tuple[str, str]]) -> None:
    assert [(method, path) for method, path in routes if rule_of(method, path) is None] == []


def test_every_rule_has_a_route(routes: list[tuple[str, str]]) -> None:
    known = {path for _, path in routes} | {f"{method} {path}" for method, path in routes}
    assert RULES.keys() - known == {"/chat/thread/{id}"}, "the chat is another process's test"


def test_the_table_is_that_of_the_design() -> None:
    """The table of who may see what, read off the rules."""
    by_first: dict[str, set[str]] = {}
    for path, rule in RULES.items():
        by_first.setdefault(path.split(" ")[-1].split("/")[1], set()).update(rule.roles or {NOBODY})
    every = set(ROLES.values())
    assert by_first["admin"] == {"admin"}
    assert by_first["coach"] == {"coach"}
    assert by_first["groups"] == {"coach", "manager"}
    assert by_first["attempts"] == by_first["me"] == by_first["path"] == every
    words = {path for path, rule in RULES.items() if rule.of == "sharing-trainee"}
    assert words == {path for path in RULES if path.startswith("/coach/attempts/")}
    assert {one.of for path, one in RULES.items() if path.startswith("/attempts/")} == {"oneself"}


async def test_every_role_on_every_route(world: World, routes: list[tuple[str, str]]) -> None:
    """One test, since the world takes longest to make."""
    await who_may_not_is_refused_and_changes_nothing(world, routes)
    await who_may_is_let_in(world, routes)
    await everybody_practises(world)


async def who_may_not_is_refused_and_changes_nothing(
    world: World, routes: list[tuple[str, str]]
) -> None:
    before, wrong, tried = await world.everything(), [], 0
    for name in (*ROLES, NOBODY):
        token = await world.be(name)
        for method, route in routes:
            rule = rule_for(method, route)
            paths = [] if name in who(rule) or not tell(rule, name) else [world.path(route)]
            if rule.of == "sharing-trainee":
                paths.append(world.path(route, hidden=True))
            for path in paths:
                tried += 1
                response = await _ask(world, method, path, token)
                if not refused(response, name):
                    wrong.append((name, method, path, response.status_code))
    assert wrong == []
    assert tried > 200
    assert await world.everything() == before


async def who_may_is_let_in(world: World, routes: list[tuple[str, str]]) -> None:
    wrong, tried = [], 0
    for name in (*ROLES, NOBODY):
        await world.be(name)
        for method, route in routes:
            rule = rule_for(method, route)
            if name not in who(rule) or not tell(rule, name) or "{token}" in route:
                continue
            tried += 1
            response = await _ask(world, method, world.path(route), "0" * 32)
            if method == "GET" and refused(response, name):
                wrong.append((name, method, route, response.status_code))
            if method == "POST" and response.status_code != 403:
                wrong.append((name, method, route, response.status_code))
    assert wrong == []
    assert tried > 100


async def everybody_practises(world: World) -> None:
    for name, attempt in world.own.items():
        await world.be(name)
        response = await world.visitor.client.get(f"/attempts/{attempt}")
        assert response.status_code == 200, name
        for other in world.own.keys() - {name}:
            found = await world.visitor.client.get(f"/attempts/{world.own[other]}")
            assert found.status_code == 404, (name, other)


def refused(response: httpx.Response, name: str) -> bool:
    """Tell whether somebody was sent away, as from what does not exist."""
    if name == NOBODY:
        away = response.headers.get("location", "").startswith(SIGN_IN)
        return response.status_code == 303 and away
    return response.status_code in (404, 409)


async def _ask(world: World, method: str, path: str, token: str) -> httpx.Response:
    client = world.visitor.client
    if method == "POST":
        return await client.post(path, data={"csrf": token, **FORM})
    return await client.get(path)
