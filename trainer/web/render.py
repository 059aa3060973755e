"""Pages out of templates, with what every page shows."""

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.templating import Jinja2Templates
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from jinja2.runtime import Context
from markupsafe import Markup
from starlette.responses import Response

from trainer.core.rubric import BANDS
from trainer.web import texts
from trainer.web.visit import VISITOR, Visit

HERE = Path(__file__).parent


class Plain(Context):
    """Calls what a template calls, and no more.

    Jinja looks first whether a function asks to be given the context. None of ours does, and to
    look took a third of the time that a page is written in.
    """

    def call(
        self,
        function: Callable[..., Any],
        /,
        *args: Any,
        _loop_vars: object = None,
        _block_vars: object = None,
        **named: Any,
    ) -> Any:
        """Return what a function returns."""
        return function(*args, **named)


@functools.cache
def templates() -> Jinja2Templates:
    """Return the templates, compiled once; a missing name is an error, not a blank."""
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.context_class = Plain
    environment.globals["languages"] = texts.NAMES
    environment.globals["band_names"] = BANDS
    environment.globals["time_left"] = texts.time_left
    return Jinja2Templates(env=environment)


def page(request: Request, visit: Visit, name: str, status: int = 200, **content: Any) -> Response:
    """Return a page in the visitor's language."""
    context = {"visit": visit, "t": visit.words, "person": visit.person, **content}
    response = visit.site.templates.TemplateResponse(request, name, context, status)
    if visit.person is None:
        response.set_cookie(
            VISITOR,
            visit.binding,
            httponly=True,
            samesite="lax",
            secure=visit.site.settings.secure,
        )
    return response


def part(visit: Visit, name: str, **content: Any) -> Markup:
    """Return a part of a page in the visitor's language; it must show nothing of the visitor."""
    return Markup(templates().get_template(name).render(t=visit.words, **content))  # noqa: S704


def go(path: str) -> Response:
    """Send the browser to another page after a form."""
    return Response(status_code=303, headers={"location": path})
