"""The chat as a client speaks it: real connections to a real server."""

import asyncio
import uuid
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import httpx
import pytest
import socketio
from socketio.exceptions import ConnectionError as Refused

from trainer.core.attempt import Attempt

TRIES = 1500
"""Other tests share the machine: half a minute for what takes a moment."""


@dataclass
class Client:
    """A page with one conversation open, and everything it was told."""

    server: object
    attempt: str
    heard: list[tuple[str, dict]] = field(default_factory=list)
    io: socketio.AsyncClient = field(
        default_factory=lambda: socketio.AsyncClient(reconnection=False)
    )

    async def open(self, cookies: dict[str, str], **headers: str) -> "Client":
        """Connect as Chainlit's page does."""

        async def hear(event: str, data: dict | None = None) -> None:
            self.heard.append((event, data or {}))

        self.io.on("*", hear)
        cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())
        about = {"sessionId": str(uuid.uuid4()), "clientType": "webapp", "threadId": self.attempt}
        try:
            await self.io.connect(
                self.server.url,
                {"cookie": cookie, "origin": self.server.url, **headers},
                auth={**about, "chatProfile": "", "userEnv": "{}"},
                transports=["websocket"],
                socketio_path="/chat/ws/socket.io",
            )
        except Refused:
            if self.io.eio.http:
                await self.io.eio.http.close()
            raise
        await self.io.emit("connection_successful")
        return self

    async def say(self, text: str) -> str:
        """Send a message; return its id."""
        id = str(uuid.uuid4())
        message = {"id": id, "output": text, "type": "user_message", "createdAt": "", "name": ""}
        await self.io.emit("client_message", {"message": message, "fileReferences": []})
        return id

    async def ask(self, what: str) -> None:
        """Ask what our own script asks."""
        await self.io.emit("window_message", {"to": "talk", "ask": what})

    async def told(self, event: str, times: int = 1) -> dict:
        """Wait until our script was told of an event (again); return what about it."""
        for _ in range(TRIES):
            events = [d for e, d in self.heard if e == "window_message" and d["event"] == event]
            if len(events) >= times:
                return events[-1]
            await asyncio.sleep(0.02)
        raise AssertionError(f"{event} never came: {self.heard}")

    async def sent(self, event: str) -> dict:
        """Wait for an event of Chainlit's own; return the first one's data."""
        for _ in range(TRIES):
            for name, data in self.heard:
                if name == event:
                    return data
            await asyncio.sleep(0.02)
        raise AssertionError(f"{event} never came: {self.heard}")

    def shown(self, event: str = "new_message") -> list[str]:
        """Return the texts that came with an event, in order."""
        return [data["output"] for name, data in self.heard if name == event]


@asynccontextmanager
async def opened(server, attempt: Attempt, cookies: dict[str, str], **headers: str):
    client = await Client(server, attempt.id).open(cookies, **headers)
    try:
        yield client
    finally:
        await client.io.disconnect()


async def test_a_message_is_answered_and_both_are_stored_once(server, store, attempt, cookies):
    async with opened(server, attempt, cookies) as page:
        await page.told("stand")
        await page.say("Wat is er gebeurd?")
        reply = (await page.told("replied"))["lines"]
        assert (await page.told("stand", 2)) | {"to": ""} == {
            "to": "",
            "event": "stand",
            "said": 1,
            "begun": True,
            "waiting": False,
            "over": "",
        }
    kept = (await store.attempts.get(attempt.id)).exchanges
    assert [(e.message, [["Gerrit Hofstra", e.reply]]) for e in kept] == [
        ("Wat is er gebeurd?", reply)
    ]


async def test_whoever_comes_back_finds_what_was_said(server, attempt, cookies):
    async with opened(server, attempt, cookies) as page:
        await page.say("Wat is er gebeurd?")
        await page.told("replied")
    async with opened(server, attempt, cookies) as page:
        assert (await page.told("stand"))["said"] == 1
        thread = await page.sent("resume_thread")
    kinds = ["assistant_message", "user_message", "assistant_message"]
    assert [step["type"] for step in thread["steps"]] == kinds
    assert thread["steps"][1]["output"] == "Wat is er gebeurd?"


async def test_a_connection_cut_after_sending_loses_nothing(server, store, attempt, cookies):
    async with opened(server, attempt, cookies) as page:
        await page.told("stand")
        with server.holding():
            await page.say("Wat is er gebeurd?")
            await page.told("thinking")
            await page.io.disconnect()
            again = await Client(server, attempt.id).open(cookies)
            resumed = await again.sent("resume_thread")
            await again.told("thinking")
        reply = (await again.told("replied"))["lines"]
        await again.io.disconnect()
    assert resumed["steps"][-1]["output"] == "Wat is er gebeurd?"
    assert reply[0][1] == (await store.attempts.get(attempt.id)).exchanges[0].reply


async def test_a_second_tab_sees_the_talk_go_on(server, attempt, cookies):
    async with opened(server, attempt, cookies) as one, opened(server, attempt, cookies) as other:
        await asyncio.gather(one.told("stand"), other.told("stand"))
        await one.say("Wat is er gebeurd?")
        assert await other.told("replied") == await one.told("replied")
        assert other.shown()[0] == "Wat is er gebeurd?"


async def test_a_message_can_be_taken_back_until_the_reply_begins(server, store, attempt, cookies):
    async with opened(server, attempt, cookies) as page:
        await page.told("stand")
        with server.holding():
            await page.say("Doe eens normaal.")
            await page.told("thinking")
            await page.ask("take-back")
            back = await page.told("given-back")
        assert (back["code"], back["text"]) == ("taken-back", "Doe eens normaal.")
        assert page.shown("delete_message") == ["Doe eens normaal."]
        assert (await store.attempts.get(attempt.id)).exchanges == ()
        await page.say("Wat is er gebeurd?")
        await page.told("replied")
        await page.ask("take-back")
        await asyncio.sleep(0.2)
    kept = (await store.attempts.get(attempt.id)).exchanges
    assert [exchange.message for exchange in kept] == ["Wat is er gebeurd?"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "message-empty"),
        (" \n\t", "message-empty"),
        ("\x00", "message-empty"),
        ("x" * 20_000, "message-too-long"),
    ],
)
async def test_what_cannot_be_taken_comes_back(server, store, attempt, cookies, text, code):
    async with opened(server, attempt, cookies) as page:
        await page.told("stand")
        await page.say(text)
        back = await page.told("given-back")
    assert (back["code"], back["text"]) == (code, text.replace("\x00", ""))
    assert (await store.attempts.get(attempt.id)).exchanges == ()


@pytest.mark.parametrize(
    "text", ["🙂", "🏳️‍🌈👩‍👩‍👧", "**vet** <b>x</b> [l](javascript:alert(1))", "x\ud83d", "ابت"]
)
async def test_odd_messages_are_answered_and_kept_as_typed(server, store, attempt, cookies, text):
    async with opened(server, attempt, cookies) as page:
        await page.told("stand")
        await page.say(text)
        await page.told("replied")
    kept = (await store.attempts.get(attempt.id)).exchanges[0].message
    assert kept == text.replace("\ud83d", "\ufffd")


async def test_two_messages_at_once_are_answered_one_by_one(server, store, attempt, cookies):
    async with opened(server, attempt, cookies) as page:
        await page.told("stand")
        with server.holding():
            await page.say("Eerst dit?")
            await page.say("En dit?")
            back = await page.told("given-back")
        assert back["code"] == "one-at-a-time"
        await page.told("replied")
    kept = (await store.attempts.get(attempt.id)).exchanges
    assert len(kept) == 1
    assert {kept[0].message, back["text"]} == {"Eerst dit?", "En dit?"}


async def test_what_chainlit_would_rewrite_stays_as_it_was(server, store, attempt, cookies):
    async with opened(server, attempt, cookies) as page:
        await page.told("stand")
        id = await page.say("Wat is er gebeurd?")
        await page.told("replied")
        await page.io.emit("edit_message", {"message": {"id": id, "output": "Beter."}})
        await page.io.emit("stop")
        await asyncio.sleep(0.3)
        assert "Task manually stopped." not in page.shown()
    kept = (await store.attempts.get(attempt.id)).exchanges
    assert [exchange.message for exchange in kept] == ["Wat is er gebeurd?"]


async def test_a_talk_that_is_over_takes_nothing_more(server, store, attempt, cookies):
    async with opened(server, attempt, cookies) as page:
        await page.told("stand")
        await page.say("Wat is er gebeurd?")
        await page.told("stand", 2)
        await server.practice(store).finish(attempt.id)
        await page.say("Nog iets?")
        assert (await page.told("given-back"))["code"] == "talk-is-over"
        assert (await page.told("stand", 3))["over"] == "finished"


async def test_a_hint_helps_where_the_level_has_hints(server, store, cookies):
    attempt = await server.attempt(store, cookies, "easy")
    async with opened(server, attempt, cookies) as page:
        await page.told("stand")
        await page.ask("hint")
        assert (await page.told("hint"))["text"]


async def test_nobody_enters_without_a_session(server, attempt, cookies):
    forged = {"access_token": "x.y.z", "oefenbalie": "x"}
    for them in ({}, {"oefenbalie": "nonsense"}, forged):
        with pytest.raises(Refused):
            await Client(server, attempt.id).open(them)


async def test_another_site_cannot_connect_with_our_cookies(server, attempt, cookies):
    with pytest.raises(Refused):
        await Client(server, attempt.id).open(cookies, origin="https://elsewhere.example")


async def test_nobody_enters_another_persons_talk(server, store, attempt):
    other = await server.session(store, "yusuf")
    with pytest.raises(Refused):
        await Client(server, attempt.id).open(other)
    response = httpx.get(f"{server.url}/chat/thread/{attempt.id}", cookies=other)
    assert response.status_code == 404


async def test_a_session_that_was_ended_ends_the_connection(server, store, attempt, cookies):
    async with opened(server, attempt, cookies) as page:
        await page.told("stand")
        await store.sessions.close(cookies["oefenbalie"])
        for _ in range(TRIES):
            if not page.io.connected:
                break
            await asyncio.sleep(0.05)
        assert not page.io.connected, "without a word being said"
