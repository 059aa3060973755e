"""What is one's own: where one is signed in, the password, and one's data."""

from datetime import UTC, datetime

from fastapi import APIRouter, Request
from starlette.responses import Response

from trainer.exchange.own import archive
from trainer.store.people import Person
from trainer.store.sessions import COOKIE
from trainer.web.erasing import erase, must_be_sure
from trainer.web.invitation import weakness
from trainer.web.own_texts import conversations, exercises
from trainer.web.render import go, page
from trainer.web.signin import signed_out
from trainer.web.visit import AnyVisit, OwnForm, SignedIn, Visit, field

router = APIRouter()
HOME = "/me"


@router.get(HOME)
async def me(request: Request, visit: AnyVisit, person: SignedIn) -> Response:
    """Show it."""
    return await _me(request, visit, person)


@router.post("/me/sessions")
async def end_session(visit: AnyVisit, person: SignedIn, form: OwnForm) -> Response:
    """Sign out somewhere else."""
    store = visit.site.store
    await store.sessions.end(person.id, field(form, "session"))
    await store.audit.write("sessions-ended", by=person.id, about=person.id)
    visit.site.doors.knock(person.id)
    return go(f"{HOME}#sessions")


@router.post("/me/sign-out")
async def sign_out_everywhere(visit: AnyVisit, person: SignedIn, form: OwnForm) -> Response:
    """Sign out everywhere, here too."""
    await visit.site.store.sessions.close_all(person.id)
    await visit.site.store.audit.write("sessions-ended", by=person.id, about=person.id)
    visit.site.doors.knock(person.id)
    return signed_out()


@router.post("/me/password")
async def change_password(
    request: Request, visit: AnyVisit, person: SignedIn, form: OwnForm
) -> Response:
    """Change the password, by the old one; every other session ends."""
    store, new = visit.site.store, field(form, "new")
    if not await visit.site.rates.may_try(person.sign_in, ""):
        return await _me(request, visit, person, "login.too-often", 429)
    if await store.people.verified(person.sign_in, field(form, "old")) is None:
        return await _me(request, visit, person, "password.wrong", 422)
    await visit.site.rates.passed(person.sign_in, "")
    if fault := weakness(new, person):
        return await _me(request, visit, person, fault, 422)
    await store.people.give_password(person.id, new)
    await store.sessions.close_others(person.id, request.cookies[COOKIE])
    await store.audit.write("password-changed", by=person.id, about=person.id)
    visit.site.doors.knock(person.id)
    return go(f"{HOME}?changed=yes#password")


@router.post("/me/export")
async def export(visit: AnyVisit, person: SignedIn, form: OwnForm) -> Response:
    """Give everything that is kept of the person, to read and for other programs."""
    store = visit.site.store
    await store.audit.write("exported", by=person.id, about=person.id)
    rows = await store.own.export(person.id)
    texts = {**await conversations(visit, person), **await exercises(visit, person)}
    whole = archive(rows, visit.words("own.readme"), texts)
    name = f"oefenbalie-{datetime.now(UTC):%Y-%m-%d}.zip"
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(whole, media_type="application/zip", headers=headers)


@router.post("/me/leave")
async def leave(visit: AnyVisit, person: SignedIn, form: OwnForm) -> Response:
    """Stop taking part; what is kept goes when its time is over."""
    must_be_sure(form, person)
    await visit.site.store.own.leave(person.id)
    visit.site.doors.knock(person.id)
    return signed_out("left")


@router.post("/me/erase")
async def erase_me(visit: AnyVisit, person: SignedIn, form: OwnForm) -> Response:
    """Erase everything, now and for good."""
    must_be_sure(form, person)
    await erase(visit.site, person.id)
    return signed_out("erased")


async def _me(
    request: Request, visit: Visit, person: Person, fault: str | None = None, status: int = 200
) -> Response:
    sessions = await visit.site.store.sessions.of_person(person.id, request.cookies.get(COOKIE))
    changed = request.query_params.get("changed") == "yes"
    shown = {"sessions": sessions, "fault": fault, "changed": changed}
    return page(request, visit, "me.html", status, **shown)
