"""A chat model as an author: what it writes, and what that took."""

import json

import pytest

import recorded
from model_server import Response, last_of, serving
from trainer.drafting.chat_author import ChatAuthor
from trainer.drafting.plan import Plan
from trainer.engines.model.opening import open_chat
from trainer.engines.model.spec import Spec
from trainer.errors import ModelError


async def test_a_form_is_asked_and_what_it_took_is_told() -> None:
    plan = json.dumps(recorded.plan())
    with serving(lambda body: plan) as server:
        spec = Spec("draft", "openai:any", server.url, price=(1000, 2000))
        author = ChatAuthor(open_chat(spec))
        assert await author.write("You write.", "Write a plan.", Plan) == plan
    asked = server.requests[0]
    assert asked["response_format"]["json_schema"]["name"] == "Plan"
    assert last_of(asked) == "Write a plan."
    # The server counts words: two and three in.
    assert author.took().startswith("1 answer, 5 tokens in and ")
    assert ", cost " in author.took()


async def test_a_provider_that_fails_is_named() -> None:
    with serving(lambda body: Response(status=500)) as server:
        author = ChatAuthor(open_chat(Spec("draft", "openai:any", server.url, retries=0)))
        with pytest.raises(ModelError, match="status 500"):
            await author.write("You write.", "Write a plan.", Plan)
    assert author.took() == (
        "0 answers, no tokens counted; openai:any answered with an error (status 500)"
    )
