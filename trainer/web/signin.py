"""Signing in and out, and how the page looks: language and theme."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from trainer.errors import NotFoundError, TrainerError
from trainer.store.people import Person
from trainer.store.sessions import COOKIE, LONGEST
from trainer.web.demo.people import PEOPLE
from trainer.web.render import go, page
from trainer.web.site import Site
from trainer.web.texts import as_language
from trainer.web.visit import (
    LANGUAGE,
    THEME,
    AnyVisit,
    OwnForm,
    SignedIn,
    Visit,
    as_theme,
    field,
    local,
)

router = APIRouter()
LISTED = frozenset(one.sign_in for one in PEOPLE if one.listed)
"""Who is offered in the demo."""
STARTS = {"coach": "/coach", "manager": "/groups", "admin": "/admin"}
"""Where who does not only practise begins."""
SYSTEMS = ("Windows", "Android", "iPhone", "iPad", "Macintosh", "Linux")
BROWSERS = ("Edg", "OPR", "Firefox", "Chrome", "Safari")
"""In this order: many call themselves by the names of others as well."""
CALLED = {"Edg": "Edge", "OPR": "Opera", "Macintosh": "Mac"}
YEAR = 365 * 24 * 3600
KEPT = 200
"""How many characters of a name that was typed are shown again at most."""


@router.get("/login")
async def login_page(
    request: Request, visit: AnyVisit, next: str = "/", done: str = ""
) -> Response:
    """Show the sign-in page; in the demo it lists the fictional people.

    What was ``done`` just before is confirmed here, where there is a sentence for it.
    """
    if visit.person:
        return go(local(next))
    return await _login(request, visit, next, done=done)


@router.post("/login")
async def login(request: Request, visit: AnyVisit, form: OwnForm) -> Response:
    """Sign in with a name and a password, or in the demo as one of the fictional people."""
    next = local(field(form, "next") or "/")
    person = await _chosen(visit.site, field(form, "person"))
    if person is None:
        name, address = field(form, "name"), request.client.host if request.client else ""
        if not await visit.site.rates.may_try(name, address):
            return await _login(request, visit, next, "login.too-often", 429, typed=name)
        person = await visit.site.store.people.verified(name, field(form, "password"))
        if person is None:
            await _failed(visit.site, name, address)
            return await _login(request, visit, next, "login.wrong", 401, typed=name)
        await visit.site.rates.passed(name, address)
    return await signed_in(request, visit.site, person, next)


@router.post("/logout")
async def logout(request: Request, visit: AnyVisit, person: SignedIn, form: OwnForm) -> Response:
    """End the session, here and in the store."""
    await visit.site.store.sessions.close(request.cookies[COOKIE])
    visit.site.doors.knock(person.id)
    return signed_out()


@router.post("/looks")
async def looks(visit: AnyVisit, form: OwnForm) -> Response:
    """Keep the chosen language or theme, and go back to the page."""
    response = go(local(field(form, "next") or "/"))
    language, theme = as_language(field(form, "language")), as_theme(field(form, "theme"))
    secure = visit.site.settings.secure
    if language:
        response.set_cookie(LANGUAGE, language, max_age=YEAR, samesite="lax", secure=secure)
        if visit.person:
            await visit.site.store.people.speak(visit.person.id, language)
    if theme:
        response.set_cookie(THEME, theme, max_age=YEAR, samesite="lax", secure=secure)
    return response


async def _login(
    request: Request,
    visit: Visit,
    next: str,
    fault: str | None = None,
    status: int = 200,
    done: str = "",
    typed: str = "",
) -> Response:
    found = await visit.site.store.people.fictional() if visit.site.demo else ()
    people = [person for person in found if person.active and person.sign_in in LISTED]
    shown = {"people": people, "next": local(next), "fault": fault, "done": done}
    return page(request, visit, "login.html", status, typed=typed[:KEPT], **shown)


async def _failed(site: Site, name: str, address: str) -> None:
    """Log a try that failed, and that it was the last one for now."""
    about = await site.store.people.id_of(name)
    await site.store.audit.write("sign-in-failed", about=about)
    if await site.rates.shut(name, address):
        await site.store.audit.write("locked-out", about=about)


def browser_of(agent: str) -> str | None:
    """Return what somebody would call their browser; None where it says nothing known."""
    browser = next((one for one in BROWSERS if f"{one}/" in agent), "")
    system = next((one for one in SYSTEMS if one in agent), "")
    return ", ".join(CALLED.get(one, one) for one in (browser, system) if one) or None


async def _chosen(site: Site, id: str) -> Person | None:
    """Return the fictional person who was clicked on; there are some in the demo only."""
    if not site.demo or not id:
        return None
    person = await site.store.people.get(id)
    if not person.fictional or not person.active:
        raise NotFoundError("person-unknown")
    return person


def signed_out(done: str = "") -> Response:
    """Return the answer after which the browser knows of no session, and reads what was done."""
    response = go(f"/login?done={done}" if done else "/login")
    response.delete_cookie(COOKIE, path="/")
    return response


async def signed_in(request: Request, site: Site, person: Person, next: str) -> Response:
    """Return the answer that opens a session and goes on."""
    if not person.active:
        raise TrainerError("person-unknown")
    browser = browser_of(request.headers.get("user-agent", ""))
    response = go(STARTS.get(person.role, next) if next == "/" else next)
    response.set_cookie(
        COOKIE,
        await site.store.sessions.open(person.id, browser),
        max_age=int(LONGEST.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=site.settings.secure,
    )
    return response
