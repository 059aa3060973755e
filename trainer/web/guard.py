"""The guard before every page: where a request comes from, and what a browser may do with it."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from trainer.web.render import page
from trainer.web.visit import visit

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "content-security-policy": POLICY,
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "cross-origin-opener-policy": "same-origin",
}


class Guard:
    """Refuses what other sites send, and sets the security headers; the chat has its own."""

    def __init__(self, app: ASGIApp, secure: bool) -> None:
        self.app = app
        self.headers = dict(HEADERS)
        if secure:
            self.headers["strict-transport-security"] = "max-age=31536000"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if scope["method"] not in SAFE and not same_origin(headers):
            await self._refuse(scope, receive, send, 403, "errors.elsewhere")
        elif "\x00" in scope["path"]:
            # No page has such a name, and no database looks one up.
            await self._refuse(scope, receive, send, 404, "errors.no-page")
        else:
            await self.app(scope, receive, self._with_headers(scope["path"], send))

    async def _refuse(
        self, scope: Scope, receive: Receive, send: Send, status: int, key: str
    ) -> None:
        request = Request(scope)
        visitor = await visit(request)
        response = page(request, visitor, "fault.html", status, sentence=visitor.words(key))
        await response(scope, receive, self._with_headers(scope["path"], send))

    def _with_headers(self, path: str, send: Send) -> Send:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    headers.setdefault(name, value)
                static = path.startswith("/static/")
                headers.setdefault("cache-control", "max-age=3600" if static else "no-store")
            await send(message)

        return sending


def same_origin(headers: Mapping[str, str]) -> bool:
    """Tell whether a request that changes something came from our own pages."""
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host")
