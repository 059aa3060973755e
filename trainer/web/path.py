"""Somebody's own path: where they stand on each criterion, how it began, and what is next."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from fastapi import APIRouter, Request
from starlette.responses import Response

from trainer.build import RUBRIC
from trainer.core.illustration import apart
from trainer.core.progress import Glimpse
from trainer.core.rubric import BANDS, BandName, Rubric
from trainer.core.selfview import views
from trainer.core.standing import probably, wide
from trainer.store.skills import Mastery
from trainer.web.home import title_of
from trainer.web.render import page
from trainer.web.suggestions import offers
from trainer.web.visit import AnyVisit, SignedIn, Visit

router = APIRouter()
ENDS = 5
"""How many attempts at either end mostly hold every criterion."""
LOOKED_BACK = 12
"""On how many talks the comparison of one's own view with the grade stands at most."""
Quotes = Mapping[str, Mapping[str, str]]
"""What shows a criterion, by attempt and criterion."""


@dataclass(frozen=True)
class Seen:
    """How a criterion went in one attempt."""

    attempt: str
    at: datetime
    band: BandName
    coach: bool
    """The level is a coach's."""
    quote: str | None


@dataclass(frozen=True)
class Part:
    """One criterion on somebody's path."""

    title: str
    seen: int
    low: BandName | None
    """The range that the skill probably lies in; None where too little was seen."""
    high: BandName | None
    mastery: Mastery | None
    first: Seen | None
    latest: Seen | None
    """None where it was seen once."""

    @property
    def wide(self) -> bool:
        """Tell whether it still lies open where the skill is."""
        return wide((self.low, self.high))


@router.get("/path")
async def own_path(request: Request, visit: AnyVisit, person: SignedIn) -> Response:
    """Show the path."""
    store = visit.site.store
    own = store.summaries.rated(person.id, LOOKED_BACK) & store.assignments.chosen(person.id)
    ends = store.skills.ends(person.id, ENDS)
    (looked, (rated, chosen)), (early, late) = await (
        visit.site.suggesting.looked(person.id) & own & ends
    )
    suggested = await offers(visit, person, looked)
    ratings = suggested.ratings
    if looked[0].new:
        early, late = await ends
    if any(ratings.keys() - {one.criterion for one in some} for some in (early, late)):
        early = late = await store.skills.glimpses(person.id)
    went = _went(early, late)
    there = [one for both in went.values() for one in both if one.level]
    quotes = await _quotes(visit, there) if there else {}
    rubric, words, _ = visit.site.practice.catalog.rubric(RUBRIC, visit.language)
    parts = {
        words.dimensions[dimension]: [
            _part(rubric, id, words.criteria[id].title, ratings.get(id), went.get(id), quotes)
            for id in rubric.of(dimension)
        ]
        for dimension in rubric.dimensions
    }
    every = [one for some in parts.values() for one in some]
    first = suggested.shown[0] if suggested.shown else None
    assigned = await store.assignments.told(chosen)
    return page(
        request,
        visit,
        "path.html",
        parts=parts,
        unseen=[one.title for one in every if not one.seen],
        new=not any(one.seen for one in every),
        little=any(one.seen and one.low is None for one in every),
        views=views(rubric.dimensions, rated),
        words=words,
        bands=words.bands,
        next=first,
        assigned=[one for one in assigned if one.state != "withdrawn"],
        title_of=partial(title_of, visit),
    )


def _went(early: Sequence[Glimpse], late: Sequence[Glimpse]) -> dict[str, tuple[Glimpse, Glimpse]]:
    """Return how each criterion went when it was seen first, and last."""
    last = {one.criterion: one for one in late}
    return {one.criterion: (one, last[one.criterion]) for one in reversed(early)}


async def _quotes(visit: Visit, there: Iterable[Glimpse]) -> Quotes:
    """Return the words that show what was there, in each attempt other words."""
    wanted: dict[str, list[str]] = {}
    for one in there:
        wanted.setdefault(one.attempt, []).append(one.criterion)
    found = await visit.site.store.summaries.quotes(wanted)
    return {id: apart({one: some.get(one, ()) for one in wanted[id]}) for id, some in found.items()}


def _part(
    rubric: Rubric,
    criterion: str,
    title: str,
    mastery: Mastery | None,
    went: tuple[Glimpse, Glimpse] | None,
    quotes: Quotes,
) -> Part:
    """Return where somebody stands on a criterion, from what was kept."""
    low, high = probably(rubric, mastery.rating) if mastery else (None, None)
    twice = went and went[0].attempt != went[1].attempt
    return Part(
        title=title,
        seen=mastery.rating.seen if mastery else 0,
        low=low,
        high=high,
        mastery=mastery if mastery and mastery.mastered else None,
        first=_seen(went[0], quotes) if went else None,
        latest=_seen(went[1], quotes) if went and twice else None,
    )


def _seen(one: Glimpse, quotes: Quotes) -> Seen:
    return Seen(
        attempt=one.attempt,
        at=one.at,
        band=BANDS[one.level],
        coach=one.by == "coach",
        quote=quotes.get(one.attempt, {}).get(one.criterion),
    )
