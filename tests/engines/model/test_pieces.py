"""A stream's pieces reach LangChain as a server sends them, also where they lack something."""

from collections.abc import AsyncIterator
from types import SimpleNamespace
from typing import Any

import pytest

from model_server import compliant, serving
from trainer.engines.model.opening import open_chat
from trainer.engines.model.pieces import Completions, Pieces
from trainer.engines.model.spec import Spec


class Sent:
    """What a server sent."""

    def __init__(self, *pieces: dict[str, Any]) -> None:
        self.pieces = pieces
        self.closed = False

    async def __aiter__(self) -> AsyncIterator[dict[str, Any]]:
        for piece in self.pieces:
            yield piece

    async def close(self) -> None:
        self.closed = True


@pytest.mark.parametrize(
    ("sent", "comes"),
    [
        ({"choices": [{"delta": {"content": "Ja"}}]}, {"choices": [{"delta": {"content": "Ja"}}]}),
        ({"choices": [{"filtered": True}]}, {"choices": [{"filtered": True, "delta": None}]}),
        ({"choices": None}, {"choices": None}),
        ({"choices": [], "usage": {}}, {"choices": [], "usage": {}}),
    ],
)
async def test_a_choice_without_words_is_an_empty_one(
    sent: dict[str, Any], comes: dict[str, Any]
) -> None:
    stream = Sent(sent)
    async with Pieces(stream) as pieces:
        assert [piece async for piece in pieces] == [comes]
    assert stream.closed, "the server need not go on"


@pytest.mark.parametrize("asked", [{"stream": False}, {"stream": True, "timeout": 3}])
async def test_what_is_no_plain_stream_is_the_client_s_own(asked: dict[str, Any]) -> None:
    async def create(**asked: Any) -> dict[str, Any]:
        return asked

    own = SimpleNamespace(create=create, with_raw_response="raw")
    completions = Completions(SimpleNamespace(chat=SimpleNamespace(completions=own)))
    assert await completions.create(**asked) == asked
    assert completions.with_raw_response == "raw"


async def test_a_request_holds_what_the_client_would_send() -> None:
    messages: list[tuple[Any, str]] = [("system", "U bent Els."), ("user", "Dag.")]
    with serving(compliant) as server:
        chat = open_chat(Spec("citizen", "openai:any", server.url, "sleutel"))
        said = [piece async for piece in chat.stream(messages)]
    assert said[:-1] == ["..."]
    assert server.requests == [
        {
            "model": "any",
            "stream": True,
            "stream_options": {"include_usage": True},
            "messages": [{"role": role, "content": text} for role, text in messages],
        }
    ]
    assert server.headers[0]["authorization"] == "Bearer sleutel"
