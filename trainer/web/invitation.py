"""An invitation: somebody chooses their password by a link that works once."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from trainer.errors import NotFoundError
from trainer.store.people import Person
from trainer.web.render import page
from trainer.web.signin import signed_in
from trainer.web.visit import AnyVisit, OwnForm, Visit, field

router = APIRouter()
SHORTEST, LONGEST = 12, 200
"""Characters of a password."""


@router.get("/invitation/{token}")
async def invitation(request: Request, visit: AnyVisit, token: str) -> Response:
    """Ask the invited person for a password."""
    return _form(request, visit, await _invited(request, visit, token))


@router.post("/invitation/{token}")
async def accept(request: Request, visit: AnyVisit, token: str, form: OwnForm) -> Response:
    """Keep the password, end the link, and sign in."""
    store, password = visit.site.store, field(form, "password")
    person = await _invited(request, visit, token)
    fault = weakness(password, person)
    if fault:
        return _form(request, visit, person, fault)
    used = await store.invitations.use(token, await store.people.hashed(password))
    await store.audit.write("invitation-used", by=used.id, about=used.id)
    return await signed_in(request, visit.site, used, "/")


def weakness(password: str, person: Person) -> str | None:
    """Return why a password will not do, as the key of a text; None where it will."""
    if not SHORTEST <= len(password) <= LONGEST:
        return "password.length"
    known = {person.sign_in, person.name.lower(), "oefenbalie"}
    if len(set(password)) < 5 or any(one in password.lower() for one in known if len(one) > 3):
        return "password.easy"
    return None


def _form(request: Request, visit: Visit, person: Person, fault: str | None = None) -> Response:
    status = 422 if fault else 200
    return page(request, visit, "invitation.html", status, invited=person, fault=fault)


async def _invited(request: Request, visit: Visit, token: str) -> Person:
    """Return whom a link invites; who tries many links is slowed down as at signing in."""
    address = request.client.host if request.client else ""
    if not await visit.site.rates.may_try("", address):
        raise NotFoundError("invitation-unknown")
    found = await visit.site.store.invitations.person_of(token)
    await visit.site.rates.passed("", address)
    return found
