"""What the administrator sees of the whole: how long is kept, what is in use, and the log."""

from collections.abc import Mapping

from fastapi import APIRouter, Request
from starlette.datastructures import FormData
from starlette.responses import Response

from trainer.build import RUBRIC
from trainer.errors import ConflictError
from trainer.exchange.consumption import totals
from trainer.store.retention import KINDS, Gone, Kind, checked
from trainer.web.admin import Admin
from trainer.web.home import case_titles
from trainer.web.log_words import Details
from trainer.web.render import go, page
from trainer.web.visit import AnyVisit, OwnForm, Visit, field

router = APIRouter()
A_PAGE = 50
HASH = 12
"""How many characters of a hash are shown."""


@router.get("/admin/keeping")
async def keeping(request: Request, visit: AnyVisit, admin: Admin, gone: str = "") -> Response:
    """Show how long things are kept."""
    days = await visit.site.store.retention.days()
    return await _keeping(request, visit, days, done=gone == "yes")


@router.post("/admin/keeping")
async def choose(request: Request, visit: AnyVisit, admin: Admin, form: OwnForm) -> Response:
    """Keep other numbers of days, or only look what would go."""
    days, store = _days(form), visit.site.store
    try:
        if field(form, "do") == "look":
            checked(days)
            due = (await store.retention.due(days)).numbers
            return await _keeping(request, visit, days, due)
        await store.retention.choose(days)
    except ConflictError as error:
        return await _keeping(request, visit, days, fault=visit.words.of_error(error))
    numbers = f"{days['transcripts']}/{days['levels']}"
    await store.audit.write("retention-set", by=admin.id, thing=numbers)
    return go("/admin/keeping")


@router.post("/admin/keeping/clear")
async def clear(visit: AnyVisit, admin: Admin, form: OwnForm) -> Response:
    """Remove what is past its time."""
    await visit.site.retaining.run(by=admin.id)
    return go("/admin/keeping?gone=yes")


@router.get("/admin/content")
async def content(request: Request, visit: AnyVisit, admin: Admin) -> Response:
    """Show which versions of cases and rubrics there are, and how many attempts stand on each."""
    catalog = visit.site.catalog
    rubric, words, hash = catalog.rubric(RUBRIC, visit.language)
    return page(
        request,
        visit,
        "admin_content.html",
        entries=catalog.scenarios(),
        titles=case_titles(visit),
        used=await visit.site.store.summaries.versions(),
        rubric=rubric,
        rubric_hash=hash[:HASH],
        faults=catalog.faults,
    )


@router.get("/admin/usage")
async def usage(request: Request, visit: AnyVisit, admin: Admin) -> Response:
    """Show what language models took, without saying in whose talks."""
    rows = totals(await visit.site.store.usages.all())
    return page(request, visit, "admin_usage.html", rows=rows)


@router.get("/admin/log")
async def log(
    request: Request, visit: AnyVisit, admin: Admin, before: int | None = None, check: str = ""
) -> Response:
    """Show the audit log, and on demand whether its chain is whole."""
    audit = visit.site.store.audit
    groups = {one.id: one.name for one in await visit.site.store.groups.all()}
    return page(
        request,
        visit,
        "admin_log.html",
        entries=await audit.latest(before, A_PAGE),
        head=await audit.head(),
        checked=bool(check),
        broken=await audit.verify() if check else None,
        detail=Details(visit.words, groups, case_titles(visit)),
    )


async def _keeping(
    request: Request,
    visit: Visit,
    days: Mapping[Kind, int],
    due: Gone | None = None,
    fault: str = "",
    done: bool = False,
) -> Response:
    status = 422 if fault else 200
    last = await visit.site.store.runs.last()
    shown = {"days": days, "due": due, "last": last, "fault": fault, "done": done}
    return page(request, visit, "admin_keeping.html", status, **shown)


def _days(form: FormData) -> dict[Kind, int]:
    """Return the numbers of days in a form; 0 where something else was typed."""
    typed = {kind: field(form, kind).strip() for kind in KINDS}
    return {
        kind: int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
        for kind, text in typed.items()
    }
