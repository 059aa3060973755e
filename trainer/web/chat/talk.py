"""The conversation as the chat leads it: a message comes in, waits a moment, and is answered."""

import asyncio
import logging
import time
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Any, cast

from chainlit.context import context
from chainlit.message import Message
from chainlit.step import StepDict
from chainlit.types import ThreadDict

from trainer.core.attempt import Attempt, Exchange
from trainer.core.script import Persona
from trainer.core.voices import parts, settled
from trainer.errors import NotFoundError, TrainerError
from trainer.practice import Practice
from trainer.web.chat import thread as threads
from trainer.web.chat.plain import as_markdown, storable
from trainer.web.chat.room import Room

log = logging.getLogger(__name__)
BATCH = 0.05
"""Seconds: pieces of a reply that come closer together are sent as one."""


@dataclass
class Waiting:
    """A message that has no reply yet."""

    step: StepDict
    taken_back: asyncio.Event = field(default_factory=asyncio.Event)
    speaking: bool = False
    """The reply has begun: too late to take it back."""


@dataclass(frozen=True)
class Talk:
    """Answers what Chainlit passes on."""

    practice: Practice
    thinking: float = 1.5
    """Seconds before the citizen answers; so long at least a message can be taken back."""
    _waiting: dict[str, Waiting] = field(default_factory=dict)

    async def thread(self, id: str) -> ThreadDict | None:
        """Return an attempt as a thread, a message without a reply included."""
        try:
            attempt = await self.practice.attempts.get(id)
        except NotFoundError:
            return None
        waiting = self._waiting.get(id)
        return threads.thread(attempt, self._persona(attempt), waiting.step if waiting else None)

    async def resume(self, thread: ThreadDict) -> None:
        """Tell a page that comes (back) to a conversation where it stands."""
        attempt, room = await self._entered()
        if not over(attempt):
            await self.practice.prepare(attempt)
        await self._stand(attempt, room)
        waiting = self._waiting.get(attempt.id)
        if waiting:
            await room.busy(True)
            await room.tell("speaking" if waiting.speaking else "thinking")

    async def message(self, message: Message) -> None:
        """Answer a message, or give it back with the reason."""
        text = storable(message.content)
        try:
            attempt, room = await self._entered()
        except NotFoundError as error:
            gone = {"event": "given-back", "code": str(error), "text": text}
            await context.emitter.send_window_message({"to": "page", **gone})
            return
        waiting = Waiting(threads.step(attempt, message.id, "", text))
        await room.show(waiting.step)
        if attempt.id in self._waiting:
            await self._give_back(room, waiting.step, "one-at-a-time")
            return
        self._waiting[attempt.id] = waiting
        after = None
        try:
            await room.busy(True)
            reason = await self._answer(attempt, room, text, waiting)
            after = await self.practice.attempts.get(attempt.id)
        except TrainerError as error:
            reason = str(error)
            after = await self.practice.attempts.get(attempt.id)
        except Exception:
            log.exception("a message was not answered")
            reason = "failed"
        finally:
            # Free before the page is told where it stands: what is sent at once then is not lost.
            del self._waiting[attempt.id]
            await room.busy(False)
        if reason:
            await self._give_back(room, waiting.step, reason)
        if after:
            await self._stand(after, room)

    async def asked(self, asks: Any) -> None:
        """Do what our own script on the page asks for."""
        ask = asks.get("ask") if isinstance(asks, dict) and asks.get("to") == "talk" else None
        if ask == "take-back":
            await self.take_back()
        elif ask == "hint":
            await self._hint()

    async def take_back(self) -> None:
        """Take the last message back, unless the reply has begun."""
        attempt, _ = await self._entered()
        waiting = self._waiting.get(attempt.id)
        if waiting and not waiting.speaking:
            waiting.taken_back.set()

    async def _answer(self, attempt: Attempt, room: Room, text: str, waiting: Waiting) -> str:
        """Show the reply; return why the message is given back instead, or nothing."""
        await room.tell("thinking")
        turn = cast(AsyncGenerator[str | Exchange], self.practice.turn(attempt.id, text))
        async with aclosing(turn) as reply:
            first = await self._first(reply, waiting)
            if first is None:
                return "taken-back"
            waiting.speaking = True
            await room.tell("speaking")
            exchange = await self._stream(attempt, room, first, reply)
        number = len(attempt.exchanges)
        persona = self._persona(attempt)
        await room.show(*threads.spoken(attempt, persona, 2 * number + 2, exchange.reply))
        await room.tell("replied", lines=parts(persona, exchange.reply))
        return ""

    async def _first(
        self, reply: AsyncIterator[str | Exchange], waiting: Waiting
    ) -> str | Exchange | None:
        """Return the reply's first piece after a moment's thought; None where taken back."""
        first = asyncio.ensure_future(anext(reply))
        back = asyncio.ensure_future(waiting.taken_back.wait())
        try:
            await asyncio.wait([back], timeout=self.thinking)
            await asyncio.wait([first, back], return_when=asyncio.FIRST_COMPLETED)
            if not back.done():
                return await first
            first.cancel()
            await asyncio.gather(first, return_exceptions=True)
            return None
        finally:
            back.cancel()

    async def _stream(
        self,
        attempt: Attempt,
        room: Room,
        first: str | Exchange,
        reply: AsyncIterator[str | Exchange],
    ) -> Exchange:
        """Show the reply as it comes; return the stored exchange."""
        writing = Writing(room, attempt, self._persona(attempt))
        piece = first
        while not isinstance(piece, Exchange):
            await writing.write(piece)
            piece = await anext(reply)
        return piece

    async def _hint(self) -> None:
        attempt, room = await self._entered()
        try:
            await room.tell("hint", text=await self.practice.hint(attempt.id))
        except TrainerError as error:
            await room.tell("refused", code=str(error))

    async def _give_back(self, room: Room, step: StepDict, code: str) -> None:
        await room.remove(step)
        await room.tell("given-back", code=code, text=step["output"])

    async def _stand(self, attempt: Attempt, room: Room) -> None:
        """Tell what the store has, and whether a message beyond that waits for its reply."""
        waiting = attempt.id in self._waiting
        stand = {"said": len(attempt.exchanges), "begun": bool(attempt.own), "waiting": waiting}
        await room.tell("stand", over=over(attempt), **stand)

    async def _entered(self) -> tuple[Attempt, Room]:
        """Return the attempt of this page; ``NotFoundError`` where it is somebody else's."""
        session = context.session
        attempt = await self.practice.attempts.get(session.thread_id)
        if not session.user or session.user.identifier != attempt.person:
            raise NotFoundError("attempt-unknown")
        return attempt, Room(attempt.id, attempt.person)

    def _persona(self, attempt: Attempt) -> Persona:
        return self.practice.case_of(attempt).script.persona


def over(attempt: Attempt) -> str:
    """Return why nothing more can be said, or nothing where the talk goes on."""
    if attempt.status in ("briefing", "talking"):
        return ""
    if attempt.status == "stopped" or (attempt.status != "rating" and not attempt.parent):
        return attempt.status
    return attempt.state.ending.kind if attempt.state.ending else "finished"


@dataclass
class Writing:
    """A reply that is being shown while it comes."""

    room: Room
    attempt: Attempt
    persona: Persona
    text: str = ""
    shown: list[str] = field(default_factory=list)
    """What each speaker's message shows by now."""
    at: float = 0

    async def write(self, piece: str) -> None:
        """Show ``piece``, unless the last was shown only just now."""
        self.text += piece
        if time.monotonic() - self.at < BATCH:
            return
        self.at = time.monotonic()
        turn = 2 * len(self.attempt.exchanges) + 2
        for i, (speaker, words) in enumerate(parts(self.persona, settled(self.persona, self.text))):
            id, now = f"{self.attempt.id}-{turn}-{i}", as_markdown(words)
            if i == len(self.shown) and words:
                self.shown.append(now)
                await self.room.begin(threads.step(self.attempt, id, speaker, words))
            elif i < len(self.shown) and now != self.shown[i]:
                await self.room.add(id, now.removeprefix(self.shown[i]))
                self.shown[i] = now
