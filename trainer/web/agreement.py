"""How far coaches and the machine agree, by criterion: a coach sees what the machine is worth."""

from dataclasses import dataclass

from babel.numbers import format_decimal
from fastapi import APIRouter, Request
from starlette.responses import Response

from trainer.build import RUBRIC
from trainer.core.agreement import OFFSET_FROM, Agreement
from trainer.exchange.agreement import Report, Row, reports
from trainer.web.coach import Coach
from trainer.web.render import page
from trainer.web.texts import Words
from trainer.web.visit import AnyVisit

router = APIRouter()
STEPS = ((0.0, "none"), (0.2, "slight"), (0.4, "fair"), (0.6, "moderate"), (0.8, "good"))
"""Below which kappa which words hold (Landis and Koch, 1977); above the last it is very good."""


@dataclass(frozen=True)
class Line:
    """One criterion."""

    title: str
    n: int
    words: str
    kappa: str
    interval: str
    exact: str
    advisory: bool


@dataclass(frozen=True)
class Judged:
    """One engine."""

    engine: str
    lines: tuple[Line, ...]
    """The criteria of which something is known."""
    few: tuple[Line, ...]
    """Those with too few levels, the most first."""


@router.get("/coach/agreement")
async def agreement_page(request: Request, visit: AnyVisit, coach: Coach) -> Response:
    """Show it for each engine that coaches reviewed."""
    rubric, words, _ = visit.site.practice.catalog.rubric(RUBRIC, visit.language)
    titles = {id: one.title for id, one in words.criteria.items()}
    found = await reports(visit.site.store.reviews, rubric)
    judged = [judged_by(visit.words, one, titles) for one in found]
    return page(request, visit, "agreement.html", judged=judged, enough=OFFSET_FROM)


def judged_by(t: Words, report: Report, titles: dict[str, str]) -> Judged:
    """Return a report in words and in the language's own numbers."""
    lines = [_line(t, row, titles) for row in report.rows]
    few = sorted((one for one in lines if one.n < OFFSET_FROM), key=lambda one: -one.n)
    known = tuple(one for one in lines if one.n >= OFFSET_FROM)
    return Judged(report.engine, known, tuple(few))


def _line(t: Words, row: Row, titles: dict[str, str]) -> Line:
    """Return a criterion's line; where nothing can be said of agreement no figure is shown."""
    found, words = row.agreement, how(row.agreement)
    known = words != "little"
    return Line(
        title=titles.get(row.criterion, row.criterion),
        n=found.n,
        words=t(f"agreement.level.{words}"),
        kappa=_number(t, found.kappa) if known else "-",
        interval=_interval(t, found) if known else "-",
        exact=_percent(t, found.exact),
        advisory=found.advisory,
    )


def how(found: Agreement) -> str:
    """Return which words say how far two judges agree."""
    if found.n < OFFSET_FROM or found.kappa is None:
        return "little"
    return next((words for below, words in STEPS if found.kappa < below), "very-good")


def _number(t: Words, number: float | None) -> str:
    return "-" if number is None else format_decimal(number, format="0.00", locale=t.locale)


def _interval(t: Words, found: Agreement) -> str:
    if found.low is None or found.high is None:
        return "-"
    return t("agreement.from-to", low=_number(t, found.low), high=_number(t, found.high))


def _percent(t: Words, share: float | None) -> str:
    return "-" if share is None else t.percent(share)
