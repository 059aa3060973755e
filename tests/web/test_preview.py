"""A case with its hidden part, for coaches only."""

import re

import pytest

from practising import people, practise_all
from shipped import CATALOG
from trainer.build import RUBRIC
from trainer.core.bundle import LEAST
from trainer.core.scenario import Told
from trainer.store.difficulties import DifficultyRow
from trainer.web import texts
from trainer.web.preview import opens
from web.cast import Cast, cast, folder
from web.conftest import CASE
from web.test_suggestions import text

__all__ = ["cast", "folder"]
T = texts.load()["nl"]


async def test_a_coach_sees_what_is_hidden_and_nobody_else_does(cast: Cast) -> None:
    script = CATALOG.case(CASE, "nl", "standard").script
    for name in ("sanne", "mia", "ad"):
        other = await cast.be(name)
        for path in ("", f"/{CASE}", f"/{CASE}/traces"):
            assert (await other.get(f"/coach/cases{path}")).status_code == 404
    iris = await cast.be("tom")
    await iris.get("/coach/cases")
    assert f"/coach/cases/{CASE}" in iris.page
    page = text((await iris.get(f"/coach/cases/{CASE}")).text)
    assert all(fact.is_ in page for fact in script.facts.values())
    assert all(item.title in page for item in script.checklist.values())
    for path in ("/coach/cases/nothing", f"/coach/cases/{CASE}?level=heroic"):
        assert (await iris.get(path)).status_code == 404


async def test_a_coach_reads_how_hard_people_find_it(cast: Cast) -> None:
    store = cast.sanne.site.store
    skills = iter(CATALOG.case(CASE, "nl", "standard").scenario.skills)
    by = {next(skills): 0.5, next(skills): -0.5}
    async with store.database.writing() as session:
        for criterion, shift in by.items():
            place = {"scenario": CASE, "level": "standard", "criterion": criterion}
            await session.merge(DifficultyRow(**place, by=shift, variance=0.05, seen=12))
    titles = [CATALOG.rubric(RUBRIC, "nl")[1].criteria[id].title for id in by]
    harder, easier = T("preview.harder", names=titles[0]), T("preview.easier", names=titles[1])
    some = await people(store, await store.groups.add("Balie"), LEAST)
    tom = await cast.be("tom")
    await practise_all(store, [(one, 0, 2, CASE) for one in some[1:]], ("explains",))
    page = text((await tom.get(f"/coach/cases/{CASE}")).text)
    assert T("preview.little-done") in page and harder not in page, "four people did it"
    await practise_all(store, [(some[0], 0, 2, CASE)], ("explains",))
    page = text((await tom.get(f"/coach/cases/{CASE}")).text)
    assert harder in page and easier in page
    assert T("preview.little-done") in text((await tom.get(f"/coach/cases/{CASE}?level=hard")).text)


async def test_a_coach_sees_all_of_each_drill_and_letter(cast: Cast) -> None:
    tom = await cast.be("tom")
    listed = (await tom.get("/coach/cases")).text
    for entry in CATALOG.exercises():
        assert f'href="/coach{entry.path}"' in listed
        page = text((await tom.get(f"/coach{entry.path}")).text)
        told = entry.words["nl"].model_dump(exclude={"translates"})
        assert [one for one in texts_in(told) if " ".join(one.split()) not in page] == []
    assert (await tom.get("/coach/letters/nothing")).status_code == 404


def texts_in(told: object) -> list[str]:
    """Return every text in a model's content."""
    if isinstance(told, str):
        return [told]
    some = told.values() if isinstance(told, dict) else told if isinstance(told, tuple) else ()
    return [one for part in some for one in texts_in(part)]


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (Told(freely=True), ["er een open vraag komt."]),
        (Told(at_least={"trust": 6}), ["vertrouwen minstens 6 is."]),
        (Told(at_most={"anger": 5}), ["boosheid hooguit 5 is."]),
        (Told(asked=("fine",), after="wife-ill"), ["ernaar gevraagd wordt", "dit al verteld is"]),
    ],
)
def test_what_opens_a_fact_in_words(told: Told, words: list[str]) -> None:
    found = list(opens(T, CATALOG.case(CASE, "nl", "standard"), told))
    assert len(found) == len(words)
    assert all(part in line for part, line in zip(words, found, strict=True))


async def test_three_scripted_trainees_are_drawn_with_a_table_each(cast: Cast) -> None:
    iris = await cast.be("iris")
    address = f"/coach/cases/{CASE}/traces"
    await iris.get(address)
    page = iris.page
    assert page.count('role="img"') == 3 and page.count('<table class="figures">') == 3
    ids = re.findall(r'id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    part = await iris.client.get(address, headers={"hx-request": "true"})
    assert "<html" not in part.text and part.text.count('role="img"') == 3
