"""Suggestions on the home: what a person reads, and what they can do with them."""

import html
import re

import pytest

from shipped import CATALOG
from store.conftest import new_attempt
from store.test_reviews import assessment
from trainer.core.base import LANGUAGES, Language
from trainer.core.skill import Difficulty, Rating
from trainer.core.suggestion import Asked, Option, weigh
from trainer.store.suggestions import Suggested
from trainer.web import texts
from trainer.web.suggestions import odds
from web.conftest import Visitor

TEXTS = texts.load()
ANGRY, STUCK = "angry-resident", "stuck-entrepreneur"


async def practise(visitor: Visitor, id: str, scenario: str, **levels: int) -> None:
    """Be graded on a case at the easy level."""
    assert visitor.person
    made = new_attempt(id, visitor.person.id)
    changes = {"scenario": scenario, "level": "easy", "status": "graded"}
    await visitor.site.store.attempts.add(made.model_copy(update=changes))
    ids = {name.replace("_", "-"): level for name, level in levels.items()}
    await visitor.site.store.attempts.grade(id, assessment(**ids))


async def shown(visitor: Visitor) -> tuple[Suggested, ...]:
    assert visitor.person
    return await visitor.site.suggesting.suggested(visitor.person.id)


def text(page: str) -> str:
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)))


async def test_somebody_new_is_told_where_to_begin(sanne: Visitor) -> None:
    page = text((await sanne.get("/")).text)
    words = TEXTS["nl"]
    assert page.count(words("suggestion.warm-up")) == 1
    assert page.count(words("suggestion.begin")) == 2
    assert words("suggestion.title") in page
    assert words("suggestion.known") not in page, "nobody who is new has done anything yet"


async def test_why_is_said_in_plain_words(sanne: Visitor) -> None:
    strong = ("finds_out", "explains", "guides_beyond", "agrees_next_step", "sees_this_person")
    levels = dict.fromkeys((*strong, "listens_and_checks", "speaks_plainly", "keeps_calm"), 3)
    for number, scenario in enumerate((ANGRY, STUCK, "complex-household", ANGRY)):
        await practise(sanne, f"a{number}", scenario, acknowledges_feelings=1, **levels)
    page = text((await sanne.get("/")).text)
    assert TEXTS["nl"]("suggestion.strong.finds-out") in page
    assert TEXTS["nl"]("suggestion.needs.acknowledges-feelings") in page
    assert "We schatten dat" in page


async def test_a_case_that_was_done_is_called_so(sanne: Visitor) -> None:
    known = TEXTS["nl"]("suggestion.known")
    first, *others = (entry.scenario.id for entry in CATALOG.scenarios())
    for id in others:
        await practise(sanne, f"a-{id}", id, listens_and_checks=1)
    assert first in {one.suggestion.scenario for one in await shown(sanne)}
    await practise(sanne, f"a-{first}", first, listens_and_checks=1)
    page = text((await sanne.get("/")).text)
    assert page.count(known) == 3


async def test_a_suggestion_can_be_taken_as_it_stands(sanne: Visitor) -> None:
    await sanne.get("/")
    chosen = (await shown(sanne))[0].suggestion
    fields = {"scenario": chosen.scenario, "level": chosen.level, "language": "nl"}
    response = await sanne.post("/attempts", **fields)
    assert response.status_code == 303
    id = response.headers["location"].rsplit("/", 1)[1]
    begun = await sanne.site.store.attempts.get(id)
    assert (begun.scenario, begun.level) == (chosen.scenario, chosen.level)


async def test_setting_aside_and_bringing_back(sanne: Visitor) -> None:
    await sanne.get("/")
    first = (await shown(sanne))[0]
    path = f"/suggestions/{first.id}"
    assert (
        (await sanne.post(f"{path}/decline", why="too-hard")).headers["location"].startswith("/#")
    )
    page = (await sanne.get("/")).text
    assert f"{path}/undo" in page and f'id="suggestion-{first.id}"' not in page
    await sanne.post(f"{path}/undo")
    page = (await sanne.get("/")).text
    assert f"{path}/undo" not in page and f'id="suggestion-{first.id}"' in page


async def test_what_is_kept_stands_first_until_it_is_let_go(sanne: Visitor) -> None:
    await sanne.get("/")
    last = (await shown(sanne))[-1]
    await sanne.post(f"/suggestions/{last.id}/pin", pinned="yes")
    assert (await shown(sanne))[0].id == last.id
    assert TEXTS["nl"]("suggestion.unpin") in (await sanne.get("/")).text
    await sanne.post(f"/suggestions/{last.id}/pin", pinned="no")
    assert (await shown(sanne))[-1].id == last.id


async def test_a_coach_is_named_with_the_reason(sanne: Visitor) -> None:
    assert sanne.person
    iris = await sanne.site.store.people.add("Iris Vos", "iris", "coach")
    reason = "Dit <b>durf</b> je nu"
    await sanne.site.suggesting.override(iris.id, sanne.person.id, STUCK, "hard", reason)
    page = (await sanne.get("/")).text
    assert "Iris Vos koos dit gesprek voor je" in page
    assert "&lt;b&gt;durf" in page, "what a coach wrote stays text"


@pytest.mark.parametrize("what", ["decline", "undo", "pin"])
async def test_nobody_touches_anothers(sanne: Visitor, what: str) -> None:
    joris = await sanne.site.store.people.add("Joris", "joris", "trainee")
    (first, *_) = await sanne.site.suggesting.suggested(joris.id)
    await sanne.get("/")
    theirs = await sanne.post(f"/suggestions/{first.id}/{what}")
    nobodys = await sanne.post(f"/suggestions/nowhere/{what}")
    assert (theirs.status_code, nobodys.status_code) == (404, 404)
    assert await sanne.site.suggesting.suggested(joris.id) == (first, *_)


async def test_a_form_from_elsewhere_changes_nothing(sanne: Visitor) -> None:
    await sanne.get("/")
    first = (await shown(sanne))[0]
    response = await sanne.client.post(f"/suggestions/{first.id}/decline", data={"csrf": "x"})
    assert response.status_code == 403
    assert first in await shown(sanne)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_criterion_that_a_case_trains_has_its_sentences(
    sanne: Visitor, language: Language
) -> None:
    trained = {id for one in sanne.site.catalog.scenarios() for id in one.scenario.skills}
    assert trained
    for id in trained:
        assert f"suggestion.strong.{id}" in TEXTS[language]
        assert f"suggestion.needs.{id}" in TEXTS[language]


@pytest.mark.parametrize(
    ("mean", "words"),
    [
        (-2.0, "few"),
        (-0.6, "third"),
        (0.0, "half"),
        (0.4, "two-thirds"),
        (1.0, "three-quarters"),
        (3.0, "most"),
    ],
)
def test_odds_in_words(mean: float, words: str) -> None:
    asked = Asked(weight=1.0, difficulty=Difficulty(mean=0.0))
    option = Option(scenario="a", level="easy", skills={"explains": asked})
    chosen = weigh(option, {"explains": Rating(mean=mean, variance=0.1)}, frozenset())
    assert odds(chosen) == words
    assert all(f"suggestion.odds.{words}" in TEXTS[language] for language in LANGUAGES)
