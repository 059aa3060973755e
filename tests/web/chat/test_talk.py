"""What the chat does with an engine that stumbles or dawdles, seen by a page that is connected."""

import asyncio
import uuid
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field

import pytest

from shipped import CATALOG
from trainer.core.attempt import Attempt, Exchange
from trainer.core.direction import Reply
from trainer.core.reading import Reading
from trainer.errors import NotFoundError
from trainer.practice import Engine, Practice

PIECES = ("Goed. ", "Ik ", "luister.")


@dataclass
class Kept:
    """Attempts in memory: enough of a store for one conversation."""

    attempts: dict[str, Attempt] = field(default_factory=dict)

    async def add(self, attempt: Attempt) -> None:
        self.attempts[attempt.id] = attempt

    async def get(self, id: str) -> Attempt:
        if id not in self.attempts:
            raise NotFoundError("attempt-unknown")
        return self.attempts[id]

    async def append(
        self,
        id: str,
        position: int,
        exchange: Exchange,
        then: str = "talking",
        ended: object = None,
    ) -> None:
        attempt = self.attempts[id]
        assert position == len(attempt.exchanges)
        exchanges = (*attempt.exchanges, exchange)
        kept = attempt.model_copy(update={"exchanges": exchanges, "status": then})
        self.attempts[id] = kept

    async def move(self, id: str, status: str, ended: object = None) -> None:
        self.attempts[id] = self.attempts[id].model_copy(update={"status": status})


@dataclass
class Player:
    """Reads nothing and says ``PIECES``; ``fails`` says where it stumbles."""

    fails: str = ""
    dawdles: float = 0

    async def read(self, case, transcript, message) -> Reading:
        if self.fails == "reading":
            raise RuntimeError("inside")
        return Reading()

    async def prepare(self, case, heard) -> None:
        """Need nothing."""

    async def speak(self, *_) -> AsyncIterator[str | Reply]:
        for piece in PIECES:
            await asyncio.sleep(self.dawdles)
            yield piece
            if self.fails == "speaking":
                raise RuntimeError("inside")
        yield Reply(text="".join(PIECES))


@dataclass
class Page:
    """A connected page: what it says goes to the talk, what it is shown is kept."""

    talk: object
    kept: Kept
    attempt: Attempt
    shown: list[tuple[str, dict]] = field(default_factory=list)

    async def say(self, text: str) -> None:
        from chainlit.message import Message

        await self.talk.message(Message(text, id=str(uuid.uuid4()), type="user_message"))

    def told(self) -> list[str]:
        return [data["event"] for name, data in self.shown if name == "window_message"]

    def detail(self, event: str) -> dict:
        return next(d for n, d in self.shown if n == "window_message" and d["event"] == event)

    def freed_before(self, event: str) -> bool:
        """Tell whether the message box is free, and was before ``event`` was told."""
        busy = [(name, data.get("event")) for name, data in self.shown]
        freed = busy.index(("task_end", None))
        return freed < busy.index(("window_message", event)) and busy.count(busy[freed]) == 1

    @property
    def stored(self) -> list[str]:
        return [e.reply for e in self.kept.attempts[self.attempt.id].exchanges]


@pytest.fixture
async def open_page(chainlit: None) -> AsyncIterator[Callable]:
    """Return what opens a page on a talk with a given player."""
    from chainlit.context import init_ws_context
    from chainlit.session import WebsocketSession
    from chainlit.user import PersistedUser

    from trainer.web.chat.talk import Talk

    sessions = []

    async def open_page(player: Player, person: str = "p", thinking: float = 0.0) -> Page:
        kept = Kept()
        engine = Engine(player, player, None)
        practice = Practice(engine, engine, kept, CATALOG)
        attempt = await practice.start("p", "angry-resident", "nl", "standard", seed=1)
        page = Page(Talk(practice, thinking), kept, attempt)

        async def emit(event: str, data: dict) -> None:
            page.shown.append((event, data))

        session = WebsocketSession(
            id=str(uuid.uuid4()),
            socket_id=str(uuid.uuid4()),
            emit=emit,
            emit_call=emit,
            user_env={},
            client_type="webapp",
            user=PersistedUser(id=person, identifier=person, createdAt=""),
            thread_id=attempt.id,
        )
        sessions.append(session)
        init_ws_context(session)
        return page

    yield open_page
    for session in sessions:
        await session.delete()


@pytest.mark.parametrize("where", ["reading", "speaking"])
async def test_a_stumbling_engine_gives_the_message_back(open_page, where: str) -> None:
    page = await open_page(Player(fails=where))
    await page.say("Dag.")
    assert page.detail("given-back") | {"to": "", "event": ""} == {
        "to": "",
        "event": "",
        "code": "failed",
        "text": "Dag.",
    }
    assert "inside" not in str(page.shown)
    assert page.freed_before("given-back")
    assert page.stored == []


async def test_the_talk_goes_on_after_a_stumble(open_page) -> None:
    player = Player(fails="speaking")
    page = await open_page(player)
    await page.say("Dag.")
    player.fails = ""
    await page.say("Dag.")
    assert page.stored == ["".join(PIECES)]


async def test_a_reply_is_shown_as_it_comes(open_page) -> None:
    page = await open_page(Player(dawdles=0.06))
    await page.say("Dag.")
    names = [name for name, _ in page.shown]
    begun = names.index("stream_start")
    assert names[begun + 1 : begun + 3] == ["stream_token", "stream_token"]
    assert page.shown[begun + 3][1]["output"] == r"Goed\. Ik luister\."


async def test_pieces_that_come_fast_are_sent_together(open_page, monkeypatch) -> None:
    page = await open_page(Player())
    monkeypatch.setattr("trainer.web.chat.talk.BATCH", 60)
    await page.say("Dag.")
    assert [name for name, _ in page.shown].count("stream_token") == 0
    assert page.stored == ["".join(PIECES)]


async def test_a_moment_is_taken_before_the_reply(open_page) -> None:
    page = await open_page(Player(), thinking=0.3)
    saying = asyncio.create_task(page.say("Dag."))
    await asyncio.sleep(0.15)
    assert page.told() == ["thinking"]
    assert page.stored == []
    await saying
    assert page.told() == ["thinking", "speaking", "replied", "stand"]


async def test_what_is_said_at_once_after_the_reply_finds_the_box_free(open_page) -> None:
    page = await open_page(Player())
    await page.say("Dag.")
    assert page.freed_before("stand")


async def test_a_slow_reply_can_be_taken_back_until_its_first_word(open_page) -> None:
    page = await open_page(Player(dawdles=5))
    saying = asyncio.create_task(page.say("Dag."))
    await asyncio.sleep(0.1)
    await page.talk.asked({"to": "talk", "ask": "take-back"})
    await asyncio.wait_for(saying, 1)
    assert page.detail("given-back")["code"] == "taken-back"
    assert page.freed_before("given-back")
    assert page.stored == []


async def test_who_is_not_the_trainee_says_nothing(open_page) -> None:
    page = await open_page(Player(), person="somebody-else")
    await page.say("Dag.")
    assert page.detail("given-back")["code"] == "attempt-unknown"
    assert page.stored == []


@pytest.mark.parametrize("asks", [None, "x", {}, {"to": "talk"}, {"to": "talk", "ask": "x"}, 3])
async def test_what_nobody_asks_for_is_not_done(open_page, asks: object) -> None:
    page = await open_page(Player())
    await page.talk.asked(asks)
    assert page.shown == []
