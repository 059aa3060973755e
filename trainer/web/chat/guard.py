"""The guard before Chainlit: who is signed in by our store, and the little that may be reached."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from http.cookies import CookieError, SimpleCookie
from typing import Any

from chainlit.auth import create_jwt
from chainlit.user import User
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection, Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from trainer.errors import NotFoundError
from trainer.store.people import Person
from trainer.store.sessions import COOKIE
from trainer.web.chat.assets import Assets
from trainer.web.chat.avatar import avatar
from trainer.web.guard import same_origin
from trainer.web.site import site_of
from trainer.web.visit import visit

OPEN = "/assets/"
"""Chainlit's own script and style, the same for everybody."""
MAY_BE_READ = ("/auth/config", "/user", "/project/translations", "/project/settings")
SOCKET = "/ws/socket.io"
AVATARS = "/avatars/"
TOKEN = "access_token"  # noqa: S105
"""The name of Chainlit's cookie."""
RECHECK = 10.0
"""Seconds after which an open connection is checked against the store again."""
CLOSED = 1008
"""How a connection that may not be is closed."""


class ChatGuard:
    """Lets in who has a session, as that person; everything not listed above does not exist.

    Chainlit's own token never reaches the browser: it is made here, for one request, from our
    session. So signing out ends it, and a token that a browser sends is worth nothing.
    """

    def __init__(self, app: ASGIApp, assets: Assets) -> None:
        self.app = app
        self.assets = assets

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request or a connection."""
        path = scope["path"].removeprefix(scope.get("root_path", ""))
        if scope["type"] == "websocket":
            await self._websocket(path, scope, receive, send)
        else:
            answer = await self._answered(path, scope)
            await (answer or self.app)(scope, receive, send)

    async def _answered(self, path: str, scope: Scope) -> Response | None:
        """Return an answer of our own, or None where Chainlit may answer."""
        if scope["method"] == "POST" and path == "/set-session-cookie":
            # Asked for at every start, for replicas that find a session by this cookie.
            return JSONResponse({"message": ""})
        if path.startswith(OPEN) and scope["method"] in ("GET", "HEAD"):
            return await self._asset(path.removeprefix(OPEN), scope)
        if scope["method"] != "GET":
            return JSONResponse({"detail": "Not found"}, 404)
        if path.startswith(AVATARS):
            return Response(avatar(path.removeprefix(AVATARS)), media_type="image/svg+xml")
        if path == "/logo":
            # Chainlit loads it before it knows that there is a conversation to go on with.
            return RedirectResponse("/static/mark.svg", 303)
        if path not in MAY_BE_READ:
            return RedirectResponse("/", 303)
        asked = await visit(Request(scope))
        if asked.person is None:
            return JSONResponse({"detail": "Not signed in"}, 401)
        _enter(scope, asked.person)
        scope["query_string"] = f"language={asked.language}".encode()
        return None

    async def _asset(self, name: str, scope: Scope) -> Response:
        encodings = Headers(scope=scope).get("accept-encoding", "")
        try:
            return await self.assets.answer(name, encodings)
        except NotFoundError:
            return JSONResponse({"detail": "Not found"}, 404)

    async def _websocket(self, path: str, scope: Scope, receive: Receive, send: Send) -> None:
        connection = HTTPConnection(scope)
        sessions = site_of(connection).store.sessions
        token = connection.cookies.get(COOKIE)
        person = await sessions.person_of(token) if path.startswith(SOCKET) else None
        if person is None or not same_origin(Headers(scope=scope)):
            await send({"type": "websocket.close", "code": CLOSED})
            return
        _enter(scope, person)
        with site_of(connection).doors.opened(person.id) as knock:
            line = Line(receive, send, knock, partial(sessions.person_of, token))
            try:
                await self.app(scope, line.receiving, line.sending)
            finally:
                line.hang_up()


@dataclass
class Line:
    """An open connection, which ends with its session: at once here, soon in other processes."""

    receive: Receive
    send: Send
    knock: asyncio.Event
    """Set when the session should be looked at."""
    person: Callable[[], Awaitable[Person | None]]
    """Who the session still belongs to, or None."""
    heard: asyncio.Future[Message] | None = None
    """What is waited for from the browser."""
    checked: float = field(default_factory=time.monotonic)
    ended: bool = False

    async def receiving(self) -> Message:
        """Return the next message, or that the connection ended with its session."""
        while not self.ended:
            self.heard = self.heard or asyncio.ensure_future(self.receive())
            if await self._knocked(self.heard) and await self.person() is None:
                await self._end()
            elif self.heard.done():
                message, self.heard = await self.heard, None
                return message
        return {"type": "websocket.disconnect", "code": CLOSED}

    async def sending(self, message: Message) -> None:
        """Send what the chat says, unless the connection ended."""
        if not self.ended:
            await self.send(message)

    async def _knocked(self, heard: asyncio.Future[Message]) -> bool:
        """Wait for a message or for a reason to look; tell whether there is such a reason."""
        knock = asyncio.ensure_future(self.knock.wait())
        left = self.checked + RECHECK - time.monotonic()
        first: list[asyncio.Future[Any]] = [heard, knock]
        await asyncio.wait(first, timeout=max(0.0, left), return_when=asyncio.FIRST_COMPLETED)
        knock.cancel()
        due = self.knock.is_set() or time.monotonic() - self.checked >= RECHECK
        if due:
            self.knock.clear()
            self.checked = time.monotonic()
        return due

    def hang_up(self) -> None:
        """Wait for nothing more."""
        if self.heard:
            self.heard.cancel()

    async def _end(self) -> None:
        self.ended = True
        self.hang_up()
        await self.send({"type": "websocket.close", "code": CLOSED})


def _enter(scope: Scope, person: Person) -> None:
    """Make the request the person's own: their token, and no other."""
    token = create_jwt(User(identifier=person.id, metadata={"role": person.role}))
    headers = MutableHeaders(raw=list(scope["headers"]))
    cookies = _without_tokens(headers.get("cookie", ""))
    del headers["authorization"]
    headers["cookie"] = "; ".join([*cookies, f"{TOKEN}={token}"])
    scope["headers"] = headers.raw


def _without_tokens(header: str) -> list[str]:
    """Return the cookies of a header but Chainlit's, whole or in chunks."""
    cookies = SimpleCookie()
    try:
        cookies.load(header)
    except CookieError:
        return []
    return [f"{name}={c.coded_value}" for name, c in cookies.items() if not name.startswith(TOKEN)]
