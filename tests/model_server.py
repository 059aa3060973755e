"""A small OpenAI-compatible server on loopback: says what a test tells it, keeps what it is asked.

``with serving(says) as server:`` gives ``server.url`` for ``TRAINER_MODEL_URL`` and
``server.requests``, the bodies of all requests in order. ``says`` gets a request's body and returns
the answer's text, or a ``Response`` for anything else.
"""

import json
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any

from loopback import served

Body = dict[str, Any]


@dataclass(frozen=True)
class Response:
    """An answer that is more than a text."""

    text: str = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    gap: float = 0.0
    """Seconds before each piece of a stream."""
    cut: int | None = None
    """A stream ends in the middle after so many pieces, without its end."""
    size: int = 6
    """Letters in a piece."""
    reason: str = "stop"
    """Why it ends: ``length`` where it is cut off."""


Says = Callable[[Body], str | Response]


@dataclass
class ModelServer:
    """A running server."""

    url: str
    says: Says
    requests: list[Body] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    @property
    def prompts(self) -> list[str]:
        """All text of each request."""
        return ["\n".join(text_of(m) for m in body["messages"]) for body in self.requests]


def text_of(message: Body) -> str:
    """Return the text of a message."""
    content = message.get("content") or ""
    if isinstance(content, str):
        return content
    return "".join(part.get("text", "") for part in content)


def last_of(body: Body) -> str:
    """Return the last message's text."""
    return text_of(body["messages"][-1])


def compliant(body: Body) -> str:
    """Do what is asked: play the citizen as the stage says, or judge."""
    if "# What you judge" in last_of(body):
        return judging(body)
    stage = last_of(body).rpartition("<stage>")[2]
    said = re.findall(r'"([^"\n]+)"', stage)
    return " ".join(said) or "..."


def judging(body: Body, level: str = "competent", was: str = "said") -> str:
    """Judge: every criterion one level, every item one way, with words that stand."""
    asked = last_of(body)
    lines = [line for line in asked.splitlines() if line.startswith('{"turn"')]
    turns = [json.loads(line) for line in lines]
    said = next(t for t in turns if t["speaker"] == "official" and "[...]" not in t["text"])
    quote = {"turn": said["turn"], "text": said["text"]}
    if "`items`" in asked:
        ids = re.findall(r"^- `([\w\-]+)`: .+\.", asked.partition("# What you judge")[2], re.M)
        ids = [id for id in ids if id not in ("said", "false", "not-said")]
        return json.dumps({"items": [{"id": id, "was": was, **quote} for id in ids]})
    status = "observed" if level != "none" else "no-opportunity"
    words = {"reason": "Ok.", "next": "Ok."}
    return json.dumps({"status": status, "quotes": [quote], "level": level, **words})


@contextmanager
def serving(says: Says) -> Iterator[ModelServer]:
    """Run a server in threads of its own."""
    server = ModelServer("", says)

    class Handler(_Handler):
        kept = server

    with served(Handler) as server.url:
        yield server


class _Handler(BaseHTTPRequestHandler):
    kept: ModelServer
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""

    def do_POST(self) -> None:
        length = int(self.headers.get("content-length", 0))
        body = json.loads(self.rfile.read(length))
        self.kept.requests.append(body)
        self.kept.headers.append({k.lower(): v for k, v in self.headers.items()})
        said = self.kept.says(body)
        response = said if isinstance(said, Response) else Response(said)
        try:
            if response.status != 200:
                self._json({"error": {"message": "no", "type": "test"}}, response)
            elif body.get("stream"):
                self._stream(body, response)
            else:
                self._json(self._whole(body, response), response)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def _json(self, answer: Body, response: Response) -> None:
        data = json.dumps(answer).encode()
        self.send_response(response.status)
        headers = {"content-type": "application/json", **response.headers}
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _whole(self, body: Body, response: Response) -> Body:
        message = {"role": "assistant", "content": response.text}
        return {
            **self._head(body, "chat.completion"),
            "choices": [{"index": 0, "message": message, "finish_reason": response.reason}],
            "usage": usage(body, response.text),
        }

    def _stream(self, body: Body, response: Response) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.send_header("connection", "close")
        for name, value in response.headers.items():
            self.send_header(name, value)
        self.end_headers()
        text, size = response.text, response.size
        pieces = [text[i : i + size] for i in range(0, len(text), size)]
        for piece in pieces[: response.cut]:
            time.sleep(response.gap)
            self._event(body, {"content": piece})
        self.close_connection = True
        if response.cut is not None:
            return
        self._event(body, {}, response.reason)
        if (body.get("stream_options") or {}).get("include_usage"):
            chunk = {**self._head(body, "chat.completion.chunk"), "choices": []}
            self._send({**chunk, "usage": usage(body, text)})
        self.wfile.write(b"data: [DONE]\n\n")

    def _event(self, body: Body, delta: Body, reason: str | None = None) -> None:
        choice = {"index": 0, "delta": {"role": "assistant", **delta}, "finish_reason": reason}
        self._send({**self._head(body, "chat.completion.chunk"), "choices": [choice]})

    def _send(self, event: Body) -> None:
        self.wfile.write(f"data: {json.dumps(event)}\n\n".encode())
        self.wfile.flush()

    def _head(self, body: Body, kind: str) -> Body:
        return {"id": "x", "object": kind, "created": 0, "model": body.get("model", "")}


def usage(body: Body, text: str) -> Body:
    """Return a count of words in the place of tokens."""
    put = sum(len(text_of(m).split()) for m in body["messages"])
    got = len(text.split())
    return {"prompt_tokens": put, "completion_tokens": got, "total_tokens": put + got}
