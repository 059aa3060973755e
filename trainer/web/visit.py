"""A visit: who asks, in which language and theme, and whether a form really came from us."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Literal
from urllib.parse import quote, urlsplit

from fastapi import Depends, Request
from starlette.datastructures import FormData

from trainer.core.base import Language
from trainer.errors import TrainerError
from trainer.store.people import Person
from trainer.store.sessions import COOKIE
from trainer.web.site import Site, site_of
from trainer.web.texts import Words, as_language

LANGUAGE = "oefenbalie-language"
THEME = "oefenbalie-theme"
VISITOR = "oefenbalie-visitor"
"""Before anybody signed in, forms are bound to this cookie."""
Theme = Literal["auto", "light", "dark"]


class SignInNeeded(Exception):
    """Nobody is signed in; ``next`` is where they wanted to go."""

    def __init__(self, next: str) -> None:
        self.next = next
        super().__init__(next)


class ForeignForm(TrainerError):
    """A form that did not come from our own page."""


@dataclass(frozen=True)
class Visit:
    """One request's visitor."""

    site: Site
    person: Person | None
    language: Language
    words: Words
    theme: Theme
    binding: str
    """What forms are bound to: the session's token, or a cookie before signing in."""
    path: str
    """The page's own address, to come back to."""

    def at(self, section: str, *also: str) -> str | None:
        """Return how a menu marks a section, which is a page and what stands below it or ``also``.

        page: that page itself. true: another of the section. None: elsewhere.
        """
        if self.path == section:
            return "page"
        within = (section, *also) if section != "/" else also
        return "true" if any(f"{self.path}/".startswith(f"{one}/") for one in within) else None

    @cached_property
    def csrf(self) -> str:
        """The word that our own forms carry."""
        return hashlib.sha256(f"form:{self.binding}".encode()).hexdigest()[:32]


async def visit(request: Request) -> Visit:
    """Return the visitor of a request."""
    site = site_of(request)
    token = request.cookies.get(COOKIE)
    person = await site.store.sessions.person_of(token)
    language = _language(request, person, site)
    binding = token if person and token else request.cookies.get(VISITOR)
    return Visit(
        site=site,
        person=person,
        language=language,
        words=site.texts[language],
        theme=as_theme(request.cookies.get(THEME)) or "auto",
        binding=binding or secrets.token_urlsafe(16),
        path=quote(request.url.path),
    )


AnyVisit = Annotated[Visit, Depends(visit)]


async def _signed_in(request: Request, visit: AnyVisit) -> Person:
    if visit.person is None:
        raise SignInNeeded(asked_for(request))
    return visit.person


SignedIn = Annotated[Person, Depends(_signed_in)]


def asked_for(request: Request) -> str:
    """Return the page that somebody wanted, or the one whose form they sent."""
    address = urlsplit(str(request.url))
    if request.method != "GET":
        address = urlsplit(request.headers.get("referer", "/"))
    return f"{address.path}?{address.query}" if address.query else address.path or "/"


async def _own_form(request: Request, visit: AnyVisit) -> FormData:
    form = await request.form()
    if not hmac.compare_digest(field(form, "csrf"), visit.csrf):
        raise ForeignForm("form-old")
    return form


OwnForm = Annotated[FormData, Depends(_own_form)]


def field(form: FormData, name: str) -> str:
    """Return a form's text, or nothing; null characters, which no database keeps, are left out."""
    value = form.get(name)
    text = value if isinstance(value, str) else ""
    # Browsers send two characters where the writer pressed one key.
    return text.replace("\x00", "").replace("\r\n", "\n")


def local(path: str) -> str:
    """Return a path of our own to go to; home where it leads elsewhere."""
    good = path.startswith("/") and not path.startswith("//") and "\\" not in path
    return path if good and path.isprintable() else "/"


def as_theme(text: str | None) -> Theme | None:
    """Return ``text`` as a theme, or None."""
    themes: tuple[Theme, ...] = ("auto", "light", "dark")
    return next((theme for theme in themes if theme == text), None)


def _language(request: Request, person: Person | None, site: Site) -> Language:
    chosen = as_language(request.cookies.get(LANGUAGE))
    own = person.language if person else None
    return chosen or own or _preferred(request) or as_language(site.settings.language) or "nl"


def _preferred(request: Request) -> Language | None:
    """Return the first language of the browser that we have."""
    wanted = request.headers.get("accept-language", "").split(",")
    found = (as_language(one.strip()[:2].lower()) for one in wanted)
    return next((language for language in found if language), None)
