"""The library: everything to practise, by word, kind, theme, skill, length and how much it asks."""

import re

import pytest

from shipped import CATALOG
from trainer.content.catalog import Catalog
from trainer.core.difficulty import demand
from trainer.core.scenario import Skill
from web.conftest import Visitor

CASES = {entry.scenario.id: entry.scenario for entry in CATALOG.scenarios()}
EXERCISES = {entry.path: entry for entry in CATALOG.exercises()}


def cases_on(page: str) -> set[str]:
    return set(re.findall(r'id="case-([a-z-]+)"', page))


def exercises_on(page: str) -> set[str]:
    return set(re.findall(r'href="(/(?:drills|letters)/[a-z-]+)"', page))


def like(**wanted: str) -> set[str]:
    """Return the cases that have something, by what their files say."""
    theme, skill, minutes = wanted.get("theme"), wanted.get("trains"), wanted.get("minutes", "99")
    return {
        id
        for id, case in CASES.items()
        if (not theme or theme in case.themes)
        and (not skill or skill in case.skills)
        and case.minutes <= int(minutes)
    }


async def test_everything_is_there(sanne: Visitor) -> None:
    page = (await sanne.get("/library")).text
    assert cases_on(page) == set(CASES) and exercises_on(page) == set(EXERCISES)
    assert "/coach/cases/" not in page
    assert 'href="/library"' in (await sanne.get("/")).text


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("theme=debt", like(theme="debt")),
        ("trains=keeps-calm", like(trains="keeps-calm")),
        ("minutes=5", like(minutes="5")),
        ("theme=debt&trains=keeps-calm", like(theme="debt", trains="keeps-calm")),
        ("q=hofstra", {"angry-resident"}),
        ("q=HOFSTRA+parkeerbon", {"angry-resident"}),
        ("q=hofstra+zwembad", set()),
        ("kind=drill", set()),
        ("level=easy", {id for id, case in CASES.items() if demand(case) == "easy"}),
        ("minutes=lots", set(CASES)),
    ],
)
async def test_what_is_looked_for_is_found(sanne: Visitor, asked: str, found: set[str]) -> None:
    assert cases_on((await sanne.get(f"/library?{asked}")).text) == found


async def test_of_exercises_only_those_of_a_kind_are_found(sanne: Visitor) -> None:
    for kind in ("drill", "letter"):
        page = (await sanne.get(f"/library?kind={kind}")).text
        assert exercises_on(page) == {p for p, one in EXERCISES.items() if one.kind == kind}


async def test_nothing_found_says_what_to_do(sanne: Visitor) -> None:
    page = (await sanne.get('/library?q="><i>')).text
    assert "Probeer een ander woord" in page and 'value="&#34;&gt;&lt;i&gt;"' in page


async def test_a_draft_is_for_coaches_alone(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = visitor.site.store
    draft = CATALOG.scenarios()[:1]
    monkeypatch.setattr(Catalog, "drafts", lambda catalog: draft)
    for role, sees in (("trainee", False), ("coach", True)):
        person = await store.people.add(role, role, role)  # type: ignore[arg-type]
        await store.people.read_privacy(person.id)
        await visitor.be(person)
        page = (await visitor.get("/library")).text
        assert ('id="drafts"' in page) == sees and ("/coach/cases/" in page) == sees


@pytest.mark.parametrize(
    ("difficulties", "asks"),
    [((-0.8, 0.2), "easy"), ((0.1, 0.2), "standard"), ((0.4, 0.8), "hard")],
)
def test_how_much_a_case_asks(difficulties: tuple[float, ...], asks: str) -> None:
    skills = {str(i): Skill(weight=1, difficulty=hard) for i, hard in enumerate(difficulties)}
    assert demand(CASES["angry-resident"].model_copy(update={"skills": skills})) == asks
