"""The administrator's people: find, add, invite, give a role, and let in no more."""

import re
from dataclasses import dataclass, replace
from typing import Annotated, get_args

from fastapi import APIRouter, Depends, Request
from starlette.datastructures import FormData
from starlette.responses import Response

from trainer.core.base import Language
from trainer.core.name import plain
from trainer.errors import ConflictError, NotFoundError, TrainerError
from trainer.store.audit import Act
from trainer.store.invitations import Invitation
from trainer.store.people import Person, Role
from trainer.web.erasing import erase, must_be_sure
from trainer.web.render import go, page
from trainer.web.texts import as_language
from trainer.web.visit import AnyVisit, OwnForm, SignedIn, Visit, field

router = APIRouter()
HOME = "/admin"
A_PAGE = 25
LONGEST = 120
SIGN_IN = re.compile(r"[^\s\x00-\x1f]{2,120}")
ROLES: tuple[Role, ...] = get_args(Role)


async def _admin(person: SignedIn) -> Person:
    if person.role != "admin":
        raise NotFoundError("no-page")
    return person


Admin = Annotated[Person, Depends(_admin)]


async def _whom(id: str, visit: AnyVisit, admin: Admin) -> Person:
    return await visit.site.store.people.get(id)


Whom = Annotated[Person, Depends(_whom)]


@dataclass(frozen=True)
class Wanted:
    """A new person as the form has them."""

    name: str = ""
    sign_in: str = ""
    role: Role = "trainee"
    language: Language | None = None
    fault: str = ""
    """Why it cannot be so, as the key of a text."""


@router.get(HOME)
async def people(
    request: Request, visit: AnyVisit, admin: Admin, q: str = "", skip: int = 0
) -> Response:
    """Show people, all or those who are looked for."""
    return await _people(request, visit, Wanted(), q[:LONGEST], max(0, min(skip, 10**6)))


@router.post("/admin/people")
async def add(request: Request, visit: AnyVisit, admin: Admin, form: OwnForm) -> Response:
    """Make an account without a password, and an invitation to choose one."""
    wanted = _wanted(form)
    if wanted.fault:
        return await _people(request, visit, wanted, status=422)
    store, language = visit.site.store, wanted.language
    try:
        made = await store.people.add(wanted.name, wanted.sign_in, wanted.role, language=language)
    except ConflictError:
        taken = replace(wanted, fault="admin.sign-in-taken")
        return await _people(request, visit, taken, status=409)
    await store.audit.write("person-added", by=admin.id, about=made.id, thing=made.role)
    return await _invited(request, visit, admin, made)


@router.get("/admin/people/{id}")
async def person(request: Request, visit: AnyVisit, admin: Admin, whom: Whom) -> Response:
    """Show an account: no attempt and no level, only what administers it."""
    return await _person(request, visit, whom)


@router.post("/admin/people/{id}/invite")
async def invite(
    request: Request, visit: AnyVisit, admin: Admin, whom: Whom, form: OwnForm
) -> Response:
    """Make a link that works once, and show it once."""
    if not whom.active:
        raise ConflictError("not-active")
    return await _invited(request, visit, admin, whom)


@router.post("/admin/people/{id}/withdraw")
async def withdraw(visit: AnyVisit, admin: Admin, whom: Whom, form: OwnForm) -> Response:
    """End an invitation."""
    await visit.site.store.invitations.withdraw(whom.id)
    return await _logged(visit, "invitation-withdrawn", admin, whom)


@router.post("/admin/people/{id}/role")
async def give_role(visit: AnyVisit, admin: Admin, whom: Whom, form: OwnForm) -> Response:
    """Give a role; open pages and chats end."""
    role = _role(field(form, "role"))
    await visit.site.store.accounts.give_role(whom.id, role)
    visit.site.doors.knock(whom.id)
    return await _logged(visit, "role-given", admin, whom, role)


@router.post("/admin/people/{id}/stop")
async def stop(visit: AnyVisit, admin: Admin, whom: Whom, form: OwnForm) -> Response:
    """Let somebody in no more, from this moment."""
    await visit.site.store.accounts.stop(whom.id)
    visit.site.doors.knock(whom.id)
    return await _logged(visit, "person-stopped", admin, whom)


@router.post("/admin/people/{id}/resume")
async def resume(visit: AnyVisit, admin: Admin, whom: Whom, form: OwnForm) -> Response:
    """Let somebody in again."""
    await visit.site.store.accounts.resume(whom.id)
    return await _logged(visit, "person-resumed", admin, whom)


@router.post("/admin/people/{id}/coach")
async def give_coach(visit: AnyVisit, admin: Admin, whom: Whom, form: OwnForm) -> Response:
    """Make one of the coaches that of somebody, or none."""
    store, coach = visit.site.store, field(form, "coach")
    if coach:
        await store.coaching.give(whom.id, coach)
    else:
        await store.coaching.end(whom.id)
    return await _logged(visit, "coach-given", admin, whom)


@router.post("/admin/people/{id}/erase")
async def erase_person(visit: AnyVisit, admin: Admin, whom: Whom, form: OwnForm) -> Response:
    """Erase who was let in no more, as they asked; their sign-in name is typed to be sure."""
    if whom.active:
        raise ConflictError("not-sure")
    must_be_sure(form, whom)
    await erase(visit.site, whom.id, by=admin.id)
    return go(HOME)


async def _people(
    request: Request, visit: Visit, wanted: Wanted, q: str = "", skip: int = 0, status: int = 200
) -> Response:
    found = await visit.site.store.accounts.search(q, skip, A_PAGE)
    invited = await visit.site.store.invitations.open()
    shown = {"found": found, "q": q, "skip": skip, "size": A_PAGE, "wanted": wanted}
    return page(request, visit, "admin_people.html", status, invited=invited, roles=ROLES, **shown)


async def _invited(request: Request, visit: Visit, admin: Person, whom: Person) -> Response:
    """Show the link of a new invitation: here and never again."""
    token = await visit.site.store.invitations.make(whom.id)
    await visit.site.store.audit.write("invited", by=admin.id, about=whom.id)
    link = str(request.url.replace(path=f"/invitation/{token}", query=""))
    return await _person(request, visit, whom, link)


async def _person(request: Request, visit: Visit, whom: Person, link: str = "") -> Response:
    store = visit.site.store
    invitation: Invitation | None = (await store.invitations.open()).get(whom.id)
    coaches = [
        member.person
        for group in await store.groups.of(whom.id, "trainee")
        for member in await store.groups.members(group.id, "coach")
    ]
    return page(
        request,
        visit,
        "admin_person.html",
        whom=whom,
        link=link,
        invitation=invitation,
        groups=await store.groups.of(whom.id),
        coach=await store.coaching.coach_of(whom.id),
        coaches=list(dict.fromkeys(coaches)),
        roles=ROLES,
    )


def _wanted(form: FormData) -> Wanted:
    name = plain(field(form, "name"))
    sign_in, role = field(form, "sign-in").strip().lower(), _role(field(form, "role"))
    fault = ""
    if not 0 < len(name) <= LONGEST:
        fault = "admin.name-missing"
    elif not SIGN_IN.fullmatch(sign_in) or sign_in != plain(sign_in):
        fault = "admin.sign-in-wrong"
    language = as_language(field(form, "language"))
    return Wanted(name[:LONGEST], sign_in[:LONGEST], role, language, fault)


def _role(text: str) -> Role:
    for role in ROLES:
        if role == text:
            return role
    raise TrainerError("role-unknown")


async def _logged(
    visit: Visit, act: Act, admin: Person, whom: Person, thing: str | None = None
) -> Response:
    """Write in the log what was done to somebody, and go back to their page."""
    await visit.site.store.audit.write(act, by=admin.id, about=whom.id, thing=thing)
    return go(f"/admin/people/{whom.id}")
