"""The site: what every page needs, put together once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from fastapi import Request
from fastapi.templating import Jinja2Templates
from starlette.requests import HTTPConnection

from trainer.adapting.retaining import Retaining
from trainer.adapting.suggesting import Suggesting
from trainer.content.catalog import Catalog
from trainer.core.base import Language
from trainer.exercising import Exercising
from trainer.figures.closing import Closing
from trainer.figures.figures import Reckoning
from trainer.jobs.grading import Grading
from trainer.practice import Practice
from trainer.settings import Settings
from trainer.store.store import Store
from trainer.web.doors import Doors
from trainer.web.drawn import Drawn
from trainer.web.rates import Rates
from trainer.web.texts import Texts
from trainer.web.traces import Traces

MoveNames = Callable[[Language], Mapping[str, str]]
"""The moves' names in a language, by id."""


@dataclass
class History:
    """How far the making of the demo's history is."""

    done: int = 0
    total: int = 0
    running: bool = False
    stopping: bool = False
    """The server stops: no other talk is begun."""


@dataclass(frozen=True)
class Site:
    """The parts behind the pages."""

    settings: Settings
    practice: Practice
    store: Store
    catalog: Catalog
    suggesting: Suggesting
    closing: Closing
    reckoning: Reckoning
    retaining: Retaining
    move_names: MoveNames
    texts: Texts
    templates: Jinja2Templates
    grading: Grading
    exercising: Exercising
    rates: Rates
    demo: bool
    traces: Traces = field(default_factory=Traces)
    doors: Doors = field(default_factory=Doors)
    drawn: Drawn = field(default_factory=Drawn)
    history: History = field(default_factory=History)


def site_of(connection: HTTPConnection | Request) -> Site:
    """Return the site that serves a request."""
    site: Site = connection.app.state.site
    return site
