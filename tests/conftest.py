"""What tests share: a browser, a PostgreSQL server, and an order in which all can run."""

import asyncio
import gc
import os
import shutil
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import urlsplit

import hypothesis
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

import postgres
from trainer import build
from trainer.settings import Settings
from trainer.store.database import sqlite_url
from trainer.store.store import open_store

BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser")
"""The shell is the same browser without a window, which takes a fifth less time."""
CHROMIUM = next(filter(None, map(shutil.which, BROWSERS)), None)
# Quiet in a closed network; no sandbox, since CI and containers run as root.
CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

expect.set_options(timeout=30_000)  # other tests share the machine

# Two tests share two cores here: how long one example took says nothing.
hypothesis.settings.register_profile("tests", deadline=None, print_blob=True)
hypothesis.settings.load_profile("tests")


APART = ("tests", "tests/web")
"""Folders whose files have little in common. Each other folder's tests are one worker's: they share
servers, and imports that take long."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the chat first, then other whole folders, and within a file the browser's tests last.

    What takes longest is begun first, so that nobody waits for it alone at the end. Once started,
    playwright's loop runs on to the end of the file, which asyncio refuses.
    """
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
    files = {name: i for i, name in enumerate(dict.fromkeys(map(file_of, items)))}

    def place(item: pytest.Item) -> tuple[int, int, bool]:
        folder = folder_of(file_of(item))
        rank = 0 if folder == "tests/web/chat" else 1 + (folder in APART)
        browses = item.get_closest_marker("browser") is not None
        return rank, files[file_of(item)], browses

    items.sort(key=place)


def file_of(item: pytest.Item) -> str:
    """Return the path of the file that a test stands in."""
    return item.nodeid.split("::")[0]


def folder_of(file: str) -> str:
    """Return the path of the folder that a file stands in."""
    return file.rpartition("/")[0]


class Together(LoadFileScheduling):
    """Gives a folder's tests to one worker; xdist's own groups are lost with pytest 9.2."""

    def _split_scope(self, nodeid: str) -> str:
        file: str = super()._split_scope(nodeid)
        folder = folder_of(file)
        return file if folder in APART else folder


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Together:
    """Say who runs what where several workers do."""
    return Together(config, log)


def pytest_collection_finish() -> None:
    """Spare the garbage collector what stays until the end: modules, and the tests themselves."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Return one chromium for a file's tests."""
    if CHROMIUM is None:
        pytest.skip("chromium is not installed; tests/install-browser installs it where it can")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGS)
        yield chromium
        chromium.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Return a visitor of their own: no cookies, Dutch, Amsterdam time."""
    with browser.new_context(locale="nl-NL", timezone_id="Europe/Amsterdam") as context:
        context.set_default_timeout(30_000)  # other tests share the machine
        yield context


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """Return a page of that visitor."""
    return context.new_page()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[postgres.Server]:
    """Return a running PostgreSQL server, one for each test worker."""
    with postgres.running() as server:
        yield server


@pytest.fixture
def postgres_url(postgres_server: postgres.Server) -> Iterator[str]:
    """Return the address of an empty database that goes with the test."""
    with postgres_server.database() as url:
        yield url


async def migrated(url: str) -> None:
    """Make the tables in the database at an address."""
    database = open_store(url).database
    await database.migrate()
    await database.close()


@pytest.fixture(scope="session")
def postgres_tables(postgres_server: postgres.Server) -> Iterator[str]:
    """Return the name of a database with the tables and nothing in them; tests take a copy."""
    with postgres_server.database() as url:
        with ThreadPoolExecutor(1) as apart:  # who asks for it may be in a loop already
            apart.submit(asyncio.run, migrated(url)).result()
        yield urlsplit(url).path.removeprefix("/")


@pytest.fixture
def postgres_store_url(postgres_server: postgres.Server, postgres_tables: str) -> Iterator[str]:
    """Return the address of a database with the tables, that goes with the test."""
    with postgres_server.database(postgres_tables) as url:
        yield url


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an SQLite database with the tables and nothing in them; tests take a copy."""
    path = tmp_path_factory.mktemp("empty") / "store.db"
    asyncio.run(migrated(sqlite_url(path)))
    return path


@pytest.fixture(scope="session")
def var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a variable folder that knows the vectors which `trainer check` left in ours.

    All workers add to one copy of them. Without them everything reads the same, some twenty seconds
    a case and language later.
    """
    folder = tmp_path_factory.mktemp("var")
    known = Path(__file__).parents[1] / "var" / "vectors.sqlite"
    base = tmp_path_factory.getbasetemp()
    shared = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / known.name
    if known.exists() and not shared.exists():
        with (
            closing(sqlite3.connect(known)) as ours,
            closing(sqlite3.connect(folder / "copy")) as copy,
        ):
            ours.backup(copy)
        with suppress(FileExistsError):  # another worker was first
            shared.hardlink_to(folder / "copy")
        (folder / "copy").unlink()
    (folder / known.name).symlink_to(shared)
    return folder


@pytest.fixture(scope="session")
def embedded(var: Path) -> build.Parts:
    """Return the parts of the default: no model, and sentence vectors."""
    return build.parts(Settings(var=var))


@pytest.fixture(scope="session")
def by_rules(var: Path) -> build.Parts:
    """Return the parts without a model that read by patterns and form alone."""
    return build.parts(Settings(var=var, embeddings=False))
