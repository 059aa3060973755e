"""A real model on a real server: it streams, keeps to a form, counts its tokens, and refuses.

What it says is no matter: it is far too small to play anybody. `test_small_model_plays.py` plays.
"""

from collections.abc import Iterator
from typing import Literal

import pytest
from pydantic import BaseModel

from small_model import serving_small_model
from trainer.core.usage import Usage
from trainer.engines.model.chat import Chat
from trainer.engines.model.opening import open_chat
from trainer.engines.model.spec import Spec
from trainer.errors import ModelError

CONTEXT, LONGEST = 512, 96
HELLO = [("user", "Say hello to your neighbour in one short sentence.")]


class Seen(BaseModel):
    """A form as a grader asks it."""

    observed: bool
    level: Literal[0, 1, 2, 3]


@pytest.fixture(scope="module")
def chat() -> Iterator[Chat]:
    with serving_small_model(CONTEXT, LONGEST) as url:
        yield open_chat(Spec("citizen", "openai:smollm2", url, begin=60, gap=60, whole=120))


async def test_it_streams_and_counts(chat: Chat) -> None:
    pieces = [piece async for piece in chat.stream(HELLO)]
    usage = pieces.pop()
    assert isinstance(usage, Usage)
    assert len(pieces) > 3, "piece by piece, and not at once"
    assert usage.tokens_in and usage.tokens_in > 10
    assert usage.tokens_out and abs(usage.tokens_out - len(pieces)) <= 3


async def test_it_keeps_to_a_form(chat: Chat) -> None:
    asked = [
        ("user", "Did the official greet the citizen? Official: Good morning. Answer with JSON.")
    ]
    found, usage = await chat.answer(asked, Seen)
    assert isinstance(found, Seen)
    assert usage[-1].tokens_out and not usage[-1].failed


async def test_what_is_too_long_is_refused_and_said_so(chat: Chat) -> None:
    with pytest.raises(ModelError, match="status 400"):
        async for _ in chat.stream([("user", "word " * 2 * CONTEXT)]):
            pass
