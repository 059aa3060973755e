"""The administrator's groups: who practises together, and who coaches and manages them."""

from typing import get_args

from fastapi import APIRouter, Request
from starlette.responses import Response

from trainer.errors import ConflictError, TrainerError
from trainer.store.membership import Part
from trainer.store.people import Person
from trainer.web.admin import Admin
from trainer.web.render import go, page
from trainer.web.visit import AnyVisit, OwnForm, Visit, field

router = APIRouter()
PARTS: tuple[Part, ...] = get_args(Part)
OFFERED = 300
"""How many people are offered while a name is typed."""


@router.get("/admin/groups")
async def groups(request: Request, visit: AnyVisit, admin: Admin) -> Response:
    """Show all groups."""
    return await _groups(request, visit)


@router.post("/admin/groups")
async def add(request: Request, visit: AnyVisit, admin: Admin, form: OwnForm) -> Response:
    """Make a group."""
    try:
        made = await visit.site.store.groups.add(field(form, "name"))
    except ConflictError as error:
        return await _groups(request, visit, error)
    await visit.site.store.audit.write("group-added", by=admin.id, thing=made.id)
    return go(f"/admin/groups/{made.id}")


@router.get("/admin/groups/{id}")
async def group(request: Request, visit: AnyVisit, admin: Admin, id: str) -> Response:
    """Show who is in a group."""
    return await _group(request, visit, id)


@router.post("/admin/groups/{id}/name")
async def rename(
    request: Request, visit: AnyVisit, admin: Admin, id: str, form: OwnForm
) -> Response:
    """Give a group another name."""
    await visit.site.store.groups.get(id)
    try:
        await visit.site.store.groups.rename(id, field(form, "name"))
    except ConflictError as error:
        return await _group(request, visit, id, error)
    await visit.site.store.audit.write("group-renamed", by=admin.id, thing=id)
    return go(f"/admin/groups/{id}")


@router.post("/admin/groups/{id}/join")
async def join(request: Request, visit: AnyVisit, admin: Admin, id: str, form: OwnForm) -> Response:
    """Put somebody in, as one of three."""
    store, part = visit.site.store, _part(field(form, "part"))
    try:
        person = await _typed(visit, field(form, "person"))
        await store.groups.join(id, person.id, part)
    except TrainerError as error:
        return await _group(request, visit, id, error)
    await store.audit.write("group-joined", by=admin.id, about=person.id, thing=f"{id}:{part}")
    return go(f"/admin/groups/{id}")


@router.post("/admin/groups/{id}/leave")
async def leave(visit: AnyVisit, admin: Admin, id: str, form: OwnForm) -> Response:
    """Take somebody out."""
    store = visit.site.store
    person = await store.people.get(field(form, "person"))
    await store.groups.leave(id, person.id)
    await store.audit.write("group-left", by=admin.id, about=person.id, thing=id)
    return go(f"/admin/groups/{id}")


@router.post("/admin/groups/{id}/remove")
async def remove(visit: AnyVisit, admin: Admin, id: str, form: OwnForm) -> Response:
    """Remove an empty group, so that nothing is lost by a slip."""
    if await visit.site.store.groups.members(id):
        raise ConflictError("group-not-empty")
    await visit.site.store.groups.remove(id)
    await visit.site.store.audit.write("group-removed", by=admin.id, thing=id)
    return go("/admin/groups")


async def _groups(request: Request, visit: Visit, fault: ConflictError | None = None) -> Response:
    store = visit.site.store
    shown = {"groups": await store.groups.all(), "sizes": await store.groups.sizes()}
    status, said = (422, visit.words.of_error(fault)) if fault else (200, "")
    return page(request, visit, "admin_groups.html", status, fault=said, **shown)


async def _group(
    request: Request, visit: Visit, id: str, fault: TrainerError | None = None
) -> Response:
    store = visit.site.store
    people = await store.accounts.search(limit=OFFERED)
    members = await store.groups.members(id)
    status, said = (409, visit.words.of_error(fault)) if fault else (200, "")
    return page(
        request,
        visit,
        "admin_group.html",
        status,
        group=await store.groups.get(id),
        members={part: [one for one in members if one.part == part] for part in PARTS},
        parts=PARTS,
        people=[one for one in people.people if one.active],
        fault=said,
    )


async def _typed(visit: Visit, text: str) -> Person:
    """Return whom somebody means who typed or chose a sign-in name."""
    return await visit.site.store.people.named(text.split(" (")[0])


def _part(text: str) -> Part:
    for part in PARTS:
        if part == text:
            return part
    raise TrainerError("part-unknown")
