"""What is suggested to somebody, why in plain words, and what they do with it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from fastapi import APIRouter
from starlette.responses import Response

from trainer.adapting.suggesting import Looked
from trainer.build import RUBRIC
from trainer.content.catalog import Entry
from trainer.core.rubric import RubricWords
from trainer.core.script import Script
from trainer.core.suggestion import Suggestion, Term
from trainer.errors import NotFoundError
from trainer.store.people import Person
from trainer.store.skills import Mastery
from trainer.store.suggestions import DECLINES, Suggested
from trainer.web.render import go
from trainer.web.visit import AnyVisit, OwnForm, SignedIn, Visit, field

router = APIRouter()
HERE = "/#suggestions"
MUCH = 0.8
"""From this weight on a case asks a lot of a criterion."""
ODDS = (
    (0.2, "few"),
    (0.42, "third"),
    (0.58, "half"),
    (0.71, "two-thirds"),
    (0.88, "three-quarters"),
)
"""Up to which chance, 0-1, which words hold; above the last almost everybody manages."""


class Figure(NamedTuple):
    """One row of the numbers behind a suggestion."""

    title: str
    weight: str
    expected: str
    adds: str


@dataclass(frozen=True)
class Offer:
    """A suggestion as the home shows it."""

    suggested: Suggested
    script: Script
    language: str
    """The one to play it in."""
    reasons: tuple[str, ...]
    visit: Visit

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The numbers behind it, which only some pages show."""
        return _figures(self.visit, self.suggested.suggestion)


@dataclass(frozen=True)
class Offers:
    """What is suggested now, and what was set aside."""

    shown: tuple[Offer, ...]
    aside: tuple[Offer, ...]
    ratings: Mapping[str, Mastery]
    """The ratings that they stand on, by criterion."""
    declines: tuple[str, ...] = DECLINES


async def offers(visit: Visit, person: Person, looked: Looked | None = None) -> Offers:
    """Return what is suggested to a person; ``looked``: what was read for it already."""
    shown, aside, ratings = await visit.site.suggesting.offered(person.id, looked)
    names = {one.coach: await _name(visit, one.coach) for one in shown if one.coach}
    cases = {entry.scenario.id: entry for entry in visit.site.catalog.scenarios()}

    def offered(some: Iterable[Suggested]) -> Iterator[Offer]:
        for one in some:
            if entry := cases.get(one.suggestion.scenario):
                yield _offer(visit, one, entry, names.get(one.coach or ""))

    return Offers(tuple(offered(shown)), tuple(offered(aside)), ratings)


@router.post("/suggestions/{id}/decline")
async def decline(visit: AnyVisit, person: SignedIn, id: str, form: OwnForm) -> Response:
    """Set a suggestion aside; the reason may be left out."""
    why = next((one for one in DECLINES if one == field(form, "why")), None)
    await visit.site.suggesting.decline(person.id, id, why)
    return go(HERE)


@router.post("/suggestions/{id}/undo")
async def undo(visit: AnyVisit, person: SignedIn, id: str, form: OwnForm) -> Response:
    """Bring one back that was set aside."""
    await visit.site.suggesting.undo(person.id, id)
    return go(HERE)


@router.post("/suggestions/{id}/pin")
async def pin(visit: AnyVisit, person: SignedIn, id: str, form: OwnForm) -> Response:
    """Keep a suggestion until it is done, or no longer."""
    await visit.site.suggesting.pin(person.id, id, field(form, "pinned") == "yes")
    return go(HERE)


def reasons(visit: Visit, one: Suggested, entry: Entry, coach: str | None) -> Iterator[str]:
    """Yield why its case is suggested, sentence by sentence, from what was kept with it."""
    t, chosen = visit.words, one.suggestion
    first = chosen.terms[0]
    if one.by_coach:
        key = "suggestion.coach" if coach else "suggestion.coach-gone"
        yield t(key, coach=coach or "", reason=one.remark)
    elif one.attempts == 0:
        yield t("suggestion.warm-up" if entry.scenario.warm_up else "suggestion.begin")
    if chosen.strong and f"suggestion.strong.{chosen.strong}" in t:
        yield t(f"suggestion.strong.{chosen.strong}")
    if one.attempts:
        yield from _need(visit, first)
        yield t("suggestion.known" if chosen.times else "suggestion.new")
    yield t(f"suggestion.odds.{odds(chosen)}")


def odds(chosen: Suggestion) -> str:
    """Return which words say how likely somebody at this level manages a case."""
    return next((words for most, words in ODDS if chosen.manages < most), "most")


def _need(visit: Visit, term: Term) -> Iterator[str]:
    t, title = visit.words, _title(_words(visit), term.criterion)
    if term.rating.seen == 0:
        yield t("suggestion.unseen", criterion=title)
        return
    if term.due:
        yield t("suggestion.refresh", criterion=title)
        return
    key = f"suggestion.needs.{term.criterion}"
    yield t(key) if key in t else t("suggestion.needs-other", criterion=title)
    yield t("suggestion.asks-much" if term.weight >= MUCH else "suggestion.asks")


def _offer(visit: Visit, one: Suggested, entry: Entry, coach: str | None) -> Offer:
    language = visit.language if visit.language in entry.languages else entry.languages[0]
    return Offer(
        suggested=one,
        script=entry.scripts[language],
        language=language,
        reasons=tuple(reasons(visit, one, entry, coach)),
        visit=visit,
    )


def _figures(visit: Visit, chosen: Suggestion) -> tuple[Figure, ...]:
    percent, words = visit.words.percent, _words(visit)
    total = sum(one.worth for one in chosen.terms)
    return tuple(
        Figure(
            title=_title(words, term.criterion),
            weight=percent(term.weight),
            expected=percent(term.chance),
            adds=percent(term.worth / total if total else 0.0),
        )
        for term in chosen.terms
    )


def _words(visit: Visit) -> RubricWords:
    return visit.site.practice.catalog.rubric(RUBRIC, visit.language)[1]


def _title(words: RubricWords, criterion: str) -> str:
    return words.criteria[criterion].title if criterion in words.criteria else criterion


async def _name(visit: Visit, coach: str) -> str | None:
    try:
        return (await visit.site.store.people.get(coach)).name
    except NotFoundError:
        return None
