"""The figures of groups, for who leads or coaches them: worked out from closed cells alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, cast

from babel.numbers import get_decimal_symbol
from fastapi import APIRouter, Depends, Request
from markupsafe import Markup
from starlette.responses import Response

from trainer.build import RUBRIC
from trainer.core.assessment import banded
from trainer.core.bundle import LEAST
from trainer.core.cell import Cell
from trainer.core.growth import Growth
from trainer.core.rubric import BandName, Rubric
from trainer.core.skill import TOP
from trainer.core.week import week_of
from trainer.errors import NotFoundError
from trainer.exchange import spreadsheet
from trainer.figures.figures import Figures, Themes
from trainer.store.groups import Group
from trainer.store.membership import Part
from trainer.web import group_chart, group_words
from trainer.web.home import case_titles
from trainer.web.render import page, part
from trainer.web.visit import AnyVisit, SignedIn, Visit

router = APIRouter()
HOME = "/groups"
RECENT = 52
"""The most periods of practice that are drawn."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WAITS = ("contest", "assignment")
LEADS = ("manager", "coach")
"""The roles that see figures of their own groups."""


@dataclass(frozen=True)
class Row:
    """One criterion as the page shows it."""

    title: str
    growth: Growth | None
    line: group_chart.Line | None
    first: BandName | None
    now: BandName | None
    change: str


@dataclass(frozen=True)
class Coverage:
    """One case as the page shows it."""

    title: str
    themes: str
    last: Cell | None
    """When five people or more did it last."""


async def _groups(visit: AnyVisit, person: SignedIn) -> tuple[Group, ...]:
    if person.role not in LEADS:
        raise NotFoundError("no-page")
    return await visit.site.store.groups.of(person.id, cast(Part, person.role))


OwnGroups = Annotated[tuple[Group, ...], Depends(_groups)]


@router.get(HOME)
async def groups(request: Request, visit: AnyVisit, own: OwnGroups) -> Response:
    """Show the first of one's groups."""
    if not own:
        return page(request, visit, "group_none.html")
    return await _group(request, visit, own, own[0])


@router.get("/groups/{id}")
async def group(request: Request, visit: AnyVisit, own: OwnGroups, id: str) -> Response:
    """Show one of one's own groups."""
    return await _group(request, visit, own, _own(own, id))


@router.get("/groups/{id}/cells.csv")
async def as_csv(visit: AnyVisit, own: OwnGroups, id: str) -> Response:
    """Give the same figures as a table of text, and no more."""
    made = await _sheet_of(visit, _own(own, id))
    decimal = get_decimal_symbol(visit.words.locale)
    return _file(spreadsheet.as_csv(made, decimal), "csv", "text/csv; charset=utf-8")


@router.get("/groups/{id}/cells.xlsx")
async def as_xlsx(visit: AnyVisit, own: OwnGroups, id: str) -> Response:
    """Give the same as a workbook."""
    made = await _sheet_of(visit, _own(own, id))
    return _file(spreadsheet.as_xlsx(made, visit.words("group.nav")), "xlsx", XLSX)


async def _sheet_of(visit: Visit, chosen: Group) -> list[tuple[spreadsheet.Cell, ...]]:
    return sheet(visit, chosen, await visit.site.store.cells.of_group(chosen.id))


def _file(made: bytes, ending: str, kind: str) -> Response:
    name = {"content-disposition": f'attachment; filename="group.{ending}"'}
    return Response(made, media_type=kind, headers=name)


def sheet(visit: Visit, chosen: Group, cells: Sequence[Cell]) -> list[tuple[spreadsheet.Cell, ...]]:
    """Return a group's cells as rows below their headings."""
    t, titles, cases = visit.words, _titles(visit), case_titles(visit)
    names = ("kind", "group", "first", "last", "case", "criterion", "people")
    figures = ("level", "beginner", "margin")
    kinds = {"practice": "practice", "case": "case-kind", "level": "level-kind"}
    rows: list[tuple[spreadsheet.Cell, ...]] = [
        tuple(t(f"sheet.{name}") for name in (*names, *figures))
    ]
    for one in cells:
        several = t("sheet.several") if one.kind == "level" else ""
        rows.append(
            (
                t(f"sheet.{kinds[one.kind]}"),
                chosen.name,
                one.first.isoformat(),
                one.last.isoformat(),
                cases.get(one.scenario, one.scenario) if one.scenario else several,
                titles.get(one.criterion or "", one.criterion or ""),
                one.people,
                *(getattr(one, name) for name in figures),
            )
        )
    return rows


async def _group(request: Request, visit: Visit, own: Sequence[Group], chosen: Group) -> Response:
    store, entries = visit.site.store, visit.site.catalog.scenarios()
    rubric, words, _ = visit.site.practice.catalog.rubric(RUBRIC, visit.language)
    found, house = await visit.site.reckoning.beside_house(
        chosen.id, tuple(rubric.criteria), _themes(visit)
    )
    small = not found.known and await store.groups.size(chosen.id) < LEAST
    now = week_of(visit.site.closing.now())
    shown = visit.site.drawn.of(
        chosen.id,
        visit.language,
        (found, house, small, now, entries, rubric, words),
        lambda: _drawn(visit, found, house, small, now),
    )
    return page(
        request,
        visit,
        "group.html",
        groups=own,
        group=chosen,
        figures=found.known,
        shown=shown,
        history=visit.site.history,
    )


def _drawn(visit: Visit, found: Figures, house: Figures, small: bool, now: date) -> Markup:
    """Return all that is shown of figures."""
    t, titles, cases, themes = visit.words, _titles(visit), case_titles(visit), _themes(visit)
    rubric, words, _ = visit.site.practice.catalog.rubric(RUBRIC, visit.language)
    told = (group_words.told(t, one, cases, titles, now) for one in found.patterns)
    return part(
        visit,
        "group_figures.html",
        small=small,
        figures=found.known,
        short=list(group_words.short(t, found, titles)),
        rows=[_row(visit, rubric, id, titles[id], found) for id in rubric.criteria],
        bands=words.bands,
        patterns=[one for one in told if one],
        practised=found.practised[-RECENT:],
        blocks=group_chart.blocks(found.practised[-RECENT:]),
        cases=_coverage(visit, cases, themes, house if small else found),
        waits=[house.last[kind, None] for kind in WAITS if (kind, None) in house.last],
        x=group_chart.x,
        w=group_words,
    )


def _own(own: Sequence[Group], id: str) -> Group:
    chosen = next((one for one in own if one.id == id), None)
    if chosen is None:
        raise NotFoundError("group-unknown")
    return chosen


def _row(visit: Visit, rubric: Rubric, criterion: str, title: str, found: Figures) -> Row:
    own = next((one for one in found.growth if one.criterion == criterion), None)
    if own is None:
        return Row(title, None, None, None, None, visit.words("group.row-none"))
    line = group_chart.Line(own)
    first, now = (banded(rubric, level / TOP) for level in (line.first, line.now))
    return Row(title, own, line, first, now, group_words.change(visit.words, own))


def _coverage(
    visit: Visit, cases: Mapping[str, str], themes: Themes, found: Figures
) -> list[Coverage]:
    t = visit.words
    named = {id: [t(f"theme.{one}") for one in themes[id] if f"theme.{one}" in t] for id in cases}
    return [
        Coverage(
            title=title,
            themes=group_words.joined(t, named[id]),
            last=found.last.get(("case", id)),
        )
        for id, title in cases.items()
    ]


def _titles(visit: Visit) -> dict[str, str]:
    words = visit.site.practice.catalog.rubric(RUBRIC, visit.language)[1]
    return {id: one.title for id, one in words.criteria.items()}


def _themes(visit: Visit) -> dict[str, tuple[str, ...]]:
    return {entry.scenario.id: entry.scenario.themes for entry in visit.site.catalog.scenarios()}
