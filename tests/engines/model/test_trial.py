"""`trainer check --model`: one call of each kind, and what it showed."""

import pytest

from model_server import Body, Response, serving
from trainer import build
from trainer.settings import Settings


def good(body: Body) -> str:
    return '{"word": "yes"}' if "response_format" in body else "Mijn straat ligt open."


def cut_off(body: Body) -> Response:
    return Response('{"word": "y', reason="length")


@pytest.mark.parametrize(
    ("says", "works", "told"),
    [
        (good, (True, True), ("speaks, first word after", "in the form asked at once")),
        (lambda body: "Ja.", (True, False), ("speaks", "another form")),
        (
            lambda body: Response(status=401),
            (False, False),
            ("refused the key (status 401); check TRAINER_MODEL_KEY", "refused the key"),
        ),
        (lambda body: "", (False, False), ("empty", "another form")),
        (cut_off, (True, False), ("speaks", "another form")),
    ],
)
async def test_each_kind_of_call_is_tried(
    says: object, works: tuple[bool, ...], told: tuple[str, ...]
) -> None:
    with serving(says) as server:  # type: ignore[arg-type]
        settings = Settings(model="openai:any", model_url=server.url, model_retries=0)
        trials = await build.model_trials(settings)
    assert tuple(trial.works for trial in trials) == works
    for trial, words in zip(trials, told, strict=True):
        assert words in trial.says


async def test_without_a_model_nothing_is_tried() -> None:
    assert await build.model_trials(Settings()) == ()


async def test_a_server_that_is_not_there_is_said() -> None:
    settings = Settings(model="openai:any", model_url="http://127.0.0.1:9/v1", model_retries=0)
    trials = await build.model_trials(settings)
    assert trials[0].says == (
        "citizen: openai:any at 127.0.0.1:9 cannot be reached; check TRAINER_MODEL_URL"
    )
