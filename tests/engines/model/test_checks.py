"""What a model said, checked: a fact counts as told only where its own words stand."""

import pytest

from trainer import build
from trainer.core import conversation
from trainer.core.direction import direct
from trainer.core.reading import Reading
from trainer.core.transcript import Transcript
from trainer.engines.model.checks import Checks
from trainer.engines.model.sheet import sheet_of


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # Near it in sense, and one word of it: not yet a proof.
        ("Ik weet het niet meer hoor, eerlijk gezegd.", False),
        ("Mijn vrouw is thuis, en ik doe wat ik kan.", False),
        ("Tineke heeft alzheimer, het is nog maar het begin ervan.", True),
    ],
)
async def test_a_fact_is_told_where_its_words_stand(
    embedded: build.Parts, text: str, told: bool
) -> None:
    case = embedded.catalog.case("angry-resident", "nl", "standard")
    direction = direct(case, conversation.start(case), Reading())
    talk = Transcript(language="nl")
    checks = Checks(sheet_of(case), direction, talk, "", embedded.engine.reader)
    assert await checks.tells(text, "wife-ill") == told
