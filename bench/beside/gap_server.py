"""An OpenAI-compatible server that says one token every so many milliseconds, and computes nothing.

`gap_server.py MILLISECONDS FIRST` prints its port and serves until its standard input ends; the
first token comes after FIRST milliseconds. A stream says what a citizen could say; an answer in a
form is the least that the asked JSON Schema allows, and takes as long as its tokens would.
`GET /asked` gives all bodies that came, and forgets them.
"""

import asyncio
import itertools
import json
import sys
from typing import Any

Body = dict[str, Any]
REPLIES = (
    "Ja, dat is nu precies wat ik bedoel. Ik loop hier al weken mee rond.",
    "Ik weet het niet hoor. Het is allemaal zo lastig geworden voor ons.",
    "Goed, maar wat heb ik daar nu aan? Ik zit er nog steeds mee.",
    "Nou ja, dat klinkt al iets beter dan de vorige keer.",
    "En hoe moet dat dan verder? Morgen ligt er weer een brief.",
    "Dat heeft nog niemand aan mij gevraagd, eerlijk gezegd.",
    "Mijn buurman zei ook al zoiets, maar die had geluk.",
    "Daar word ik nou zo moe van, van dat wachten.",
    "Ik wil gewoon weten waar ik aan toe ben.",
    "Hm. Daar moet ik even over denken, dat had ik niet verwacht.",
)
FORM_TOKENS = (40, 60, 50, 80, 45, 70)
"""How many tokens an answer in a form counts as, in turn."""


class Gap:
    """The server."""

    def __init__(self, seconds: float, first: float) -> None:
        self.seconds = seconds
        self.first = first
        self.asked: list[Body] = []
        self.forms = itertools.cycle(FORM_TOKENS)

    async def connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer the requests of one connection."""
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                length = _length(head)
                data = await reader.readexactly(length) if length else b""
                if head.startswith(b"GET"):
                    _whole(writer, json.dumps(self.asked).encode())
                    self.asked.clear()
                else:
                    await self._answer(json.loads(data), writer)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    async def _answer(self, body: Body, writer: asyncio.StreamWriter) -> None:
        self.asked.append(body)
        if not body.get("stream"):
            await asyncio.sleep(self.seconds * next(self.forms))
            _whole(writer, _completion(json.dumps(_answer_for(body))))
            return
        writer.write(
            b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n"
            b"transfer-encoding: chunked\r\n\r\n"
        )
        loop = asyncio.get_running_loop()
        at = loop.time() + self.first - self.seconds
        for token in _tokens(body):
            at += self.seconds
            await asyncio.sleep(at - loop.time())
            _chunk(writer, _event({"role": "assistant", "content": token}))
            await writer.drain()
        _chunk(writer, _event({}, "stop"))
        _chunk(writer, b"data: " + json.dumps({**CHUNK, "choices": [], **USAGE}).encode() + END)
        _chunk(writer, b"data: [DONE]" + END)
        writer.write(b"0\r\n\r\n")


END = b"\n\n"
CHUNK = {"id": "x", "object": "chat.completion.chunk", "created": 0, "model": "any"}
USAGE = {"usage": {"prompt_tokens": 10, "completion_tokens": 10, "total_tokens": 20}}


def _tokens(body: Body) -> list[str]:
    spoken = sum(message["role"] == "assistant" for message in body["messages"])
    words = REPLIES[spoken % len(REPLIES)].split()
    return [f"{word} " for word in words[:-1]] + words[-1:]


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    return 0


def _whole(writer: asyncio.StreamWriter, data: bytes) -> None:
    writer.write(
        b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n%s"
        % (len(data), data)
    )


def _chunk(writer: asyncio.StreamWriter, data: bytes) -> None:
    writer.write(b"%x\r\n%s\r\n" % (len(data), data))


def _event(delta: Body, reason: str | None = None) -> bytes:
    choice = {"index": 0, "delta": delta, "finish_reason": reason}
    return b"data: " + json.dumps({**CHUNK, "choices": [choice]}).encode() + END


def _completion(text: str) -> bytes:
    message = {"role": "assistant", "content": text}
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    whole = {**CHUNK, "object": "chat.completion", "choices": [choice], **USAGE}
    return json.dumps(whole).encode()


def _answer_for(body: Body) -> Any:
    form = (body.get("response_format") or {}).get("json_schema") or {}
    if "schema" in form:
        return least(form["schema"], form["schema"])
    # Whoever describes the form in words asks for one of these.
    return {"score": 7, "reason": "So it was.", "steps": ["Read.", "Judge."], "comment": "So."}


def least(schema: Body, root: Body) -> Any:
    """Return the least that a JSON Schema allows."""
    if "$ref" in schema:
        return least(root["$defs"][schema["$ref"].rpartition("/")[2]], root)
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        return schema["enum"][0]
    for several in ("anyOf", "oneOf", "allOf"):
        if several in schema:
            return least(schema[several][0], root)
    kind = schema.get("type")
    if kind == "object":
        names = schema.get("required", list(schema.get("properties", {})))
        return {name: least(schema["properties"][name], root) for name in names}
    if kind == "array":
        return [least(schema["items"], root)] * schema.get("minItems", 0)
    simple: Body = {"integer": schema.get("minimum", 0), "number": 0.5, "boolean": True}
    return simple.get(str(kind), None if kind == "null" else "Zo was het.")


async def serve(seconds: float, first: float) -> None:
    server = await asyncio.start_server(Gap(seconds, first).connected, "127.0.0.1", 0, limit=2**24)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    server.close()


if __name__ == "__main__":
    asyncio.run(serve(*(float(one) / 1000 for one in sys.argv[1:])))
