"""The library: everything that can be practised, to search and to choose from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from trainer.build import RUBRIC
from trainer.core.base import Language
from trainer.core.difficulty import demand
from trainer.core.exercise import Words
from trainer.core.scenario import LEVELS, LevelName
from trainer.core.script import Script
from trainer.store.people import Person
from trainer.web.exercises import ExerciseCard, exercise_card, exercise_cards
from trainer.web.home import Card, card_of, cards
from trainer.web.render import page
from trainer.web.visit import AnyVisit, SignedIn, Visit

router = APIRouter()
LENGTHS = (5, 10, 15)
"""Minutes that something may take at the most."""


@dataclass(frozen=True)
class Item:
    """Something to practise, with what can be asked for."""

    kind: str
    """conversation, drill or letter."""
    card: Card | ExerciseCard
    themes: tuple[str, ...]
    trains: tuple[str, ...]
    """Criteria, or skills for working with AI."""
    minutes: int
    level: LevelName | None
    """How much it asks; None where nobody said."""
    words: str
    """What a search looks through."""


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for; what is empty does not matter."""

    q: str = ""
    kind: str = ""
    theme: str = ""
    trains: str = ""
    minutes: int | None = None
    level: str = ""

    def fits(self, item: Item) -> bool:
        """Tell whether something is among what is looked for."""
        return (
            all(word in item.words for word in self.q.casefold().split())
            and self.kind in ("", item.kind)
            and (not self.theme or self.theme in item.themes)
            and (not self.trains or self.trains in item.trains)
            and (self.minutes is None or item.minutes <= self.minutes)
            and (not self.level or self.level == item.level)
        )


@router.get("/library")
async def library(
    request: Request,
    visit: AnyVisit,
    person: SignedIn,
    q: str = "",
    kind: str = "",
    theme: str = "",
    trains: str = "",
    minutes: str = "",
    level: str = "",
) -> Response:
    """Show what there is, or what of it somebody looks for."""
    most = int(minutes) if minutes in map(str, LENGTHS) else None
    wanted = Wanted(q.strip()[:100], kind, theme, trains, most, level)
    every, t = await items(visit, person), visit.words
    found = [one for one in every if wanted.fits(one)]
    coach = person.role == "coach"
    further: dict[str, tuple[str, Mapping[Any, str]]] = {
        "kind": ("library.kind", {one.kind: t(f"library.of.{one.kind}") for one in every}),
        "trains": ("home.trains", _skills(visit, every)),
        "minutes": ("library.length", {n: t("library.at-most", count=n) for n in LENGTHS}),
        "level": ("library.level", {id: t(f"library.demand.{id}") for id in LEVELS}),
    }
    return page(
        request,
        visit,
        "library.html",
        wanted=wanted,
        some=wanted != Wanted(),
        found=found,
        open=len(found) == 1,
        further=further,
        chosen=[
            named[getattr(wanted, name)]
            for name, (_, named) in further.items()
            if getattr(wanted, name) in named
        ],
        themes=_named(visit, "theme.", (id for one in every for id in one.themes)),
        drafts=_drafts(visit) if coach else [],
        coach=coach,
    )


async def items(visit: Visit, person: Person) -> list[Item]:
    """Return everything that there is to practise, conversations first."""
    played = await visit.site.store.summaries.played(person.id)
    talks = [_talk(visit, card) for card in cards(visit, played)]
    return [*talks, *[_exercise(visit, card) for card in await exercise_cards(visit, person.id)]]


def _drafts(visit: Visit) -> list[tuple[str, Script | Words, Language]]:
    """Return what is not tested yet: where to look into it, its words, and their language."""
    cases = (card_of(visit, entry) for entry in visit.site.catalog.drafts())
    rest = (exercise_card(visit, entry) for entry in visit.site.catalog.exercise_drafts())
    return [
        *((f"/coach/cases/{one.scenario.id}", one.script, one.language) for one in cases),
        *((f"/coach{one.entry.path}", one.words, one.language) for one in rest),
    ]


def _talk(visit: Visit, card: Card) -> Item:
    case, script = card.scenario, card.script
    texts = (script.title, script.summary, script.trains or "", script.persona.name)
    return Item(
        kind="conversation",
        card=card,
        themes=case.themes,
        trains=tuple(case.skills),
        minutes=case.minutes,
        level=demand(case),
        words=_words(visit, texts, case.themes),
    )


def _exercise(visit: Visit, card: ExerciseCard) -> Item:
    structure, words = card.entry.structure, card.words
    texts = (words.title, words.summary, words.trains)
    return Item(
        kind=card.entry.kind,
        card=card,
        themes=structure.themes,
        trains=tuple(structure.literacy),
        minutes=structure.minutes,
        level=None,
        words=_words(visit, texts, structure.themes),
    )


def _words(visit: Visit, texts: Iterable[str], themes: Iterable[str]) -> str:
    return " ".join([*texts, *_named(visit, "theme.", themes).values()]).casefold()


def _named(visit: Visit, before: str, ids: Iterable[str]) -> dict[str, str]:
    """Return the names of ids in the interface's language, by name; what has none is left out."""
    t = visit.words
    known = {id: t(f"{before}{id}") for id in ids if f"{before}{id}" in t}
    return dict(sorted(known.items(), key=lambda one: one[1].casefold()))


def _skills(visit: Visit, every: Iterable[Item]) -> Mapping[str, str]:
    """Return the names of what can be trained, in the rubric's order and then those for AI."""
    criteria = visit.site.practice.catalog.rubric(RUBRIC, visit.language)[1].criteria
    used = {id for one in every for id in one.trains}
    own = {id: words.title for id, words in criteria.items() if id in used}
    return {**own, **_named(visit, "exercise.skill.", sorted(used - own.keys()))}
