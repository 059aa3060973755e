"""A page reads one moment: all its reads share a connection and see the store as it was at once."""

from starlette.types import ASGIApp, Receive, Scope, Send

from trainer.store.database import Database


class OneMoment:
    """Gives each request that only looks one moment of the store."""

    def __init__(self, app: ASGIApp, database: Database) -> None:
        self.app = app
        self.database = database

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self.app(scope, receive, send)
            return
        async with self.database.moment():
            await self.app(scope, receive, send)
