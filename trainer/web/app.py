"""The web application: pages, sign-in and the chat, in one process."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from urllib.parse import quote

from fastapi import APIRouter, Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import Response
from starlette.routing import BaseRoute
from starlette.types import Lifespan

from trainer import build
from trainer.content.catalog import Catalog
from trainer.errors import ConflictError, NotFoundError, TrainerError
from trainer.exercising import Exercising
from trainer.jobs.background import MINUTE, finished, hourly, in_background
from trainer.jobs.grading import Grading
from trainer.practice import Practice
from trainer.settings import Settings
from trainer.store.store import Store
from trainer.web import (
    admin,
    admin_groups,
    admin_keeping,
    agreement,
    assigning,
    attempts,
    casenote,
    certificates,
    chat,
    coach,
    coaching,
    contesting,
    exercises,
    feedback,
    forking,
    groups,
    home,
    invitation,
    library,
    me,
    notices,
    overview,
    path,
    preview,
    rating,
    render,
    sheet,
    signin,
    suggestions,
    texts,
    trainee,
)
from trainer.web.access import allowed
from trainer.web.demo.colleagues import COLLEAGUES
from trainer.web.demo.history import make_history
from trainer.web.demo.people import seed_demo_people
from trainer.web.guard import Guard
from trainer.web.moment import OneMoment
from trainer.web.rates import Rates
from trainer.web.render import HERE, go, page
from trainer.web.site import MoveNames, Site
from trainer.web.visit import ForeignForm, SignInNeeded, asked_for, local, visit

ROUTERS = (
    home.router,
    path.router,
    overview.router,
    groups.router,
    signin.router,
    attempts.router,
    rating.router,
    exercises.router,
    feedback.router,
    casenote.router,
    forking.router,
    coaching.router,
    contesting.router,
    coach.router,
    trainee.router,
    assigning.router,
    preview.router,
    agreement.router,
    sheet.router,
    certificates.router,
    notices.router,
    suggestions.router,
    library.router,
    me.router,
    invitation.router,
    admin.router,
    admin_groups.router,
    admin_keeping.router,
)
"""Those that are asked for most come first: they are looked through one after another."""


def _routes() -> list[BaseRoute]:
    """Return the routes of all pages, each behind the rule that says whose it is."""
    every = APIRouter(dependencies=[Depends(allowed)])
    for router in ROUTERS:
        every.include_router(router)
    return every.routes


ROUTES = _routes()
"""Worked out once a process, when each is asked for first, however many applications it makes."""


def create_app(
    settings: Settings,
    practice: Practice,
    store: Store,
    catalog: Catalog,
    move_names: MoveNames,
    grading: Grading,
    exercising: Exercising,
    demo: bool = False,
) -> FastAPI:
    """Return the application.

    ``demo`` lists fictional people to sign in as, and makes some weeks of history for them after
    the page is open. When it starts, the store is migrated and unfinished grading resumed; while it
    runs, changed content is taken over, and the last good content stays.
    """
    site = site_from(settings, practice, store, catalog, move_names, grading, exercising, demo)
    app = pages(site)
    chat.mount(app, site)
    return app


def pages(site: Site) -> FastAPI:
    """Return the application without the chat, of which a process can hold one only."""
    app = FastAPI(
        title="Oefenbalie",
        openapi_url=None,
        lifespan=_lifespan(site),
        routes=list(ROUTES),
    )
    app.state.site = site
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")
    app.add_middleware(OneMoment, database=site.store.database)
    app.add_middleware(Guard, secure=site.settings.secure)
    if site.demo:
        # Another site's name that points here must not sign in as somebody.
        hosts = ["localhost", "127.0.0.1", site.settings.host]
        app.add_middleware(TrustedHostMiddleware, allowed_hosts=hosts)
    _answer_faults(app)
    return app


def site_from(
    settings: Settings,
    practice: Practice,
    store: Store,
    catalog: Catalog,
    move_names: MoveNames,
    grading: Grading,
    exercising: Exercising,
    demo: bool = False,
) -> Site:
    """Return the parts behind the pages."""
    return Site(
        settings=settings,
        practice=practice,
        store=store,
        catalog=catalog,
        suggesting=build.suggesting(store, catalog),
        closing=build.closing(store, catalog),
        reckoning=build.reckoning(store),
        retaining=build.retaining(settings, store, catalog),
        move_names=move_names,
        texts=texts.load(),
        templates=render.templates(),
        grading=grading,
        exercising=exercising,
        rates=Rates(store.tries),
        demo=demo,
    )


def _lifespan(site: Site) -> Lifespan[FastAPI]:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        await site.store.database.migrate()
        if site.demo:
            await seed_demo_people(site.store)
        await site.grading.start()
        watching = in_background(site.catalog.watch)
        stopping = asyncio.Event()
        daily = in_background(lambda: _daily(site, stopping))
        yield
        watching.cancel()
        site.history.stopping = True
        stopping.set()
        await finished([watching, daily])
        await site.grading.close()
        await site.store.database.close()

    return lifespan


async def _daily(site: Site, stopping: asyncio.Event) -> None:
    """Make the demo's history; after it, close weeks of groups and remove what is past its time.

    What is closed stays so, also when what it was made of is gone.
    """
    if site.demo:
        await make_history(site, COLLEAGUES)
    removing = "what is past its time could not be removed"
    await asyncio.gather(
        hourly(site.closing.settle, stopping, "a week could not be closed"),
        # A server that has just started does other things first.
        hourly(site.retaining.today, stopping, removing, first=MINUTE),
    )


def _answer_faults(app: FastAPI) -> None:
    """Turn every fault into a page with one sentence."""

    async def sign_in(request: Request, fault: Exception) -> Response:
        next = fault.next if isinstance(fault, SignInNeeded) else "/"
        if "hx-request" in request.headers:
            return Response(headers={"hx-redirect": "/login"})
        return go(f"/login?next={quote(next, safe='/')}" if next != "/" else "/login")

    async def expected(request: Request, fault: Exception) -> Response:
        statuses: dict[type[Exception], int] = {
            NotFoundError: 404,
            ConflictError: 409,
            ForeignForm: 403,
        }
        visitor = await visit(request)
        sentence, status = visitor.words.of_error(fault), statuses.get(type(fault), 400)
        # What a form asked for may be tried again from its page, unless that is what is gone.
        back = local(asked_for(request)) if request.method != "GET" and status != 404 else "/"
        return page(request, visitor, "fault.html", status, sentence=sentence, back=back)

    async def plain(request: Request, fault: Exception) -> Response:
        status = fault.status_code if isinstance(fault, HTTPException) else 400
        visitor = await visit(request)
        key = "errors.no-page" if status in (404, 405, 422) else "errors.other"
        return page(request, visitor, "fault.html", status, sentence=visitor.words(key))

    async def unexpected(request: Request, fault: Exception) -> Response:
        visitor = await visit(request)
        return page(
            request, visitor, "fault.html", 500, sentence=visitor.words("errors.unexpected")
        )

    handlers: dict[type[Exception], Callable[[Request, Exception], Awaitable[Response]]] = {
        SignInNeeded: sign_in,
        TrainerError: expected,
        HTTPException: plain,
        RequestValidationError: plain,
        Exception: unexpected,
    }
    for kind, handler in handlers.items():
        app.add_exception_handler(kind, handler)
