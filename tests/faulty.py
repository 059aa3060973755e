"""An OpenAI-compatible server on loopback on a bad day: each fault that real ones have.

``with faulty() as server:`` gives ``server.url``; ``server.fault`` names what happens to the next
``server.times`` requests (None: to all of them), and after that it answers as it should.
"""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any

from loopback import served

Body = dict[str, Any]
Answers = Callable[[Body], str]
PIECE = 8
"""Letters in a piece of a stream."""
HTML = b"<html><body><h1>502 Bad Gateway</h1>\n<pre>Traceback (most recent call last)</pre></html>"
REFUSAL = "I'm sorry, but I can't assist with that request."


@dataclass
class Faulty:
    """A running server."""

    answers: Answers
    url: str = ""
    fault: str | None = None
    times: int | None = None
    """To how many requests more the fault happens; None: to all."""
    requests: list[Body] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)

    def next_fault(self) -> str | None:
        """Return what happens to a request that came in."""
        if self.times is None:
            return self.fault
        self.times -= 1
        return self.fault if self.times >= 0 else None


class Handler(BaseHTTPRequestHandler):
    """Answers one connection."""

    server_: Faulty
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.server_.requests.append(body)
        fault = self.server_.next_fault()
        try:
            FAULTS[fault](self, body) if fault else self.well(body)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def well(self, body: Body, text: str | None = None, cut: float = 1.0) -> None:
        """Answer, or ``text`` in place of the answer; of a stream, the first ``cut`` of it."""
        text = self.server_.answers(body) if text is None else text
        if not body.get("stream"):
            message = {"role": "assistant", "content": text}
            choice = {"index": 0, "message": message, "finish_reason": "stop"}
            whole = {**head("chat.completion"), "choices": [choice], "usage": USAGE}
            data = json.dumps(whole).encode()
            self.begin(200, "application/json", {"content-length": str(len(data))})
            self.wfile.write(data[: int(len(data) * cut)])
            return
        self.begin(200, "text/event-stream", {"transfer-encoding": "chunked"})
        pieces = [text[i : i + PIECE] for i in range(0, len(text), PIECE)]
        for piece in pieces[: max(1, int(len(pieces) * cut))]:
            self.event(chunk({"content": piece}))
        if cut == 1:
            self.event(chunk({}, "stop"))
            self.event({**head("chat.completion.chunk"), "choices": [], "usage": USAGE})
            self.chunked(b"data: [DONE]\n\n")
            self.chunked(b"")

    def status(self, status: int, headers: dict[str, str] | None = None) -> None:
        """Refuse with a status."""
        self.whole(b'{"error": {"message": "no", "type": "test"}}', status, headers=headers)

    def whole(
        self,
        data: bytes,
        status: int = 200,
        kind: str = "application/json",
        headers: dict[str, str] | None = None,
    ) -> None:
        """Send an answer at once."""
        self.begin(status, kind, {"content-length": str(len(data)), **(headers or {})})
        self.wfile.write(data)

    def begin(self, status: int, kind: str, headers: dict[str, str]) -> None:
        """Send the headers."""
        self.send_response(status)
        for name, value in {"content-type": kind, **headers}.items():
            self.send_header(name, value)
        self.end_headers()

    def event(self, event: Body) -> None:
        """Send one event of a stream."""
        self.chunked(f"data: {json.dumps(event)}\n\n".encode())

    def chunked(self, data: bytes) -> None:
        """Send one chunk; the empty one is the end."""
        self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))
        self.wfile.flush()

    def silence(self) -> None:
        """Send nothing more, and keep the connection."""
        self.server_.closing.wait(60)
        self.close_connection = True

    def gone(self) -> None:
        """End the connection without a word."""
        self.close_connection = True


USAGE = {"prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 15}


def head(kind: str) -> Body:
    return {"id": "x", "object": kind, "created": 0, "model": "any"}


def chunk(delta: Body, reason: str | None = None) -> Body:
    choice = {"index": 0, "delta": {"role": "assistant", **delta}, "finish_reason": reason}
    return {**head("chat.completion.chunk"), "choices": [choice]}


def stalls(handler: Handler, body: Body) -> None:
    """Begin an answer, then fall silent."""
    if body.get("stream"):
        handler.well(body, cut=0.5)
    handler.silence()


def cuts(handler: Handler, body: Body) -> None:
    """End the connection in the middle of an answer."""
    handler.well(body, cut=0.5)
    handler.gone()


def ends_early(handler: Handler, body: Body) -> None:
    """End a stream properly, but half-way and without saying that it is whole."""
    if body.get("stream"):
        handler.well(body, cut=0.5)
        handler.chunked(b"")
        handler.gone()
    else:
        broken(handler, body)


def broken(handler: Handler, body: Body) -> None:
    """Send JSON that is none."""
    if body.get("stream"):
        handler.begin(200, "text/event-stream", {"transfer-encoding": "chunked"})
        handler.event(chunk({"content": "Ik "}))
        handler.chunked(b'data: {"id": "x", "choices": [{"delta": {"content": "w\n\n')
        handler.chunked(b"")
    else:
        handler.whole(b'{"id": "x", "choices": [{"message": {"content": "{')


def refuses(handler: Handler, body: Body) -> None:
    """Refuse in words, as models do."""
    handler.well(body, REFUSAL)


def rambles(handler: Handler, body: Body) -> None:
    """Answer in 50,000 letters."""
    handler.well(body, "Ik weet het niet meer. En dan nog iets. " * 1250)


FAULTS: dict[str, Callable[[Handler, Body], None]] = {
    "no answer": lambda handler, body: handler.silence(),
    "429": lambda handler, body: handler.status(429),
    "429, wait 1 s": lambda handler, body: handler.status(429, {"retry-after": "1"}),
    "429, wait an hour": lambda handler, body: handler.status(429, {"retry-after": "3600"}),
    "500": lambda handler, body: handler.status(500),
    "hangs up": lambda handler, body: handler.gone(),
    "stalls": stalls,
    "cut in half": cuts,
    "ends early": ends_early,
    "broken JSON": broken,
    "an empty answer": lambda handler, body: handler.well(body, ""),
    "a refusal": refuses,
    "50,000 letters": rambles,
    "a web page": lambda handler, body: handler.whole(HTML, kind="text/html"),
}


@contextmanager
def faulty(answers: Answers) -> Iterator[Faulty]:
    """Run a server in threads of its own; ``answers`` gives an answer's text."""
    server = Faulty(answers)

    class Own(Handler):
        server_ = server

    with served(Own) as server.url:
        try:
            yield server
        finally:
            server.closing.set()
