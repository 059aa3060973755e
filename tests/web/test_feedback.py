import re
from pathlib import Path

import pytest

from trainer import web as pages
from trainer.core.attempt import SelfRating
from trainer.core.rubric import BANDS
from trainer.errors import TrainerError
from trainer.practice import Engine
from web.conftest import TALK, Visitor, graded, played

HEADINGS = (
    "Dit deed je goed",
    "Probeer dit de volgende keer",
    "Per onderdeel",
    "Wat Gerrit Hofstra ervan vond",
    "Hoe de stemming verliep",
    "Wat de stemming bewoog",
    "Wat aan bod moest komen",
    "Wat je niet te weten kwam",
    "Wat je toezegde",
    "En nu?",
)


async def test_the_page_says_it_in_the_order_in_which_it_helps(sanne: Visitor) -> None:
    assert sanne.person
    attempt = await graded(sanne.site, sanne.person)
    await sanne.get(f"/attempts/{attempt.id}/feedback")
    places = [sanne.page.find(f">{heading}<") for heading in HEADINGS]
    assert -1 not in places and places == sorted(places)


async def test_every_quote_leads_to_the_turn_that_holds_it(sanne: Visitor) -> None:
    assert sanne.person
    attempt = await graded(sanne.site, sanne.person)
    await sanne.get(f"/attempts/{attempt.id}/feedback")
    turns = attempt.transcript.turns
    quotes = re.findall(r'href="#turn-(\d+)"[^>]*><q>([^<]+)</q>', sanne.page)
    assert len(quotes) > 5
    for turn, text in quotes:
        assert text in turns[int(turn)].text
        assert f'id="turn-{turn}"' in sanne.page


async def test_what_was_said_is_text_and_never_markup(sanne: Visitor) -> None:
    assert sanne.person
    attempt = await graded(sanne.site, sanne.person)
    await sanne.get(f"/attempts/{attempt.id}/feedback")
    assert "<b>Echt</b>" not in sanne.page and "&lt;b&gt;Echt&lt;/b&gt;" in sanne.page


async def test_no_level_is_told_by_a_number_or_a_colour_alone(sanne: Visitor) -> None:
    assert sanne.person
    attempt = await graded(sanne.site, sanne.person)
    await sanne.get(f"/attempts/{attempt.id}/feedback")
    bands = re.findall(r'class="band band-\w+">(.*?)</span>', sanne.page, re.DOTALL)
    words = [re.sub(r"<svg.*?</svg>", "", band, flags=re.DOTALL).strip() for band in bands]
    assert len(words) == 13 and all(re.fullmatch(r"[A-Z][a-z ]+", word) for word in words)
    assert "Jij vond zelf:" in sanne.page and "Ging wel." in sanne.page


def test_no_level_has_the_colour_of_a_warning() -> None:
    style = (Path(pages.__file__).parent / "static" / "style.css").read_text("utf-8")
    colours = dict(re.findall(r"^\.band-(\w+) \{ color: var\(--(\w+)\)", style, re.MULTILINE))
    levels = [colours[band] for band in BANDS]
    assert len(set(levels)) == len(BANDS) and not {"bad", "warm", "anger"} & set(levels)


async def test_the_chart_is_told_in_words_and_as_a_table(sanne: Visitor) -> None:
    assert sanne.person
    attempt = await graded(sanne.site, sanne.person)
    await sanne.get(f"/attempts/{attempt.id}/feedback")
    start, end = attempt.start.mood, attempt.state.mood
    assert f"Vertrouwen ging van {start.trust} naar {end.trust}" in sanne.page
    table = sanne.page.split('class="figures"')[1].split("</table>")[0]
    rows = re.findall(r"<td>(\d+)</td><td>(\d+)</td><td>(\d+)</td>", table)
    moods = [start, *(one.state.mood for one in attempt.exchanges)]
    assert rows == [(str(m.trust), str(m.anger), str(m.overload)) for m in moods]
    assert "benoemt het gevoel" in table


async def test_what_stayed_hidden_is_told_and_what_was_told_is_not(sanne: Visitor) -> None:
    assert sanne.person
    attempt = await graded(sanne.site, sanne.person)
    await sanne.get(f"/attempts/{attempt.id}/feedback")
    hidden = sanne.page.split("Wat je niet te weten kwam")[1].split("</ul>")[0]
    facts = sanne.site.practice.case_of(attempt).script.facts
    told = set(attempt.state.told)
    assert told and len(re.findall("<li>", hidden)) == len(facts) - len(told)


@pytest.mark.parametrize("language", ["en", "da"])
async def test_the_page_speaks_the_interfaces_language(sanne: Visitor, language: str) -> None:
    assert sanne.person
    attempt = await graded(sanne.site, sanne.person)
    await sanne.post("/looks", language=language)
    await sanne.get(f"/attempts/{attempt.id}/feedback")
    words = sanne.site.catalog.rubric("citizen-conversation", language)[1]  # type: ignore[arg-type]
    assert all(title in sanne.page for title in words.dimensions.values())
    assert "<q>" in sanne.page and 'lang="nl"' in sanne.page, "what was said stays as it was"


async def test_a_harder_one_is_offered_until_there_is_none(sanne: Visitor) -> None:
    assert sanne.person
    attempt = await graded(sanne.site, sanne.person)
    await sanne.get(f"/attempts/{attempt.id}/feedback")
    then = sanne.page.split("En nu?")[1]
    assert re.findall(r'name="level" value="(\w+)"', then) == ["standard", "hard"]


async def test_what_takes_long_shows_that_it_is_going_on(sanne: Visitor) -> None:
    """A grade that fails says so, keeps the talk, and can be tried again."""
    assert sanne.person
    attempt = await played(sanne.site, sanne.person, TALK[:2])
    page = f"/attempts/{attempt.id}"
    right = sanne.site.practice.engine
    broken = Engine(right.reader, right.citizen, Broken())
    object.__setattr__(sanne.site.practice, "engine", broken)
    await sanne.site.practice.rate(attempt.id, SelfRating(levels={"tone": 1}))
    await sanne.get(f"{page}/feedback")
    assert "wordt gemaakt" in sanne.page
    around, asks = sanne.page.split(f'hx-get="{page}/progress"')
    assert 'http-equiv="refresh"' in around, "without scripts the page is loaded again"
    assert "http-equiv" not in asks, "with them nothing is loaded twice"
    await sanne.site.grading.wait(attempt.id, 5)
    await sanne.get(f"{page}/progress")
    assert "niet gelukt" in sanne.page and "hx-get" not in sanne.page
    object.__setattr__(sanne.site.practice, "engine", right)
    await sanne.get(f"{page}/feedback")
    assert (await sanne.post(f"{page}/grade")).headers["location"] == f"{page}/feedback"
    await sanne.get(f"{page}/feedback")
    await sanne.site.grading.wait(attempt.id, 5)
    done = await sanne.get(f"{page}/progress")
    assert done.headers["hx-refresh"] == "true"


class Broken:
    """A grader that gives no answer."""

    async def grade(self, *_: object) -> None:
        raise TrainerError("no answer")
