"""Everyone who has one conversation open: a second tab, or a page that was reloaded."""

from collections.abc import Awaitable
from dataclasses import dataclass
from typing import Any, cast

from chainlit.session import WebsocketSession, ws_sessions_id
from chainlit.step import StepDict


@dataclass(frozen=True)
class Room:
    """The open pages of one attempt."""

    attempt: str
    person: str

    async def show(self, *steps: StepDict) -> None:
        """Show messages; one that is there already is replaced."""
        for step in steps:
            await self._emit("new_message", step)

    async def begin(self, step: StepDict) -> None:
        """Show the beginning of a message."""
        await self._emit("stream_start", {**step, "streaming": True})

    async def add(self, id: str, text: str) -> None:
        """Add to a message that has begun."""
        token = {"id": id, "token": text, "isSequence": False, "isInput": False}
        await self._emit("stream_token", token)

    async def remove(self, step: StepDict) -> None:
        """Take a message away."""
        await self._emit("delete_message", step)

    async def tell(self, event: str, **details: object) -> None:
        """Tell our own script on the page what happened."""
        await self._emit("window_message", {"to": "page", "event": event, **details})

    async def busy(self, busy: bool) -> None:
        """Lock or free the message box."""
        await self._emit("task_start" if busy else "task_end", {})

    async def _emit(self, event: str, data: Any) -> None:
        for session in self._sessions():
            # Chainlit says that it returns nothing; it returns what is to be awaited.
            await cast(Awaitable[None], session.emit(event, data))

    def _sessions(self) -> list[WebsocketSession]:
        return [
            session
            for session in ws_sessions_id.values()
            if session.thread_id == self.attempt
            and session.user
            and session.user.identifier == self.person
        ]
