"""The page that says who sees what, before anybody has said anything."""

from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from trainer.core.base import LANGUAGES, Language
from trainer.web import texts
from web.conftest import site_on, visitor_of


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("settings", "where"),
    [
        ({}, ""),
        ({"model": "openai:any", "model_url": "http://models.example:8080/v1"}, "models.example"),
        ({"model": "openai:any", "grader_model": "mistralai:any"}, "OpenAI, Mistral AI"),
        ({"model": "openai:any", "citizen_model": "embedded"}, "OpenAI"),
        ({"model": "somebody:any"}, "somebody"),
    ],
)
async def test_it_names_who_gets_to_see_what_is_said(
    tmp_path: Path, settings: dict[str, str], where: str, language: Language
) -> None:
    words = texts.load()[language]
    to_model = words("privacy.rule-model", where=where)
    at_home = words("privacy.rule-no-model")
    async with AsyncExitStack() as stack:
        visitor = await visitor_of(site_on(tmp_path, **settings), stack)
        visitor.client.headers["accept-language"] = language
        await visitor.get("/privacy")
    assert (to_model in visitor.page) == bool(where)
    assert (at_home in visitor.page) == (not where)
