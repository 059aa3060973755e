"""A week of a group to talk over: no names beside levels, and no words that are not shared."""

from datetime import UTC, datetime

import pytest

from trainer.core.progress import Practised
from trainer.core.skill import Difficulty, Rating, practised
from trainer.web import texts
from trainer.web.sheet import tendencies
from web.cast import Cast, cast, folder
from web.conftest import graded
from web.test_suggestions import text

__all__ = ["cast", "folder"]
T = texts.load()["nl"]


def talk(**levels: int) -> Practised:
    updates = tuple(
        practised(id, Rating(), Difficulty(mean=0), 1.0, level) for id, level in levels.items()
    )
    at = datetime(2026, 3, 2, tzinfo=UTC)
    return Practised(attempt="a", scenario="s", level="easy", at=at, updates=updates)


@pytest.mark.parametrize(
    ("talks", "well", "hard"),
    [
        ([], (), ()),
        ([talk(a=3, b=0)] * 2, (), ()),  # too few
        ([talk(a=3, b=0)] * 3, ("a",), ("b",)),
        ([talk(a=3), talk(a=2), talk(a=1)], ("a",), ()),
        ([talk(a=3), talk(a=1), talk(a=1)], (), ("a",)),
        ([talk(a=3, b=3, c=3, d=3)] * 3, ("a", "b", "c"), ()),
    ],
)
def test_what_goes_well_and_what_is_hard(
    talks: list[Practised], well: tuple[str, ...], hard: tuple[str, ...]
) -> None:
    assert tendencies(talks) == (well, hard)


async def test_the_sheet_names_nobody_and_quotes_what_is_shared(cast: Cast) -> None:
    store, iris = cast.sanne.site.store, cast.people["iris"]
    found = cast.attempt.assessment
    assert found
    quote = found.verdicts[found.strengths[0]].quotes[0].text
    visitor = await cast.be("iris")
    page = text((await visitor.get("/coach/week")).text)
    assert quote not in page and "Sanne" not in page
    assert T("week.few", enough=3) in page and T("week.hard") not in page
    for name in ("Ada", "Bo"):
        person = await store.people.add(name, name.lower(), "trainee")
        await store.coaching.give(person.id, iris.id)
        await graded(visitor.site, person)
    await store.sharing.share(cast.attempt.id)
    page = text((await visitor.get("/coach/week")).text)
    assert quote in page and not [one for one in ("Sanne", "Ada", "Bo ") if one in page]
    assert "3 mensen oefenden." in page and T("week.few", enough=3) not in page
    assert T("week.well") in page or T("week.hard") in page
    await store.sharing.take_back(cast.attempt.id)
    assert quote not in text((await visitor.get("/coach/week")).text)
    assert T("week.empty") in text((await visitor.get("/coach/week?back=3")).text)
    assert quote not in text((await (await cast.be("tom")).get("/coach/week")).text)
    assert (await (await cast.be("sanne")).get("/coach/week")).status_code == 404
