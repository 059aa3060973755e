"""A real server for the chat's tests."""

import os
import socket
from collections.abc import AsyncIterator, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request

from served import Server
from trainer.core.attempt import Attempt
from trainer.store.store import Store
from trainer.web.chat import chainlit_home
from web.chat.trainee import begin, sign_in


@pytest.fixture(scope="session")
def chainlit(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Give Chainlit a folder, which it makes files in as soon as it is imported."""
    words: dict[str, dict[str, object]] = {"nl": {}, "en": {}, "da": {}}
    chainlit_home.settle(tmp_path_factory.mktemp("chainlit"), "/chat", words, "x" * 32)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Return a running server, the only one: all who need it are one worker's."""
    if "PYTEST_XDIST_WORKER" in os.environ:  # fails where another worker has one
        (tmp_path_factory.getbasetemp().parent / "server").mkdir()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Server(tmp_path_factory.mktemp("served"), port)
    server.start()
    yield server
    server.kill()
    log = (server.var / "log").read_text()
    assert "Traceback" not in log, log


@pytest.fixture
async def store(server: Server) -> AsyncIterator[Store]:
    """Return the server's store."""
    store = server.store()
    yield store
    await store.database.close()


@pytest.fixture
async def cookies(server: Server, store: Store) -> dict[str, str]:
    """Return the cookie of somebody who is signed in."""
    return await server.session(store)


@pytest.fixture
async def attempt(server: Server, store: Store, cookies: dict[str, str]) -> Attempt:
    """Return a new attempt of theirs."""
    return await server.attempt(store, cookies, "standard")


@pytest.fixture(scope="module")
def desk(server: Server, browser: Browser) -> Iterator[BrowserContext]:
    """Return a browser in which somebody is signed in, and Chainlit's script is known by now."""
    with browser.new_context(locale="nl-NL", timezone_id="Europe/Amsterdam") as context:
        context.set_default_timeout(30_000)
        with context.new_page() as page:
            sign_in(server, page)
            page.wait_for_url(f"{server.url}/")
        yield context


@pytest.fixture
def talk(server: Server, desk: BrowserContext) -> Iterator[Page]:
    """Return a page with a new conversation, which may ask nobody but our server."""
    foreign: list[str] = []
    faults: list[str] = []

    def seen(request: Request) -> None:
        if not request.url.startswith((server.url, "data:", "blob:")):
            foreign.append(request.url)

    with desk.new_page() as page:
        page.on("request", seen)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(f"{server.url}/library")
        begin(page)
        yield page
    assert foreign == []
    assert faults == []
