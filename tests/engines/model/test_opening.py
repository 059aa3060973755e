"""Opening a model: what reaches OpenAI's own address holds nothing that is refused there."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest
from openai.types.chat.completion_create_params import (
    CompletionCreateParamsNonStreaming,
    CompletionCreateParamsStreaming,
)
from openai.types.responses.response_create_params import (
    ResponseCreateParamsNonStreaming,
    ResponseCreateParamsStreaming,
)

from loopback import served
from model_server import text_of
from trainer.core.usage import Usage
from trainer.engines.model.form import Message
from trainer.engines.model.grading.forms import Judged
from trainer.engines.model.opening import open_chat
from trainer.engines.model.spec import Spec
from trainer.errors import ModelError, SettingError

Body = dict[str, Any]
TALK: list[Message] = [
    ("system", "U bent Els."),
    ("user", "<stage>"),
    ("assistant", "Dag."),
    ("user", "Vertel eens."),
]
PIECES = ("Nou, ", "het ", "loopt ", "niet.")
JUDGED = Judged(status="not-observed", quotes=(), level="absent", reason="Niet.", next="Wel.")
TOOK = {"input_tokens": 7, "output_tokens": 4, "total_tokens": 11}
KNOWN = {
    "/v1/chat/completions": (CompletionCreateParamsNonStreaming, CompletionCreateParamsStreaming),
    "/v1/responses": (ResponseCreateParamsNonStreaming, ResponseCreateParamsStreaming),
}
"""The fields that OpenAI's own client knows, by where they go and by whether it is a stream."""


class Strict(BaseHTTPRequestHandler):
    """Answers as OpenAI does, and refuses what it does not know."""

    asked: list[tuple[str, Body]] = []
    whole = True
    """Whether a stream comes to its end."""

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.asked.append((self.path, body))
        known = KNOWN[self.path][bool(body.get("stream"))].__annotations__
        unknown = sorted(set(body) - set(known))
        if unknown or not body.get("messages", body.get("input")):
            self._send(400, json.dumps({"error": {"message": f"Unknown parameter: {unknown}"}}))
        elif self.path.endswith("responses"):
            self._responses(body)
        else:
            self._completions(body)

    def _responses(self, body: Body) -> None:
        if not body.get("stream"):
            self._send(200, json.dumps(answered(JUDGED.model_dump_json())))
            return
        at = {"item_id": "m", "output_index": 0, "content_index": 0}
        begun = {**answered(""), "status": "in_progress", "output": []}
        events: list[Body] = [{"type": "response.created", "response": begun}]
        events += [{"type": "response.output_text.delta", "delta": p, **at} for p in PIECES]
        if self.whole:
            events.append({"type": "response.completed", "response": answered("".join(PIECES))})
        self._send(
            200, "".join(f"event: {e['type']}\ndata: {json.dumps(e)}\n\n" for e in events), True
        )

    def _completions(self, body: Body) -> None:
        head = {"id": "x", "created": 0, "model": body["model"]}
        took = {"prompt_tokens": 7, "completion_tokens": 4, "total_tokens": 11}
        if not body.get("stream"):
            message = {"role": "assistant", "content": JUDGED.model_dump_json()}
            choice = {"index": 0, "message": message, "finish_reason": "stop"}
            whole = {**head, "object": "chat.completion", "choices": [choice], "usage": took}
            self._send(200, json.dumps(whole))
            return
        choices: list[Body] = [{"index": 0, "delta": {"content": piece}} for piece in PIECES]
        choices += [{"index": 0, "delta": {}, "finish_reason": "stop"}] if self.whole else []
        chunks: list[Body] = [{**head, "choices": [choice]} for choice in choices]
        chunks += [{**head, "choices": [], "usage": took}]
        self._send(200, "".join(f"data: {json.dumps(chunk)}\n\n" for chunk in chunks), True)

    def _send(self, status: int, text: str, stream: bool = False) -> None:
        data = text.encode()
        self.send_response(status)
        self.send_header("content-type", "text/event-stream" if stream else "application/json")
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


def answered(text: str) -> Body:
    """Return a response as OpenAI's newer interface gives it."""
    said = {"type": "output_text", "text": text, "annotations": []}
    message = {"id": "m", "type": "message", "role": "assistant", "status": "completed"}
    return {
        "id": "resp_1",
        "object": "response",
        "created_at": 0,
        "status": "completed",
        "model": "gpt-5-pro",
        "output": [{**message, "content": [said]}],
        "parallel_tool_calls": False,
        "tool_choice": "auto",
        "tools": [],
        "usage": {
            **TOOK,
            "input_tokens_details": {"cached_tokens": 0},
            "output_tokens_details": {"reasoning_tokens": 0},
        },
    }


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Stand in for the provider's own address, which nobody writes down; give that of it."""
    monkeypatch.setattr(Strict, "asked", [])
    monkeypatch.setattr(Strict, "whole", True)
    with served(Strict) as url:
        monkeypatch.setenv("OPENAI_BASE_URL", url)
        yield url


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("openai:gpt-5", "/v1/chat/completions"),
        ("gpt-5", "/v1/chat/completions"),
        ("openai:o3", "/v1/chat/completions"),
        ("openai:gpt-5-pro", "/v1/responses"),
        ("openai:gpt-5-codex", "/v1/responses"),
    ],
)
async def test_the_provider_refuses_nothing_that_is_sent(
    provider: str, name: str, path: str
) -> None:
    chat = open_chat(Spec("citizen", name, key="k", retries=0))
    *said, took = [piece async for piece in chat.stream(TALK)]
    assert "".join(str(piece) for piece in said) == "".join(PIECES) and len(said) > 1
    assert isinstance(took, Usage) and (took.tokens_in, took.tokens_out) == (7, 4)
    found, usage = await chat.answer(TALK, Judged)
    assert found == JUDGED and len(usage) == 1, "at once: the form was not refused"
    assert [where for where, _ in Strict.asked] == [path, path]
    for _, body in Strict.asked:
        assert body["store"] is False, "nothing is kept there that nobody asked for"
        sent = body.get("messages") or body["input"]
        assert [text_of(one) for one in sent] == [text for _, text in TALK]


@pytest.mark.parametrize("name", ["openai:gpt-5", "openai:gpt-5-pro"])
async def test_a_stream_without_its_end_has_broken_off(
    provider: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Strict, "whole", False)
    chat = open_chat(Spec("citizen", name, key="k", retries=0))
    with pytest.raises(ModelError, match="broke off"):
        assert [piece async for piece in chat.stream(TALK)]


@pytest.mark.parametrize("name", ["openai:gpt-5-pro", "openai:starcodex", "gpt-oss"])
async def test_a_server_of_one_s_own_is_asked_what_all_of_them_know(
    provider: str, name: str
) -> None:
    chat = open_chat(Spec("citizen", name, provider, retries=0))
    said = [piece async for piece in chat.stream(TALK)]
    assert "".join(str(piece) for piece in said[:-1]) == "".join(PIECES)
    await chat.answer(TALK, Judged)
    assert [where for where, _ in Strict.asked] == ["/v1/chat/completions"] * 2
    assert [set(body) for _, body in Strict.asked] == [
        {"model", "messages", "stream", "stream_options"},
        {"model", "messages", "stream", "response_format"},
    ]


@pytest.mark.parametrize("name", ["anthropic:a", "google_vertexai:a", "deepseek:a", "claude-a"])
def test_local_only_knows_where_a_provider_sends(name: str) -> None:
    spec = Spec("citizen", name, "http://127.0.0.1:9/v1", local_only=True)
    with pytest.raises(SettingError, match="named openai:NAME or ollama:NAME"):
        open_chat(spec)
