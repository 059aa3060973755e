"""Notices: what is news, and that it was read."""

from fastapi import APIRouter
from starlette.responses import Response

from trainer.web.render import go
from trainer.web.visit import AnyVisit, OwnForm, SignedIn

router = APIRouter()
LONGEST = 200
"""The most characters of a key."""
MOST = 200
"""How many can be marked at once."""


@router.post("/notices/read")
async def read(visit: AnyVisit, person: SignedIn, form: OwnForm) -> Response:
    """Record which notices somebody read; it says nothing of anybody else's."""
    keys = [key for key in form.getlist("key") if isinstance(key, str) and len(key) < LONGEST]
    await visit.site.store.notices.read(person.id, keys[:MOST])
    return go("/coach" if person.role == "coach" else "/")
